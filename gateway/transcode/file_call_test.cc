// Files that are made while they are sent.
#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

#include "common/rpc/status.h"
#include "common/testing/matchers.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "gateway/http/exchange.h"
#include "gateway/transcode/fake_exchange.h"
#include "gateway/transcode/transcoder.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;

constexpr int kPieces = 50;
const std::string kPiece(100'000, 'x');

class FakeRequests final : public v1::RequestService::Service {
 public:
  grpc::Status ListRequests(grpc::ServerContext*, const v1::ListRequestsRequest* request, v1::ListRequestsResponse* response) override {
    response->add_requests()->set_name(request->filter().identity_number());
    return grpc::Status::OK;
  }
  grpc::Status ExportRequests(grpc::ServerContext*, const v1::ExportRequestsRequest* request,
                              grpc::ServerWriter<google::api::HttpBody>* writer) override {
    if (request->parent() == "organs/none") return ToGrpc(error::NotFound(request->parent()));
    google::api::HttpBody body;
    body.set_content_type("text/csv; charset=utf-8");
    body.set_data(kPiece);
    for (int i = 0; i < kPieces; ++i) writer->Write(body);
    return request->parent() == "organs/breaks" ? ToGrpc(error::Overloaded("the service", absl::Seconds(1))) : grpc::Status::OK;
  }
};

// A connection whose client takes `step` bytes whenever there are some.
class SlowClient final : public ResponseSink {
 public:
  void PostReply(std::shared_ptr<ExchangeState>, Response response) override { End(response.status); }
  void PostHead(std::shared_ptr<ExchangeState>, Response head) override { head_ = std::move(head); }
  void PostFlush(std::shared_ptr<ExchangeState> from) override {
    std::thread([this, from] {
      std::string bytes;
      const bool end = from->Take(bytes);
      most_ = std::max(most_.load(), bytes.size());
      taken_ += bytes.size();
      from->Written(bytes.size());
      if (end) End(200);
    }).detach();
  }
  void PostAbort(std::shared_ptr<ExchangeState>) override { End(-1); }

  // The status, or -1 where the file was cut short.
  int Wait() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [this] { return ended_.has_value(); });
    return ended_.value_or(0);
  }
  size_t most() const { return most_; }
  size_t taken() const { return taken_; }
  const Response& head() const { return head_; }

 private:
  void End(int status) {
    std::lock_guard lock(mutex_);
    if (!ended_) ended_ = status;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<int> ended_;
  Response head_;
  std::atomic<size_t> most_ = 0;
  std::atomic<size_t> taken_ = 0;
};

class FileCalls : public ::testing::Test {
 protected:
  FileCalls() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&requests_);
    server_ = builder.BuildAndStart();
    auto transcoder = Transcoder::Create({{v1::RequestService::service_full_name(), server_->InProcessChannel({})}},
                                         [](const Request&) { return type::v1::Caller(); });
    EXPECT_OK(transcoder);
    transcoder_ = *std::move(transcoder);
  }
  ~FileCalls() override {
    transcoder_ = nullptr;
    server_->Shutdown();
  }
  void Ask(const std::string& organ, std::shared_ptr<Exchange> exchange) {
    Send("GET", "/v1/organs/" + organ + "/requests:export", "", "", std::move(exchange));
  }
  void Send(const std::string& method, const std::string& path, const std::string& query, const std::string& body,
            std::shared_ptr<Exchange> exchange) {
    auto request = std::make_shared<Request>();
    request->method = method;
    request->path = path;
    request->query = query;
    request->body = body;
    if (!body.empty()) request->headers = {{"content-type", "application/json"}};
    transcoder_->Handle(request, std::move(exchange));
  }

  FakeRequests requests_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Transcoder> transcoder_;
};

TEST_F(FileCalls, TheBytesComeWholeAsAFile) {
  auto exchange = std::make_shared<FakeExchange>();
  Ask("330108-jyj", exchange);
  ASSERT_TRUE(exchange->Wait());
  EXPECT_EQ(exchange->Body().size(), kPieces * kPiece.size());
  EXPECT_EQ(exchange->Header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(exchange->Header("content-disposition"), "attachment; filename=\"organs-330108-jyj.csv\"");
}

TEST_F(FileCalls, AnIdentityNumberIsTakenFromABodyAndFromNoAddress) {
  const std::string requests = "/v1/organs/330108-jyj/requests", body = R"({"filter":{"identityNumber":"33010819000101001X"}})";
  for (const char* verb : {"", ":export"}) {
    for (const char* name : {"filter.identityNumber", "filter.identity_number"}) {
      auto refused = std::make_shared<FakeExchange>();
      Send("GET", requests + verb, std::string(name) + "=33010819000101001X", "", refused);
      ASSERT_TRUE(refused->Wait());
      EXPECT_EQ(refused->status(), 400);
      EXPECT_NE(refused->Body().find("must not stand in an address"), std::string::npos) << refused->Body();
      EXPECT_EQ(refused->Body().find("33010819000101001X"), std::string::npos);
    }
  }
  for (const char* verb : {":search", ":export"}) {
    auto taken = std::make_shared<FakeExchange>();
    Send("POST", requests + verb, "", body, taken);
    ASSERT_TRUE(taken->Wait());
    EXPECT_EQ(taken->status(), 200) << verb << taken->Body().substr(0, 200);
  }
}

TEST_F(FileCalls, AnErrorBeforeTheFirstByteIsAnOrdinaryError) {
  auto exchange = std::make_shared<FakeExchange>();
  Ask("none", exchange);
  ASSERT_TRUE(exchange->Wait());
  EXPECT_FALSE(exchange->streamed());
  EXPECT_EQ(exchange->status(), 404);
}

TEST_F(FileCalls, WhatIsNotTakenYetIsNotAskedFor) {
  SlowClient client;
  constexpr size_t kQueued = 150'000;
  auto state = std::make_shared<ExchangeState>(&client, /*chunked=*/false, /*body_wanted=*/true, kQueued);
  Ask("330108-jyj", MakeExchange(state));
  EXPECT_EQ(client.Wait(), 200);
  EXPECT_EQ(client.taken(), kPieces * kPiece.size());
  EXPECT_LE(client.most(), kQueued + kPiece.size());
  state->Detach();
}

TEST_F(FileCalls, AFileThatFailsMidwayIsCutShort) {
  SlowClient client;
  auto state = std::make_shared<ExchangeState>(&client, /*chunked=*/true, /*body_wanted=*/true, 150'000);
  Ask("breaks", MakeExchange(state));
  EXPECT_EQ(client.Wait(), -1);
  state->Detach();
}

}  // namespace
}  // namespace disclosure::gateway
