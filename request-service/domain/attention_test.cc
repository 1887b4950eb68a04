#include "request-service/domain/attention.h"

#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const absl::CivilDay kDay(2026, 9, 18);

const AttentionTable& Delivered() {
  static const AttentionTable table = AttentionTable::Parse(testing::LawFile("attention.csv")).value();
  return table;
}

TEST(Article35, TheTenthRequestOfAMonthProposesNothingAndTheEleventhALook) {
  EXPECT_THAT(Delivered().Propose({.in_month = 10, .in_quarter = 10}, {}, kDay), IsEmpty());
  EXPECT_THAT(Delivered().Propose({.in_month = 11, .in_quarter = 11}, {}, kDay),
              ElementsAre(AllOf(Field(&Proposal::act, "requireReasons"), Field(&Proposal::text, HasSubstr("本月已向本机关提出11件申请，超过10件")),
                                Field(&Proposal::basis, HasSubstr("第三十五条")))));
}

TEST(Article35, TheQuarterHasALineOfItsOwn) {
  EXPECT_THAT(Delivered().Propose({.in_month = 4, .in_quarter = 30}, {}, kDay), IsEmpty());
  EXPECT_THAT(Delivered().Propose({.in_month = 4, .in_quarter = 31}, {}, kDay), ElementsAre(Field(&Proposal::text, HasSubstr("本季度"))));
}

TEST(Article36Six, AnAnsweredTwinIsProposedWithItsNumberAndTheNumberAndDayOfItsReply) {
  const AnsweredTwin twin{"330108-jyj-2026-3", "滨教公复〔2026〕2号", absl::CivilDay(2026, 9, 8)};
  EXPECT_THAT(Delivered().Propose({.in_month = 1, .in_quarter = 1}, twin, kDay),
              ElementsAre(AllOf(Field(&Proposal::act, "repeat"),
                                Field(&Proposal::text, HasSubstr("（申请330108-jyj-2026-3，2026年9月8日答复，滨教公复〔2026〕2号）")))));
}

TEST(Article36Six, ALedgersReplyIsProposedByItsDay) {
  const AnsweredTwin twin{"330108-jyj-2024-3", "", absl::CivilDay(2024, 3, 20)};
  EXPECT_THAT(Delivered().Propose({}, twin, kDay), ElementsAre(Field(&Proposal::text, HasSubstr("2024年3月20日答复）"))));
}

TEST(AttentionTable, ANewLineCountsFromItsDay) {
  const auto table = AttentionTable::Parse("span,more_than,basis,effective_from,note\nmonth,10,甲,2019-05-15,\nmonth,20,乙,2026-10-01,\n");
  ASSERT_OK(table.status());
  EXPECT_THAT(table->Propose({.in_month = 15}, {}, kDay), ElementsAre(Field(&Proposal::basis, "甲")));
  EXPECT_THAT(table->Propose({.in_month = 15}, {}, absl::CivilDay(2026, 10, 1)), IsEmpty());
  EXPECT_THAT(table->Propose({.in_month = 15}, {}, absl::CivilDay(2019, 5, 14)), IsEmpty()) << "before the regulation";
}

TEST(AttentionTable, EveryBadLineIsNamed) {
  EXPECT_THAT(testing::BadFields(AttentionTable::Parse("span,more_than,basis,effective_from,note\nweek,0,,2019-13-01,\n").status()),
              ElementsAre("attention.csv:2", "attention.csv:2", "attention.csv:2"));
}

}  // namespace
}  // namespace disclosure::request
