// media-service: flags, construction in order, signals.
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <memory>
#include <optional>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/logging.h"
#include "common/base/process.h"
#include "common/base/scheduler.h"
#include "common/base/signals.h"
#include "common/mysql/migrate.h"
#include "common/rpc/credentials.h"
#include "common/rpc/server.h"
#include "media-service/api/account_feed.h"
#include "media-service/api/feed_job.h"
#include "media-service/api/organ_feed.h"
#include "media-service/api/service.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:0", "address to serve on; port 0: any");
ABSL_FLAG(std::string, port_file, "", "file that gets the port");
ABSL_FLAG(std::string, admin_listen, "", "address of /metrics, \"\" for none");
ABSL_FLAG(std::string, admin_port_file, "", "file that gets the admin port");
ABSL_FLAG(std::string, catalog, "127.0.0.1:7001", "catalog-service: address, or several by comma");
ABSL_FLAG(std::string, db_socket, "", "unix socket of the database; or db_host and db_port");
ABSL_FLAG(std::string, db_host, "", "host of the database");
ABSL_FLAG(int, db_port, 3306, "port of the database");
ABSL_FLAG(std::string, db_user, "media", "account; with --migrate_only the owner's");
ABSL_FLAG(std::string, db_password_file, "", "file with the account's password");
ABSL_FLAG(std::string, db_schema, "disclosure_media", "schema");
ABSL_FLAG(std::string, key_file, "", "keys of the personal data, as made with --make_keys");
ABSL_FLAG(bool, make_keys, false, "make --key_file if it is not there, and exit");
ABSL_FLAG(std::string, tls_dir, "", "directory with ca.pem, <name>.pem, <name>-key.pem");
ABSL_FLAG(std::string, tls_name, "media-service", "name of the certificate");
ABSL_FLAG(bool, insecure_loopback, false, "plaintext, and believe every caller; on loopback only");
ABSL_FLAG(std::string, schema_dir, "media-service/schema", "directory of the migrations");
ABSL_FLAG(bool, migrate_only, false, "bring the schema up to date and exit");
ABSL_FLAG(std::string, rules_dir, "data/media", "directory of the platforms and rules");
ABSL_FLAG(std::string, calendar_dir, "data/calendar", "directory of the working days, for notices");
ABSL_FLAG(int, threads, 8, "threads that answer, and database connections");
ABSL_FLAG(absl::Duration, follow_every, absl::Milliseconds(100), "how often changes of other replicas are looked for");
ABSL_FLAG(absl::Duration, feed_every, absl::Hours(1), "how often the feed (RSS, Atom) of an account is read; 0: never");
ABSL_FLAG(bool, feed_private_networks, false, "feeds may have private addresses, as of the government's own network");
ABSL_FLAG(std::string, fixed_time, "", "the time it always is, for demonstrations: 2026-09-18T10:00:00+08:00");
ABSL_FLAG(std::string, log_file, "", "file of the JSON log; \"\": standard error");

namespace disclosure::media {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(5);
constexpr absl::Duration kKept = absl::Hours(24);
constexpr absl::Duration kPruneEvery = absl::Hours(1);
constexpr absl::Duration kLoadTimeout = absl::Seconds(30);

absl::StatusOr<mysql::Options> DatabaseOptions() {
  mysql::Options options{.socket = absl::GetFlag(FLAGS_db_socket), .host = absl::GetFlag(FLAGS_db_host),
                         .port = absl::GetFlag(FLAGS_db_port), .user = absl::GetFlag(FLAGS_db_user),
                         .schema = absl::GetFlag(FLAGS_db_schema)};
  // More than the executor: the tailer, the directory, the pruning and the feeds never wait for a call.
  options.pool_size = absl::GetFlag(FLAGS_threads) + 3 + kFeedThreads;
  if (const std::string file = absl::GetFlag(FLAGS_db_password_file); !file.empty()) {
    std::ifstream in(file);
    if (!std::getline(in, options.password)) return absl::NotFoundError(absl::StrCat("cannot read ", file));
  }
  return options;
}

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> Credentials() {
  if (!absl::GetFlag(FLAGS_tls_dir).empty()) return ServerCredentials({absl::GetFlag(FLAGS_tls_dir), absl::GetFlag(FLAGS_tls_name)});
  const std::string listen = absl::GetFlag(FLAGS_listen);
  if (absl::GetFlag(FLAGS_insecure_loopback) && (listen.rfind("127.0.0.1:", 0) == 0 || listen.rfind("[::1]:", 0) == 0)) {
    return grpc::InsecureServerCredentials();
  }
  return absl::InvalidArgumentError("--tls_dir is needed; plaintext is served on loopback only, with --insecure_loopback");
}

absl::StatusOr<std::unique_ptr<Clock>> MakeClock() {
  const std::string text = absl::GetFlag(FLAGS_fixed_time);
  if (text.empty()) return std::make_unique<SystemClock>();
  absl::Time time;
  std::string problem;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &problem)) return absl::InvalidArgumentError(absl::StrCat("--fixed_time: ", problem));
  return std::make_unique<StandingClock>(time);
}

// What is kept is as old as the service's clock says, which a demonstration may have stopped.
void Prune(mysql::Database& database, const Clock& clock) {
  const absl::Time deadline = absl::Now() + absl::Minutes(1);
  for (const absl::Status& status : {mysql::PruneChanges(database, deadline, clock.Now() - kKept).status(),
                                     mysql::PruneServed(database, deadline, clock.Now() - mysql::kServedKept).status()}) {
    if (!status.ok()) Log(LogLevel::kWarning, "cannot forget what is old", {{"detail", std::string(status.message())}});
  }
}

absl::Status Serve(const mysql::Options& options, const sigset_t& stop) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> clock, MakeClock());
  Metrics metrics;
  ASSIGN_OR_RETURN(crypto::KeyRing keys, crypto::KeyRing::Load(absl::GetFlag(FLAGS_key_file)));
  const Vault vault(std::move(keys));
  ASSIGN_OR_RETURN(const Rules rules, LoadRules(absl::GetFlag(FLAGS_rules_dir), absl::GetFlag(FLAGS_calendar_dir)));
  mysql::Database database(options);
  Store store(database, vault);
  ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> organs, LoadReference(store, absl::Now() + kLoadTimeout));
  Reference reference(std::move(organs));
  PublicView view(rules.platforms);
  ASSIGN_OR_RETURN(const std::unique_ptr<AccountFeed> feed, AccountFeed::Start(store, database, view, absl::GetFlag(FLAGS_follow_every)));
  const FetchRules feeds{.private_networks = absl::GetFlag(FLAGS_feed_private_networks)};
  const Backend backend{store, vault, *clock, reference, rules, view, [&feed] { feed->Nudge(); }, feeds};
  Executor executor(absl::GetFlag(FLAGS_threads), 1024);
  ASSIGN_OR_RETURN(const std::unique_ptr<UnaryRunner> runner,
                   UnaryRunner::Create(*google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(v1::MediaService::service_full_name()),
                                       executor, metrics, {.trust_plaintext = absl::GetFlag(FLAGS_tls_dir).empty()}));
  RETURN_IF_ERROR(runner->RequirePublic({"ListAccounts", "VerifyAccount", "WatchAccounts"}));
  const auto service = NewService(*runner, backend, feed->hub());
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ServerCredentials> credentials, Credentials());
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> catalog,
                   Dial(absl::GetFlag(FLAGS_catalog), {absl::GetFlag(FLAGS_tls_dir), absl::GetFlag(FLAGS_tls_name)}));
  const OrganFeed directory(catalog, store, reference);
  if (const std::string admin = absl::GetFlag(FLAGS_admin_listen); !admin.empty()) {
    ASSIGN_OR_RETURN(const int port, metrics.Serve(admin));
    RETURN_IF_ERROR(WritePortFile(absl::GetFlag(FLAGS_admin_port_file), port));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<RpcServer> server,
                   RpcServer::Start({.listen = absl::GetFlag(FLAGS_listen), .port_file = absl::GetFlag(FLAGS_port_file), .credentials = credentials},
                                    service.get(), std::string(v1::MediaService::service_full_name())));
  Log(LogLevel::kInfo, "serving", {{"port", std::to_string(server->port())}, {"accounts", std::to_string(view.size())}});
  const Scheduler pruning(kPruneEvery, [&] { Prune(database, *clock); });
  const std::unique_ptr<FeedFetcher> fetcher = MakeFeedFetcher(feeds);
  std::optional<FeedJob> feed_job;
  if (const absl::Duration every = absl::GetFlag(FLAGS_feed_every); every > absl::ZeroDuration()) {
    feed_job.emplace(backend, *fetcher, FeedReading{.replica = NewUid(absl::Now()), .every = every});
  }
  WaitForStop(stop);
  Log(LogLevel::kInfo, "stopping");
  feed->hub().CloseAll();
  server->Stop(kGrace);
  return absl::OkStatus();
}

absl::Status Main(const sigset_t& stop) {
  RETURN_IF_ERROR(StartLogging("media-service", absl::GetFlag(FLAGS_log_file)));
  SetErrorDomain("media-service.disclosure");
  if (absl::GetFlag(FLAGS_make_keys)) {
    const std::string file = absl::GetFlag(FLAGS_key_file);
    return access(file.c_str(), F_OK) == 0 ? absl::OkStatus() : crypto::GenerateKeyFile(file);
  }
  ASSIGN_OR_RETURN(const mysql::Options options, DatabaseOptions());
  if (absl::GetFlag(FLAGS_migrate_only)) {
    ASSIGN_OR_RETURN(const std::vector<mysql::Migration> migrations, mysql::ReadMigrations(absl::GetFlag(FLAGS_schema_dir)));
    return mysql::Migrate(options, migrations);
  }
  return Serve(options, stop);
}

}  // namespace
}  // namespace disclosure::media

int main(int argc, char** argv) {
  disclosure::TuneProcess();
  absl::SetProgramUsageMessage("media-service: the register of government new media. `disclosure up` starts it.");
  absl::ParseCommandLine(argc, argv);
  const sigset_t stop = disclosure::BlockStopSignals();
  if (const absl::Status status = disclosure::media::Main(stop); !status.ok()) {
    disclosure::Log(disclosure::LogLevel::kError, "cannot run", {{"detail", std::string(status.message())}});
    std::cerr << "media-service: " << status.message() << "\n";
    return 1;
  }
  return 0;
}
