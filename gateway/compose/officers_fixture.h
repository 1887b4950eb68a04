// For tests: officers from the sign-in to an act, over HTTP and gRPC, with the local issuer.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/crypto/key_ring.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "gateway/auth/browser_testing.h"
#include "gateway/auth/issuer.h"
#include "gateway/compose/front.h"
#include "gateway/compose/officers.h"
#include "gateway/limits/trusted_proxies.h"
#include "grpcpp/grpcpp.h"

namespace disclosure::gateway {

inline constexpr char kCase[] = "/desk/requests/330108-jyj/2026-1";
inline constexpr char kPassword[] = "correct horse battery";

// What the desk asks for, and what it was told; everything else of request-service has its own tests.
class RequestsAtDesk final : public request::v1::RequestService::Service {
 public:
  grpc::Status GetRequest(grpc::ServerContext* context, const request::v1::GetRequestRequest* request, request::v1::Request* answer) override {
    Note(*context);
    if (before_answer) before_answer();
    answer->set_name(request->name());
    answer->set_number("330108-jyj-2026-1");
    answer->set_state(state);
    answer->set_etag("\"7\"");
    answer->set_draft(3);
    answer->set_colour(request::v1::RED);
    answer->mutable_wanted()->set_subject("<script>alert(1)</script>\"学区划分");
    answer->mutable_applicant()->set_display_name("测试甲");
    answer->mutable_applicant()->set_phone("0571-00000000");
    *answer->mutable_reply() = reply;
    if (spoil) spoil(*answer);
    return grpc::Status::OK;
  }
  grpc::Status ListRequests(grpc::ServerContext* context, const request::v1::ListRequestsRequest* request, request::v1::ListRequestsResponse* answer) override {
    Note(*context);
    list = *request;
    request::v1::Request& one = *answer->add_requests();
    one.set_name("organs/330108-jyj/requests/2026-1");
    one.set_number("330108-jyj-2026-1");
    one.set_state(request::v1::HANDLING);
    one.set_colour(request::v1::RED);
    answer->set_next_page_token("next");
    if (spoil) spoil(*answer);
    return grpc::Status::OK;
  }
  grpc::Status CountRequests(grpc::ServerContext*, const request::v1::CountRequestsRequest* request,
                             request::v1::CountRequestsResponse* answer) override {
    counted = request->parent();
    answer->set_open(12);
    if (request->parent().rfind("divisions/", 0) != 0) return grpc::Status::OK;
    for (const auto& [organ, overdue] : {std::pair("organs/330108-jyj", 0), std::pair("organs/330108-mzj", 4)}) {
      auto& one = *answer->add_organs();
      one.set_organ(organ);
      one.set_open(6);
      one.set_overdue(overdue);
    }
    return grpc::Status::OK;
  }
  grpc::Status ExplainDueDate(grpc::ServerContext*, const request::v1::ExplainDueDateRequest*, request::v1::DueDateExplanation* answer) override {
    answer->set_due_on("2026-10-22");
    if (spoil) spoil(*answer);
    return grpc::Status::OK;
  }
  grpc::Status ListDocuments(grpc::ServerContext*, const request::v1::ListDocumentsRequest*, request::v1::ListDocumentsResponse* answer) override {
    if (spoil) spoil(*answer);
    return grpc::Status::OK;
  }
  grpc::Status RequireCorrection(grpc::ServerContext*, const request::v1::RequireCorrectionRequest* request, request::v1::Request*) override {
    acts++;
    correction = *request;
    return refusal.ok() ? grpc::Status::OK : ToGrpc(refusal);
  }
  grpc::Status DraftReply(grpc::ServerContext*, const request::v1::DraftReplyRequest* request, request::v1::Request*) override {
    acts++;
    draft = *request;
    return grpc::Status::OK;
  }
  grpc::Status ConfirmReceipt(grpc::ServerContext* context, const request::v1::ConfirmReceiptRequest*, request::v1::Request*) override {
    Note(*context);
    acts++;
    return grpc::Status::OK;
  }

  std::function<void()> before_answer;
  request::v1::State state = request::v1::HANDLING;
  request::v1::Reply reply;
  absl::Status refusal;
  std::function<void(google::protobuf::Message&)> spoil;  // what else an answer says
  std::atomic<int> acts{0};
  request::v1::ListRequestsRequest list;
  std::string counted;
  request::v1::RequireCorrectionRequest correction;
  request::v1::DraftReplyRequest draft;
  type::v1::Caller caller;

 private:
  void Note(const grpc::ServerContext& context) {
    const auto said = context.client_metadata().find("x-disclosure-caller-bin");
    if (said != context.client_metadata().end()) caller.ParseFromArray(said->second.data(), static_cast<int>(said->second.size()));
  }
};

class OfficersTest : public ::testing::Test {
 protected:
  OfficersTest() {
    const std::string directory = directory_.path().string();
    EXPECT_OK(CreateIssuer(directory));
    EXPECT_OK(crypto::GenerateKeyFile(directory + "/gateway.keys"));
    AddOfficer("zhang", {"clerk", "handler"});
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&requests_);
    grpc_ = builder.BuildAndStart();
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
    snapshots_.Set(Directory());
    auto officers = Officers::Create(OptionsOf(directory), channel_, executor_.get(), &clock_);
    EXPECT_OK(officers);
    officers_ = *std::move(officers);
    authenticator_ = std::make_unique<Authenticator>(AuthenticatorOptions{.jwks_file = PublicKeyFile(directory)}, clock_);
    callers_ = std::make_unique<Callers>(authenticator_.get(), &officers_->sessions(), &officers_->origin());
    auto transcoder = Transcoder::Create({{request::v1::RequestService::service_full_name(), channel_}},
                                         [this](const Request& request) { return callers_->Authenticate(request); });
    EXPECT_OK(transcoder);
    transcoder_ = *std::move(transcoder);
    // The test's clients are the proxy: whom they name it is.
    HttpServer::Options http{.client_address = [](std::string_view peer, std::string_view forwarded) {
      return std::string(forwarded.empty() ? peer : forwarded);
    }};
    server_ = std::make_unique<TestServer>(std::move(http),
                                           FrontHandler({.callers = callers_.get(), .transcoder = transcoder_.get(), .officers = officers_.get(), .published = &state_}));
    officers_->Listens(server_->port());
  }
  ~OfficersTest() override {
    server_.reset();
    executor_.reset();
    officers_->Stop();
    transcoder_.reset();
    grpc_->Shutdown();
  }

  Officers::Options OptionsOf(const std::string& directory) const {
    return {.listen_address = "127.0.0.1",
            .key_file = directory + "/gateway.keys",
            .idle = absl::Minutes(30),
            .lifetime = absl::Hours(10),
            .scope = "openid profile",
            .accounts_dir = directory,
            .prefix_of = [](std::string_view address) { return CallerOfAddress(address, {.ipv4 = 24}); },
            .template_dir = DISCLOSURE_SOURCE_DIR "/gateway/web/templates",
            .law_dir = DISCLOSURE_SOURCE_DIR "/data/request",
            .asset_address = [](std::string_view name) { return std::string(name); },
            .snapshots = &snapshots_};
  }
  // A district with two organs.
  static std::shared_ptr<const Snapshot> Directory() {
    auto directory = std::make_shared<Snapshot>();
    auto& district = directory->divisions.emplace_back();
    district.set_name("divisions/330108");
    district.set_display_name("滨江区");
    for (const auto& [name, title] : {std::pair("organs/330108-jyj", "区教育局"), std::pair("organs/330108-mzj", "区民政局")}) {
      auto& organ = directory->organs[name];
      organ.set_name(name);
      organ.set_short_name(title);
      organ.set_division("divisions/330108");
    }
    return directory;
  }
  void AddOfficer(const std::string& account, std::vector<std::string> roles) {
    const OfficerAccounts accounts(directory_.path().string());
    const auto token = accounts.Add({.account = account, .name = "测试<甲>", .organ = "330108-jyj", .roles = std::move(roles)}, clock_.Now());
    ASSERT_OK(token);
    ASSERT_OK(accounts.SetPassword(*token, kPassword, clock_.Now()));
  }
  TestBrowser Browser() const { return TestBrowser(server_->port()); }

  // From /signin to the login page; the page.
  static RawResponse OpenLogin(TestBrowser& browser, const std::string& address = "/signin") {
    const RawResponse begun = browser.Get(address);
    EXPECT_EQ(begun.status, 303) << begun.body;
    RawResponse page = browser.Get(begun.headers.at("location"));
    EXPECT_EQ(page.status, 200) << page.body;
    return page;
  }
  static RawResponse SubmitLogin(TestBrowser& browser, const RawResponse& page, const std::string& account = "zhang",
                                 const std::string& password = kPassword) {
    return browser.Post("/issuer/authorize", {{"ticket", HiddenField(page.body, "ticket")}, {"account", account}, {"password", password}});
  }
  // The whole way; where it led.
  static std::string SignIn(TestBrowser& browser, const std::string& address = "/signin", const std::string& account = "zhang") {
    const RawResponse passed = SubmitLogin(browser, OpenLogin(browser, address), account);
    EXPECT_EQ(passed.status, 303) << passed.body;
    const RawResponse back = browser.Get(passed.headers.at("location"));
    EXPECT_EQ(back.status, 303) << back.body;
    const auto to = back.headers.find("location");
    return to == back.headers.end() ? "" : to->second;
  }

  FakeClock clock_;
  PublishedAnswers answers_;
  SnapshotHolder snapshots_;
  PublishedState state_{&answers_, &snapshots_, &clock_};
  testing::TempDir directory_;
  RequestsAtDesk requests_;
  std::unique_ptr<grpc::Server> grpc_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<Executor> executor_ = std::make_unique<Executor>(2, 64);
  std::unique_ptr<Officers> officers_;
  std::unique_ptr<Authenticator> authenticator_;
  std::unique_ptr<Callers> callers_;
  std::unique_ptr<Transcoder> transcoder_;
  std::unique_ptr<TestServer> server_;
};

}  // namespace disclosure::gateway
