// request-service: flags, construction in order, signals.
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "common/base/logging.h"
#include "common/base/process.h"
#include "common/base/scheduler.h"
#include "common/base/signals.h"
#include "common/mysql/migrate.h"
#include "common/objects/directory_store.h"
#include "common/objects/s3_store.h"
#include "common/rpc/credentials.h"
#include "common/rpc/server.h"
#include "request-service/api/notifier.h"
#include "request-service/api/consultation_feeds.h"
#include "request-service/api/checkpoint_job.h"
#include "request-service/api/conclusion_job.h"
#include "request-service/api/organ_feed.h"
#include "request-service/api/service.h"
#include "request-service/api/upkeep.h"
#include "request-service/demo/demo.h"
#include "request-service/notifying/curl_senders.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:0", "address to serve on; port 0: any");
ABSL_FLAG(std::string, port_file, "", "file that gets the port");
ABSL_FLAG(std::string, admin_listen, "", "address of /metrics, \"\" for none");
ABSL_FLAG(std::string, admin_port_file, "", "file that gets the admin port");
ABSL_FLAG(std::string, catalog, "127.0.0.1:7001", "catalog-service: address, or several by comma");
ABSL_FLAG(std::string, db_socket, "", "unix socket of the database; or db_host and db_port");
ABSL_FLAG(std::string, db_host, "", "host of the database");
ABSL_FLAG(int, db_port, 3306, "port of the database");
ABSL_FLAG(std::string, db_user, "request", "account; with --migrate_only the owner's");
ABSL_FLAG(std::string, db_password_file, "", "file with the account's password");
ABSL_FLAG(std::string, db_schema, "disclosure_request", "schema");
ABSL_FLAG(std::string, key_file, "", "keys of the personal data, as made with --make_keys");
ABSL_FLAG(bool, make_keys, false, "make --key_file if it is not there, and exit");
ABSL_FLAG(std::string, tls_dir, "", "directory with ca.pem, <name>.pem, <name>-key.pem");
ABSL_FLAG(std::string, tls_name, "request-service", "name of the certificate");
ABSL_FLAG(bool, insecure_loopback, false, "plaintext, and believe every caller; on loopback only");
ABSL_FLAG(std::string, schema_dir, "request-service/schema", "directory of the migrations");
ABSL_FLAG(bool, migrate_only, false, "bring the schema up to date and exit");
ABSL_FLAG(std::string, law_dir, "data/request", "directory of the tables of the law");
ABSL_FLAG(int, threads, 8, "threads that answer, and database connections");
ABSL_FLAG(int, yellow_days, 5, "working days before the due date on which a request turns yellow");
ABSL_FLAG(int, orange_days, 2, "and orange");
ABSL_FLAG(absl::Duration, checkpoint_every, absl::Minutes(10), "how often new events are sealed in an audit checkpoint; 0: only on demand");
ABSL_FLAG(std::string, fixed_time, "", "the time it always is, for demonstrations: 2026-09-18T10:00:00+08:00");
ABSL_FLAG(bool, demo_only, false, "fill the schema with a synthetic year up to --fixed_time, and exit");
ABSL_FLAG(std::string, demo_stories, "data/demo/stories.csv", "what the synthetic requests are about");
ABSL_FLAG(int, demo_requests, 400, "how many of them");
ABSL_FLAG(std::string, attachment_dir, "", "directory of the attachments, which replicas share; or s3_endpoint. \"\" for both: none are accepted");
ABSL_FLAG(std::string, s3_endpoint, "", "S3-compatible store of the attachments: https://host:port");
ABSL_FLAG(std::string, s3_bucket, "disclosure", "its bucket");
ABSL_FLAG(std::string, s3_region, "us-east-1", "its region");
ABSL_FLAG(std::string, s3_key_file, "", "file with the access key and the secret key, a line each");
ABSL_FLAG(int64_t, attachment_max_bytes, 20 << 20, "the largest attachment");
ABSL_FLAG(int, attachments_max, 10, "attachments of one request");
ABSL_FLAG(int64_t, attachments_max_bytes, 50 << 20, "and their bytes together");
ABSL_FLAG(std::string, smtp_url, "", "smtps://host:465 or smtp://host:587 (STARTTLS): sends mail; \"\": no mail is sent");
ABSL_FLAG(std::string, smtp_from, "", "address that mail is sent from");
ABSL_FLAG(std::string, smtp_user_file, "", "file with the account of the mail server and, on a second line, its password");
ABSL_FLAG(bool, webhook_private_networks, false, "webhooks may go to private addresses, as of the government's own network");
ABSL_FLAG(std::string, log_file, "", "file of the JSON log; \"\": standard error");

namespace disclosure::request {
namespace {

constexpr absl::Duration kGrace = absl::Seconds(5);
constexpr absl::Duration kDirectoryWait = absl::Seconds(30);
constexpr absl::Duration kFeedPause = absl::Milliseconds(200);
constexpr absl::Duration kCalendarPause = absl::Seconds(5);

void Warn(const char* what, const absl::Status& status) {
  if (!status.ok()) Log(LogLevel::kWarning, what, {{"detail", std::string(status.message())}});
}

absl::StatusOr<mysql::Options> DatabaseOptions() {
  mysql::Options options{.socket = absl::GetFlag(FLAGS_db_socket), .host = absl::GetFlag(FLAGS_db_host),
                         .port = absl::GetFlag(FLAGS_db_port), .user = absl::GetFlag(FLAGS_db_user),
                         .schema = absl::GetFlag(FLAGS_db_schema)};
  // More than the executor: the feeds, the checkpoints, the upkeep, the conclusions and the notifier never wait for a call.
  options.pool_size = absl::GetFlag(FLAGS_threads) + 7 + kNotifierThreads;
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

// The directory comes from catalog-service through the one that serves.
absl::StatusOr<std::shared_ptr<const Reference::View>> AwaitOrgans(Store& store) {
  const absl::Time never = absl::Now() + kDirectoryWait;
  while (true) {
    ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, LoadReference(store, never));
    if (!view->organs.empty()) return view;
    if (absl::Now() > never) return absl::UnavailableError("the directory of organs did not come");
    absl::SleepFor(absl::Milliseconds(100));
  }
}

// 2025-01-02 to --fixed_time, for the district and its streets.
absl::Status FillWithDemo(const mysql::Options& options) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> until, MakeClock());
  std::ifstream file(absl::GetFlag(FLAGS_demo_stories));
  std::stringstream text;
  text << file.rdbuf();
  ASSIGN_OR_RETURN(const std::vector<StoryKind> stories, ParseStories(text.str()));
  ASSIGN_OR_RETURN(crypto::KeyRing keys, crypto::KeyRing::Load(absl::GetFlag(FLAGS_key_file)));
  const Vault vault(std::move(keys));
  ASSIGN_OR_RETURN(const Law law, LoadLaw(absl::GetFlag(FLAGS_law_dir)));
  mysql::Database database(options);
  Store store(database, vault);
  ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, AwaitOrgans(store));
  Reference reference(std::move(view));
  StandingClock clock(until->Now());
  const Backend backend{store, vault, clock, reference, law, {}};
  const DemoPlan plan{.first = absl::CivilDay(2025, 1, 2), .today = LocalDay(until->Now()), .requests = absl::GetFlag(FLAGS_demo_requests), .division = "330108"};
  ASSIGN_OR_RETURN(const DemoResult result, PlayDemo(backend, clock, stories, plan, [](absl::CivilDay) {}));
  std::cout << result.filed << " 件申请，" << result.acts << " 次办理\n";
  return absl::OkStatus();
}

// Null where neither is given.
absl::StatusOr<std::unique_ptr<objects::ObjectStore>> AttachmentStore() {
  const std::string directory = absl::GetFlag(FLAGS_attachment_dir), endpoint = absl::GetFlag(FLAGS_s3_endpoint);
  if (!directory.empty() && !endpoint.empty()) return absl::InvalidArgumentError("--attachment_dir and --s3_endpoint exclude each other");
  if (!directory.empty()) return objects::DirectoryStore::Open(directory);
  if (endpoint.empty()) return std::unique_ptr<objects::ObjectStore>();
  objects::S3Options options{.endpoint = endpoint, .bucket = absl::GetFlag(FLAGS_s3_bucket), .region = absl::GetFlag(FLAGS_s3_region)};
  RETURN_IF_ERROR(objects::ReadS3Keys(absl::GetFlag(FLAGS_s3_key_file), options));
  return objects::S3Store::Open(std::move(options));
}

// Null where no mail is sent.
absl::StatusOr<std::unique_ptr<Sender>> MailSender() {
  SmtpOptions options{.url = absl::GetFlag(FLAGS_smtp_url), .from = absl::GetFlag(FLAGS_smtp_from)};
  if (options.url.empty()) return nullptr;
  if (options.url.rfind("smtp://", 0) != 0 && options.url.rfind("smtps://", 0) != 0) return absl::InvalidArgumentError("--smtp_url must begin with smtp:// or smtps://");
  if (!IsMailAddress(options.from)) return absl::InvalidArgumentError("--smtp_from must be a mail address");
  if (const std::string file = absl::GetFlag(FLAGS_smtp_user_file); !file.empty()) {
    std::ifstream in(file);
    if (!std::getline(in, options.user) || !std::getline(in, options.password)) return absl::NotFoundError(absl::StrCat("cannot read ", file));
  }
  return MakeSmtpSender(std::move(options));
}

absl::Status Serve(const mysql::Options& options, const sigset_t& stop) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Clock> clock, MakeClock());
  Metrics metrics;
  ASSIGN_OR_RETURN(crypto::KeyRing keys, crypto::KeyRing::Load(absl::GetFlag(FLAGS_key_file)));
  const Vault vault(std::move(keys));
  ASSIGN_OR_RETURN(const Law law, LoadLaw(absl::GetFlag(FLAGS_law_dir)));
  mysql::Database database(options);
  Store store(database, vault);
  ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, LoadReference(store, absl::Now() + absl::Seconds(30)));
  Reference reference(std::move(view));
  ASSIGN_OR_RETURN(const std::unique_ptr<objects::ObjectStore> attachments, AttachmentStore());
  ASSIGN_OR_RETURN(const std::unique_ptr<Sender> mail, MailSender());
  const WebhookRules rules{.private_networks = absl::GetFlag(FLAGS_webhook_private_networks)};
  const std::unique_ptr<Sender> webhooks = MakeWebhookSender(rules);
  const Backend backend{store, vault, *clock, reference, law,
                        {.yellow = absl::GetFlag(FLAGS_yellow_days), .orange = absl::GetFlag(FLAGS_orange_days)},
                        {.file_bytes = absl::GetFlag(FLAGS_attachment_max_bytes),
                         .files = absl::GetFlag(FLAGS_attachments_max),
                         .request_bytes = absl::GetFlag(FLAGS_attachments_max_bytes)},
                        attachments.get(),
                        mail != nullptr, rules};
  Executor executor(absl::GetFlag(FLAGS_threads), 1024);
  ASSIGN_OR_RETURN(const std::unique_ptr<UnaryRunner> runner,
                   UnaryRunner::Create(*google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
                                           v1::RequestService::service_full_name()),
                                       executor, metrics, {.trust_plaintext = absl::GetFlag(FLAGS_tls_dir).empty()}));
  RequestFeeds feeds(database, kFeedPause);
  ConsultationFeeds consultation_feeds(backend, kFeedPause);
  const auto service = NewService(*runner, backend, feeds, consultation_feeds);
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::ServerCredentials> credentials, Credentials());
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> catalog,
                   Dial(absl::GetFlag(FLAGS_catalog), {absl::GetFlag(FLAGS_tls_dir), absl::GetFlag(FLAGS_tls_name)}));
  const OrganFeed organs(catalog, store, reference);
  const ConclusionJob conclusions(backend);
  std::optional<CheckpointJob> checkpoints;
  if (const absl::Duration every = absl::GetFlag(FLAGS_checkpoint_every); every > absl::ZeroDuration()) checkpoints.emplace(backend, every);
  if (const std::string admin = absl::GetFlag(FLAGS_admin_listen); !admin.empty()) {
    ASSIGN_OR_RETURN(const int port, metrics.Serve(admin));
    RETURN_IF_ERROR(WritePortFile(absl::GetFlag(FLAGS_admin_port_file), port));
  }
  ASSIGN_OR_RETURN(const std::unique_ptr<RpcServer> server,
                   RpcServer::Start({.listen = absl::GetFlag(FLAGS_listen), .port_file = absl::GetFlag(FLAGS_port_file), .credentials = credentials},
                                    service.get(), std::string(v1::RequestService::service_full_name())));
  Log(LogLevel::kInfo, "serving", {{"port", std::to_string(server->port())}});
  const Scheduler prune(absl::Hours(1), [&] { Warn("cannot forget what is old", ForgetOld(backend, absl::Now() + absl::Minutes(1))); });
  const Scheduler calendar(kCalendarPause, [&] {
    Warn("due dates are not brought up to date", FollowCalendar(backend, absl::Now() + kCalendarPause).status());
  });
  const Notifier notifier(backend, {mail.get(), webhooks.get()});
  WaitForStop(stop);
  Log(LogLevel::kInfo, "stopping");
  feeds.CloseAll();
  consultation_feeds.CloseAll();
  server->Stop(kGrace);
  return absl::OkStatus();
}

absl::Status Main(const sigset_t& stop) {
  RETURN_IF_ERROR(StartLogging("request-service", absl::GetFlag(FLAGS_log_file)));
  SetErrorDomain("request-service.disclosure");
  if (absl::GetFlag(FLAGS_make_keys)) {
    const std::string file = absl::GetFlag(FLAGS_key_file);
    return access(file.c_str(), F_OK) == 0 ? absl::OkStatus() : crypto::GenerateKeyFile(file);
  }
  ASSIGN_OR_RETURN(const mysql::Options options, DatabaseOptions());
  if (absl::GetFlag(FLAGS_migrate_only)) {
    ASSIGN_OR_RETURN(const std::vector<mysql::Migration> migrations, mysql::ReadMigrations(absl::GetFlag(FLAGS_schema_dir)));
    return mysql::Migrate(options, migrations);
  }
  if (absl::GetFlag(FLAGS_demo_only)) return FillWithDemo(options);
  return Serve(options, stop);
}

}  // namespace
}  // namespace disclosure::request

int main(int argc, char** argv) {
  disclosure::TuneProcess();
  absl::SetProgramUsageMessage("request-service: requests for information. `disclosure up` starts it.");
  absl::ParseCommandLine(argc, argv);
  const sigset_t stop = disclosure::BlockStopSignals();
  if (const absl::Status status = disclosure::request::Main(stop); !status.ok()) {
    disclosure::Log(disclosure::LogLevel::kError, "cannot run", {{"detail", std::string(status.message())}});
    std::cerr << "request-service: " << status.message() << "\n";
    return 1;
  }
  return 0;
}
