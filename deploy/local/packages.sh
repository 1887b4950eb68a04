# shellcheck shell=bash disable=SC1111,SC2153
# Debian packages: only what is missing is installed, and no system service is started by it.

# missing_packages LIST…: names from deploy/packages-LIST.txt that are not installed.
missing_packages() {
  local list name condition wanted=()
  for list; do
    while read -r name condition _; do
      if [[ -z $name || $name == '#'* ]]; then continue; fi
      if [[ $condition == '!'* ]] && command -v "${condition#!}" >/dev/null; then continue; fi
      wanted+=("$name")
    done <"$ROOT/deploy/packages-$list.txt"
    if [[ $list == build ]]; then mapfile -t -O "${#wanted[@]}" wanted < <(node_packages); fi
  done
  if ((${#wanted[@]})); then
    # dpkg-query fails when a name is unknown to it: that is an answer here.
    printf '%s\n' "${wanted[@]}" | grep -vxFf <(
      dpkg-query -W -f='${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p'
    ) || true
  fi
}

# node_packages: what is needed for Node.js 18 with npm; nothing when it is there.
node_packages() {
  local version=0
  if command -v node >/dev/null; then
    version=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  fi
  if ((version < 18)); then echo nodejs; fi
  if ! command -v npm >/dev/null; then echo npm; fi
}

# as_root COMMAND…: through sudo when needed.
as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

# install_packages LIST…: installs what is missing, or says what to do about it.
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    die "这台机器不是 Debian" "找不到 dpkg-query" "请在 Debian 12(bookworm)上运行"
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then return 0; fi
  local log command="apt-get install --no-install-recommends ${missing[*]}"
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    die "缺少 ${#missing[@]} 个软件包，而这里没有 sudo" "${missing[*]}" "请管理员运行：$command"
  fi
  say "  缺少 ${#missing[@]} 个 Debian 软件包：${missing[*]}"
  if ((EUID != 0)); then as_root true || die "没有取得管理员权限" "sudo" "请管理员运行：$command"; fi
  log=$(mktemp "${TMPDIR:-/tmp}/disclosure-apt.XXXXXX")
  stage_begin "安装软件包"
  if ! { apt_get update && without_service_starts install_now; } >"$log" 2>&1; then
    complain "软件包没有装上" "$command" "检查网络和 /etc/apt 中的软件源，然后重新运行；记录的末尾："
    last_lines "$log" 12 >&2
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
  stage_done "${#missing[@]} 个"
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

# Reads the array `missing` of its caller.
install_now() {
  apt_get install -y --no-install-recommends "${missing[@]}" || return 1
  if [[ " ${missing[*]} " == *" nginx-light "* ]] && command -v systemctl >/dev/null; then
    # Nor shall it come up with the next boot.
    as_root systemctl disable nginx.service || true
  fi
}

# without_service_starts COMMAND…: while a policy-rc.d says 101, maintainer scripts start nothing. One that is
# there already is the machine owner's, and stays.
without_service_starts() {
  local policy=/usr/sbin/policy-rc.d status=0
  if [[ -e $policy ]]; then
    "$@"
    return
  fi
  trap 'as_root rm -f /usr/sbin/policy-rc.d' EXIT
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  "$@" || status=$?
  as_root rm -f "$policy"
  trap - EXIT
  return "$status"
}
