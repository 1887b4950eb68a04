#include "gateway/transcode/routes.h"

#include <string>

#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "google/api/annotations.pb.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/empty.pb.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;

// Services built from text, so that each test has the routes it speaks of.
class Routes : public ::testing::Test {
 protected:
  Routes() : pool_(google::protobuf::DescriptorPool::generated_pool()) {
    (void)google::api::http;
    catalog::v1::Edition::descriptor();
    catalog::v1::UpdateOrganRequest::descriptor();
    google::protobuf::Empty::descriptor();
    file_.set_name("test.proto");
    file_.set_syntax("proto3");
    file_.set_package("test");
    file_.add_dependency("google/api/annotations.proto");
    file_.add_dependency("disclosure/catalog/v1/catalog_service.proto");
    file_.add_dependency("google/protobuf/empty.proto");
    file_.add_service()->set_name("Service");
  }

  google::api::HttpRule& Method(const std::string& name) {
    auto* method = file_.mutable_service(0)->add_method();
    method->set_name(name);
    method->set_input_type(".disclosure.catalog.v1.UpdateOrganRequest");
    method->set_output_type(".google.protobuf.Empty");
    return *method->mutable_options()->MutableExtension(google::api::http);
  }
  void Get(const std::string& name, const std::string& pattern) { Method(name).set_get(pattern); }

  absl::StatusOr<RouteTable> Build() {
    const auto* file = pool_.BuildFile(file_);
    return RouteTable::Create({file->service(0)});
  }

  google::protobuf::DescriptorPool pool_;
  google::protobuf::FileDescriptorProto file_;
};

std::string Found(const RouteTable& table, const std::string& path, const std::string& method = "GET") {
  const auto match = table.Match(method, path);
  if (!match.ok()) return "error";
  if (match->route == nullptr) return match->allow.empty() ? "" : "allow " + match->allow;
  std::string found = match->route->method->name();
  for (const std::string& value : match->values) found += " " + value;
  return found;
}

TEST_F(Routes, LiteralsWinOverOneSegmentAndThatOverTheRest) {
  Get("Rest", "/v1/{organ.name=**}");
  Get("Any", "/v1/{organ.name}");
  Get("Literal", "/v1/organs");
  Get("Deep", "/v1/organs/{organ.name=*}/guide");
  ASSERT_OK_AND_ASSIGN(const RouteTable table, Build());
  EXPECT_EQ(Found(table, "/v1/organs"), "Literal");
  EXPECT_EQ(Found(table, "/v1/domains"), "Any domains");
  EXPECT_EQ(Found(table, "/v1/a/b/c"), "Rest a/b/c");
  EXPECT_EQ(Found(table, "/v1/organs/a/guide"), "Deep a");
  EXPECT_EQ(Found(table, "/v1/organs/a/other"), "Rest organs/a/other") << "goes back where the literal led nowhere";
}

TEST_F(Routes, TheVerbStandsAfterTheLastSegment) {
  Get("Plain", "/v1/{organ.name=organs/*}");
  Get("Diff", "/v1/{organ.name=organs/*}:diff");
  Get("Watch", "/v1/organs:watch");
  ASSERT_OK_AND_ASSIGN(const RouteTable table, Build());
  EXPECT_EQ(Found(table, "/v1/organs/a:diff"), "Diff organs/a");
  EXPECT_EQ(Found(table, "/v1/organs:watch"), "Watch");
  EXPECT_EQ(Found(table, "/v1/organs/a:other"), "") << "an unknown verb is no id";
  EXPECT_EQ(Found(table, "/v1/organs/a%3Aother"), "Plain organs/a:other") << "an encoded colon is";
  EXPECT_EQ(Found(table, "/v1/organs/a:"), "error");
}

TEST_F(Routes, AnEncodedSlashStaysEncodedWhereAVariableHasSeveralSegments) {
  Get("Several", "/v1/{organ.name=organs/*}");
  Get("Single", "/v2/{organ.name}");
  ASSERT_OK_AND_ASSIGN(const RouteTable table, Build());
  EXPECT_EQ(Found(table, "/v1/organs/a%2Fb"), "Several organs/a%2Fb");
  EXPECT_EQ(Found(table, "/v2/a%2Fb"), "Single a/b");
  EXPECT_EQ(Found(table, "/v2/a%252Fb"), "Single a%2Fb") << "decoded once only";
  EXPECT_EQ(Found(table, "/v1/%6Frgans/%E6%BB%A8"), "Several organs/滨");
}

TEST_F(Routes, PathsThatCannotBeReadAreRefused) {
  Get("Single", "/v1/{organ.name}");
  ASSERT_OK_AND_ASSIGN(const RouteTable table, Build());
  for (const std::string path : {"", "v1/a", "/v1/%", "/v1/%4", "/v1/%zz", "/v1/%00", "/v1/a%0d%0ab", "/v1/%ff",
                                 "/v1/%c0%af", "/v1/%ed%a0%80"}) {
    EXPECT_EQ(Found(table, path), "error") << path;
  }
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "/a";
  EXPECT_EQ(Found(table, deep), "error");
  for (const std::string path : {"/", "/v1", "/v1/", "/v1//", "/v1/a/", "//v1/a", "/v1/a/b"}) {
    EXPECT_EQ(Found(table, path), "") << path;
  }
}

TEST_F(Routes, AnotherHttpMethodSaysWhichThereAre) {
  Get("Read", "/v1/{organ.name=organs/*}");
  Method("Write").set_patch("/v1/{organ.name=organs/*}");
  Method("Make").set_post("/v1/organs");
  ASSERT_OK_AND_ASSIGN(const RouteTable table, Build());
  EXPECT_EQ(Found(table, "/v1/organs/a", "DELETE"), "allow GET, PATCH");
  EXPECT_EQ(Found(table, "/v1/organs", "GET"), "allow POST");
  EXPECT_EQ(Found(table, "/v1/nothing/a/b", "GET"), "");
}

TEST_F(Routes, AdditionalBindingsAreRoutesToo) {
  auto& rule = Method("Both");
  rule.set_get("/v1/{organ.name=organs/*}");
  rule.add_additional_bindings()->set_get("/v1/{organ.name=divisions/*/organs/*}");
  ASSERT_OK_AND_ASSIGN(const RouteTable table, Build());
  EXPECT_EQ(Found(table, "/v1/organs/a"), "Both organs/a");
  EXPECT_EQ(Found(table, "/v1/divisions/1/organs/a"), "Both divisions/1/organs/a");
  EXPECT_EQ(table.routes().size(), 2u);
}

TEST_F(Routes, AmbiguousRoutesDoNotStart) {
  Get("One", "/v1/{organ.name=organs/*}:diff");
  Get("Two", "/v1/organs/{request_id}:diff");
  const auto table = Build();
  EXPECT_THAT(table, HasReason("BAD_ROUTE"));
  EXPECT_THAT(table.status().ToString(), HasSubstr("test.Service.Two"));
  EXPECT_THAT(table.status().ToString(), HasSubstr("the same route as test.Service.One"));
}

TEST_F(Routes, FieldsThatCannotStandInAPathDoNotStart) {
  for (const std::string field : {"nothing", "organ", "update_mask", "update_mask.paths", "organ.name.x"}) {
    file_.mutable_service(0)->clear_method();
    file_.set_name(field + ".proto");
    file_.set_package("test." + field + "_package");
    Get("Method", "/v1/{" + field + "}");
    EXPECT_THAT(Build(), HasReason("BAD_ROUTE")) << field;
  }
}

TEST_F(Routes, ABodyThatIsNoMessageFieldDoesNotStart) {
  auto& rule = Method("Write");
  rule.set_post("/v1/organs");
  rule.set_body("request_id");
  EXPECT_THAT(Build(), HasReason("BAD_ROUTE"));
}

TEST(PathTemplates, MalformedOnesAreRefused) {
  for (const std::string text : {"", "v1", "/", "/v1/", "//a", "/v1/{", "/v1/{}", "/v1/{a", "/v1/{a=", "/v1/{a=}",
                                 "/v1/{a={b}}", "/v1/**/a", "/v1/{a=**}/b", "/v1/a:", "/v1/a b", "/v1/a}", "/v1/***"}) {
    EXPECT_THAT(ParsePathTemplate(text), HasReason("BAD_PATH_TEMPLATE")) << text;
  }
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "/a";
  EXPECT_THAT(ParsePathTemplate(deep), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(PathTemplates, KnowTheirParts) {
  ASSERT_OK_AND_ASSIGN(const PathTemplate parsed, ParsePathTemplate("/v1/{item.name=divisions/*}/{id}:export"));
  EXPECT_EQ(parsed.verb, "export");
  EXPECT_EQ(parsed.segments.size(), 4u);
  ASSERT_EQ(parsed.variables.size(), 2u);
  EXPECT_EQ(parsed.variables[0].field_path, "item.name");
  EXPECT_TRUE(parsed.variables[0].multi_segment);
  EXPECT_FALSE(parsed.variables[1].multi_segment);
}

TEST(CatalogRoutes, AllOfTheContractStart) {
  const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
      "disclosure.catalog.v1.CatalogService");
  ASSERT_NE(service, nullptr);
  ASSERT_OK_AND_ASSIGN(const RouteTable table, RouteTable::Create({service}));
  EXPECT_EQ(Found(table, "/v1/divisions"), "ListDivisions");
  EXPECT_EQ(Found(table, "/v1/divisions/330108/catalogues/03"), "GetCatalogue divisions/330108/catalogues/03");
  EXPECT_EQ(Found(table, "/v1/divisions/330108/catalogues/03/draft"), "GetDraft divisions/330108/catalogues/03/draft");
  EXPECT_EQ(Found(table, "/v1/divisions/330108/catalogues/03/editions/2:diff"),
            "DiffEditions divisions/330108/catalogues/03/editions/2");
  EXPECT_EQ(Found(table, "/v1/divisions/330108/catalogues:import", "POST"), "ImportCatalogues divisions/330108");
  EXPECT_EQ(Found(table, "/v1/catalogues:watch"), "WatchCatalogues");
}

TEST(CatalogRoutes, ALargeBodyIsForMessagesThatCarryAFile) {
  catalog::v1::Edition::descriptor();
  const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName("disclosure.catalog.v1.CatalogService");
  ASSERT_OK_AND_ASSIGN(const RouteTable table, RouteTable::Create({service}));
  const auto large = [&](const std::string& method) {
    bool found = false;
    for (const auto& route : table.routes()) found = found || (route->method->name() == method && route->large_body);
    return found;
  };
  EXPECT_TRUE(large("ImportCatalogues")) << "a file as it is";
  EXPECT_TRUE(large("ImportDirectory")) << "bytes in the JSON";
  EXPECT_FALSE(large("UpdateOrgan"));
  EXPECT_FALSE(large("GetOrgan"));
}

}  // namespace
}  // namespace disclosure::gateway
