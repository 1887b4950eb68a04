#include "tests/benchmark/request_stand.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/mysql/migrate.h"
#include "grpcpp/create_channel.h"

namespace disclosure::request {
namespace {

void Must(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << status << "\n";
  std::exit(1);
}
template <typename T>
T Must(absl::StatusOr<T> value) {
  Must(value.status());
  return *std::move(value);
}

std::string ReadData(const std::string& name) {
  std::ifstream file(DISCLOSURE_SOURCE_DIR "/data/" + name);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

absl::Status FillReference(Writer& writer) {
  std::vector<Organ> organs;
  for (int i = 0; i < kBenchOrgans; ++i) {
    organs.push_back({.code = BenchOrgan(i),
                      .division = "330108",
                      .name = absl::StrCat("某局", i),
                      .reconsideration_organ = "某区人民政府",
                      .court = "某区人民法院",
                      .document_prefix = absl::StrCat("某", i)});
  }
  ASSIGN_OR_RETURN(const std::vector<HolidayRow> holidays, ParseHolidays(ReadData("calendar/holidays.csv")));
  ASSIGN_OR_RETURN(const std::vector<OverlayRow> overlays, ParseLocalOverlays(ReadData("calendar/local_overlays.csv")));
  RETURN_IF_ERROR(writer.ReplaceHolidays(holidays));
  RETURN_IF_ERROR(writer.ReplaceOverlays(overlays));
  return writer.ReplaceOrgans(organs);
}

}  // namespace

std::string BenchOrgan(int index) { return absl::StrFormat("330108-b%02d", index); }

RequestStand::RequestStand() {
  server_ = Must(testing::PrivateMariaDb::Start({.durable = true, .buffer_pool_mib = kBufferPoolMib}));
  options_ = server_->CreateSchema();
  options_.statement_timeout = absl::Minutes(10);
  Must(mysql::Migrate(options_, Must(mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/request-service/schema"))));
  const std::string path = directory_.path().string();
  Must(crypto::GenerateKeyFile(path + "/keys"));
  std::ofstream(path + "/password") << options_.password << "\n";
  vault_ = std::make_unique<Vault>(Must(crypto::KeyRing::Load(path + "/keys")));
  database_ = std::make_unique<mysql::Database>(options_);
  store_ = std::make_unique<Store>(*database_, *vault_);
  law_ = Must(LoadLaw(DISCLOSURE_SOURCE_DIR "/data/request"));
  const absl::Time deadline = absl::Now() + absl::Minutes(1);
  Must(store_->Write(deadline, FillReference));
  reference_ = std::make_unique<Reference>(Must(LoadReference(*store_, deadline)));
}

void RequestStand::StartPrograms() {
  gateway_.reset();
  service_.reset();
  StartService();
  StartGateway();
}

int RequestStand::PortOf(const std::string& file) const {
  const absl::Time never = absl::Now() + absl::Seconds(30);
  int port = 0;
  while (!(std::ifstream(file) >> port) && absl::Now() < never) usleep(1000);
  if (port == 0) Must(absl::DeadlineExceededError(absl::StrCat(file, " did not appear")));
  return port;
}

void RequestStand::StartService() {
  const std::string path = directory_.path().string();
  std::filesystem::remove(path + "/service.port");
  service_ = std::make_unique<testing::ChildProcess>(
      std::vector<std::string>{DISCLOSURE_BINARY_DIR "/bin/request-service", "--insecure_loopback", "--listen=127.0.0.1:0",
                               "--port_file=" + path + "/service.port", "--catalog=127.0.0.1:1", "--key_file=" + path + "/keys",
                               "--schema_dir=" DISCLOSURE_SOURCE_DIR "/request-service/schema",
                               "--law_dir=" DISCLOSURE_SOURCE_DIR "/data/request", "--db_socket=" + options_.socket,
                               "--db_user=" + options_.user, "--db_password_file=" + path + "/password",
                               "--db_schema=" + options_.schema},
      path + "/service.log");
  service_port_ = PortOf(path + "/service.port");
}

// Its limits are for one caller; here one caller is 32 applicants.
void RequestStand::StartGateway() {
  const std::string path = directory_.path().string();
  std::filesystem::remove(path + "/gateway.port");
  gateway_ = std::make_unique<testing::ChildProcess>(
      std::vector<std::string>{DISCLOSURE_BINARY_DIR "/bin/gateway", "--insecure_loopback", "--listen=127.0.0.1:0",
                               "--port_file=" + path + "/gateway.port", "--catalog=127.0.0.1:1",
                               absl::StrCat("--request=127.0.0.1:", service_port_), "--rate_per_second=1000000",
                               "--rate_burst=1000000", "--calls_per_caller=1000"},
      path + "/gateway.log");
  gateway_port_ = PortOf(path + "/gateway.port");
}

std::unique_ptr<v1::RequestService::Stub> RequestStand::Stub() const {
  return v1::RequestService::NewStub(
      grpc::CreateChannel(absl::StrCat("127.0.0.1:", service_port_), grpc::InsecureChannelCredentials()));
}

double CpuSeconds(pid_t process) {
  std::ifstream file(absl::StrCat("/proc/", process, "/stat"));
  std::string text;
  std::getline(file, text);
  // After the name in parentheses: state is field 3, utime 14, stime 15.
  const std::vector<std::string> fields = absl::StrSplit(text.substr(text.rfind(')') + 2), ' ');
  return (std::stod(fields.at(11)) + std::stod(fields.at(12))) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double ResidentMib(pid_t process) {
  std::ifstream file(absl::StrCat("/proc/", process, "/statm"));
  int64_t all = 0, resident = 0;
  file >> all >> resident;
  return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / (1 << 20);
}

}  // namespace disclosure::request
