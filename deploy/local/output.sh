# shellcheck shell=bash disable=SC1111,SC2153
# What a person sees: lines, stages with their seconds, errors that say what, where and what to do.

if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  readonly TTY=1 BOLD=$'\e[1m' GREEN=$'\e[32m' RED=$'\e[31m' YELLOW=$'\e[33m' PLAIN=$'\e[0m'
else
  readonly TTY='' BOLD='' GREEN='' RED='' YELLOW='' PLAIN=''
fi

# now_ms: milliseconds since 1970. EPOCHREALTIME has the locale's decimal mark.
now_ms() { echo $(( ${EPOCHREALTIME//[!0-9]/} / 1000 )); }

# seconds_since MS: "1.2 秒", or "3 分 20 秒" from two minutes on.
seconds_since() {
  local ms=$(( $(now_ms) - $1 ))
  if ((ms >= 120000)); then
    echo "$((ms / 60000)) 分 $((ms / 1000 % 60)) 秒"
  else
    echo "$((ms / 1000)).$((ms / 100 % 10)) 秒"
  fi
}

say() { printf '%s\n' "$*"; }
headline() { printf '%s%s%s\n' "$BOLD" "$*" "$PLAIN"; }
note() { printf '  %s!%s %s\n' "$YELLOW" "$PLAIN" "$*"; }

# A stage: begun, perhaps with progress, then done or failed.
stage_begin() {
  STAGE=$1
  STAGE_BEGAN=$(now_ms)
  stage_progress ''
}
stage_progress() {
  if [[ $TTY ]]; then printf '\r\e[K  … %s %s' "$STAGE" "$1"; fi
}
stage_done() {
  if [[ $TTY ]]; then printf '\r\e[K'; fi
  printf '  %s✓%s %s %s%s\n' "$GREEN" "$PLAIN" "$STAGE" "$(seconds_since "$STAGE_BEGAN")" "${1:+（$1）}"
  STAGE=''
}
stage_failed() {
  if [[ ! ${STAGE:-} ]]; then return 0; fi
  if [[ $TTY ]]; then printf '\r\e[K'; fi
  printf '  %s✗%s %s %s\n' "$RED" "$PLAIN" "$STAGE" "$(seconds_since "$STAGE_BEGAN")"
  STAGE=''
}

# complain WHAT WHERE WHAT_TO_DO: an error, on stderr; empty parts are left out.
complain() {
  stage_failed
  printf '%s✗ %s%s\n' "$RED" "$1" "$PLAIN" >&2
  if [[ ${2:-} ]]; then printf '  位置：%s\n' "$2" >&2; fi
  if [[ ${3:-} ]]; then printf '  办法：%s\n' "$3" >&2; fi
}
die() {
  complain "$@"
  exit 1
}
# Wrong use of a command: exit code 2.
misuse() {
  complain "$1" "" "${2:-运行 ./disclosure help 查看用法}"
  exit 2
}

# last_lines FILE [N]: the end of a log; nothing when it is empty.
last_lines() {
  if [[ -s $1 ]]; then tail -n "${2:-15}" -- "$1" | plain_indented; fi
}
plain_indented() { sed -e 's/\x1b\[[0-9;]*[mK]//g' -e 's/^/    /'; }
