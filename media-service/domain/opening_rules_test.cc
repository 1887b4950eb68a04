#include "media-service/domain/opening_rules.h"

#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class OpeningRulesTest : public ::testing::Test {
 protected:
  std::vector<std::string> Codes(Severity severity) {
    std::vector<std::string> codes;
    for (const Finding& finding : Examine(account_, around_)) {
      if (finding.severity == severity) codes.push_back(finding.code);
    }
    return codes;
  }
  Account Other(const std::string& platform, const std::string& id, const std::string& name = "滨江教育") {
    Account other = account_;
    other.uid = "other-" + id;
    other.platform = platform;
    other.platform_id = id;
    other.name = name;
    return other;
  }

  const OpeningPolicy policy_ = Policy();
  Organ organ_{.code = "330108-jyj", .division = "330108", .name = "杭州市滨江区教育局", .short_name = "", .kind = "department", .parent = ""};
  Account account_{.uid = "one", .division = "330108", .state = State::kDraft, .platform = "weibo", .platform_id = "1749127163", .name = "滨江教育",
                   .host = {.organ = "330108-jyj", .text = "杭州市滨江区教育局"}, .certified_subject = "杭州市滨江区教育局"};
  Surroundings around_{.platforms = Platforms(), .policy = policy_, .today = absl::CivilDay(2026, 9, 18), .host = &organ_, .of_host = {}, .with_id = {}, .with_name = {}};
};

TEST_F(OpeningRulesTest, AnOrdinaryAccountHasNoFindings) { EXPECT_THAT(Examine(account_, around_), IsEmpty()); }

TEST_F(OpeningRulesTest, ASecondAccountOnAPlatformNeedsAReason) {
  around_.of_host = {Other("weibo", "2749127163")};
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("SECOND_ACCOUNT_ON_PLATFORM"));
  account_.exception_reason = "招生服务专用";
  EXPECT_THAT(Codes(Severity::kWarning), IsEmpty());
  EXPECT_THAT(Codes(Severity::kInfo), ElementsAre("SECOND_ACCOUNT_ON_PLATFORM"));
}

TEST_F(OpeningRulesTest, AnIdUnderTwoOrgansIsAnError) {
  Account other = Other("weibo", "1749127163");
  other.host = {.organ = "330108-tjj", .text = "杭州市滨江区统计局"};
  around_.with_id = {other};
  EXPECT_THAT(Codes(Severity::kError), ElementsAre("ID_UNDER_TWO_ORGANS"));
  const absl::Status refused = RefuseErrors(Examine(account_, around_));
  EXPECT_THAT(refused, HasReason("ID_UNDER_TWO_ORGANS"));
  EXPECT_EQ(error::GetInfo(refused)->metadata.at("accounts"), "accounts/other-1749127163");
}

TEST_F(OpeningRulesTest, AnIdOfTheSameOrganIsThereTwice) {
  around_.with_id = {Other("weibo", "1749127163")};
  EXPECT_THAT(Codes(Severity::kError), ElementsAre("ID_REGISTERED_TWICE"));
}

TEST_F(OpeningRulesTest, TheSameNameOnTwoPlatformsIsAsItShouldBe) {
  around_.of_host = around_.with_name = {Other("wechat", "binjiangjiaoyu")};
  EXPECT_THAT(Codes(Severity::kInfo), ElementsAre("SAME_NAME_ON_OTHER_PLATFORM"));
  EXPECT_THAT(Codes(Severity::kWarning), IsEmpty());
}

TEST_F(OpeningRulesTest, NamesDifferAcrossPlatforms) {
  around_.of_host = {Other("wechat", "binjiangjiaoyu", "滨江区教育局发布")};
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("NAME_DIFFERS_ACROSS_PLATFORMS"));
}

TEST_F(OpeningRulesTest, TheSameNameOfAnotherOrganIsPointedOut) {
  Account other = Other("weibo", "2749127163");
  other.host = {.organ = "", .text = "某区教育局"};
  around_.with_name = {other};
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("SAME_NAME_OF_OTHER_ORGAN"));
}

TEST_F(OpeningRulesTest, TheCertifiedSubjectIsTheHost) {
  account_.certified_subject = "某文化传媒有限公司";
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("SUBJECT_IS_NOT_HOST"));
  account_.certified_subject = "杭州市滨江区教育局（官方）";
  EXPECT_THAT(Codes(Severity::kWarning), IsEmpty());
  account_.certification = Certification::kLapsed;
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("CERTIFICATION_LAPSED"));
}

TEST_F(OpeningRulesTest, AnAbolishedHostOpensNothing) {
  organ_.active = false;
  EXPECT_THAT(Codes(Severity::kError), ElementsAre("HOST_ABOLISHED"));
  account_.state = State::kActive;
  EXPECT_THAT(Codes(Severity::kError), IsEmpty());
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("HOST_ABOLISHED"));
}

TEST_F(OpeningRulesTest, AnUnknownOrInferredHostIsToBeChecked) {
  around_.host = nullptr;
  account_.host = {.organ = "", .text = "构朳镇"};
  EXPECT_THAT(Codes(Severity::kWarning), Contains("HOST_UNKNOWN"));
  account_.host.inferred = true;
  EXPECT_THAT(Codes(Severity::kWarning), Contains("HOST_INFERRED"));
  EXPECT_THAT(Codes(Severity::kWarning), Not(Contains("SUBJECT_IS_NOT_HOST")));
}

TEST_F(OpeningRulesTest, TheRegionSaysWhoOpensAccounts) {
  organ_.division = "440106";
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("OPENING_IS_AN_EXCEPTION"));
  account_.exception_reason = "经备案";
  EXPECT_THAT(Codes(Severity::kWarning), IsEmpty());
  organ_.division = "530102";
  organ_.kind = "internal_office";
  EXPECT_THAT(Codes(Severity::kError), ElementsAre("OPENING_FORBIDDEN"));
}

TEST_F(OpeningRulesTest, AnIdMayNotLookLikeOne) {
  account_.platform_id = "滨江教育";
  EXPECT_THAT(Codes(Severity::kWarning), ElementsAre("ID_FORMAT"));
  account_.platform = "tianya";
  EXPECT_THAT(Codes(Severity::kError), ElementsAre("PLATFORM_UNKNOWN"));
}

}  // namespace
}  // namespace disclosure::media
