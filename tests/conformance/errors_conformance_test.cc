// Bad input: each a clear error that names the place.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <vector>

#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

class Refusals : public Conformance {
 protected:
  std::string editor_ = Token("330108-qfb", "editor,supervisor", "conformance-office");
  Reply Import(const std::string& bytes, const std::string& query = "") {
    return Send("POST", "/v1/divisions/330108/catalogues:import" + query, bytes, editor_ + "Content-Type: application/octet-stream\r\n");
  }
};

TEST_F(Refusals, WhatIsNotThereIs404WithTheEnvelope) {
  for (const char* path : {"/v1/divisions/330199/catalogues", "/v1/divisions/330108/catalogues/99", "/v1/organs/330108-nobody", "/v1/nothing"}) {
    const Reply reply = Get(path);
    EXPECT_EQ(reply.status, 404) << path;
    EXPECT_EQ(reply.json()["error"]["code"], 404) << path;
    EXPECT_EQ(reply.json()["error"]["status"], "NOT_FOUND") << path;
  }
}

TEST_F(Refusals, FilesThatAreNoCatalogueAreNamed) {
  EXPECT_EQ(Import("姓名,电话\n某人,0000\n").reason(), "NOT_A_CATALOGUE");
  EXPECT_EQ(Import("%PDF-1.7\n%....").reason(), "UNSUPPORTED_FORMAT");
  EXPECT_EQ(Import("PK\x03\x04 broken").reason(), "TRUNCATED_FILE");
  const Reply wrong = Import(std::string("a,\xFF\xFF\xFF,b\n1,2,3\n"));
  EXPECT_EQ(wrong.status, 400);
  EXPECT_EQ(wrong.reason(), "WRONG_ENCODING") << wrong.body;
  EXPECT_EQ(Import("x", "?domain=77").reason(), "DOMAIN_UNKNOWN");
}

TEST_F(Refusals, AFileOverTheLimitIs413) {
  gateway::RawClient client(Port());
  const auto reply = client.Ask("POST /v1/divisions/330108/catalogues:import HTTP/1.1\r\nHost: x\r\nContent-Length: 40000000\r\n" + editor_ + "\r\n");
  ASSERT_TRUE(reply.has_value());
  EXPECT_EQ(reply->status, 413);
}

TEST_F(Refusals, TokensAreAskedForAndChecked) {
  const std::string path = "/v1/divisions/330108/catalogues/03:publish";
  EXPECT_EQ(Send("POST", path, "{}").status, 401);
  EXPECT_EQ(Send("POST", path, "{}", "Authorization: Bearer nonsense\r\n").status, 401);
  std::string tampered = Token("330108-jyj", "approver", "x");
  tampered[tampered.size() - 10] = tampered[tampered.size() - 10] == 'A' ? 'B' : 'A';
  EXPECT_EQ(Send("POST", path, "{}", tampered).status, 401);
  EXPECT_EQ(Send("POST", path, "{}", Token("330108-jyj", "reader", "x")).status, 403);
  const std::string finance = Token("330108-czj", "editor", "finance");
  const Reply other = Send("POST", "/v1/divisions/330108/catalogues:import?fileName=03-x.csv&domain=03",
                           ReadFile(DISCLOSURE_SOURCE_DIR "/data/catalogue/items/03-yiwu-jiaoyu.csv"), finance);
  EXPECT_EQ(other.status, 403) << "a token of another organ: " << other.body;
}

TEST_F(Refusals, JsonOfTheWrongTypeOrWithAnUnknownFieldNamesTheField) {
  const std::string approver = Token("330108-jyj", "approver", "x");
  const std::string path = "/v1/divisions/330108/catalogues/03:publish";
  for (const char* body : {R"({"reviewNote": 5})", R"({"nonsense": "x"})", R"({"reviewNote": )", R"([])"}) {
    const Reply reply = Send("POST", path, body, approver + "Content-Type: application/json\r\n");
    EXPECT_EQ(reply.status, 400) << body << reply.body;
  }
  EXPECT_NE(Send("POST", path, R"({"nonsense": "x"})", approver).body.find("nonsense"), std::string::npos);
  EXPECT_EQ(Get("/v1/organs?nonsense=1").status, 400);
  EXPECT_EQ(Get("/v1/organs?pageSize=-1").status, 400);
}

TEST_F(Refusals, OversizedHeadersAddressesAndTraversalAreRefused) {
  EXPECT_EQ(Get("/v1/organs", "X-Long: " + std::string(20000, 'x') + "\r\n").status, 431);
  EXPECT_EQ(Get("/v1/" + std::string(9000, 'x')).status, 414);
  for (const char* path : {"/../../etc/passwd", "/static/../../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/v1/organs/..%2f..%2fetc"}) {
    const Reply reply = Get(path);
    EXPECT_GE(reply.status, 400) << path;
    EXPECT_LT(reply.status, 500) << path;
    EXPECT_EQ(reply.body.find("root:"), std::string::npos) << path;
  }
}

// --connections_per_address, as `disclosure up` leaves it.
TEST_F(Refusals, AnAddressThatHoldsItsConnectionsOpenKeepsNobodyOut) {
  rlimit files = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 4096);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &files), 0);
  std::vector<std::unique_ptr<gateway::RawClient>> held;
  for (int i = 0; i < 1000; ++i) held.push_back(std::make_unique<gateway::RawClient>(Port(), 0, "127.6.0.1"));
  gateway::RawClient one_more(Port(), 0, "127.6.0.1");
  const auto refused = one_more.Read();
  ASSERT_TRUE(refused.has_value());
  EXPECT_EQ(refused->status, 429);
  EXPECT_EQ(ReasonOf(*refused), "TOO_MANY_CONNECTIONS");
  EXPECT_EQ(Send("GET", "/v1/divisions", "", "", "127.6.0.2").status, 200);
}

TEST_F(Refusals, AStaleEtagIs412) {
  ASSERT_EQ(Import(ReadFile(DISCLOSURE_SOURCE_DIR "/data/catalogue/items/06-yanglao-fuwu.csv"), "?fileName=06-x.csv&domain=06").status, 200);
  const Reply stale = Send("DELETE", "/v1/divisions/330108/catalogues/06/draft", "", editor_ + "If-Match: \"1\"\r\n");
  EXPECT_EQ(stale.status, 412) << stale.body;
  EXPECT_EQ(stale.reason(), "ETAG_MISMATCH");
  EXPECT_EQ(Send("DELETE", "/v1/divisions/330108/catalogues/06/draft", "", editor_).status, 200);
}

TEST_F(Refusals, AScriptInACellIsShownAsText) {
  std::string file = ReadFile(DISCLOSURE_SOURCE_DIR "/data/catalogue/raw_samples/08_chongming_flat_combined.csv");
  file.replace(file.find("依申请公开表格和途径"), std::string("依申请公开表格和途径").size(), "<script>alert(1)</script>");
  const Reply imported = Send("POST", "/v1/divisions/330108/catalogues:import?fileName=x.csv&domain=26", file, editor_);
  ASSERT_EQ(imported.status, 200) << imported.body;
  ASSERT_EQ(Send("POST", "/v1/divisions/330108/catalogues/26:publish", "{}", Token("330108-qfb", "approver,supervisor", "conformance-second")).status, 200);
  std::string page;
  const auto began = std::chrono::steady_clock::now();
  do {
    page = Get("/divisions/330108/catalogues/26").body;
  } while (page.find("alert(1)") == std::string::npos && std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
  EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
}

}  // namespace
}  // namespace disclosure
