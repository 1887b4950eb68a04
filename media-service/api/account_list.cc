#include "media-service/api/account_list.h"

#include <algorithm>

#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "common/identity/division.h"
#include "media-service/api/convert.h"
#include "media-service/api/rights.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

constexpr size_t kLongestText = 100;

std::vector<State> StatesThat(bool (*wanted)(State)) {
  std::vector<State> states;
  for (int i = 1; i < kStates; ++i) {
    if (wanted(static_cast<State>(i))) states.push_back(static_cast<State>(i));
  }
  return states;
}

std::vector<State> StatesOf(const v1::ListAccountsRequest& filter, error::Violations& bad) {
  if (filter.states().empty()) return StatesThat(filter.history() ? IsPublic : IsInForce);
  std::vector<State> states;
  for (const int state : filter.states()) {
    if (state <= 0 || state >= kStates) {
      bad.Add("states", "has one that is none of the states");
    } else {
      states.push_back(static_cast<State>(state));
    }
  }
  std::sort(states.begin(), states.end());
  states.erase(std::unique(states.begin(), states.end()), states.end());
  return states;
}

std::string PlatformOf(const Backend& backend, const v1::ListAccountsRequest& filter, error::Violations& bad) {
  if (filter.platform().empty()) return "";
  const Platform* platform = backend.rules.platforms.FindWritten(filter.platform());
  if (platform == nullptr) bad.Add("platform", "is no platform of /v1/platforms");
  return platform == nullptr ? "" : platform->code;
}

bool IsOfficer(const Caller& caller) { return caller.kind == CallerKind::kOfficer || caller.kind == CallerKind::kJob; }

// Whether the caller may read every account of the organ, or of the division.
bool LooksAfter(const Backend& backend, const Caller& caller, const std::string& organ, const std::string& division) {
  if (!IsOfficer(caller) || (organ.empty() && division.empty())) return false;
  Account any;
  const auto organs = backend.reference.Get();
  const Organ* found = organs->Find(organ);
  any.host.organ = organ;
  any.division = found == nullptr ? division : found->division;
  return caller.Has("operator") || MayRead(backend, caller, any);
}

}  // namespace

v1::Account AccountScope::Render(const Account& account) const { return own ? OfficerProto(account) : PublicProto(account); }

absl::StatusOr<AccountScope> OpenScope(const Backend& backend, const Call& call, const v1::ListAccountsRequest& filter) {
  error::Violations bad;
  const std::string organ = ParseReference(kOrganName, filter.organ(), "organ", bad);
  const std::string division = ParseReference(kDivisionName, filter.division(), "division", bad);
  CheckText(bad, "text", filter.text(), kLongestText);
  if (!filter.text().empty() && FoldName(filter.text()).empty()) bad.Add("text", "must have a letter or a digit");
  AccountScope scope{.query = {.host = organ,
                               .platform = PlatformOf(backend, filter, bad),
                               .division = std::string(BeginningOf(division)),
                               .text = filter.text(),
                               .states = StatesOf(filter, bad)},
                     .own = false};
  RETURN_IF_ERROR(bad.status());
  scope.own = LooksAfter(backend, call.caller, organ, division);
  const bool shown = std::all_of(scope.query.states.begin(), scope.query.states.end(), IsPublic);
  if (shown || scope.own) return scope;
  // An approver sees what waits for his organ to decide.
  if (IsOfficer(call.caller) && call.caller.Has("approver") && !(organ.empty() && division.empty())) {
    scope.query.competent = call.caller.organ;
    scope.own = true;
    return scope;
  }
  return error::PermissionDenied(call.method, "accounts that are not public are listed for officers of the organ or division that is named");
}

v1::ListAccountsRequest FilterOf(const v1::ExportAccountsRequest& request) {
  v1::ListAccountsRequest filter;
  filter.set_organ(request.organ());
  filter.set_platform(request.platform());
  filter.set_division(request.division());
  filter.set_text(request.text());
  filter.set_history(request.history());
  *filter.mutable_states() = request.states();
  return filter;
}

}  // namespace disclosure::media
