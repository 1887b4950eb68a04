// Any Cookie header, and any text under a seal of ours, as an officer's session: nobody becomes one by bytes that were not
// sealed here, and what was sealed opens as it was.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/text_limits.h"
#include "common/crypto/field_cipher.h"
#include "common/crypto/testing.h"
#include "gateway/auth/cookies.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/sealed_text.h"
#include "gateway/auth/sessions.h"
#include "gateway/auth/sign_in.h"

namespace disclosure::gateway {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

Request With(std::string cookie) {
  Request request;
  request.method = "GET";
  request.headers = {{"cookie", std::move(cookie)}};
  return request;
}

void Fuzz(std::string_view bytes) {
  static const crypto::KeyRing& keys = *new crypto::KeyRing(crypto::TestKeys({1}));
  static const crypto::FieldCipher& cipher = *new crypto::FieldCipher(keys);
  static const Sealer& sealer = *new Sealer(keys);
  static const SystemClock clock;
  static const Sessions& sessions = *new Sessions({}, &sealer, &clock);
  const std::string text(bytes);
  Check(!sessions.Find(With(text)));
  Check(!sealer.Open(bytes, "session"));
  (void)CookieOf(With(text), "officer");
  (void)IsOwnPath(bytes);
  // Under the seal there could be anything that an older program wrote.
  const std::string sealed = absl::WebSafeBase64Escape(cipher.Encrypt(bytes, {"gateway", "session", ""}));
  Check(!sealer.Open(sealed, "sign-in"));
  if (const auto session = sessions.Find(With(absl::StrCat("officer=", sealed)))) Check(!session->id.empty() && !session->csrf.empty());
  if (const auto form = ParseForm(bytes)) Check(ParseForm(FormText(*form)) == form);
  if (!IsCleanText(bytes)) return;
  const SealedFields fields = {{"text", text}, {text, "name"}};
  const auto opened = sealer.Open(sealer.Seal(fields, "session"), "session");
  Check(!opened || *opened == fields);  // too long for a cookie: none
  Check(opened || text.size() > 500);
}

}  // namespace
}  // namespace disclosure::gateway

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  disclosure::gateway::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
