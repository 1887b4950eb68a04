#include "tests/faults/portal_stand.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/crypto/key_ring.h"
#include "common/mysql/migrate.h"
#include "common/testing/matchers.h"
#include "gateway/http/raw_client.h"
#include "tests/faults/portal_seed.h"

namespace disclosure {
namespace {

constexpr absl::Duration kStart = absl::Seconds(30);
constexpr std::array<const char*, 3> kNames = {"catalog", "request", "media"};

std::string ReadFile(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::optional<gateway::RawResponse> Fetch(int port, const std::string& path) {
  return gateway::RawClient(port).Ask(gateway::Get(path, "Connection: close\r\n"));
}

}  // namespace

std::string NameOf(Victim victim) { return victim == kDatabase ? "mariadbd" : absl::StrCat(kNames[victim], "-service"); }

PortalStand::PortalStand() {
  MakeCertificates();
  StartDatabase();
  for (const Victim service : kServices) Prepare(service);
  StartService(kCatalog);
  SeedCatalog(Address(kCatalog), Path("pki"));
  StartService(kRequest);
  StartService(kMedia);
  SeedRequest(Address(kRequest), Path("pki"));
  SeedMedia(Address(kMedia), Path("pki"));
  StartGateway();
}

// By the script of ./disclosure.
void PortalStand::MakeCertificates() {
  const std::string script = absl::StrCat("set -e; die() { echo \"$*\" >&2; exit 1; }; DATA=", directory_.path().string(),
                                          "; mkdir \"$DATA/pki\"; . " DISCLOSURE_SOURCE_DIR "/deploy/local/pki.sh; make_pki >/dev/null");
  ASSERT_EQ(std::system(absl::StrCat("bash -c '", script, "'").c_str()), 0);
}

// It keeps each commit as `disclosure up` has it: what was acknowledged is there after a kill.
void PortalStand::StartDatabase() {
  auto started = testing::PrivateMariaDb::Start({.durable = true});
  ASSERT_OK(started);
  database_ = *std::move(started);
}

void PortalStand::Prepare(Victim service) {
  Served& served = services_[service];
  served.database = database_->CreateSchema();
  ASSERT_OK_AND_ASSIGN(const auto migrations, mysql::ReadMigrations(absl::StrCat(DISCLOSURE_SOURCE_DIR "/", NameOf(service), "/schema")));
  ASSERT_OK(mysql::Migrate(served.database, migrations));
  std::ofstream(Path(NameOf(service) + ".password")) << served.database.password << "\n";
  if (service == kCatalog) return;
  ASSERT_OK(crypto::GenerateKeyFile(Path(NameOf(service) + ".keys")));
}

std::vector<std::string> PortalStand::Command(Victim service) const {
  const Served& served = services_[service];
  const std::string name = NameOf(service);
  std::vector<std::string> command = {DISCLOSURE_BINARY_DIR "/bin/" + name,
                                      "--listen=" + Address(service),
                                      "--tls_dir=" + Path("pki"),
                                      "--port_file=" + Path(name + ".port"),
                                      "--admin_listen=127.0.0.1:0",
                                      "--admin_port_file=" + Path(name + ".admin.port"),
                                      "--db_socket=" + served.database.socket,
                                      "--db_user=" + served.database.user,
                                      "--db_password_file=" + Path(name + ".password"),
                                      "--db_schema=" + served.database.schema};
  if (service == kCatalog) {
    command.push_back("--search_dir=" + Path("search"));
    return command;
  }
  command.push_back("--catalog=" + Address(kCatalog));
  command.push_back("--key_file=" + Path(name + ".keys"));
  if (service == kRequest) command.push_back("--law_dir=" DISCLOSURE_SOURCE_DIR "/data/request");
  if (service == kMedia) {
    command.push_back("--rules_dir=" DISCLOSURE_SOURCE_DIR "/data/media");
    command.push_back("--calendar_dir=" DISCLOSURE_SOURCE_DIR "/data/calendar");
  }
  return command;
}

void PortalStand::StartService(Victim service) {
  const std::string name = NameOf(service);
  std::filesystem::create_directories(Path("search"));
  std::filesystem::remove(Path(name + ".port"));
  services_[service].process = std::make_unique<testing::ChildProcess>(Command(service), Path(name + ".log"));
  AwaitPort(name + ".port", name);
  services_[service].admin_port = AwaitPort(name + ".admin.port", name);
}

// Limits are for one caller; here one caller is everybody.
void PortalStand::StartGateway() {
  std::vector<std::string> command = {DISCLOSURE_BINARY_DIR "/bin/gateway", "--tls_dir=" + Path("pki"), "--listen=127.0.0.1:0",
                                      "--port_file=" + Path("gateway.port"), "--rate_per_second=0",
                                      "--web_dir=" DISCLOSURE_BINARY_DIR "/web"};
  for (const Victim service : kServices) command.push_back(absl::StrCat("--", kNames[service], "=", Address(service)));
  gateway_ = std::make_unique<testing::ChildProcess>(command, Path("gateway.log"));
  gateway_port_ = AwaitPort("gateway.port", "gateway");
  const absl::Time never = absl::Now() + kStart;
  while (absl::Now() < never) {
    const auto ready = Fetch(gateway_port_, "/readyz");
    if (ready && ready->status == 200) return;
    usleep(5'000);
  }
  ADD_FAILURE() << "the gateway is not ready:\n" << ReadFile(Path("gateway.log"));
}

int PortalStand::AwaitPort(const std::string& file, const std::string& name) const {
  const absl::Time never = absl::Now() + kStart;
  int port = 0;
  while (!(std::ifstream(Path(file)) >> port) && absl::Now() < never) usleep(2'000);
  EXPECT_NE(port, 0) << name << " does not serve:\n" << ReadFile(Path(name + ".log"));
  return port;
}

void PortalStand::Freeze(Victim victim) {
  kill(victim == kDatabase ? database_->pid() : services_[victim].process->pid(), SIGSTOP);
}

void PortalStand::Kill(Victim victim) {
  if (victim == kDatabase) {
    kill(database_->pid(), SIGKILL);
  } else {
    services_[victim].process->End(SIGKILL);
  }
}

void PortalStand::Start(Victim victim) {
  if (victim == kDatabase) {
    EXPECT_OK(database_->Restart());
  } else {
    StartService(victim);
  }
}

std::vector<std::string> PortalStand::Stop() {
  std::vector<std::string> unclean;
  if (gateway_->End(SIGTERM) != 0) unclean.push_back("gateway");
  for (const Victim service : {kMedia, kRequest, kCatalog}) {
    if (services_[service].process->End(SIGTERM) != 0) unclean.push_back(NameOf(service));
  }
  return unclean;
}

int64_t PortalStand::GatewayResidentKib() const {
  std::ifstream file(absl::StrCat("/proc/", gateway_->pid(), "/statm"));
  int64_t all = 0, resident = 0;
  file >> all >> resident;
  return resident * sysconf(_SC_PAGESIZE) / 1024;
}

std::map<std::string, int64_t> PortalStand::Calls(Victim service) const {
  std::map<std::string, int64_t> calls;
  const auto metrics = Fetch(services_[service].admin_port, "/metrics");
  EXPECT_TRUE(metrics && metrics->status == 200) << NameOf(service) << " tells no figures";
  if (!metrics) return calls;
  std::istringstream lines(metrics->body);
  for (std::string line; std::getline(lines, line);) {  // disclosure_calls_total{code="OK",method="GetOrgan"} 12
    constexpr std::string_view kMethod = "method=\"";
    const size_t method = line.find(kMethod), value = line.rfind(' ');
    if (!absl::StartsWith(line, "disclosure_calls_total{") || method == std::string::npos) continue;
    const size_t begin = method + kMethod.size();
    double count = 0;
    EXPECT_TRUE(absl::SimpleAtod(line.substr(value + 1), &count)) << line;
    calls[line.substr(begin, line.find('"', begin) - begin)] += static_cast<int64_t>(count);
  }
  return calls;
}

}  // namespace disclosure
