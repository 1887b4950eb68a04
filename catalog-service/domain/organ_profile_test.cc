#include "catalog-service/domain/organ_profile.h"

#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

OrganProfile Written() {
  return {.organ = "330108-jyj",
          .guide = {"按主题分类", "编排至三级", "网站、公开查阅点", "https://www.example.gov.cn/xxgk", "xxgk@example.gov.cn"},
          .rules = {{"信息公开保密审查制度", "滨教〔2026〕1号", "2026-03-01", "第一条 先审查后公开。", ""}}};
}

std::vector<std::string> BadFields(const OrganProfile& profile) {
  std::vector<std::string> fields;
  if (const auto info = error::GetInfo(Validate(profile))) {
    for (const error::Violation& violation : info->violations) fields.push_back(violation.field);
  }
  return fields;
}

TEST(OrganProfile, APlainOneAndAnEmptyOneAreGood) {
  EXPECT_OK(Validate(Written()));
  EXPECT_OK(Validate(OrganProfile{.organ = "330108-jyj"}));
}

TEST(OrganProfile, AllBadFieldsAreToldAtOnce) {
  OrganProfile profile = Written();
  profile.guide.classification = std::string(10001, 'x');
  profile.guide.arrangement = "a\x01";
  profile.guide.access = "<script>alert(1)</script>";
  profile.guide.website = "javascript:alert(1)";
  profile.guide.email = "nobody";
  profile.rules.push_back({.title = "两\n行", .issued_on = "2026-02-30", .link = "ftp://example.gov.cn/"});
  profile.rules.push_back({});
  EXPECT_THAT(BadFields(profile),
              ElementsAre("profile.guide.classification", "profile.guide.arrangement", "profile.guide.access", "profile.guide.website",
                          "profile.guide.email", "profile.rules[1].title", "profile.rules[1].issued_on", "profile.rules[1].link",
                          "profile.rules[2].title", "profile.rules[2].text"));
}

TEST(OrganProfile, MarkupIsRefusedButALessThanSignIsText) {
  OrganProfile profile = Written();
  for (const char* markup : {"<b>粗体", "</p>", "<!-- 注", "<?xml", "甲<IMG src=x>"}) {
    profile.guide.access = markup;
    EXPECT_THAT(BadFields(profile), ElementsAre("profile.guide.access")) << markup;
  }
  profile.guide.access = "面积 < 100 平方米，<通知>另发；a<1";
  EXPECT_THAT(BadFields(profile), IsEmpty());
}

TEST(OrganProfile, LimitsCountCharactersAndHoldExactly) {
  OrganProfile profile = Written();
  profile.rules[0].title.clear();
  for (int i = 0; i < 100; ++i) profile.rules[0].title += "制";
  EXPECT_OK(Validate(profile));
  profile.rules[0].title += "度";
  EXPECT_THAT(BadFields(profile), ElementsAre("profile.rules[0].title"));
  profile = Written();
  profile.rules.resize(50, profile.rules[0]);
  EXPECT_OK(Validate(profile));
  profile.rules.push_back(profile.rules[0]);
  EXPECT_THAT(BadFields(profile), ElementsAre("profile.rules"));
}

TEST(OrganProfile, ItsOwnEditorsAndTheSupervisorsOfTheDivisionWriteIt) {
  const Organ organ{.code = "330108-jyj", .division = "330108"};
  const Division district{"330108", "滨江区", Level::kCounty, ""};
  const auto may = [&](const std::string& of, std::vector<std::string> roles) {
    return MayEditProfile({.subject = "x", .organ = of, .roles = std::move(roles)}, "UpdateOrganProfile", organ, district);
  };
  EXPECT_OK(may("330108-jyj", {"editor"}));
  EXPECT_OK(may("330108-qfb", {"supervisor"}));
  for (const auto& [of, role] : {std::pair("330108-jyj", "approver"), {"330108-czj", "editor"}, {"330106-qfb", "supervisor"}, {"", "editor"}}) {
    EXPECT_THAT(may(of, {role}), StatusIs(absl::StatusCode::kPermissionDenied)) << of << " " << role;
  }
}

}  // namespace
}  // namespace disclosure::catalog
