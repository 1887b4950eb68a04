#include "gateway/auth/jwks.h"

#include <sys/stat.h>

#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/auth/rhonabwy_ptr.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMaxFile = 1 << 20;
constexpr unsigned int kMinRsaBits = 2048;
constexpr size_t kMaxKeys = 100;

struct Key {
  RhonabwyPtr<jwk_t> jwk;
  std::string kid;
  std::string alg;  // the one algorithm this key is for
};

std::string Property(jwk_t* key, const char* name) {
  const char* value = r_jwk_get_property_str(key, name);
  return value == nullptr ? "" : value;
}

// The algorithm a key is for, by its type and, if it says so, its own `alg`; "" if it is of no use here. So
// a public key can never be taken for the secret of HS256.
std::string AlgorithmOf(jwk_t* key) {
  unsigned int bits = 0;
  const int type = r_jwk_key_type(key, &bits, 0);
  const std::string crv = Property(key, "crv");
  std::string alg;
  if ((type & R_KEY_TYPE_EC) != 0 && crv == "P-256") alg = "ES256";
  if ((type & R_KEY_TYPE_RSA) != 0 && bits >= kMinRsaBits) alg = "RS256";
  if ((type & R_KEY_TYPE_EDDSA) != 0 && crv == "Ed25519") alg = "EdDSA";
  const std::string stated = Property(key, "alg");
  if (!stated.empty() && stated != alg) return "";
  const std::string use = Property(key, "use");
  return use.empty() || use == "sig" ? alg : "";
}

absl::Status Invalid(std::string_view what) {
  return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat("JWKS: ", std::string(what)),
                     {.reason = "JWKS_INVALID"});
}

}  // namespace

struct KeySet::Keys {
  std::vector<Key> keys;
};

KeySet::KeySet(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
KeySet::~KeySet() = default;

absl::StatusOr<std::shared_ptr<const KeySet>> KeySet::Parse(const std::string& json) {
  if (json.size() > kMaxFile) return Invalid("larger than 1 MiB");
  json_error_t where;
  const RhonabwyPtr<json_t> parsed(json_loadb(json.data(), json.size(), JSON_REJECT_DUPLICATES, &where));
  const json_t* list = json_object_get(parsed.get(), "keys");
  if (!json_is_array(list) || json_array_size(list) > kMaxKeys) return Invalid("no list \"keys\" of at most 100");
  auto keys = std::make_unique<Keys>();
  for (size_t i = 0; i < json_array_size(list); ++i) {
    jwk_t* raw = nullptr;
    if (r_jwk_init(&raw) != RHN_OK) return Invalid("no memory");
    RhonabwyPtr<jwk_t> jwk(raw);
    // A key that names certificates by address would be fetched from there; only what is in the file counts.
    json_t* entry = json_array_get(list, i);
    json_object_del(entry, "x5u");
    if (r_jwk_import_from_json_t(jwk.get(), entry) != RHN_OK) continue;
    std::string alg = AlgorithmOf(jwk.get());
    std::string kid = Property(jwk.get(), "kid");
    if (!alg.empty()) keys->keys.push_back({std::move(jwk), std::move(kid), std::move(alg)});
  }
  if (keys->keys.empty()) return Invalid("no key for ES256, RS256 (2048 bits or more) or EdDSA");
  return std::shared_ptr<const KeySet>(new KeySet(std::move(keys)));
}

std::string KeySet::Verify(const std::string& token, std::string_view alg, std::string_view kid) const {
  const Key* found = nullptr;
  for (const Key& key : keys_->keys) {
    if (kid.empty() ? keys_->keys.size() == 1 : key.kid == kid) found = &key;
  }
  if (found == nullptr) return "UNKNOWN_KEY";
  if (found->alg != alg) return "WRONG_ALGORITHM";
  jwt_t* raw = nullptr;
  if (r_jwt_init(&raw) != RHN_OK) return "BAD_SIGNATURE";
  const RhonabwyPtr<jwt_t> jwt(raw);
  // R_PARSE_NONE: keys that the token itself brings along are not looked at.
  if (r_jwt_advanced_parsen(jwt.get(), token.data(), token.size(), R_PARSE_NONE, 0) != RHN_OK) return "BAD_SIGNATURE";
  // A copy, because the library does not say whether verifying leaves a key untouched.
  const RhonabwyPtr<jwk_t> key(r_jwk_copy(found->jwk.get()));
  return r_jwt_verify_signature(jwt.get(), key.get(), 0) == RHN_OK ? "" : "BAD_SIGNATURE";
}

absl::StatusOr<std::shared_ptr<const KeySet>> KeyFile::Current() {
  std::lock_guard lock(mutex_);
  const absl::Time now = clock_.Now();
  if (now < looked_ + absl::Seconds(1) && now >= looked_) return keys_;
  looked_ = now;
  struct stat info {};
  if (stat(path_.c_str(), &info) != 0) {
    if (!keys_.ok()) {
      keys_ = error::Make(absl::StatusCode::kNotFound, absl::StrCat("no JWKS file ", path_),
                          {.reason = "JWKS_MISSING", .metadata = {{"file", path_}}});
    }
    return keys_;
  }
  const std::string stamp = absl::StrCat(info.st_mtim.tv_sec, ".", info.st_mtim.tv_nsec, " ", info.st_size, " ", info.st_ino);
  if (stamp == stamp_) return keys_;
  std::ifstream file(path_, std::ios::binary);
  std::string text(kMaxFile + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(file.gcount()));
  auto keys = KeySet::Parse(text);
  if (keys.ok() || !keys_.ok()) keys_ = std::move(keys);
  stamp_ = stamp;
  return keys_;
}

}  // namespace disclosure::gateway
