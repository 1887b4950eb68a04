// Cross-origin use: who is on the list, and nobody else.
#include <string>

#include "gateway/http/raw_client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::testing::HasSubstr;

TEST(Cors, AnswersByTheAllowList) {
  TestServer server({.cors_origins = {"https://good.example"}});
  RawClient client(server.port());
  const auto good = client.Ask(Get("/v1/published", "Origin: https://good.example\r\n"));
  const auto bad = client.Ask(Get("/v1/published", "Origin: https://bad.example\r\n"));
  const auto preflight = client.Ask(
      "OPTIONS /v1/items HTTP/1.1\r\nHost: a\r\nOrigin: "
      "https://good.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
  const auto plain = client.Ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(good && bad && preflight && plain);
  EXPECT_EQ(good->headers.at("access-control-allow-origin"), "https://good.example");
  EXPECT_THAT(good->headers.at("vary"), HasSubstr("Origin"));
  EXPECT_EQ(bad->headers.count("access-control-allow-origin"), 0u);
  EXPECT_EQ(preflight->status, 204);
  EXPECT_THAT(preflight->headers.at("access-control-allow-methods"), HasSubstr("PATCH"));
  EXPECT_EQ(plain->status, 204);
  EXPECT_THAT(plain->headers.at("allow"), HasSubstr("OPTIONS"));
}

TEST(Cors, KnowsOnlyTheListedOriginExactlyOnEveryKindOfAnswer) {
  TestServer server({.cors_origins = {"https://good.example", "https://other.example:8443"}}, [](auto request, auto exchange) {
    if (request->path != "/stream") return exchange->Reply({.status = 429, .headers = {{"retry-after", "2"}}});
    exchange->StartStream({.headers = {{"content-type", "text/event-stream"}}});
    exchange->Write("data: 1\n\n");
    exchange->Finish();
  });
  RawClient client(server.port());
  for (const std::string path : {"/v1/published", "/limited", "/stream", "/a/../b"}) {
    const auto good = client.Ask(Get(path, "Origin: https://other.example:8443\r\n"));
    ASSERT_TRUE(good) << path;
    EXPECT_EQ(good->headers.at("access-control-allow-origin"), "https://other.example:8443") << path;
    EXPECT_THAT(good->headers.at("access-control-expose-headers"), HasSubstr("Retry-After")) << path;
    EXPECT_EQ(good->headers.count("access-control-allow-credentials"), 0u) << "no cookie is ever needed";
    for (const std::string origin : {"null", "http://good.example", "https://good.example.evil.example", "https://GOOD.example",
                                     "https://good.example/", "https://other.example", "*"}) {
      const auto bad = client.Ask(Get(path, "Origin: " + origin + "\r\n"));
      ASSERT_TRUE(bad) << path;
      EXPECT_EQ(bad->headers.count("access-control-allow-origin"), 0u) << path << " for " << origin;
      EXPECT_THAT(bad->headers.at("vary"), HasSubstr("Origin")) << "a cache must not mix them";
    }
  }
  const auto preflight = client.Ask(
      "OPTIONS /v1/items HTTP/1.1\r\nHost: a\r\nOrigin: https://bad.example\r\nAccess-Control-Request-Method: POST\r\n\r\n");
  ASSERT_TRUE(preflight);
  EXPECT_EQ(preflight->headers.count("access-control-allow-methods"), 0u);
}

}  // namespace
}  // namespace disclosure::gateway
