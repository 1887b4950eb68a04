#include "ctl/check_id.h"

#include <sstream>
#include <string>

#include "gmock/gmock.h"

namespace disclosure::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Printed {
  int code;
  std::string out;
};

Printed CheckIdOf(std::string_view code, bool json = false) {
  std::ostringstream out;
  const int exit_code = RunCheckId(code, json, out);
  return {exit_code, out.str()};
}

TEST(CheckIdCommand, PrintsKindValidityAndPartsOfACreditCode) {
  const Printed run = CheckIdOf(" 91330108ma0000015g ");
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out,
            "统一社会信用代码 有效\n号码：91330108MA0000015G\n登记管理部门：市场监督管理\n机构类别：企业\n"
            "行政区划代码：330108\n主体标识码：MA0000015\n");
}

TEST(CheckIdCommand, WarnsOfABodyCodeThatFailsItsOwnStandard) {
  EXPECT_THAT(CheckIdOf("91330108MA0000015G").out, Not(HasSubstr("注意")));
  const Printed odd = CheckIdOf("91330108MA0000014D");
  EXPECT_EQ(odd.code, 0) << odd.out;
  EXPECT_THAT(odd.out, HasSubstr("注意：主体标识码的校验位不符合GB 11714"));
}

TEST(CheckIdCommand, PrintsAPersonsNumberMaskedOnly) {
  const Printed run = CheckIdOf("33010819000101001x");
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out, "居民身份证 有效\n号码：330108***********X\n行政区划代码：330108\n");
  EXPECT_THAT(CheckIdOf("33010819000101001x", true).out, Not(HasSubstr("19000101")));
}

TEST(CheckIdCommand, SaysWhyANumberIsWrong) {
  const Printed run = CheckIdOf("330108190001010020");
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(run.out, "居民身份证 无效：第18位校验码为“0”，应为“8”\n");
  EXPECT_EQ(CheckIdOf("").out, "未知证件 无效：号码为空\n");
}

TEST(CheckIdCommand, PrintsJson) {
  EXPECT_EQ(CheckIdOf("00248940-1", true).out,
            "{\"kind\":\"organisation_code\",\"kind_text\":\"组织机构代码\",\"valid\":true,\"problem\":\"\","
            "\"position\":0,\"number\":\"002489401\",\"area_code\":\"\",\"registration_authority\":\"\","
            "\"organ_category\":\"\",\"body_code\":\"002489401\",\"body_code_checks\":true}\n");
  const Printed run = CheckIdOf("91330108MI0000015G", true);
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, HasSubstr("\"valid\":false,\"problem\":\"第10位不允许使用“I”\",\"position\":10,\"number\":\"\""));
}

}  // namespace
}  // namespace disclosure::ctl
