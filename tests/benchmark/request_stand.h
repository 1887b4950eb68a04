// What the benchmarks of request-service stand on: a database that keeps every commit as `disclosure up` has it, 32
// organs, and the real programs in plaintext on loopback.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/calendar/rows.h"
#include "common/testing/child_process.h"
#include "common/testing/private_mariadb.h"
#include "common/testing/temp_dir.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

inline constexpr int kBenchOrgans = 32;
inline constexpr int kBufferPoolMib = 512;
std::string BenchOrgan(int index);  // "330108-b07"

class RequestStand {
 public:
  // Aborts with a message if something does not start.
  RequestStand();

  // Again, with what is stored by now: a service learns its organs and its calendar at the start.
  void StartPrograms();

  Store& store() { return *store_; }
  mysql::Database& database() { return *database_; }
  const Vault& vault() const { return *vault_; }
  const Law& law() const { return law_; }
  Reference& reference() { return *reference_; }
  const mysql::Options& options() const { return options_; }

  int gateway_port() const { return gateway_port_; }
  std::unique_ptr<v1::RequestService::Stub> Stub() const;

  pid_t service_pid() const { return service_->pid(); }
  pid_t gateway_pid() const { return gateway_->pid(); }
  pid_t database_pid() const { return server_->pid(); }

 private:
  void StartService();
  void StartGateway();
  int PortOf(const std::string& file) const;

  testing::TempDir directory_;
  std::unique_ptr<testing::PrivateMariaDb> server_;
  mysql::Options options_;
  std::unique_ptr<Vault> vault_;
  std::unique_ptr<mysql::Database> database_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Reference> reference_;
  Law law_;
  std::unique_ptr<testing::ChildProcess> service_;
  std::unique_ptr<testing::ChildProcess> gateway_;
  int service_port_ = 0;
  int gateway_port_ = 0;
};

// Processor seconds that a process has used.
double CpuSeconds(pid_t process);
// Resident memory in MiB.
double ResidentMib(pid_t process);

}  // namespace disclosure::request
