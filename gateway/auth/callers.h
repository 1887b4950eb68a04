// Who calls: by bearer token or by session.
#pragma once

#include "absl/status/statusor.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/auth/authenticator.h"
#include "gateway/auth/origin.h"
#include "gateway/auth/sessions.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

// Thread safe.
class Callers {
 public:
  // `sessions` and `origin` may be null: bearer tokens only. All outlive it.
  explicit Callers(Authenticator* authenticator, const Sessions* sessions = nullptr, const Origin* origin = nullptr)
      : authenticator_(authenticator), sessions_(sessions), origin_(origin) {}

  // With an Authorization header that alone counts, as Authenticator says. Otherwise the session's cookie, but only for a request
  // of the same origin, and for another method than GET and HEAD only with the session's token in X-CSRF-Token; where these are
  // missing the cookie is as good as not there. PERMISSION_DENIED (CSRF_TOKEN_WRONG) for a token that is not the session's.
  absl::StatusOr<type::v1::Caller> Authenticate(const Request& request) const;

 private:
  Authenticator* const authenticator_;
  const Sessions* const sessions_;
  const Origin* const origin_;
};

}  // namespace disclosure::gateway
