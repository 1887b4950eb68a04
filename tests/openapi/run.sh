#!/usr/bin/env bash
# Spectral over the OpenAPI document that the gateway serves: run.sh SUITE_DATA OUTPUT_DIRECTORY
# Warnings count as errors: there are none, and there shall be none.
set -euo pipefail
data=$1 output=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$output"
cp "$here"/package.json "$here"/package-lock.json "$here"/spectral.yaml "$output"/
cd "$output"
npm ci --no-audit --no-fund --loglevel=error
curl --silent --show-error --fail --noproxy '*' --output openapi.json "http://127.0.0.1:$(cat "$data/run/gateway.port")/openapi.json"
exec node_modules/.bin/spectral lint --fail-severity=warn --ruleset spectral.yaml openapi.json
