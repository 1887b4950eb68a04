// What a portal does before somebody files a request: the organ's own pages, searches, suggestions.
#include <chrono>

#include "common/base/clock.h"
#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

std::string Encoded(const std::string& text) {
  std::string out;
  for (const unsigned char c : text) {
    char hex[4];
    std::snprintf(hex, sizeof hex, "%%%02X", c);
    out += hex;
  }
  return out;
}

TEST_F(Conformance, ItemsAreSearchedInEitherScriptWithPlainTextAndRangesForAnAnswer) {
  const Reply reply = Get("/v1/items:search?query=" + Encoded("義務教育 學生資助") + "&division=divisions/330108");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Json found = reply.json();
  ASSERT_GT(found["hits"].size(), 0u) << reply.body;
  const Json hit = found["hits"][0];
  for (const char* field : {"item", "titles", "catalogue", "catalogueTitle", "edition", "domain", "responsibleBodies", "snippet", "sample"}) {
    EXPECT_TRUE(hit.contains(field)) << field;
  }
  EXPECT_EQ(hit["domain"], "domains/03");
  EXPECT_EQ(hit["sample"], true);
  EXPECT_TRUE(hit["snippet"]["highlights"].is_array());
  EXPECT_GE(found["totalEstimate"], found["hits"].size());
  EXPECT_EQ(Get("/v1/" + hit["item"].get<std::string>()).status, 200);
}

TEST_F(Conformance, BadSearchesAre400) {
  EXPECT_EQ(Get("/v1/items:search").reason(), "BAD_REQUEST");
  EXPECT_EQ(Get("/v1/items:search?query=***").reason(), "BAD_REQUEST");
  EXPECT_EQ(Get("/v1/items:search?query=a&division=330108").reason(), "BAD_REQUEST");
  EXPECT_EQ(Get("/v1/items:search?query=" + Encoded(std::string(101, 'x'))).reason(), "BAD_REQUEST");
}

TEST_F(Conformance, WhatIsPublishedIsFoundSoonAfter) {
  const std::string file = ReadFile(DISCLOSURE_SOURCE_DIR "/data/catalogue/items/19-shenong-butie.csv");
  const std::string editor = Token("330108-qfb", "editor,supervisor", "conformance-search-editor");
  const std::string approver = Token("330108-qfb", "approver,supervisor", "conformance-search-approver");
  ASSERT_EQ(Send("POST", "/v1/divisions/330108/catalogues:import?fileName=19.csv&domain=19", file, editor + "Content-Type: text/csv\r\n").status, 200);
  const Reply published = Send("POST", "/v1/divisions/330108/catalogues/19:publish", "{}", approver);
  ASSERT_EQ(published.status, 200) << published.body;
  const int edition = published.json()["edition"];
  const auto began = std::chrono::steady_clock::now();
  const std::string search = "/v1/items:search?query=" + Encoded("补贴") + "&division=divisions/330108&domain=domains/19";
  Json found;
  do {
    found = Get(search).json();
    ASSERT_GT(found["hits"].size(), 0u) << "at no time is there nothing";
  } while (found["hits"][0]["edition"] != edition && std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
  EXPECT_EQ(found["hits"][0]["edition"], edition);
  EXPECT_LE(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count(), 2000);
}

TEST_F(Conformance, ASuggestionThatHelpsIsCounted) {
  const Reply suggested =
      Send("POST", "/v1/items:suggest", R"({"text":"请问公租房的申请条件是什么？","division":"divisions/330108"})", "Content-Type: application/json\r\n");
  ASSERT_EQ(suggested.status, 200) << suggested.body;
  ASSERT_GT(suggested.json()["suggestions"].size(), 0u);
  const Json hit = suggested.json()["suggestions"][0]["hit"];
  const int64_t year = LocalDay(absl::Now()).year();
  const auto count = [year] {
    return std::stoll(Get("/v1/divisions/330108/avoidedRequests?year=" + std::to_string(year)).json()["count"].get<std::string>());
  };
  const int64_t before = count();
  const std::string path = "/v1/" + hit["item"].get<std::string>() + ":avoided";
  EXPECT_EQ(Send("POST", path, "{}").reason(), "BAD_REQUEST") << "without a key a retry would count twice";
  const std::string key = "Idempotency-Key: conformance-avoided-" + std::to_string(before) + "\r\n";
  EXPECT_EQ(Send("POST", path, "{}", key).status, 200);
  EXPECT_EQ(Send("POST", path, "{}", key).status, 200);
  EXPECT_EQ(count(), before + 1);
}

TEST_F(Conformance, AnOrgansPageIsWrittenByItsEditor) {
  const std::string path = "/v1/organs/330108-jyj/profile";
  const Reply before = Get(path);
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_NE(before.json()["displayName"], "");
  const std::string editor = Token("330108-jyj", "editor", "conformance-profile-editor");
  const std::string body = R"({"guide":{"access":"到公开查阅点查阅。"},"rules":[{"title":"信息公开审查制度","issuedOn":"2026-03-01","text":"先审查，后公开。"}]})";
  EXPECT_EQ(Send("PATCH", path, body, "Content-Type: application/json\r\n").status, 401);
  const Reply written = Send("PATCH", path, body, editor + "Content-Type: application/json\r\nIf-Match: " + before.headers.at("etag") + "\r\n");
  ASSERT_EQ(written.status, 200) << written.body;
  EXPECT_EQ(Get(path).json()["rules"][0]["title"], "信息公开审查制度");
  EXPECT_EQ(Send("PATCH", path, R"({"guide":{"access":"<b>粗</b>"}})", editor + "Content-Type: application/json\r\n").reason(), "BAD_REQUEST");
  EXPECT_EQ(Send("PATCH", path, body, editor + "Content-Type: application/json\r\nIf-Match: \"0.0\"\r\n").reason(), "ETAG_MISMATCH");
}

}  // namespace
}  // namespace disclosure
