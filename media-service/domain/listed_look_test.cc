// Rows of lists of observations, as offices write them.
#include "media-service/domain/listed_look.h"

#include "common/base/clock.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const ObservationTables& Tables() {
  static const auto* const kTables = new ObservationTables(
      *ObservationTables::Parse(ReadMediaFile("data/media/observation_columns.csv"), ReadMediaFile("data/media/observation_words.csv")));
  return *kTables;
}

absl::Time At(int month, int day, int hour = 0, int minute = 0) { return absl::FromCivil(absl::CivilSecond(2026, month, day, hour, minute, 0), Shanghai()); }

ListedLook Read(ListCells cells) {
  const ListCells usual = {{"account", "accounts/a"}, {"observe_time", "2026-09-18 10:00"}, {"source", "人工"}, {"followers", "1"}};
  cells.insert(usual.begin(), usual.end());
  std::erase_if(cells, [](const auto& cell) { return cell.second.empty(); });
  return ReadListedLook(cells, Tables(), At(9, 30, 12));
}
std::vector<std::string> Faults(ListCells cells) {
  std::vector<std::string> out;
  for (const RowRemark& fault : Read(std::move(cells)).faults) out.push_back(fault.column + " " + fault.code);
  return out;
}

TEST(ObservationHeads, AreEnglishOrChinese) {
  EXPECT_EQ(Tables().ColumnOf("observe_time")->column, "observe_time");
  EXPECT_EQ(Tables().ColumnOf("检查时更新日期")->column, "last_post_time");
  EXPECT_EQ(Tables().ColumnOf("粉丝数（万）")->column, "followers");
  EXPECT_EQ(Tables().ColumnOf("账号 ID")->column, "platform_id");
  EXPECT_EQ(Tables().ColumnOf("吉祥物"), nullptr);
}

TEST(ObservationTables, EveryBadLineIsNamed) {
  EXPECT_THAT(ObservationTables::Parse("head,column,note\n甲,nothing,\n", "column,text,value,note\n"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(ObservationTables::Parse("head,column,note\n", "column,text,value,note\nusable,是,maybe,\n"), HasReason("BAD_REQUEST"));
}

TEST(ListedLook, IsReadAsOfficesWriteIt) {
  const ListedLook row = Read({{"followers", "1.2万"}, {"last_post_time", "2026年9月17日"}, {"posts", "1,234篇"}, {"quarter", "2026年第三季度"},
                               {"usable", "可用"}, {"interactive", "无"}, {"evidence", "截图3"}});
  EXPECT_THAT(row.faults, IsEmpty());
  EXPECT_EQ(row.account, "a");
  EXPECT_EQ(row.look.time, At(9, 18, 10));
  EXPECT_EQ(row.look.followers, 12'000);
  EXPECT_EQ(row.look.last_post, At(9, 17));
  EXPECT_EQ(row.look.posts, 1234);
  EXPECT_EQ(row.look.quarter, "2026Q3");
  EXPECT_EQ(row.look.usable, true);
  EXPECT_EQ(row.look.interactive, false);
}

TEST(ListedLook, DaysOfWorkbooksAreNumbers) {
  const ListedLook row = Read({{"observe_time", "46283.4375"}, {"last_post_time", "46283"}});
  EXPECT_THAT(row.faults, IsEmpty());
  EXPECT_EQ(row.look.time, At(9, 18, 10, 30));
  EXPECT_EQ(row.look.last_post, At(9, 18));
}

TEST(ListedLook, ADayAloneHoldsWhatWasPostedOnIt) {
  EXPECT_EQ(Read({{"observe_time", "2026-09-18"}, {"last_post_time", "2026-09-18 09:30"}}).look.time, At(9, 18, 9, 30));
  EXPECT_EQ(Read({{"observe_time", "2026-09-18"}, {"last_post_time", "2026-09-17 09:30"}}).look.time, At(9, 18));
  EXPECT_THAT(Faults({{"observe_time", "2026-09-18"}, {"last_post_time", "2026-09-19 09:30"}}), ElementsAre("last_post_time POSTED_AFTER_LOOK"));
}

TEST(ListedLook, EverythingThatIsWrongIsNamed) {
  EXPECT_THAT(Faults({{"observe_time", "昨天"}, {"followers", "很多"}, {"usable", "也许"}, {"last_post_time", "2026-13-01"}}),
              ElementsAre("observe_time BAD_TIME", "last_post_time BAD_TIME", "followers BAD_NUMBER", "usable BAD_FLAG"));
  EXPECT_THAT(Faults({{"observe_time", ""}}), ElementsAre("observe_time TIME_MISSING"));
  EXPECT_THAT(Faults({{"observe_time", "2026-10-01"}}), ElementsAre("observe_time OBSERVED_IN_FUTURE"));
  EXPECT_THAT(Faults({{"source", ""}}), ElementsAre("source SOURCE_MISSING"));
  EXPECT_THAT(Faults({{"followers", ""}}), ElementsAre(" NOTHING_SEEN"));
  EXPECT_THAT(Faults({{"failure", "超时"}}), ElementsAre(" SEEN_THOUGH_FAILED"));
  EXPECT_THAT(Faults({{"posts", "3"}}), ElementsAre("quarter QUARTER_WITHOUT_POSTS"));
  EXPECT_THAT(Faults({{"posts", "3"}, {"quarter", "2026Q4"}}), ElementsAre("quarter QUARTER_AFTER_LOOK"));
  EXPECT_THAT(Faults({{"posts", "3"}, {"quarter", "上季度"}}), ElementsAre("quarter BAD_QUARTER"));
}

TEST(ListedLook, IsOfAnAccountOrOfAPlatformWithAnIdOrAName) {
  EXPECT_THAT(Faults({{"account", ""}, {"platform", "新浪微博"}}), ElementsAre("account ACCOUNT_MISSING"));
  EXPECT_THAT(Faults({{"account", ""}, {"platform_id", "1234567"}}), ElementsAre("account ACCOUNT_MISSING"));
  EXPECT_THAT(Faults({{"account", ""}, {"platform", "新浪微博"}, {"account_name", "滨江教育"}}), IsEmpty());
}

TEST(ListedLook, OddNumbersAreNoCounts) {
  for (const char* text : {"-1", "1e5", "1.5", "10万+", "1.23456万", "99999999999999999999", "nan", "."}) {
    EXPECT_THAT(Faults({{"followers", text}}), ElementsAre("followers BAD_NUMBER")) << text;
  }
}

}  // namespace
}  // namespace disclosure::media
