#!/usr/bin/env bash
# The script a person runs, from the first start to the last stop, on a directory of its own and with the binaries
# of DISCLOSURE_BIN (the first argument). No fixed port, safe beside other tests.
set -euo pipefail

ROOT=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..
export DISCLOSURE_BIN=$1 NO_COLOR=1
unset DISCLOSURE_DATA
# Under /tmp, where the unprivileged user gets to as well.
WORK=$(mktemp -d /tmp/disclosure-script-test.XXXXXX)
chmod 755 "$WORK"
DATA=$WORK/data
OUTPUT=$WORK/output
failures=0

disclosure() { "$ROOT/disclosure" "$@"; }

finish() {
  disclosure down --data "$DATA" >/dev/null 2>&1 || true
  if ((failures)); then tail -n 30 "$DATA"/log/*.log "$DATA"/log/*.err 2>/dev/null || true; fi
  rm -rf "$WORK"
}
trap finish EXIT

# expect STATUS COMMAND…: the exit code; what was printed stays in OUTPUT.
expect() {
  local wanted=$1 status=0
  shift
  disclosure "$@" >"$OUTPUT" 2>&1 || status=$?
  if ((status != wanted)); then failed "disclosure $* ended with $status instead of $wanted"; fi
}
expect_text() {
  if ! grep -qF -- "$1" "$OUTPUT"; then failed "missing in the output: $1"; fi
}
failed() {
  echo "FAILED: $1"
  sed 's/^/    /' "$OUTPUT"
  failures=$((failures + 1))
}
title() { echo "- $1"; }
# await SECONDS CHECK…: the check holds within so long.
await() {
  local never=$((SECONDS + $1))
  shift
  until "$@"; do
    if ((SECONDS > never)); then failed "not within time: $*"; return; fi
    sleep 0.05
  done
}
kill_service() { kill -KILL "$(head -n 1 "$DATA/run/$1.pid")"; }
restarted() { [[ $(grep -cF "$1 已重新启动" "$DATA/log/supervisor.log") == "$2" ]]; }
whole_page() {
  curl -sf --noproxy '*' -o "$OUTPUT" "${address}v1/portal/divisions/330108" && ! grep -qF '"part":' "$OUTPUT"
}

title "a suite that was never started is stopped, and stopping it is no error"
expect 3 status --data "$DATA"
expect 0 down --data "$DATA"

title "wrong use ends with 2"
expect 2 up --data "$DATA" --port x
expect_text "端口"
expect 2 nonsense

title "a directory with other things in it is refused and left alone"
mkdir "$WORK/other"
echo mine >"$WORK/other/file"
expect 1 up --data "$WORK/other" --port 0
expect_text "$WORK/other"
if [[ $(ls -A "$WORK/other") != file ]]; then failed "something was written into $WORK/other"; fi

title "the first start loads the samples and names the portal's address"
expect 0 up --data "$DATA" --port 0 --detach
expect_text "http://127.0.0.1:"
address=$(<"$DATA/run/ready")
curl -sf --noproxy '*' -o "$OUTPUT" "${address}v1/domains" || failed "no answer from ${address}v1/domains"
expect_text '"domains"'

title "an organ's own system gets a certificate, once"
expect 0 certificate 330108-tjj --data "$DATA" --out "$WORK/organ"
if ! openssl verify -CAfile "$WORK/organ/ca.pem" "$WORK/organ/330108-tjj.pem" >"$OUTPUT" 2>&1; then failed "the certificate is not the CA's"; fi
openssl x509 -in "$WORK/organ/330108-tjj.pem" -noout -ext subjectAltName >"$OUTPUT"
expect_text "URI:spiffe://disclosure/organ/330108-tjj"
if [[ $(stat -c %a "$WORK/organ/330108-tjj-key.pem") != 600 ]]; then failed "others can read the key"; fi
if compgen -G "$DATA/pki/organ-*" >/dev/null; then failed "the CA kept a copy"; fi
expect 1 certificate 330108-tjj --data "$DATA" --out "$WORK/organ"
expect 2 certificate --data "$DATA"
expect 2 certificate ../x --data "$DATA"

title "all processes run, none as root"
expect 0 status --data "$DATA" --json
expect_text '"state":"running"'
for name in mariadbd catalog-service request-service media-service gateway; do
  pid=$(head -n 1 "$DATA/run/$name.pid")
  if [[ $(stat -c %u "/proc/$pid") == 0 && $(stat -c %u "$DATA") != 0 ]]; then failed "$name runs as root"; fi
done

title "nobody else reads the data directory"
if [[ $(stat -c %a "$DATA") != 700 ]]; then failed "mode of $DATA is $(stat -c %a "$DATA")"; fi
while read -r mode file; do
  if [[ $mode != 600 ]]; then failed "$file has mode $mode"; fi
done < <(find "$DATA/secrets" "$DATA/pki" -type f -name '*[!a].pem' -printf '%m %p\n' -o -name '*.password' -printf '%m %p\n')

title "a service that does not answer takes only its own part out of a page"
for frozen in catalog-service:avoided request-service:requests media-service:accounts; do
  pid=$(head -n 1 "$DATA/run/${frozen%:*}.pid")
  kill -STOP "$pid"
  curl -sf --noproxy '*' --max-time 10 -o "$OUTPUT" "${address}v1/portal/divisions/330108" || failed "no page while ${frozen%:*} hangs"
  kill -CONT "$pid"
  expect_text "\"part\":\"${frozen#*:}\""
  expect_text '"domainTitle":"义务教育"'
done
curl -sf --noproxy '*' -o "$OUTPUT" "${address}v1/portal/divisions/330108" || failed "no page when all are back"
if grep -qF '"part":' "$OUTPUT"; then failed "a part is still missing"; fi

title "a second start on the same data says so, and a busy port says which"
expect 0 up --data "$DATA" --port 0
expect_text "$address"
port=${address##*:}
port=${port%/}
expect 1 up --data "$WORK/second" --port "$port"
expect_text "$port"

title "a service that dies is started again in its place, alone, and the portal answers meanwhile"
gateway=$(<"$DATA/run/gateway.pid")
port=$(<"$DATA/run/request-service.port")
kill_service request-service
curl -sf --noproxy '*' --max-time 10 -o "$OUTPUT" "${address}v1/portal/divisions/330108" || failed "no page while request-service is away"
expect_text '"domainTitle":"义务教育"'
await 30 restarted request-service 1
if [[ $(<"$DATA/run/request-service.port") != "$port" ]]; then failed "it is in another place"; fi
await 10 whole_page
expect 0 status --data "$DATA"
if [[ $(<"$DATA/run/gateway.pid") != "$gateway" ]]; then failed "the gateway was started again too"; fi

title "two services that die at once are both started again"
kill_service catalog-service
kill_service media-service
await 30 restarted catalog-service 1
await 30 restarted media-service 1
await 30 whole_page

title "the crash of the gateway ends the suite and is reported by name"
supervisor=$(head -n 1 "$DATA/run/supervisor.pid")
kill -KILL "$(head -n 1 "$DATA/run/gateway.pid")"
flock --wait 60 "$DATA/run/lock" true || failed "process $supervisor did not stop the suite"
cp "$DATA/log/supervisor.log" "$OUTPUT"
expect_text "gateway"
expect_text "SIGKILL"
expect 3 status --data "$DATA"

title "after kill -9 of the supervisor the next start works"
expect 0 up --data "$DATA" --port 0 --detach
kill -KILL "$(head -n 1 "$DATA/run/supervisor.pid")"
expect 0 up --data "$DATA" --port 0 --detach
expect 0 status --data "$DATA"

title "a service that dies again and again ends the suite"
kill_service media-service
await 30 restarted media-service 1
kill_service media-service
await 30 restarted media-service 2
kill_service media-service
flock --wait 60 "$DATA/run/lock" true || failed "the suite was not stopped"
cp "$DATA/log/supervisor.log" "$OUTPUT"
expect_text "media-service 意外退出（信号 SIGKILL），其余进程随之停止"
expect 3 status --data "$DATA"
expect 0 up --data "$DATA" --port 0 --detach

title "down stops everything and leaves no process behind"
pids=$(head -qn 1 "$DATA"/run/{mariadbd,catalog-service,request-service,media-service,gateway}.pid)
expect 0 down --data "$DATA"
for pid in $pids; do
  if [[ -e /proc/$pid ]]; then failed "process $pid is still there"; fi
done
expect 3 status --data "$DATA"

title "a demonstration has a directory of its own"
expect 1 up --data "$DATA" --port 0 --demo
expect_text "演示请用 --data 指定一个新目录"
expect 0 up --data "$WORK/demo" --port 0 --detach --demo
expect_text "400 件申请"
if [[ $(<"$WORK/demo/demo") != 2026-09-18* ]]; then failed "the demonstration has another day"; fi
expect 0 down --data "$WORK/demo"

echo "$failures failed"
((failures == 0))
