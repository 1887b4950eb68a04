#include "request-service/api/filing_handlers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"
#include "common/crypto/access_code.h"
#include "common/rpc/names.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {
namespace {

// After the fifth wrong code each attempt waits twice as long as the one before, up to an hour.
constexpr int kFreeAttempts = 5;
constexpr absl::Duration kFirstWait = absl::Seconds(2);
constexpr absl::Duration kLongestWait = absl::Hours(1);

bool IsClerk(const Call& call) { return call.caller.kind == CallerKind::kOfficer && call.caller.Has("clerk"); }

// Where the request comes from and when: an applicant files by the internet, now.
absl::StatusOr<Filed> HowFiled(const Call& call, const v1::FileRequestRequest& request, const std::string& organ, absl::CivilDay today) {
  const bool clerk = IsClerk(call) && call.caller.organ == organ;
  error::Violations bad;
  Filed filed{.channel = Channel::kInternet, .arrived = ParseDay(bad, "arrived_on", request.arrived_on(), today)};
  if (request.channel() != v1::CHANNEL_UNSPECIFIED) {
    filed.channel = v1::Channel_IsValid(request.channel()) ? static_cast<Channel>(request.channel()) : Channel::kUnspecified;
  }
  RETURN_IF_ERROR(bad.status());
  if (!clerk && (filed.channel != Channel::kInternet || filed.arrived != today)) {
    return error::PermissionDenied(call.method, absl::StrCat("channel and arrived_on are for the clerks of organs/", organ));
  }
  return filed;
}

// Which steps an applicant is shown. Names of officers are not among the texts.
std::optional<v1::TrackRequestResponse::Step> StepOf(const Event& event) {
  v1::TrackRequestResponse::Step step;
  step.set_label(std::string(KindLabel(event.data)));
  step.set_date(FormatDate(LocalDay(event.time)));
  if (const auto* required = std::get_if<CorrectionRequired>(&event.data)) {
    for (const std::string& item : required->items) absl::StrAppend(step.mutable_text(), item, "；");
    absl::StrAppend(step.mutable_text(), "请在", FormatDate(required->deadline), "前补正。");
  } else if (const auto* reasons = std::get_if<ReasonsRequired>(&event.data)) {
    step.set_text(absl::StrCat("请在", FormatDate(reasons->deadline), "前说明理由。"));
  } else if (const auto* extended = std::get_if<Extended>(&event.data)) {
    step.set_text(absl::StrCat("延长", extended->working_days, "个工作日：", extended->reason));
  } else if (const auto* fee = std::get_if<FeeNoticed>(&event.data)) {
    step.set_text(absl::StrCat("信息处理费", fee->yuan, "元"));
  } else if (const auto* replied = std::get_if<Replied>(&event.data)) {
    step.set_text(replied->document_number);
  } else if (std::holds_alternative<Drafted>(event.data) || std::holds_alternative<SentBack>(event.data) ||
             std::holds_alternative<Approved>(event.data) || std::holds_alternative<Closed>(event.data)) {
    return std::nullopt;  // inside the organ
  }
  return step;
}

v1::TrackRequestResponse Tracked(const Case& request) {
  v1::TrackRequestResponse response;
  const RequestRow& row = request.row;
  response.set_number(Number(row.key));
  response.set_organ(absl::StrCat("organs/", row.key.organ));
  // A draft and its approval are not the applicant's to know.
  const bool inside = row.state == State::kDrafted || row.state == State::kApproved;
  const State shown = inside ? State::kHandling : row.state;
  response.set_state(static_cast<v1::State>(shown));
  response.set_state_label(std::string(StateLabel(shown)));
  response.set_arrived_on(DayText(row.arrived));
  response.set_received_on(DayText(row.received));
  response.set_due_on(DayText(row.due));
  response.set_due_provisional(row.due_provisional);
  response.set_subject(row.wanted.subject);
  for (const StoredEvent& stored : request.events) {
    if (auto step = StepOf(stored.event)) *response.add_steps() = *std::move(step);
  }
  return response;
}

absl::Status NoSuchRequest() {
  return error::Make(absl::StatusCode::kNotFound, "there is no request with this number and access code", {.reason = "NO_SUCH_REQUEST"});
}

absl::Status TooManyAttempts(absl::Duration wait) {
  return error::Make(absl::StatusCode::kResourceExhausted, absl::StrCat("too many wrong codes; the next attempt is allowed in ", absl::FormatDuration(wait)),
                     {.reason = "TOO_MANY_ATTEMPTS", .retry_after = wait});
}

AccessAttempts AfterWrongCode(AccessAttempts attempts, absl::Time now) {
  ++attempts.failed;
  const int beyond = attempts.failed - kFreeAttempts;
  if (beyond >= 0) attempts.next = now + std::min(kLongestWait, kFirstWait * (1 << std::min(beyond, 20)));
  return attempts;
}

}  // namespace

absl::StatusOr<v1::FileRequestResponse> FilingHandlers::FileRequest(const Call& call, const v1::FileRequestRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, ids[0]));
  if (!bench.organ().active) return error::WrongState(request.parent(), "not active", "asked");
  ASSIGN_OR_RETURN(const Filed filed, HowFiled(call, request, ids[0], bench.today()));
  const Applicant applicant = FromProto(request.applicant());
  const Wanted wanted = FromProto(request.wanted());
  RETURN_IF_ERROR(ValidateFiling(applicant, wanted));
  return WriteOnce<v1::FileRequestResponse>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::FileRequestResponse> {
    RequestKey key{.organ = ids[0], .year = static_cast<int>(bench.today().year())};
    ASSIGN_OR_RETURN(key.serial, writer.NextSerial(key.organ, key.year));
    const crypto::AccessCode code = crypto::NewAccessCode();
    Case made{.row = {.key = key,
                      .channel = filed.channel,
                      .applicant = applicant,
                      .access_hash = crypto::AccessHash(backend_.vault.keys, Name(key), code),
                      .wanted = wanted,
                      .arrived = filed.arrived,
                      .create_time = bench.now()}};
    RETURN_IF_ERROR(Record(writer, bench, filed, made));
    v1::FileRequestResponse response;
    *response.mutable_request() = ToProto(made.row);
    response.set_access_code(code.ToString());
    return response;
  });
}

absl::StatusOr<v1::TrackRequestResponse> FilingHandlers::TrackRequest(const Call& call, const v1::TrackRequestRequest& request) {
  const std::optional<RequestKey> key = ParseNumber(request.number());
  const absl::StatusOr<crypto::AccessCode> code = crypto::ParseAccessCode(request.access_code());
  if (!key || !code.ok()) return NoSuchRequest();
  const absl::Time now = backend_.clock.Now();
  std::optional<Case> opened;
  absl::Status refused;
  RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    opened.reset();
    refused = NoSuchRequest();
    absl::StatusOr<Case> found = LoadCase(writer, *key);
    if (absl::IsNotFound(found.status())) return absl::OkStatus();
    RETURN_IF_ERROR(found.status());
    ASSIGN_OR_RETURN(const AccessAttempts attempts, writer.Attempts(*key));
    if (attempts.next > now) {
      refused = TooManyAttempts(attempts.next - now);
      return absl::OkStatus();
    }
    if (!crypto::Matches(backend_.vault.keys, Name(*key), *code, found->row.access_hash)) {
      return writer.PutAttempts(*key, AfterWrongCode(attempts, now));
    }
    if (attempts.failed > 0) RETURN_IF_ERROR(writer.PutAttempts(*key, {.failed = 0, .next = absl::UnixEpoch()}));
    opened = *std::move(found);
    return absl::OkStatus();
  }));
  if (!opened) return refused;
  return Tracked(*opened);
}

}  // namespace disclosure::request
