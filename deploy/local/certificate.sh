# shellcheck shell=bash disable=SC1111,SC2153
# ./disclosure certificate: the certificate by which an organ's own system is known (条例 art. 32, 34: it is consulted).

command_certificate() {
  local data=$DEFAULT_DATA out=. organ=""
  while (($#)); do
    case $1 in
      --data) data=$(value_of "$@"); shift 2 ;;
      --data=*) data=${1#*=}; shift ;;
      --out) out=$(value_of "$@"); shift 2 ;;
      --out=*) out=${1#*=}; shift ;;
      -h | --help) command_help certificate; return ;;
      -*) misuse "certificate 不认识“${1}”" "运行 ./disclosure help certificate 查看用法" ;;
      *) organ=${1#organs/}; shift ;;
    esac
  done
  [[ $organ =~ ^[0-9]{6,12}-[a-z0-9-]{1,40}$ ]] || misuse "要写明机关的代码，如 330108-tjj" "运行 ./disclosure help certificate 查看用法"
  use_data_dir "$data"
  [[ -s $DATA/pki/ca-key.pem ]] || die "还没有签发证书的 CA" "$DATA/pki" "先运行一次 ./disclosure up，并以数据目录的用户运行本命令"
  for file in "$out/$organ.pem" "$out/$organ-key.pem"; do
    [[ ! -e $file ]] || die "文件已经在那里" "$file" "换一个 --out 目录，或者先移走它"
  done
  mkdir -p -- "$out" || die "不能创建目录" "$out" "用 --out 指定一个可写的位置"
  (umask 077 && issue_organ_certificate "$organ" "$out")
  say "已签发：$out/$organ.pem（$(openssl x509 -in "$out/$organ.pem" -noout -enddate | cut -d= -f2) 到期）"
}

# issue_organ_certificate ORGAN DIRECTORY: made beside the CA, then moved; the CA keeps no copy of the key.
issue_organ_certificate() {
  make_leaf "organ-$1" "organ/$1" client
  mv -- "$DATA/pki/organ-$1.pem" "$2/$1.pem"
  mv -- "$DATA/pki/organ-$1-key.pem" "$2/$1-key.pem"
  cp -- "$DATA/pki/ca.pem" "$2/ca.pem"
}
