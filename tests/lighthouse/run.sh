#!/usr/bin/env bash
# Lighthouse over the pages of a running suite: run.sh SUITE_DATA OUTPUT_DIRECTORY
set -euo pipefail
data=$1 output=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$output"
cp "$here"/package.json "$here"/package-lock.json "$here"/pages.mjs "$here"/../browser/{suite,office}.mjs "$output"/
cd "$output"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
export DISCLOSURE_DATA=$data DISCLOSURE_SCRIPT="$here/../../disclosure"
DISCLOSURE_PORTAL="http://127.0.0.1:$(cat "$data/run/gateway.port")" DISCLOSURE_REPORTS="$output/reports" exec node pages.mjs
