# shellcheck shell=bash disable=SC1111,SC2153
# The data directory: who owns it, what lies in it, which processes run on it.
#   mysql/ the database   run/ lock, pids, ports, socket   log/   pki/ certificates   secrets/ passwords
#   issuer/ the key set of the local token issuer, officers   .disclosure-data says that it is one   demo the time at which a
#   demonstration stands still

# use_data_dir DIR: sets DATA. Relative paths are the caller's.
use_data_dir() {
  DATA=$(realpath -m -- "$1")
  readonly DATA
}

# make_data_dir: creates DATA when needed, refuses a directory with other things in it, and sets RUN_AS, the user
# the suite runs as. Root starts nothing as root while an ordinary user can reach DATA and the programs.
make_data_dir() {
  if [[ -e $DATA && ! -d $DATA ]]; then
    die "数据目录不是目录" "$DATA" "用 --data 指定另一个位置"
  fi
  if [[ -d $DATA && ! -e $DATA/.disclosure-data && $(find "$DATA" -mindepth 1 -print -quit 2>/dev/null) ]]; then
    die "目录里有别的文件，不能用作数据目录" "$DATA" "用 --data 指定一个空目录或新目录"
  fi
  mkdir -p -- "$DATA" 2>/dev/null || die "不能创建数据目录" "$DATA" "用 --data 指定一个可写的位置"
  if ((EUID != 0)); then
    RUN_AS=$(id -un)
    if [[ ! -O $DATA ]]; then
      die "数据目录属于用户 $(stat -c %U -- "$DATA")，不属于您（${RUN_AS}）" "$DATA" "用那个用户运行，或用 --data 指定另一个位置"
    fi
    chmod 700 -- "$DATA"
    : >>"$DATA/.disclosure-data"
    return
  fi
  RUN_AS=$(choose_user)
  if [[ $(stat -c %U -- "$DATA") != "$RUN_AS" ]]; then chown -R -h -- "$RUN_AS:" "$DATA"; fi
  chmod 700 -- "$DATA"
  if ! user_reaches "$RUN_AS"; then
    note "用户 $RUN_AS 进不去 $(dirname "$DATA") 或 ${ROOT}，这次以 root 运行；正式使用请放在普通用户可读的位置"
    RUN_AS=root
    chown -R -h -- root: "$DATA"
  fi
  run_as_owner touch "$DATA/.disclosure-data"
}

# The day on which a demonstration stands still; its synthetic requests run up to it.
readonly DEMO_TIME=2026-09-18T10:00:00+08:00

# mark_demo: from now on DATA is a demonstration's. Real data is never mixed with synthetic.
mark_demo() {
  if [[ ! -e $DATA/demo && -e $DATA/first-load.done ]]; then
    die "这个数据目录已有正式数据，不能用于演示" "$DATA" "演示请用 --data 指定一个新目录"
  fi
  printf '%s\n' "$DEMO_TIME" | run_as_owner tee "$DATA/demo" >/dev/null
}

# choose_user: the directory's owner when it is in use already, otherwise the system user `disclosure`.
choose_user() {
  if [[ -e $DATA/.disclosure-data ]]; then
    stat -c %U -- "$DATA"
  elif id -u disclosure >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin disclosure >&2; then
    echo disclosure
  else
    echo root
  fi
}

user_reaches() {
  drop_to "$1" test -w "$DATA" -a -x "$BIN/catalog-service" -a -r "$ROOT/disclosure" -a -r "$ROOT/deploy/local/up.sh" \
    -a -r "$ROOT/data/divisions.csv"
}

# hand_over COMMAND…: root installs packages; in a tree that belongs to somebody else, as after sudo, the rest is done
# by its owner, so that nothing of root's is left there. Returns when there is nothing to hand over.
hand_over() {
  local owner home
  owner=$(stat -c %U -- "$ROOT")
  if ((EUID != 0)) || [[ $owner == root || $owner == UNKNOWN ]]; then return 0; fi
  if [[ -e $ROOT/build && $(stat -c %U -- "$ROOT/build") != "$owner" ]]; then return 0; fi
  home=$(getent passwd "$owner" | cut -d: -f6)
  exec setpriv --reuid="$owner" --regid="$(id -g "$owner")" --init-groups --inh-caps=-all \
    env HOME="$home" USER="$owner" LOGNAME="$owner" DISCLOSURE_HANDED_OVER=1 "$ROOT/disclosure" "$@"
}

# drop_to USER COMMAND…: as that user without any way back; directly when we are that user.
drop_to() {
  local user=$1
  shift
  if [[ $user == "$(id -un)" ]]; then
    "$@"
  else
    setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups --inh-caps=-all --no-new-privs \
      env HOME=/nonexistent USER="$user" LOGNAME="$user" "$@"
  fi
}

# run_as_owner COMMAND…: root does nothing in the data directory with its own rights.
run_as_owner() { drop_to "${RUN_AS:-$(stat -c %U -- "$DATA")}" "$@"; }

# need_data_access: the directory exists and is ours to look into.
need_data_access() {
  if [[ ! -e $DATA/.disclosure-data ]]; then
    if [[ -d $DATA && ! -x $DATA ]]; then
      die "没有权限进入数据目录" "${DATA}（属于 $(stat -c %U -- "$DATA")）" "用那个用户运行，或加 sudo"
    fi
    return 1
  fi
}

# --- processes ---

# start_ticks PID: when it began, in clock ticks since boot; fails when there is no such process.
start_ticks() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"  # the name in brackets may hold blanks
  if [[ ${fields[0]} == Z ]]; then return 1; fi
  echo "${fields[19]}"
}

# A pid alone may have gone to somebody else since: it is kept with its start.
record_process() { printf '%s\n%s\n' "$2" "$(start_ticks "$2" || echo 0)" >"$DATA/run/$1.pid"; }

# recorded_pid NAME: its pid while it lives; fails otherwise.
recorded_pid() {
  local lines
  { mapfile -t lines <"$DATA/run/$1.pid"; } 2>/dev/null || return 1
  if ((${#lines[@]} < 2)) || [[ $(start_ticks "${lines[0]}") != "${lines[1]}" ]]; then return 1; fi
  echo "${lines[0]}"
}

# suite_is_running: somebody holds the lock.
suite_is_running() {
  [[ -e $DATA/run/lock ]] && ! flock --nonblock --conflict-exit-code 9 "$DATA/run/lock" true
}

# recorded_port NAME: as written by the process itself.
recorded_port() {
  local port=''
  { read -r port <"$DATA/run/$1.port" || true; } 2>/dev/null
  echo "$port"
}

# socket_path: the database's. A unix address holds 107 bytes; a longer one moves to a private short directory.
socket_path() {
  local LC_ALL=C path=$DATA/run/mysql.sock directory
  if ((${#path} > 107)); then
    directory=/tmp/disclosure-$(printf '%s' "$DATA" | cksum | cut -d' ' -f1)-$EUID
    path=$directory/mysql.sock
    mkdir -m 700 "$directory" 2>/dev/null || [[ -O $directory && ! -L $directory ]] ||
      die "数据目录的路径太长，备用的套接字目录又不属于我们" "$directory" "用 --data 指定较短的路径"
  fi
  echo "$path"
}
