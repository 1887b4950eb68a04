#include "media-service/api/filing_handlers.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/text_limits.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "media-service/api/account_work.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostReason = 500;

// The reason of an act; required to return and to refuse.
absl::Status TakeReason(const std::string& reason, bool required, Details& details) {
  error::Violations bad;
  if (required && reason.empty()) bad.Add("reason", "must not be empty");
  CheckText(bad, "reason", reason, kMostReason);
  if (!reason.empty()) details["reason"] = reason;
  return bad.status();
}

void SetMaterial(const Account& from, Account& to) {
  to.name = from.name;
  to.platform = from.platform;
  to.platform_id = from.platform_id;
  to.other_ids = from.other_ids;
  to.url = from.url;
  to.host = from.host;
  to.competent = from.competent;
  to.opened_on = from.opened_on;
  to.filed_on = from.filed_on;
  to.filing_number = from.filing_number;
  to.certified_subject = from.certified_subject;
  to.certification = from.certification;
  to.contact = from.contact;
}

// A change of the name need not say again when the account was opened.
void KeepUnsaid(const Account& account, Account& proposed) {
  if (proposed.url.empty()) proposed.url = account.url;
  if (proposed.competent == Unit()) proposed.competent = account.competent;
  if (!proposed.opened_on) proposed.opened_on = account.opened_on;
  if (!proposed.filed_on) proposed.filed_on = account.filed_on;
  if (proposed.filing_number.empty()) proposed.filing_number = account.filing_number;
}

// What a changed field was before, for the record.
std::string BeforeText(const Account& account, const std::string& field) {
  if (field == "display_name") return account.name;
  if (field == "platform") return account.platform;
  if (field == "platform_id") return account.platform_id;
  if (field == "other_ids") return absl::StrJoin(account.other_ids, ",");
  if (field == "url") return account.url;
  if (field == "host") return account.host.text;
  if (field == "competent") return account.competent.text;
  if (field == "certified_subject") return account.certified_subject;
  if (field == "opened_on") return account.opened_on ? FormatDate(*account.opened_on) : "";
  if (field == "filed_on") return account.filed_on ? FormatDate(*account.filed_on) : "";
  if (field == "filing_number") return account.filing_number;
  return "";  // of a person: not told
}

// As the account shall be once the change is approved.
Account Changed(const Account& account, const Account& proposed) {
  Account out = account;
  SetMaterial(proposed, out);
  return out;
}

absl::StatusOr<ChangeFiling> FilingOf(Reader& reader, const std::string& uid) {
  ASSIGN_OR_RETURN(std::optional<ChangeFiling> filing, reader.FindChangeFiling(uid));
  if (!filing) return error::NotFound(absl::StrCat(AccountName(uid), "/changeFiling"));
  return *std::move(filing);
}

absl::StatusOr<v1::ChangeFiling> Shown(const Backend& backend, Reader& reader, const Account& account, const ChangeFiling& filing) {
  v1::ChangeFiling out;
  const Account changed = Changed(account, filing.proposed);
  out.set_account(AccountName(account.uid));
  *out.mutable_proposed() = OfficerProto(changed);
  out.set_reason(filing.reason);
  out.set_filer(filing.filer);
  *out.mutable_create_time() = ToProto(filing.create_time);
  for (const std::string& field : MaterialChanges(account, changed)) out.add_fields(field);
  ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend, reader, changed));
  for (const Finding& finding : findings) *out.add_findings() = ToProto(finding);
  return out;
}

absl::Status Refused(std::string_view reason, std::string message) {
  return error::Make(absl::StatusCode::kFailedPrecondition, std::move(message), {.reason = std::string(reason)});
}

}  // namespace

absl::StatusOr<v1::Account> FilingHandlers::FileAccount(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kFile, CheckHost, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    RETURN_IF_ERROR(TakeReason(request.reason(), /*required=*/false, details));
    RETURN_IF_ERROR(writer.LockIdSpace(IdSpaceOf(backend_, account)));
    ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend_, writer, account));
    return RefuseErrors(findings);
  });
}

absl::StatusOr<v1::Account> FilingHandlers::WithdrawFiling(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kWithdrawFiling, CheckHost, [&](Writer&, Account& account, Details& details) -> absl::Status {
    // 未备案 was found: with the draft the finding would be gone.
    if (account.unfiled) return Refused("UNFILED", "这个账号已记为未备案，不能撤回，请补办备案或者由主管单位处理完毕");
    return TakeReason(request.reason(), /*required=*/false, details);
  });
}

absl::StatusOr<v1::Account> FilingHandlers::ReturnFiling(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kReturnFiling, CheckCompetent,
                    [&](Writer&, Account&, Details& details) { return TakeReason(request.reason(), /*required=*/true, details); });
}

absl::StatusOr<v1::Account> FilingHandlers::RefuseFiling(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kRefuseFiling, CheckCompetent,
                    [&](Writer&, Account&, Details& details) { return TakeReason(request.reason(), /*required=*/true, details); });
}

absl::StatusOr<v1::Account> FilingHandlers::ApproveFiling(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kApproveFiling, CheckCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    RETURN_IF_ERROR(TakeReason(request.reason(), /*required=*/false, details));
    ASSIGN_OR_RETURN(const std::string filer, LastActor(writer, account.uid, ActKind(Act::kFile)));
    RETURN_IF_ERROR(CheckOther(call, filer));
    // The host may have been abolished, the id registered elsewhere, since it was filed.
    RETURN_IF_ERROR(writer.LockIdSpace(IdSpaceOf(backend_, account)));
    ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend_, writer, account));
    RETURN_IF_ERROR(RefuseErrors(findings));
    account.filed_on = LocalDay(backend_.clock.Now());
    const int year = static_cast<int>(account.filed_on->year());
    ASSIGN_OR_RETURN(const int serial, writer.NextSerial(account.division, "filing", year));
    account.filing_number = absl::StrCat(account.division, "-", year, "-", serial);
    details["filing_number"] = account.filing_number;
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::Account> FilingHandlers::OpenAccount(const Call& call, const v1::OpenAccountRequest& request) {
  return PerformAct(backend_, call, request, Act::kOpen, CheckHost, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    error::Violations bad;
    const std::optional<absl::CivilDay> opened = ParseDate(request.opened_on());
    if (!opened) bad.Add("opened_on", "must be a date, as in 2026-09-18");
    if (opened && *opened > LocalDay(backend_.clock.Now())) bad.Add("opened_on", "must not be in the future");
    if (request.platform_id().empty()) bad.Add("platform_id", "must be the id that the platform gave");
    account.platform_id = request.platform_id();
    if (!request.url().empty()) account.url = request.url();
    if (!request.certified_subject().empty()) account.certified_subject = request.certified_subject();
    if (request.certification_status() != v1::CERTIFICATION_STATUS_UNSPECIFIED && v1::CertificationStatus_IsValid(request.certification_status())) {
      account.certification = static_cast<Certification>(request.certification_status());
    }
    CheckAccount(account, "account", bad);
    RETURN_IF_ERROR(bad.status());
    account.opened_on = opened;
    // 先开后备: opened before it was approved.
    if (account.filed_on && *opened < *account.filed_on) account.unfiled = true;
    details = {{"platform_id", account.platform_id}, {"opened_on", request.opened_on()}};
    if (account.unfiled) details["unfiled"] = "yes";
    RETURN_IF_ERROR(writer.LockIdSpace(IdSpaceOf(backend_, account)));
    ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend_, writer, account));
    return RefuseErrors(findings);
  });
}

absl::StatusOr<v1::ChangeFiling> FilingHandlers::FileChange(const Call& call, const v1::FileChangeRequest& request) {
  ASSIGN_OR_RETURN(const std::string uid, ParseAccountName(request.account().name()));
  error::Violations bad;
  Account proposed = FromProto(request.account(), backend_.rules.platforms, bad);
  RequireText(bad, "reason", request.reason(), kMostReason);
  CheckText(bad, "reason", request.reason(), kMostReason);
  RETURN_IF_ERROR(Complete(backend_, bad, proposed));
  return WriteOnce<v1::ChangeFiling>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::ChangeFiling> {
    ASSIGN_OR_RETURN(const Account account, writer.GetAccount(uid));
    RETURN_IF_ERROR(CheckHost(backend_, call, account));
    const std::string& etag = request.account().etag();
    if (!etag.empty() && etag != Etag(account.version)) return error::EtagMismatch(request.account().name(), etag, Etag(account.version));
    if (!NextState(account.state, Act::kChange)) return error::WrongState(AccountName(uid), StateName(account.state), ActName(Act::kChange));
    ASSIGN_OR_RETURN(const std::optional<ChangeFiling> pending, writer.FindChangeFiling(uid));
    if (pending) return Refused("CHANGE_PENDING", "这个账号已有变更备案在审，请等它办完");
    ChangeFiling filing{.uid = uid, .proposed = proposed, .reason = request.reason(), .filer = call.caller.subject, .create_time = backend_.clock.Now()};
    KeepUnsaid(account, filing.proposed);
    const Account changed = Changed(account, filing.proposed);
    if (MaterialChanges(account, changed).empty()) return Refused("NOTHING_CHANGED", "需要备案的各项都没有变");
    RETURN_IF_ERROR(writer.LockIdSpace(IdSpaceOf(backend_, changed)));
    ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend_, writer, changed));
    RETURN_IF_ERROR(RefuseErrors(findings));
    RETURN_IF_ERROR(writer.PutChangeFiling(filing));
    return Shown(backend_, writer, account, filing);
  });
}

absl::StatusOr<v1::ChangeFiling> FilingHandlers::GetChangeFiling(const Call& call, const v1::GetChangeFilingRequest& request) {
  ASSIGN_OR_RETURN(const std::string uid, ParseAccountName(request.name()));
  v1::ChangeFiling response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Account account, reader.GetAccount(uid));
    RETURN_IF_ERROR(CheckHostOrCompetent(backend_, call, account));
    ASSIGN_OR_RETURN(const ChangeFiling filing, FilingOf(reader, uid));
    ASSIGN_OR_RETURN(response, Shown(backend_, reader, account, filing));
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::Account> FilingHandlers::ApproveChange(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kChange, CheckCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    RETURN_IF_ERROR(TakeReason(request.reason(), /*required=*/false, details));
    ASSIGN_OR_RETURN(const ChangeFiling filing, FilingOf(writer, account.uid));
    RETURN_IF_ERROR(CheckOther(call, filing.filer));
    const Account changed = Changed(account, filing.proposed);
    RETURN_IF_ERROR(writer.LockIdSpace(IdSpaceOf(backend_, changed)));
    // Others may have been registered since it was filed.
    ASSIGN_OR_RETURN(const std::vector<Finding> findings, ExamineAmongKept(backend_, writer, changed));
    RETURN_IF_ERROR(RefuseErrors(findings));
    details["filer"] = filing.filer;
    details["filing_reason"] = filing.reason;
    const std::vector<std::string> fields = MaterialChanges(account, changed);
    details["fields"] = absl::StrJoin(fields, ",");
    for (const std::string& field : fields) details[absl::StrCat("before.", field)] = BeforeText(account, field);
    if (changed.name != account.name) {
      details["former_name"] = account.name;
      RETURN_IF_ERROR(writer.AppendFormerName(account.uid, {account.name, LocalDay(backend_.clock.Now())}));
    }
    account = changed;
    return writer.DeleteChangeFiling(account.uid);
  });
}

absl::StatusOr<v1::Account> FilingHandlers::RefuseChange(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kEdit, CheckCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    RETURN_IF_ERROR(TakeReason(request.reason(), /*required=*/true, details));
    RETURN_IF_ERROR(FilingOf(writer, account.uid).status());
    details["act"] = "change_refused";
    return writer.DeleteChangeFiling(account.uid);
  });
}

}  // namespace disclosure::media
