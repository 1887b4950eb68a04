#include "request-service/domain/retention.h"

#include "common/base/clock.h"
#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;

constexpr char kHeader[] = "code,keeps_years,counted_from,article,effective_from,note\n";

absl::StatusOr<absl::CivilDay> Cutoff(const std::string& rows, std::string_view code, std::string_view today) {
  ASSIGN_OR_RETURN(const RetentionTable table, RetentionTable::Parse(kHeader + rows));
  return table.Cutoff(code, Day(today));
}

TEST(Retention, TheDeliveredTableHasEveryRule) {
  ASSERT_OK_AND_ASSIGN(const RetentionTable table, RetentionTable::Parse(ReadData("request/retention.csv")));
  EXPECT_THAT(table.Cutoff(kKeepApplicant, Day("2026-09-18")), IsOkAndHolds(Day("2016-09-18")));
  EXPECT_THAT(table.Cutoff(kKeepAccessLog, Day("2026-09-18")), IsOkAndHolds(Day("2023-09-18")));
}

TEST(Retention, TheRuleInForceOnTheDayDecides) {
  const std::string rows = "applicant,10,closed,x,2019-05-15,\napplicant,30,closed,x,2028-01-01,\n";
  EXPECT_THAT(Cutoff(rows, "applicant", "2027-12-31"), IsOkAndHolds(Day("2017-12-31")));
  EXPECT_THAT(Cutoff(rows, "applicant", "2028-01-01"), IsOkAndHolds(Day("1998-01-01")));
  EXPECT_THAT(Cutoff(rows, "applicant", "2019-05-14"), HasReason("LAW_NOT_IN_FORCE"));
  EXPECT_THAT(Cutoff(rows, "access_log", "2026-01-01"), HasReason("LAW_NOT_IN_FORCE"));
  EXPECT_THAT(Cutoff("applicant,1,closed,x,2019-05-15,\n", "applicant", "2028-02-29"), IsOkAndHolds(Day("2027-03-01")));
}

TEST(Retention, BadLinesAreRefused) {
  for (const char* row : {"applicant,0,closed,x,2019-05-15,\n", "applicant,101,closed,x,2019-05-15,\n", "applicant,1,recorded,x,2019-05-15,\n",
                          "nobody,1,closed,x,2019-05-15,\n", "applicant,1,closed,x,then,\n", "applicant,1\n"}) {
    EXPECT_THAT(RetentionTable::Parse(std::string(kHeader) + row), HasReason("BAD_REQUEST")) << row;
  }
}

TEST(Retention, ARequestIsPastItsTimeOnTheDayAfterItsLastDay) {
  const auto closed = [](absl::CivilDay day) {
    return std::vector<Event>{{.seq = 1, .time = absl::FromCivil(day, Shanghai()), .data = Closed{}}};
  };
  EXPECT_FALSE(PastItsTime(State::kClosed, closed(Day("2016-09-18")), Day("2016-09-18")));
  EXPECT_TRUE(PastItsTime(State::kClosed, closed(Day("2016-09-17")), Day("2016-09-18")));
  for (const State state : {State::kHandling, State::kServed, State::kReplied, State::kWithdrawn}) {
    EXPECT_FALSE(PastItsTime(state, closed(Day("2000-01-01")), Day("2016-09-18"))) << "not closed";
  }
  std::vector<Event> twice = closed(Day("2000-01-01"));
  twice.push_back({.seq = 2, .time = twice.front().time, .data = Anonymised{"applicant", {}, ""}});
  EXPECT_FALSE(PastItsTime(State::kClosed, twice, Day("2016-09-18"))) << "once is enough";
}

TEST(Retention, WhatPeopleWroteGoesAndDaysKindsAndNumbersStay) {
  const absl::CivilDay day = Day("2026-09-18");
  EXPECT_EQ(Redacted(EventData(CorrectionSupplied{day, "测试甲的补正"})), EventData(CorrectionSupplied{day, "（已匿名）"}));
  EXPECT_EQ(Redacted(EventData(CorrectionRequired{{"一", "二"}, "", day})), EventData(CorrectionRequired{{"（已匿名）", "（已匿名）"}, "", day}));
  EXPECT_EQ(Redacted(EventData(Consulted{"1", ConsultationKind::kThirdParty, "", "测试乙", day})),
            EventData(Consulted{"1", ConsultationKind::kThirdParty, "", "（已匿名）", day}));
  EXPECT_EQ(Redacted(EventData(Served{ServiceMethod::kPost, day, "测试甲签收"})), EventData(Served{ServiceMethod::kPost, day, "（已匿名）"}));
  EXPECT_EQ(Redacted(EventData(RecordCorrectionAnswered{RecordCorrectionResult::kForwarded, "测试甲的出生日期", "", "区公安分局"})),
            EventData(RecordCorrectionAnswered{RecordCorrectionResult::kForwarded, "（已匿名）", "", "（已匿名）"}));
  EXPECT_EQ(Redacted(EventData(ReasonsRequired{12, "测试甲2026年以来", day})), EventData(ReasonsRequired{12, "（已匿名）", day}));
  EXPECT_EQ(Redacted(EventData(ApplicantReceived{day, "测试甲签收"})), EventData(ApplicantReceived{day, "（已匿名）"}));
  EXPECT_EQ(Redacted(EventData(ItemsCounted{8, "测试甲的八项"})), EventData(ItemsCounted{8, "（已匿名）"}));
  EXPECT_EQ(Redacted(EventData(Reviewed{"测试甲"})), EventData(Reviewed{"（已匿名）"}));
  ApplicantCorrected corrected{ApplicantClass::kBusiness, ApplicantClass::kResearch, {"phone"}, "测试甲来电"};
  const EventData redacted = Redacted(EventData(corrected));
  corrected.reason = "（已匿名）";
  EXPECT_EQ(redacted, EventData(corrected));
  const EventData replied = Replied{"滨教公复〔2026〕1号", "granted", day};
  EXPECT_EQ(Redacted(replied), replied);
  EXPECT_EQ(Redacted(EventData(Withdrawn{day, ""})), EventData(Withdrawn{day, ""})) << "a blank stays blank";
}

TEST(Retention, AnOrganOfTheDirectoryStaysAndOneThatSomebodyWroteGoes) {
  const auto organ_of = [](const std::string& organ) {
    return std::get<InformationTransferred>(Redacted(EventData(InformationTransferred{organ, ""}))).organ;
  };
  EXPECT_EQ(organ_of("organs/330108-tjj"), "organs/330108-tjj");
  EXPECT_EQ(organ_of("测试甲所在的居委会"), "（已匿名）");
  EXPECT_EQ(organ_of("organs/测试甲所在的居委会"), "（已匿名）") << "no code";
  const RecordCorrectionAnswered forwarded{RecordCorrectionResult::kForwarded, "", "", "organs/330108-tjj"};
  EXPECT_EQ(Redacted(EventData(forwarded)), EventData(forwarded));
}

TEST(Retention, OfAnApplicantOnlyTheClassRemains) {
  const Applicant applicant{.applicant_class = ApplicantClass::kBusiness, .name = "测试甲", .identity_kind = IdentityKind::kOther,
                            .identity_number = "T1", .identity_kind_text = "护照", .phone = "1", .email = "2", .address = "3",
                            .postcode = "4", .agent_name = "测试乙"};
  EXPECT_EQ(Redacted(applicant), (Applicant{.applicant_class = ApplicantClass::kBusiness, .name = "已匿名"}));
  EXPECT_EQ(Redacted(Wanted{"测试甲的档案", "", Form::kPaper, Route::kByPost}), (Wanted{"（已匿名）", "", Form::kPaper, Route::kByPost}));
}

}  // namespace
}  // namespace disclosure::request
