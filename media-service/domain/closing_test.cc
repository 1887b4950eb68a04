// Closing: the notice, the successor.
#include "media-service/domain/closing.h"

#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;

absl::CivilDay Day(std::string_view text) { return ParseDate(text).value(); }

const Calendar& Days() {
  static const auto* const kCalendar = new Calendar(*Calendar::Make(*ParseHolidays(ReadMediaFile("data/calendar/holidays.csv")),
                                                                     *ParseLocalOverlays(ReadMediaFile("data/calendar/local_overlays.csv"))));
  return *kCalendar;
}
const ClosingRules& Rules() {
  static const auto* const kRules = new ClosingRules(*ClosingRules::Parse(ReadMediaFile("data/media/closing_notice.csv")));
  return *kRules;
}
absl::StatusOr<Closing> AnnounceOn(std::string_view day, std::optional<absl::CivilDay> effective = {}, std::string_view today = "2026-11-29") {
  return Announce({.decision_basis = "主任办公会", .announced_on = Day(day), .reason = "关注人数少"}, effective,
                  *Rules().Of("330108", Day(day)), Days(), "330108", Day(today));
}

TEST(ClosingNotice, RunsFifteenWorkingDaysAcrossTheNationalHoliday) {
  ASSERT_OK_AND_ASSIGN(const Closing closing, AnnounceOn("2026-09-18"));
  EXPECT_EQ(closing.notice_ends_on, Day("2026-10-15")) << "as the 15 working days of the calendar's vectors";
  EXPECT_EQ(closing.effective_on, Day("2026-10-16"));
}

TEST(ClosingNotice, AnEarlierDayIsRefusedNamingTheFirstLawfulOne) {
  const auto early = AnnounceOn("2026-09-18", Day("2026-10-15"));
  EXPECT_THAT(early, HasReason("NOTICE_TOO_SHORT"));
  EXPECT_EQ(error::GetInfo(early.status())->metadata.at("first_day"), "2026-10-16");
  EXPECT_OK(AnnounceOn("2026-09-18", Day("2026-11-01")).status());
  EXPECT_THAT(AnnounceOn("2026-11-30"), HasReason("BAD_REQUEST")) << "announced in the future";
  EXPECT_THAT(AnnounceOn("2026-12-25", {}, "2026-12-26"), HasReason("CALENDAR_YEAR_MISSING"));
}

TEST(ClosingNotice, NobodyGoesSilentBeforeItsEnd) {
  ASSERT_OK_AND_ASSIGN(const Closing closing, AnnounceOn("2026-09-18"));
  EXPECT_THAT(CheckNoticeOver(closing, Day("2026-10-15")), HasReason("NOTICE_RUNNING"));
  EXPECT_OK(CheckNoticeOver(closing, Day("2026-10-16")));
}

TEST(ClosingRules, AreOfTheClosestDivisionAndEveryBadLineIsNamed) {
  EXPECT_EQ(Rules().Of("530102", Day("2020-01-01"))->division, "53");
  EXPECT_EQ(Rules().Of("330108", Day("2018-01-01")), nullptr);
  const auto bad = ClosingRules::Parse("division,notice_working_days,proof_within_days,effective_from,effective_to,basis,note\n,x,30,2018-12-07,,,\n");
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(error::GetInfo(bad.status())->violations.size(), 2u);
}

TEST(Successors, AreInForceAndNotClosingThemselves) {
  const Account account{.uid = "a", .state = State::kActive};
  EXPECT_OK(CheckSuccessor(account, {.uid = "b", .state = State::kActive}));
  EXPECT_OK(CheckSuccessor(account, {.uid = "b", .state = State::kRectifying}));
  for (const State state : {State::kDraft, State::kClosing, State::kSuspended, State::kDeregistered, State::kMerged}) {
    EXPECT_THAT(CheckSuccessor(account, {.uid = "b", .state = state}), HasReason("SUCCESSOR_NOT_IN_FORCE"));
  }
  EXPECT_THAT(CheckSuccessor(account, account), HasReason("SUCCESSOR_NOT_IN_FORCE"));
}

}  // namespace
}  // namespace disclosure::media
