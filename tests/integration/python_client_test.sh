#!/usr/bin/env bash
# The example client of departments against the running suite of SUITE_DATA (the first argument): from a directory that has
# nothing but the client and the CA, and with no word of ours in its environment.
set -euo pipefail

ROOT=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../..
SUITE=$(readlink -f "$1")
WORK=$(mktemp -d /tmp/disclosure-python-test.XXXXXX)
trap 'rm -rf "$WORK"' EXIT
cp "$ROOT"/examples/python/*.py "$ROOT"/examples/python/request.json "$SUITE/pki/ca.pem" "$WORK"
cd "$WORK"
failures=0

# expect STATUS ARGUMENT…: the client's exit code; what it printed is in the files output and errors.
expect() {
  local wanted=$1 status=0
  shift
  env -i PATH=/usr/bin:/bin LC_ALL=C.UTF-8 timeout 60 ./disclosure_client.py --server "127.0.0.1:$(<"$SUITE/run/gateway.grpc.port")" \
    --server-name localhost --ca ca.pem "$@" >output 2>errors || status=$?
  if ((status != wanted)); then failed "the client ended with $status instead of $wanted: $*"; fi
}
expect_text() {
  if ! grep -qE -- "$2" "$1"; then failed "missing in $1: $2"; fi
}
failed() {
  echo "FAILED: $1"
  sed 's/^/    /' output errors
  failures=$((failures + 1))
}
title() { echo "- $1"; }

title "there is no proto file of the project to learn from"
if [[ $(find . -name '*.proto' -o -name '*_pb2*') ]]; then failed "the client brings descriptions along"; fi

title "the services of the port are listed with their methods, and no others"
expect 0 services
for service in catalog.v1.Catalog request.v1.Request media.v1.Media portal.v1.Portal; do expect_text output "^disclosure\\.${service}Service$"; done
expect_text output '^  FileRequest$'
expect_text output '^  GetOrganPage$'
if grep -v '^  ' output | grep -qvE '^(disclosure\.(catalog|request|media|portal)|grpc\.(health|reflection))\.v1'; then failed "another service is listed"; fi

title "a request is filed: number, access code, receipt, state"
expect 0 file --organ 330108-tjj --receipt receipt.html request.json
expect_text output '^申请编号 number +330108-tjj-20[0-9]{2}-[0-9]+$'
expect_text output '^查询码 access code +[a-z0-9]{4}(-[a-z0-9]{4}){3} '
expect_text output '^办理状态 state +待确认收到 FILED$'
number=$(awk '/^申请编号/ { print $3 }' output)
code=$(awk '/^查询码/ { print $4 }' output)
cp receipt.html output
expect_text output 登记回执
expect_text output "$number"

title "it is tracked by number and access code"
expect 0 track "$number" <<<"$code"
expect_text output '^办理状态 state +待确认收到 FILED$'
expect_text output '^到达日 arrived on +20[0-9]{2}-[0-9]{2}-[0-9]{2}$'
expect_text output '^经过 step +20[0-9]{2}-'

title "repeated with the same request id it is the same request"
for _ in 1 2; do
  expect 0 file --organ 330108-tjj --request-id "python-client-$$" request.json
  awk '/^申请编号/ { print $3 }' output >>numbers
done
if [[ $(sort -u numbers | wc -l) != 1 ]]; then failed "it was filed twice"; fi
if [[ $(head -n 1 numbers) == "$number" ]]; then failed "another request got the same number"; fi

title "what is wrong is said by field, reason and language"
expect 1 file --organ 330108-tjj - <<<'{"applicant": {"displayName": "测试甲"}, "wanted": {"subject": "某项信息"}}'
expect_text errors '填写有误'
expect_text errors 'correct what is listed'
expect_text errors 'INVALID_ARGUMENT BAD_REQUEST'
expect_text errors '^  applicant\.identity_kind: must be given'
expect 1 file --organ 330108-tjj - <<<'{"applicnt": {}}'
expect_text errors 'applicnt'
expect 1 file --organ 330108-tjj missing.json
expect_text errors 'missing\.json'

title "a token that is not good is refused before anything is told"
echo nonsense >token
expect 1 --token token services
expect_text errors '令牌不被接受'
expect_text errors 'UNAUTHENTICATED'

title "help and wrong usage"
expect 0 --help
expect_text output '例子 examples:'
expect 2 nothing

echo "$failures failed"
((failures == 0))
