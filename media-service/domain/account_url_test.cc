#include "media-service/domain/account_url.h"

#include <string>

#include "absl/strings/ascii.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;

std::string TrickName(UrlTrick trick) {
  switch (trick) {
    case UrlTrick::kNone: return "";
    case UrlTrick::kUserinfo: return "userinfo";
    case UrlTrick::kPort: return "port";
    case UrlTrick::kLookalike: return "lookalike";
    case UrlTrick::kHiddenSlash: return "slash";
  }
  return "?";
}

// url,platform,id,name,trick: "bad" for an address that is none. {nbsp} and the like stand for characters that a CSV hides.
TEST(AccountUrls, TheTableOfCasesHolds) {
  const auto rows = ReadDataTable(ReadMediaFile("media-service/domain/testdata/account_urls.csv"), "account_urls.csv", "url,platform,id,name,trick,why");
  ASSERT_OK(rows.status());
  EXPECT_GE(rows->size(), 200u);
  for (const DataRow& row : *rows) {
    SCOPED_TRACE(row.place + " " + row.fields[0] + " (" + row.fields[5] + ")");
    const absl::StatusOr<AccountUrl> found = RecogniseUrl(row.fields[0], Platforms());
    if (row.fields[4] == "bad") {
      EXPECT_THAT(found, HasReason("BAD_URL"));
      continue;
    }
    ASSERT_OK(found.status());
    EXPECT_EQ(found->platform, row.fields[1]);
    EXPECT_EQ(found->id, row.fields[2]);
    EXPECT_EQ(found->name, row.fields[3]);
    EXPECT_EQ(TrickName(found->trick), row.fields[4]);
  }
}

TEST(AccountUrls, AnAddressWithATrickIsOfNoAccount) {
  ASSERT_OK_AND_ASSIGN(const AccountUrl found, RecogniseUrl("https://weibo.com@example.org/u/1234567890", Platforms()));
  EXPECT_EQ(found.platform, "");
  EXPECT_EQ(found.page, "");
}

std::string PageOf(const std::string& url) {
  const absl::StatusOr<AccountUrl> found = RecogniseUrl(url, Platforms());
  EXPECT_TRUE(found.ok()) << url;
  return found.ok() ? found->page : "?";
}

TEST(AccountUrls, PagesOfNoPlatformAreToldApartByPortQueryAndRoute) {
  const std::string page = PageOf("https://app.example.gov.cn/detail?id=1&kind=app");
  EXPECT_EQ(page, "app.example.gov.cn/detail?id=1&kind=app");
  for (const char* same : {"http://www.app.example.gov.cn/detail?kind=app&id=1", "https://app.example.gov.cn:443/detail/?id=1&utm_source=qq&kind=app&from=timeline#top",
                           "https://APP.example.gov.cn/%64etail?&id=%31&kind=app"}) {
    EXPECT_EQ(PageOf(same), page) << same;
  }
  for (const char* other : {"https://app.example.gov.cn:8443/detail?id=1&kind=app", "https://app.example.gov.cn/detail?id=2&kind=app", "https://app.example.gov.cn/detail",
                            "https://app.example.gov.cn/detail?id=1&id=2&kind=app", "https://app.example.gov.cn/detail?id=1&kind=app#/other",
                            "https://app.example.gov.cn/detail%3Fid=1&kind=app", "https://app.example.gov.cn/detail?id=1%26kind=app"}) {
    EXPECT_NE(PageOf(other), page) << other;
  }
}

TEST(AccountUrls, OnAPlatformOnlyPagesThatARuleNamesAreCompared) {
  EXPECT_EQ(PageOf("https://www.weibo.com/binjiangjy?is_hot=1"), "weibo.com/binjiangjy");
  EXPECT_EQ(PageOf("https://v.douyin.com/iRNBho5m/"), "v.douyin.com/iRNBho5m");
  for (const char* url : {"https://weibo.com/", "https://weibo.com/login", "https://weibo.com/tv/show/1", "https://v.douyin.com/", "https://channels.weixin.qq.com/platform",
                          "https://mp.weixin.qq.com/", "https://app.mi.com/"}) {
    EXPECT_EQ(PageOf(url), "") << url;
  }
}

TEST(AccountUrls, ALookalikeNamesWhatItImitates) {
  ASSERT_OK_AND_ASSIGN(const AccountUrl found, RecogniseUrl("https://wеibo.com/u/1234567890", Platforms()));  // Cyrillic е
  EXPECT_EQ(found.imitated, "weibo.com");
}

TEST(AccountUrls, WhatLooksTheSameHasOneSkeleton) {
  for (const char* host : {"we1b0.com", "vveibo.com", "welbo.com", "WEIBO.com", "xn--wibo-v4d.com"}) {
    EXPECT_EQ(Skeleton(absl::AsciiStrToLower(host)), Skeleton("weibo.com")) << host;
  }
  EXPECT_EQ(Skeleton("rn.weixin.qq.com"), Skeleton("m.weixin.qq.com"));
  EXPECT_NE(Skeleton("douyin.com"), Skeleton("weibo.com"));
}

TEST(AccountUrls, BlanksControlCharactersAndBackslashesAreRefused) {
  for (const std::string url : {"https://weibo.com/u/12 34", "https://weibo.com\\@example.org/", "https://weibo.com/\x01", "https://\xff/", ""}) {
    EXPECT_THAT(RecogniseUrl(url, Platforms()), HasReason("BAD_URL")) << url;
  }
  EXPECT_THAT(RecogniseUrl("https://weibo.com/" + std::string(2048, 'a'), Platforms()), HasReason("BAD_URL"));
}

TEST(AccountUrls, PunycodeIsDecoded) {
  EXPECT_EQ(DecodePunycode("ihqwcrb4cv8a8dqg056pqjye"), U"他们为什么不说中文");
  EXPECT_EQ(DecodePunycode("mnchen-3ya"), U"münchen");
  EXPECT_EQ(DecodePunycode("99999999"), U"");
}

}  // namespace
}  // namespace disclosure::media
