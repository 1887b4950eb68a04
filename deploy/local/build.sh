# shellcheck shell=bash disable=SC1111,SC2153
# Building. DISCLOSURE_BIN names a directory with ready binaries; then nothing is built here.

readonly SUITE_BINARIES=(catalog-service request-service media-service gateway disclosurectl)
# What a binary is made of, for the question whether anything changed since the last build.
readonly SOURCES=(CMakeLists.txt CMakePresets.json cmake protos common catalog-service request-service media-service gateway ctl)

BIN=$(realpath -m -- "${DISCLOSURE_BIN:-$ROOT/build/release/bin}")
readonly BIN
# The portal's templates, styles and bundled scripts, which the build puts beside the binaries.
WEB=$(dirname -- "$BIN")/web
readonly WEB
if [[ ${DISCLOSURE_BIN:-} ]]; then export DISCLOSURE_BIN=$BIN; fi

# build_suite: the binaries of the release preset; quick when no source is newer than the last build.
build_suite() {
  local binary
  if [[ ${DISCLOSURE_BIN:-} ]]; then
    for binary in "${SUITE_BINARIES[@]}"; do
      if [[ ! -x $BIN/$binary ]]; then
        die "缺少程序 $binary" "DISCLOSURE_BIN=$DISCLOSURE_BIN" "去掉这个变量，由 ./disclosure up 自行编译"
      fi
    done
    if [[ ! -e $WEB/built ]]; then
      die "缺少门户页面" "$WEB" "去掉 DISCLOSURE_BIN，由 ./disclosure up 自行编译"
    fi
    return 0
  fi
  if build_is_current; then return 0; fi
  local mark=$ROOT/build/release/.suite-begun
  mkdir -p "$ROOT/build/release" 2>/dev/null ||
    die "不能写入编译目录" "$ROOT/build/release" "用当初编译的用户运行，或删除这个目录"
  : >"$mark"
  build_preset release "${SUITE_BINARIES[@]}"
  mv "$mark" "$ROOT/build/release/.suite-built"
}

build_is_current() {
  local binary stamp=$ROOT/build/release/.suite-built
  if [[ ! -e $stamp ]]; then return 1; fi
  for binary in "${SUITE_BINARIES[@]}"; do
    if [[ ! -x $BIN/$binary ]]; then return 1; fi
  done
  if [[ ! -e $WEB/built ]]; then return 1; fi
  # Directories count too: a deleted file is a change.
  [[ ! $(cd "$ROOT" && find "${SOURCES[@]}" -newer "$stamp" -print -quit) ]]
}

# build_preset PRESET [TARGET…]: one build at a time in a directory; the log stays in build/PRESET/build.log.
build_preset() {
  local preset=$1 directory=$ROOT/build/$1
  shift
  local log=$directory/build.log targets=()
  if (($#)); then targets=(--target "$@"); fi
  mkdir -p "$directory"
  exec {build_lock}>"$directory/.build-lock"
  if ! flock -n "$build_lock"; then
    say "  另一个编译正在 build/$preset 中进行，等它结束 …"
    flock "$build_lock"
  fi
  stage_begin "编译 $preset"
  if ! (cd "$ROOT" && cmake --preset "$preset") >"$log" 2>&1; then
    complain "编译准备（CMake）没有成功" "build/$preset/build.log" "按下面的提示处理后重新运行"
    last_lines "$log" 25 >&2
    exit 1
  fi
  if ! (cd "$ROOT" && cmake --build --preset "$preset" -j "${DISCLOSURE_JOBS:-$(nproc)}" "${targets[@]}") 2>&1 |
    tee -a "$log" | show_build_progress; then
    complain "编译没有成功" "build/$preset/build.log" "第一处错误如下"
    if grep -q '^FAILED:' "$log"; then
      sed -n -e '/^FAILED:/,$p' "$log" | head -n 40 | plain_indented >&2 || true
    else
      last_lines "$log" >&2
    fi
    exit 1
  fi
  exec {build_lock}>&-
  stage_done
}

# "[12/345] Building …" from ninja: one moving line on a terminal, otherwise a line for each tenth.
show_build_progress() {
  local line shown=0 tenth
  while IFS= read -r line; do
    if [[ ! $line =~ ^\[([0-9]+)/([0-9]+)\] ]]; then continue; fi
    tenth=$((10 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    if [[ $TTY ]]; then
      stage_progress "${BASH_REMATCH[1]}/${BASH_REMATCH[2]}"
    elif ((tenth > shown && BASH_REMATCH[2] > 20)); then
      shown=$tenth
      say "    $STAGE ${tenth}0%  ${BASH_REMATCH[1]}/${BASH_REMATCH[2]}  $(seconds_since "$STAGE_BEGAN")"
    fi
  done
}
