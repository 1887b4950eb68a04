#!/bin/sh
# Published catalogue JSON over HTTP: the gateway on one thread against nginx-light on one worker.
#
#   http_bench.sh HTTP_BENCH_BINARY [SECONDS_PER_RUN]
#
# Three interleaved rounds of wrk with 32 connections, identity encoding, no TLS; prints the medians of
# requests per second and of the 99th percentile, and the ratio. Needs wrk and nginx-light.
set -eu
binary=$1
seconds=${2:-5}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
mkfifo "$dir/hold"
chmod 755 "$dir"

"$binary" "$dir" < "$dir/hold" > "$dir/port" &
gateway=$!
exec 3> "$dir/hold"  # the gateway ends when this is closed
nginx=
trap 'exec 3>&-; [ -z "$nginx" ] || kill "$nginx"; wait; rm -rf "$dir"' EXIT
until [ -s "$dir/port" ]; do sleep 0.05; kill -0 "$gateway"; done
port=$(cat "$dir/port")

nginx_port=$((port + 1))
while ss -Hltn "sport = :$nginx_port" | grep -q .; do nginx_port=$((nginx_port + 1)); done
sed "s|@DIR@|$dir|g; s|@PORT@|$nginx_port|g" "$here/nginx.conf" > "$dir/nginx.conf"
/usr/sbin/nginx -c "$dir/nginx.conf" -e "$dir/nginx-error.log" &
nginx=$!
until wget -q -O /dev/null "http://127.0.0.1:$nginx_port/10.json"; do sleep 0.05; kill -0 "$nginx"; done

# run PORT SIZE → "requests/s p99-in-ms"
run() {
  wrk -t1 -c32 -d"${seconds}s" --latency "http://127.0.0.1:$1/$2.json" > "$dir/wrk"
  if grep -q -e "Non-2xx" -e "Socket errors" "$dir/wrk"; then cat "$dir/wrk" >&2; exit 1; fi
  awk '/Requests\/sec/ {rate = $2}
       $1 == "99%" {p = $2; ms = p + 0; if (p ~ /us$/) ms /= 1000; else if (p !~ /ms$/) ms *= 1000}
       END {print rate, ms}' "$dir/wrk"
}
median() { cut -d' ' -f"$2" "$1" | sort -n | sed -n 2p; }

printf '%6s  %12s %12s  %6s  %10s %10s\n' size gateway/s nginx/s ratio 'p99 ms' 'nginx p99'
for size in 10 25 60; do
  : > "$dir/g"; : > "$dir/n"
  for round in 1 2 3; do
    run "$port" $size >> "$dir/g"
    run "$nginx_port" $size >> "$dir/n"
  done
  echo "$size $(median "$dir/g" 1) $(median "$dir/n" 1) $(median "$dir/g" 2) $(median "$dir/n" 2)" |
    awk '{printf "%4s kB  %12.0f %12.0f  %6.2f  %10.2f %10.2f\n", $1, $2, $3, $2 / $3, $4, $5}'
done
