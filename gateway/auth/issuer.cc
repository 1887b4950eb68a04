#include "gateway/auth/issuer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/auth/rhonabwy_ptr.h"
#include "gateway/auth/roles.h"

namespace disclosure::gateway {
namespace {

constexpr unsigned int kEs256Bits = 256;
constexpr size_t kMaxText = 200;
constexpr absl::Duration kIdTokenTime = absl::Minutes(5);

absl::Status FileError(const std::string& path, std::string_view what) {
  return error::Make(absl::StatusCode::kInternal, absl::StrCat(path, ": ", std::string(what)),
                     {.reason = "FILE_ERROR", .metadata = {{"file", path}}});
}

// Whole or not at all: a reader sees the old file or the new one.
absl::Status WriteFile(const std::string& path, const std::string& text, mode_t mode) {
  const std::string draft = path + ".new";
  unlink(draft.c_str());
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return FileError(path, "cannot be written");
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(file) == 0;
  if (close(file) != 0 || !written || rename(draft.c_str(), path.c_str()) != 0) {
    unlink(draft.c_str());
    return FileError(path, "cannot be written");
  }
  return absl::OkStatus();
}

// {"keys":[…]}
std::string AsKeySet(jwk_t* key) {
  const RhonabwyPtr<char> json(r_jwk_export_to_json_str(key, 0));
  return json == nullptr ? "" : absl::StrCat("{\"keys\":[", json.get(), "]}\n");
}

RhonabwyPtr<jwk_t> NewKey() {
  jwk_t* key = nullptr;
  return RhonabwyPtr<jwk_t>(r_jwk_init(&key) == RHN_OK ? key : nullptr);
}

absl::StatusOr<RhonabwyPtr<jwk_t>> LoadPrivateKey(const std::string& directory) {
  const std::string path = PrivateKeyFile(directory);
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return error::Make(absl::StatusCode::kNotFound, absl::StrCat("no key of the embedded issuer at ", path),
                       {.reason = "NO_ISSUER", .metadata = {{"file", path}}});
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const RhonabwyPtr<json_t> json(json_loadb(text.data(), text.size(), 0, nullptr));
  RhonabwyPtr<jwk_t> key = NewKey();
  json_t* first = json_array_get(json_object_get(json.get(), "keys"), 0);
  if (first == nullptr || key == nullptr || r_jwk_import_from_json_t(key.get(), first) != RHN_OK ||
      (r_jwk_key_type(key.get(), nullptr, 0) & R_KEY_TYPE_PRIVATE) == 0) {
    return FileError(path, "is not a private key");
  }
  return key;
}

absl::Status Check(const TokenRequest& request) {
  error::Violations violations;
  if (request.subject.empty() || request.subject.size() > kMaxText) {
    violations.Add("subject", "must have 1 to 200 bytes");
  }
  if (request.name.size() > kMaxText) violations.Add("name", "must have at most 200 bytes");
  if (!IsOrganCode(request.organ)) violations.Add("organ", "must be the code of an organ, as in 330108-jyj");
  if (request.roles.empty()) violations.Add("roles", "must name at least one role");
  for (const std::string& role : request.roles) {
    if (!IsRole(role)) violations.Add("roles", "no such role: " + role);
  }
  if (request.ttl <= absl::ZeroDuration() || request.ttl > kMaxTokenTime) {
    violations.Add("ttl", "must be above 0 and at most 12 hours");
  }
  return violations.status();
}

// The claims of an officer, for `ttl` from now on. Null if a text is not UTF-8.
RhonabwyPtr<json_t> OfficerClaims(const TokenRequest& request, const std::string& issuer, absl::Time now, absl::Duration ttl) {
  RhonabwyPtr<json_t> claims(json_pack("{s:s%, s:s%, s:s%, s:s%, s:[], s:I, s:I}", "iss", issuer.data(), issuer.size(),  //
                                       "sub", request.subject.data(), request.subject.size(),                           //
                                       "name", request.name.data(), request.name.size(),                                //
                                       "organ", request.organ.data(), request.organ.size(), "roles",                    //
                                       "iat", static_cast<json_int_t>(absl::ToUnixSeconds(now)),                        //
                                       "exp", static_cast<json_int_t>(absl::ToUnixSeconds(now + ttl))));
  if (claims == nullptr) return claims;
  for (const std::string& role : request.roles) {
    json_array_append_new(json_object_get(claims.get(), "roles"), json_string(role.c_str()));
  }
  return claims;
}

absl::StatusOr<std::string> Sign(const std::string& directory, json_t* claims) {
  if (claims == nullptr) return error::BadRequest({{"name", "must be UTF-8"}});
  ASSIGN_OR_RETURN(const RhonabwyPtr<jwk_t> key, LoadPrivateKey(directory));
  jwt_t* raw = nullptr;
  if (r_jwt_init(&raw) != RHN_OK) return absl::ResourceExhaustedError("no memory");
  const RhonabwyPtr<jwt_t> jwt(raw);
  r_jwt_set_header_str_value(jwt.get(), "typ", "JWT");
  r_jwt_set_sign_alg(jwt.get(), R_JWA_ALG_ES256);
  r_jwt_set_full_claims_json_t(jwt.get(), claims);
  const RhonabwyPtr<char> token(r_jwt_serialize_signed(jwt.get(), key.get(), 0));
  if (token == nullptr) return FileError(PrivateKeyFile(directory), "cannot sign");
  return std::string(token.get());
}

}  // namespace

bool IsOrganCode(const std::string& code) {
  for (const char c : code) {
    if (!absl::ascii_isdigit(c) && !absl::ascii_islower(c) && c != '-') return false;
  }
  return !code.empty() && code.size() <= 64;
}

std::string PrivateKeyFile(const std::string& directory) { return directory + "/issuer.jwks"; }
std::string PublicKeyFile(const std::string& directory) { return directory + "/jwks.json"; }

absl::Status CreateIssuer(const std::string& directory) {
  RhonabwyPtr<jwk_t> private_key;
  const RhonabwyPtr<jwk_t> public_key = NewKey();
  const bool exists = access(PrivateKeyFile(directory).c_str(), F_OK) == 0;
  if (exists) {
    // The public half is written again if only that is missing: a crash may have come between the two.
    if (access(PublicKeyFile(directory).c_str(), F_OK) == 0) return absl::OkStatus();
    ASSIGN_OR_RETURN(private_key, LoadPrivateKey(directory));
    if (r_jwk_extract_pubkey(private_key.get(), public_key.get(), 0) != RHN_OK) {
      return FileError(PrivateKeyFile(directory), "is not a private key");
    }
  } else {
    private_key = NewKey();
    if (r_jwk_generate_key_pair(private_key.get(), public_key.get(), R_KEY_TYPE_EC, kEs256Bits, nullptr) != RHN_OK) {
      return error::Make(absl::StatusCode::kInternal, "a key pair cannot be generated", {.reason = "KEY_GENERATION"});
    }
    const RhonabwyPtr<char> thumbprint(r_jwk_thumbprint(public_key.get(), R_JWK_THUMB_SHA256, 0));
    for (jwk_t* key : {private_key.get(), public_key.get()}) {
      r_jwk_set_property_str(key, "kid", thumbprint.get());
      r_jwk_set_property_str(key, "alg", "ES256");
      r_jwk_set_property_str(key, "use", "sig");
    }
    RETURN_IF_ERROR(WriteFile(PrivateKeyFile(directory), AsKeySet(private_key.get()), 0600));
  }
  return WriteFile(PublicKeyFile(directory), AsKeySet(public_key.get()), 0644);
}

absl::StatusOr<std::string> SignToken(const std::string& directory, const TokenRequest& request, absl::Time now) {
  RETURN_IF_ERROR(Check(request));
  return Sign(directory, OfficerClaims(request, "disclosure", now, request.ttl).get());
}

absl::StatusOr<std::string> SignIdToken(const std::string& directory, const TokenRequest& request, const IdTokenUse& use, absl::Time now) {
  RETURN_IF_ERROR(Check(request));
  const RhonabwyPtr<json_t> claims = OfficerClaims(request, use.issuer, now, kIdTokenTime);
  if (claims != nullptr) {
    json_object_set_new(claims.get(), "aud", json_stringn(use.audience.data(), use.audience.size()));
    if (!use.nonce.empty()) json_object_set_new(claims.get(), "nonce", json_stringn(use.nonce.data(), use.nonce.size()));
  }
  return Sign(directory, claims.get());
}

}  // namespace disclosure::gateway
