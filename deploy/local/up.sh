# shellcheck shell=bash disable=SC1111,SC2153
# ./disclosure up: packages, build, data directory, and then the supervisor, in the foreground or behind.

command_up() {
  local port=8080 detach='' demo='' data=$DEFAULT_DATA words=("$@")
  while (($#)); do
    case $1 in
      --data) data=$(value_of "$@"); shift 2 ;;
      --data=*) data=${1#*=}; shift ;;
      --port) port=$(value_of "$@"); shift 2 ;;
      --port=*) port=${1#*=}; shift ;;
      --detach) detach=1; shift ;;
      --demo) demo=1; shift ;;
      -h | --help) command_help up; return ;;
      *) misuse "up 不认识“${1}”" "运行 ./disclosure help up 查看用法" ;;
    esac
  done
  if [[ ! $port =~ ^[0-9]{1,5}$ ]] || ((10#$port > 65535)); then
    misuse "端口“${port}”不是 0 到 65535 之间的数" "例如 ./disclosure up --port 8080"
  fi
  port=$((10#$port))
  use_data_dir "$data"
  [[ ${DISCLOSURE_HANDED_OVER:-} ]] || headline "启动政务公开系统（数据目录 ${DATA}）"
  if need_data_access && suite_is_running; then
    say_running
    return
  fi
  need_free_port "$port"
  if [[ ${DISCLOSURE_BIN:-} ]]; then install_packages run; else install_packages run build; fi
  hand_over up "${words[@]}"
  build_suite
  make_data_dir
  if [[ $demo ]]; then mark_demo; fi
  if [[ $detach ]]; then
    up_detached "$port"
  else
    run_in_place "$ROOT/disclosure" __supervise "$DATA" "$port"
  fi
}

# The supervisor replaces this process, so that signals to it need no forwarding.
run_in_place() {
  if [[ $RUN_AS == "$(id -un)" ]]; then exec "$@"; fi
  exec setpriv --reuid="$RUN_AS" --regid="$(id -g "$RUN_AS")" --init-groups --inh-caps=-all --no-new-privs \
    env HOME=/nonexistent USER="$RUN_AS" LOGNAME="$RUN_AS" "$@"
}

# up_detached PORT: the supervisor in a session of its own; we show its progress until it is ready or has given up.
up_detached() {
  local supervisor status=0 log=$DATA/log/supervisor.log shown=0
  (exec 2>&1; cd / && run_in_place setsid "$ROOT/disclosure" __supervise "$DATA" "$1" detached) &
  supervisor=$!
  # Ctrl-C while we wait means: do not start after all.
  trap 'kill -TERM "$supervisor" 2>/dev/null || true' INT TERM
  while start_ticks "$supervisor" >/dev/null; do
    if [[ $(recorded_pid supervisor) == "$supervisor" ]]; then
      show_from "$log"
      if [[ -e $DATA/run/ready ]]; then break; fi
    fi
    sleep 0.05
  done
  if [[ -e $DATA/run/ready ]]; then
    show_from "$log"
    disown "$supervisor" 2>/dev/null || true
    say "在后台运行。查看：./disclosure status   停止：./disclosure down"
    return
  fi
  show_from "$log"
  wait "$supervisor" || status=$?
  if ((status == 0)); then say "启动途中被要求停止。"; fi
  return 1
}

# show_from FILE: what was added since the last time; counts in `shown`, its caller's.
show_from() {
  local size
  size=$(stat -c %s -- "$1" 2>/dev/null || echo 0)
  if ((size > shown)); then
    tail -c "+$((shown + 1))" -- "$1" | head -c "$((size - shown))"
    shown=$size
  fi
}

say_running() {
  local address='' pid
  pid=$(recorded_pid supervisor || true)
  { read -r address <"$DATA/run/ready" || true; } 2>/dev/null
  if [[ $address ]]; then
    say "已经在运行：$address （进程 ${pid:-不详}，数据目录 ${DATA}）"
  else
    say "正在启动或停止中（进程 ${pid:-不详}，数据目录 ${DATA}）"
  fi
  say "查看：./disclosure status   停止：./disclosure down"
}
