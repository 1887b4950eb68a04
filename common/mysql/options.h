// Where the database is and how a session on it behaves.
#pragma once

#include <string>

#include "absl/time/time.h"

namespace disclosure::mysql {

struct Options {
  std::string socket;  // path of a unix socket; or, if empty:
  std::string host;
  int port = 3306;

  std::string user;
  std::string password;
  std::string schema;

  // As many as the executor has threads, so that nobody waits for a connection.
  int pool_size = 16;
  // At most so many connect at one time: a restarted database does not get all of them at once.
  int connecting_max = 4;
  // A connection idle for longer is not trusted: the server or a firewall may have dropped it.
  absl::Duration idle_max = absl::Minutes(5);

  absl::Duration connect_timeout = absl::Seconds(3);     // counted in whole seconds, at least 1
  absl::Duration statement_timeout = absl::Seconds(10);  // per statement
  absl::Duration lock_wait_timeout = absl::Seconds(2);   // counted in whole seconds, at least 1
  int statements_cached_max = 256;                       // prepared statements kept per connection
};

}  // namespace disclosure::mysql
