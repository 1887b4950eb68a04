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

Deadline Explained(const Story& story, std::string_view today, std::string_view kind) {
  const Desk desk{Delivered(), *DeliveredPeriods().On(Day(today)), kDivision, Day(today), ""};
  for (Deadline& deadline : DeadlinesOf(story.progress(), desk, Parties::kUnnamed, Explain::kYes)) {
    if (deadline.kind == kind) return std::move(deadline);
  }
  ADD_FAILURE() << "no deadline " << kind;
  return {};
}

// Every day on the way, each with its reason, the counted ones with an article or a notice too.
void ExpectExplained(const Deadline& deadline, absl::CivilDay start, int counted) {
  ASSERT_FALSE(deadline.days.empty()) << deadline.kind;
  EXPECT_EQ(deadline.days.back().date, deadline.date);
  absl::CivilDay expected = start;
  int number = 0;
  for (const ClockDay& day : deadline.days) {
    EXPECT_EQ(day.date, ++expected);
    EXPECT_NE(day.text, "");
    if (!day.counted) continue;
    EXPECT_EQ(day.number, ++number);
    EXPECT_FALSE(day.article.empty() && day.notice.empty()) << deadline.kind << " " << day.date;
  }
  EXPECT_EQ(number, counted);
}

// law.md 5.5: 2026-09-18 → 7 working days 2026-09-29, 15 → 2026-10-15, 20 → 2026-10-22.
TEST(Deadlines, Articles30And32AreExplainedDayByDay) {
  Story story;
  story.Received("2026-09-18");
  const Deadline notice = Explained(story, "2026-09-18", "correction_notice");
  EXPECT_EQ(FormatDate(notice.date), "2026-09-29");
  EXPECT_EQ(notice.basis, "自收到申请之日（2026-09-18）的次日起数满7个工作日");
  ExpectExplained(notice, Day("2026-09-18"), 7);
  EXPECT_EQ(notice.days.at(1).notice, "国务院办公厅2026年放假安排通知") << "20 September works";
  EXPECT_EQ(notice.days.at(2).article, "条例第三十条");
  EXPECT_EQ(notice.days.at(6).text, "中秋放假");
  ASSERT_OK(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "测试有限公司", Day("2026-09-18")}));
  EXPECT_THAT(Explained(story, "2026-09-18", "consultation").basis, ::testing::HasSubstr("收到之日尚未登记"));
  ASSERT_OK(story.Does(ConsultationReceived{"1", Day("2026-09-18")}));
  const Deadline answer = Explained(story, "2026-09-18", "consultation");
  EXPECT_EQ(FormatDate(answer.date), "2026-10-15");
  ExpectExplained(answer, Day("2026-09-18"), 15);
}

// law.md 2.2: received 2024-03-20, pay by 2024-04-18: 04-04 to 04-06 off, 04-07 works.
TEST(Deadlines, MeasureArticle6ThePaymentIsExplainedDayByDay) {
  Story story;
  story.Received("2024-03-01");
  ASSERT_OK(story.On("2024-03-20").Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}));
  ASSERT_OK(story.Does(FeeNoticeReceived{Day("2024-03-20")}));
  const Deadline payment = Explained(story, "2024-03-20", "payment");
  EXPECT_EQ(FormatDate(payment.date), "2024-04-18");
  ExpectExplained(payment, Day("2024-03-20"), 20);
  EXPECT_EQ(payment.days.at(14).text, "清明放假");
  EXPECT_TRUE(payment.days.at(17).counted) << "2024-04-07, 调休上班";
}

TEST(Deadlines, Article31TheOfficesOwnPeriodIsExplainedDayByDayAndTheDayOfALetterIsFixed) {
  Story fax, letter;
  EXPECT_OK(fax.On("2024-03-01").Does(Filed{Channel::kFax, Day("2024-03-01")}));
  ExpectExplained(Explained(fax, "2024-03-01", "confirmation"), Day("2024-03-01"), 1);
  EXPECT_OK(letter.On("2024-03-01").Does(Filed{Channel::kOrdinaryLetter, Day("2024-03-01")}));
  const Deadline fixed = Explained(letter, "2024-03-01", "confirmation");
  EXPECT_TRUE(fixed.days.empty());
  EXPECT_EQ(fixed.basis, "平常信函应当在收到当日确认，不逐日计算");
}

TEST(Deadlines, Articles30And35ADayThatTheOrganFixedSaysSoInsteadOfCounting) {
  Story correction, reasons;
  correction.Received("2026-09-18");
  ASSERT_OK(correction.Does(CorrectionRequired{{"文号"}, "", Day("2026-10-12")}));
  const Deadline supplied = Explained(correction, "2026-09-18", "correction");
  EXPECT_TRUE(supplied.days.empty());
  EXPECT_EQ(supplied.basis, "本机关在补正告知书中确定的合理期限，不逐日计算");
  reasons.Received("2026-09-18");
  ASSERT_OK(reasons.Does(ReasonsRequired{40, "本月", Day("2026-09-30")}));
  const Deadline given = Explained(reasons, "2026-09-18", "reasons");
  EXPECT_TRUE(given.days.empty());
  EXPECT_EQ(given.basis, "本机关在说明理由告知书中确定的期限，不逐日计算");
}

}  // namespace
}  // namespace disclosure::request
