// Limits in front of real calls: a service in this process, the real contract, a clock that is told.
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "gateway/limits/gate.h"
#include "gateway/transcode/fake_exchange.h"
#include "gateway/transcode/transcoder.h"
#include "grpcpp/server_builder.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FakeRequests final : public v1::RequestService::Service {
 public:
  grpc::Status FileRequest(grpc::ServerContext*, const v1::FileRequestRequest* request,
                           v1::FileRequestResponse* response) override {
    std::lock_guard lock(mutex_);
    filed_.push_back(request->request_id());
    response->mutable_request()->set_name(absl::StrCat(request->parent(), "/requests/2026-", filed_.size()));
    return grpc::Status::OK;
  }
  grpc::Status TrackRequest(grpc::ServerContext*, const v1::TrackRequestRequest* request, v1::TrackRequestResponse*) override {
    if (request->access_code() == "the-right-one") return grpc::Status::OK;
    return ToGrpc(error::Make(absl::StatusCode::kNotFound, "no such", {.reason = "NO_SUCH_REQUEST"}));
  }
  std::vector<std::string> filed() {
    std::lock_guard lock(mutex_);
    return filed_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> filed_;
};

class GatedCalls : public ::testing::Test {
 protected:
  GatedCalls() {
    auto limits = LimitTable::Parse(
        "class,by,per_second,burst,over\n"
        "filing,address,1,2,wait\n"
        "tracking,access_code,1,3,refuse\n");
    EXPECT_OK(limits);
    gate_ = std::make_unique<Gate>(Gate::Options{.limits = *std::move(limits)}, &clock_);
    grpc::ServerBuilder builder;
    builder.RegisterService(&requests_);
    server_ = builder.BuildAndStart();
    auto transcoder = Transcoder::Create({{v1::RequestService::service_full_name(), server_->InProcessChannel({})}},
                                         [](const Request&) { return type::v1::Caller(); }, gate_.get());
    EXPECT_OK(transcoder);
    transcoder_ = *std::move(transcoder);
  }
  ~GatedCalls() override {
    gate_->Close();
    transcoder_.reset();
    server_->Shutdown();
  }

  std::shared_ptr<FakeExchange> Post(const std::string& path, const std::string& body, Headers headers = {},
                                     const std::string& address = "203.0.113.1") {
    auto exchange = std::make_shared<FakeExchange>();
    auto request = std::make_shared<Request>();
    request->method = "POST";
    request->path = path;
    request->body = body;
    request->headers = std::move(headers);
    request->remote_address = address;
    transcoder_->Handle(request, exchange);
    return exchange;
  }
  std::shared_ptr<FakeExchange> File(int i, const std::string& timeout = "30") {
    return Post("/v1/organs/330108-jyj/requests", "{}",
                {{"idempotency-key", absl::StrCat("filing-", i)}, {"x-request-timeout", timeout}});
  }
  std::shared_ptr<FakeExchange> Track(const std::string& number, const std::string& code, const std::string& address) {
    auto exchange = Post("/v1/requests:track", absl::StrCat(R"({"number":")", number, R"(","accessCode":")", code, "\"}"), {}, address);
    EXPECT_TRUE(exchange->Wait());
    return exchange;
  }

  FakeClock clock_{absl::Now()};  // deadlines of calls are of the real clock
  std::unique_ptr<Gate> gate_;
  FakeRequests requests_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Transcoder> transcoder_;
};

TEST_F(GatedCalls, AFilingOverTheSoftRateGetsItsReceiptWhenItsTurnHasCome) {
  std::vector<std::shared_ptr<FakeExchange>> filings;
  for (int i = 1; i <= 5; ++i) filings.push_back(File(i));
  for (int i : {0, 1}) ASSERT_TRUE(filings[i]->Wait());
  EXPECT_EQ(requests_.filed().size(), 2u) << "the others have not reached the service";
  EXPECT_EQ(gate_->waiting(), 3u);
  for (int i : {2, 3, 4}) {
    clock_.Advance(absl::Seconds(1));
    gate_->CallDue();
    ASSERT_TRUE(filings[i]->Wait());
  }
  std::set<std::string> receipts;
  for (const auto& filing : filings) {
    EXPECT_EQ(filing->status(), 200);
    receipts.insert(filing->Body());
  }
  EXPECT_EQ(receipts.size(), 5u) << "each has its own number";
  EXPECT_EQ(requests_.filed().size(), 5u);
}

TEST_F(GatedCalls, WithoutTimeToWaitAFilingIsToldWhenAndNothingWasFiled) {
  for (int i : {1, 2}) ASSERT_TRUE(File(i)->Wait());
  const auto refused = File(3, "5.5");  // half a second to wait, one second would be needed
  ASSERT_TRUE(refused->Wait());
  EXPECT_EQ(refused->status(), 429);
  EXPECT_EQ(refused->Header("retry-after"), "1");
  EXPECT_THAT(refused->Body(), HasSubstr("google.rpc.RetryInfo"));
  EXPECT_THAT(refused->Body(), HasSubstr(R"("class":"filing")"));
  EXPECT_THAT(requests_.filed(), ElementsAre("filing-1", "filing-2"));
}

TEST_F(GatedCalls, AFilingWhoseClientHasGoneIsNotSentOn) {
  for (int i : {1, 2}) ASSERT_TRUE(File(i)->Wait());
  const auto gone = File(3);
  const auto stays = File(4);
  gone->GoAway();
  clock_.Advance(absl::Seconds(2));
  gate_->CallDue();
  ASSERT_TRUE(stays->Wait());
  ASSERT_TRUE(gone->Wait());
  EXPECT_EQ(gone->status(), 499);
  EXPECT_THAT(requests_.filed(), ElementsAre("filing-1", "filing-2", "filing-4"));
}

TEST_F(GatedCalls, OneAccessCodeIsLimitedHoweverItIsWrittenAndWhereverItComesFrom) {
  EXPECT_EQ(Track("n", "the-right-one", "203.0.113.1")->status(), 200);
  EXPECT_EQ(Track("n", "the-right-one", "203.0.113.2")->status(), 200);
  EXPECT_EQ(Track("n", "the-right-one", "203.0.113.3")->status(), 200);
  EXPECT_EQ(Track("n", "THE RIGHT ONE", "203.0.113.4")->status(), 429);
  EXPECT_EQ(Track("n", "another", "203.0.113.5")->status(), 404);
}

TEST_F(GatedCalls, GuessingIsSlowedWhereItComesFrom) {
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(Track(absl::StrCat("n", i), absl::StrCat("guess", i), "203.0.113.9")->status(), 404);
  }
  const auto slowed = Track("n6", "guess6", "203.0.113.9");
  EXPECT_EQ(slowed->status(), 429);
  EXPECT_THAT(slowed->Body(), HasSubstr("TOO_MANY_ATTEMPTS"));
  EXPECT_EQ(slowed->Header("retry-after"), "2");
  EXPECT_EQ(Track("n1", "the-right-one", "203.0.113.10")->status(), 200) << "not elsewhere";
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(Track("n1", "the-right-one", "203.0.113.9")->status(), 200);
}

std::string ClassOf(const google::protobuf::ServiceDescriptor* service, const std::string& method) {
  return std::string(NameOf(TraitsOf(*service->FindMethodByName(method)).method_class));
}

TEST(MethodClasses, FollowFromTheContract) {
  const auto* requests = v1::FileRequestRequest::descriptor()->file()->service(0);
  const auto* catalogues = catalog::v1::GetCatalogueRequest::descriptor()->file()->service(0);
  const auto* accounts = media::v1::AccountActRequest::descriptor()->file()->service(0);
  EXPECT_EQ(ClassOf(requests, "FileRequest"), "filing");
  EXPECT_EQ(ClassOf(requests, "TrackRequest"), "tracking");
  EXPECT_EQ(ClassOf(requests, "WithdrawOwnRequest"), "tracking");
  EXPECT_EQ(ClassOf(requests, "SubmitAttachment"), "upload");
  EXPECT_EQ(ClassOf(requests, "ConfirmReceipt"), "acting");
  EXPECT_EQ(ClassOf(requests, "ListRequests"), "reading");
  EXPECT_EQ(ClassOf(requests, "ExportRequests"), "download");
  EXPECT_EQ(ClassOf(requests, "WatchRequests"), "watching");
  EXPECT_EQ(ClassOf(catalogues, "GetCatalogue"), "reading");
  EXPECT_EQ(ClassOf(catalogues, "WatchCatalogues"), "watching");
  EXPECT_EQ(ClassOf(catalogues, "ExportCatalogue"), "download");
  EXPECT_EQ(ClassOf(catalogues, "ImportCatalogues"), "upload");
  EXPECT_EQ(ClassOf(catalogues, "PublishCatalogue"), "acting");
  EXPECT_EQ(ClassOf(accounts, "VerifyAccount"), "reading");
}

}  // namespace
}  // namespace disclosure::gateway
