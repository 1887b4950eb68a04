// The suite that the faults of the portal are tried on: a database and the four programs of its own, with certificates of
// its own, the directory of the reference district, one catalogue and one account. The test is their supervisor.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/testing/child_process.h"
#include "common/testing/private_mariadb.h"
#include "common/testing/temp_dir.h"
#include "tests/faults/held_port.h"

namespace disclosure {

// The services, and the database that keeps for all three.
enum Victim { kCatalog, kRequest, kMedia, kDatabase };
inline constexpr std::array<Victim, 3> kServices = {kCatalog, kRequest, kMedia};
std::string NameOf(Victim victim);  // "catalog-service"

class PortalStand {
 public:
  // Returns when the gateway answers. Fails the test, with the end of the log, if something does not start.
  PortalStand();

  void Freeze(Victim victim);  // as it is: it answers nothing
  void Kill(Victim victim);    // SIGKILL
  // The same command at the same address; returns when it serves.
  void Start(Victim victim);
  // All in order; the names of those that did not end with 0.
  std::vector<std::string> Stop();

  const HeldPort& port(Victim service) const { return services_[service].port; }
  int gateway_port() const { return gateway_port_; }
  int64_t GatewayResidentKib() const;
  // How often each method was called since its present process began.
  std::map<std::string, int64_t> Calls(Victim service) const;

 private:
  struct Served {
    HeldPort port;
    mysql::Options database;
    std::unique_ptr<testing::ChildProcess> process;
    int admin_port = 0;
  };

  std::string Path(const std::string& name) const { return (directory_.path() / name).string(); }
  std::string Address(Victim service) const { return "127.0.0.1:" + std::to_string(port(service).number()); }
  void MakeCertificates();
  void StartDatabase();
  void Prepare(Victim service);
  std::vector<std::string> Command(Victim service) const;
  void StartService(Victim service);
  void StartGateway();
  int AwaitPort(const std::string& file, const std::string& name) const;

  testing::TempDir directory_;
  std::unique_ptr<testing::PrivateMariaDb> database_;
  std::array<Served, 3> services_;
  std::unique_ptr<testing::ChildProcess> gateway_;
  int gateway_port_ = 0;
};

}  // namespace disclosure
