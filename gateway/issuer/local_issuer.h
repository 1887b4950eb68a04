// An OpenID Connect provider for a set-up that has none: discovery, the login page, authorisation code with PKCE, tokens. Its only
// client is the gateway itself; its accounts are those of gateway/auth/officer_accounts.h.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/clock.h"
#include "common/rpc/executor.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/http_fetch.h"
#include "gateway/auth/issuer.h"
#include "gateway/auth/officer_accounts.h"
#include "gateway/auth/origin.h"
#include "gateway/auth/sealed_text.h"
#include "gateway/desk/desk_frame.h"
#include "gateway/http/message.h"
#include "gateway/issuer/attempt_gate.h"

namespace disclosure::gateway {

inline constexpr char kLocalClient[] = "disclosure-gateway";

// Thread safe. Handle does not block: passwords are hashed by the executor.
class LocalIssuer {
 public:
  struct Rooms {
    const DeskFrame* frame = nullptr;
    const Sealer* sealer = nullptr;
    const Origin* origin = nullptr;
    Executor* executor = nullptr;
    const Clock* clock = nullptr;
    std::function<std::string(std::string_view)> prefix_of;  // what addresses count as one
  };

  // `directory` has the signing key (issuer.h) and the accounts. All rooms outlive it and what the executor was given.
  LocalIssuer(std::string directory, Rooms rooms)
      : directory_(std::move(directory)), accounts_(directory_), rooms_(rooms), gate_(rooms.clock) {}

  static bool Owns(std::string_view path) { return path.substr(0, 8) == "/issuer/"; }
  std::string issuer() const { return rooms_.origin->text() + "/issuer"; }

  void Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);

  // Asks this issuer, and nobody else, without the network: behind a proxy the gateway's public address may not lead back to it.
  Fetch OwnFetch();

 private:
  // What the browser carries from the login page to the answer.
  struct Ticket {
    std::string state, nonce, challenge, redirect_uri;
  };
  // What a code stands for, once.
  struct Grant {
    TokenRequest officer;
    Ticket ticket;
    absl::Time expires;
  };

  // What needs no password: discovery, keys, tokens. 404 for any other path.
  Response Answer(const Request& request);
  Response Discovery() const;
  Response Keys() const;
  Response Token(const FormFields& form);
  Response Authorize(const Request& request) const;
  Response Welcome(const Request& request) const;
  Response SetPassword(const Request& request) const;
  Response Login(const Request& request);
  Response LoginPage(int status, const std::string& ticket, const std::string& account, const std::string& fault) const;
  Response WelcomePage(int status, const OfficerAccount& account, const std::string& token, const std::string& fault) const;
  std::optional<Ticket> OpenTicket(const std::string& sealed) const;
  std::string NewCode(const OfficerAccount& account, Ticket ticket);
  std::optional<Grant> TakeGrant(const std::string& code);

  const std::string directory_;
  const OfficerAccounts accounts_;
  const Rooms rooms_;
  AttemptGate gate_;
  std::mutex mutex_;
  std::map<std::string, Grant> grants_;  // by code
};

}  // namespace disclosure::gateway
