# shellcheck shell=bash disable=SC1111,SC2153
# The private MariaDB: on a socket only, one schema and two accounts per service.

# service · schema. NAME_owner migrates, NAME serves.
readonly SCHEMAS=('catalog disclosure_catalog' 'request disclosure_request' 'media disclosure_media')

# install_database: system tables on first start. The only administrator is root@localhost, by the socket and
# without a password, so not even the user the suite runs as has more rights than the accounts below. --force: a host
# whose own name cannot be looked up is no reason to stop.
install_database() {
  local log=$DATA/log/install-db.log
  rm -rf -- "$DATA/mysql.new"
  if ! mariadb-install-db --no-defaults --datadir="$DATA/mysql.new" --auth-root-authentication-method=socket \
    --auth-root-socket-user=root --skip-test-db --skip-name-resolve --force >"$log" 2>&1; then
    complain "数据库没有建成" "$log" "检查磁盘空间（需要约 200 MB）；记录的末尾："
    last_lines "$log" >&2
    exit 1
  fi
  # Moved when whole: an interrupted first start begins again.
  mv -- "$DATA/mysql.new" "$DATA/mysql"
}

# password_of ACCOUNT: made on first use; without a line end.
password_of() {
  local file=$DATA/secrets/$1.password
  if [[ ! -s $file ]]; then
    openssl rand -hex 24 | tr -d '\n' >"$file.new"
    mv -- "$file.new" "$file"
  fi
  cat -- "$file"
}

# write_accounts FILE: SQL that mariadbd runs at each start with full rights, one statement a line. Schemas and
# accounts are made when missing; passwords and rights follow what stands here. In a grant _ would match any letter.
write_accounts() {
  local entry service schema owner_password password
  for entry in "${SCHEMAS[@]}"; do
    read -r service schema <<<"$entry"
    owner_password=$(password_of "${service}_owner")
    password=$(password_of "$service")
    cat <<SQL
CREATE DATABASE IF NOT EXISTS \`$schema\` CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS '${service}_owner'@'localhost', '$service'@'localhost';
ALTER USER '${service}_owner'@'localhost' IDENTIFIED BY '$owner_password', '$service'@'localhost' IDENTIFIED BY '$password';
GRANT ALL PRIVILEGES ON \`${schema//_/\\_}\`.* TO '${service}_owner'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON \`${schema//_/\\_}\`.* TO '$service'@'localhost';
SQL
  done >"$1"
}

# An eighth of the machine's memory, from 128 to 1024 MiB: the indexes of a million requests stay in it.
buffer_pool_mib() {
  awk '/^MemTotal/ { mib = int($2 / 8192); print (mib < 128 ? 128 : (mib > 1024 ? 1024 : mib)) }' /proc/meminfo
}

start_database() {
  local as_root=()
  if [[ ! -d $DATA/mysql ]]; then install_database; fi
  write_accounts "$DATA/run/accounts.sql"
  if ((EUID == 0)); then as_root=(--user=root); fi
  # Every commit is on disk before it is answered.
  spawn mariadbd "$(command -v mariadbd || echo /usr/sbin/mariadbd)" --no-defaults "${as_root[@]}" \
    --datadir="$DATA/mysql" --socket="$SOCKET" --pid-file="$DATA/run/mysql.pid" \
    --log-error="$DATA/log/mariadbd.log" --init-file="$DATA/run/accounts.sql" --tmpdir="$DATA/run" \
    --skip-networking --skip-name-resolve --local-infile=0 --secure-file-priv="$DATA/run" \
    --character-set-server=utf8mb4 --default-time-zone=+00:00 --transaction-isolation=READ-COMMITTED \
    --innodb-flush-log-at-trx-commit=1 --innodb-buffer-pool-size="$(buffer_pool_mib)M" --innodb-log-file-size=96M \
    --max-connections=200 --max-allowed-packet=64M --performance-schema=OFF
  wait_until mariadbd 120 database_answers
  rm -f -- "$DATA/run/accounts.sql"
}

# database_answers: every owner gets into its schema, with the password from a file nobody else may read.
database_answers() {
  local entry service schema
  if [[ ! -S $SOCKET ]]; then return 1; fi
  for entry in "${SCHEMAS[@]}"; do
    read -r service schema <<<"$entry"
    mariadb --defaults-file=<(printf '[client]\npassword=%s\n' "$(password_of "${service}_owner")") \
      --socket="$SOCKET" --user="${service}_owner" --execute='DO 1' "$schema" >/dev/null 2>&1 || return 1
  done
}
