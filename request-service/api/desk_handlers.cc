#include "request-service/api/desk_handlers.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "request-service/api/case_work.h"
#include "request-service/api/desk_query.h"

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

}  // namespace

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
