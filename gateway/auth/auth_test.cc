#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "gateway/auth/authenticator.h"
#include "gateway/auth/issuer.h"
#include "gateway/auth/rhonabwy_ptr.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::string_literals;

struct KeyPair {
  RhonabwyPtr<jwk_t> secret;
  RhonabwyPtr<jwk_t> open;
};

KeyPair MakeKeys(int type, unsigned int bits, const std::string& kid) {
  jwk_t* secret = nullptr;
  jwk_t* open = nullptr;
  r_jwk_init(&secret);
  r_jwk_init(&open);
  EXPECT_EQ(r_jwk_generate_key_pair(secret, open, type, bits, kid.c_str()), RHN_OK);
  return {RhonabwyPtr<jwk_t>(secret), RhonabwyPtr<jwk_t>(open)};
}

std::string Json(jwk_t* key) { return RhonabwyPtr<char>(r_jwk_export_to_json_str(key, 0)).get(); }

std::string Sign(jwk_t* key, jwa_alg alg, const std::string& claims, const std::string& kid) {
  jwt_t* raw = nullptr;
  r_jwt_init(&raw);
  const RhonabwyPtr<jwt_t> jwt(raw);
  r_jwt_set_sign_alg(jwt.get(), alg);
  if (!kid.empty()) r_jwt_set_header_str_value(jwt.get(), "kid", kid.c_str());
  EXPECT_EQ(r_jwt_set_full_claims_json_str(jwt.get(), claims.c_str()), RHN_OK);
  const RhonabwyPtr<char> token(r_jwt_serialize_signed(jwt.get(), key, 0));
  EXPECT_NE(token, nullptr);
  return token == nullptr ? "" : token.get();
}

std::string Unsigned(const std::string& header, const std::string& claims, const std::string& signature = "") {
  std::string h, c;
  absl::WebSafeBase64Escape(header, &h);
  absl::WebSafeBase64Escape(claims, &c);
  return absl::StrCat(h, ".", c, ".", signature);
}

// Keys are slow to make; all tests share them.
const KeyPair& Ec() {
  static const auto* keys = new KeyPair(MakeKeys(R_KEY_TYPE_EC, 256, "ec"));
  return *keys;
}
const KeyPair& Rsa() {
  static const auto* keys = new KeyPair(MakeKeys(R_KEY_TYPE_RSA, 2048, "rsa"));
  return *keys;
}
const KeyPair& Ed() {
  static const auto* keys = new KeyPair(MakeKeys(R_KEY_TYPE_EDDSA, 256, "ed"));
  return *keys;
}

class Tokens : public ::testing::Test {
 protected:
  Tokens() {
    std::string pattern = (std::filesystem::temp_directory_path() / "auth-test-XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
    file_ = directory_ + "/jwks.json";
    Write(absl::StrCat("{\"keys\":[", Json(Ec().open.get()), ",", Json(Rsa().open.get()), ",", Json(Ed().open.get()), "]}"));
    Make({});
  }
  ~Tokens() override { std::filesystem::remove_all(directory_); }

  void Write(const std::string& text) {
    std::ofstream(file_ + ".new") << text;
    std::filesystem::rename(file_ + ".new", file_);
  }
  void Make(AuthenticatorOptions options) {
    options.jwks_file = file_;
    authenticator_ = std::make_unique<Authenticator>(std::move(options), clock_);
  }
  absl::StatusOr<type::v1::Caller> Ask(const std::string& authorization) {
    Request request;
    request.headers = {{"authorization", authorization}};
    return authenticator_->Authenticate(request);
  }
  absl::StatusOr<type::v1::Caller> Bearer(const std::string& token) { return Ask("Bearer " + token); }

  int64_t Now() const { return absl::ToUnixSeconds(clock_.Now()); }
  std::string Claims(const std::string& more = "") const {
    return absl::StrCat(R"({"sub":"o1","name":"滨江区教育局","organ":"330108-jyj","roles":["editor","other-system"],"exp":)",
                        Now() + 600, more, "}");
  }
  std::string Good() const { return Sign(Ec().secret.get(), R_JWA_ALG_ES256, Claims(), "ec"); }

  FakeClock clock_;
  std::string directory_;
  std::string file_;
  std::unique_ptr<Authenticator> authenticator_;
};

TEST_F(Tokens, NoneIsAnybody) {
  ASSERT_OK_AND_ASSIGN(const auto caller, Ask(""));
  EXPECT_EQ(caller.kind(), type::v1::Caller::ANONYMOUS);
}

TEST_F(Tokens, ClaimsBecomeTheCaller) {
  ASSERT_OK_AND_ASSIGN(const auto caller, Ask("bearer " + Good()));
  EXPECT_EQ(caller.kind(), type::v1::Caller::OFFICER);
  EXPECT_EQ(caller.subject(), "o1");
  EXPECT_EQ(caller.display_name(), "滨江区教育局");
  EXPECT_EQ(caller.organ(), "330108-jyj");
  EXPECT_THAT(caller.roles(), ElementsAre("editor")) << "roles of other systems mean nothing here";
}

TEST_F(Tokens, OfEachAlgorithmAreAccepted) {
  EXPECT_THAT(Bearer(Sign(Rsa().secret.get(), R_JWA_ALG_RS256, Claims(), "rsa")), IsOk());
  EXPECT_THAT(Bearer(Sign(Ed().secret.get(), R_JWA_ALG_EDDSA, Claims(), "ed")), IsOk());
  EXPECT_THAT(Bearer(Good()), IsOk());
}

TEST_F(Tokens, OfOtherAlgorithmsAreNot) {
  EXPECT_THAT(Bearer(Sign(Rsa().secret.get(), R_JWA_ALG_RS512, Claims(), "rsa")), HasReason("TOKEN_ALGORITHM"));
  EXPECT_THAT(Bearer(Sign(Rsa().secret.get(), R_JWA_ALG_PS256, Claims(), "rsa")), HasReason("TOKEN_ALGORITHM"));
  EXPECT_THAT(Bearer(Unsigned(R"({"alg":"none"})", Claims())), HasReason("TOKEN_ALGORITHM"));
  EXPECT_THAT(Bearer(Unsigned(R"({"alg":"None","kid":"ec"})", Claims())), HasReason("TOKEN_ALGORITHM"));
  EXPECT_THAT(Bearer(Unsigned(R"({"kid":"ec"})", Claims())), HasReason("TOKEN_ALGORITHM"));
}

TEST_F(Tokens, SignedWithAPublicKeyAsSecretAreNot) {
  const std::string open = Json(Rsa().open.get());
  jwk_t* raw = nullptr;
  r_jwk_init(&raw);
  const RhonabwyPtr<jwk_t> secret(raw);
  ASSERT_EQ(r_jwk_import_from_symmetric_key(secret.get(), reinterpret_cast<const unsigned char*>(open.data()), open.size()), RHN_OK);
  EXPECT_THAT(Bearer(Sign(secret.get(), R_JWA_ALG_HS256, Claims(), "rsa")), HasReason("TOKEN_ALGORITHM"));
}

TEST_F(Tokens, OfAnotherKeyAreNot) {
  const KeyPair other = MakeKeys(R_KEY_TYPE_EC, 256, "ec");
  EXPECT_THAT(Bearer(Sign(other.secret.get(), R_JWA_ALG_ES256, Claims(), "ec")), HasReason("TOKEN_INVALID"));
  EXPECT_THAT(Bearer(Sign(other.secret.get(), R_JWA_ALG_ES256, Claims(), "else")), HasReason("TOKEN_KEY_UNKNOWN"));
  EXPECT_THAT(Bearer(Sign(other.secret.get(), R_JWA_ALG_ES256, Claims(), "rsa")), HasReason("TOKEN_ALGORITHM"));
}

TEST_F(Tokens, ThatBringTheirOwnKeyAreNot) {
  const KeyPair other = MakeKeys(R_KEY_TYPE_EC, 256, "ec");
  jwt_t* raw = nullptr;
  r_jwt_init(&raw);
  const RhonabwyPtr<jwt_t> jwt(raw);
  r_jwt_set_sign_alg(jwt.get(), R_JWA_ALG_ES256);
  r_jwt_set_header_str_value(jwt.get(), "kid", "ec");
  const RhonabwyPtr<json_t> own(json_loads(Json(other.open.get()).c_str(), 0, nullptr));
  r_jwt_set_header_json_t_value(jwt.get(), "jwk", own.get());
  r_jwt_set_full_claims_json_str(jwt.get(), Claims().c_str());
  const RhonabwyPtr<char> token(r_jwt_serialize_signed(jwt.get(), other.secret.get(), 0));
  EXPECT_THAT(Bearer(token.get()), HasReason("TOKEN_INVALID"));
}

TEST_F(Tokens, ChangedOnTheWayAreNot) {
  const std::string token = Good();
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  std::string claims;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[1], &claims));
  std::string changed;
  absl::WebSafeBase64Escape(absl::StrReplaceAll(claims, {{"editor", "operator"}}), &changed);
  EXPECT_THAT(Bearer(absl::StrCat(parts[0], ".", changed, ".", parts[2])), HasReason("TOKEN_INVALID"));
  EXPECT_THAT(Bearer(absl::StrCat(parts[0], ".", parts[1], ".")), HasReason("TOKEN_INVALID"));
  for (size_t i = 0; i + 1 < token.size(); i += 7) {
    std::string flipped = token;
    flipped[i] = flipped[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(Bearer(flipped).ok()) << i;
  }
}

TEST_F(Tokens, ExpireAlsoWhenTheyWereSeenBefore) {
  const std::string token = Good();
  EXPECT_THAT(Bearer(token), IsOk());
  clock_.Advance(absl::Seconds(629));
  EXPECT_THAT(Bearer(token), IsOk()) << "clocks may differ by half a minute";
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Bearer(token), HasReason("TOKEN_EXPIRED"));
}

TEST_F(Tokens, AreNotValidBeforeTheirTime) {
  const auto token = [&](const std::string& claim, int64_t time) {
    return Sign(Ec().secret.get(), R_JWA_ALG_ES256, Claims(absl::StrCat(",\"", claim, "\":", time)), "ec");
  };
  EXPECT_THAT(Bearer(token("nbf", Now() + 31)), HasReason("TOKEN_NOT_YET_VALID"));
  EXPECT_THAT(Bearer(token("nbf", Now() + 29)), IsOk());
  EXPECT_THAT(Bearer(token("iat", Now() + 300)), HasReason("TOKEN_NOT_YET_VALID"));
}

TEST_F(Tokens, WithClaimsOfAWrongTypeAreMalformed) {
  const std::string exp = absl::StrCat(Now() + 600);
  for (const std::string& claims :
       {R"({"sub":"a"})"s, R"({"exp":)" + exp + "}", R"({"sub":"","exp":)" + exp + "}", R"({"sub":7,"exp":)" + exp + "}",
        R"({"sub":"a","exp":"soon"})"s, R"({"sub":"a","exp":-1})"s, R"({"sub":"a","exp":1e300})"s,
        R"({"sub":"a","organ":["330108-jyj","330108-sjj"],"exp":)" + exp + "}", R"({"sub":"a","organ":330108,"exp":)" + exp + "}",
        R"({"sub":"a","roles":"editor","exp":)" + exp + "}", R"({"sub":"a","roles":[1],"exp":)" + exp + "}",
        R"({"sub":"a","name":{},"exp":)" + exp + "}", R"({"sub":")" + std::string(300, 'x') + R"(","exp":)" + exp + "}"}) {
    EXPECT_THAT(Bearer(Sign(Ec().secret.get(), R_JWA_ALG_ES256, claims, "ec")), HasReason("TOKEN_MALFORMED")) << claims;
  }
}

TEST_F(Tokens, ThatAreNoneAreMalformed) {
  for (const std::string text : {"", "x", "a.b", "a.b.c", "..", "a.b.c.d", "%%%.%%%.%%%"}) {
    EXPECT_THAT(Bearer(text), HasReason("TOKEN_MALFORMED")) << text;
  }
  EXPECT_THAT(Bearer(std::string(8193, 'a')), HasReason("TOKEN_MALFORMED"));
  EXPECT_THAT(Ask("Basic dXNlcjpwYXNz"), HasReason("TOKEN_MALFORMED"));
  EXPECT_THAT(Bearer(Unsigned(R"({"alg":"ES256","alg":"none"})", Claims())), HasReason("TOKEN_MALFORMED"));
  EXPECT_THAT(Bearer(Unsigned(R"({"alg":"ES256","crit":["x"]})", Claims())), HasReason("TOKEN_MALFORMED"));
  EXPECT_THAT(Bearer(Unsigned(R"({"alg":["ES256"]})", Claims())), HasReason("TOKEN_MALFORMED"));
}

TEST_F(Tokens, IssuerAndAudienceAreLookedAtWhereTheyAreSet) {
  Make({.issuer = "https://id.example", .audience = "disclosure"});
  const auto token = [&](const std::string& more) {
    return Sign(Ec().secret.get(), R_JWA_ALG_ES256, Claims(more), "ec");
  };
  EXPECT_THAT(Bearer(token(R"(,"iss":"https://id.example","aud":"disclosure")")), IsOk());
  EXPECT_THAT(Bearer(token(R"(,"iss":"https://id.example","aud":["a","disclosure"])")), IsOk());
  EXPECT_THAT(Bearer(token(R"(,"iss":"https://id.example","aud":["a"])")), HasReason("TOKEN_AUDIENCE"));
  EXPECT_THAT(Bearer(token(R"(,"iss":"https://id.example")")), HasReason("TOKEN_AUDIENCE"));
  EXPECT_THAT(Bearer(token(R"(,"iss":"https://else.example","aud":"disclosure")")), HasReason("TOKEN_ISSUER"));
}

TEST_F(Tokens, NewKeysCountWithinASecond) {
  const std::string token = Good();
  EXPECT_THAT(Bearer(token), IsOk());
  Write(absl::StrCat("{\"keys\":[", Json(Rsa().open.get()), "]}"));
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Bearer(token), HasReason("TOKEN_KEY_UNKNOWN"));
  Write("half a fi");
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Bearer(Sign(Rsa().secret.get(), R_JWA_ALG_RS256, Claims(), "rsa")), IsOk()) << "a broken file changes nothing";
}

TEST_F(Tokens, WithoutKeysNobodyIsRefusedForever) {
  std::filesystem::remove(file_);
  EXPECT_THAT(Bearer(Good()), HasReason("NO_KEYS"));
  EXPECT_THAT(Ask(""), IsOk());
}

TEST(KeySets, WeakOrForeignKeysAreLeftOut) {
  const KeyPair weak = MakeKeys(R_KEY_TYPE_RSA, 1024, "weak");
  const KeyPair other = MakeKeys(R_KEY_TYPE_EC, 384, "p384");
  for (const std::string& text : {""s, "{}"s, "[]"s, R"({"keys":{}})"s, R"({"keys":[]})"s, R"({"keys":[7]})"s,
                                 R"({"keys":[{"kty":"oct","k":"c2VjcmV0","kid":"s"}]})"s,
                                 "{\"keys\":[" + Json(weak.open.get()) + "," + Json(other.open.get()) + "]}"}) {
    EXPECT_THAT(KeySet::Parse(text), HasReason("JWKS_INVALID")) << text;
  }
}

class EmbeddedIssuer : public Tokens {
 protected:
  TokenRequest request_{.subject = "o2", .name = "审查员", .organ = "330108-qzf", .roles = {"approver", "auditor"}};
};

TEST_F(EmbeddedIssuer, SignsForThoseItIsAskedFor) {
  std::filesystem::remove(file_);
  ASSERT_OK(CreateIssuer(directory_));
  ASSERT_OK_AND_ASSIGN(const std::string token, SignToken(directory_, request_, clock_.Now()));
  ASSERT_OK_AND_ASSIGN(const auto caller, Bearer(token));
  EXPECT_EQ(caller.subject(), "o2");
  EXPECT_EQ(caller.organ(), "330108-qzf");
  EXPECT_THAT(caller.roles(), ElementsAre("approver", "auditor"));
  clock_.Advance(absl::Hours(8) + absl::Minutes(1));
  EXPECT_THAT(Bearer(token), HasReason("TOKEN_EXPIRED"));
}

TEST_F(EmbeddedIssuer, KeepsItsSecretToItsOwner) {
  std::filesystem::remove(file_);
  ASSERT_OK(CreateIssuer(directory_));
  struct stat info {};
  ASSERT_EQ(stat(PrivateKeyFile(directory_).c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  std::ifstream open(file_);
  const std::string text{std::istreambuf_iterator<char>(open), {}};
  EXPECT_THAT(text, HasSubstr("\"kid\""));
  EXPECT_THAT(text, ::testing::Not(HasSubstr("\"d\"")));
}

TEST_F(EmbeddedIssuer, KeepsItsKeyAndRestoresThePublicHalf) {
  std::filesystem::remove(file_);
  ASSERT_OK(CreateIssuer(directory_));
  ASSERT_OK_AND_ASSIGN(const std::string token, SignToken(directory_, request_, clock_.Now()));
  std::filesystem::remove(file_);
  ASSERT_OK(CreateIssuer(directory_));
  EXPECT_THAT(Bearer(token), IsOk());
}

TEST_F(EmbeddedIssuer, RefusesWhatItCannotVouchFor) {
  EXPECT_THAT(SignToken(directory_, request_, clock_.Now()), HasReason("NO_ISSUER"));
  request_ = {.subject = "", .organ = "330108/JYJ", .roles = {"king"}, .ttl = absl::Hours(13)};
  const auto status = SignToken(directory_, request_, clock_.Now()).status();
  EXPECT_EQ(error::GetInfo(status)->violations.size(), 4u);
}

}  // namespace
}  // namespace disclosure::gateway
