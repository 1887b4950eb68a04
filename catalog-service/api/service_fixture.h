// One real catalog-service in this process, on a private MariaDB, called through its stub.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "catalog-service/api/published_feed.h"
#include "catalog-service/api/search_feed.h"
#include "catalog-service/api/service.h"
#include "common/mysql/migrate.h"
#include "common/rpc/identity.h"
#include "common/rpc/server.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "common/testing/private_mariadb.h"
#include "common/testing/temp_dir.h"
#include "gtest/gtest.h"

namespace disclosure::catalog {

// One replica; several may share a schema.
class Replica {
 public:
  Replica(const mysql::Options& options, const Clock& clock, const std::string& name)
      : database_(options), store_(database_), executor_(4, 256) {
    auto feed = PublishedFeed::Start(store_, database_, view_, absl::Milliseconds(20));
    EXPECT_OK(feed.status());
    feed_ = *std::move(feed);
    backend_.emplace(Backend{store_, clock, view_, [this] { feed_->Nudge(); }});
    directory_.emplace(*backend_);
    catalogues_.emplace(*backend_);
    drafts_.emplace(*backend_);
    publication_.emplace(*backend_, name);
    profiles_.emplace(*backend_);
    auto index = ItemIndex::Create(search_directory_.path());
    EXPECT_OK(index.status());
    index_ = *std::move(index);
    search_feed_.emplace(view_, *index_, absl::Milliseconds(20));
    EXPECT_TRUE(search_feed_->WaitUntilReady(absl::Now() + absl::Seconds(60)));
    searches_.emplace(*backend_, *index_);
    const auto* descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(v1::CatalogService::service_full_name());
    auto runner = UnaryRunner::Create(*descriptor, executor_, metrics_, {.trust_plaintext = true});
    EXPECT_OK(runner.status());
    runner_ = *std::move(runner);
    service_ = NewService(*runner_, feed_->hub(), *directory_, *catalogues_, *drafts_, *publication_, *profiles_, *searches_);
    auto server = RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, service_.get(), "disclosure.catalog.v1.CatalogService");
    EXPECT_OK(server.status());
    server_ = *std::move(server);
    stub_ = v1::CatalogService::NewStub(server_->InProcessChannel());
  }
  ~Replica() {
    feed_->hub().CloseAll();
    server_->Stop(absl::Seconds(5));
  }

  v1::CatalogService::Stub& stub() { return *stub_; }
  PublishedView& view() { return view_; }
  // How many search indexes were made from the start, each in a directory with its number. Looks into none of those: an
  // old one may be gone at any moment.
  int IndexesMade() const {
    int made = 0;
    for (const auto& process : std::filesystem::directory_iterator(search_directory_.path())) {
      for (const auto& entry : std::filesystem::directory_iterator(process)) {
        int number = 0;
        if (absl::SimpleAtoi(entry.path().filename().string(), &number)) made = std::max(made, number);
      }
    }
    return made;
  }

 private:
  Metrics metrics_;
  mysql::Database database_;
  Store store_;
  PublishedView view_;
  Executor executor_;
  std::unique_ptr<PublishedFeed> feed_;
  std::optional<Backend> backend_;
  std::optional<DirectoryHandlers> directory_;
  std::optional<CatalogueHandlers> catalogues_;
  std::optional<DraftHandlers> drafts_;
  std::optional<PublicationHandlers> publication_;
  std::optional<ProfileHandlers> profiles_;
  testing::TempDir search_directory_;
  std::unique_ptr<ItemIndex> index_;
  std::optional<SearchFeed> search_feed_;
  std::optional<SearchHandlers> searches_;
  std::unique_ptr<UnaryRunner> runner_;
  std::unique_ptr<grpc::Service> service_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<v1::CatalogService::Stub> stub_;
};

inline Caller Person(const std::string& subject, const std::string& organ, std::vector<std::string> roles) {
  return {.kind = CallerKind::kOfficer, .subject = subject, .organ = organ, .roles = std::move(roles)};
}

class ServiceTest : public ::testing::Test {
 protected:
  ServiceTest() : options_(testing::TestMariaDb().CreateSchema()) {
    auto migrations = mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/catalog-service/schema");
    EXPECT_OK(migrations.status());
    EXPECT_OK(mysql::Migrate(options_, *migrations));
    replica_ = std::make_unique<Replica>(options_, clock_, "replica-1");
  }

  v1::CatalogService::Stub& stub() { return replica_->stub(); }

  // Calls `method` as `caller`.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(const Caller& caller, const Request& request,
                                grpc::Status (v1::CatalogService::Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
    return CallOn(stub(), caller, request, method);
  }
  template <typename Request, typename Response>
  static absl::StatusOr<Response> CallOn(v1::CatalogService::Stub& stub, const Caller& caller, const Request& request,
                                         grpc::Status (v1::CatalogService::Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    if (caller.kind != CallerKind::kAnonymous) context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
    Response response;
    RETURN_IF_ERROR(FromGrpc((stub.*method)(&context, request, &response)));
    return response;
  }

  static std::string ReadData(const std::string& name) {
    std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR "/data/") + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
  }

  // The reference data of 滨江区.
  void LoadDirectory() {
    v1::ImportDirectoryRequest request;
    request.set_divisions_csv(ReadData("divisions.csv"));
    request.set_domains_csv(ReadData("catalogue/domains.csv"));
    request.set_organs_csv(ReadData("organs.csv"));
    request.set_domain_organs_csv(ReadData("catalogue/domain_organs.csv"));
    ASSERT_OK(Call(operator_, request, &v1::CatalogService::Stub::ImportDirectory).status());
  }

  absl::StatusOr<v1::ImportCataloguesResponse> Import(const Caller& caller, const std::string& file, const std::string& division = "330108",
                                                      const std::string& domain = "") {
    return ImportBytes(caller, file, ReadData("catalogue/" + file), division, domain);
  }
  absl::StatusOr<v1::ImportCataloguesResponse> ImportBytes(const Caller& caller, const std::string& name, const std::string& bytes,
                                                           const std::string& division = "330108", const std::string& domain = "") {
    v1::ImportCataloguesRequest request;
    request.set_parent("divisions/" + division);
    request.mutable_file()->set_data(bytes);
    request.set_file_name(name.substr(name.rfind('/') + 1));
    request.set_domain(domain);
    return Call(caller, request, &v1::CatalogService::Stub::ImportCatalogues);
  }
  absl::StatusOr<v1::Edition> Publish(const Caller& caller, const std::string& domain, std::optional<absl::Time> effective = {},
                                      const std::string& request_id = "") {
    v1::PublishCatalogueRequest request;
    request.set_name("divisions/330108/catalogues/" + domain);
    request.set_request_id(request_id);
    if (effective) *request.mutable_effective_time() = ToProto(*effective);
    return Call(caller, request, &v1::CatalogService::Stub::PublishCatalogue);
  }
  absl::StatusOr<v1::Edition> Get(const std::string& name) {
    v1::GetCatalogueRequest request;
    request.set_name(name);
    return Call(Caller{}, request, &v1::CatalogService::Stub::GetCatalogue);
  }
  // Follows the replica's watch (for at most 20 s) until edition `number` of catalogue `name` is in force there.
  bool BecomesInForce(Replica& replica, const std::string& name, int number) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    auto reader = replica.stub().WatchCatalogues(&context, v1::WatchCataloguesRequest());
    v1::WatchCataloguesResponse message;
    bool reached = false;
    while (!reached && reader->Read(&message)) {
      for (const auto& change : message.changes()) reached |= change.changed().name() == name && change.changed().edition() == number;
    }
    context.TryCancel();
    reader->Finish();
    return reached;
  }
  bool BecomesInForce(const std::string& name, int number) { return BecomesInForce(*replica_, name, number); }

  const Caller editor_ = Person("editor-1", "330108-jyj", {"editor"});
  const Caller approver_ = Person("approver-1", "330108-jyj", {"approver"});
  const Caller office_editor_ = Person("office-editor", "330108-qfb", {"editor", "supervisor"});
  const Caller office_approver_ = Person("office-approver", "330108-qfb", {"approver", "supervisor"});
  const Caller operator_ = Person("operator-1", "330108-qfb", {"operator"});
  const std::string education_ = "divisions/330108/catalogues/03";
  const std::string file_ = "items/03-yiwu-jiaoyu.csv";

  FakeClock clock_{absl::FromCivil(absl::CivilSecond(2026, 9, 18, 10), Shanghai())};
  mysql::Options options_;
  std::unique_ptr<Replica> replica_;
};

}  // namespace disclosure::catalog
