// For tests: the port for departments over real connections, with services behind it and certificates as ./disclosure makes them.
#pragma once

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "common/rpc/credentials.h"
#include "common/rpc/identity.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "gateway/auth/issuer.h"
#include "gateway/proxy/client_identity.h"
#include "gateway/proxy/grpc_port.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/server_builder.h"

namespace disclosure::gateway {

// What a call came with.
struct Came {
  type::v1::Caller caller;
  std::multimap<std::string, std::string> metadata;
  absl::Duration left;
};

inline Came Remember(const grpc::ServerContext& context) {
  Came came;
  for (const auto& [key, value] : context.client_metadata()) {
    came.metadata.emplace(std::string(key.data(), key.size()), std::string(value.data(), value.size()));
  }
  const auto caller = came.metadata.find(kCallerMetadata);
  if (caller != came.metadata.end()) came.caller.ParseFromString(caller->second);
  came.left = absl::FromChrono(context.deadline()) - absl::Now();
  return came;
}

class FakeCatalog final : public catalog::v1::CatalogService::Service {
 public:
  grpc::Status GetOrgan(grpc::ServerContext* context, const catalog::v1::GetOrganRequest* request,
                        catalog::v1::Organ* organ) override {
    {
      std::lock_guard lock(mutex_);
      came_ = Remember(*context);
    }
    if (request->name() == "organs/missing") return ToGrpc(error::NotFound(request->name()));
    if (request->name() == "organs/bare") return {grpc::StatusCode::INTERNAL, "SELECT * FROM organs at 10.0.0.1"};
    if (request->name() == "organs/slow") {
      while (!context->IsCancelled()) std::this_thread::yield();
      cancelled_ = true;
      return grpc::Status::CANCELLED;
    }
    if (request->name() == "organs/held") {
      asked.Notify();
      answers.WaitForNotificationWithTimeout(absl::Seconds(20));
    }
    organ->set_name(request->name());
    organ->set_display_name(std::string(1'000'000, 'x'));
    return grpc::Status::OK;
  }
  grpc::Status WatchCatalogues(grpc::ServerContext* context, const catalog::v1::WatchCataloguesRequest* request,
                               grpc::ServerWriter<catalog::v1::WatchCataloguesResponse>* writer) override {
    catalog::v1::WatchCataloguesResponse message;
    for (int i = 0; i < 100; ++i) {
      message.set_resume_token(absl::StrCat(request->resume_token(), i));
      if (!writer->Write(message)) break;
    }
    if (request->resume_token() == "endless") {
      while (!context->IsCancelled()) std::this_thread::yield();
      cancelled_ = true;
    }
    return ToGrpc(error::Overloaded("the watch", absl::Seconds(5)));
  }
  Came came() {
    std::lock_guard lock(mutex_);
    return came_;
  }
  // Of organs/held.
  absl::Notification asked, answers;

  bool WaitUntilCancelled() {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (!cancelled_ && absl::Now() < end) std::this_thread::yield();
    return cancelled_;
  }

 private:
  std::mutex mutex_;
  Came came_;
  std::atomic<bool> cancelled_ = false;
};

class FakeRequests final : public request::v1::RequestService::Service {
 public:
  grpc::Status TrackRequest(grpc::ServerContext*, const request::v1::TrackRequestRequest*,
                            request::v1::TrackRequestResponse*) override {
    return ToGrpc(error::Make(absl::StatusCode::kNotFound, "no such", {.reason = "NO_SUCH_REQUEST"}));
  }
};

inline std::string Text(const std::string& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

class GrpcPortTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_OK(CreateIssuer(dir_));
    grpc::ServerBuilder builder;
    int services_port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &services_port);
    builder.RegisterService(&catalog_);
    builder.RegisterService(&requests_);
    services_ = builder.BuildAndStart();
    auto limits = LimitTable::Parse("class,by,per_second,burst,over\nsearch,address,1,1,refuse\n");
    ASSERT_OK(limits);
    gate_ = std::make_unique<Gate>(Gate::Options{.limits = *std::move(limits)}, &clock_);
    rate_ = std::make_unique<RateLimiter>(RateLimiter::Options{.per_second = 1, .burst = 40}, &clock_);
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", services_port), grpc::InsecureChannelCredentials());
    auto proxy = ByteProxy::Create({.backends = {{catalog::v1::CatalogService::service_full_name(), channel_},
                                                 {request::v1::RequestService::service_full_name(), channel_}},
                                    .authenticator = &authenticator_,
                                    .gate = gate_.get(),
                                    .rate = rate_.get(),
                                    .concurrency = &concurrency_,
                                    .ended = [this](grpc::StatusCode, absl::Duration) { ++ended_; }});
    ASSERT_OK(proxy);
    proxy_ = *std::move(proxy);
  }
  void TearDown() override {
    gate_->Close();
    if (port_ != nullptr) port_->Stop(absl::Seconds(1));
    services_->Shutdown(std::chrono::system_clock::now() + std::chrono::seconds(1));
    proxy_.reset();
  }

  void Serve(std::shared_ptr<grpc::ServerCredentials> credentials = grpc::InsecureServerCredentials()) {
    auto port = GrpcPort::Start({.credentials = std::move(credentials)}, proxy_.get(),
                                {catalog::v1::CatalogService::service_full_name()});
    ASSERT_OK(port);
    port_ = *std::move(port);
  }
  std::string Address() const { return absl::StrCat("127.0.0.1:", port_->port()); }
  std::shared_ptr<grpc::Channel> Plain() const { return grpc::CreateChannel(Address(), grpc::InsecureChannelCredentials()); }

  using Metadata = std::vector<std::pair<std::string, std::string>>;
  static absl::Status GetOrgan(const std::shared_ptr<grpc::Channel>& channel, const std::string& name, const Metadata& metadata = {},
                               absl::Duration time = absl::Seconds(20), catalog::v1::Organ* organ = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + time));
    for (const auto& [key, value] : metadata) context.AddMetadata(key, value);
    catalog::v1::GetOrganRequest request;
    request.set_name(name);
    catalog::v1::Organ answer;
    grpc::Status status = catalog::v1::CatalogService::NewStub(channel)->GetOrgan(&context, request, organ == nullptr ? &answer : organ);
    return FromGrpc(status);
  }
  std::string Token() {
    return "Bearer " + SignToken(dir_, {.subject = "officer-1", .name = "n", .organ = "330108-jyj", .roles = {"clerk"}}, clock_.Now()).value();
  }

  // The CA and certificates, by the script of ./disclosure.
  void MakeCertificates() {
    const std::string script = absl::StrCat("set -e; die() { echo \"$*\" >&2; exit 1; }; DATA='", dir_, "'; mkdir -p \"$DATA/pki\"; . ",
                                            DISCLOSURE_SOURCE_DIR, "/deploy/local/pki.sh; make_pki >/dev/null; make_leaf organ-330108-tjj organ/330108-tjj client; "
                                            "make_leaf nobody nobody/at-all client; "
                                            "mkdir \"$DATA/other\"; cp -r \"$DATA/pki\" \"$DATA/kept\"; rm \"$DATA/pki\"/*; make_pki >/dev/null; "
                                            "mv \"$DATA/pki\"/* \"$DATA/other/\"; mv \"$DATA/kept\"/* \"$DATA/pki/\"");
    ASSERT_EQ(std::system(absl::StrCat("bash -c '", absl::StrReplaceAll(script, {{"'", "'\\''"}}), "'").c_str()), 0);
    auto credentials = ServerCredentials({dir_ + "/pki", "gateway"}, ClientCertificates::kOptional);
    ASSERT_OK(credentials);
    Serve(*credentials);
  }
  // With the certificate of `name` out of `directory`; "": without one.
  std::shared_ptr<grpc::Channel> Secure(const std::string& name, const std::string& directory = "pki") const {
    grpc::SslCredentialsOptions options{.pem_root_certs = Text(dir_ + "/pki/ca.pem")};
    if (!name.empty()) {
      options.pem_cert_chain = Text(absl::StrCat(dir_, "/", directory, "/", name, ".pem"));
      options.pem_private_key = Text(absl::StrCat(dir_, "/", directory, "/", name, "-key.pem"));
    }
    grpc::ChannelArguments arguments;
    arguments.SetSslTargetNameOverride("localhost");
    return grpc::CreateCustomChannel(Address(), grpc::SslCredentials(options), arguments);
  }

  disclosure::testing::TempDir directory_;
  const std::string dir_ = directory_.path().string();
  FakeClock clock_{absl::Now()};
  FakeCatalog catalog_;
  FakeRequests requests_;
  std::unique_ptr<grpc::Server> services_;
  std::shared_ptr<grpc::Channel> channel_;
  Authenticator authenticator_{{.jwks_file = PublicKeyFile(dir_)}, clock_};
  std::unique_ptr<Gate> gate_;
  std::unique_ptr<RateLimiter> rate_;
  ConcurrencyLimiter concurrency_{4};
  std::unique_ptr<ByteProxy> proxy_;
  std::unique_ptr<GrpcPort> port_;
  std::atomic<int> ended_ = 0;
};

}  // namespace disclosure::gateway
