#include "common/base/error.h"

#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;

TEST(Error, CarriesReasonMetadataViolationsAndRetryThroughAStatus) {
  const absl::Status status = error::Make(
      absl::StatusCode::kUnavailable, "busy",
      {.reason = "BUSY",
       .metadata = {{"名称", "带\t制表符\n换行"}},
       .violations = {{"item.title", "缺少\\标题"}},
       .retry_after = absl::Milliseconds(1500)});
  const auto info = error::GetInfo(status);
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->reason, "BUSY");
  EXPECT_EQ(info->metadata.at("名称"), "带\t制表符\n换行");
  EXPECT_EQ(info->violations, (std::vector<error::Violation>{{"item.title", "缺少\\标题"}}));
  EXPECT_EQ(info->retry_after, absl::Milliseconds(1500));
}

TEST(Error, TellsAllBadFieldsAtOnce) {
  error::Violations bad;
  EXPECT_OK(bad.status());
  bad.Add("name", "is empty");
  bad.Add("level", "is unknown");
  EXPECT_THAT(bad.status(), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(bad.status().message(), "name: is empty; level: is unknown");
}

TEST(Error, AForeignStatusHasNoReason) {
  EXPECT_EQ(error::Reason(absl::InternalError("x")), "");
  EXPECT_THAT(error::NotFound("domains/99"), HasReason("NOT_FOUND"));
}

}  // namespace
}  // namespace disclosure
