#!/usr/bin/env bash
# What the limits, the views of several services and watchers cost, on a running suite.
#
#   gateway.sh SUITE_DATA BIN_DIRECTORY [SECONDS_PER_RUN] [WATCHERS]
#
# Each measured gateway is started here, beside the suite's own, on the suite's services. Needs wrk and node.
set -euo pipefail
data=$1 bin=$2 seconds=${3:-4} watchers=${4:-2000}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
pids=()
cleanup() {
  if ((${#pids[@]})); then kill "${pids[@]}" 2>/dev/null || true; wait || true; fi
  rm -rf "$work"
}
trap cleanup EXIT

port_of() { cat "$data/run/$1.port"; }

# gateway NAME FLAG…: its port is in WORK/NAME.port then.
gateway() {
  local name=$1
  shift
  "$bin/gateway" --listen=127.0.0.1:0 --port_file="$work/$name.port" --catalog="127.0.0.1:$(port_of catalog-service)" \
    --request="127.0.0.1:$(port_of request-service)" --media="127.0.0.1:$(port_of media-service)" --tls_dir="$data/pki" \
    --tls_name=gateway --jwks="$data/issuer/jwks.json" --trusted_proxies=127.0.0.1 --log_file="$work/$name.log" "$@" 2>"$work/$name.err" &
  pids+=($!)
  until [[ -s $work/$name.port ]]; do sleep 0.05; kill -0 "${pids[-1]}"; done
}

# The same rows with rates that are never reached: all the work and no refusal.
awk -F, -v OFS=, 'NR > 1 { $3 = 1000000; $4 = 1000000 } { print }' "$here/../../data/gateway/limits.csv" >"$work/limits.csv"
gateway on --limits="$work/limits.csv" --rate_per_second=1000000 --rate_burst=1000000 --calls_per_caller=1000
gateway off --rate_per_second=0

# run NAME PID: "requests/s, microseconds of the gateway's processor time per request" to WORK/NAME.runs.
ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; }
run() {
  local before
  before=$(ticks "$2")
  wrk -t1 -c32 -d"${seconds}s" "http://127.0.0.1:$(cat "$work/$1.port")/v1/fees:quote?items=45" >"$work/wrk"
  if grep -q -e Non-2xx -e 'Socket errors' "$work/wrk"; then cat "$work/wrk" >&2; exit 1; fi
  awk -v ticks=$(($(ticks "$2") - before)) -v hz="$(getconf CLK_TCK)" \
    '/requests in/ { n = $1 } /Requests\/sec/ { print $2, ticks / hz * 1e6 / n }' "$work/wrk" >>"$work/$1.runs"
}
for _ in 1 2 3 4 5; do
  run on "${pids[0]}"
  run off "${pids[1]}"
done
median() { cut -d' ' -f"$2" "$work/$1.runs" | sort -n | sed -n 3p; }
echo "$(median on 1) $(median off 1) $(median on 2) $(median off 2)" | awk '{
  printf "限额开、关，一元调用每秒次数：%.0f、%.0f，比值 %.2f；网关每次的处理器时间：%.1f、%.1f 微秒，比值 %.2f\n", $1, $2, $1 / $2, $3, $4, $4 / $3 }'

# A view against the slowest of its parts: requests/s and the 99th percentile in milliseconds, of eight connections.
ask() {
  wrk -t1 -c8 -d"${seconds}s" --latency "http://127.0.0.1:$(cat "$work/off.port")$1" >"$work/wrk"
  if grep -q -e Non-2xx -e 'Socket errors' "$work/wrk"; then cat "$work/wrk" >&2; exit 1; fi
  awk '/99%/ { p99 = $2 + 0; if ($2 ~ /us$/) p99 /= 1000; if ($2 ~ /[0-9]s$/) p99 *= 1000 } /Requests\/sec/ { print $2, p99 }' "$work/wrk"
}
# view TITLE VIEW PART…
view() {
  local title=$1 view=$2 part
  shift 2
  for part in "$@"; do ask "$part"; done | sort -k1n >"$work/parts"
  echo "$(ask "$view") $(head -n 1 "$work/parts") $(sort -k2nr "$work/parts" | head -n 1)" | awk -v title="$title" '{
    printf "%s：每秒 %.0f 次，最慢的一部分单独取 %.0f 次，比值 %.2f；第 99 百分位 %.2f 毫秒，最慢的一部分 %.2f 毫秒，比值 %.2f\n", title, $1, $3, $1 / $3, $2, $6, $2 / $6 }'
}
year=$(TZ=Asia/Shanghai date +%Y)
view 区划首页 /v1/portal/divisions/330108 "/v1/accounts?division=divisions/330108&pageSize=20" \
  "/v1/divisions/330108/requestStatistics/$year" /v1/divisions/330108/annualReports "/v1/divisions/330108/avoidedRequests?year=$year"
view 机关页 /v1/portal/organs/330108-jyj /v1/organs/330108-jyj/profile "/v1/accounts?organ=organs/330108-jyj&pageSize=20" \
  /v1/organs/330108-jyj/annualReports "/v1/organs/330108-jyj/requestStatistics/$year"

gateway watched
until curl --silent --fail --noproxy "*" --output /dev/null "http://127.0.0.1:$(cat "$work/watched.port")/readyz"; do sleep 0.1; done
node "$here/watchers.mjs" "$(cat "$work/watched.port")" "${pids[-1]}" "$watchers"
