// One real request-service in this process, on a private MariaDB, called through its stub.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/crypto/testing.h"
#include "common/mysql/migrate.h"
#include "common/objects/directory_store.h"
#include "common/rpc/identity.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "common/testing/private_mariadb.h"
#include "common/testing/temp_dir.h"
#include "gtest/gtest.h"
#include "request-service/api/service.h"
#include "request-service/domain/case_fixture.h"

namespace disclosure::request {

inline Caller Person(const std::string& subject, std::vector<std::string> roles, const std::string& organ = "330108-jyj") {
  return {.kind = CallerKind::kOfficer, .subject = subject, .organ = organ, .roles = std::move(roles)};
}

class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest() : options_(testing::TestMariaDb().CreateSchema()) {
    auto migrations = mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/request-service/schema");
    EXPECT_OK(migrations.status());
    EXPECT_OK(mysql::Migrate(options_, *migrations));
    database_.emplace(options_);
    store_.emplace(*database_, vault_);
    FillReference();
    auto objects = objects::DirectoryStore::Open(object_directory_.path() / "attachments");
    EXPECT_OK(objects.status());
    objects_ = *std::move(objects);
    auto law = LoadLaw(DISCLOSURE_SOURCE_DIR "/data/request");
    EXPECT_OK(law.status());
    law_ = *std::move(law);
    auto reference = LoadReference(*store_, absl::Now() + absl::Seconds(30));
    EXPECT_OK(reference.status());
    reference_.emplace(*std::move(reference));
    backend_.emplace(Backend{*store_, vault_, clock_, *reference_, law_, {}, {}, &*objects_});
    const auto* descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(v1::RequestService::service_full_name());
    auto runner = UnaryRunner::Create(*descriptor, executor_, metrics_, {.trust_plaintext = true});
    EXPECT_OK(runner.status());
    runner_ = *std::move(runner);
    feeds_.emplace(*database_, absl::Milliseconds(20));
    consultation_feeds_.emplace(*backend_, absl::Milliseconds(10));
    service_ = NewService(*runner_, *backend_, *feeds_, *consultation_feeds_);
    auto server = RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, service_.get(), v1::RequestService::service_full_name());
    EXPECT_OK(server.status());
    server_ = *std::move(server);
    stub_ = v1::RequestService::NewStub(server_->InProcessChannel());
  }
  ~ServiceTest() override {
    consultation_feeds_->CloseAll();
    server_->Stop(absl::Seconds(5));
  }

  using Stub = v1::RequestService::Stub;
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(const Caller& caller, const Request& request,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    if (caller.kind != CallerKind::kAnonymous) context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
    Response response;
    RETURN_IF_ERROR(FromGrpc((*stub_.*method)(&context, request, &response)));
    return response;
  }

  void FillReference() {
    EXPECT_OK(store_->Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) -> absl::Status {
      RETURN_IF_ERROR(writer.ReplaceHolidays(*ParseHolidays(ReadData("calendar/holidays.csv"))));
      RETURN_IF_ERROR(writer.ReplaceOverlays(*ParseLocalOverlays(ReadData("calendar/local_overlays.csv"))));
      return writer.ReplaceOrgans({{.code = "330108-jyj", .division = "330108", .name = "杭州市滨江区教育局",
                                    .reconsideration_organ = "杭州市滨江区人民政府", .court = "杭州市滨江区人民法院", .document_prefix = "滨教"},
                                   {.code = "330108-tjj", .division = "330108", .name = "杭州市滨江区统计局",
                                    .reconsideration_organ = "杭州市滨江区人民政府", .court = "杭州市滨江区人民法院", .document_prefix = "滨统"},
                                   {.code = "330108-old", .division = "330108", .name = "已撤销的局", .active = false},
                                   {.code = "330108-mrg", .division = "330108", .name = "已并入教育局的局", .active = false, .successor = "330108-jyj"}});
    }));
  }
  void At(std::string_view day, int hour = 10) { clock_.Set(absl::FromCivil(absl::CivilSecond(Day(day)) + hour * 3600, Shanghai())); }

  static v1::FileRequestRequest NewFiling() {
    v1::FileRequestRequest request;
    request.set_parent("organs/330108-jyj");
    auto& applicant = *request.mutable_applicant();
    applicant.set_applicant_class(v1::NATURAL_PERSON);
    applicant.set_display_name("测试甲");
    applicant.set_identity_kind(v1::RESIDENT_ID);
    applicant.set_identity_number("33010819000101001X");
    applicant.set_phone("0571-00000000");
    auto& wanted = *request.mutable_wanted();
    wanted.set_subject("2025年义务教育招生学区划分方案");
    wanted.set_form(v1::ELECTRONIC);
    wanted.set_route(v1::ONLINE);
    return request;
  }
  // By the clerk, in person, today.
  v1::Request Received() {
    v1::FileRequestRequest request = NewFiling();
    request.set_channel(v1::IN_PERSON);
    const auto filed = Call(clerk_, request, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    return filed.ok() ? filed->request() : v1::Request();
  }
  template <typename Request>
  absl::StatusOr<v1::Request> Act(const Caller& caller, const v1::Request& on, Request request,
                                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, v1::Request*)) {
    request.set_name(on.name());
    return Call(caller, request, method);
  }
  absl::StatusOr<v1::Request> Get(const v1::Request& request, const Caller& caller) {
    v1::GetRequestRequest get;
    get.set_name(request.name());
    return Call(caller, get, &Stub::GetRequest);
  }
  absl::StatusOr<v1::TrackRequestResponse> Track(const std::string& number, const std::string& code) {
    v1::TrackRequestRequest request;
    request.set_number(number);
    request.set_access_code(code);
    return Call(Caller{}, request, &Stub::TrackRequest);
  }
  int64_t Count(const std::string& sql) {
    int64_t count = -1;
    EXPECT_OK(database_->Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
      return transaction.SelectOne(sql, {}, [&](const mysql::Row& row) { count = row.Int(0); }).status();
    }));
    return count;
  }

  const Caller clerk_ = Person("clerk-1", {"clerk"});
  const Caller handler_ = Person("handler-1", {"handler"});
  const Caller approver_ = Person("approver-1", {"approver"});
  const Caller stranger_ = Person("other", {"clerk", "handler", "approver"}, "330108-tjj");
  const Caller supervisor_ = Person("office", {"supervisor"}, "330108-qfb");

  FakeClock clock_{absl::FromCivil(absl::CivilSecond(2026, 9, 18, 10), Shanghai())};
  mysql::Options options_;
  const Vault vault_{crypto::TestKeys({1})};
  Metrics metrics_;
  Executor executor_{4, 256};
  Law law_;
  std::optional<mysql::Database> database_;
  std::optional<Store> store_;
  std::optional<Reference> reference_;
  const ::disclosure::testing::TempDir object_directory_;
  std::unique_ptr<objects::DirectoryStore> objects_;
  std::optional<Backend> backend_;
  std::unique_ptr<UnaryRunner> runner_;
  std::optional<RequestFeeds> feeds_;
  std::optional<ConsultationFeeds> consultation_feeds_;
  std::unique_ptr<grpc::Service> service_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace disclosure::request
