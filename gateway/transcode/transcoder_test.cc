#include "gateway/transcode/transcoder.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "gateway/transcode/fake_exchange.h"
#include "gateway/transcode/response.h"
#include "grpcpp/grpcpp.h"

namespace disclosure::gateway {
namespace {

namespace v1 = ::disclosure::catalog::v1;
using ::disclosure::testing::HasReason;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Answers by the name asked for, and remembers what came along.
class FakeCatalog final : public v1::CatalogService::Service {
 public:
  grpc::Status GetOrgan(grpc::ServerContext* context, const v1::GetOrganRequest* request, v1::Organ* organ) override {
    Remember(*context);
    if (request->name() == "organs/missing") return ToGrpc(error::NotFound(request->name()));
    if (request->name() == "organs/bare") return {grpc::StatusCode::INTERNAL, "SELECT * FROM organs at 10.0.0.1"};
    if (request->name() == "organs/busy") return ToGrpc(error::Overloaded("catalog", absl::Milliseconds(1500)));
    organ->set_name(request->name());
    organ->set_display_name("滨江区教育局");
    organ->set_etag("\"7\"");
    return grpc::Status::OK;
  }
  grpc::Status UpdateOrgan(grpc::ServerContext* context, const v1::UpdateOrganRequest* request,
                           v1::Organ* organ) override {
    Remember(*context);
    if (request->organ().etag() == "\"1\"") return ToGrpc(error::EtagMismatch(request->organ().name(), "\"1\"", "\"7\""));
    *organ = request->organ();
    return grpc::Status::OK;
  }
  grpc::Status ExportCatalogue(grpc::ServerContext*, const v1::ExportCatalogueRequest*,
                               google::api::HttpBody* body) override {
    body->set_content_type("text/csv; charset=utf-8");
    body->set_data(std::string("\xEF\xBB\xBF序号\0", 10));
    return grpc::Status::OK;
  }
  grpc::Status ImportCatalogues(grpc::ServerContext*, const v1::ImportCataloguesRequest* request,
                                v1::ImportCataloguesResponse* response) override {
    response->set_file(absl::StrCat(request->file_name(), " ", request->file().data().size()));
    return grpc::Status::OK;
  }
  grpc::Status ListDomains(grpc::ServerContext* context, const v1::ListDomainsRequest*,
                           v1::ListDomainsResponse* response) override {
    Remember(*context);
    response->add_domains()->set_name("domains/01");
    return grpc::Status::OK;
  }
  grpc::Status ListDivisions(grpc::ServerContext* context, const v1::ListDivisionsRequest*,
                             v1::ListDivisionsResponse*) override {
    while (!context->IsCancelled()) std::this_thread::yield();
    std::lock_guard lock(mutex_);
    cancelled_ = true;
    changed_.notify_all();
    return grpc::Status::CANCELLED;
  }
  grpc::Status WatchCatalogues(grpc::ServerContext* context, const v1::WatchCataloguesRequest* request,
                               grpc::ServerWriter<v1::WatchCataloguesResponse>* writer) override {
    if (request->resume_token() == "old") {
      return ToGrpc(error::Make(absl::StatusCode::kFailedPrecondition, "too old", {.reason = "RESUME_TOKEN_EXPIRED"}));
    }
    v1::WatchCataloguesResponse message;
    message.set_resume_token("t1");
    message.add_changes()->mutable_changed()->set_name("divisions/330108/catalogues/03");
    writer->Write(message);
    message.clear_changes();
    message.set_resume_token("t2");
    writer->Write(message);
    if (request->resume_token() == "endless") {
      while (!context->IsCancelled()) writer->Write(message);
      std::lock_guard lock(mutex_);
      cancelled_ = true;
      changed_.notify_all();
    }
    return request->resume_token() == "breaks" ? ToGrpc(error::Overloaded("reader", absl::Seconds(1))) : grpc::Status::OK;
  }

  std::string Metadata(const std::string& key) {
    std::lock_guard lock(mutex_);
    return metadata_[key];
  }
  absl::Duration TimeLeft() {
    std::lock_guard lock(mutex_);
    return time_left_;
  }
  bool WaitUntilCancelled() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return cancelled_; });
  }

 private:
  void Remember(const grpc::ServerContext& context) {
    std::lock_guard lock(mutex_);
    metadata_.clear();
    for (const auto& [key, value] : context.client_metadata()) {
      metadata_[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
    }
    time_left_ = absl::FromChrono(context.deadline()) - absl::Now();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::string> metadata_;
  absl::Duration time_left_;
  bool cancelled_ = false;
};

class Transcoding : public ::testing::Test {
 protected:
  Transcoding() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&catalog_);
    server_ = builder.BuildAndStart();
    auto transcoder = Transcoder::Create(
        {{v1::CatalogService::service_full_name(), server_->InProcessChannel({})}}, [](const Request& request) {
          return Caller(request);
        });
    EXPECT_OK(transcoder);
    transcoder_ = *std::move(transcoder);
  }
  ~Transcoding() override { server_->Shutdown(); }

  static absl::StatusOr<type::v1::Caller> Caller(const Request& request) {
    type::v1::Caller caller;
    caller.set_kind(type::v1::Caller::ANONYMOUS);
    const std::string token(request.Header("authorization"));
    if (token == "Bearer bad") {
      return error::Make(absl::StatusCode::kUnauthenticated, "expired", {.reason = "TOKEN_EXPIRED"});
    }
    if (!token.empty()) {
      caller.set_kind(type::v1::Caller::OFFICER);
      caller.set_subject("officer-1");
    }
    return caller;
  }

  std::shared_ptr<FakeExchange> Start(const std::string& method, const std::string& target, Headers headers = {},
                                      const std::string& body = "") {
    auto exchange = std::make_shared<FakeExchange>();
    auto request = std::make_shared<Request>();
    request->method = method;
    request->path = target.substr(0, target.find('?'));
    if (target.find('?') != std::string::npos) request->query = target.substr(target.find('?') + 1);
    request->headers = std::move(headers);
    request->body = body;
    transcoder_->Handle(request, exchange);
    return exchange;
  }
  std::shared_ptr<FakeExchange> Ask(const std::string& method, const std::string& target, Headers headers = {},
                                    const std::string& body = "") {
    auto exchange = Start(method, target, std::move(headers), body);
    EXPECT_TRUE(exchange->Wait());
    return exchange;
  }

  FakeCatalog catalog_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Transcoder> transcoder_;
};

const std::string kExport = "/v1/divisions/330108/catalogues/03:export";

TEST_F(Transcoding, PrintsAPublishedAnswerWithItsEmptyFields) {
  const auto reply = Ask("GET", "/v1/organs/330108-jyj");
  EXPECT_EQ(reply->status(), 200);
  EXPECT_EQ(reply->Header("content-type"), "application/json; charset=utf-8");
  EXPECT_THAT(reply->Body(), HasSubstr("\"displayName\":\"滨江区教育局\""));
  EXPECT_THAT(reply->Body(), HasSubstr("\"court\":\"\""));
  EXPECT_THAT(reply->Body(), HasSubstr("\"state\":\"STATE_UNSPECIFIED\""));
  EXPECT_EQ(reply->Header("etag"), "\"7\"");
  EXPECT_EQ(reply->Header("cache-control"), "public, no-cache");
}

TEST_F(Transcoding, PrintsOtherAnswersWithTheirEmptyFieldsToo) {
  const auto reply = Ask("PATCH", "/v1/organs/a", {}, R"({"displayName":"x"})");
  EXPECT_THAT(reply->Body(), HasSubstr(R"({"name":"organs/a",)"));
  EXPECT_THAT(reply->Body(), HasSubstr(R"("court":"")"));
  EXPECT_THAT(reply->Body(), HasSubstr(R"("state":"STATE_UNSPECIFIED")"));
  EXPECT_EQ(reply->Header("cache-control"), "private, no-store");
}

TEST_F(Transcoding, LetsNobodyElseKeepWhatACallerWithATokenWasTold) {
  EXPECT_EQ(Ask("GET", "/v1/organs/330108-jyj", {{"authorization", "Bearer secret"}})->Header("cache-control"), "private, no-store");
}

TEST_F(Transcoding, AnswersNotModifiedToAKnownEtag) {
  const auto reply = Ask("GET", "/v1/organs/330108-jyj", {{"if-none-match", "\"6\", W/\"7\""}});
  EXPECT_EQ(reply->status(), 304);
  EXPECT_EQ(reply->Body(), "");
  EXPECT_EQ(reply->Header("etag"), "\"7\"");
  const std::string etag = Ask("GET", "/v1/domains")->Header("etag");
  EXPECT_NE(etag, "") << "of the bytes, where the message has none";
  EXPECT_EQ(Ask("GET", "/v1/domains", {{"if-none-match", etag}})->status(), 304);
}

TEST_F(Transcoding, PassesOnWhoCallsButNotTheToken) {
  Ask("GET", "/v1/organs/a", {{"authorization", "Bearer secret"}, {"x-request-id", "trace-1"}, {"x-request-timeout", "5"}});
  type::v1::Caller caller;
  ASSERT_TRUE(caller.ParseFromString(catalog_.Metadata("x-disclosure-caller-bin")));
  EXPECT_EQ(caller.subject(), "officer-1");
  EXPECT_EQ(catalog_.Metadata("authorization"), "");
  EXPECT_EQ(catalog_.Metadata("x-disclosure-trace"), "trace-1");
  EXPECT_GT(catalog_.TimeLeft(), absl::ZeroDuration());
  EXPECT_LE(catalog_.TimeLeft(), absl::Seconds(6));
}

TEST_F(Transcoding, MakesATraceWhereThereIsNoneOrAnUnsoundOne) {
  const auto reply = Ask("GET", "/v1/organs/a", {{"x-request-id", "a\tb"}, {"x-request-timeout", "4000"}});
  EXPECT_EQ(reply->Header("x-request-id").size(), 32u);
  EXPECT_EQ(catalog_.Metadata("x-disclosure-trace"), reply->Header("x-request-id"));
  EXPECT_LE(catalog_.TimeLeft(), absl::Seconds(31));
}

TEST_F(Transcoding, RefusesATimeoutThatIsNone) {
  for (const std::string timeout : {"0", "-1", "soon", "nan", "inf"}) {
    const auto reply = Ask("GET", "/v1/organs/a", {{"x-request-timeout", timeout}});
    EXPECT_EQ(reply->status(), 400) << timeout;
    EXPECT_THAT(reply->Body(), HasSubstr("X-Request-Timeout"));
  }
}

TEST_F(Transcoding, GivesErrorsAsTheEnvelope) {
  const auto reply = Ask("GET", "/v1/organs/missing");
  EXPECT_EQ(reply->status(), 404);
  EXPECT_THAT(reply->Body(), HasSubstr(R"({"error":{"code":404,"message":)"));
  EXPECT_THAT(reply->Body(), HasSubstr(R"("status":"NOT_FOUND")"));
  EXPECT_THAT(reply->Body(), HasSubstr(R"("@type":"type.googleapis.com/google.rpc.ErrorInfo")"));
}

TEST_F(Transcoding, NamesEveryBadFieldInTheEnvelope) {
  const auto reply = Ask("GET", "/v1/organs?pageSize=x&wrong=1");
  EXPECT_EQ(reply->status(), 400);
  EXPECT_THAT(reply->Body(), HasSubstr(R"("status":"INVALID_ARGUMENT")"));
  EXPECT_THAT(reply->Body(), HasSubstr(R"("field":"pageSize")"));
  EXPECT_THAT(reply->Body(), HasSubstr(R"("field":"wrong")"));
}

TEST_F(Transcoding, HidesWhatATransportOrACrashSays) {
  const auto reply = Ask("GET", "/v1/organs/bare");
  EXPECT_EQ(reply->status(), 500);
  EXPECT_THAT(reply->Body(), Not(HasSubstr("SELECT")));
  EXPECT_THAT(reply->Body(), HasSubstr("BACKEND_FAILED"));
}

TEST_F(Transcoding, SaysWhenToTryAgain) {
  const auto reply = Ask("GET", "/v1/organs/busy");
  EXPECT_EQ(reply->status(), 503);
  EXPECT_EQ(reply->Header("retry-after"), "2");
  EXPECT_THAT(reply->Body(), HasSubstr(R"("retryDelay":"1.500s")"));
}

TEST_F(Transcoding, AStaleIfMatchIsAFailedPrecondition) {
  const auto reply = Ask("PATCH", "/v1/organs/a", {{"if-match", "\"1\""}}, "{}");
  EXPECT_EQ(reply->status(), 412);
  EXPECT_THAT(reply->Body(), HasSubstr(R"("code":412)"));
  EXPECT_THAT(reply->Body(), HasSubstr("ETAG_MISMATCH"));
  EXPECT_EQ(Ask("PATCH", "/v1/organs/a", {}, R"({"etag":"\"1\""})")->status(), 409) << "in the body it is a conflict";
}

TEST_F(Transcoding, ABadTokenIsRefusedEvenWherePeopleNeedNone) {
  const auto reply = Ask("GET", "/v1/domains", {{"authorization", "Bearer bad"}});
  EXPECT_EQ(reply->status(), 401);
  EXPECT_EQ(reply->Header("www-authenticate"), "Bearer error=\"invalid_token\"");
  EXPECT_THAT(reply->Body(), HasSubstr("TOKEN_EXPIRED"));
}

TEST_F(Transcoding, UnknownPathsAndMethodsSayWhatThereIs) {
  EXPECT_EQ(Ask("GET", "/v1/nothing")->status(), 404);
  const auto reply = Ask("DELETE", "/v1/organs/a");
  EXPECT_EQ(reply->status(), 405);
  EXPECT_EQ(reply->Header("allow"), "GET, PATCH");
  EXPECT_EQ(Ask("HEAD", "/v1/organs/a")->status(), 200);
  EXPECT_EQ(Ask("GET", "/v1/organs/..%2f..%2fetc")->status(), 200) << "a name like any other";
  EXPECT_EQ(Ask("GET", "/v1/%zz")->status(), 400);
  EXPECT_TRUE(transcoder_->Knows("/v1/organs"));
  EXPECT_TRUE(transcoder_->Knows("/v1/publicationJobs:publishDue"));
  EXPECT_FALSE(transcoder_->Knows("/"));
}

TEST_F(Transcoding, SendsAFileAsItIsUnderASafeName) {
  const auto reply = Ask("GET", kExport);
  EXPECT_EQ(reply->Body(), std::string("\xEF\xBB\xBF序号\0", 10));
  EXPECT_EQ(reply->Header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(reply->Header("content-disposition"), "attachment; filename=\"divisions-330108-catalogues-03.csv\"");
  EXPECT_EQ(reply->Header("content-security-policy"), "sandbox; default-src 'none'; frame-ancestors 'none'");
}

TEST(FileHeads, LetABrowserRunNothingAndShowOnlyWhatTheServicesWrite) {
  const auto header = [](const std::string& type, const std::string& name) {
    for (const auto& [key, value] : FileHead(v1::GetOrganRequest(), type).headers) {
      if (key == name) return value;
    }
    return std::string();
  };
  for (const std::string type : {"text/html; charset=utf-8", "text/calendar", "application/json"}) {
    EXPECT_EQ(header(type, "content-disposition"), "") << type;
  }
  for (const std::string type : {"image/svg+xml", "application/xhtml+xml", "text/xml", "application/octet-stream", "text/htmlx", "TEXT/HTML",
                                 "text/javascript", "image/png", "text/plain", "application/pdf", "text/html\r\nX: y", ""}) {
    EXPECT_EQ(header(type, "content-disposition").substr(0, 10), "attachment") << type;
  }
  for (const std::string type : {"text/html", "image/svg+xml", "application/pdf", "text/html\r\nX: y"}) {
    EXPECT_EQ(header(type, "content-security-policy").substr(0, 28), "sandbox; default-src 'none';") << type;
    EXPECT_EQ(header(type, "content-type").find('\n'), std::string::npos);
  }
}

TEST_F(Transcoding, TakesAFileAsItIs) {
  const auto reply = Ask("POST", "/v1/divisions/330108/catalogues:import?fileName=a.csv", {{"content-type", "text/csv"}},
                         std::string("a\0b", 3));
  EXPECT_THAT(reply->Body(), HasSubstr("a.csv 3"));
}

TEST_F(Transcoding, AClientThatGoesAwayCancelsTheCall) {
  const auto exchange = Start("GET", "/v1/divisions");
  exchange->GoAway();
  EXPECT_TRUE(exchange->Wait());
  EXPECT_EQ(exchange->status(), 499);
}

TEST_F(Transcoding, ItsEndCancelsTheCallsUnderWay) {
  const auto unary = Start("GET", "/v1/divisions");
  const auto stream = Start("GET", "/v1/catalogues:watch?resumeToken=endless");
  transcoder_ = nullptr;
  EXPECT_TRUE(unary->Wait());
  EXPECT_TRUE(stream->Wait());
}

// An officer's watch is his own; those of anybody are one at the service (shared_feeds_test.cc).
const std::pair<std::string, std::string> kOwnWatch = {"authorization", "Bearer officer"};

TEST_F(Transcoding, StreamsEventsWithTheirResumeToken) {
  const auto reply = Ask("GET", "/v1/catalogues:watch", {kOwnWatch, {"accept", "text/event-stream"}});
  EXPECT_TRUE(reply->streamed());
  EXPECT_EQ(reply->Header("content-type"), "text/event-stream; charset=utf-8");
  EXPECT_THAT(reply->Body(),
              StartsWith("id: t1\ndata: {\"changes\":[{\"changed\":{\"name\":\"divisions/330108/catalogues/03\","));
  EXPECT_THAT(reply->Body(), HasSubstr("\"resumeToken\":\"t1\",\"current\":false,"));
  EXPECT_THAT(reply->Body(), EndsWith("}\n\nid: t2\n:\n\n")) << "a heartbeat moves the id on without an event";
}

TEST_F(Transcoding, StreamsEventsToWhoDoesNotAskForJson) {
  for (const std::string accept : {"", "*/*", "text/html, */*;q=0.8", "Text/Event-Stream", "application/json, text/event-stream"}) {
    const auto reply = Ask("GET", "/v1/catalogues:watch", {kOwnWatch, {"accept", accept}});
    EXPECT_EQ(reply->Header("content-type"), "text/event-stream; charset=utf-8") << accept;
  }
  EXPECT_EQ(Ask("GET", "/v1/catalogues:watch", {kOwnWatch})->Header("content-type"), "text/event-stream; charset=utf-8");
  for (const std::string accept : {"application/x-ndjson", "application/json", "text/plain, Application/JSON;q=0.9"}) {
    EXPECT_EQ(Ask("GET", "/v1/catalogues:watch", {kOwnWatch, {"accept", accept}})->Header("content-type"), "application/x-ndjson") << accept;
  }
}

TEST_F(Transcoding, StreamsLinesOfJsonToWhoAsksForThem) {
  const auto reply = Ask("GET", "/v1/catalogues:watch?resumeToken=breaks", {{"accept", "application/x-ndjson"}});
  EXPECT_EQ(reply->Header("content-type"), "application/x-ndjson");
  EXPECT_THAT(reply->Body(), HasSubstr("{\"result\":{\"changes\":[],\"resumeToken\":\"t2\",\"current\":false,\"directoryChanged\":false}}\n"
                                       "{\"error\":{\"code\":503,"));
}

TEST_F(Transcoding, AStreamThatFailsAfterItsBeginSaysSoAsAnEvent) {
  const auto reply = Ask("GET", "/v1/catalogues:watch?resumeToken=breaks", {kOwnWatch, {"accept", "text/event-stream"}});
  EXPECT_THAT(reply->Body(), HasSubstr("event: failure\ndata: {\"error\":{\"code\":503,"));
}

TEST_F(Transcoding, AStreamThatFailsAtOnceIsAnOrdinaryError) {
  const auto reply = Ask("GET", "/v1/catalogues:watch", {kOwnWatch, {"accept", "text/event-stream"}, {"last-event-id", "old"}});
  EXPECT_FALSE(reply->streamed());
  EXPECT_EQ(reply->status(), 400);
  EXPECT_THAT(reply->Body(), HasSubstr("RESUME_TOKEN_EXPIRED"));
}

TEST_F(Transcoding, AReaderThatDoesNotReadEndsTheStream) {
  auto exchange = std::make_shared<FakeExchange>();
  exchange->StopReadingAfter(10'000);
  auto request = std::make_shared<Request>();
  request->method = "GET";
  request->path = "/v1/catalogues:watch";
  request->query = "resumeToken=endless";
  request->headers = {kOwnWatch};
  transcoder_->Handle(request, exchange);
  EXPECT_TRUE(exchange->Wait());
  EXPECT_TRUE(catalog_.WaitUntilCancelled());
  EXPECT_LT(exchange->Body().size(), 20'000u);
}

TEST_F(Transcoding, FetchesAsAnybodyWould) {
  std::mutex mutex;
  std::condition_variable changed;
  std::string seen;
  transcoder_->Fetch("/v1/domains?pageSize=1000", [&](int status, std::string type, std::string body) {
    std::lock_guard lock(mutex);
    seen = absl::StrCat(status, " ", type, " ", body);
    changed.notify_all();
  });
  std::unique_lock lock(mutex);
  ASSERT_TRUE(changed.wait_for(lock, std::chrono::seconds(20), [&] { return !seen.empty(); }));
  EXPECT_THAT(seen, HasSubstr("200 application/json; charset=utf-8 {\"domains\":[{\"name\":\"domains/01\""));
  type::v1::Caller caller;
  ASSERT_TRUE(caller.ParseFromString(catalog_.Metadata("x-disclosure-caller-bin")));
  EXPECT_EQ(caller.kind(), type::v1::Caller::ANONYMOUS);
}

TEST(Transcoders, AServiceThatIsNotLinkedInDoesNotStart) {
  EXPECT_THAT(Transcoder::Create({{"disclosure.nothing.v1.Service", nullptr}}, nullptr), HasReason("SERVICE_NOT_LINKED"));
}

}  // namespace
}  // namespace disclosure::gateway
