// catalog-service: flags, construction in order, signals.
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "catalog-service/api/published_feed.h"
#include "catalog-service/api/search_feed.h"
#include "catalog-service/api/service.h"
#include "common/base/logging.h"
#include "common/base/process.h"
#include "common/base/scheduler.h"
#include "common/base/signals.h"
#include "common/mysql/migrate.h"
#include "common/rpc/credentials.h"
#include "common/rpc/server.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:0", "address to serve on; port 0: any");
ABSL_FLAG(std::string, port_file, "", "file that gets the port");
ABSL_FLAG(std::string, admin_listen, "", "address of /metrics, \"\" for none");
ABSL_FLAG(std::string, admin_port_file, "", "file that gets the admin port");
ABSL_FLAG(std::string, db_socket, "", "unix socket of the database; or db_host and db_port");
ABSL_FLAG(std::string, db_host, "", "host of the database");
ABSL_FLAG(int, db_port, 3306, "port of the database");
ABSL_FLAG(std::string, db_user, "catalog", "account; with --migrate_only the owner's");
ABSL_FLAG(std::string, db_password_file, "", "file with the account's password");
ABSL_FLAG(std::string, db_schema, "disclosure_catalog", "schema");
ABSL_FLAG(std::string, tls_dir, "", "directory with ca.pem, <name>.pem, <name>-key.pem");
ABSL_FLAG(std::string, tls_name, "catalog-service", "name of the certificate");
ABSL_FLAG(bool, insecure_loopback, false, "serve plaintext and believe every caller; on loopback only");
ABSL_FLAG(std::string, schema_dir, "catalog-service/schema", "directory of the migrations");
ABSL_FLAG(bool, migrate_only, false, "bring the schema up to date and exit");
ABSL_FLAG(int, threads, 8, "threads that answer, and database connections");
ABSL_FLAG(absl::Duration, schedule_every, absl::Seconds(1), "how often publication jobs are looked for; 0: never");
ABSL_FLAG(absl::Duration, follow_every, absl::Milliseconds(100), "how often publications of other replicas are looked for");
ABSL_FLAG(std::string, search_dir, "",
          "directory of the search index, made anew at each start; \"\": below the one for temporary files. Replicas may share it");
ABSL_FLAG(std::string, log_file, "", "file of the JSON log; \"\": standard error");

namespace disclosure::catalog {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(5);
constexpr absl::Duration kKept = absl::Hours(24);
// Looking whether anything was published is the comparison of a pointer.
constexpr absl::Duration kSearchPause = absl::Milliseconds(100);
// The index of a district is made in less; a larger one is made while everything else is served already.
constexpr absl::Duration kSearchWait = absl::Seconds(5);

absl::StatusOr<mysql::Options> DatabaseOptions() {
  mysql::Options options{.socket = absl::GetFlag(FLAGS_db_socket), .host = absl::GetFlag(FLAGS_db_host),
                         .port = absl::GetFlag(FLAGS_db_port), .user = absl::GetFlag(FLAGS_db_user),
                         .schema = absl::GetFlag(FLAGS_db_schema)};
  // Two more than the executor: the tailer and the scheduler never wait for a call.
  options.pool_size = absl::GetFlag(FLAGS_threads) + 2;
  if (const std::string file = absl::GetFlag(FLAGS_db_password_file); !file.empty()) {
    std::ifstream in(file);
    if (!std::getline(in, options.password)) return absl::NotFoundError(absl::StrCat("cannot read ", file));
  }
  return options;
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> Credentials() {
  if (!absl::GetFlag(FLAGS_tls_dir).empty()) {
    return ServerCredentials({absl::GetFlag(FLAGS_tls_dir), absl::GetFlag(FLAGS_tls_name)});
  }
  const std::string listen = absl::GetFlag(FLAGS_listen);
  if (absl::GetFlag(FLAGS_insecure_loopback) && (listen.rfind("127.0.0.1:", 0) == 0 || listen.rfind("[::1]:", 0) == 0)) {
    return grpc::InsecureServerCredentials();
  }
  return absl::InvalidArgumentError("--tls_dir is needed; plaintext is served on loopback only, with --insecure_loopback");
}

std::string ReplicaName() {
  char host[256] = "";
  gethostname(host, sizeof(host) - 1);
  return absl::StrCat(host, "/", getpid());
}

absl::Status Serve(const mysql::Options& options, const sigset_t& stop) {
  SystemClock clock;
  Metrics metrics;
  mysql::Database database(options);
  Store store(database);
  PublishedView view;
  ASSIGN_OR_RETURN(const std::unique_ptr<PublishedFeed> feed,
                   PublishedFeed::Start(store, database, view, absl::GetFlag(FLAGS_follow_every)));
  const Backend backend{store, clock, view, [&feed] { feed->Nudge(); }};
  DirectoryHandlers directory(backend);
  CatalogueHandlers catalogues(backend);
  DraftHandlers drafts(backend);
  PublicationHandlers publication(backend, ReplicaName());
  ProfileHandlers profiles(backend);
  ASSIGN_OR_RETURN(const std::unique_ptr<ItemIndex> index, ItemIndex::Create(absl::GetFlag(FLAGS_search_dir)));
  SearchFeed search_feed(view, *index, kSearchPause);
  SearchHandlers searches(backend, *index);
  if (!search_feed.WaitUntilReady(absl::Now() + kSearchWait)) Log(LogLevel::kInfo, "the search index is still being made");

  Executor executor(absl::GetFlag(FLAGS_threads), 1024);
  ASSIGN_OR_RETURN(const std::unique_ptr<UnaryRunner> runner,
                   UnaryRunner::Create(*google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
                                           v1::CatalogService::service_full_name()),
                                       executor, metrics,
                                       {.trust_plaintext = absl::GetFlag(FLAGS_tls_dir).empty()}));
  RETURN_IF_ERROR(runner->RequirePublic({"GetCatalogue", "WatchCatalogues"}));
  const auto service = NewService(*runner, feed->hub(), directory, catalogues, drafts, publication, profiles, searches);
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ServerCredentials> credentials, Credentials());
  if (const std::string admin = absl::GetFlag(FLAGS_admin_listen); !admin.empty()) {
    ASSIGN_OR_RETURN(const int port, metrics.Serve(admin));
    RETURN_IF_ERROR(WritePortFile(absl::GetFlag(FLAGS_admin_port_file), port));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<RpcServer> server,
                   RpcServer::Start({.listen = absl::GetFlag(FLAGS_listen), .port_file = absl::GetFlag(FLAGS_port_file), .credentials = credentials},
                                    service.get(), std::string(v1::CatalogService::service_full_name())));
  Log(LogLevel::kInfo, "serving", {{"port", std::to_string(server->port())}});

  std::unique_ptr<Scheduler> due;
  if (const absl::Duration every = absl::GetFlag(FLAGS_schedule_every); every > absl::ZeroDuration()) {
    due = std::make_unique<Scheduler>(every, [&] {
      const Call call{.method = "PublishDue", .caller = {.kind = CallerKind::kService, .subject = "service:catalog-service"},
                      .deadline = absl::Now() + absl::Minutes(1)};
      const auto published = publication.PublishDue(call, {});
      if (!published.ok()) Log(LogLevel::kWarning, "cannot look for publication jobs", {{"detail", std::string(published.status().message())}});
    });
  }
  // Whether or not this replica publishes by itself.
  const auto prune = std::make_unique<Scheduler>(absl::Hours(1), [&] {
    const absl::Time deadline = absl::Now() + absl::Minutes(1);
    for (const absl::Status& status : {mysql::PruneChanges(database, deadline, clock.Now() - kKept).status(),
                                       mysql::PruneServed(database, deadline, clock.Now() - mysql::kServedKept).status()}) {
      if (!status.ok()) Log(LogLevel::kWarning, "cannot forget what is old", {{"detail", std::string(status.message())}});
    }
  });
  WaitForStop(stop);
  Log(LogLevel::kInfo, "stopping");
  due.reset();
  feed->hub().CloseAll();
  server->Stop(kGrace);
  return absl::OkStatus();
}

absl::Status Main(const sigset_t& stop) {
  RETURN_IF_ERROR(StartLogging("catalog-service", absl::GetFlag(FLAGS_log_file)));
  SetErrorDomain("catalog-service.disclosure");
  ASSIGN_OR_RETURN(const mysql::Options options, DatabaseOptions());
  if (absl::GetFlag(FLAGS_migrate_only)) {
    ASSIGN_OR_RETURN(const std::vector<mysql::Migration> migrations, mysql::ReadMigrations(absl::GetFlag(FLAGS_schema_dir)));
    return mysql::Migrate(options, migrations);
  }
  return Serve(options, stop);
}

}  // namespace
}  // namespace disclosure::catalog

int main(int argc, char** argv) {
  disclosure::TuneProcess();
  absl::SetProgramUsageMessage("catalog-service: the standard disclosure catalogues. `disclosure up` starts it.");
  absl::ParseCommandLine(argc, argv);
  const sigset_t stop = disclosure::BlockStopSignals();
  if (const absl::Status status = disclosure::catalog::Main(stop); !status.ok()) {
    disclosure::Log(disclosure::LogLevel::kError, "cannot run", {{"detail", std::string(status.message())}});
    std::cerr << "catalog-service: " << status.message() << "\n";
    return 1;
  }
  return 0;
}
