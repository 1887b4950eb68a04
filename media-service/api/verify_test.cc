// 是不是官方账号, end to end.
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kList[] =
    "平台,账号名称,账号ID,主办单位,状态,网址\n"
    "新浪微博,滨江教育,1749127163,区教育局,正常,https://weibo.com/binjiangjy\n"
    "新浪微博,滨江统计,2749127163,区统计局,拟关停,\n"
    "新浪微博,滨江旧闻,3749127163,区统计局,已注销,\n"
    "新浪微博,滨江私开,4749127163,区统计局,已注销后违规私开,\n"
    "微信公众号,滨江教育,binjiangjiaoyu,区教育局,正常,\n"
    "微信公众号,滨江文章,MzA3MDU4NTYzMw==,区教育局,正常,\n"
    "微信公众号,滨江无号,,区教育局,正常,\n";

class VerifyTest : public ServiceTest {
 protected:
  VerifyTest() {
    EXPECT_OK(Import(kList).status());
    AwaitView();
  }
  absl::StatusOr<v1::VerifyAccountResponse> Ask(const std::string& url, const std::string& name = "") {
    v1::VerifyAccountRequest request;
    request.set_url(url);
    request.set_name(name);
    return Call(public_, request, &Stub::VerifyAccount);
  }
  absl::StatusOr<v1::VerifyAccountResponse> Ask(const std::string& platform, const std::string& id, const std::string& name) {
    v1::VerifyAccountRequest request;
    request.set_platform(platform);
    request.set_id(id);
    request.set_name(name);
    return Call(public_, request, &Stub::VerifyAccount);
  }
  static std::vector<std::string> Codes(const v1::VerifyAccountResponse& answer) {
    std::vector<std::string> codes;
    for (const auto& warning : answer.warnings()) codes.push_back(warning.code());
    return codes;
  }
};

TEST_F(VerifyTest, AnAddressIsRecognisedWhateverItIsDressedIn) {
  for (const char* url : {"https://weibo.com/u/1749127163", "HTTPS://WWW.Weibo.COM/1749127163?from=feed&utm_source=qq#x", "m.weibo.cn/profile/1749127163",
                          "https://weibo.com/binjiangjy"}) {
    ASSERT_OK_AND_ASSIGN(const auto answer, Ask(url));
    EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::GENUINE) << url;
    EXPECT_EQ(answer.account().display_name(), "滨江教育") << url;
    EXPECT_FALSE(answer.account().has_contact());
    EXPECT_EQ(answer.account().status_text(), "") << "what a list wrote is for officers";
  }
}

TEST_F(VerifyTest, TricksAreNamedAndAreOfNoAccount) {
  const std::pair<const char*, const char*> tricks[] = {{"https://weibo.com@example.org/u/1749127163", "URL_USERINFO"},
                                                        {"https://weibo.com:8443/u/1749127163", "URL_PORT"},
                                                        {"https://xn--wibo-v4d.com/u/1749127163", "URL_LOOKALIKE"},
                                                        {"https://weib0.com/u/1749127163", "URL_LOOKALIKE"},
                                                        {"https://example.org/u/1749127163", "URL_OF_NO_PLATFORM"},
                                                        {"https://welbo.com/u/1749127163", "URL_LOOKALIKE"},
                                                        {"https://weibo.com/u/1749127163%2f..%2f..%2fu%2f6666666666", "URL_HIDDEN_SLASH"},
                                                        {"https://mp.weixin.qq.com/s/FakeArticle1?__biz=MzA3MDU4NTYzMw==", "URL_NAMES_NO_ACCOUNT"},
                                                        {"https://mp.weixin.qq.com/s?__biz=MzA3MDU4NTYzMw==&__biz=MzA3MDU4NTYzMw==", "URL_NAMES_NO_ACCOUNT"},
                                                        {"https://v.douyin.com/abcdef", "URL_NAMES_NO_ACCOUNT"}};
  for (const auto& [url, code] : tricks) {
    ASSERT_OK_AND_ASSIGN(const auto answer, Ask(url));
    EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN) << url;
    EXPECT_THAT(Codes(answer), Contains(code)) << url;
  }
  ASSERT_OK_AND_ASSIGN(const auto dots, Ask("https://weibo.com/u/1749127163/%2e%2e/%2e%2e/u/6666666666"));
  EXPECT_EQ(dots.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_EQ(dots.platform_id(), "6666666666") << "what a browser opens";
  EXPECT_THAT(Ask("javascript:alert(1)"), HasReason("BAD_URL"));
}

TEST_F(VerifyTest, APlatformIsNamedAsPeopleNameIt) {
  for (const char* platform : {"platforms/weibo", "weibo", "新浪微博", "微博", "政务微博"}) {
    ASSERT_OK_AND_ASSIGN(const auto answer, Ask(platform, "1749127163", ""));
    EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::GENUINE) << platform;
  }
  EXPECT_THAT(Ask("飞信", "1", ""), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Ask("weibo", "", ""), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Ask("", "", "滨江教育"), HasReason("BAD_REQUEST"));
}

TEST_F(VerifyTest, AHijackedNameIsWarnedOfByIdAndByAddress) {
  ASSERT_OK_AND_ASSIGN(const auto by_id, Ask("weibo", "9999999999", "滨江教育"));
  EXPECT_EQ(by_id.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(Codes(by_id), ElementsAre("NAME_KNOWN_ID_DIFFERS"));
  ASSERT_GE(by_id.similar_size(), 1);
  EXPECT_EQ(by_id.similar(0).account().display_name(), "滨江教育");
  ASSERT_OK_AND_ASSIGN(const auto by_url, Ask("https://weibo.com/u/9999999999", "滨江教育"));
  EXPECT_THAT(Codes(by_url), ElementsAre("NAME_KNOWN_ID_DIFFERS"));
  EXPECT_EQ(by_url.platform(), "platforms/weibo");
  EXPECT_EQ(by_url.platform_id(), "9999999999");
}

TEST_F(VerifyTest, ARenamedAccountIsTheSameAccount) {
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask("weibo", "1749127163", "滨江区教育发布"));
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::GENUINE);
  EXPECT_THAT(Codes(answer), ElementsAre("NAME_DIFFERS"));
}

TEST_F(VerifyTest, ANameBesideAnAddressConfirmsNothing) {
  ASSERT_OK_AND_ASSIGN(const auto page, Ask("https://weibo.com/somebody", "滨江教育"));
  EXPECT_EQ(page.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  ASSERT_OK_AND_ASSIGN(const auto named, Ask("https://weibo.com/n/某某娱乐", "滨江教育"));
  EXPECT_EQ(named.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(Codes(named), Contains("URL_NAME_DIFFERS"));
  ASSERT_OK_AND_ASSIGN(const auto registered, Ask("https://weibo.com/binjiangjy", "滨江教育"));
  EXPECT_EQ(registered.verdict(), v1::VerifyAccountResponse::GENUINE);
}

TEST_F(VerifyTest, ANameThatOnlyReadsLikeARegisteredOneIsUnknown) {
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask("微信公众号", "", "滨江·教育＋"));
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(Codes(answer), ElementsAre("NAME_ONLY_ALIKE"));
  ASSERT_GE(answer.similar_size(), 1);
  EXPECT_EQ(answer.similar(0).account().display_name(), "滨江教育");
  ASSERT_OK_AND_ASSIGN(const auto in_url, Ask("https://weibo.com/n/滨江·教育"));
  EXPECT_EQ(in_url.verdict(), v1::VerifyAccountResponse::UNKNOWN);
}

TEST_F(VerifyTest, AnAccountWithoutAnIdCannotBeCheckedByOne) {
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask("微信公众号", "somebody_else", "滨江无号"));
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(Codes(answer), ElementsAre("NAME_KNOWN_ID_NOT_FILED"));
  ASSERT_OK_AND_ASSIGN(const auto by_name, Ask("微信公众号", "", "滨江无号"));
  EXPECT_EQ(by_name.verdict(), v1::VerifyAccountResponse::GENUINE);
  EXPECT_THAT(Codes(by_name), ElementsAre("BY_NAME_ONLY"));
}

TEST_F(VerifyTest, ClosedClosingAndReopenedAccountsSaySo) {
  ASSERT_OK_AND_ASSIGN(const auto closing, Ask("https://weibo.com/u/2749127163"));
  EXPECT_EQ(closing.verdict(), v1::VerifyAccountResponse::GENUINE);
  EXPECT_THAT(Codes(closing), ElementsAre("CLOSING"));
  ASSERT_OK_AND_ASSIGN(const auto closed, Ask("https://weibo.com/u/3749127163"));
  EXPECT_EQ(closed.verdict(), v1::VerifyAccountResponse::CLOSED);
  ASSERT_OK_AND_ASSIGN(const auto reopened, Ask("https://weibo.com/u/4749127163"));
  EXPECT_EQ(reopened.verdict(), v1::VerifyAccountResponse::CLOSED);
  EXPECT_THAT(Codes(reopened), ElementsAre("REOPENED"));
}

TEST_F(VerifyTest, WhatNobodyKnowsIsUnknownWithSimilarNames) {
  ASSERT_OK_AND_ASSIGN(const auto answer, Ask("weibo", "", "滨江教育官方"));
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  ASSERT_GE(answer.similar_size(), 1);
  EXPECT_EQ(answer.similar(0).account().display_name(), "滨江教育");
  EXPECT_GE(answer.similar(0).percent(), 60);
  ASSERT_OK_AND_ASSIGN(const auto alien, Ask("weibo", "", "完全无关的娱乐号"));
  EXPECT_THAT(alien.similar(), IsEmpty());
}

TEST_F(VerifyTest, TheSameAnswerComesFromEveryReplica) {
  const std::unique_ptr<Replica> other = NewReplica();
  v1::VerifyAccountRequest request;
  request.set_url("https://weibo.com/u/1749127163");
  ASSERT_OK_AND_ASSIGN(const auto here, Call(public_, request, &Stub::VerifyAccount));
  ASSERT_OK_AND_ASSIGN(const auto there, CallOn(other->stub(), public_, request, &Stub::VerifyAccount));
  EXPECT_EQ(here.SerializeAsString(), there.SerializeAsString());
}

}  // namespace
}  // namespace disclosure::media
