# shellcheck shell=bash disable=SC1111,SC2153
# ./disclosure test and ./disclosure bench

command_test() {
  local quick='' failed=0 words=("$@")
  case ${1:-} in
    --quick) quick=1; shift ;;
    -h | --help) command_help test; return ;;
  esac
  [[ ${DISCLOSURE_HANDED_OVER:-} ]] || headline "编译并运行${quick:+快速}测试"
  if [[ $quick ]]; then
    install_packages run build
    hand_over test "${words[@]}"
    build_preset release
    run_tests release -L '^(unit|layers)$' "$@"
    return
  fi
  install_packages run build test
  hand_over test "${words[@]}"
  # The whole release run comes last, so that its totals are the last lines.
  if ! (build_preset asan sanitized_tests && run_tests asan -L '^(unit|service)$'); then
    failed=1
    complain "内存检查（asan）这一遍有失败，整个测试不算通过" "build/asan/Testing/Temporary/LastTest.log" \
      "见上面的失败项；继续运行发布版的测试"
  fi
  build_preset release
  run_tests release "$@" || failed=1
  return "$failed"
}

# run_tests PRESET CTEST_ARGUMENT…
run_tests() {
  local preset=$1 began status=0
  shift
  began=$(now_ms)
  headline "测试 $preset"
  ctest --test-dir "$ROOT/build/$preset" --output-on-failure --no-tests=error -j "${DISCLOSURE_TEST_JOBS:-2}" "$@" || status=$?
  if [[ $preset != release ]]; then say "  测试 $preset 用时 $(seconds_since "$began")"; fi
  return "$status"
}

command_bench() {
  local program=$ROOT/tests/benchmark/run
  if [[ ${1:-} == -h || ${1:-} == --help ]]; then
    command_help bench
    return
  fi
  headline "性能对比"
  if [[ ! -x $program ]]; then die "还没有性能对比程序" "$program" "更新到带有 tests/benchmark/run 的版本"; fi
  install_packages run build bench
  build_preset release
  exec "$program" "$@"
}
