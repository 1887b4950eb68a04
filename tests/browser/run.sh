#!/usr/bin/env bash
# The portal and the desk in headless Chromium: run.sh SUITE_DATA OUTPUT_DIRECTORY
set -euo pipefail
data=$1 output=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$output"
cp "$here"/package.json "$here"/package-lock.json "$here"/*.mjs "$output"/
cd "$output"
npm ci --no-audit --no-fund --loglevel=error
export DISCLOSURE_DATA=$data DISCLOSURE_SUITE=$data DISCLOSURE_SCRIPT="$here/../../disclosure"
export DISCLOSURE_PORTAL="http://127.0.0.1:$(cat "$data/run/gateway.port")" DISCLOSURE_SHOTS="$output/shots"
failed=0
for tests in api.test.mjs all.mjs desk.test.mjs; do node "$tests" || failed=1; done
exit "$failed"
