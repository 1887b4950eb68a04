# shellcheck shell=bash disable=SC1111,SC2153
# How each of our processes is started. `SOCKET` is the supervisor's.

migrate() {
  local log=$DATA/log/migrate.log
  : >"$log"
  if ! run_helper "$log" "$BIN/catalog-service" --migrate_only --schema_dir="$ROOT/catalog-service/schema" \
    --db_socket="$SOCKET" --db_user=catalog_owner --db_password_file="$DATA/secrets/catalog_owner.password" \
    --db_schema=disclosure_catalog; then
    complain "数据表没有建成或升级" "$log" "处理后重新运行；记录的末尾："
    last_lines "$log" >&2
    exit 1
  fi
}

start_catalog_service() {
  spawn catalog-service "$BIN/catalog-service" --listen=127.0.0.1:0 --port_file="$DATA/run/catalog-service.port" \
    --admin_listen=127.0.0.1:0 --admin_port_file="$DATA/run/catalog-service.admin.port" \
    --db_socket="$SOCKET" --db_user=catalog --db_password_file="$DATA/secrets/catalog.password" \
    --db_schema=disclosure_catalog --tls_dir="$DATA/pki" --tls_name=catalog-service \
    --log_file="$DATA/log/catalog-service.log"
  wait_until catalog-service 60 port_is_written catalog-service
}

# start_gateway PORT: sets ADDRESS.
start_gateway() {
  if [[ ! -s $DATA/issuer/jwks.json ]]; then make_issuer; fi
  need_free_port "$1"
  spawn gateway "$BIN/gateway" --listen="127.0.0.1:$1" --port_file="$DATA/run/gateway.port" \
    --admin_listen=127.0.0.1:0 --admin_port_file="$DATA/run/gateway.admin.port" \
    --catalog="127.0.0.1:$(recorded_port catalog-service)" --tls_dir="$DATA/pki" --tls_name=gateway \
    --jwks="$DATA/issuer/jwks.json" --web_dir="$ROOT/gateway/web" --log_file="$DATA/log/gateway.log"
  wait_until gateway 60 port_is_written gateway
  ADDRESS=http://127.0.0.1:$(recorded_port gateway)/
  wait_until gateway 60 portal_answers
}

make_issuer() {
  local log=$DATA/log/issuer-init.log
  if ! run_helper "$log" "$BIN/disclosurectl" --data "$DATA" issuer-init; then
    complain "本地令牌签发密钥没有做成" "$log" "记录的末尾："
    last_lines "$log" >&2
    exit 1
  fi
}

port_is_written() { [[ $(recorded_port "$1") =~ ^[0-9]+$ ]]; }
portal_answers() { curl --silent --fail --max-time 5 --noproxy '*' --output /dev/null "${ADDRESS}readyz"; }
