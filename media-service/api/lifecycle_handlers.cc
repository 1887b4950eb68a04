#include "media-service/api/lifecycle_handlers.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/text_limits.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/closing_work.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostText = 500;
constexpr size_t kMostAddress = 2048;

// A text of an act, kept in its event.
void TakeText(std::string_view field, const std::string& text, bool required, Details& details, error::Violations& bad) {
  if (required && text.empty()) bad.Add(field, "must not be empty");
  CheckText(bad, field, text, kMostText);
  if (!text.empty()) details[std::string(field)] = text;
}

std::optional<absl::CivilDay> TakeDay(std::string_view field, const std::string& text, bool required, Details& details, error::Violations& bad) {
  if (text.empty() && !required) return std::nullopt;
  const std::optional<absl::CivilDay> day = ParseDate(text);
  if (!day) bad.Add(field, "must be a date, as in 2026-09-18");
  details[std::string(field)] = text;
  return day;
}

void CheckPast(std::string_view field, const std::optional<absl::CivilDay>& day, absl::CivilDay today, error::Violations& bad) {
  if (day && *day > today) bad.Add(field, "must not be in the future");
}

ChangeAccount TakesReason(const std::string& reason, bool required) {
  return [reason, required](Writer&, Account&, Details& details) {
    error::Violations bad;
    TakeText("reason", reason, required, details, bad);
    return bad.status();
  };
}

v1::AccountEvent EventToProto(const AccountEvent& event) {
  v1::AccountEvent out;
  out.set_seq(event.seq);
  out.set_kind(event.kind);
  for (int act = 0; act < kActs; ++act) {
    if (ActKind(static_cast<Act>(act)) == event.kind) out.set_display_name(std::string(ActLabel(static_cast<Act>(act))));
  }
  *out.mutable_time() = media::ToProto(event.time);
  out.set_actor(event.actor);
  for (const auto& [field, text] : event.data) (*out.mutable_details())[field] = text;
  return out;
}

}  // namespace

absl::StatusOr<v1::Account> LifecycleHandlers::RequireRectification(const Call& call, const v1::RequireRectificationRequest& request) {
  return PerformAct(backend_, call, request, Act::kRequireRectification, CheckCompetent, [&](Writer&, Account&, Details& details) {
    error::Violations bad;
    TakeText("problem", request.problem(), /*required=*/true, details, bad);
    const auto deadline = TakeDay("deadline", request.deadline(), /*required=*/true, details, bad);
    if (deadline && *deadline < LocalDay(backend_.clock.Now())) bad.Add("deadline", "must not be past");
    return bad.status();
  });
}

absl::StatusOr<v1::Account> LifecycleHandlers::ConfirmRectification(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kConfirmRectification, CheckCompetent, TakesReason(request.reason(), false));
}

absl::StatusOr<v1::Account> LifecycleHandlers::AnnounceClosing(const Call& call, const v1::AnnounceClosingRequest& request) {
  return PerformAct(backend_, call, request, Act::kAnnounceClosing, CheckCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    error::Violations bad;
    Closing closing;
    TakeText("decision_basis", request.decision_basis(), /*required=*/true, details, bad);
    TakeText("reason", request.reason(), /*required=*/true, details, bad);
    CheckText(bad, "notice_url", request.notice_url(), kMostAddress);
    const auto announced = TakeDay("announced_on", request.announced_on(), /*required=*/true, details, bad);
    const auto effective = TakeDay("effective_on", request.effective_on(), /*required=*/false, details, bad);
    CheckBackdated(announced, request.notice_url(), LocalDay(backend_.clock.Now()), bad);
    closing.successor = ParseReference(kAccountName, request.successor(), "successor", bad);
    RETURN_IF_ERROR(bad.status());
    closing.decision_basis = request.decision_basis();
    closing.reason = request.reason();
    closing.notice_url = request.notice_url();
    closing.announced_on = *announced;
    return KeepClosing(backend_, writer, std::move(closing), effective, account, details);
  });
}

absl::StatusOr<v1::Account> LifecycleHandlers::RevokeClosing(const Call& call, const v1::AccountActRequest& request) {
  const auto choose = [](Reader& reader, const Account& account) -> absl::StatusOr<Act> {
    ASSIGN_OR_RETURN(const std::optional<ClosingRow> closing, reader.FindClosing(account.uid));
    return closing && closing->rectifying ? Act::kResumeRectification : Act::kRevokeClosing;
  };
  return PerformAct(backend_, call, request, choose, CheckCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    RETURN_IF_ERROR(TakesReason(request.reason(), /*required=*/true)(writer, account, details));
    account.successor.clear();
    return writer.DeleteClosing(account.uid);
  });
}

absl::StatusOr<v1::Account> LifecycleHandlers::SuspendAccount(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kSuspend, CheckHostOrCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    RETURN_IF_ERROR(TakesReason(request.reason(), /*required=*/false)(writer, account, details));
    // An account that a list brought as closing has no notice here to wait for.
    ASSIGN_OR_RETURN(const std::optional<ClosingRow> closing, writer.FindClosing(account.uid));
    return closing ? CheckNoticeOver(closing->closing, LocalDay(backend_.clock.Now())) : absl::OkStatus();
  });
}

absl::StatusOr<v1::Account> LifecycleHandlers::DeregisterAccount(const Call& call, const v1::DeregisterAccountRequest& request) {
  return PerformAct(backend_, call, request, Act::kDeregister, CheckHostOrCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    error::Violations bad;
    const absl::CivilDay today = LocalDay(backend_.clock.Now());
    const auto day = TakeDay("deregistered_on", request.deregistered_on(), /*required=*/true, details, bad);
    const auto national = TakeDay("national_system_on", request.national_system_on(), /*required=*/false, details, bad);
    TakeText("platform_proof", request.platform_proof(), /*required=*/true, details, bad);
    CheckPast("deregistered_on", day, today, bad);
    CheckPast("national_system_on", national, today, bad);
    RETURN_IF_ERROR(bad.status());
    ASSIGN_OR_RETURN(std::optional<ClosingRow> closing, writer.FindClosing(account.uid));
    if (!closing) closing = ClosingRow{.uid = account.uid, .division = account.division, .closing = {.announced_on = *day, .notice_ends_on = *day, .effective_on = *day}};
    closing->platform_proof = request.platform_proof();
    closing->deregistered_on = day;
    closing->national_system_on = national;
    return writer.PutClosing(*closing);
  });
}

absl::StatusOr<v1::Account> LifecycleHandlers::MergeAccount(const Call& call, const v1::MergeAccountRequest& request) {
  return PerformAct(backend_, call, request, Act::kMerge, CheckCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    error::Violations bad;
    const std::string successor = ParseReference(kAccountName, request.successor(), "successor", bad);
    if (request.successor().empty()) bad.Add("successor", "must name the account that goes on");
    TakeText("platform_proof", request.platform_proof(), /*required=*/false, details, bad);
    RETURN_IF_ERROR(bad.status());
    ASSIGN_OR_RETURN(const Account into, writer.GetAccount(successor));
    RETURN_IF_ERROR(CheckSuccessor(account, into));
    ASSIGN_OR_RETURN(std::optional<ClosingRow> closing, writer.FindClosing(account.uid));
    if (closing) {
      RETURN_IF_ERROR(CheckNoticeOver(closing->closing, LocalDay(backend_.clock.Now())));
      closing->closing.successor = successor;
      closing->platform_proof = request.platform_proof();
      RETURN_IF_ERROR(writer.PutClosing(*closing));
    }
    account.successor = successor;
    details["successor"] = request.successor();
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::Account> LifecycleHandlers::ArchiveAccount(const Call& call, const v1::ArchiveAccountRequest& request) {
  return PerformAct(backend_, call, request, Act::kArchive, CheckHostOrCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    error::Violations bad;
    TakeText("archive_reference", request.archive_reference(), /*required=*/true, details, bad);
    RETURN_IF_ERROR(bad.status());
    ASSIGN_OR_RETURN(std::optional<ClosingRow> closing, writer.FindClosing(account.uid));
    if (!closing) return absl::OkStatus();
    closing->archive_reference = request.archive_reference();
    return writer.PutClosing(*closing);
  });
}

namespace {

ChangeAccount TakesObservation(const Backend& backend, const v1::RecordObservedStateRequest& request, bool Account::*finding) {
  return [&backend, &request, finding](Writer&, Account& account, Details& details) {
    error::Violations bad;
    const auto day = TakeDay("observed_on", request.observed_on(), /*required=*/true, details, bad);
    CheckPast("observed_on", day, LocalDay(backend.clock.Now()), bad);
    TakeText("evidence", request.evidence(), /*required=*/true, details, bad);
    account.*finding = true;
    return bad.status();
  };
}

}  // namespace

absl::StatusOr<v1::Account> LifecycleHandlers::RecordUnfiled(const Call& call, const v1::RecordObservedStateRequest& request) {
  return PerformAct(backend_, call, request, Act::kRecordUnfiled, CheckCompetent, TakesObservation(backend_, request, &Account::unfiled));
}

absl::StatusOr<v1::Account> LifecycleHandlers::RecordReopened(const Call& call, const v1::RecordObservedStateRequest& request) {
  return PerformAct(backend_, call, request, Act::kRecordReopened, CheckCompetent, TakesObservation(backend_, request, &Account::reopened));
}

absl::StatusOr<v1::Account> LifecycleHandlers::ResolveFinding(const Call& call, const v1::AccountActRequest& request) {
  return PerformAct(backend_, call, request, Act::kResolveFinding, CheckCompetent, [&](Writer& writer, Account& account, Details& details) -> absl::Status {
    RETURN_IF_ERROR(TakesReason(request.reason(), /*required=*/true)(writer, account, details));
    if (!account.unfiled && !account.reopened) {
      return error::Make(absl::StatusCode::kFailedPrecondition, "这个账号没有未备案或者违规私开的记录", {.reason = "NOTHING_TO_RESOLVE"});
    }
    account.unfiled = account.reopened = false;
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::ListAccountEventsResponse> LifecycleHandlers::ListAccountEvents(const Call& call, const v1::ListAccountEventsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kAccountName, request.parent(), "parent"));
  v1::ListAccountEventsResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Account account, reader.GetAccount(ids[0]));
    if (!MayRead(backend_, call.caller, account)) {
      return error::Make(absl::StatusCode::kPermissionDenied, "only who looks after the account reads its record", {.reason = "NOT_COMPETENT"});
    }
    ASSIGN_OR_RETURN(const std::vector<AccountEvent> events, reader.Events(ids[0]));
    for (const AccountEvent& event : events) *response.add_events() = EventToProto(event);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::ListClosingAlarmsResponse> LifecycleHandlers::ListClosingAlarms(const Call& call, const v1::ListClosingAlarmsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/true));
  if (request.days() < 0) return error::BadRequest({{"days", "must not be below zero"}});
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("closingAlarms ", ids[0], " ", request.days());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  std::optional<ClosingPlace> after;
  if (const std::vector<std::string> parts = absl::StrSplit(token, '|'); parts.size() == 2) {
    after = ClosingPlace{ParseDate(parts[0]).value_or(absl::CivilDay()), parts[1]};
  }
  const absl::CivilDay today = LocalDay(backend_.clock.Now());
  ASSIGN_OR_RETURN(const ClosingRule* rule, ClosingRuleOf(backend_, ids[0], today));
  const absl::CivilDay before = today - (request.days() > 0 ? request.days() : rule->proof_within_days);
  v1::ListClosingAlarmsResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(std::vector<ClosingAlarm> alarms, reader.ClosingAlarms(ids[0], before, after, size + 1));
    ASSIGN_OR_RETURN(const auto counts, reader.CountClosing(ids[0], before));
    response.set_closing(static_cast<int32_t>(counts.first));
    response.set_without_proof(static_cast<int32_t>(counts.second));
    if (static_cast<int>(alarms.size()) > size) {
      alarms.resize(size);
      response.set_next_page_token(MakePageToken(absl::StrCat(FormatDate(alarms.back().since), "|", alarms.back().account.uid), bound_to));
    }
    for (const ClosingAlarm& alarm : alarms) {
      v1::ClosingAlarm& line = *response.add_alarms();
      *line.mutable_account() = PublicProto(alarm.account);
      line.set_since(FormatDate(alarm.since));
      line.set_days(static_cast<int32_t>(today - alarm.since));
    }
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::media
