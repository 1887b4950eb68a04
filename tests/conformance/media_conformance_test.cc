// New media by address: what the public, a registrar and an office get.
#include <unistd.h>

#include <chrono>
#include <thread>

#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

class Media : public Conformance {
 protected:
  // An id that no other run has used.
  static std::string Id(int number) { return std::to_string(2000000000LL + 1000LL * (getpid() % 900000) + number); }
  Reply Import(const std::string& csv, const std::string& query = "") {
    return Send("POST", "/v1/divisions/330108/accounts:import" + query, csv, supervisor_ + "Content-Type: text/csv\r\n");
  }
  // Until memory has heard of it: within a second.
  static Json Verified(const std::string& url) {
    Json answer;
    for (int i = 0; i < 100; ++i) {
      answer = Get("/v1/accounts:verify?url=" + url).json();
      if (answer["verdict"] != "UNKNOWN") break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return answer;
  }

  const std::string supervisor_ = Token("330108-qfb", "supervisor", "conformance-office");
  const std::string registrar_ = Token("330108-jyj", "registrar", "conformance-registrar");
};

TEST_F(Media, WhatIsImportedIsVerifiedWithinASecond) {
  const std::string id = Id(1), name = "测试账号" + id;
  const Reply imported = Import("平台,账号名称,账号ID,主办单位\n新浪微博," + name + "," + id + ",杭州市滨江区教育局\n");
  ASSERT_EQ(imported.status, 200) << imported.body;
  EXPECT_EQ(imported.json()["rowsRead"], 1);
  const Json genuine = Verified("https://weibo.com/u/" + id + "%3Ffrom=feed");
  EXPECT_EQ(genuine["verdict"], "GENUINE") << genuine.dump();
  EXPECT_EQ(genuine["account"]["displayName"], name);
  EXPECT_EQ(genuine.dump().find("phone"), std::string::npos);
  const Json by_id = Get("/v1/accounts:verify?platform=weibo&id=" + id).json();
  EXPECT_EQ(by_id["verdict"], "GENUINE");
  const Reply account = Get("/v1/" + std::string(genuine["account"]["name"]));
  EXPECT_EQ(account.status, 200);
  EXPECT_NE(account.headers.at("etag"), "");
}

TEST_F(Media, TricksAndUnknownOnesAreUnknownAndNoAddressIsRefused) {
  const Json trick = Get("/v1/accounts:verify?url=https://weibo.com%40example.org/u/1749127163").json();
  EXPECT_EQ(trick["verdict"], "UNKNOWN");
  EXPECT_EQ(trick["warnings"][0]["code"], "URL_USERINFO");
  EXPECT_EQ(Get("/v1/accounts:verify?url=javascript:alert(1)").reason(), "BAD_URL");
  EXPECT_EQ(Get("/v1/accounts:verify").reason(), "BAD_REQUEST");
}

TEST_F(Media, ADraftIsRegisteredEditedAndHidden) {
  const Json draft = {{"displayName", "测试草稿"}, {"platform", "weibo"}, {"platformId", Id(2)}, {"host", {{"organ", "organs/330108-jyj"}}},
                      {"contact", {{"responsiblePerson", "测试甲"}, {"phone", "0571-00000000"}}}};
  const Reply created = Send("POST", "/v1/accounts", draft.dump(), registrar_);
  ASSERT_EQ(created.status, 200) << created.body;
  const std::string name = created.json()["name"];
  EXPECT_EQ(created.json()["state"], "DRAFT");
  EXPECT_EQ(Get("/v1/" + name).status, 404) << "not readable by id to the public";
  EXPECT_EQ(Get("/v1/" + name, registrar_).json()["contact"]["responsiblePerson"], "测试甲");
  const Reply edited = Send("PATCH", "/v1/" + name + "?updateMask=introduction", Json{{"introduction", "教育资讯"}}.dump(), registrar_);
  ASSERT_EQ(edited.status, 200) << edited.body;
  EXPECT_EQ(edited.json()["introduction"], "教育资讯");
  const Reply stale = Send("PATCH", "/v1/" + name, Json{{"introduction", "别的"}}.dump(), registrar_ + "If-Match: \"1\"\r\n");
  EXPECT_EQ(stale.status, 412);
  EXPECT_EQ(Send("POST", "/v1/accounts", draft.dump()).status, 401);
  EXPECT_EQ(Send("POST", "/v1/accounts", draft.dump(), registrar_).reason(), "ID_REGISTERED_TWICE");
}

TEST_F(Media, ListsPlatformsAndExportsAreForAnybody) {
  ASSERT_EQ(Import("平台,账号名称,账号ID,主办单位\n新浪微博,导出" + Id(3) + "," + Id(3) + ",杭州市滨江区教育局\n").status, 200);
  Verified("https://weibo.com/u/" + Id(3));
  const Reply list = Get("/v1/accounts?organ=organs/330108-jyj&text=" + Id(3));
  ASSERT_EQ(list.status, 200) << list.body;
  ASSERT_EQ(list.json()["accounts"].size(), 1u);
  EXPECT_EQ(list.headers.at("cache-control"), "public, no-cache");
  EXPECT_EQ(Get("/v1/accounts", "If-None-Match: " + Get("/v1/accounts").headers.at("etag") + "\r\n").status, 304);
  EXPECT_EQ(Get("/v1/accounts?states=DRAFT").status, 403);
  EXPECT_EQ(Get("/v1/accounts?pageSize=-1").status, 400);
  EXPECT_GE(Get("/v1/platforms?pageSize=1000").json()["platforms"].size(), 25u);
  const Reply csv = Get("/v1/accounts:export?format=CSV");
  ASSERT_EQ(csv.status, 200);
  EXPECT_EQ(csv.headers.at("content-type"), "text/csv; charset=utf-8");
  EXPECT_NE(csv.body.find(Id(3)), std::string::npos);
  EXPECT_EQ(Get("/v1/accounts:export?format=XLSX").body.substr(0, 2), "PK");
  EXPECT_TRUE(Get("/v1/accounts:export?format=JSON").json().is_array());
}

TEST_F(Media, BadListsAreNamed) {
  EXPECT_EQ(Import("姓名,电话\n某人,0000\n").reason(), "NO_HEADER");
  EXPECT_EQ(Import("%PDF-1.7").reason(), "UNSUPPORTED_FORMAT");
  EXPECT_EQ(Send("POST", "/v1/divisions/330108/accounts:import", "平台,账号名称\n微博,甲\n", registrar_).status, 403);
  const Reply dry = Import("平台,账号名称,主办单位\n飞信,甲,某局\n", "?dryRun=true");
  EXPECT_EQ(dry.json()["quarantinedRows"][0]["code"], "PLATFORM_UNKNOWN") << dry.body;
}

}  // namespace
}  // namespace disclosure
