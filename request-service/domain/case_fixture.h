// For tests: one request told as a story, on the delivered calendar.
#pragma once

#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "request-service/domain/decide.h"

namespace disclosure::request {

inline std::string ReadData(const std::string& name) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR) + "/data/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline const Calendar& Delivered() {
  static const Calendar* const calendar =
      new Calendar(*Calendar::Make(*ParseHolidays(ReadData("calendar/holidays.csv")), *ParseLocalOverlays(ReadData("calendar/local_overlays.csv"))));
  return *calendar;
}

inline absl::CivilDay Day(std::string_view text) { return *ParseDate(text); }

inline const PeriodTable& DeliveredPeriods() {
  static const PeriodTable* const table = new PeriodTable(*PeriodTable::Parse(ReadData("request/periods.csv")));
  return *table;
}

// story.On("2024-03-08").Does(Consulted{…});
class Story {
 public:
  Story& On(std::string_view day) {
    today_ = Day(day);
    return *this;
  }
  Story& By(std::string actor) {
    actor_ = std::move(actor);
    return *this;
  }
  // With other settings than those delivered.
  Story& Under(std::function<void(Periods&)> change) {
    change_ = std::move(change);
    return *this;
  }
  absl::Status Does(EventData data) {
    ASSIGN_OR_RETURN(Periods periods, DeliveredPeriods().On(today_));
    change_(periods);
    const Desk desk{Delivered(), periods, "330108", today_, actor_};
    ASSIGN_OR_RETURN(const Event event,
                     Decide(progress_, std::move(data), desk, absl::FromCivil(today_, absl::UTCTimeZone()), "organs/o/requests/2024-1"));
    RETURN_IF_ERROR(Apply(event, progress_));
    events_.push_back(event);
    return absl::OkStatus();
  }
  // Filed in person, so received on the day.
  Story& Received(std::string_view day) {
    EXPECT_OK(On(day).Does(Filed{Channel::kInPerson, Day(day)}));
    return *this;
  }

  // The due day, or the reason why there is none.
  std::string Due() const {
    const absl::StatusOr<AnswerDue> due = Explained(Explain::kNo);
    return due.ok() ? FormatDate(due->date) : error::Reason(due.status());
  }
  absl::StatusOr<AnswerDue> Explained(Explain explain = Explain::kYes) const {
    ASSIGN_OR_RETURN(const Periods periods, DeliveredPeriods().On(today_));
    ASSIGN_OR_RETURN(const auto period, AnswerPeriodOf(progress_, periods, Delivered(), "330108"));
    if (!period) return error::Make(absl::StatusCode::kNotFound, "nothing is owed", {.reason = "NOTHING_OWED"});
    return ExplainAnswerDue(*period, Delivered(), "330108", explain);
  }
  const Progress& progress() const { return progress_; }
  State state() const { return progress_.state; }
  const std::vector<Event>& events() const { return events_; }

 private:
  absl::CivilDay today_ = absl::CivilDay(2024, 3, 1);
  std::string actor_ = "handler";
  std::function<void(Periods&)> change_ = [](Periods&) {};
  Progress progress_;
  std::vector<Event> events_;
};

}  // namespace disclosure::request
