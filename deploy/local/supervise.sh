# shellcheck shell=bash disable=SC1111,SC2153
# The supervisor: starts the processes in order, waits, stops them in the opposite order. It runs as the user of
# the data directory and is the parent of all.

readonly PROCESSES=(mariadbd catalog-service request-service media-service gateway)
declare -A PIDS=()
# Of services that were started again: their ports, by which the others know them, and when they died.
declare -A PORTS=() DEATHS=()

# supervise PORT [detached]
supervise() {
  local port=$1 began made
  umask 077
  mkdir -p -- "$DATA"/{run,log,pki,secrets,issuer}
  exec {LOCK}>>"$DATA/run/lock"
  if ! flock -w 1 "$LOCK"; then  # somebody who only looks holds it for a moment
    say_running
    return 0
  fi
  began=$(now_ms)
  rm -f -- "$DATA"/run/{*.port,ready}
  record_process supervisor $$
  export TMPDIR=$DATA/run  # root's may be closed to us
  # gRPC and curl would send calls to 127.0.0.1 to a proxy.
  unset http_proxy https_proxy grpc_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
  if [[ ${2:-} ]]; then
    if [[ -e $DATA/log/supervisor.log ]]; then mv -- "$DATA/log/supervisor.log" "$DATA/log/supervisor.log.1"; fi
    exec >"$DATA/log/supervisor.log" 2>&1 </dev/null
  fi
  trap stop_suite EXIT
  trap 'exit 0' INT TERM HUP
  end_orphans
  # shellcheck disable=SC2034
  SOCKET=$(socket_path)

  stage_begin "进程间证书"
  made=$(make_pki)
  if ((made)); then stage_done "签发 $made 张"; else stage_done; fi
  stage_begin "数据库"
  start_database
  stage_done
  stage_begin "数据表"
  migrate
  stage_done
  stage_begin "目录服务"
  start_catalog_service
  stage_done
  stage_begin "申请服务"
  start_request_service
  stage_done
  stage_begin "新媒体服务"
  start_media_service
  stage_done
  stage_begin "网关"
  start_gateway "$port"
  stage_done
  first_load
  say
  headline "政务公开门户已就绪：$ADDRESS   用时 $(seconds_since "$began")"
  if [[ ! ${2:-} ]]; then say "停止：按 Ctrl-C。日志：$DATA/log"; fi
  # Last: who waits for this file has then seen the lines above.
  printf '%s\n' "$ADDRESS" >"$DATA/run/ready"
  watch_suite
}

# spawn NAME COMMAND…: in a session of its own, so that Ctrl-C reaches the supervisor only, and sent a TERM by the
# kernel when the supervisor is killed.
spawn() {
  local name=$1
  shift
  roll_log "$name"
  : >"$DATA/log/$name.err"
  setsid setpriv --pdeathsig TERM -- "$@" </dev/null >>"$DATA/log/$name.err" 2>&1 {LOCK}>&- &
  PIDS[$name]=$!
  record_process "$name" "${PIDS[$name]}"
}

# roll_log NAME: one old log is kept once it has passed 32 MB.
roll_log() {
  local log=$DATA/log/$1.log
  if [[ -e $log ]] && (($(stat -c %s -- "$log") > 32 * 1024 * 1024)); then mv -- "$log" "$log.1"; fi
}

# end_orphans: what a killed supervisor left behind is on its way out; the database must be gone before a new one.
end_orphans() {
  local name pid patience
  for name in "${PROCESSES[@]}"; do
    pid=$(recorded_pid "$name") || continue
    note "上次没有正常结束，等待 ${name}（进程 ${pid}）退出 …"
    kill -TERM "$pid" 2>/dev/null || true
    for ((patience = 600; patience > 0; patience--)); do
      recorded_pid "$name" >/dev/null || continue 2
      sleep 0.05
    done
    kill -KILL "$pid" 2>/dev/null || true
    sleep 0.5
  done
}

# wait_until NAME SECONDS CHECK…: the process became ready, or it ended, or time ran out; the last two end the suite.
wait_until() {
  local name=$1 deadline=$(($(now_ms) + $2 * 1000)) limit=$2
  shift 2
  until "$@"; do
    if [[ $(recorded_pid "$name") != "${PIDS[$name]}" ]]; then report_crash "$name"; fi
    if (($(now_ms) > deadline)); then
      complain "$name 启动后 $limit 秒仍没有就绪" "$DATA/log/$name.log" "看日志的末尾："
      show_log_end "$name"
      exit 1
    fi
    sleep 0.02
  done
}

# restart_service NAME STATUS: the portal answers without a service for a while, so it alone is started again, in its place.
# What dies for the third time in a minute is broken, and ends the suite.
restart_service() {
  local now death deaths=()
  now=$(now_ms)
  for death in ${DEATHS[$1]:-}; do
    if ((now - death < 60000)); then deaths+=("$death"); fi
  done
  if ((${#deaths[@]} >= 2)); then report_crash "$1" "$2"; fi
  DEATHS[$1]="${deaths[*]} $now"
  note "$1 意外退出（$(reason_of "$2")），重新启动；日志：$DATA/log/$1.log"
  unset "PIDS[$1]"
  # shellcheck disable=SC2034
  PORTS[$1]=$(recorded_port "$1")
  rm -f -- "$DATA/run/$1.port"
  "start_${1//-/_}"
  note "$1 已重新启动 $(seconds_since "$now")"
}

reason_of() {
  if (($1 > 128)); then echo "信号 SIG$(kill -l $(($1 - 128)))"; else echo "退出码 $1"; fi
}

# report_crash NAME [STATUS]: it has ended by itself.
report_crash() {
  local status=${2:-0}
  if [[ ! ${2:-} ]]; then wait "${PIDS[$1]}" 2>/dev/null || status=$?; fi
  unset "PIDS[$1]"
  complain "$1 意外退出（$(reason_of "$status")），其余进程随之停止" "$DATA/log/$1.log" "看日志的末尾；处理后重新运行 ./disclosure up"
  show_log_end "$1"
  exit 1
}

show_log_end() {
  { last_lines "$DATA/log/$1.log"; last_lines "$DATA/log/$1.err"; } >&2
}

# watch_suite: until the gateway or the database ends by itself, or a service for good; signals leave through the traps.
watch_suite() {
  local name status tick
  while true; do
    for name in "${!PIDS[@]}"; do
      if kill -0 "${PIDS[$name]}" 2>/dev/null; then continue; fi
      status=0
      wait "${PIDS[$name]}" 2>/dev/null || status=$?
      if [[ $name == *-service ]]; then restart_service "$name" "$status"; else report_crash "$name" "$status"; fi
    done
    # What ends while another is started again is waited for by nobody: so a look every second, too.
    sleep 1 </dev/null &>/dev/null {LOCK}>&- &
    tick=$!
    # Without bash's own word on a signal.
    wait -n "${PIDS[@]}" "$tick" 2>/dev/null || true
    kill "$tick" 2>/dev/null || true
  done
}

# run_helper LOG COMMAND…: the command, its output added to LOG; a signal to the supervisor does not wait for it.
run_helper() {
  local status=0 log=$1
  shift
  "$@" >>"$log" 2>&1 </dev/null {LOCK}>&- &
  PIDS[helper]=$!
  wait "${PIDS[helper]}" || status=$?
  unset 'PIDS[helper]'
  return "$status"
}

# stop_suite: on every way out. The limits are what a clean end may take.
stop_suite() {
  local status=$?
  trap '' INT TERM HUP
  trap - EXIT
  set +e
  stage_failed
  rm -f -- "$DATA/run/ready"
  if ((${#PIDS[@]})); then say "正在停止 …"; fi
  stop_process helper 5
  stop_process gateway 15
  stop_process media-service 20
  stop_process request-service 20
  stop_process catalog-service 20
  stop_process mariadbd 60
  rm -f -- "$DATA"/run/{*.port,supervisor.pid,accounts.sql}
  exit "$status"
}

# stop_process NAME SECONDS
stop_process() {
  local pid=${PIDS[$1]:-} deadline=$(($(now_ms) + $2 * 1000))
  if [[ ! $pid ]]; then return; fi
  local began
  began=$(now_ms)
  kill -TERM "$pid" 2>/dev/null
  while start_ticks "$pid" >/dev/null; do
    if (($(now_ms) > deadline)); then
      note "$1 在 $2 秒内没有结束，强制结束"
      kill -KILL "$pid" 2>/dev/null
      break
    fi
    sleep 0.02
  done
  wait "$pid" 2>/dev/null
  rm -f -- "$DATA/run/$1.pid"
  if [[ $1 != helper ]]; then printf '  %s✓%s 已停止 %s %s\n' "$GREEN" "$PLAIN" "$1" "$(seconds_since "$began")"; fi
}
