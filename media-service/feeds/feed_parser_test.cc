// What is made of feeds, whole, odd and hostile.
#include "media-service/feeds/feed_parser.h"

#include <iconv.h>

#include "common/base/clock.h"
#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "media-service/feeds/feed_look.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::Time At(int month, int day, int hour = 0, int minute = 0, int second = 0) {
  return absl::FromCivil(absl::CivilSecond(2026, month, day, hour, minute, second), Shanghai());
}

std::string Rss(const std::string& items) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>滨江发布</title>"
         "<pubDate>Fri, 01 Jan 2021 00:00:00 GMT</pubDate>" + items + "</channel></rss>";
}
std::string Item(const std::string& date) { return "<item><title>一篇</title><pubDate>" + date + "</pubDate></item>"; }

std::string Gb18030(std::string text) {
  std::string out(text.size() * 2, '\0');
  char *in = text.data(), *to = out.data();
  size_t in_left = text.size(), left = out.size();
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  EXPECT_EQ(iconv(converter, &in, &in_left, &to, &left), 0u);
  iconv_close(converter);
  out.resize(out.size() - left);
  return out;
}

TEST(Rss, GivesTheTimeOfEveryItemAndNotThatOfTheChannel) {
  ASSERT_OK_AND_ASSIGN(const Feed feed, ParseFeed(Rss(Item("Fri, 18 Sep 2026 10:00:00 +0800") +
                                                      Item("Thu, 17 Sep 2026 10:00:00 +0800") + "<item/>")));
  EXPECT_THAT(feed.posts, ElementsAre(At(9, 18, 10), At(9, 17, 10)));
  EXPECT_EQ(feed.undated, 1);
}

TEST(Rss, TakesTheDateOfDublinCoreToo) {
  const std::string dublin_core = "<dc:date xmlns:dc=\"http://purl.org/dc/elements/1.1/\">2026-09-18T10:00:00+08:00</dc:date>";
  ASSERT_OK_AND_ASSIGN(const Feed feed, ParseFeed(Rss("<item>" + dublin_core + "</item>"
                                                      "<item><pubDate>soon</pubDate><dc:date>2026-09-17</dc:date></item>")));
  EXPECT_THAT(feed.posts, ElementsAre(At(9, 18, 10), At(9, 17)));
}

TEST(Rss, IsReadInTheEncodingsOfChineseSites) {
  std::string xml = Rss(Item("2026-09-18 10:00:00"));
  xml.replace(xml.find("UTF-8"), 5, "gb2312");
  ASSERT_OK_AND_ASSIGN(const Feed feed, ParseFeed(Gb18030(xml)));
  EXPECT_THAT(feed.posts, ElementsAre(At(9, 18, 10)));
  EXPECT_OK(ParseFeed("\xEF\xBB\xBF" + Rss(Item("2026-09-18"))).status());
}

TEST(Rss, TagsInsideOfTextsAreNoItems) {
  ASSERT_OK_AND_ASSIGN(const Feed feed, ParseFeed(Rss("<!-- <item> --><item><description><![CDATA[<item><pubDate>2020-01-01</pubDate></item>]]>"
                                                      "</description><pubDate>2026-09-18</pubDate></item>")));
  EXPECT_THAT(feed.posts, ElementsAre(At(9, 18)));
}

TEST(Atom, GivesThePublicationBeforeTheChange) {
  const std::string xml =
      "<?xml version='1.0'?><!-- made by hand --><a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:updated>2026-11-01T00:00:00Z</a:updated>"
      "<a:entry><a:updated>2026-09-20T00:00:00+08:00</a:updated><a:published>2026-09-18T10:00:00+08:00</a:published></a:entry>"
      "<a:entry><a:updated>2026-09-17T10:00:00+08:00</a:updated></a:entry></a:feed>";
  ASSERT_OK_AND_ASSIGN(const Feed feed, ParseFeed(xml));
  EXPECT_THAT(feed.posts, ElementsAre(At(9, 18, 10), At(9, 17, 10)));
}

TEST(BrokenFeeds, AreNamed) {
  EXPECT_THAT(ParseFeed(""), HasReason("NOT_A_FEED"));
  EXPECT_THAT(ParseFeed("<!DOCTYPE html><html><body>维护中</body></html>"), HasReason("NOT_A_FEED")) << "a page instead of a feed";
  EXPECT_THAT(ParseFeed("<html><item/></html>"), HasReason("NOT_A_FEED"));
  EXPECT_THAT(ParseFeed("{\"items\":[]}"), HasReason("NOT_A_FEED"));
  const std::string whole = Rss(Item("2026-09-18"));
  for (const size_t size : {whole.size() - 1, whole.size() - 10, whole.size() - 40}) {
    EXPECT_THAT(ParseFeed(whole.substr(0, size)), HasReason("TRUNCATED_FILE")) << size;
  }
  EXPECT_THAT(ParseFeed(Rss("<item><a></b></item>")), HasReason("MALFORMED_XML"));
  EXPECT_THAT(ParseFeed("<rss>\xFF\xFF\xFF</rss>"), HasReason("WRONG_ENCODING"));
  EXPECT_THAT(std::string(ParseFeed(Rss("<item><a></b></item>")).status().message()), HasSubstr("订阅源"));
}

TEST(HostileFeeds, DeclareNothingAndReadNothing) {
  EXPECT_THAT(ParseFeed("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;'>]>"
                        "<rss><channel><item><pubDate>&c;</pubDate></item></channel></rss>"),
              HasReason("UNSAFE_XML"));
  EXPECT_THAT(ParseFeed("<!DOCTYPE rss SYSTEM 'http://127.0.0.1/evil.dtd'><rss/>"), HasReason("UNSAFE_XML"));
  EXPECT_THAT(ParseFeed("<rss><!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><channel/></rss>"), HasReason("UNSAFE_XML"));
  ASSERT_OK_AND_ASSIGN(const Feed feed, ParseFeed(Rss("<item><pubDate>&unknown;</pubDate></item>")));
  EXPECT_EQ(feed.undated, 1);
}

TEST(HostileFeeds, DepthCostsNothingButTheirSize) {
  std::string open, close;
  for (int i = 0; i < 100'000; ++i) {
    open += "<a>";
    close += "</a>";
  }
  ASSERT_OK_AND_ASSIGN(const Feed feed, ParseFeed(Rss("<item>" + open + close + "</item>")));
  EXPECT_EQ(feed.undated, 1);
}

class LookTest : public ::testing::Test {
 protected:
  const FeedSource source_{.account = "a", .url = "https://example.cn/feed"};
  const absl::Time now_ = At(9, 18, 12);
};

TEST_F(LookTest, SaysTheLastPostAndThePostsOfTheQuarter) {
  ASSERT_OK_AND_ASSIGN(const Observation look, LookAt({.posts = {At(9, 17), At(9, 18, 10), At(7, 1), At(6, 30, 23)}}, source_, now_));
  EXPECT_EQ(look.last_post, At(9, 18, 10));
  EXPECT_EQ(look.posts, 3);
  EXPECT_EQ(look.quarter, "2026Q3");
  EXPECT_EQ(look.source, "RSS");
  EXPECT_EQ(look.evidence, "https://example.cn/feed");
  error::Violations bad;
  CheckObservation(look, "look", now_, bad);
  EXPECT_OK(bad.status());
}

TEST_F(LookTest, AFeedThatDoesNotReachBackToTheQuartersBeginningSaysSo) {
  ASSERT_OK_AND_ASSIGN(const Observation look, LookAt({.posts = {At(9, 18, 10), At(8, 1)}}, source_, now_));
  EXPECT_EQ(look.posts, 2);
  EXPECT_THAT(look.evidence, HasSubstr("最早只到2026-08-01"));
}

TEST_F(LookTest, WhatIsPostedLaterIsNotPostedYet) {
  ASSERT_OK_AND_ASSIGN(const Observation look, LookAt({.posts = {At(9, 30), At(9, 17)}}, source_, now_));
  EXPECT_EQ(look.last_post, At(9, 17));
  EXPECT_EQ(look.posts, 1);
}

TEST_F(LookTest, AFeedThatShowsNothingIsNoSilence) {
  EXPECT_THAT(LookAt({}, source_, now_), HasReason("FEED_EMPTY"));
  EXPECT_THAT(LookAt({.posts = {}, .undated = 3}, source_, now_), HasReason("FEED_UNDATED"));
  EXPECT_THAT(LookAt({.posts = {At(10, 1)}}, source_, now_), HasReason("FEED_UNDATED"));
}

}  // namespace
}  // namespace disclosure::media
