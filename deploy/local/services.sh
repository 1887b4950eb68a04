# shellcheck shell=bash disable=SC1111,SC2153
# How each of our processes is started. `SOCKET` is the supervisor's.

migrate() {
  local log=$DATA/log/migrate.log entry service schema
  : >"$log"
  for entry in "${SCHEMAS[@]}"; do
    read -r service schema <<<"$entry"
    if ! run_helper "$log" "$BIN/$service-service" --migrate_only --schema_dir="$ROOT/$service-service/schema" \
      --db_socket="$SOCKET" --db_user="${service}_owner" --db_password_file="$DATA/secrets/${service}_owner.password" \
      --db_schema="$schema"; then
      complain "数据表没有建成或升级" "$log" "处理后重新运行；记录的末尾："
      last_lines "$log" >&2
      exit 1
    fi
  done
}

start_catalog_service() {
  spawn catalog-service "$BIN/catalog-service" --listen="127.0.0.1:${PORTS[catalog-service]:-0}" --port_file="$DATA/run/catalog-service.port" \
    --admin_listen=127.0.0.1:0 --admin_port_file="$DATA/run/catalog-service.admin.port" \
    --db_socket="$SOCKET" --db_user=catalog --db_password_file="$DATA/secrets/catalog.password" \
    --db_schema=disclosure_catalog --search_dir="$DATA/search" --tls_dir="$DATA/pki" --tls_name=catalog-service \
    --log_file="$DATA/log/catalog-service.log"
  wait_until catalog-service 60 port_is_written catalog-service
}

# request_service_flags: database, keys and tables of request-service, a line each; in a demonstration its day too.
request_service_flags() {
  printf '%s\n' --db_socket="$SOCKET" --db_user=request --db_password_file="$DATA/secrets/request.password" \
    --db_schema=disclosure_request --key_file="$DATA/secrets/request.keys" --law_dir="$ROOT/data/request"
  if [[ -e $DATA/demo ]]; then printf '%s\n' --fixed_time="$(<"$DATA/demo")"; fi
}

# make_keys SERVICE: the keys of personal data are made once; without them what is stored cannot be read.
make_keys() {
  local keys=$DATA/secrets/$1.keys log=$DATA/log/$1-keys.log
  if [[ -s $keys ]] || run_helper "$log" "$BIN/$1-service" --make_keys --key_file="$keys"; then return 0; fi
  complain "个人信息的密钥没有做成" "$log" "记录的末尾："
  last_lines "$log" >&2
  exit 1
}

start_request_service() {
  local flags
  make_keys request
  mapfile -t flags < <(request_service_flags)
  spawn request-service "$BIN/request-service" --listen="127.0.0.1:${PORTS[request-service]:-0}" --port_file="$DATA/run/request-service.port" \
    --admin_listen=127.0.0.1:0 --admin_port_file="$DATA/run/request-service.admin.port" \
    --catalog="127.0.0.1:$(recorded_port catalog-service)" \
    --attachment_dir="$DATA/attachments" --tls_dir="$DATA/pki" --tls_name=request-service \
    --log_file="$DATA/log/request-service.log" "${flags[@]}"
  wait_until request-service 60 port_is_written request-service
}

start_media_service() {
  local clock=()
  make_keys media
  if [[ -e $DATA/demo ]]; then clock=(--fixed_time="$(<"$DATA/demo")"); fi
  spawn media-service "$BIN/media-service" --listen="127.0.0.1:${PORTS[media-service]:-0}" --port_file="$DATA/run/media-service.port" \
    --admin_listen=127.0.0.1:0 --admin_port_file="$DATA/run/media-service.admin.port" \
    --catalog="127.0.0.1:$(recorded_port catalog-service)" \
    --db_socket="$SOCKET" --db_user=media --db_password_file="$DATA/secrets/media.password" --db_schema=disclosure_media \
    --key_file="$DATA/secrets/media.keys" --rules_dir="$ROOT/data/media" --calendar_dir="$ROOT/data/calendar" \
    --tls_dir="$DATA/pki" --tls_name=media-service --log_file="$DATA/log/media-service.log" "${clock[@]}"
  wait_until media-service 60 port_is_written media-service
}

# start_gateway PORT: sets ADDRESS.
start_gateway() {
  if [[ ! -s $DATA/issuer/jwks.json ]]; then make_issuer; fi
  make_session_keys
  need_free_port "$1"
  spawn gateway "$BIN/gateway" --listen="127.0.0.1:$1" --port_file="$DATA/run/gateway.port" \
    --admin_listen=127.0.0.1:0 --admin_port_file="$DATA/run/gateway.admin.port" \
    --grpc_listen=127.0.0.1:0 --grpc_port_file="$DATA/run/gateway.grpc.port" \
    --catalog="127.0.0.1:$(recorded_port catalog-service)" --request="127.0.0.1:$(recorded_port request-service)" \
    --media="127.0.0.1:$(recorded_port media-service)" \
    --tls_dir="$DATA/pki" --tls_name=gateway --jwks="$DATA/issuer/jwks.json" --issuer_dir="$DATA/issuer" \
    --session_keys="$DATA/secrets/gateway.keys" --law_dir="$ROOT/data/request" --web_dir="$WEB" \
    --limits="$ROOT/data/gateway/limits.csv" --log_file="$DATA/log/gateway.log"
  wait_until gateway 60 port_is_written gateway
  ADDRESS=http://127.0.0.1:$(recorded_port gateway)/
  wait_until gateway 60 portal_answers
}

# The keys of the officers' sessions: without them everybody signs in anew, nothing is lost.
make_session_keys() {
  local keys=$DATA/secrets/gateway.keys log=$DATA/log/gateway-keys.log
  if [[ -s $keys ]] || run_helper "$log" "$BIN/gateway" --make_keys --session_keys="$keys"; then return 0; fi
  complain "登录会话的密钥没有做成" "$log" "记录的末尾："
  last_lines "$log" >&2
  exit 1
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
