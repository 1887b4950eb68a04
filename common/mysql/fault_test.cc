#include "common/mysql/fault.h"

#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::mysql {
namespace {

using absl::StatusCode;

struct Expectation {
  int number;
  StatusCode code;
  std::string reason;
  bool closed;
  bool again;
};

// The table of docs/architecture.md, "Storage".
TEST(Fault, EachNumberMeansWhatTheTableSays) {
  const Expectation table[] = {
      {1062, StatusCode::kAlreadyExists, "DUPLICATE_KEY", false, false},
      {1213, StatusCode::kAborted, "DEADLOCK", false, true},
      {1205, StatusCode::kAborted, "LOCK_WAIT_TIMEOUT", false, true},
      {1180, StatusCode::kAborted, "CERTIFICATION_FAILED", false, true},
      {1047, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {1451, StatusCode::kInternal, "DATABASE_REFUSED_VALUE", false, false},
      {1452, StatusCode::kInternal, "DATABASE_REFUSED_VALUE", false, false},
      {4025, StatusCode::kInternal, "DATABASE_REFUSED_VALUE", false, false},
      {3819, StatusCode::kInternal, "DATABASE_REFUSED_VALUE", false, false},
      {1406, StatusCode::kInternal, "DATABASE_REFUSED_VALUE", false, false},
      {1292, StatusCode::kInternal, "DATABASE_REFUSED_VALUE", false, false},
      {1366, StatusCode::kInternal, "DATABASE_REFUSED_VALUE", false, false},
      {1969, StatusCode::kDeadlineExceeded, "STATEMENT_TIMEOUT", false, false},
      {3024, StatusCode::kDeadlineExceeded, "STATEMENT_TIMEOUT", false, false},
      {1040, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {1053, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {1927, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {2000, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {2006, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {2013, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {2999, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {0, StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", true, false},
      {1045, StatusCode::kInternal, "DATABASE_ACCESS_DENIED", false, false},
      {1064, StatusCode::kInternal, "DATABASE_ERROR", false, false},
      {3000, StatusCode::kInternal, "DATABASE_ERROR", false, false},
  };
  for (const Expectation& expected : table) {
    SCOPED_TRACE(expected.number);
    const Fault fault = FaultOf(expected.number);
    EXPECT_EQ(fault.code, expected.code);
    EXPECT_EQ(fault.reason, expected.reason);
    EXPECT_EQ(fault.breaks_connection, expected.closed);
    EXPECT_EQ(fault.run_again, expected.again);
  }
}

TEST(Fault, OnlyADuplicateKeyLeavesTheTransactionUsable) {
  for (int number : {1213, 1205, 1180, 1406, 1969, 2006, 0, 1064}) {
    EXPECT_TRUE(FaultOf(number).dooms_transaction) << number;
  }
  EXPECT_FALSE(FaultOf(1062).dooms_transaction);
}

TEST(Fault, TheStatusNamesTheNumberForTheLog) {
  const absl::Status status = StatusOf(1213);
  EXPECT_THAT(status, testing::HasReason("DEADLOCK"));
  EXPECT_EQ(error::GetInfo(status)->metadata.at("number"), "1213");
}

TEST(Fault, ADatabaseThatIsAwaySaysWhenToAskAgain) {
  EXPECT_EQ(error::GetInfo(StatusOf(2002))->retry_after, absl::Seconds(1));
  EXPECT_EQ(error::GetInfo(CommitUnknown(StatusOf(2013)))->retry_after, absl::Seconds(1));
  EXPECT_EQ(error::GetInfo(CommitUnknown(absl::UnavailableError("lost")))->retry_after, absl::Seconds(1));
  EXPECT_EQ(error::GetInfo(StatusOf(1406))->retry_after, std::nullopt);
}

TEST(Fault, ALostCommitIsUnknown) {
  const absl::Status status = CommitUnknown(StatusOf(2013));
  EXPECT_THAT(status, testing::StatusIs(StatusCode::kUnavailable));
  EXPECT_EQ(error::GetInfo(status)->metadata.at("commit"), "unknown");
  EXPECT_EQ(error::GetInfo(status)->metadata.at("number"), "2013");
}

}  // namespace
}  // namespace disclosure::mysql
