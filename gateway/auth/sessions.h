// Who is signed in. A session is a sealed cookie and not an entry in a table: every replica of the gateway knows it at once, a
// restart ends none, and no flood of sign-ins fills a memory. What a table would do better, ending one early, does the list of
// those that were signed out of. Each replica has its own, and a restart begins a new one: elsewhere and afterwards a copy of the
// cookie, and one that a late answer of another replica brings back, is good until it has been idle for so long, or until its
// lifetime ends if it is used.
#pragma once

#include <optional>
#include <string>

#include "common/base/clock.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/auth/sealed_text.h"
#include "gateway/auth/spent.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

struct Session {
  std::string id;    // random, new with every sign-in
  std::string csrf;  // what unsafe calls must show besides the cookie
  type::v1::Caller caller;
  absl::Time since;
  absl::Time seen;  // to the minute
};

// Thread safe.
class Sessions {
 public:
  struct Options {
    bool secure = false;  // browsers come by https
    absl::Duration idle = absl::Minutes(30);
    absl::Duration lifetime = absl::Hours(10);
  };

  // All outlive it.
  Sessions(Options options, const Sealer* sealer, const Clock* clock) : options_(options), sealer_(sealer), clock_(clock) {}

  absl::Duration lifetime() const { return options_.lifetime; }

  // A new session of `caller`: the value of Set-Cookie. Roles beyond those of the suite are not kept.
  std::string Begin(const type::v1::Caller& caller) const;
  // The session of the request's cookie, unless it is over.
  std::optional<Session> Find(const Request& request) const;
  // Set-Cookie with the time the session was seen, where that is more than a minute old; "" otherwise, and once it was ended.
  std::string Renewal(const Session& session) const;
  // Ends it; the value of Set-Cookie.
  std::string End(const Session& session);

 private:
  std::string Cookie(const Session& session) const;

  const Options options_;
  const Sealer* const sealer_;
  const Clock* const clock_;
  Spent ended_{100'000};
};

// Whether the request comes from a page of the same origin, or was typed in by somebody: by Sec-Fetch-Site where the browser says
// it, else by Origin, which must be `own_origin` or name the host that was called. Without either only safe methods.
bool IsSameOrigin(const Request& request, const std::string& own_origin);

bool IsSafeMethod(const Request& request);

}  // namespace disclosure::gateway
