#include "media-service/domain/platform.h"

#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;

constexpr char kHead[] = "code,name,kind,rule_class,id_space,id_format,id_any_case,id_hint,url_template,effective_from,effective_to,note\n";
constexpr char kAliasHead[] = "alias,platform,warning\n";
constexpr char kUrlHead[] = "platform,host,where,path,pattern,gives,note\n";

TEST(PlatformTables, KnowEveryPlatformOfThePublishedLists) {
  for (const char* name : {"微信公众号", "订阅号", "服务号", "新浪微博", "抖音", "快手", "今日头条", "小红书", "小程序", "移动客户端(APP)", "移动客户端（ＡＰＰ）",
                           "百家号", "大鱼号", "企鹅号", "百度贴吧", "人民号", "新华号", "网易号", "搜狐号", "一点号", "大风号", "看点号", "微信视频号", "视频号",
                           "澎湃号", "B站", "知乎", "QQ公众号", "支付宝生活号", "学习强国号", "浙里办", "浙政钉", "weibo", "platforms/weibo"}) {
    EXPECT_NE(Platforms().FindWritten(name), nullptr) << name;
  }
  EXPECT_EQ(Platforms().FindWritten("天涯社区"), nullptr);
}

TEST(PlatformTables, SubscriptionAndServiceAccountsAreApartButShareTheirIds) {
  const Platform* subscription = Platforms().FindWritten("订阅号");
  const Platform* service = Platforms().FindWritten("服务号");
  ASSERT_TRUE(subscription != nullptr && service != nullptr);
  EXPECT_NE(subscription->code, service->code);
  EXPECT_EQ(subscription->id_space, service->id_space);
  EXPECT_EQ(service->rule_class, RuleClass::kService);
}

TEST(PlatformTables, GovernmentMicroblogIsSinaWithAWarning) {
  std::string warning;
  const Platform* found = Platforms().FindWritten("政务微博", &warning);
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->code, "weibo");
  EXPECT_NE(warning, "");
}

TEST(PlatformTables, IdsHaveAFormat) {
  const Platform& weibo = *Platforms().Find("weibo");
  EXPECT_TRUE(PlatformTable::FitsFormat(weibo, "1749127163"));
  EXPECT_FALSE(PlatformTable::FitsFormat(weibo, "hangzhou"));
  EXPECT_TRUE(PlatformTable::FitsFormat(*Platforms().Find("wechat"), "gh_0123456789ab"));
}

TEST(PlatformTables, WechatIdsAreOneInWhateverCaseArticleIdsAreNot) {
  const auto same = [](const char* code, std::string_view a, std::string_view b) {
    const Platform& platform = *Platforms().Find(code);
    return PlatformTable::ComparableId(platform, a) == PlatformTable::ComparableId(platform, b);
  };
  for (const char* code : {"wechat", "wechat-subscription", "wechat-service"}) {
    EXPECT_TRUE(same(code, "HangZhouFabu", "hangzhoufabu")) << code;
    EXPECT_FALSE(same(code, "MzA3MDU4NTYzMw==", "mza3mdu4ntyzmw==")) << code;
  }
  EXPECT_FALSE(same("douyin", "MS4wLjABAAAAzT1ZrQ0bYvQ8x7fL5k2mN9pR3sT6uVwX", "MS4wLjABAAAAZT1ZrQ0bYvQ8x7fL5k2mN9pR3sT6uVwX"));
}

TEST(PlatformTables, AllBadLinesAreNamed) {
  const auto info = error::GetInfo(PlatformTable::Parse(std::string(kHead) + "a,甲,k,wrong,a,[,,h,,2020-01-01,,\na,乙,k,app,,x,,h,,soon,,\n", kAliasHead, kUrlHead).status());
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->violations.size(), 5u);  // rule_class, pattern; id_space, date, code twice
}

TEST(PlatformTables, AnAliasOrAnAddressOfNoPlatformIsRefused) {
  const std::string platforms = std::string(kHead) + "a,甲,k,app,a,x,,h,,2020-01-01,,\n";
  EXPECT_THAT(PlatformTable::Parse(platforms, std::string(kAliasHead) + "乙,b,\n", kUrlHead), HasReason("BAD_REQUEST"));
  EXPECT_THAT(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "b,x.org,path,,/(x),id,\n"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "a,x.org,path,,/x,id,\n"), HasReason("BAD_REQUEST"));
}

TEST(PlatformTables, AParameterNamesAnAccountOnNamedPathsOnly) {
  const std::string platforms = std::string(kHead) + "a,甲,k,app,a,x,,h,,2020-01-01,,\n";
  EXPECT_OK(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "a,x.org,query:id,/u,(x),id,\n").status());
  EXPECT_THAT(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "a,x.org,query:id,,(x),id,\n"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "a,x.org,query:id,[,(x),id,\n"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "a,x.org,path,/u,/(x),id,\n"), HasReason("BAD_REQUEST"));
}

TEST(PlatformTables, ParametersOfEveryHostSayWhereTheReaderCameFrom) {
  EXPECT_TRUE(Platforms().IsTracking("utm_source"));
  EXPECT_FALSE(Platforms().IsTracking("apkName"));
  const std::string platforms = std::string(kHead) + "a,甲,k,app,a,x,,h,,2020-01-01,,\n";
  EXPECT_OK(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + ",*,query,,utm_.*,tracking,\n").status());
  EXPECT_THAT(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "a,x.org,query,,utm_.*,tracking,\n"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(PlatformTable::Parse(platforms, kAliasHead, std::string(kUrlHead) + "a,x.org,query:id,/x,(x),page,\n"), HasReason("BAD_REQUEST"));
}

TEST(OpeningPolicies, TheClosestRegionCounts) {
  const OpeningPolicy policy = Policy();
  const absl::CivilDay day(2026, 9, 18);
  const OpeningRule* zhejiang = policy.Of("330108", "department", day);
  ASSERT_NE(zhejiang, nullptr);
  EXPECT_EQ(zhejiang->opening, Opening::kMay);
  EXPECT_EQ(zhejiang->division, "33");
  EXPECT_EQ(policy.Of("440106", "department", day)->opening, Opening::kExceptionOnly);
  EXPECT_EQ(policy.Of("440000", "department", day)->opening, Opening::kMay) << "粤办函〔2019〕90号 speaks of departments of counties";
  EXPECT_EQ(policy.Of("110101", "government", day)->opening, Opening::kMust);
  EXPECT_EQ(policy.Of("330108", "department", absl::CivilDay(2010, 1, 1)), nullptr);
  EXPECT_EQ(policy.Of("530102", "internal_office", day)->opening, Opening::kForbidden);
}

}  // namespace
}  // namespace disclosure::media
