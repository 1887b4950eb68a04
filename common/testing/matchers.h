// Matchers for statuses: EXPECT_THAT(store.Get(name), StatusIs(absl::StatusCode::kNotFound)).
#pragma once

#include <string>

#include "common/base/error.h"
#include "common/base/status.h"
#include "gmock/gmock.h"

namespace disclosure::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

MATCHER(IsOk, "is OK") {
  *result_listener << "which is " << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

MATCHER_P(StatusIs, code, "has code " + absl::StatusCodeToString(code)) {
  *result_listener << "which is " << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

// The named reason of the error (common/base/error.h).
MATCHER_P(HasReason, reason, "has reason " + std::string(reason)) {
  *result_listener << "which is " << StatusOf(arg).ToString() << " with reason " << error::Reason(StatusOf(arg));
  return error::Reason(StatusOf(arg)) == reason;
}

// IsOkAndHolds(3), IsOkAndHolds(ElementsAre(…)).
MATCHER_P(IsOkAndHolds, inner, "is OK and holds a value that matches") {
  if (!arg.ok()) {
    *result_listener << "which is " << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(inner, *arg, result_listener);
}

}  // namespace disclosure::testing

#define ASSERT_OK(expression) ASSERT_THAT((expression), ::disclosure::testing::IsOk())
#define EXPECT_OK(expression) EXPECT_THAT((expression), ::disclosure::testing::IsOk())
// ASSERT_OK_AND_ASSIGN(Item item, store.Get(name)) in tests that return void.
#define ASSERT_OK_AND_ASSIGN(declaration, expression) \
  DISCLOSURE_ASSERT_OK_AND_ASSIGN(DISCLOSURE_CONCAT(status_or_, __LINE__), declaration, expression)
#define DISCLOSURE_ASSERT_OK_AND_ASSIGN(value, declaration, expression) \
  auto value = (expression);                                            \
  ASSERT_TRUE(value.ok()) << value.status().ToString();                 \
  declaration = *std::move(value)
