// The OpenAPI document of the whole contract.
#include "gateway/transcode/openapi.h"

#include <set>

#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "disclosure/media/v1/media_service.pb.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "gmock/gmock.h"
#include "nlohmann/json.hpp"
#include "protos/contract_text.h"

namespace disclosure::gateway {
namespace {

using Json = nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class OpenApi : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto routes = RouteTable::Create({catalog::v1::GetCatalogueRequest::descriptor()->file()->service(0),
                                      request::v1::FileRequestRequest::descriptor()->file()->service(0),
                                      media::v1::AccountActRequest::descriptor()->file()->service(0)});
    ASSERT_OK(routes);
    routes_ = new RouteTable(*std::move(routes));
    comments_ = new ProtoComments(ContractText());
    operations_ = new std::vector<ApiOperation>(DescribeOperations(*routes_, *comments_));
    document_ = new Json(Json::parse(OpenApiDocument(*operations_, *comments_)));
  }
  static void TearDownTestSuite() {
    delete document_;
    delete operations_;
    delete comments_;
    delete routes_;
  }

  static const Json& Operation(const std::string& method, const std::string& path) {
    return document_->at("paths").at(path).at(method);
  }
  static const Json& Parameter(const Json& operation, const std::string& name) {
    for (const Json& parameter : operation.at("parameters")) {
      if (parameter.at("name") == name) return parameter;
    }
    static const Json none;
    ADD_FAILURE() << "no parameter " << name;
    return none;
  }
  static const Json& Schema(const std::string& name) { return document_->at("components").at("schemas").at(name); }

  static inline const RouteTable* routes_ = nullptr;
  static inline const ProtoComments* comments_ = nullptr;
  static inline const std::vector<ApiOperation>* operations_ = nullptr;
  static inline const Json* document_ = nullptr;
};

TEST_F(OpenApi, HasEveryRouteOnce) {
  EXPECT_EQ(document_->at("openapi"), "3.1.0");
  std::set<std::string> ids;
  size_t count = 0;
  for (const auto& [path, methods] : document_->at("paths").items()) {
    for (const auto& [method, operation] : methods.items()) {
      ++count;
      EXPECT_TRUE(ids.insert(operation.at("operationId")).second) << operation.at("operationId");
      EXPECT_FALSE(operation.at("summary").get<std::string>().empty()) << path;
      EXPECT_THAT(operation.at("description").get<std::string>(), HasSubstr("Who may call: ")) << path;
    }
  }
  EXPECT_EQ(count, routes_->routes().size());
  EXPECT_GT(count, 150u);
}

// Follows `at` to each "$ref".
void Resolve(const Json& document, const Json& at, std::set<std::string>& seen) {
  if (at.is_object() && at.contains("$ref")) {
    const std::string reference = at.at("$ref");
    EXPECT_TRUE(document.contains(Json::json_pointer(reference.substr(1)))) << reference;
    seen.insert(reference);
  }
  for (const Json& below : at) {
    if (below.is_structured()) Resolve(document, below, seen);
  }
}

TEST_F(OpenApi, EveryReferenceLeadsSomewhereAndNothingIsUnused) {
  std::set<std::string> seen;
  Resolve(*document_, *document_, seen);
  for (const char* kind : {"schemas", "responses"}) {
    for (const auto& [name, component] : document_->at("components").at(kind).items()) {
      EXPECT_THAT(seen, Contains("#/components/" + std::string(kind) + "/" + name));
    }
  }
}

TEST_F(OpenApi, ParametersOfAPathAreThoseOfItsPattern) {
  for (const auto& [path, methods] : document_->at("paths").items()) {
    for (const auto& [method, operation] : methods.items()) {
      std::string expected = path;
      for (const Json& parameter : operation.at("parameters")) {
        if (parameter.at("in") != "path") continue;
        EXPECT_EQ(parameter.at("required"), true);
        const std::string hole = "{" + parameter.at("name").get<std::string>() + "}";
        ASSERT_NE(expected.find(hole), std::string::npos) << path << " has no " << hole;
        expected.erase(expected.find(hole), hole.size());
      }
      EXPECT_EQ(expected.find('{'), std::string::npos) << path;
    }
  }
}

TEST_F(OpenApi, SaysWhatTheCommentsOfTheProtosSay) {
  const Json& filing = Operation("post", "/v1/organs/{organ}/requests");
  EXPECT_THAT(filing.at("description").get<std::string>(), StartsWith("Files a request (提交申请). Anybody may file by INTERNET"));
  EXPECT_EQ(filing.at("summary"), "Files a request (提交申请)");
  EXPECT_THAT(filing.at("description").get<std::string>(), HasSubstr("Who may call: PUBLIC, OFFICER:clerk."));
  EXPECT_FALSE(document_->at("tags").at(1).at("description").get<std::string>().empty());
}

TEST_F(OpenApi, ABodyLeavesOutWhatThePathSays) {
  const Json& body = Operation("post", "/v1/organs/{organ}/requests").at("requestBody").at("content").at("application/json").at("schema");
  EXPECT_FALSE(body.at("properties").contains("parent"));
  EXPECT_TRUE(body.at("properties").contains("applicant"));
  EXPECT_THAT(body.at("required"), ::testing::Not(Contains("parent")));
}

TEST_F(OpenApi, StreamsAndFilesAreWhatTheyAre) {
  const Json& watch = Operation("get", "/v1/catalogues:watch");
  const Json& events = watch.at("responses").at("200").at("content").at("text/event-stream").at("schema");
  EXPECT_EQ(events.at("type"), "string");
  EXPECT_EQ(events.at("contentSchema").at("$ref"), "#/components/schemas/disclosure.catalog.v1.WatchCataloguesResponse");
  EXPECT_EQ(Parameter(watch, "Last-Event-ID").at("in"), "header");
  const Json& file = Operation("get", "/v1/divisions/{division}/catalogues/{catalogue}:export");
  EXPECT_EQ(file.at("responses").at("200").at("content").at("*/*").at("schema").at("contentMediaType"), "application/octet-stream");
  EXPECT_THAT(Parameter(file, "format").at("schema").at("$ref").get<std::string>(), HasSubstr("#/components/schemas/"));
}

TEST_F(OpenApi, SaysWhoNeedsATokenAndWhenToComeAgain) {
  EXPECT_EQ(Operation("get", "/v1/domains").at("security").at(0), Json::object());
  const Json& act = Operation("post", "/v1/organs/{organ}/requests/{request}:confirmReceipt");
  EXPECT_EQ(act.at("security"), Json::parse(R"([{"bearer":[]}])"));
  EXPECT_TRUE(act.at("responses").contains("401"));
  EXPECT_EQ(Parameter(act, "Idempotency-Key").at("in"), "header");
  const Json& limited = document_->at("components").at("responses").at("TooManyRequests");
  EXPECT_TRUE(limited.at("headers").contains("Retry-After"));
  EXPECT_EQ(limited.at("content").at("application/json").at("schema").at("$ref"), "#/components/schemas/Error");
}

TEST(FirstSentences, EndAtTheirStopAndWithinTheirBound) {
  EXPECT_EQ(FirstSentence("One. Two."), "One");
  EXPECT_EQ(FirstSentence("补正。其余"), "补正");
  EXPECT_EQ(FirstSentence("a v1.2 of it"), "a v1.2 of it");
  const std::string cut = FirstSentence("x" + std::string("期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期期"));
  EXPECT_LE(cut.size(), 123u);
  EXPECT_EQ(cut.substr(cut.size() - 6), "期…");
}

}  // namespace
}  // namespace disclosure::gateway
