# shellcheck shell=bash disable=SC1111,SC2153
# The private CA and the certificates the processes know each other by. A certificate is renewed 30 days before
# its end, and when its name or the CA changed.

readonly RENEW_SECONDS=$((30 * 24 * 3600))
# name · what follows spiffe://disclosure/ · use. The jobs are clients only, with the roles and the organ they act for.
readonly CERTIFICATES=(
  'catalog-service service/catalog-service server'
  'request-service service/request-service server'
  'media-service service/media-service server'
  'gateway service/gateway server'
  'ctl-editor job/editor.supervisor/330108-qfb/ctl-editor client'
  'ctl-approver job/approver.supervisor/330108-qfb/ctl-approver client'
  'ctl-operator job/operator.auditor/330108-qfb/ctl-operator client'
)

# make_pki: everything in DATA/pki; prints how many certificates were made. Looks closely once a day: that takes a
# dozen runs of openssl.
make_pki() {
  local pki=$DATA/pki made=0 entry name path use
  if pki_looks_whole; then
    echo 0
    return
  fi
  if ! certificate_lasts "$pki/ca.pem" 'CA:TRUE' || [[ ! -s $pki/ca-key.pem ]]; then
    make_certificate ca -x509 -days 3650 -subj '/CN=disclosure private CA' \
      -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign'
    made=1
  fi
  for entry in "${CERTIFICATES[@]}"; do
    read -r name path use <<<"$entry"
    if [[ -s $pki/$name-key.pem ]] && certificate_lasts "$pki/$name.pem" "URI:spiffe://disclosure/$path" &&
      openssl verify -CAfile "$pki/ca.pem" "$pki/$name.pem" >/dev/null 2>&1; then
      continue
    fi
    make_leaf "$name" "$path" "$use"
    made=$((made + 1))
  done
  printf '%s\n' "${CERTIFICATES[@]}" >"$pki/.checked"
  echo "$made"
}

# pki_looks_whole: checked within a day for the same names, and every file is there.
pki_looks_whole() {
  local checked=$DATA/pki/.checked name
  [[ $(find "$checked" -mmin -1440 2>/dev/null) && $(<"$checked") == "$(printf '%s\n' "${CERTIFICATES[@]}")" ]] || return 1
  for name in ca "${CERTIFICATES[@]%% *}"; do
    [[ -s $DATA/pki/$name.pem && -s $DATA/pki/$name-key.pem ]] || return 1
  done
}

# certificate_lasts FILE TEXT: TEXT is among its extensions and its end is not near.
certificate_lasts() {
  local shown
  shown=$(openssl x509 -in "$1" -noout -checkend "$RENEW_SECONDS" -ext subjectAltName,basicConstraints 2>/dev/null) &&
    [[ $'\n'${shown//, /$'\n'}$'\n' =~ [[:space:]]"$2"[[:space:]] ]]
}

make_leaf() {
  local names="URI:spiffe://disclosure/$2" uses=clientAuth
  if [[ $3 == server ]]; then
    names+=',DNS:localhost,IP:127.0.0.1'
    uses=serverAuth,clientAuth
  fi
  make_certificate "$1" -x509 -CA "$DATA/pki/ca.pem" -CAkey "$DATA/pki/ca-key.pem" -days 397 -subj "/CN=$1" \
    -addext "subjectAltName=$names" -addext 'basicConstraints=critical,CA:FALSE' \
    -addext 'keyUsage=critical,digitalSignature' -addext "extendedKeyUsage=$uses"
}

# make_certificate NAME OPTION…: key and certificate appear whole or not at all; the key first.
make_certificate() {
  local base=$DATA/pki/$1 output
  shift
  if ! output=$(openssl req -config /dev/null -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -sha256 \
    -keyout "$base-key.pem.new" -out "$base.pem.new" "$@" 2>&1); then
    die "证书没有做成" "$base.pem:$(tail -n 1 <<<"$output")" "检查磁盘空间和 openssl(3.0)"
  fi
  chmod 600 "$base-key.pem.new"
  mv "$base-key.pem.new" "$base-key.pem"
  mv "$base.pem.new" "$base.pem"
}
