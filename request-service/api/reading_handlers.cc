#include "request-service/api/reading_handlers.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {
namespace {

// "2026-12", the key of the last request of a page.
std::optional<ListPosition> PositionOf(const std::string& organ, const std::string& id) {
  const std::optional<RequestKey> key = ParseRequestId(organ, id);
  return key ? std::optional<ListPosition>({key->year, key->serial}) : std::nullopt;
}

// Lists are for many eyes: who asked is read in the request itself.
void Mask(v1::Request& request) {
  v1::Applicant masked;
  masked.set_applicant_class(request.applicant().applicant_class());
  masked.set_display_name(request.applicant().display_name());
  *request.mutable_applicant() = std::move(masked);
}

void AddDeadline(std::string_view kind, std::string_view label, const absl::StatusOr<absl::CivilDay>& day, std::string_view article,
                 v1::DueDateExplanation& out) {
  if (!day.ok()) return;
  v1::Deadline& deadline = *out.add_deadlines();
  deadline.set_kind(std::string(kind));
  deadline.set_label(std::string(label));
  deadline.set_date(DayText(*day));
  deadline.set_article(std::string(article));
}

void AddDeadlines(const Progress& progress, const Bench& bench, v1::DueDateExplanation& out) {
  const Round& round = *progress.round;
  const Desk desk = bench.desk();
  if (!round.correction) {
    AddDeadline("correction_notice", "补正告知最后一日", CorrectionNoticeDue(round, desk), "条例第三十条", out);
  }
  if (progress.state == State::kAwaitingReasons) {
    AddDeadline("reasons", "申请人说明理由最后一日", round.reasons_required->deadline, "条例第三十五条", out);
  }
  for (const Consultation& consultation : round.consultations) {
    if (!consultation.open()) continue;
    const bool third_party = consultation.letter.kind == ConsultationKind::kThirdParty;
    AddDeadline("consultation", absl::StrCat("征求意见答复最后一日：", consultation.letter.party), ConsultationDue(consultation, desk),
                third_party ? "条例第三十二条" : "条例第三十四条", out);
  }
}

// Counted by the day of receipt; a request that is not received yet counts nothing.
absl::StatusOr<v1::ApplicantHistory> HistoryOf(Reader& reader, const AttentionTable& attention, const RequestRow& row) {
  v1::ApplicantHistory history;
  ASSIGN_OR_RETURN(const std::optional<RequestKey> twin, reader.FindAnsweredTwin(row));
  if (twin) history.set_answered_twin(Number(*twin));
  if (!row.received) return history;
  const absl::CivilMonth month(*row.received);
  const absl::CivilMonth quarter = month - (month.month() - 1) % 3;
  ASSIGN_OR_RETURN(const int in_month, reader.CountReceived(row.key.organ, row.applicant, absl::CivilDay(month), absl::CivilDay(month + 1) - 1));
  ASSIGN_OR_RETURN(const int in_quarter,
                   reader.CountReceived(row.key.organ, row.applicant, absl::CivilDay(quarter), absl::CivilDay(quarter + 3) - 1));
  history.set_in_month(in_month);
  history.set_in_quarter(in_quarter);
  for (const Proposal& proposal : attention.Propose({.in_month = in_month, .in_quarter = in_quarter}, history.answered_twin(), *row.received)) {
    v1::Proposal& out = *history.add_proposals();
    out.set_act(proposal.act);
    out.set_text(proposal.text);
    out.set_basis(proposal.basis);
  }
  return history;
}

}  // namespace

absl::StatusOr<v1::ListRequestsResponse> ReadingHandlers::ListRequests(const Call& call, const v1::ListRequestsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckOrgan(call, ids[0], /*reading=*/true));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, ids[0]));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  if (!v1::State_IsValid(request.state())) return error::BadRequest({{"state", "is none of the states"}});
  const std::string bound_to = absl::StrCat("requests ", ids[0], " ", static_cast<int>(request.state()));
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  std::vector<RequestRow> rows;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(rows, reader.ListRequests(ids[0], static_cast<State>(request.state()), PositionOf(ids[0], token), size + 1));
    return absl::OkStatus();
  }));
  v1::ListRequestsResponse response;
  if (static_cast<int>(rows.size()) > size) {
    rows.resize(size);
    response.set_next_page_token(MakePageToken(absl::StrCat(rows.back().key.year, "-", rows.back().key.serial), bound_to));
  }
  for (const RequestRow& row : rows) {
    v1::Request& item = *response.add_requests();
    item = ToProto(row);
    Mask(item);
    item.set_colour(static_cast<v1::Colour>(ColourOf(row, bench, backend_.warnings)));
  }
  return response;
}

absl::StatusOr<v1::Request> ReadingHandlers::GetRequest(const Call& call, const v1::GetRequestRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.name()));
  RETURN_IF_ERROR(CheckOrgan(call, key.organ, /*reading=*/true));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  Case found;
  v1::ApplicantHistory history;
  std::string draft;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, LoadCase(reader, key));
    ASSIGN_OR_RETURN(history, HistoryOf(reader, backend_.law.attention, found.row));
    if (found.progress.round && found.progress.round->draft > 0) {
      ASSIGN_OR_RETURN(draft, reader.GetDraft(key, found.progress.round->draft));
    }
    return absl::OkStatus();
  }));
  v1::Request response = ToProto(found.row);
  *response.mutable_history() = std::move(history);
  if (!draft.empty() && !response.mutable_reply()->ParseFromString(draft)) return absl::DataLossError("a stored draft cannot be decoded");
  response.set_colour(static_cast<v1::Colour>(ColourOf(found.row, bench, backend_.warnings)));
  for (const StoredEvent& stored : found.events) *response.add_events() = ToProto(stored.event);
  return response;
}

absl::StatusOr<v1::DueDateExplanation> ReadingHandlers::ExplainDueDate(const Call& call, const v1::ExplainDueDateRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.name()));
  RETURN_IF_ERROR(CheckOrgan(call, key.organ, /*reading=*/true));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  Case found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, LoadCase(reader, key));
    return absl::OkStatus();
  }));
  const std::string& division = bench.organ().division;
  ASSIGN_OR_RETURN(const std::optional<AnswerPeriod> period, AnswerPeriodOf(found.progress, bench.periods(), bench.calendar(), division));
  if (!period) {
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat(request.name(), " is ", std::string(StateName(found.row.state)), ": no answer is owed now"),
                       {.reason = "NOTHING_OWED", .metadata = {{"state", std::string(StateName(found.row.state))}}});
  }
  ASSIGN_OR_RETURN(const AnswerDue due, ExplainAnswerDue(*period, bench.calendar(), division, Explain::kYes));
  v1::DueDateExplanation response = ToProto(*period, due);
  response.set_name(request.name());
  AddDeadlines(found.progress, bench, response);
  response.set_colour(static_cast<v1::Colour>(ColourOf(found.row, bench, backend_.warnings)));
  return response;
}

}  // namespace disclosure::request
