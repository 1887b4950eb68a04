#include "request-service/domain/remedy.h"

#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const RemedyPlaces kPlaces = {.reconsideration_organ = "杭州市滨江区人民政府",
                              .court = "杭州市滨江区人民法院",
                              .online_channel = "https://xzfy.example.cn"};

const RemedyTable& Table() {
  static const RemedyTable table =
      RemedyTable::Parse(testing::LawFile("remedies.csv"), testing::LawFile("remedy_clauses.csv")).value();
  return table;
}

std::string ClauseOn(RemedyClass remedy_class, absl::CivilDay day, bool information_disclosed = false) {
  const RemedyTable& table = Table();
  const auto rule =
      table.RuleFor({.remedy_class = remedy_class, .information_disclosed = information_disclosed, .decided = day});
  return rule.ok() ? (*rule)->clause : error::Reason(rule.status());
}

TEST(ReconsiderationLawArticle23, WithholdingNeedsReconsiderationFirstSince2024) {
  EXPECT_EQ(ClauseOn(RemedyClass::kA, absl::CivilDay(2023, 12, 31)), "B");
  EXPECT_EQ(ClauseOn(RemedyClass::kA, absl::CivilDay(2024, 1, 1)), "A");
  EXPECT_EQ(ClauseOn(RemedyClass::kA, absl::CivilDay(2026, 11, 1)), "A");
}

TEST(Interpretation8Article10, NoSuitForClassCSinceJune2025) {
  EXPECT_EQ(ClauseOn(RemedyClass::kC, absl::CivilDay(2025, 5, 31)), "B");
  EXPECT_EQ(ClauseOn(RemedyClass::kC, absl::CivilDay(2025, 6, 1)), "C");
}

TEST(Interpretation8Article1, ClassBMayChooseAtAllTimes) {
  for (const absl::CivilDay day :
       {absl::CivilDay(2019, 5, 15), absl::CivilDay(2025, 5, 31), absl::CivilDay(2026, 11, 1)}) {
    EXPECT_EQ(ClauseOn(RemedyClass::kB, day), "B") << day;
  }
}

TEST(Interpretation8Article10, ARepeatIsClassCOnlyIfTheInformationWasDisclosed) {
  EXPECT_EQ(ClauseOn(RemedyClass::kRepeat, absl::CivilDay(2026, 1, 5), true), "C");
  EXPECT_EQ(ClauseOn(RemedyClass::kRepeat, absl::CivilDay(2026, 1, 5), false), "B");
  EXPECT_EQ(ClauseOn(RemedyClass::kRepeat, absl::CivilDay(2025, 5, 31), true), "B");
}

TEST(ReconsiderationRegulation2026Article30, NoReplyInTimeNeedsReconsiderationFirstSinceJuly2026) {
  EXPECT_EQ(ClauseOn(RemedyClass::kOverdue, absl::CivilDay(2026, 6, 30)), "overdue_either");
  EXPECT_EQ(ClauseOn(RemedyClass::kOverdue, absl::CivilDay(2026, 7, 1)), "overdue_first");
}

TEST(RemedyTable, KnowsNothingBeforeTheRegulation) {
  for (const RemedyClass value : {RemedyClass::kA, RemedyClass::kB, RemedyClass::kC, RemedyClass::kNone}) {
    EXPECT_EQ(ClauseOn(value, absl::CivilDay(2019, 5, 14)), "LAW_NOT_IN_FORCE");
  }
}

TEST(RemedyTable, EveryClassHasARuleOnEveryDaySinceTheRegulation) {
  const RemedyTable& table = Table();
  for (absl::CivilDay day(2019, 5, 15); day < absl::CivilDay(2027, 1, 1); ++day) {
    for (int value = 0; value <= static_cast<int>(RemedyClass::kOverdue); ++value) {
      for (const bool disclosed : {false, true}) {
        ASSERT_OK(table.Clause({.remedy_class = static_cast<RemedyClass>(value),
                                .information_disclosed = disclosed,
                                .decided = day,
                                .service = ServiceMethod::kElectronic},
                               kPlaces))
            << day << " " << value;
      }
    }
  }
}

TEST(RemedyClause, ClassASendsToReconsiderationFirst) {
  EXPECT_THAT(Table().Clause({.remedy_class = RemedyClass::kA, .decided = absl::CivilDay(2026, 9, 1)}, kPlaces),
              IsOkAndHolds("如不服本答复，应当先自收到本答复之日起六十日内向杭州市滨江区人民政府申请行政复议；"
                           "对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内依法向人民法院提起行政诉讼。"));
}

TEST(RemedyClause, ClassBNamesBothWays) {
  EXPECT_THAT(Table().Clause({.remedy_class = RemedyClass::kB, .decided = absl::CivilDay(2026, 9, 1)}, kPlaces),
              IsOkAndHolds("如不服本答复，可以自收到本答复之日起六十日内向杭州市滨江区人民政府申请行政复议，"
                           "或者自收到本答复之日起六个月内依法向杭州市滨江区人民法院提起行政诉讼。"));
}

TEST(RemedyClause, ClassCPromisesNoSuit) {
  EXPECT_THAT(Table().Clause({.remedy_class = RemedyClass::kC, .decided = absl::CivilDay(2026, 9, 1)}, kPlaces),
              IsOkAndHolds("如不服本答复，可以自收到本答复之日起六十日内向杭州市滨江区人民政府申请行政复议。"));
}

TEST(RemedyClause, AProceduralNoticeHasNone) {
  EXPECT_THAT(Table().Clause({.remedy_class = RemedyClass::kNone, .decided = absl::CivilDay(2026, 9, 1)}, {}),
              IsOkAndHolds(IsEmpty()));
}

TEST(ReconsiderationLawArticle22, ElectronicServiceAddsTheOnlineChannel) {
  const RemedyTable& table = Table();
  RemedyQuestion question{
      .remedy_class = RemedyClass::kC, .decided = absl::CivilDay(2026, 9, 1), .service = ServiceMethod::kElectronic};
  EXPECT_THAT(table.Clause(question, kPlaces),
              IsOkAndHolds("如不服本答复，可以自收到本答复之日起六十日内向杭州市滨江区人民政府申请行政复议。"
                           "申请行政复议也可以通过网上渠道办理：https://xzfy.example.cn。"));
  question.decided = absl::CivilDay(2023, 12, 31);  // the duty came with the law of 2024
  EXPECT_THAT(table.Clause(question, kPlaces), IsOkAndHolds(::testing::Not(::testing::HasSubstr("网上渠道"))));
}

TEST(RemedyClause, IsRefusedWithTheListOfWhatItLacks) {
  const auto clause = Table().Clause(
      {.remedy_class = RemedyClass::kB, .decided = absl::CivilDay(2026, 9, 1), .service = ServiceMethod::kElectronic}, {});
  EXPECT_THAT(clause, HasReason("REMEDY_INCOMPLETE"));
  EXPECT_THAT(testing::BadFields(clause.status()), ElementsAre("reconsideration_organ", "court", "online_channel"));
}

TEST(RemedyTable, AnOrganNamedLikeAMarkIsNotFilledAgain) {
  EXPECT_THAT(Table().Clause({.remedy_class = RemedyClass::kB, .decided = absl::CivilDay(2026, 9, 1)},
                             {"{人民法院}", "甲", ""}),
              IsOkAndHolds(::testing::HasSubstr("六十日内向{人民法院}申请")));
}

TEST(RemedyTable, NamesAllBadLines) {
  const std::string remedies =
      "remedy_class,information_disclosed,effective_from,effective_to,clause,article,note\n"
      "D,,2024-01-01,,B,x,\n"            // 2: no class
      "B,maybe,2024-01-01,,B,x,\n"       // 3: no answer
      "A,,2024-01-01,2023-01-01,B,x,\n"  // 4: ends before it begins
      "C,,2024-01-01,,B,x,\n"
      "C,yes,2025-01-01,,B,x,\n"   // 6: overlaps 5
      "none,,2024-01-01,,Z,x,\n";  // 7: no such clause
  const std::string clauses =
      "clause,effective_from,effective_to,text,article,note\n"
      "B,2019-05-15,,向{法院}起诉,x,\n"  // 2: no such mark
      "B,2020-01-01,,起诉,x,\n";         // 3: overlaps 2
  EXPECT_THAT(testing::BadFields(RemedyTable::Parse(remedies, clauses).status()),
              ElementsAre("remedy_clauses.csv:2", "remedy_clauses.csv:3", "remedies.csv:2", "remedies.csv:3",
                          "remedies.csv:4", "remedies.csv:6", "remedies.csv:7"));
}

}  // namespace
}  // namespace disclosure::request
