#include "gateway/auth/callers.h"

#include <optional>

#include "common/base/error.h"
#include "gateway/auth/identity_provider.h"

namespace disclosure::gateway {

absl::StatusOr<type::v1::Caller> Callers::Authenticate(const Request& request) const {
  const bool cookie_counts = sessions_ != nullptr && request.Header("authorization").empty() && !request.Header("cookie").empty();
  const std::string_view token = request.Header("x-csrf-token");
  if (!cookie_counts || !IsSameOrigin(request, origin_->text()) || (!IsSafeMethod(request) && token.empty())) {
    return authenticator_->Authenticate(request);
  }
  const std::optional<Session> session = sessions_->Find(request);
  if (!session) return authenticator_->Authenticate(request);
  if (!IsSafeMethod(request) && !SameText(token, session->csrf)) {
    return error::Make(absl::StatusCode::kPermissionDenied, "X-CSRF-Token is not that of the session; load the page anew.",
                       {.reason = "CSRF_TOKEN_WRONG"});
  }
  return session->caller;
}

}  // namespace disclosure::gateway
