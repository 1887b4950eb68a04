#include "gateway/limits/limit_table.h"

#include "common/base/error.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;

TEST(LimitTable, TheOneInDataIsSoundAndLimitsWhatAnybodyMayDo) {
  const auto table = LimitTable::Read(DISCLOSURE_SOURCE_DIR "/data/gateway/limits.csv");
  ASSERT_OK(table);
  for (const MethodClass which : {MethodClass::kReading, MethodClass::kSearch, MethodClass::kTracking, MethodClass::kFiling,
                                  MethodClass::kUpload, MethodClass::kDownload, MethodClass::kWatching}) {
    EXPECT_TRUE(std::any_of(table->rows().begin(), table->rows().end(), [&](const LimitRow& row) {
      return row.method_class == which && row.by == LimitedBy::kAddress;
    })) << NameOf(which);
  }
}

TEST(LimitTable, ReadsEachColumnByItsName) {
  const auto table = LimitTable::Parse("over,class,by,burst,per_second\nwait,filing,everybody,40,2.5\n");
  ASSERT_OK(table);
  ASSERT_EQ(table->rows().size(), 1u);
  const LimitRow& row = table->rows()[0];
  EXPECT_EQ(row.method_class, MethodClass::kFiling);
  EXPECT_EQ(row.by, LimitedBy::kEverybody);
  EXPECT_EQ(row.rate.per_second, 2.5);
  EXPECT_EQ(row.rate.burst, 40);
  EXPECT_TRUE(row.waits);
}

TEST(LimitTable, NamesEveryBadRow) {
  const auto table = LimitTable::Parse(
      "class,by,per_second,burst,over\n"
      "dreaming,address,1,1,refuse\n"
      "reading,weather,0,0,drop\n"
      "tracking,address,1,1,wait\n"
      "search,address,1,1,refuse\n"
      "search,address,2,2,refuse\n"
      "search,caller,nan,inf,refuse\n");
  ASSERT_FALSE(table.ok());
  std::vector<std::string> fields;
  const std::optional<error::Info> info = error::GetInfo(table.status());
  for (const auto& violation : info->violations) fields.push_back(violation.field);
  EXPECT_THAT(fields, ElementsAre("row 2 class", "row 3 by", "row 3 per_second", "row 3 burst", "row 3 over", "row 4 over",
                                  "row 6", "row 7 per_second", "row 7 burst"));
  EXPECT_FALSE(LimitTable::Parse("class,by\nreading,address\n").ok());
}

}  // namespace
}  // namespace disclosure::gateway
