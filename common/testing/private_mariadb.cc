#include "common/testing/private_mariadb.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/status.h"
#include "common/mysql/connection.h"

namespace disclosure::testing {
namespace {

namespace fs = std::filesystem;

constexpr char kTemplate[] = DISCLOSURE_BINARY_DIR "/mariadb-template";

// The account that runs the server: mariadbd refuses root.
const passwd* ServerAccount() {
  static const passwd* const account = geteuid() == 0 ? getpwnam("nobody") : nullptr;
  return account;
}

absl::Status GiveToServer(const fs::path& path) {
  const passwd* account = ServerAccount();
  if (account == nullptr) return absl::OkStatus();
  std::error_code error;
  if (chown(path.c_str(), account->pw_uid, account->pw_gid) != 0)
    return absl::InternalError("cannot chown " + path.string());
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path, error)) {
    if (chown(entry.path().c_str(), account->pw_uid, account->pw_gid) != 0) {
      return absl::InternalError("cannot chown " + entry.path().string());
    }
  }
  return absl::OkStatus();
}

// Starts a program as the server's account; it dies with the thread that called. Output goes to `log`.
absl::StatusOr<pid_t> Spawn(const std::vector<std::string>& arguments, const fs::path& log) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const passwd* account = ServerAccount();
  const pid_t parent = getpid();
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  const pid_t child = fork();
  if (child < 0) return absl::InternalError("cannot fork");
  if (child > 0) {
    close(output);
    return child;
  }
  // From here only what is safe after fork() in a process with threads.
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  if (account != nullptr &&
      (setgroups(0, nullptr) != 0 || setgid(account->pw_gid) != 0 || setuid(account->pw_uid) != 0)) {
    _exit(126);
  }
  // After setuid, which would undo it; the parent may be gone already.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(125);
  execvp(argv[0], argv.data());
  _exit(127);
}

std::string Tail(const fs::path& log) {
  std::ifstream in(log);
  std::ostringstream text;
  text << in.rdbuf();
  const std::string all = text.str();
  return all.size() < 2000 ? all : all.substr(all.size() - 2000);
}

absl::Status InstallTemplate() {
  TempDir scratch;
  const fs::path data = scratch.path() / "data";
  fs::create_directory(data);
  RETURN_IF_ERROR(GiveToServer(scratch.path()));
  const fs::path log = scratch.path() / "install.log";
  ASSIGN_OR_RETURN(const pid_t child,
                   Spawn({"mariadb-install-db", "--no-defaults", "--datadir=" + data.string(),
                          "--skip-test-db", "--tmpdir=" + scratch.path().string(),
                          "--auth-root-authentication-method=normal", "--innodb-log-file-size=8M"},
                         log));
  int state = 0;
  waitpid(child, &state, 0);
  if (state != 0) return absl::InternalError("mariadb-install-db failed: " + Tail(log));
  const std::string incoming = absl::StrCat(kTemplate, ".new");
  std::error_code error;
  fs::remove_all(incoming, error);
  fs::copy(data, incoming, fs::copy_options::recursive, error);
  if (!error) fs::rename(incoming, kTemplate, error);
  return error ? absl::InternalError("cannot keep the template: " + error.message()) : absl::OkStatus();
}

// Made once per build directory; several test programs may come here at the same time.
absl::Status EnsureTemplate() {
  const int lock = open((std::string(kTemplate) + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (lock < 0) return absl::InternalError("cannot make the lock beside the template");
  flock(lock, LOCK_EX);
  const absl::Status status = fs::exists(kTemplate) ? absl::OkStatus() : InstallTemplate();
  close(lock);
  return status;
}

std::string RandomHex() {
  std::random_device random;
  return absl::StrCat(absl::Hex(random(), absl::kZeroPad8), absl::Hex(random(), absl::kZeroPad8));
}

[[noreturn]] void Die(const absl::Status& status) {
  std::fprintf(stderr, "the private MariaDB: %s\n", status.ToString().c_str());
  std::abort();
}

}  // namespace

absl::StatusOr<std::unique_ptr<PrivateMariaDb>> PrivateMariaDb::Start(const ServerSettings& settings) {
  RETURN_IF_ERROR(EnsureTemplate());
  std::unique_ptr<PrivateMariaDb> server(new PrivateMariaDb(settings));
  std::error_code error;
  fs::copy(kTemplate, server->directory_.path() / "data", fs::copy_options::recursive, error);
  if (error) return absl::InternalError("cannot copy the template: " + error.message());
  RETURN_IF_ERROR(GiveToServer(server->directory_.path()));
  RETURN_IF_ERROR(server->Launch());
  return server;
}

absl::Status PrivateMariaDb::Launch() {
  const std::string base = directory_.path().string();
  const fs::path log = directory_.path() / "log";
  std::vector<std::string> arguments = {"/usr/sbin/mariadbd",
                                        "--no-defaults",
                                        "--datadir=" + base + "/data",
                                        "--socket=" + base + "/socket",
                                        "--pid-file=" + base + "/pid",
                                        "--tmpdir=" + base,
                                        "--skip-networking",
                                        "--skip-name-resolve",
                                        "--skip-log-bin",
                                        "--performance-schema=OFF",
                                        "--character-set-server=utf8mb4",
                                        "--max-connections=200",
                                        "--max-allowed-packet=64M",
                                        absl::StrCat("--innodb-buffer-pool-size=", settings_.buffer_pool_mib, "M"),
                                        "--innodb-buffer-pool-dump-at-shutdown=OFF",
                                        "--innodb-buffer-pool-load-at-startup=OFF",
                                        "--aria-pagecache-buffer-size=1M",
                                        "--key-buffer-size=1M"};
  const std::vector<std::string> kept =
      settings_.durable ? std::vector<std::string>{"--innodb-log-file-size=96M", "--innodb-flush-log-at-trx-commit=1"}
                        : std::vector<std::string>{"--innodb-log-file-size=32M", "--innodb-flush-log-at-trx-commit=0",
                                                   "--skip-innodb-doublewrite",  "--innodb-flush-method=nosync",
                                                   "--debug-no-sync",            "--innodb-fast-shutdown=2"};
  arguments.insert(arguments.end(), kept.begin(), kept.end());
  ASSIGN_OR_RETURN(process_, Spawn(arguments, log));
  mysql::Options root = RootOptions();
  const absl::Time end = absl::Now() + absl::Seconds(30);
  while (absl::Now() < end) {
    if (mysql::Connection::Open(root).ok()) return absl::OkStatus();
    if (waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      return absl::InternalError("mariadbd ended: " + Tail(log));
    }
    absl::SleepFor(absl::Milliseconds(5));
  }
  return absl::InternalError("mariadbd does not answer: " + Tail(log));
}

PrivateMariaDb::~PrivateMariaDb() {
  // Nothing to save: the data directory goes away too.
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
}

void PrivateMariaDb::Stop() {
  std::lock_guard lock(mutex_);
  if (process_ <= 0) return;
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
  process_ = -1;
}

absl::Status PrivateMariaDb::Restart() {
  Stop();
  std::lock_guard lock(mutex_);
  return Launch();
}

mysql::Options PrivateMariaDb::RootOptions() const {
  mysql::Options options;
  options.socket = (directory_.path() / "socket").string();
  options.user = "root";
  options.statement_timeout = absl::Seconds(30);
  return options;
}

mysql::Options PrivateMariaDb::CreateSchema() {
  mysql::Options options = RootOptions();
  const absl::StatusOr<std::unique_ptr<mysql::Connection>> root = mysql::Connection::Open(options);
  if (!root.ok()) Die(root.status());
  options.schema = "test_" + RandomHex();
  options.user = options.schema;
  options.password = RandomHex();
  for (const std::string& sql : {
           absl::StrCat("CREATE DATABASE ", options.schema, " CHARACTER SET utf8mb4"),
           absl::StrCat("CREATE USER ", options.user, "@localhost IDENTIFIED BY '", options.password, "'"),
           absl::StrCat("GRANT ALL ON ", options.schema, ".* TO ", options.user, "@localhost"),
       }) {
    if (const absl::Status status = (*root)->Run(sql); !status.ok()) Die(status);
  }
  return options;
}

PrivateMariaDb& TestMariaDb() {
  static const std::unique_ptr<PrivateMariaDb> server = [] {
    absl::StatusOr<std::unique_ptr<PrivateMariaDb>> started = PrivateMariaDb::Start();
    if (!started.ok()) Die(started.status());
    return *std::move(started);
  }();
  return *server;
}

}  // namespace disclosure::testing
