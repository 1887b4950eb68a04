#include "media-service/domain/account_url.h"

#include <string>

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

TEST(AccountUrls, ALookalikeNamesWhatItImitates) {
  ASSERT_OK_AND_ASSIGN(const AccountUrl found, RecogniseUrl("https://wеibo.com/u/1234567890", Platforms()));  // Cyrillic е
  EXPECT_EQ(found.imitated, "weibo.com");
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
