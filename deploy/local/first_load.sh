# shellcheck shell=bash disable=SC1111,SC2153
# On the first start: reference data and the sample catalogues, by the import and publication a user has. Each
# finished step is noted, so that an interrupted first load goes on where it stopped.

first_load() {
  local done_steps=$DATA/first-load.done division divisions flags
  touch -- "$done_steps"
  load_step calendar calendar-import "$ROOT/data/calendar"
  if grep -qx complete "$done_steps"; then return 0; fi
  stage_begin "基础数据"
  load_step reference load-reference "$ROOT/data"
  stage_done
  stage_begin "示例目录"
  mapfile -t divisions < <(awk -F, 'NR > 1 { print $1 }' "$ROOT/data/divisions.csv")
  for division in "${divisions[@]}"; do
    stage_progress "$division 导入"
    load_step "$division:import" import "$ROOT"/data/catalogue/items/*.csv --division "$division" --sample
    stage_progress "$division 发布"
    load_step "$division:publish" publish --all --division "$division"
  done
  stage_done "${#divisions[@]} 个区划"
  if [[ -e $DATA/demo ]]; then
    stage_begin "演示申请"
    mapfile -t flags < <(request_service_flags)
    load_with demo "$BIN/request-service" --demo_only --demo_stories="$ROOT/data/demo/stories.csv" "${flags[@]}"
    stage_done "$(tail -n 1 "$DATA/log/first-load.log")"
  fi
  echo complete >>"$done_steps"
}

# load_step NAME ARGUMENT…: one call of disclosurectl, unless done before.
load_step() { load_with "$1" "$BIN/disclosurectl" --data "$DATA" "${@:2}"; }

# load_with NAME COMMAND…: a step, unless done before. Exit code 2: done, something quarantined.
load_with() {
  local step=$1 status=0 log=$DATA/log/first-load.log
  shift
  if grep -qxF -- "$step" "$DATA/first-load.done"; then return 0; fi
  run_helper "$log" "$@" || status=$?
  if ((status == 2)); then
    note "${step}：有几行被隔离，详见 $log"
  elif ((status)); then
    complain "首次装载没有完成（${step}，退出码 ${status}）" "$log" "处理后重新运行 ./disclosure up，会从这一步继续；记录的末尾："
    last_lines "$log" >&2
    exit 1
  fi
  echo "$step" >>"$DATA/first-load.done"
}
