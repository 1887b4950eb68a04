// What a portal and an officer do with the API.
#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

TEST_F(Conformance, TheInterfacesFixedForPortalsAnswer) {
  const Json divisions = Get("/v1/divisions").json();
  EXPECT_EQ(divisions["divisions"].size(), 4u);
  const Json domains = Get("/v1/domains").json()["domains"];
  ASSERT_EQ(domains.size(), 26u);
  EXPECT_EQ(domains[0]["name"], "domains/01");
  EXPECT_EQ(domains[0]["code"], "01");
  EXPECT_EQ(domains[0]["displayName"], "重大建设项目");
  EXPECT_EQ(Get("/v1/divisions/330108/catalogues").json()["catalogues"].size(), 26u);
  for (const char* street : {"330108001", "330108002", "330108003"}) {
    EXPECT_EQ(Get("/v1/divisions/" + std::string(street) + "/catalogues").json()["catalogues"].size(), 24u) << street;
  }
  const Json catalogue = Get("/v1/divisions/330108/catalogues").json()["catalogues"][2];
  EXPECT_EQ(catalogue["domain"], "03");
  EXPECT_GE(catalogue["edition"], 1);
  EXPECT_GT(catalogue["itemCount"], 0);
  EXPECT_TRUE(catalogue["publishTime"].is_string());
  EXPECT_EQ(catalogue["sample"], true);
}

TEST_F(Conformance, AnItemIsPrintedWithItsEmptyListsAndZeros) {
  const Json edition = Get("/v1/divisions/330108/catalogues/03").json();
  const Json item = edition["items"][0];
  for (const char* field : {"name", "serial", "levelOne", "levelTwo", "levelThree", "contents", "bases", "timeLimitText", "timeLimits",
                            "responsibleBodies", "channels", "audience", "methods", "levels", "links", "remarks"}) {
    EXPECT_TRUE(item.contains(field)) << field;
  }
  EXPECT_EQ(item["levelThree"], "");
  EXPECT_EQ(item["links"], Json::array());
  EXPECT_EQ(item["timeLimits"], Json::array({"wd:20@formed|changed"}));
  EXPECT_EQ(item["responsibleBodies"][0]["organ"], "organs/330108-jyj");
  EXPECT_EQ(item["channels"][0]["channel"], "GOVERNMENT_WEBSITE");
  EXPECT_EQ(item["audience"], Json({{"wholeSociety", true}, {"groups", Json::array()}}));
  EXPECT_EQ(item["methods"], Json::array({"PROACTIVE"}));
  EXPECT_EQ(Get("/v1/" + item["name"].get<std::string>()).json()["levelOne"], item["levelOne"]);
}

TEST_F(Conformance, PagesOfOrgansListEachOnce) {
  std::set<std::string> names;
  std::string token;
  size_t listed = 0;
  do {
    const Json page = Get("/v1/organs?pageSize=9" + (token.empty() ? "" : "&pageToken=" + token)).json();
    for (const Json& organ : page["organs"]) names.insert(organ["name"]), ++listed;
    token = page["nextPageToken"];
  } while (!token.empty());
  EXPECT_EQ(listed, names.size());
  EXPECT_GE(names.size(), 32u);
}

TEST_F(Conformance, AnUnchangedAnswerIs304) {
  const Reply first = Get("/v1/divisions/330108/catalogues/05");
  ASSERT_EQ(first.status, 200);
  const std::string etag = first.headers.at("etag");
  const Reply again = Get("/v1/divisions/330108/catalogues/05", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST_F(Conformance, AnswersComeReadyCompressed) {
  const Reply gzip = Get("/v1/divisions/330108/catalogues/10", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(gzip.headers.at("content-encoding"), "gzip");
  EXPECT_LT(gzip.body.size(), Get("/v1/divisions/330108/catalogues/10").body.size() / 3);
}

TEST_F(Conformance, AFileBecomesADraftAnotherPersonPublishesItAndThePublicReadsItWithinASecond) {
  const std::string file = ReadFile(DISCLOSURE_SOURCE_DIR "/data/catalogue/items/17-nongcun-weifang-gaizao.csv");
  const std::string editor = Token("330108-zjj", "editor", "conformance-editor");
  const std::string approver = Token("330108-zjj", "approver", "conformance-approver");
  const int before = Get("/v1/divisions/330108/catalogues/17").json()["edition"];

  const Reply imported = Send("POST", "/v1/divisions/330108/catalogues:import?fileName=17.csv&domain=17", file, editor + "Content-Type: text/csv\r\n");
  ASSERT_EQ(imported.status, 200) << imported.body;
  EXPECT_EQ(imported.json()["tables"][0]["domain"], "17");
  EXPECT_EQ(Send("POST", "/v1/divisions/330108/catalogues/17:publish", "{}", editor).status, 403) << "an editor does not approve";

  // The watch tells when the new edition is there; it is asked before, so that nothing is missed.
  gateway::RawClient watch(Port());
  ASSERT_TRUE(watch.Send("GET /v1/catalogues:watch HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"));
  while (watch.ReadLine().rfind("data:", 0) != 0) {
  }
  const auto began = std::chrono::steady_clock::now();
  const Reply published = Send("POST", "/v1/divisions/330108/catalogues/17:publish", "{}", approver);
  ASSERT_EQ(published.status, 200) << published.body;
  std::string line;
  do {
    line = watch.ReadLine();
    ASSERT_FALSE(line.empty());
  } while (line.find("divisions/330108/catalogues/17\"") == std::string::npos);
  int shown = 0;
  do {
    shown = Get("/v1/divisions/330108/catalogues/17").json()["edition"];
  } while (shown != before + 1 && std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
  EXPECT_EQ(shown, before + 1);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
  EXPECT_LE(took.count(), 1000) << "milliseconds from the request to publish";

  const Reply old = Get("/v1/divisions/330108/catalogues/17/editions/" + std::to_string(before));
  EXPECT_EQ(old.json()["edition"], before) << "old editions stay readable";
  const Reply diff = Get("/v1/divisions/330108/catalogues/17/editions/" + std::to_string(before + 1) + ":diff?base=" + std::to_string(before));
  EXPECT_EQ(diff.status, 200) << diff.body;
  EXPECT_EQ(diff.json()["changed"], Json::array());
}

TEST_F(Conformance, ExportsComeAsFiles) {
  const Reply csv = Get("/v1/divisions/330108/catalogues/03:export?format=CSV");
  EXPECT_EQ(csv.status, 200);
  EXPECT_NE(csv.headers.at("content-type").find("text/csv"), std::string::npos);
  EXPECT_NE(csv.body.find("公开事项"), std::string::npos);
  EXPECT_EQ(Get("/v1/divisions/330108/catalogues/03:export?format=XLSX").body.substr(0, 2), "PK");
  EXPECT_EQ(Get("/v1/divisions/330108/catalogues/03:export?format=DOC").status, 400);
}

TEST_F(Conformance, PublicationJobsAreForOfficers) {
  EXPECT_EQ(Get("/v1/publicationJobs").status, 401);
  EXPECT_EQ(Get("/v1/publicationJobs", Token("330108-qfb", "operator", "conformance-operator")).status, 200);
}

}  // namespace
}  // namespace disclosure
