#include "request-service/api/filing_handlers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/logging.h"
#include "common/calendar/civil_date.h"
#include "common/crypto/access_code.h"
#include "common/rpc/names.h"
#include "request-service/api/applicant_access.h"
#include "request-service/api/case_work.h"
#include "request-service/api/kept_objects.h"
#include "request-service/api/papers.h"
#include "request-service/documents/document_html.h"
#include "request-service/storage/digests.h"

namespace disclosure::request {
namespace {

bool IsClerk(const Call& call) { return call.caller.kind == CallerKind::kOfficer && call.caller.Has("clerk"); }

// 条例 art. 10: who goes on with its functions is asked.
absl::Status NotActive(const Bench& bench) {
  const Organ* const successor = bench.FindOrgan(bench.organ().successor);
  if (successor == nullptr) return error::WrongState(absl::StrCat("organs/", bench.organ().code), "not active", "asked");
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("organs/", bench.organ().code, " was merged into organs/", successor->code),
                     {.reason = "ORGAN_MERGED",
                      .metadata = {{"successor", absl::StrCat("organs/", successor->code)}},
                      .violations = {{"parent", absl::StrCat(bench.organ().name, "已并入", successor->name, "，请向", successor->name, "提出申请")}}});
}

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
             std::holds_alternative<Approved>(event.data) || std::holds_alternative<Closed>(event.data) ||
             std::holds_alternative<Anonymised>(event.data) || std::holds_alternative<Assigned>(event.data) ||
             std::holds_alternative<ItemsCounted>(event.data) || std::holds_alternative<Reviewed>(event.data)) {
    return std::nullopt;  // inside the organ
  }
  return step;
}

v1::IssuedDocument ToIssued(const DocumentRow& row) {
  v1::IssuedDocument out;
  out.set_id(DocumentId(row));
  out.set_title(row.title);
  out.set_number(row.number);
  out.set_issued_on(DayText(row.issued));
  return out;
}

// A filing is kept whether or not its receipt can be printed.
std::string ReceiptHtml(const Backend& backend, const Bench& bench, const Case& made) {
  const absl::StatusOr<Document> receipt = Receipt(backend, bench, made);
  if (receipt.ok()) return DocumentHtml(*receipt);
  Log(LogLevel::kError, "a receipt cannot be printed", {{"request", Name(made.row.key)}, {"reason", error::Reason(receipt.status())}});
  return "";
}

// What was filed, as it was answered.
absl::StatusOr<Case> CaseOf(const v1::Request& answered) {
  Case made;
  ASSIGN_OR_RETURN(made.row.key, ParseRequestName(answered.name()));
  made.row.channel = static_cast<Channel>(answered.channel());
  made.row.applicant = FromProto(answered.applicant());
  made.row.wanted = FromProto(answered.wanted());
  made.row.received = ParseDate(answered.received_on());
  made.row.create_time = absl::FromUnixSeconds(answered.create_time().seconds());
  return made;
}

}  // namespace

State ShownToApplicant(State state) { return state == State::kDrafted || state == State::kApproved ? State::kHandling : state; }

absl::StatusOr<v1::TrackRequestResponse> ToTracked(Reader& reader, const Case& request, const Bench* bench) {
  v1::TrackRequestResponse response;
  const RequestRow& row = request.row;
  response.set_number(Number(row.key));
  response.set_organ(absl::StrCat("organs/", row.key.organ));
  const State shown = ShownToApplicant(row.state);
  response.set_state(static_cast<v1::State>(shown));
  response.set_state_label(std::string(StateLabel(shown)));
  response.set_arrived_on(DayText(row.arrived));
  response.set_received_on(DayText(row.received));
  response.set_due_on(DayText(row.due));
  response.set_due_provisional(row.due_provisional);
  if (bench != nullptr) response.set_overdue_remedy(OverdueRemedy(row, *bench));
  for (const StoredEvent& stored : request.events) {
    if (auto step = StepOf(stored.event)) *response.add_steps() = *std::move(step);
  }
  ASSIGN_OR_RETURN(const std::vector<DocumentRow> documents, reader.Documents(row.key));
  for (const DocumentRow& document : documents) {
    if (document.to_applicant) *response.add_documents() = ToIssued(document);
  }
  return response;
}

absl::StatusOr<v1::FileRequestResponse> FilingHandlers::FileRequest(const Call& call, const v1::FileRequestRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, ids[0]));
  if (!bench.organ().active) return NotActive(bench);
  ASSIGN_OR_RETURN(const Filed filed, HowFiled(call, request, ids[0], bench.today()));
  const Applicant applicant = FromProto(request.applicant());
  const Wanted wanted = FromProto(request.wanted());
  RETURN_IF_ERROR(ValidateFiling(applicant, wanted));
  KeptObjects kept(backend_, call);
  RETURN_IF_ERROR(kept.Keep({request.attachments().begin(), request.attachments().end()}));
  auto response = WriteOnce<v1::FileRequestResponse>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::FileRequestResponse> {
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
    RETURN_IF_ERROR(Record(writer, bench, Filed{filed.channel, filed.arrived, FilingDigest(backend_.vault, made.row)}, made));
    RETURN_IF_ERROR(kept.Name(writer, key));
    v1::FileRequestResponse response;
    *response.mutable_request() = ToProto(made.row);
    for (const AttachmentRow& row : kept.rows()) *response.mutable_request()->add_attachments() = ToProto(row);
    response.set_access_code(code.ToString());
    return response;
  });
  kept.Settle(response.status());
  RETURN_IF_ERROR(response.status());
  // Not remembered with the answer: it follows from it, and is ten times as long.
  ASSIGN_OR_RETURN(const Case made, CaseOf(response->request()));
  response->set_receipt_html(ReceiptHtml(backend_, bench, made));
  return response;
}

absl::StatusOr<v1::TrackRequestResponse> FilingHandlers::TrackRequest(const Call& call, const v1::TrackRequestRequest& request) {
  ASSIGN_OR_RETURN(const Case found, OpenByAccessCode(backend_, call, request.number(), request.access_code()));
  const absl::StatusOr<Bench> bench = Bench::Open(backend_, call, found.row.key.organ);
  v1::TrackRequestResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(response, ToTracked(reader, found, bench.ok() ? &*bench : nullptr));
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::request
