// A MariaDB of the test's own: a data directory, a unix socket and a process that dies with the test.
//
//   class StoreTest : public ::testing::Test {
//    protected:
//     mysql::Database database_{testing::TestMariaDb().CreateSchema()};
//   };
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include <sys/types.h>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/mysql/options.h"
#include "common/testing/temp_dir.h"

namespace disclosure::testing {

struct ServerSettings {
  // Every commit on disk before it is answered, as `disclosure up` has it; for benchmarks. Else fast instead.
  bool durable = false;
  int buffer_pool_mib = 64;
};

// Thread safe. As root it runs the server as `nobody`.
class PrivateMariaDb {
 public:
  // Takes about a quarter of a second; the first time in a build directory 1 s more, for the
  // template of the data directory. Start it from a thread that lives as long as the test: the kernel
  // ends the server with the thread that started it.
  static absl::StatusOr<std::unique_ptr<PrivateMariaDb>> Start(const ServerSettings& settings = {});
  ~PrivateMariaDb();

  // A new empty schema with a random name, and the options of an account that owns it and sees nothing
  // else. Aborts the test program if the server does not answer.
  mysql::Options CreateSchema();

  // The options of the account that may do everything (KILL, SET GLOBAL).
  mysql::Options RootOptions() const;

  pid_t pid() const { return process_; }

  // Ends the server in an orderly way and starts it again on the same data and socket.
  absl::Status Restart();
  // Ends the server; Restart() starts it again.
  void Stop();

 private:
  explicit PrivateMariaDb(const ServerSettings& settings) : settings_(settings) {}
  absl::Status Launch();

  const ServerSettings settings_;
  TempDir directory_;
  std::mutex mutex_;
  pid_t process_ = -1;
};

// The server of this test process, started when first asked for and stopped at exit.
PrivateMariaDb& TestMariaDb();

}  // namespace disclosure::testing
