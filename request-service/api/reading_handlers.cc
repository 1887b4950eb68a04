#include "request-service/api/reading_handlers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "request-service/api/access_log.h"
#include "request-service/api/case_work.h"
#include "request-service/api/desk_query.h"
#include "request-service/api/earlier_replies.h"
#include "request-service/domain/deadlines.h"
#include "request-service/domain/mask.h"
#include "request-service/domain/retention.h"

namespace disclosure::request {
namespace {

// Lists are for many eyes, and who oversees an organ sees none of its applicants: they are named in the request itself, to
// those who work on it.
v1::Applicant Shown(const Applicant& applicant, bool named) {
  v1::Applicant shown;
  shown.set_applicant_class(static_cast<v1::ApplicantClass>(applicant.applicant_class));
  shown.set_display_name(named ? applicant.name : MaskedName(applicant));
  return shown;
}

// What people wrote, and what tells who they are, is for those who work on the request.
void HideFromOverseers(const Case& found, v1::Request& response) {
  *response.mutable_applicant() = Shown(found.row.applicant, /*named=*/false);
  response.clear_reply();
  response.clear_events();
  for (const StoredEvent& stored : found.events) {
    Event event = stored.event;
    event.data = Redacted(std::move(event.data), "");
    *response.add_events() = ToProto(event);
  }
  for (v1::Attachment& attachment : *response.mutable_attachments()) attachment.clear_file_name();
}

// What a page token of the list is bound to.
std::string ListKey(v1::ListRequestsRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return absl::StrCat("requests ", request.SerializeAsString());
}

absl::StatusOr<RequestQuery> QueryOf(const Backend& backend, const Call& call, const DeskScope& scope, const v1::ListRequestsRequest& request) {
  if (!v1::State_IsValid(request.state())) return error::BadRequest({{"state", "is none of the states"}});
  if (!request.order_by().empty() && request.order_by() != "due_on") return error::BadRequest({{"order_by", "must be empty or due_on"}});
  v1::RequestFilter filter = request.filter();
  if (request.state() != v1::STATE_UNSPECIFIED) filter.add_states(request.state());
  ASSIGN_OR_RETURN(RequestQuery query, ParseQuery(backend, call, scope, filter));
  if (!request.order_by().empty()) query.order = RequestOrder::kDue;
  return query;
}

void AddDeadlines(const std::vector<Deadline>& deadlines, v1::DueDateExplanation& out) {
  for (const Deadline& deadline : deadlines) {
    v1::Deadline& line = *out.add_deadlines();
    line.set_kind(std::string(deadline.kind));
    line.set_label(deadline.label);
    line.set_date(DayText(deadline.date));
    line.set_article(std::string(deadline.article));
    line.set_provisional(deadline.provisional);
    line.set_basis(deadline.basis);
    for (const ClockDay& day : deadline.days) *line.add_days() = ToProto(day);
  }
}

absl::Status NothingOwed(const std::string& name, State state) {
  const std::string text(StateName(state));
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(name, " is ", text, ": no answer is owed now"),
                     {.reason = "NOTHING_OWED", .metadata = {{"state", text}}});
}

// With its due date, the warnings, and how long it has been overdue.
absl::StatusOr<v1::DueDateExplanation> ExplainOwed(const AnswerPeriod& period, const Bench& bench, const WarningLevels& levels,
                                                   std::vector<Deadline>& deadlines) {
  ASSIGN_OR_RETURN(const AnswerDue due, ExplainAnswerDue(period, bench.calendar(), bench.organ().division, Explain::kYes));
  v1::DueDateExplanation response = ToProto(period, due);
  const std::vector<Deadline> warnings = WarningsOf(due.date, due.provisional, levels, bench.desk());
  deadlines.insert(deadlines.end(), warnings.begin(), warnings.end());
  std::stable_sort(deadlines.begin(), deadlines.end(), [](const Deadline& a, const Deadline& b) { return a.date < b.date; });
  response.set_overdue(bench.today() > due.date);
  ASSIGN_OR_RETURN(const int late, WorkingDaysOverdue(due.date, bench.today(), bench.calendar(), bench.organ().division));
  response.set_overdue_working_days(late);
  return response;
}

// Counted by the day of receipt; a request that is not received yet counts nothing.
absl::StatusOr<v1::ApplicantHistory> HistoryOf(Reader& reader, const Law& law, const RequestRow& row) {
  v1::ApplicantHistory history;
  ASSIGN_OR_RETURN(const std::optional<RepliedRequest> found, FindAnsweredTwin(reader, row, law.replies));
  std::optional<AnsweredTwin> twin;
  if (found) {
    twin = AnsweredTwin{Number(found->row.key), found->reply.document_number, found->reply.day};
    history.set_answered_twin(twin->request);
    history.set_answered_twin_document(twin->document_number);
    history.set_answered_twin_on(DayText(twin->replied));
  }
  if (!row.received) return history;
  const absl::CivilMonth month(*row.received);
  const absl::CivilMonth quarter = month - (month.month() - 1) % 3;
  ASSIGN_OR_RETURN(const int in_month, reader.CountReceived(row.key.organ, row.applicant, absl::CivilDay(month), absl::CivilDay(month + 1) - 1));
  ASSIGN_OR_RETURN(const int in_quarter,
                   reader.CountReceived(row.key.organ, row.applicant, absl::CivilDay(quarter), absl::CivilDay(quarter + 3) - 1));
  history.set_in_month(in_month);
  history.set_in_quarter(in_quarter);
  for (const Proposal& proposal : law.attention.Propose({.in_month = in_month, .in_quarter = in_quarter}, twin, *row.received)) {
    v1::Proposal& out = *history.add_proposals();
    out.set_act(proposal.act);
    out.set_text(proposal.text);
    out.set_basis(proposal.basis);
  }
  return history;
}

}  // namespace

absl::StatusOr<v1::ListRequestsResponse> ReadingHandlers::ListRequests(const Call& call, const v1::ListRequestsRequest& request) {
  ASSIGN_OR_RETURN(const DeskScope scope, OpenScope(backend_, call, request.parent()));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const RequestQuery query, QueryOf(backend_, call, scope, request));
  const std::string bound_to = ListKey(request);
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  std::vector<RequestRow> rows;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(rows, reader.ListRequests(query, ParsePlace(token), size + 1));
    return absl::OkStatus();
  }));
  v1::ListRequestsResponse response;
  if (static_cast<int>(rows.size()) > size) {
    rows.resize(size);
    response.set_next_page_token(MakePageToken(PlaceText(rows.back()), bound_to));
  }
  RETURN_IF_ERROR(RecordListAccess(backend_, call, rows));
  for (const RequestRow& row : rows) {
    v1::Request& item = *response.add_requests();
    item = ToProto(row);
    *item.mutable_applicant() = Shown(row.applicant, SeesApplicants(backend_, call, row.key.organ));
    item.set_colour(static_cast<v1::Colour>(ColourOf(row, scope, backend_.warnings)));
  }
  return response;
}

absl::StatusOr<v1::Request> ReadingHandlers::GetRequest(const Call& call, const v1::GetRequestRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.name()));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/true));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  Case found;
  v1::ApplicantHistory history;
  std::string draft;
  std::vector<AttachmentRow> attachments;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, LoadCase(reader, key));
    ASSIGN_OR_RETURN(history, HistoryOf(reader, backend_.law, found.row));
    ASSIGN_OR_RETURN(attachments, reader.Attachments(key));
    if (DraftNumber(found.progress) > 0) {
      ASSIGN_OR_RETURN(draft, reader.GetDraft(key, DraftNumber(found.progress)));
    }
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(RecordAccess(backend_, call, key, request.purpose()));
  v1::Request response = ToProto(found.row);
  response.set_draft(DraftNumber(found.progress));
  *response.mutable_history() = std::move(history);
  if (!draft.empty() && !response.mutable_reply()->ParseFromString(draft)) return absl::DataLossError("a stored draft cannot be decoded");
  response.set_colour(static_cast<v1::Colour>(ColourOf(found.row, bench, backend_.warnings)));
  for (const StoredEvent& stored : found.events) *response.add_events() = ToProto(stored.event);
  for (const AttachmentRow& row : attachments) *response.add_attachments() = ToProto(row);
  if (!SeesApplicants(backend_, call, key.organ)) HideFromOverseers(found, response);
  return response;
}

absl::StatusOr<v1::DueDateExplanation> ReadingHandlers::ExplainDueDate(const Call& call, const v1::ExplainDueDateRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.name()));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/true));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  Case found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, LoadCase(reader, key));
    return absl::OkStatus();
  }));
  const std::string& division = bench.organ().division;
  ASSIGN_OR_RETURN(const std::optional<AnswerPeriod> period, AnswerPeriodOf(found.progress, bench.periods(), bench.calendar(), division));
  const bool named = SeesApplicants(backend_, call, key.organ);
  if (named) RETURN_IF_ERROR(RecordAccess(backend_, call, key));
  std::vector<Deadline> deadlines =
      DeadlinesOf(found.progress, bench.desk(), named ? Parties::kNamed : Parties::kUnnamed, Explain::kYes);
  v1::DueDateExplanation response;
  if (period) {
    ASSIGN_OR_RETURN(response, ExplainOwed(*period, bench, backend_.warnings, deadlines));
  } else if (deadlines.empty()) {
    return NothingOwed(request.name(), found.row.state);
  }
  response.set_name(request.name());
  AddDeadlines(deadlines, response);
  response.set_overdue_remedy(OverdueRemedy(found.row, bench));
  response.set_colour(static_cast<v1::Colour>(ColourOf(found.row, bench, backend_.warnings)));
  return response;
}

}  // namespace disclosure::request
