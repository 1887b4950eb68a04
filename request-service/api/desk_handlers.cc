#include "request-service/api/desk_handlers.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "request-service/api/case_work.h"
#include "request-service/api/desk_query.h"
#include "request-service/documents/calendar_feed.h"
#include "request-service/domain/deadlines.h"

namespace disclosure::request {
namespace {

// Sums of groups, as they are shown.
class Counts {
 public:
  Counts(const DeskScope& scope, const WarningLevels& levels) : scope_(scope), levels_(levels) {}

  void Add(const OpenGroup& group) {
    response_.set_open(response_.open() + group.count);
    states_[group.state] += group.count;
    auto& organ = organs_[group.organ];
    organ.set_open(organ.open() + group.count);
    const Colour colour = group.due ? ColourOf(*group.due, scope_.today, levels_, scope_.view->calendar, scope_.DivisionOf(group.organ))
                                          .value_or(Colour::kNone)
                                    : Colour::kNone;
    if (colour != Colour::kNone) colours_[colour] += group.count;
    if (colour != Colour::kRed) return;
    response_.set_overdue(response_.overdue() + group.count);
    organ.set_overdue(organ.overdue() + group.count);
  }

  v1::CountRequestsResponse Take() {
    response_.set_today(absl::FormatCivilTime(scope_.today));
    for (const auto& [colour, count] : colours_) {
      auto& line = *response_.add_colours();
      line.set_colour(static_cast<v1::Colour>(colour));
      line.set_count(count);
    }
    for (const auto& [state, count] : states_) {
      auto& line = *response_.add_states();
      line.set_state(static_cast<v1::State>(state));
      line.set_count(count);
    }
    if (scope_.division) {
      for (auto& [code, count] : organs_) {
        count.set_organ(absl::StrCat("organs/", code));
        *response_.add_organs() = count;
      }
    }
    return std::move(response_);
  }

 private:
  const DeskScope& scope_;
  const WarningLevels& levels_;
  v1::CountRequestsResponse response_;
  std::map<Colour, int64_t> colours_;
  std::map<State, int64_t> states_;
  std::map<std::string, v1::CountRequestsResponse::OrganCount> organs_;
};

constexpr int kCalendarPage = 500;

// "330108-jyj-2026-12-warning-1@disclosure"
CalendarEntry EntryOf(const RequestRow& row, const Deadline& deadline, int number) {
  const std::string provisional = deadline.provisional ? "（暂定）" : "";
  return {.uid = absl::StrCat(Number(row.key), "-", std::string(deadline.kind), "-", number, "@disclosure"),
          .day = deadline.date,
          .summary = absl::StrCat(deadline.label, provisional, "：", Number(row.key)),
          // Calendars are read on other people's machines: nothing of the wish.
          .description = deadline.article.empty() ? "" : absl::StrCat("依据：", std::string(deadline.article)),
          .tentative = deadline.provisional};
}

void AddEntries(const Case& request, const Bench& bench, std::vector<CalendarEntry>& out) {
  std::vector<Deadline> deadlines = DeadlinesOf(request.progress, bench.desk(), Parties::kUnnamed);
  if (request.row.due) {
    deadlines.push_back({.kind = "due", .label = "答复期限届满", .date = *request.row.due, .article = "条例第三十三条",
                         .provisional = request.row.due_provisional});
  }
  std::map<std::string_view, int> numbers;
  for (const Deadline& deadline : deadlines) out.push_back(EntryOf(request.row, deadline, ++numbers[deadline.kind]));
}

}  // namespace

absl::StatusOr<google::api::HttpBody> DeskHandlers::ExportCalendar(const Call& call, const v1::ExportCalendarRequest& request) {
  ASSIGN_OR_RETURN(const DeskScope scope, OpenScope(backend_, call, request.parent()));
  v1::RequestFilter filter;
  filter.set_handler(request.handler());
  for (int state = v1::FILED; state <= v1::REPLIED; ++state) filter.add_states(static_cast<v1::State>(state));
  ASSIGN_OR_RETURN(const RequestQuery query, ParseQuery(backend_, scope, filter));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, scope.organs[0]));
  std::vector<CalendarEntry> entries;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    std::optional<ListPlace> after;
    for (std::vector<RequestRow> rows; !after || static_cast<int>(rows.size()) == kCalendarPage;) {
      ASSIGN_OR_RETURN(rows, reader.ListRequests(query, after, kCalendarPage));
      for (const RequestRow& row : rows) {
        ASSIGN_OR_RETURN(const Case found, LoadCase(reader, row.key));
        AddEntries(found, bench, entries);
      }
      if (rows.empty()) break;
      after = PlaceOf(rows.back());
    }
    return absl::OkStatus();
  }));
  google::api::HttpBody body;
  body.set_content_type("text/calendar; charset=utf-8");
  body.set_data(RenderCalendar(absl::StrCat(bench.organ().name, "依申请公开期限"), entries, bench.now()));
  return body;
}

absl::StatusOr<v1::CountRequestsResponse> DeskHandlers::CountRequests(const Call& call, const v1::CountRequestsRequest& request) {
  ASSIGN_OR_RETURN(const DeskScope scope, OpenScope(backend_, call, request.parent()));
  std::vector<OpenGroup> groups;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(groups, reader.CountOpen(scope.organs));
    return absl::OkStatus();
  }));
  Counts counts(scope, backend_.warnings);
  for (const OpenGroup& group : groups) counts.Add(group);
  return counts.Take();
}

}  // namespace disclosure::request
