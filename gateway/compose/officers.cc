#include "gateway/compose/officers.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/key_ring.h"
#include "common/crypto/secret_file.h"
#include "common/net/http_url.h"
#include "common/net/public_address.h"

namespace disclosure::gateway {
namespace {

// Asks for the cookie when the answer is there: the session may have been signed out of meanwhile.
class RenewingExchange final : public Exchange {
 public:
  RenewingExchange(std::shared_ptr<Exchange> exchange, const Sessions* sessions, Session session)
      : exchange_(std::move(exchange)), sessions_(sessions), session_(std::move(session)) {}

  void Reply(Response response) override {
    Add(response);
    exchange_->Reply(std::move(response));
  }
  void StartStream(Response head) override {
    Add(head);
    exchange_->StartStream(std::move(head));
  }
  bool Write(std::string chunk) override { return exchange_->Write(std::move(chunk)); }
  void Finish() override { exchange_->Finish(); }
  void OnRoom(std::function<void()> callback) override { exchange_->OnRoom(std::move(callback)); }
  void OnCancel(std::function<void()> callback) override { exchange_->OnCancel(std::move(callback)); }

 private:
  // Signing out or in says something else about the cookie. What others may keep must not carry one.
  void Add(Response& response) const {
    bool private_answer = false;
    for (const auto& [name, value] : response.headers) {
      if (absl::EqualsIgnoreCase(name, "set-cookie")) return;
      const bool nobody_keeps_it = absl::StrContains(value, "no-store") || absl::StrContains(value, "private");
      if (absl::EqualsIgnoreCase(name, "cache-control") && nobody_keeps_it) private_answer = true;
    }
    if (!private_answer) return;
    if (std::string cookie = sessions_->Renewal(session_); !cookie.empty()) response.headers.emplace_back("set-cookie", std::move(cookie));
  }

  const std::shared_ptr<Exchange> exchange_;
  const Sessions* const sessions_;
  const Session session_;
};

absl::Status BadUrl(const char* reason, const std::string& flag, const std::string& why) {
  return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat(flag, " ", why), {.reason = reason});
}

// In the clear only this machine can be trusted to be who it says.
absl::Status CheckUrl(const char* reason, const std::string& flag, const std::string& url) {
  HttpUrl parsed;
  if (const std::string bad = ParseHttpUrl(url, parsed); !bad.empty()) return BadUrl(reason, flag, bad);
  if (!parsed.tls && !IsLoopbackHost(parsed.host)) return BadUrl(reason, flag, "must be https");
  if (url.back() == '/') return BadUrl(reason, flag, "must not end in /");
  return absl::OkStatus();
}

// Where browsers find the gateway; without a public_url the port is still missing.
absl::StatusOr<std::string> OriginOf(const Officers::Options& options) {
  if (!options.public_url.empty()) {
    RETURN_IF_ERROR(CheckUrl("BAD_PUBLIC_URL", "--public_url", options.public_url));
    return options.public_url;
  }
  const std::string& address = options.listen_address;
  if (!IsLoopbackHost(address)) {
    return BadUrl("PUBLIC_URL_NEEDED", "--public_url",
                  absl::StrCat("is needed with --session_keys, as --listen (", address, ") is not on loopback: officers' browsers are sent "
                               "back to it. Give it, as in --public_url=https://zwgk.example.gov.cn, or listen on 127.0.0.1"));
  }
  const bool v6 = address.find(':') != std::string::npos;
  return absl::StrCat(options.tls ? "https://" : "http://", v6 ? "[" : "", address, v6 ? "]" : "");
}

absl::StatusOr<std::string> ClientSecret(const std::string& file) {
  if (file.empty()) return std::string();
  ASSIGN_OR_RETURN(const crypto::SecretBytes bytes, crypto::ReadSecretFile(file));
  const std::string_view text = bytes.view();
  return std::string(absl::StripAsciiWhitespace({text.data(), text.size()}));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Officers>> Officers::Create(Options options, const std::shared_ptr<grpc::Channel>& requests,
                                                           Executor* executor, const Clock* clock) {
  std::unique_ptr<Officers> made(new Officers());
  Officers& o = *made;
  ASSIGN_OR_RETURN(std::string origin, OriginOf(options));
  o.at_own_port_ = options.public_url.empty();
  o.origin_ = std::make_unique<Origin>(std::move(origin));
  ASSIGN_OR_RETURN(const crypto::KeyRing keys, crypto::KeyRing::Load(options.key_file));
  o.sealer_ = std::make_unique<Sealer>(keys);
  o.sessions_ = std::make_unique<Sessions>(
      Sessions::Options{.secure = o.origin_->secure(), .idle = options.idle, .lifetime = options.lifetime}, o.sealer_.get(), clock);
  ASSIGN_OR_RETURN(o.frame_, DeskFrame::Load(options.template_dir, options.asset_address, options.snapshots));
  IdentityProvider::Options provider{.scope = options.scope, .claims = options.claims};
  Fetch fetch;
  if (options.oidc_issuer.empty()) {
    o.local_ = std::make_unique<LocalIssuer>(
        options.accounts_dir, LocalIssuer::Rooms{o.frame_.get(), o.sealer_.get(), o.origin_.get(), executor, clock, options.prefix_of});
    provider.issuer = [local = o.local_.get()] { return local->issuer(); };
    provider.client_id = kLocalClient;
    provider.claims = {};
    fetch = o.local_->OwnFetch();
  } else {
    RETURN_IF_ERROR(CheckUrl("BAD_ISSUER", "--oidc_issuer", options.oidc_issuer));
    provider.issuer = [issuer = options.oidc_issuer] { return issuer; };
    provider.client_id = options.client_id;
    ASSIGN_OR_RETURN(provider.client_secret, ClientSecret(options.client_secret_file));
    fetch = HttpFetch(options.ca_file, options.stopping);
  }
  o.provider_ = std::make_unique<IdentityProvider>(std::move(provider), std::move(fetch), executor, clock);
  DeskFrame* const frame = o.frame_.get();
  o.sign_in_ = std::make_unique<SignIn>(
      SignIn::Rooms{o.provider_.get(), o.sessions_.get(), o.sealer_.get(), o.origin_.get(), executor, clock},
      [frame](const Request&, int status, std::string_view title, std::string_view text, std::string_view again) {
        return frame->Notice(status, title, text, again);
      });
  ASSIGN_OR_RETURN(o.desk_, Desk::Create({frame, o.sessions_.get(), o.origin_.get(), options.snapshots}, requests, options.law_dir));
  return made;
}

void Officers::Listens(int port) {
  if (at_own_port_) origin_->Set(absl::StrCat(origin_->text(), ":", port));
}

bool Officers::Owns(std::string_view path) { return SignIn::Owns(path) || LocalIssuer::Owns(path) || Desk::Owns(path); }

void Officers::Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  if (SignIn::Owns(request->path)) return sign_in_->Handle(std::move(request), std::move(exchange));
  if (Desk::Owns(request->path)) return desk_->Handle(std::move(request), std::move(exchange));
  if (local_ != nullptr) return local_->Handle(std::move(request), std::move(exchange));
  exchange->Reply(frame_->Notice(404, "没有找到这个页面", "本系统使用统一身份认证登录。", "/signin"));
}

std::shared_ptr<Exchange> Officers::Renewing(const Request& request, std::shared_ptr<Exchange> exchange) const {
  if (request.Header("cookie").empty() || !IsSameOrigin(request, origin_->text())) return exchange;
  std::optional<Session> session = sessions_->Find(request);
  if (!session) return exchange;
  return std::make_shared<RenewingExchange>(std::move(exchange), sessions_.get(), *std::move(session));
}

}  // namespace disclosure::gateway
