# shellcheck shell=bash disable=SC1111,SC2153
# ./disclosure down, status, logs, ctl.

readonly DEFAULT_DATA=${DISCLOSURE_DATA:-$ROOT/var}

# value_of OPTION VALUE…: the value of an option.
value_of() {
  if (($# < 2)) || [[ ! $2 ]]; then misuse "$1 后面缺少值"; fi
  printf '%s' "$2"
}

command_down() {
  local data=$DEFAULT_DATA pid began
  while (($#)); do
    case $1 in
      --data) data=$(value_of "$@"); shift 2 ;;
      --data=*) data=${1#*=}; shift ;;
      -h | --help) command_help down; return ;;
      *) misuse "down 不认识“${1}”" "运行 ./disclosure help down 查看用法" ;;
    esac
  done
  use_data_dir "$data"
  headline "停止政务公开系统（数据目录 ${DATA}）"
  if ! need_data_access || ! suite_is_running; then
    say "没有在运行。"
    return 0
  fi
  pid=$(recorded_pid supervisor) || die "正在启动或停止，还不知道进程号" "$DATA/run" "过几秒再试"
  began=$(now_ms)
  run_as_owner kill -TERM "$pid" 2>/dev/null || true
  while suite_is_running; do
    if (($(now_ms) - began > 120000)); then
      die "两分钟后仍没有停下来" "进程 $pid" "查看 $DATA/log/supervisor.log"
    fi
    sleep 0.05
  done
  say "已停止，用时 $(seconds_since "$began")。"
}

# Exit codes: 0 all run, 1 some run, 3 nothing runs.
command_status() {
  local data=$DEFAULT_DATA json='' name pid port running=0 rows=() state=stopped address=''
  while (($#)); do
    case $1 in
      --data) data=$(value_of "$@"); shift 2 ;;
      --data=*) data=${1#*=}; shift ;;
      --json) json=1; shift ;;
      -h | --help) command_help status; return ;;
      *) misuse "status 不认识“${1}”" "运行 ./disclosure help status 查看用法" ;;
    esac
  done
  use_data_dir "$data"
  if need_data_access; then
    { read -r address <"$DATA/run/ready" || true; } 2>/dev/null
    for name in supervisor "${PROCESSES[@]}"; do
      if pid=$(recorded_pid "$name"); then
        running=$((running + 1))
        port=$(recorded_port "$name")
        rows+=("$name $pid ${port:-0} $(memory_kb "$pid") $(uptime_of "$pid")")
      else
        rows+=("$name 0 0 0 0")
      fi
    done
  fi
  if ((running > ${#PROCESSES[@]})) && [[ $address ]]; then
    state=running
  elif ((running)); then
    state=partial
  fi
  if [[ $json ]]; then status_json "$state" "$address" "${rows[@]}"; else status_table "$state" "$address" "${rows[@]}"; fi
  case $state in running) return 0 ;; partial) return 1 ;; *) return 3 ;; esac
}

memory_kb() { awk '$1 == "VmRSS:" { kb = $2 } END { print kb + 0 }' "/proc/$1/status" 2>/dev/null || echo 0; }

uptime_of() {
  local up
  up=$(cut -d. -f1 /proc/uptime)
  echo $((up - $(start_ticks "$1" || echo 0) / $(getconf CLK_TCK)))
}

status_json() {
  local state=$1 address=$2 row name pid port memory seconds separator=''
  shift 2
  printf '{"state":"%s","address":"%s","grpcPort":%d,"processes":[' "$state" "$address" "$(recorded_port gateway.grpc)"
  for row; do
    read -r name pid port memory seconds <<<"$row"
    printf '%s{"name":"%s","running":%s,"pid":%d,"port":%d,"memoryKb":%d,"uptimeSeconds":%d}' "$separator" "$name" \
      "$( ((pid)) && echo true || echo false)" "$pid" "$port" "$memory" "$seconds"
    separator=,
  done
  printf ']}\n'
}

status_table() {
  local state=$1 row name pid port memory seconds
  case $state in
    running) headline "正在运行：${2}（数据目录 ${DATA}）" ;;
    partial) headline "正在启动或停止，或有进程没有运行（数据目录 ${DATA}）" ;;
    *) headline "没有运行（数据目录 ${DATA}）"; return ;;
  esac
  shift 2
  # Chinese letters are two columns wide, which printf does not know.
  say "  进程                 进程号    端口      内存  已运行"
  for row; do
    read -r name pid port memory seconds <<<"$row"
    if ((pid == 0)); then
      printf '  %-18s %s没有运行%s\n' "$name" "$RED" "$PLAIN"
    else
      if ((port == 0)); then port=-; fi
      printf '  %-18s %8d %7s %6d MB  %s\n' "$name" "$pid" "$port" $((memory / 1024)) "$(duration "$seconds")"
    fi
  done
  port=$(recorded_port gateway.grpc)
  if [[ $port ]]; then say "  部门的系统用 gRPC：127.0.0.1:$port"; fi
}

duration() {
  if (($1 >= 86400)); then echo "$(($1 / 86400)) 天 $(($1 / 3600 % 24)) 小时";
  elif (($1 >= 3600)); then echo "$(($1 / 3600)) 小时 $(($1 / 60 % 60)) 分";
  elif (($1 >= 60)); then echo "$(($1 / 60)) 分 $(($1 % 60)) 秒";
  else echo "$1 秒"; fi
}

command_logs() {
  local data=$DEFAULT_DATA follow=() name="" files=()
  while (($#)); do
    case $1 in
      --data) data=$(value_of "$@"); shift 2 ;;
      --data=*) data=${1#*=}; shift ;;
      -f | --follow) follow=(-F); shift ;;
      -h | --help) command_help logs; return ;;
      -*) misuse "logs 不认识“${1}”" "运行 ./disclosure help logs 查看用法" ;;
      *) name=$1; shift ;;
    esac
  done
  use_data_dir "$data"
  need_data_access || die "没有日志" "$DATA 不是数据目录" "先运行 ./disclosure up，或用 --data 指定数据目录"
  mapfile -t files < <(find "$DATA/log" -type f \( -name "${name:-*}.log" -o -name "${name:-*}.err" \) -size +0 | sort)
  if ((${#files[@]} == 0)); then
    die "没有“${name:-任何进程}”的日志" "$DATA/log" "可选：supervisor ${PROCESSES[*]}"
  fi
  exec tail -n "${DISCLOSURE_LOG_LINES:-100}" "${follow[@]}" -- "${files[@]}"
}

# ctl: disclosurectl with the data directory, which says where the services are and holds the certificates.
command_ctl() {
  local program=$BIN/disclosurectl data=(--data "$(realpath -m -- "$DEFAULT_DATA")") word before='' chosen=$DEFAULT_DATA
  if [[ ! -x $program ]]; then die "disclosurectl 还没有编译" "$program" "先运行 ./disclosure up"; fi
  for word; do
    if [[ $word == --data || $word == --data=* ]]; then data=(); fi
    if [[ $before == --data ]]; then chosen=$word; fi
    if [[ $word == --data=* ]]; then chosen=${word#*=}; fi
    before=$word
  done
  unset http_proxy https_proxy grpc_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
  export DISCLOSURE_REFERENCE=${DISCLOSURE_REFERENCE:-$ROOT/data}
  # The accounts of officers belong to whom the suite runs as, who could not read root's.
  if ((EUID == 0)) && [[ " $* " == *" officer"* ]]; then
    use_data_dir "$chosen"
    need_data_access || die "没有这个数据目录" "$DATA" "先运行 ./disclosure up"
    run_as_owner "$program" "${data[@]}" "$@"
    return
  fi
  exec "$program" "${data[@]}" "$@"
}
