#include "request-service/api/reference_handlers.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "request-service/api/case_work.h"

namespace disclosure::request {

// 条例 art. 33 with the calendar as it now is. Each request in a transaction of its own: a desk that works on one does
// not wait for the others, and what was done stays done if the call ends early.
absl::Status ReferenceHandlers::Recompute(const Call& call, const std::string& organ, v1::ImportCalendarResponse& response) {
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, organ));
  std::vector<RequestKey> open;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(open, reader.OpenRequests(organ));
    return absl::OkStatus();
  }));
  for (const RequestKey& key : open) {
    std::optional<v1::ImportCalendarResponse::DueDateChange> change;
    RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
      change.reset();
      ASSIGN_OR_RETURN(Case found, LoadCase(writer, key));
      const RequestRow before = found.row;
      RETURN_IF_ERROR(Project(found.progress, bench, found.row));
      if (found.row.due == before.due && found.row.due_provisional == before.due_provisional) return absl::OkStatus();
      ++found.row.version;
      found.row.update_time = bench.now();
      RETURN_IF_ERROR(writer.UpdateProjection(found.row));
      RETURN_IF_ERROR(writer.AppendChange(key, "due_date", bench.now()));
      change.emplace();
      change->set_request(Name(key));
      change->set_before(DayText(before.due));
      change->set_after(DayText(found.row.due));
      return absl::OkStatus();
    }));
    if (change) *response.add_changes() = *std::move(change);
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::ImportCalendarResponse> ReferenceHandlers::ImportCalendar(const Call& call, const v1::ImportCalendarRequest& request) {
  std::vector<HolidayRow> holidays;
  std::vector<OverlayRow> overlays;
  if (!request.holidays_csv().empty()) {
    ASSIGN_OR_RETURN(holidays, ParseHolidays(request.holidays_csv()));
  }
  if (!request.overlays_csv().empty()) {
    ASSIGN_OR_RETURN(overlays, ParseLocalOverlays(request.overlays_csv()));
  }
  RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    RETURN_IF_ERROR(writer.ReplaceHolidays(holidays));
    return writer.ReplaceOverlays(overlays);
  }));
  ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, LoadReference(backend_.store, call.deadline));
  v1::ImportCalendarResponse response;
  for (const int year : view->calendar.published_years()) response.add_years(year);
  std::vector<std::string> organs;
  for (const auto& [code, organ] : view->organs) organs.push_back(code);
  std::sort(organs.begin(), organs.end());
  backend_.reference.Set(std::move(view));
  for (const std::string& organ : organs) RETURN_IF_ERROR(Recompute(call, organ, response));
  return response;
}

absl::StatusOr<v1::DueDateExplanation> ReferenceHandlers::CountDueDate(const Call& call, const v1::CountDueDateRequest& request) {
  error::Violations bad;
  const absl::CivilDay start = ParseDay(bad, "start_on", request.start_on());
  if (request.working_days() < 1 || request.working_days() > kMaxWorkingDays) bad.Add("working_days", "must be 1 to 400");
  RETURN_IF_ERROR(bad.status());
  const AnswerPeriod period{.start = start, .working_days = request.working_days()};
  const auto view = backend_.reference.Get();
  ASSIGN_OR_RETURN(const AnswerDue due, ExplainAnswerDue(period, view->calendar, request.division(), Explain::kYes));
  return ToProto(period, due);
}

absl::StatusOr<v1::QuoteFeeResponse> ReferenceHandlers::QuoteFee(const Call& call, const v1::QuoteFeeRequest& request) {
  ASSIGN_OR_RETURN(const FeeQuote quote,
                   backend_.law.fees.Quote({.items_before = request.items_before(),
                                            .items = request.items() == 0 ? 1 : request.items(),
                                            .pages = request.pages(),
                                            .already_public = request.already_public()},
                                           LocalDay(backend_.clock.Now())));
  v1::QuoteFeeResponse response;
  response.set_per_item_yuan(quote.per_item);
  if (quote.per_page) response.set_per_page_yuan(*quote.per_page);
  return response;
}

}  // namespace disclosure::request
