#include "gateway/transcode/request.h"

#include <string>

#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "gateway/transcode/field_value.h"
#include "gateway/transcode/json_body.h"
#include "google/protobuf/util/time_util.h"

namespace disclosure::gateway {
namespace {

namespace v1 = ::disclosure::catalog::v1;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;

std::vector<std::string> BadFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const auto& violation : error::GetInfo(status).value_or(error::Info{}).violations) {
    fields.push_back(violation.field);
  }
  return fields;
}

class Requests : public ::testing::Test {
 protected:
  Requests()
      : table_(*RouteTable::Create({google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
            "disclosure.catalog.v1.CatalogService")})) {}

  absl::StatusOr<std::unique_ptr<google::protobuf::Message>> Build(const std::string& method, const std::string& target,
                                                                   const std::string& body = "",
                                                                   Headers headers = {}) {
    Request http;
    http.method = method;
    http.path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) http.query = target.substr(target.find('?') + 1);
    http.body = body;
    http.headers = std::move(headers);
    const auto match = table_.Match(method, http.path);
    if (!match.ok()) return match.status();
    if (match->route == nullptr) return absl::NotFoundError(target);
    return BuildRequest(*match, http);
  }

  // The request as text, or the bad fields.
  std::string Text(const std::string& method, const std::string& target, const std::string& body = "",
                   Headers headers = {}) {
    const auto message = Build(method, target, body, std::move(headers));
    if (message.ok()) return (*message)->ShortDebugString();
    std::string text = "bad:";
    for (const std::string& field : BadFields(message.status())) text += " " + field;
    return text;
  }

  RouteTable table_;
};

const std::string kImport = "/v1/divisions/330108/catalogues:import";
const std::string kPublish = "/v1/divisions/330108/catalogues/03:publish";

TEST_F(Requests, AQueryTakesBothSpellingsOfAName) {
  EXPECT_EQ(Text("GET", "/v1/organs?pageSize=10&show_deleted=true&division=divisions%2F330108"),
            "page_size: 10 division: \"divisions/330108\" show_deleted: true");
}

TEST_F(Requests, EveryBadParameterIsNamed) {
  EXPECT_EQ(Text("GET", "/v1/organs?pageSize=x&nothing=1&showDeleted=yes&division=a&division=b"),
            "bad: pageSize nothing showDeleted division");
  EXPECT_EQ(Text("GET", "/v1/organs?pageSize=99999999999"), "bad: pageSize");
  EXPECT_EQ(Text("GET", "/v1/organs?pageSize=+1"), "bad: pageSize") << "plus is a space";
  EXPECT_EQ(Text("GET", "/v1/organs?division=%f"), "bad: query");
  EXPECT_EQ(Text("GET", "/v1/organs?division=%ff"), "bad: query");
  EXPECT_EQ(Text("GET", "/v1/organs?page_size.x=1"), "bad: page_size.x");
}

TEST_F(Requests, ThePathWinsOverTheQuery) {
  EXPECT_EQ(Text("GET", "/v1/organs/330108-jyj?name=organs/other"), "name: \"organs/330108-jyj\"");
}

TEST_F(Requests, EnumsComeByNameOrNumber) {
  const std::string path = "/v1/divisions/330108/catalogues/03:export";
  EXPECT_EQ(Text("GET", path + "?format=XLSX"), "name: \"divisions/330108/catalogues/03\" format: XLSX");
  EXPECT_EQ(Text("GET", path + "?format=2"), "name: \"divisions/330108/catalogues/03\" format: XLSX");
  EXPECT_EQ(Text("GET", path + "?format=PDF"), "bad: format");
  EXPECT_EQ(Text("GET", path + "?format=77"), "bad: format");
}

TEST_F(Requests, WellKnownTypesComeInTheirJsonForm) {
  EXPECT_EQ(Text("PATCH", "/v1/organs/a?updateMask=displayName,guide.phone", "{}"),
            "organ { name: \"organs/a\" } update_mask { paths: \"display_name\" paths: \"guide.phone\" }");
  EXPECT_EQ(Text("PATCH", "/v1/organs/a?update_mask=display_name", "{}"),
            "organ { name: \"organs/a\" } update_mask { paths: \"display_name\" }");
  const auto message = Build("POST", kPublish, R"({"effectiveTime":"2026-10-01T00:00:00+08:00"})");
  ASSERT_OK(message);
  const auto& request = dynamic_cast<const v1::PublishCatalogueRequest&>(**message);
  EXPECT_EQ(google::protobuf::util::TimeUtil::ToString(request.effective_time()), "2026-09-30T16:00:00Z");
  EXPECT_EQ(Text("POST", kPublish, R"({"effectiveTime":"tomorrow"})"), "bad: effectiveTime");
  EXPECT_EQ(Text("POST", kPublish, R"({"effectiveTime":17})"), "bad: effectiveTime");
}

TEST_F(Requests, ABodyFieldIsReadAndThePathSetsItsName) {
  EXPECT_EQ(Text("PATCH", "/v1/organs/a?requestId=r1", R"({"name":"organs/b","displayName":"教育局","guide":{"fax":"1"}})"),
            "organ { name: \"organs/a\" display_name: \"\\346\\225\\231\\350\\202\\262\\345\\261\\200\" guide { fax: \"1\" } } "
            "request_id: \"r1\"");
  EXPECT_EQ(Text("PATCH", "/v1/organs/a?organ.displayName=x", "{}"), "bad: organ.displayName");
}

TEST_F(Requests, AWholeBodyAllowsNoQuery) {
  EXPECT_EQ(Text("POST", kPublish + "?requestId=1", "{}"), "bad: query");
  EXPECT_EQ(Text("POST", kPublish, ""), "name: \"divisions/330108/catalogues/03\"");
}

TEST_F(Requests, AMethodWithoutBodyTakesNone) { EXPECT_EQ(Text("GET", "/v1/organs", "{}"), "bad: body"); }

TEST_F(Requests, EveryBadJsonFieldIsNamed) {
  EXPECT_EQ(Text("POST", "/v1/divisions/330108/catalogues/03/draft/items",
                 R"({"serial":1,"nope":{"a":[1,{"b":2}]},"levels":["COUNTY","MOON"],"bases":[{"title":"t"},{"kind":[]}],
                     "audience":[],"contents":"one","source":{"row":"x","table":1.5},"methods":[null],"remarks":null})"),
            "bad: item.serial item.nope item.levels[1] item.bases[1].kind item.audience item.contents "
            "item.source.row item.source.table item.methods[0]");
}

TEST_F(Requests, JsonIsReadAsItsGrammarSays) {
  for (const std::string bad :
       {"{'etag':'x'}", "{etag:\"x\"}", "{\"etag\":\"x\",}", "{\"etag\":\"x\"", "{\"etag\":\"x}", "{\"etag\"}", "{} {}", "{]",
        "{\"etag\":\"a\nb\"}", "{\"etag\":\"\\ud800\"}", "{\"etag\":\"\\x\"}", "{\"etag\":tru}", "{\"etag\":\"\xff\"}", "nul",
        "{\"etag\":01}", "{\"etag\":1.}", "{\"etag\":-}", "{,}", "[", "\"", "{\"a\":[1,]}", "{\"a\":truely}"}) {
    EXPECT_EQ(Text("POST", kPublish, bad).substr(0, 9), "bad: body") << bad;
  }
  for (const std::string bad : {"[]", "null", "3", "\"x\"", "true"}) {
    EXPECT_EQ(Text("POST", kPublish, bad), "bad: body") << bad;
  }
  EXPECT_EQ(Text("POST", kPublish, R"({"etag":"a","etag":"b"})"), "bad: etag");
  EXPECT_EQ(Text("POST", kPublish, " {\t\"review_note\" :\r\n\"\\u6ee8\\ud83d\\ude00\\n\" } "),
            "name: \"divisions/330108/catalogues/03\" review_note: \"\\346\\273\\250\\360\\237\\230\\200\\n\"");
}

TEST_F(Requests, JsonNumbersMayBeWrittenAsStringsOrWithExponent) {
  v1::ItemSource source;
  ASSERT_OK(ParseJsonBody(R"({"row":"17","table":1e2})", "", source));
  EXPECT_EQ(source.row(), 17);
  EXPECT_EQ(source.table(), 100);
}

TEST_F(Requests, DeepOrEndlessJsonIsRefusedEarly) {
  std::string deep = "{\"nothing\":";
  for (int i = 0; i < 100'000; ++i) deep += "[";
  EXPECT_EQ(Text("POST", kPublish, deep), "bad: body");
  std::string many = "{\"bases\":[{}";
  for (int i = 0; i < 300'000; ++i) many += ",{}";
  v1::Item item;
  EXPECT_THAT(ParseJsonBody(many + "]}", "", item), StatusIs(absl::StatusCode::kInvalidArgument));
  std::string allowed;
  for (int i = 0; i < 99; ++i) allowed += "[";
  for (int i = 0; i < 99; ++i) allowed += "]";
  EXPECT_THAT(BadFields(ParseJsonBody("{\"x\":" + allowed + "}", "", item)), ElementsAre("x"));
}

TEST_F(Requests, AFileGoesInAsItIs) {
  const std::string bytes("PK\x03\x04\0\xff", 6);
  const auto message = Build("POST", kImport + "?fileName=a.xlsx&dryRun=true", bytes, {{"content-type", "application/zip"}});
  ASSERT_OK(message);
  const auto& request = dynamic_cast<const v1::ImportCataloguesRequest&>(**message);
  EXPECT_EQ(request.parent(), "divisions/330108");
  EXPECT_EQ(request.file().data(), bytes);
  EXPECT_EQ(request.file().content_type(), "application/zip");
  EXPECT_EQ(request.file_name(), "a.xlsx");
  EXPECT_TRUE(request.dry_run());
}

TEST_F(Requests, HeadersFillRequestIdAndEtag) {
  EXPECT_EQ(Text("POST", kPublish, "", {{"idempotency-key", "k1"}, {"if-match", "W/\"17\""}}),
            "name: \"divisions/330108/catalogues/03\" etag: \"\\\"17\\\"\" request_id: \"k1\"");
  EXPECT_EQ(Text("PATCH", "/v1/organs/a", "{}", {{"if-match", "\"3\""}}),
            "organ { name: \"organs/a\" etag: \"\\\"3\\\"\" }");
  EXPECT_EQ(Text("POST", kPublish, "", {{"if-match", "*"}}), "name: \"divisions/330108/catalogues/03\"");
  EXPECT_EQ(Text("GET", "/v1/organs/a", "", {{"if-match", "\"1\""}}), "name: \"organs/a\"");
}

TEST_F(Requests, HeadersThatContradictOrCannotBeKeptAreRefused) {
  EXPECT_EQ(Text("POST", kPublish, R"({"requestId":"a"})", {{"idempotency-key", "b"}}), "bad: Idempotency-Key");
  EXPECT_EQ(Text("POST", kPublish, R"({"etag":"\"1\""})", {{"if-match", "\"2\""}}), "bad: If-Match");
  EXPECT_EQ(Text("POST", kPublish, "", {{"if-match", "17"}}), "bad: If-Match");
  EXPECT_EQ(Text("POST", kPublish, "", {{"if-match", "\"1\", \"2\""}}), "bad: If-Match");
  EXPECT_EQ(Text("POST", kImport, "x", {{"if-match", "\"1\""}}), "bad: If-Match");
  EXPECT_EQ(Text("POST", kPublish, "", {{"idempotency-key", std::string(300, 'x')}}), "bad: Idempotency-Key");
}

TEST_F(Requests, TheLastEventIdResumesAStream) {
  EXPECT_EQ(Text("GET", "/v1/catalogues:watch?resumeToken=old", "", {{"last-event-id", "new"}}), "resume_token: \"new\"");
  EXPECT_EQ(Text("GET", "/v1/catalogues:watch?resumeToken=old"), "resume_token: \"old\"");
}

TEST(FieldValues, TakeEveryType) {
  google::protobuf::Message* message;
  v1::PublishedAnswer answer;
  message = &answer;
  const auto set = [&](const std::string& field, const std::string& text) {
    return SetFieldFromText(ResolveFieldPath(message->GetDescriptor(), field), text, *message);
  };
  EXPECT_OK(set("json", "5ruo"));
  EXPECT_EQ(answer.json(), "滨");
  EXPECT_OK(set("json", "__8="));
  EXPECT_EQ(answer.json(), "\xff\xff");
  EXPECT_THAT(set("json", "%"), StatusIs(absl::StatusCode::kInvalidArgument));
  v1::Item item;
  message = &item;
  EXPECT_OK(set("levels", "COUNTY"));
  EXPECT_OK(set("levels", "3"));
  EXPECT_EQ(item.levels_size(), 2);
  EXPECT_OK(set("audience.wholeSociety", "true"));
  EXPECT_TRUE(item.audience().whole_society());
  EXPECT_THAT(set("audience", "x"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_TRUE(ResolveFieldPath(item.GetDescriptor(), "bases.title").empty()) << "a list lies on the way";
}

}  // namespace
}  // namespace disclosure::gateway
