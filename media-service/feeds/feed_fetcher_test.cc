// Feeds over a real connection, to a server on loopback.
#include "media-service/feeds/feed_fetcher.h"

#include "common/net/curl_handle.h"
#include "common/testing/matchers.h"
#include "media-service/feeds/http_server_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class FetcherTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> Fetch(const std::string& url) { return MakeFeedFetcher(rules_)->Fetch(url); }

  testing::HttpServer server_;
  FetchRules rules_{.private_networks = true, .most_bytes = 100'000, .timeout = absl::Seconds(10)};
};

TEST_F(FetcherTest, ReadsWhatTheAddressAnswersWith) {
  server_.Serve("/feed?a=1", "<rss/>");
  EXPECT_THAT(Fetch(server_.Url("/feed?a=1")), IsOkAndHolds("<rss/>"));
}

TEST_F(FetcherTest, AnythingButSuccessIsNamed) {
  server_.AnswerWith("/gone", 410);
  const auto gone = Fetch(server_.Url("/gone"));
  EXPECT_THAT(gone, HasReason("FEED_REFUSED"));
  EXPECT_THAT(std::string(gone.status().message()), HasSubstr("410"));
  EXPECT_THAT(Fetch(server_.Url("/none")), HasReason("FEED_REFUSED"));
}

TEST_F(FetcherTest, FollowsRedirectsOnTheSameHostOnly) {
  server_.Redirect("/old", "/new");
  server_.Serve("/new", "<feed/>");
  EXPECT_THAT(Fetch(server_.Url("/old")), IsOkAndHolds("<feed/>"));
  server_.Redirect("/away", "http://localhost:" + std::to_string(server_.port()) + "/new");
  EXPECT_THAT(Fetch(server_.Url("/away")), HasReason("FEED_REDIRECTED"));
  server_.Redirect("/file", "file:///etc/passwd");
  EXPECT_THAT(Fetch(server_.Url("/file")), HasReason("FEED_REDIRECTED"));
  server_.Redirect("/round", "/round");
  EXPECT_THAT(Fetch(server_.Url("/round")), HasReason("FEED_REDIRECTED"));
}

TEST_F(FetcherTest, WhatIsTooLargeIsNotReadToItsEnd) {
  server_.Serve("/limit", std::string(100'000, 'x'));
  server_.Serve("/large", std::string(100'001, 'x'));
  EXPECT_OK(Fetch(server_.Url("/limit")).status());
  EXPECT_THAT(Fetch(server_.Url("/large")), HasReason("FEED_TOO_LARGE"));
}

TEST_F(FetcherTest, AServerThatIsCutOffSilentOrAwayIsUnreachable) {
  server_.Cut("/cut", "<rss>");
  EXPECT_THAT(Fetch(server_.Url("/cut")), HasReason("FEED_UNREACHABLE"));
  EXPECT_THAT(Fetch("http://127.0.0.1:1/"), HasReason("FEED_UNREACHABLE"));
  EXPECT_THAT(Fetch("http://no-such-host.invalid/"), HasReason("FEED_UNREACHABLE"));
  rules_.timeout = absl::Milliseconds(200);
  server_.Hang();
  const auto hanging = Fetch(server_.Url("/feed"));
  EXPECT_THAT(hanging, HasReason("FEED_UNREACHABLE"));
  EXPECT_THAT(std::string(hanging.status().message()), HasSubstr("超时"));
}

TEST_F(FetcherTest, ErrorsDoNotTellTheAddress) {
  const auto gone = Fetch(server_.Url("/secret-token"));
  EXPECT_THAT(gone.status().ToString(), Not(HasSubstr("secret-token")));
}

TEST_F(FetcherTest, WithoutLeaveItDoesNotConnectToTheHouse) {
  rules_.private_networks = false;
  server_.Serve("/feed", "<rss/>");
  EXPECT_THAT(Fetch(server_.Url("/feed")), HasReason("FEED_ADDRESS"));
  EXPECT_THAT(Fetch("http://2130706433:" + std::to_string(server_.port()) + "/feed"), HasReason("FEED_ADDRESS"));
  EXPECT_EQ(server_.requests(), 0);
}

TEST_F(FetcherTest, ANameThatLeadsIntoTheHouseIsRefusedOnceItIsResolved) {
  bool refused = false;
  const Curl curl = NewCurl();
  StayOutside(curl.get(), refused);
  curl_easy_setopt(curl.get(), CURLOPT_URL, ("http://localhost:" + std::to_string(server_.port()) + "/").c_str());
  EXPECT_NE(curl_easy_perform(curl.get()), CURLE_OK);
  EXPECT_TRUE(refused);
  EXPECT_EQ(server_.requests(), 0);
}

TEST_F(FetcherTest, StoppedItReadsNothingMore) {
  const auto fetcher = MakeFeedFetcher(rules_);
  fetcher->Stop();
  server_.Hang();
  EXPECT_THAT(fetcher->Fetch(server_.Url("/feed")), StatusIs(absl::StatusCode::kCancelled));
}

TEST(FeedUrls, AreHttpOutsideOfTheHouse) {
  EXPECT_EQ(FeedUrlFault("https://example.cn/feed.xml", {}), "");
  EXPECT_EQ(FeedUrlFault("http://example.cn/feed.xml", {}), "");
  for (const char* bad : {"", "ftp://example.cn/", "file:///etc/passwd", "https://u:p@example.cn/", "http://127.0.0.1/", "http://10.1.2.3/feed",
                          "http://localhost:7001/", "http://[::1]/", "https://例.cn/", "http://0x7f.1/"}) {
    EXPECT_NE(FeedUrlFault(bad, {}), "") << bad;
  }
  EXPECT_NE(FeedUrlFault("https://example.cn/" + std::string(1000, 'a'), {}), "");
  EXPECT_EQ(FeedUrlFault("http://10.1.2.3/feed", {.private_networks = true}), "");
}

}  // namespace
}  // namespace disclosure::media
