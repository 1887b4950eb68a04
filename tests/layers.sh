#!/usr/bin/env bash
# The arrows of docs/architecture.md: which layer may include what. Prints each include that breaks one.
set -euo pipefail
cd "$(dirname "$0")/.."
broken=0

# forbid WHERE PATTERN WHY: no file below WHERE may include what matches PATTERN. Tests are free to.
forbid() {
  local found
  found=$(grep -rnE "^#include [<\"]($2)" --include='*.h' --include='*.cc' $1 2>/dev/null |
    grep -vE '(_test|_testing|_fixture|_bench)\.(h|cc):' || true)
  if [[ $found ]]; then
    printf '%s\n    ^ %s\n' "$found" "$3"
    broken=1
  fi
}

generated='disclosure/[a-z]+/v1/|google/(api|rpc|protobuf)/'
for service in catalog-service request-service media-service; do
  [[ -d $service ]] || continue
  forbid "$service/domain" "$generated|grpc|cppconn|common/(mysql|rpc|crypto)|$service/(api|storage|importers|exporters|publishing)|thread|mutex|fstream" \
    "domain is pure: standard library, Abseil, the pure parts of common"
  forbid "$service/storage" "$generated|grpc|cppconn|common/rpc|$service/(api|importers|exporters|publishing)" \
    "storage knows domain and common/mysql only"
  for adapter in importers exporters publishing search documents notifying feeds attachments; do
    forbid "$service/$adapter" "$generated|grpc|cppconn|common/(mysql|rpc)|$service/(api|storage)" "an adapter knows neither wire nor store"
  done
  forbid "$service/api" "cppconn" "SQL is the storage's"
  for other in catalog-service request-service media-service; do
    [[ $other == "$service" ]] || forbid "$service" "$other/" "services know each other's protos only"
  done
done
forbid "common" "catalog-service|request-service|media-service|gateway|ctl/" "common knows no service"
forbid "common/base common/calendar common/crypto common/identity common/papers common/tables" "$generated|grpc|cppconn|common/(mysql|rpc)" "the pure parts know no wire and no database"
forbid "common/rpc gateway catalog-service ctl" "cppconn" "common/mysql is the only user of cppconn"
forbid "common/mysql" "$generated|grpc|common/rpc" "common/mysql knows no wire"
forbid "gateway" "catalog-service|request-service|media-service|common/mysql" "the gateway has no database and knows protos only"
forbid "gateway/http gateway/limits" "$generated|grpc|gateway/(transcode|auth|compose|web)" "the HTTP room knows no gRPC"
[[ $broken == 0 ]] && echo "every include follows the arrows"
exit "$broken"
