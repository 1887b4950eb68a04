// One real media-service in this process, on a private MariaDB, called through its stub.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/crypto/testing.h"
#include "common/mysql/migrate.h"
#include "common/rpc/identity.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "common/testing/private_mariadb.h"
#include "gtest/gtest.h"
#include "media-service/api/account_feed.h"
#include "media-service/api/service.h"

namespace disclosure::media {

inline Caller Person(const std::string& subject, std::vector<std::string> roles, const std::string& organ = "330108-jyj") {
  return {.kind = CallerKind::kOfficer, .subject = subject, .organ = organ, .roles = std::move(roles)};
}

// One replica; several may share a schema.
class Replica {
 public:
  Replica(const mysql::Options& options, const Vault& vault, const Clock& clock, const Rules& rules)
      : database_(options), store_(database_, vault), view_(rules.platforms) {
    auto organs = LoadReference(store_, absl::Now() + absl::Seconds(30));
    EXPECT_OK(organs.status());
    reference_.emplace(*std::move(organs));
    auto feed = AccountFeed::Start(store_, database_, view_, absl::Milliseconds(20));
    EXPECT_OK(feed.status());
    feed_ = *std::move(feed);
    backend_.emplace(Backend{store_, vault, clock, *reference_, rules, view_, [this] { feed_->Nudge(); }});
    const auto* descriptor = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(v1::MediaService::service_full_name());
    auto runner = UnaryRunner::Create(*descriptor, executor_, metrics_, {.trust_plaintext = true});
    EXPECT_OK(runner.status());
    runner_ = *std::move(runner);
    service_ = NewService(*runner_, *backend_, feed_->hub());
    auto server = RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, service_.get(), v1::MediaService::service_full_name());
    EXPECT_OK(server.status());
    server_ = *std::move(server);
    stub_ = v1::MediaService::NewStub(server_->InProcessChannel());
  }
  ~Replica() {
    feed_->hub().CloseAll();
    server_->Stop(absl::Seconds(5));
  }

  v1::MediaService::Stub& stub() { return *stub_; }
  Store& store() { return store_; }
  mysql::Database& database() { return database_; }
  PublicView& view() { return view_; }
  const Backend& backend() { return *backend_; }

 private:
  Metrics metrics_;
  Executor executor_{4, 256};
  mysql::Database database_;
  Store store_;
  PublicView view_;
  std::optional<Reference> reference_;
  std::unique_ptr<AccountFeed> feed_;
  std::optional<Backend> backend_;
  std::unique_ptr<UnaryRunner> runner_;
  std::unique_ptr<grpc::Service> service_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<v1::MediaService::Stub> stub_;
};

class ServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::MediaService::Stub;

  ServiceTest() : options_(testing::TestMariaDb().CreateSchema()) {
    auto migrations = mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/media-service/schema");
    EXPECT_OK(migrations.status());
    EXPECT_OK(mysql::Migrate(options_, *migrations));
    auto rules = LoadRules(DISCLOSURE_SOURCE_DIR "/data/media", DISCLOSURE_SOURCE_DIR "/data/calendar");
    EXPECT_OK(rules.status());
    rules_.emplace(*std::move(rules));
    FillDirectory();
    replica_ = NewReplica();
  }

  std::unique_ptr<Replica> NewReplica() { return std::make_unique<Replica>(options_, vault_, clock_, *rules_); }
  Stub& stub() { return replica_->stub(); }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(const Caller& caller, const Request& request, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
    return CallOn(stub(), caller, request, method);
  }
  template <typename Request, typename Response>
  static absl::StatusOr<Response> CallOn(Stub& stub, const Caller& caller, const Request& request,
                                         grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    if (caller.kind != CallerKind::kAnonymous) context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
    Response response;
    RETURN_IF_ERROR(FromGrpc((stub.*method)(&context, request, &response)));
    return response;
  }

  void FillDirectory() {
    mysql::Database database(options_);
    Store store(database, vault_);
    EXPECT_OK(store.Write(absl::Now() + absl::Seconds(30), [](Writer& writer) {
      const auto organ = [](std::string code, std::string name, std::string short_name, std::string kind = "department") {
        const std::string division = code.substr(0, code.find('-'));
        return Organ{.code = std::move(code), .division = division, .name = std::move(name), .short_name = std::move(short_name),
                     .kind = std::move(kind), .parent = "", .active = true, .successor = ""};
      };
      std::vector<Organ> organs = {organ("330108-jyj", "杭州市滨江区教育局", "区教育局"), organ("330108-tjj", "杭州市滨江区统计局", "区统计局"),
                                   organ("330108-qfb", "杭州市滨江区人民政府办公室", "区府办"),
                                   organ("330108001-xixing", "杭州市滨江区人民政府西兴街道办事处", "西兴街道", "street"),
                                   organ("330109-fb", "杭州市萧山区人民政府办公室", "萧山区府办"), organ("330108-old", "已撤销的局", "")};
      organs.back().active = false;
      return writer.ReplaceOrgans(organs);
    }));
  }
  void At(absl::CivilDay day, int hour = 10) { clock_.Set(absl::FromCivil(absl::CivilSecond(day) + hour * 3600, Shanghai())); }

  // A draft of 区教育局 on 新浪微博.
  static v1::Account NewAccount(const std::string& name = "滨江教育", const std::string& id = "1749127163") {
    v1::Account account;
    account.set_display_name(name);
    account.set_platform("platforms/weibo");
    account.set_platform_id(id);
    account.mutable_host()->set_organ("organs/330108-jyj");
    account.mutable_competent()->set_organ("organs/330108-qfb");
    account.set_certified_subject("杭州市滨江区教育局");
    account.set_certification_status(v1::CERTIFIED);
    account.mutable_contact()->set_responsible_person("测试甲");
    account.mutable_contact()->set_phone("0571-00000000");
    return account;
  }
  absl::StatusOr<v1::Account> Create(const Caller& caller, const v1::Account& account) {
    v1::CreateAccountRequest request;
    *request.mutable_account() = account;
    return Call(caller, request, &Stub::CreateAccount);
  }
  absl::StatusOr<v1::Account> Get(const Caller& caller, const std::string& name) {
    v1::GetAccountRequest request;
    request.set_name(name);
    return Call(caller, request, &Stub::GetAccount);
  }
  absl::StatusOr<v1::ImportAccountsResponse> Import(const std::string& csv, bool dry_run = false) {
    v1::ImportAccountsRequest request;
    request.set_parent("divisions/330108");
    request.mutable_file()->set_data(csv);
    request.set_file_name("台账.csv");
    request.set_dry_run(dry_run);
    return Call(supervisor_, request, &Stub::ImportAccounts);
  }
  // Until this process has heard of every change: what memory answers is then as the store has it.
  void AwaitView() {
    mysql::FeedPosition head;
    EXPECT_OK(replica_->store().Read(absl::Now() + absl::Seconds(30), [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(head, reader.FeedHead());
      return absl::OkStatus();
    }));
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    // A watch says where the view is, and then each change as it gets there.
    const auto watch = stub().WatchAccounts(&context, v1::WatchAccountsRequest());
    v1::WatchAccountsResponse message;
    while (watch->Read(&message)) {
      const std::string& token = message.resume_token();
      if (std::stoll(token.substr(token.find('.') + 1)) >= head.seq) break;
    }
    context.TryCancel();
    watch->Finish();
  }
  int64_t Count(const std::string& sql) {
    int64_t count = -1;
    EXPECT_OK(replica_->database().Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
      return transaction.SelectOne(sql, {}, [&](const mysql::Row& row) { count = row.Int(0); }).status();
    }));
    return count;
  }

  const Caller registrar_ = Person("registrar-1", {"registrar"});
  const Caller stranger_ = Person("other", {"registrar", "approver"}, "330108-tjj");
  const Caller approver_ = Person("approver-1", {"approver"}, "330108-qfb");
  const Caller supervisor_ = Person("office", {"supervisor"}, "330108-qfb");
  const Caller operator_ = Person("operator-1", {"operator"}, "330108-qfb");
  const Caller public_;

  FakeClock clock_{absl::FromCivil(absl::CivilSecond(2026, 9, 18, 10), Shanghai())};
  mysql::Options options_;
  const Vault vault_{crypto::TestKeys({1})};
  std::optional<Rules> rules_;
  std::unique_ptr<Replica> replica_;
};

}  // namespace disclosure::media
