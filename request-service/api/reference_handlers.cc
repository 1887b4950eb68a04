#include "request-service/api/reference_handlers.h"

#include <utility>
#include <vector>

#include "request-service/api/case_work.h"
#include "request-service/api/upkeep.h"

namespace disclosure::request {

namespace {

// Left of the call's time for the answer.
constexpr absl::Duration kForTheAnswer = absl::Seconds(3);

// A calendar that says nothing new is no new version: who imports it again goes on where the import before stopped.
absl::Status Replace(Writer& writer, const std::vector<HolidayRow>& holidays, const std::vector<OverlayRow>& overlays) {
  ASSIGN_OR_RETURN(const std::vector<HolidayRow> holidays_before, writer.Holidays());
  ASSIGN_OR_RETURN(const std::vector<OverlayRow> overlays_before, writer.Overlays());
  RETURN_IF_ERROR(writer.ReplaceHolidays(holidays));
  RETURN_IF_ERROR(writer.ReplaceOverlays(overlays));
  ASSIGN_OR_RETURN(const std::vector<HolidayRow> holidays_after, writer.Holidays());
  ASSIGN_OR_RETURN(const std::vector<OverlayRow> overlays_after, writer.Overlays());
  const bool same = holidays_after == holidays_before && overlays_after == overlays_before;
  return same ? absl::OkStatus() : writer.StepCalendarVersion();
}

void AddMoves(const std::vector<DueDateMove>& moves, v1::ImportCalendarResponse& response) {
  for (const DueDateMove& move : moves) {
    v1::ImportCalendarResponse::DueDateChange& change = *response.add_changes();
    change.set_request(Name(move.key));
    change.set_before(DayText(move.before));
    change.set_after(DayText(move.after));
  }
}

}  // namespace

absl::StatusOr<v1::ImportCalendarResponse> ReferenceHandlers::ImportCalendar(const Call& call, const v1::ImportCalendarRequest& request) {
  std::vector<HolidayRow> holidays;
  std::vector<OverlayRow> overlays;
  if (!request.holidays_csv().empty()) {
    ASSIGN_OR_RETURN(holidays, ParseHolidays(request.holidays_csv()));
  }
  if (!request.overlays_csv().empty()) {
    ASSIGN_OR_RETURN(overlays, ParseLocalOverlays(request.overlays_csv()));
  }
  RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) { return Replace(writer, holidays, overlays); }));
  ASSIGN_OR_RETURN(const int64_t left, FollowCalendar(backend_, call.deadline - kForTheAnswer));
  std::vector<DueDateMove> moves;
  RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(moves, writer.TakeMoves());
    return absl::OkStatus();
  }));
  v1::ImportCalendarResponse response;
  for (const int year : backend_.reference.Get()->calendar.published_years()) response.add_years(year);
  AddMoves(moves, response);
  response.set_remaining(left);
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
