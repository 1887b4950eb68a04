#include "media-service/api/account_work.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

void RemoveItself(const Account& account, std::vector<Account>& others) {
  others.erase(std::remove_if(others.begin(), others.end(), [&](const Account& other) { return other.uid == account.uid; }), others.end());
}

void KeepOnly(bool (*wanted)(State), std::vector<Account>& accounts) {
  accounts.erase(std::remove_if(accounts.begin(), accounts.end(), [&](const Account& account) { return !wanted(account.state); }), accounts.end());
}

// A unit that the directory has is called as it is called there.
void NameUnit(const Reference::View& organs, Unit& unit, std::string_view field, error::Violations& bad) {
  if (unit.organ.empty()) return;
  const Organ* organ = organs.Find(unit.organ);
  if (organ == nullptr) return bad.Add(absl::StrCat("account.", std::string(field), ".organ"), "the directory has no such organ");
  unit.text = organ->name;
}

bool InForceOrOnTheWay(State state) { return IsInForce(state) || state == State::kPendingFiling || state == State::kApproved; }

bool HoldsId(const Account& other, const Account& account) {
  const bool own_draft = other.state == State::kDraft && other.host.organ == account.host.organ;
  return InForceOrOnTheWay(other.state) || other.state == State::kSuspended || own_draft;
}

}  // namespace

absl::Status Complete(const Backend& backend, error::Violations& bad, Account& account) {
  const auto organs = backend.reference.Get();
  NameUnit(*organs, account.host, "host", bad);
  NameUnit(*organs, account.competent, "competent", bad);
  NameUnit(*organs, account.operation, "operator", bad);
  CheckAccount(account, "account", bad);
  const absl::CivilDay today = LocalDay(backend.clock.Now());
  if (account.opened_on && *account.opened_on > today) bad.Add("account.opened_on", "must not be in the future");
  if (account.filed_on && *account.filed_on > today) bad.Add("account.filed_on", "must not be in the future");
  return bad.status();
}

std::string IdSpaceOf(const Backend& backend, const Account& account) {
  const Platform* platform = backend.rules.platforms.Find(account.platform);
  return platform == nullptr ? account.platform : platform->id_space;
}

absl::StatusOr<std::vector<Finding>> ExamineAmongKept(const Backend& backend, Reader& reader, const Account& account) {
  const auto view = backend.reference.Get();
  Surroundings around{.platforms = backend.rules.platforms, .policy = backend.rules.opening, .today = LocalDay(backend.clock.Now()),
                      .host = view->Find(account.host.organ), .of_host = {}, .with_id = {}, .with_name = {}};
  if (!account.host.organ.empty()) {
    ASSIGN_OR_RETURN(around.of_host, reader.AccountsOfHost(account.host.organ));
  }
  ASSIGN_OR_RETURN(around.with_id, reader.AccountsWithId(IdSpaceOf(backend, account), IdsOf(account)));
  ASSIGN_OR_RETURN(around.with_name, reader.AccountsWithName(FoldName(account.name)));
  KeepOnly(InForceOrOnTheWay, around.of_host);
  // An id is free again once its account is closed or its filing came to nothing; a draft of another organ holds none.
  around.with_id.erase(std::remove_if(around.with_id.begin(), around.with_id.end(), [&](const Account& other) { return !HoldsId(other, account); }),
                       around.with_id.end());
  KeepOnly(IsInForce, around.with_name);
  for (std::vector<Account>* others : {&around.of_host, &around.with_id, &around.with_name}) RemoveItself(account, *others);
  return Examine(account, around);
}

absl::StatusOr<std::string> LastActor(Reader& reader, const std::string& uid, std::string_view kind) {
  ASSIGN_OR_RETURN(const std::vector<AccountEvent> events, reader.Events(uid));
  const auto found = std::find_if(events.rbegin(), events.rend(), [&](const AccountEvent& event) { return event.kind == kind; });
  return found == events.rend() ? "" : found->actor;
}

absl::Status CheckOther(const Call& call, const std::string& filer) {
  if (call.caller.subject != filer) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, "报备的人不能自己审批，请由另一人办理", {.reason = "SELF_APPROVAL"});
}

absl::Status Perform(const Backend& backend, const Call& call, Writer& writer, Act act, Details details, Account& account) {
  const std::optional<State> next = NextState(account.state, act);
  if (!next) return error::WrongState(AccountName(account.uid), StateName(account.state), ActName(act));
  const absl::Time now = backend.clock.Now();
  account.state = *next;
  account.update_time = now;
  ++account.version;
  RETURN_IF_ERROR(writer.UpdateAccount(account, IdSpaceOf(backend, account)));
  AccountEvent event{.seq = 0, .kind = std::string(ActKind(act)), .time = now, .actor = call.caller.subject, .data = std::move(details)};
  RETURN_IF_ERROR(writer.AppendEvent(account, event));
  return writer.AppendChanges({account.uid}, event.kind, now);
}

}  // namespace disclosure::media
