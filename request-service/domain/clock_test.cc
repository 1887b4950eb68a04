#include "request-service/domain/clock.h"

#include <algorithm>

#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;

Consulted ThirdParty(std::string id, std::string_view sent) {
  return {.id = std::move(id), .kind = ConsultationKind::kThirdParty, .party = "甲公司", .sent = Day(sent)};
}
ConsultationAnswered Consents(std::string id, std::string_view day) {
  return {.id = std::move(id), .day = Day(day), .answer = ConsultationAnswer::kConsents};
}

struct Vector {
  const char *received, *due, *extended;
};

TEST(AnswerClock, Article33GivesTwentyWorkingDaysAndTwentyMore) {
  for (const Vector& v : {Vector{"2024-01-31", "2024-03-04", "2024-04-01"}, Vector{"2024-04-26", "2024-05-27", "2024-06-25"},
                          Vector{"2024-09-27", "2024-10-30", "2024-11-27"}, Vector{"2025-01-20", "2025-02-21", "2025-03-21"},
                          Vector{"2026-02-14", "2026-03-20", "2026-04-20"}, Vector{"2026-09-18", "2026-10-22", "2026-11-19"}}) {
    Story story;
    story.Received(v.received);
    EXPECT_EQ(story.Due(), v.due);
    EXPECT_OK(story.Does(Extended{20, "需要检索历史档案"}));
    EXPECT_EQ(story.Due(), v.extended);
  }
}

// law.md 5.5: letter sent 2024-03-08, answer 2024-03-20 = 8 working days excluded.
TEST(AnswerClock, Article33ExcludesTheTimeOfAThirdPartyConsultation) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_EQ(story.Due(), "2024-03-29");
  EXPECT_OK(story.On("2024-03-08").Does(ThirdParty("1", "2024-03-08")));
  EXPECT_OK(story.On("2024-03-20").Does(Consents("1", "2024-03-20")));
  EXPECT_EQ(story.Due(), "2024-04-11");
  ASSERT_OK_AND_ASSIGN(const AnswerDue due, story.Explained());
  EXPECT_EQ(due.excluded, 8);
  EXPECT_FALSE(due.provisional);
}

TEST(AnswerClock, SeveralPausesExcludeTheUnionOfTheirDays) {
  Story one, two;
  for (Story* story : {&one, &two}) {
    story->Received("2024-03-01");
    EXPECT_OK(story->On("2024-03-08").Does(ThirdParty("1", "2024-03-08")));
  }
  EXPECT_OK(two.On("2024-03-11").Does(ThirdParty("2", "2024-03-11")));
  EXPECT_OK(two.On("2024-03-18").Does(Consents("2", "2024-03-18")));
  for (Story* story : {&one, &two}) EXPECT_OK(story->On("2024-03-20").Does(Consents("1", "2024-03-20")));
  EXPECT_EQ(one.Due(), two.Due());
}

TEST(AnswerClock, AnOpenConsultationEndsAtTheLatestDayOfArticle32AndIsProvisional) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-08").Does(ThirdParty("1", "2024-03-08")));
  EXPECT_OK(story.On("2024-03-11").Does(ConsultationReceived{"1", Day("2024-03-11")}));
  ASSERT_OK_AND_ASSIGN(const AnswerDue due, story.Explained());
  EXPECT_TRUE(due.provisional);
  EXPECT_EQ(due.excluded, 16);  // to 2024-04-01, the 15th working day after receipt
}

TEST(AnswerClock, Article30RestartsThePeriodFromTheDayOfTheCorrection) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-05").Does(CorrectionRequired{{"信息的名称或者文号"}, "请写明项目名称", Day("2024-03-25")}));
  EXPECT_EQ(story.Due(), "NOTHING_OWED");
  EXPECT_OK(story.On("2024-04-26").Does(CorrectionSupplied{Day("2024-04-26"), "某某路改造工程"}));
  EXPECT_EQ(story.Due(), "2024-05-27");
}

// law.md 2.3: notice by 2024-03-29, paid 2024-04-10, new 20 working days end 2024-05-10.
TEST(AnswerClock, PaymentRestartsThePeriod) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-19").Does(FeeNoticed{FeeMethod::kPerPage, 0, 72, 420}));
  EXPECT_OK(story.On("2024-03-20").Does(FeeNoticeReceived{Day("2024-03-20")}));
  EXPECT_EQ(story.Due(), "NOTHING_OWED");
  EXPECT_OK(story.On("2024-04-10").Does(FeePaid{Day("2024-04-10"), "1"}));
  EXPECT_EQ(story.Due(), "2024-05-10");
}

TEST(AnswerClock, Article35DelayIsThePeriodThatTheOrganFixed) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.Does(ReasonsRequired{40, "2024年2月", Day("2024-03-15")}));
  EXPECT_EQ(story.Due(), "2024-03-29") << "the time for reasons is not excluded by any text";
  EXPECT_OK(story.On("2024-03-10").Does(ReasonsGiven{Day("2024-03-10"), "用于课题研究"}));
  EXPECT_OK(story.Does(ReasonsWeighed{ReasonsVerdict::kDelay, "理由合理，数量大", Day("2024-06-28")}));
  EXPECT_EQ(story.Due(), "2024-06-28");
}

TEST(AnswerClock, LocalDaysOffCountInTheDistrictOnly) {
  const AnswerPeriod period{.start = Day("2016-08-25"), .working_days = 20};
  EXPECT_EQ(FormatDate(ExplainAnswerDue(period, Delivered(), "")->date), "2016-09-23");
  EXPECT_EQ(FormatDate(ExplainAnswerDue(period, Delivered(), "330108")->date), "2016-09-27");
}

TEST(AnswerClock, AYearWithoutNoticeIsAnErrorNeverAGuess) {
  const AnswerPeriod period{.start = Day("2026-11-23"), .working_days = 40};
  const auto due = ExplainAnswerDue(period, Delivered(), "330108");
  EXPECT_THAT(due, HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_EQ(error::GetInfo(due.status())->metadata.at("year"), "2027");
}

TEST(AnswerClock, EveryDayOnTheWayIsExplained) {
  Story story;
  story.Received("2024-03-25");
  EXPECT_OK(story.On("2024-03-27").Does(ThirdParty("1", "2024-03-27")));
  EXPECT_OK(story.On("2024-03-29").Does(Consents("1", "2024-03-29")));
  EXPECT_OK(story.Does(Extended{5, "内容较多"}));
  ASSERT_OK_AND_ASSIGN(const AnswerDue due, story.Explained());
  EXPECT_EQ(due.days.front().date, Day("2024-03-26"));
  EXPECT_EQ(due.days.back().date, due.date);
  absl::CivilDay expected = Day("2024-03-26");
  int number = 0;
  for (const ClockDay& day : due.days) {
    EXPECT_EQ(day.date, expected++);
    if (day.counted) {
      EXPECT_EQ(day.number, ++number);
    }
    EXPECT_NE(day.text, "");
  }
  EXPECT_EQ(number, 25);
  const auto on = [&](std::string_view day) {
    return *std::find_if(due.days.begin(), due.days.end(), [&](const ClockDay& d) { return d.date == Day(day); });
  };
  EXPECT_EQ(on("2024-03-28").text, "征求第三方意见期间");
  EXPECT_EQ(on("2024-03-28").article, "条例第三十三条第三款");
  EXPECT_EQ(on("2024-04-05").text, "清明放假");
  EXPECT_EQ(on("2024-04-05").notice, "国务院办公厅2024年放假安排通知");
  EXPECT_TRUE(on("2024-04-07").counted) << "调休上班";
  EXPECT_EQ(due.days.back().text, "工作日（延长期限）");
}

// addWD(start, 20 + ext) + excluded working days, for any pauses: the two ways of counting agree.
TEST(AnswerClock, CountingDayByDayEqualsThePeriodPlusTheExcludedWorkingDays) {
  unsigned seed = 7;
  const auto next = [&](unsigned n) { return (seed = seed * 1103515245 + 12345) / 65536 % n; };
  for (int i = 0; i < 300; ++i) {
    AnswerPeriod period{.start = Day("2023-01-02") + next(600), .working_days = 20, .extension = static_cast<int>(next(21))};
    const absl::CivilDay after = period.start + next(15);
    period.pauses = {{.after = after, .until = after + next(30), .text = "x"}};
    ASSERT_OK_AND_ASSIGN(const AnswerDue due, ExplainAnswerDue(period, Delivered(), ""));
    ASSERT_OK_AND_ASSIGN(const DueDate base, Delivered().AddWorkingDays(period.start, 20 + period.extension + due.excluded, ""));
    EXPECT_EQ(due.date, base.date) << i;
  }
}

TEST(Warnings, TurnWithTheWorkingDaysThatAreLeft) {
  const absl::CivilDay due = Day("2024-03-29");  // a Friday
  const auto on = [&](std::string_view today) { return *ColourOf(due, Day(today), {}, Delivered(), ""); };
  EXPECT_EQ(on("2024-03-22"), Colour::kGreen);
  EXPECT_EQ(on("2024-03-25"), Colour::kYellow);
  EXPECT_EQ(on("2024-03-28"), Colour::kOrange);
  EXPECT_EQ(on("2024-03-29"), Colour::kOrange);
  EXPECT_EQ(on("2024-03-30"), Colour::kRed);
}

}  // namespace
}  // namespace disclosure::request
