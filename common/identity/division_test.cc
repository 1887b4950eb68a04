#include "common/identity/division.h"

#include "gtest/gtest.h"

namespace disclosure {
namespace {

TEST(ADivision, CoversThoseWhoseCodeBeginsWithItsOwn) {
  EXPECT_TRUE(Covers("330108", "330108002"));
  EXPECT_FALSE(Covers("330108002", "330108"));
  EXPECT_TRUE(Covers("330100", "330108"));
  EXPECT_TRUE(Covers("330000", "330108002"));
  EXPECT_FALSE(Covers("330100", "330208"));
  EXPECT_FALSE(Covers("", "330108")) << "no division is not all of them";
  EXPECT_EQ(DivisionOf("330108001-xixing"), "330108001");
}

}  // namespace
}  // namespace disclosure
