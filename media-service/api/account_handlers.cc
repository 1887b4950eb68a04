#include "media-service/api/account_handlers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/calendar/civil_date.h"
#include "media-service/api/account_fields.h"
#include "media-service/api/account_work.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

// Who answers for the account: its units, and the supervisors of its division. Others see that there is somebody.
bool SeesContact(const Backend& backend, const Caller& caller, const Account& account) {
  for (const Unit& unit : {account.host, account.competent, account.operation}) {
    if (WorksFor(backend, caller, unit.organ)) return true;
  }
  return Supervises(backend, caller, account.division);
}

bool IsOfficer(const Caller& caller) { return caller.kind == CallerKind::kOfficer || caller.kind == CallerKind::kJob; }

void AddFormerNames(const std::vector<FormerName>& names, v1::Account& out) {
  for (const FormerName& name : names) {
    v1::FormerName& to = *out.add_former_names();
    to.set_display_name(name.name);
    to.set_until(FormatDate(name.until));
  }
}

absl::Status RefuseAmongKept(const Backend& backend, Writer& writer, const Account& account) {
  RETURN_IF_ERROR(writer.LockIdSpace(IdSpaceOf(backend, account)));
  ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend, writer, account));
  return RefuseErrors(findings);
}

// The whole account as its own officers see it.
absl::StatusOr<v1::Account> Shown(const Backend& backend, Reader& reader, const Account& account) {
  v1::Account out = OfficerProto(account);
  ASSIGN_OR_RETURN(const std::vector<FormerName> names, reader.FormerNames(account.uid));
  AddFormerNames(names, out);
  ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend, reader, account));
  for (const Finding& finding : findings) *out.add_findings() = ToProto(finding);
  return out;
}

// FAILED_PRECONDITION (MATERIAL_CHANGE) for what only a filing changes.
absl::Status CheckNeedsNoFiling(const Account& before, const Account& after) {
  std::vector<std::string> fields = MaterialChanges(before, after);
  if (fields.empty()) return absl::OkStatus();
  const std::string joined = absl::StrJoin(fields, ",");
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("这些内容须办理变更备案：", joined),
                     {.reason = "MATERIAL_CHANGE", .metadata = {{"fields", joined}}});
}

}  // namespace

absl::StatusOr<v1::Account> AccountHandlers::GetAccount(const Call& call, const v1::GetAccountRequest& request) {
  ASSIGN_OR_RETURN(const std::string uid, ParseAccountName(request.name()));
  v1::Account response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(Account account, reader.GetAccount(uid));
    const bool own = MayRead(backend_, call.caller, account);
    if (!own && !IsPublic(account.state)) return error::NotFound(request.name());
    if (!own && !IsOfficer(call.caller)) {
      response = PublicProto(account);
      ASSIGN_OR_RETURN(const std::vector<FormerName> names, reader.FormerNames(uid));
      AddFormerNames(names, response);
      return absl::OkStatus();
    }
    if (!SeesContact(backend_, call.caller, account)) account.contact = Masked(account.contact);
    ASSIGN_OR_RETURN(response, Shown(backend_, reader, account));
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::Account> AccountHandlers::CreateAccount(const Call& call, const v1::CreateAccountRequest& request) {
  error::Violations bad;
  Account account = FromProto(request.account(), backend_.rules.platforms, bad);
  if (account.host.organ.empty()) bad.Add("account.host.organ", "must be the caller's organ, as in organs/330108-jyj");
  RETURN_IF_ERROR(Complete(backend_, bad, account));
  RETURN_IF_ERROR(CheckHost(backend_, call, account));
  const absl::Time now = backend_.clock.Now();
  account.uid = NewUid(now);
  account.division = backend_.reference.Get()->Find(account.host.organ)->division;
  account.create_time = now;
  const auto create = [&](Writer& writer) -> absl::StatusOr<v1::Account> {
    Account draft = account;
    draft.state = State::kDraft;
    RETURN_IF_ERROR(RefuseAmongKept(backend_, writer, draft));
    draft.version = 1;
    draft.update_time = now;
    RETURN_IF_ERROR(writer.InsertAccount(draft, IdSpaceOf(backend_, draft)));
    AccountEvent event{.seq = 0, .kind = std::string(ActKind(Act::kCreate)), .time = now, .actor = call.caller.subject, .data = {}};
    RETURN_IF_ERROR(writer.AppendEvent(draft, event));
    RETURN_IF_ERROR(writer.AppendChanges({draft.uid}, event.kind, now));
    return Shown(backend_, writer, draft);
  };
  if (!request.validate_only()) return WriteOnce<v1::Account>(backend_, call, request, create);
  v1::Account response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    account.state = State::kDraft;
    ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend_, reader, account));
    RETURN_IF_ERROR(RefuseErrors(findings));
    ASSIGN_OR_RETURN(response, Shown(backend_, reader, account));
    return absl::OkStatus();
  }));
  response.clear_name();
  return response;
}

absl::StatusOr<v1::Account> AccountHandlers::UpdateAccount(const Call& call, const v1::UpdateAccountRequest& request) {
  const v1::Account& message = request.account();
  ASSIGN_OR_RETURN(const std::string uid, ParseAccountName(message.name()));
  return WriteOnce<v1::Account>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Account> {
    ASSIGN_OR_RETURN(const Account before, writer.GetAccount(uid));
    if (!IsPublic(before.state) && !MayRead(backend_, call.caller, before)) return error::NotFound(message.name());
    const absl::Status right = CheckHost(backend_, call, before);
    if (!right.ok() && !Supervises(backend_, call.caller, before.division)) return right;
    if (!message.etag().empty() && message.etag() != Etag(before.version)) {
      return error::EtagMismatch(message.name(), message.etag(), Etag(before.version));
    }
    error::Violations bad;
    Account given = FromProto(message, backend_.rules.platforms, bad);
    Account account = before;
    RETURN_IF_ERROR(ApplyMask(request.update_mask(), message, given, account));
    // Who may register for one organ gives the account to no other.
    if (account.host.organ != before.host.organ && before.state == State::kDraft) RETURN_IF_ERROR(CheckHost(backend_, call, account));
    RETURN_IF_ERROR(Complete(backend_, bad, account));
    const std::vector<std::string> changed = ChangedFields(before, account);
    if (changed.empty()) return Shown(backend_, writer, before);
    if (!NextState(before.state, Act::kEdit)) return error::WrongState(message.name(), StateName(before.state), ActName(Act::kEdit));
    ASSIGN_OR_RETURN(const std::optional<ChangeFiling> pending, writer.FindChangeFiling(uid));
    // What is approved is the account as it was when the change was filed.
    if (pending) return error::Make(absl::StatusCode::kFailedPrecondition, "这个账号有变更备案在审，请等它办完", {.reason = "CHANGE_PENDING"});
    if (before.state == State::kDraft) {
      RETURN_IF_ERROR(RefuseAmongKept(backend_, writer, account));
    } else {
      RETURN_IF_ERROR(CheckNeedsNoFiling(before, account));
    }
    RETURN_IF_ERROR(Perform(backend_, call, writer, Act::kEdit, {{"fields", absl::StrJoin(changed, ",")}}, account));
    return Shown(backend_, writer, account);
  });
}

}  // namespace disclosure::media
