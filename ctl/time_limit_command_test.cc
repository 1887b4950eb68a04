#include "ctl/time_limit_command.h"

#include <sstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::ctl {
namespace {

using ::testing::HasSubstr;

TEST(TimeLimitCommand, PrintsTheNormalFormOnOneLine) {
  std::ostringstream out, err;
  EXPECT_EQ(RunTimeLimit("信息形成或变更之日起20个工作日内", /*json=*/false, out, err), 0);
  EXPECT_EQ(out.str(), "wd:20@formed|changed\n");
  EXPECT_EQ(err.str(), "");
}

TEST(TimeLimitCommand, PrintsJsonForPipes) {
  std::ostringstream out, err;
  EXPECT_EQ(RunTimeLimit("信息形成或变更之日起20个工作日内", /*json=*/true, out, err), 0);
  EXPECT_EQ(out.str(), R"({"normal_form":"wd:20@formed|changed","clauses":["wd:20@formed|changed"],"warnings":[]})" "\n");
}

TEST(TimeLimitCommand, WhatIsNotUnderstoodStaysTextAndIsSaid) {
  std::ostringstream out, err;
  EXPECT_EQ(RunTimeLimit("春暖花开", /*json=*/false, out, err), 0);
  EXPECT_EQ(out.str(), "text\n");
  EXPECT_THAT(err.str(), HasSubstr("“春暖花开”未能识别，保留原文，不推定期限"));
}

TEST(TimeLimitCommand, AnEmptyPhraseEndsWithOne) {
  std::ostringstream out, err;
  EXPECT_EQ(RunTimeLimit("", /*json=*/false, out, err), 1);
}

}  // namespace
}  // namespace disclosure::ctl
