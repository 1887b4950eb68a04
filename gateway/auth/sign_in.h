// The pages of signing in and out: /signin, /signin/callback, /signout, /signout/done.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/base/clock.h"
#include "common/rpc/executor.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/origin.h"
#include "gateway/auth/sealed_text.h"
#include "gateway/auth/sessions.h"
#include "gateway/auth/spent.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

// Whether a browser may be sent there: a path of this gateway, and none that signs in or out. Anything that a browser could take
// for another host, or a header for another line, is not.
bool IsOwnPath(std::string_view target);

// Thread safe. Handle does not block: what asks the provider is done by the executor.
class SignIn {
 public:
  // A page that says what went wrong; `again` is the address to try again, "" for none.
  using Notice = std::function<Response(const Request&, int status, std::string_view title, std::string_view text, std::string_view again)>;
  struct Rooms {
    IdentityProvider* provider = nullptr;
    Sessions* sessions = nullptr;
    const Sealer* sealer = nullptr;
    const Origin* origin = nullptr;
    Executor* executor = nullptr;
    const Clock* clock = nullptr;
  };

  // All rooms outlive it and what the executor was given.
  SignIn(Rooms rooms, Notice notice) : rooms_(rooms), notice_(std::move(notice)) {}

  static bool Owns(std::string_view path);
  void Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);

 private:
  struct Attempt;  // what the browser keeps while it is at the provider

  void Begin(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);
  void Return(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);
  void Redeem(const Request& request, Exchange& exchange, const Attempt& attempt, const std::string& code);
  // Here at once, then with the provider, where it offers that.
  void SignOut(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);
  Response SignedOut(const Request& request, const absl::StatusOr<std::string>& elsewhere) const;
  void Later(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange, std::function<void(const Request&, Exchange&)> work);
  void Refuse(const Request& request, Exchange& exchange, const absl::Status& status, const std::string& return_to) const;
  std::string RedirectUri() const { return rooms_.origin->text() + "/signin/callback"; }
  std::string AttemptCookie(std::string_view value, absl::Duration lifetime) const;
  // What the provider wants to be shown when its session ends: kept by the browser, which sends it to /signout only.
  std::string HintCookie(std::string_view value, absl::Duration lifetime) const;
  std::string HintOf(const Request& request) const;

  const Rooms rooms_;
  const Notice notice_;
  Spent states_{100'000};
};

}  // namespace disclosure::gateway
