// Publication jobs survive kill -9: three replicas work through 1,000 due editions while they are killed in
// turn; each edition takes effect exactly once.
#include <csignal>
#include <set>

#include "catalog-service/api/service_fixture.h"
#include "common/testing/child_process.h"
#include "common/testing/temp_dir.h"

namespace disclosure::catalog {
namespace {

constexpr int kCatalogues = 1000;
constexpr int kBetweenKills = 40;
using Stub = v1::CatalogService::Stub;

class PublicationFaultsTest : public ServiceTest {
 protected:
  static std::string Division(int i) { return std::to_string(400000 + i); }

  // 1,000 divisions with one catalogue each, scheduled by the fixture's clock, which stands in the past of the
  // replicas' real one: all are due.
  void Schedule() {
    clock_.Set(absl::Now() - absl::Hours(48));
    v1::ImportDirectoryRequest directory;
    std::string divisions = "code,name,level,parent\n";
    for (int i = 0; i < kCatalogues; ++i) absl::StrAppend(&divisions, Division(i), ",某区", i, ",县级,\n");
    directory.set_divisions_csv(divisions);
    directory.set_domains_csv(ReadData("catalogue/domains.csv"));
    ASSERT_OK(Call(operator_, directory, &Stub::ImportDirectory).status());
    const std::string file = ReadData("catalogue/raw_samples/01_saihan_merged_tongshang.html");
    for (int i = 0; i < kCatalogues; ++i) {
      const Caller editor = Person("editor", Division(i) + "-office", {"editor", "supervisor"});
      const Caller approver = Person("approver", Division(i) + "-office", {"approver", "supervisor"});
      ASSERT_OK(ImportBytes(editor, "sample.html", file, Division(i)).status());
      v1::PublishCatalogueRequest publish;
      publish.set_name("divisions/" + Division(i) + "/catalogues/01");
      *publish.mutable_effective_time() = ToProto(clock_.Now() + absl::Hours(1));
      ASSERT_OK(Call(approver, publish, &Stub::PublishCatalogue).status());
    }
  }

  std::unique_ptr<testing::ChildProcess> StartReplica(int i) {
    return std::make_unique<testing::ChildProcess>(
        std::vector<std::string>{DISCLOSURE_BINARY_DIR "/bin/catalog-service", "--insecure_loopback", "--listen=127.0.0.1:0",
                                 "--db_socket=" + options_.socket, "--db_user=" + options_.user, "--db_password_file=" + password_,
                                 "--db_schema=" + options_.schema, "--schedule_every=50ms", "--threads=2"},
        directory_.path().string() + "/replica-" + std::to_string(i) + ".log");
  }

  int64_t Count(const char* sql) {
    int64_t count = -1;
    mysql::Database database(options_);
    EXPECT_OK(database.Read(absl::Now() + absl::Seconds(10), [&](mysql::Transaction& transaction) {
      return transaction.Select(sql, {}, [&](const mysql::Row& row) { count = row.Int(0); });
    }));
    return count;
  }

  testing::TempDir directory_;
  std::string password_ = directory_.path().string() + "/password";
};

TEST_F(PublicationFaultsTest, EachOf1000DueEditionsTakesEffectExactlyOnceWhileReplicasAreKilled) {
  ASSERT_NO_FATAL_FAILURE(Schedule());
  std::ofstream(password_) << options_.password << "\n";
  std::vector<std::unique_ptr<testing::ChildProcess>> replicas;
  for (int i = 0; i < 3; ++i) replicas.push_back(StartReplica(i));

  // The fixture's own replica runs no jobs; its watch tells what took effect.
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(200));
  auto reader = stub().WatchCatalogues(&context, v1::WatchCataloguesRequest());
  std::set<std::string> seen;
  size_t kills = 0;
  v1::WatchCataloguesResponse message;
  while (seen.size() < kCatalogues && reader->Read(&message)) {
    for (const auto& change : message.changes()) seen.insert(change.changed().name());
    if (seen.size() / kBetweenKills > kills && seen.size() < kCatalogues) {
      const size_t victim = kills++ % replicas.size();
      replicas[victim]->End(SIGKILL);
      replicas[victim] = StartReplica(static_cast<int>(victim));
    }
  }
  context.TryCancel();
  reader->Finish();
  for (auto& replica : replicas) EXPECT_EQ(replica->End(SIGTERM), 0) << "a replica stops in order";

  EXPECT_EQ(seen.size(), size_t{kCatalogues});
  EXPECT_GT(kills, 5u);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM publication_jobs WHERE state = 3"), kCatalogues);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM editions WHERE state = 2 AND publish_us IS NOT NULL"), kCatalogues);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM catalogues WHERE edition_in_force = 1"), kCatalogues);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM changes WHERE kind = 'published'"), kCatalogues) << "nothing took effect twice";
  std::cout << kills << " kills\n";
}

}  // namespace
}  // namespace disclosure::catalog
