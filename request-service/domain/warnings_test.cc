#include "request-service/domain/warnings.h"

#include "gtest/gtest.h"
#include "request-service/domain/case_fixture.h"
#include "request-service/domain/deadlines.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;

constexpr char kDivision[] = "330108";

Colour On(absl::CivilDay today, absl::CivilDay due) { return *ColourOf(due, today, {}, Delivered(), kDivision); }

TEST(Warnings, TheFirstDayOfEachColourIsWhereTheColourChanges) {
  for (const char* text : {"2026-02-25", "2026-05-08", "2026-10-12", "2026-10-23"}) {
    const absl::CivilDay due = Day(text);
    ASSERT_OK_AND_ASSIGN(const WarningDays days, WarningDaysOf(due, {}, Delivered(), kDivision));
    EXPECT_EQ(On(days.yellow, due), Colour::kYellow) << text;
    EXPECT_EQ(On(days.yellow - 1, due), Colour::kGreen) << text;
    EXPECT_EQ(On(days.orange, due), Colour::kOrange) << text;
    EXPECT_EQ(On(days.orange - 1, due), Colour::kYellow) << text;
    EXPECT_EQ(On(days.red, due), Colour::kRed) << text;
    EXPECT_EQ(On(days.red - 1, due), Colour::kOrange) << text;
  }
}

TEST(Warnings, TheDueDatesOfAColourAreExactlyThoseThatHaveIt) {
  for (const char* text : {"2026-09-18", "2026-10-04", "2026-02-13"}) {
    const absl::CivilDay today = Day(text);
    for (absl::CivilDay due = today - 20; due < today + 60; ++due) {
      for (const Colour colour : {Colour::kGreen, Colour::kYellow, Colour::kOrange, Colour::kRed}) {
        ASSERT_OK_AND_ASSIGN(const DueDays days, DueDaysOf(colour, today, {}, Delivered(), kDivision));
        const bool within = (!days.from || due >= *days.from) && (!days.to || due <= *days.to);
        EXPECT_EQ(within, On(today, due) == colour) << text << " " << due << " " << static_cast<int>(colour);
      }
    }
  }
}

TEST(Warnings, WithoutTheNoticeOfTheNextYearTheLastColourHasNoEnd) {
  ASSERT_OK_AND_ASSIGN(const Calendar calendar, Calendar::Make({{Day("2025-10-01"), false, "国庆节", 2025}}, {}));
  ASSERT_OK_AND_ASSIGN(const DueDays yellow, DueDaysOf(Colour::kYellow, Day("2025-12-22"), {.yellow = 30}, calendar, ""));
  EXPECT_TRUE(yellow.from.has_value());
  EXPECT_FALSE(yellow.to.has_value());
}

TEST(Warnings, OverdueIsCountedInWorkingDays) {
  EXPECT_EQ(*WorkingDaysOverdue(Day("2026-09-30"), Day("2026-09-30"), Delivered(), kDivision), 0);
  EXPECT_EQ(*WorkingDaysOverdue(Day("2026-09-30"), Day("2026-10-07"), Delivered(), kDivision), 0) << "the National Day holiday";
  EXPECT_EQ(*WorkingDaysOverdue(Day("2026-09-30"), Day("2026-10-08"), Delivered(), kDivision), 1);
}

std::vector<std::string> Kinds(const Story& story, std::string_view today) {
  const Desk desk{Delivered(), *DeliveredPeriods().On(Day(today)), kDivision, Day(today), ""};
  std::vector<std::string> kinds;
  for (const Deadline& deadline : DeadlinesOf(story.progress(), desk, Parties::kUnnamed)) {
    kinds.push_back(absl::StrCat(std::string(deadline.kind), " ", FormatDate(deadline.date), deadline.provisional ? " provisional" : ""));
    EXPECT_EQ(deadline.label.find("测试有限公司"), std::string::npos);
  }
  return kinds;
}

TEST(Deadlines, Article30TheNoticeOfCorrectionAndThenTheApplicantsDay) {
  Story story;
  story.Received("2026-09-18");
  EXPECT_EQ(Kinds(story, "2026-09-18"), std::vector<std::string>({"correction_notice 2026-09-29"}));
  ASSERT_OK(story.Does(CorrectionRequired{{"文号"}, "", Day("2026-10-12")}));
  EXPECT_EQ(Kinds(story, "2026-09-18"), std::vector<std::string>({"correction 2026-10-12"}));
}

TEST(Deadlines, Article32AnOpenConsultationIsProvisionalUntilItsReceiptIsKnown) {
  Story story;
  story.Received("2026-09-18");
  ASSERT_OK(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "测试有限公司", Day("2026-09-18")}));
  EXPECT_EQ(Kinds(story, "2026-09-18").at(1), "consultation 2026-10-15 provisional");
  ASSERT_OK(story.On("2026-09-21").Does(ConsultationReceived{"1", Day("2026-09-21")}));
  EXPECT_EQ(Kinds(story, "2026-09-21").at(1), "consultation 2026-10-19");
}

TEST(Deadlines, MeasureArticle6ThePaymentRunsFromTheReceiptOfTheNotice) {
  Story story;
  story.Received("2026-09-18");
  ASSERT_OK(story.Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}));
  EXPECT_TRUE(Kinds(story, "2026-09-18").empty());
  ASSERT_OK(story.Does(FeeNoticeReceived{Day("2026-09-18")}));
  EXPECT_EQ(Kinds(story, "2026-09-18"), std::vector<std::string>({"payment 2026-10-22"}));
}

}  // namespace
}  // namespace disclosure::request
