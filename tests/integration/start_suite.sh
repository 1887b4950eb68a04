#!/usr/bin/env bash
# The suite for the tests that need it: a fresh data directory, any free port.
set -euo pipefail
data=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
"$root/disclosure" down --data "$data" >/dev/null 2>&1 || true
rm -rf "$data"
exec "$root/disclosure" up --data "$data" --port 0 --detach
