# shellcheck shell=bash disable=SC1111,SC2153
# Who listens on a port, from /proc: works where neither ss nor lsof is installed.

# listening_inode PORT: the socket listening on 127.0.0.1, or on all addresses; nothing when the port is free.
listening_inode() {
  local hex
  printf -v hex '%04X' "$1"
  awk -v port="$hex" '
    FNR == 1 || $4 != "0A" { next }
    { split($2, local, ":") }
    local[2] == port && (local[1] ~ /^0+$/ || local[1] ~ /0100007F$/) { print $10; exit }
  ' /proc/net/tcp /proc/net/tcp6 2>/dev/null || true
}

# socket_owner INODE: name and pid of the process, as far as we may see it.
socket_owner() {
  local found pid
  found=$(find /proc/[0-9]*/fd -lname "socket:\[$1\]" -print -quit 2>/dev/null || true)
  if [[ ! $found ]]; then return 0; fi
  pid=${found#/proc/}
  pid=${pid%%/*}
  echo "$(<"/proc/$pid/comm")（进程 ${pid}）"
}

# need_free_port PORT
need_free_port() {
  local inode owner
  if (($1 == 0)); then return 0; fi
  inode=$(listening_inode "$1")
  if [[ ! $inode ]]; then return 0; fi
  owner=$(socket_owner "$inode")
  die "端口 $1 已被占用" "${owner:-占用它的进程属于其他用户}" "停止那个进程，或换一个端口：./disclosure up --port $(($1 + 1))"
}
