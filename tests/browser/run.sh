#!/usr/bin/env bash
# The portal in headless Chromium: run.sh SUITE_DATA OUTPUT_DIRECTORY
set -euo pipefail
data=$1 output=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$output"
cp "$here"/package.json "$here"/package-lock.json "$here"/*.mjs "$output"/
cd "$output"
npm ci --no-audit --no-fund --loglevel=error
DISCLOSURE_PORTAL="http://127.0.0.1:$(cat "$data/run/gateway.port")"
export DISCLOSURE_PORTAL DISCLOSURE_SHOTS="$output/shots"
node api.test.mjs
exec node portal.test.mjs
