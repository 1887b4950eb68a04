// The portal's views by address: three services joined.
#include <unistd.h>

#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

class PortalViews : public Conformance {
 protected:
  static Reply Suggest(const std::string& organ, const std::string& text) {
    return Send("POST", "/v1/portal/" + organ + ":suggest", Json({{"text", text}}).dump(), "Content-Type: application/json\r\n");
  }
};

TEST_F(PortalViews, TheHomeOfADivisionHasAllItsParts) {
  const Reply reply = Get("/v1/portal/divisions/330108");
  ASSERT_EQ(reply.status, 200) << reply.body;
  const Json home = reply.json();
  EXPECT_TRUE(home["unavailable"].empty()) << home["unavailable"].dump();
  EXPECT_EQ(home["division"]["code"], "330108");
  EXPECT_EQ(home["divisionsBelow"].size(), 3u);
  EXPECT_EQ(home["catalogues"].size(), 26u);
  EXPECT_TRUE(home["requests"]["name"].get<std::string>().starts_with("divisions/330108/requestStatistics/"));
  EXPECT_EQ(Get("/v1/portal/divisions/999999").status, 404);
}

TEST_F(PortalViews, AnOrgansPageHasTheFourDirectories) {
  const Json page = Get("/v1/portal/organs/330108-jyj").json();
  EXPECT_TRUE(page["unavailable"].empty()) << page.dump();
  EXPECT_EQ(page["profile"]["name"], "organs/330108-jyj/profile");
  EXPECT_GT(page["catalogues"].size(), 0u);
  EXPECT_EQ(page["takesRequests"], true);
  EXPECT_EQ(Get("/v1/portal/organs/330108-nobody").status, 404);
}

TEST_F(PortalViews, OneSearchFindsWhatIsPublished) {
  const Json found = Get("/v1/portal:search?query=%E4%B9%89%E5%8A%A1%E6%95%99%E8%82%B2").json();  // 义务教育
  EXPECT_TRUE(found["unavailable"].empty()) << found.dump();
  ASSERT_GT(found["items"].size(), 0u);
  EXPECT_EQ(Get("/" + found["items"][0]["item"].get<std::string>()).status, 200) << "the portal shows the item";
  EXPECT_EQ(Get("/v1/portal:search?query=").status, 400);
}

TEST_F(PortalViews, WhatIsPublicIsSuggestedBeforeFilingAndARequestThatWasAvoidedIsCounted) {
  const Json suggested = Suggest("organs/330108-jyj", "想了解义务教育阶段学校的招生范围、学区划分").json();
  ASSERT_GT(suggested["suggestions"].size(), 0u) << suggested.dump();
  const std::string item = suggested["suggestions"][0]["hit"]["item"];
  const std::string division = item.substr(0, item.find("/catalogues/"));
  const std::string year = Get("/v1/portal/divisions/330108").json()["requests"]["year"].dump();
  const auto counted = [&] { return Get("/v1/portal/" + division + "/statistics/" + year).json()["avoided"]["count"].dump(); };
  const std::string before = counted();
  const std::string key = "Content-Type: application/json\r\nIdempotency-Key: conformance-avoided-" + std::to_string(getpid()) + "\r\n";
  for (int i = 0; i < 2; ++i) EXPECT_EQ(Send("POST", "/v1/" + item + ":avoided", "{}", key).status, 200);
  EXPECT_NE(counted(), before) << "once, however often it was sent";
  EXPECT_EQ(Suggest("organs/330108-nobody", "学区").status, 404);
}

TEST_F(PortalViews, AQueryInAnAddressIsNoPlaceForAWish) {
  EXPECT_EQ(Get("/v1/portal/organs/330108-jyj:suggest?text=%E5%AD%A6%E5%8C%BA").status, 405);
}

}  // namespace
}  // namespace disclosure
