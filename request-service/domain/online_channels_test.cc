#include "request-service/domain/online_channels.h"

#include "common/testing/matchers.h"
#include "gtest/gtest.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;

constexpr char kHeader[] = "division,effective_from,effective_to,channel,note\n";

TEST(OnlineChannels, TheClosestDivisionCounts) {
  ASSERT_OK_AND_ASSIGN(const OnlineChannels table, OnlineChannels::Parse(std::string(kHeader) +
                                                                         ",2024-01-01,,全国,\n33,2024-01-01,2024-12-31,浙江,\n"));
  EXPECT_EQ(table.Of("330108", absl::CivilDay(2024, 6, 1)), "浙江");
  EXPECT_EQ(table.Of("330108", absl::CivilDay(2025, 6, 1)), "全国");
  EXPECT_EQ(table.Of("310000", absl::CivilDay(2024, 6, 1)), "全国");
  EXPECT_EQ(table.Of("330108", absl::CivilDay(2023, 12, 31)), "") << "not in force yet";
}

TEST(OnlineChannels, TheFileReadsAndBadLinesAreNamed) {
  ASSERT_OK_AND_ASSIGN(const OnlineChannels table, OnlineChannels::Parse(testing::LawFile("online_channels.csv")));
  EXPECT_NE(table.Of("330108", absl::CivilDay(2026, 9, 18)), "");
  EXPECT_THAT(OnlineChannels::Parse(std::string(kHeader) + ",2024-01-01,,,\n"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(OnlineChannels::Parse(std::string(kHeader) + "33,bald,,浙江,\n"), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
