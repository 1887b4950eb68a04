#include "request-service/api/reference_handlers.h"

#include <utility>
#include <vector>

#include "request-service/api/convert.h"

namespace disclosure::request {

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
  backend_.reference.Set(std::move(view));
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
