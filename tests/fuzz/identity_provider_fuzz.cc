// A provider that answers anything: its discovery, its keys, the answer to a code. Nobody is signed in by it, and a browser is
// only ever sent to an address of http.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "common/base/clock.h"
#include "common/rpc/executor.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/jwks.h"

namespace disclosure::gateway {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

// One line of the input for each answer; after "+" the line goes on behind what makes the answer ours.
class Answers {
 public:
  explicit Answers(std::string_view bytes) : rest_(bytes) {}

  std::string Next(const std::string& ours) {
    const size_t end = rest_.find('\n');
    std::string line(rest_.substr(0, end));
    rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 1);
    return !line.empty() && line[0] == '+' ? ours + line.substr(1) : line;
  }

 private:
  std::string_view rest_;
};

void Fuzz(std::string_view bytes) {
  static const SystemClock clock;
  static Executor& executor = *new Executor(1, 1);
  Answers answers(bytes);
  const std::string discovery = answers.Next(
      R"({"issuer":"https://i","authorization_endpoint":"https://i/a","token_endpoint":"https://i/t","jwks_uri":"https://i/k",)");
  const std::string keys = answers.Next(R"({"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","kid":"k",)");
  const std::string token = answers.Next(R"({"id_token":")");
  const Fetch fetch = [&](const FetchCall& call) -> absl::StatusOr<Fetched> {
    if (absl::EndsWith(call.url, "/.well-known/openid-configuration")) return Fetched{200, discovery};
    return Fetched{200, call.form.empty() ? keys : token};
  };
  IdentityProvider::Options options{.issuer = [] { return std::string("https://i"); }, .client_id = "c", .claims = {.organ = "o.c", .roles = "r.r"}};
  IdentityProvider party(std::move(options), fetch, &executor, &clock);
  const SignInSecrets secrets{"s", "n", "v"};
  if (const auto address = party.AuthorizationUrl(secrets, "https://g/signin/callback"); address.ok()) {
    Check(absl::StartsWithIgnoreCase(*address, "https://") || absl::StartsWithIgnoreCase(*address, "http://"));
    Check(address->find_first_of("\r\n") == std::string::npos);
  }
  Check(!party.Redeem("code", secrets, "https://g/signin/callback").ok());
  (void)party.EndSessionUrl();
  (void)KeySet::Parse(std::string(bytes));
}

}  // namespace
}  // namespace disclosure::gateway

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  disclosure::gateway::Fuzz({reinterpret_cast<const char*>(data), size});
  return 0;
}
