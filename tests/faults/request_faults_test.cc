// Filing survives kill -9: while 10,000 requests are filed the service is killed again and again; each
// acknowledged request is there, none is doubled, and the numbers have no gaps.
#include <atomic>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/mysql/migrate.h"
#include "common/rpc/status.h"
#include "common/testing/child_process.h"
#include "common/testing/matchers.h"
#include "common/testing/private_mariadb.h"
#include "common/testing/temp_dir.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

constexpr int kClients = 8;
constexpr int kFilingsEach = 1250;
constexpr int kBetweenKills = 900;

class RequestFaultsTest : public ::testing::Test {
 protected:
  RequestFaultsTest() {
    auto migrations = mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/request-service/schema");
    EXPECT_OK(migrations.status());
    EXPECT_OK(mysql::Migrate(options_, *migrations));
    EXPECT_OK(crypto::GenerateKeyFile(keys_));
    std::ofstream(password_) << options_.password << "\n";
    const Vault vault(*crypto::KeyRing::Load(keys_));
    mysql::Database database(options_);
    EXPECT_OK(Store(database, vault).Write(absl::Now() + absl::Seconds(30), [](Writer& writer) {
      std::vector<Organ> organs;
      for (int i = 0; i < kClients; ++i) organs.push_back({.code = OrganOf(i), .division = "330108", .name = "某局"});
      return writer.ReplaceOrgans(organs);
    }));
  }

  static std::string OrganOf(int client) { return absl::StrCat("330108-o", client); }

  // Ready when it has written its port.
  void StartService() {
    std::filesystem::remove(port_);
    service_ = std::make_unique<testing::ChildProcess>(
        std::vector<std::string>{DISCLOSURE_BINARY_DIR "/bin/request-service", "--insecure_loopback", "--listen=127.0.0.1:0",
                                 "--port_file=" + port_, "--catalog=127.0.0.1:1", "--key_file=" + keys_,
                                 "--schema_dir=" DISCLOSURE_SOURCE_DIR "/request-service/schema",
                                 "--law_dir=" DISCLOSURE_SOURCE_DIR "/data/request", "--db_socket=" + options_.socket,
                                 "--db_user=" + options_.user, "--db_password_file=" + password_, "--db_schema=" + options_.schema},
        directory_.path().string() + "/service.log");
    const absl::Time never = absl::Now() + absl::Seconds(30);
    while (!std::filesystem::exists(port_) && absl::Now() < never) std::this_thread::yield();
  }

  std::unique_ptr<v1::RequestService::Stub> Connect() const {
    int port = 0;
    std::ifstream(port_) >> port;
    return v1::RequestService::NewStub(grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials()));
  }

  // The number under which it was acknowledged, however often it had to be asked.
  std::string File(std::unique_ptr<v1::RequestService::Stub>& stub, const v1::FileRequestRequest& request) {
    const absl::Time never = absl::Now() + absl::Minutes(1);
    while (absl::Now() < never) {
      grpc::ClientContext context;
      context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
      v1::FileRequestResponse response;
      const absl::Status status = FromGrpc(stub->FileRequest(&context, request, &response));
      if (status.ok()) return response.request().number();
      EXPECT_TRUE(absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status)) << status;
      std::unique_lock lock(mutex_);
      // Killed: wait for the next one.
      changed_.wait_for(lock, std::chrono::milliseconds(20));
      stub = Connect();
    }
    return "";
  }

  void RunClient(int client) {
    auto stub = Connect();
    for (int i = 0; i < kFilingsEach; ++i) {
      v1::FileRequestRequest request;
      request.set_parent("organs/" + OrganOf((client + i) % kClients));
      request.set_request_id(absl::StrCat("client-", client, "-", i));
      auto& applicant = *request.mutable_applicant();
      applicant.set_applicant_class(v1::NATURAL_PERSON);
      applicant.set_display_name("测试甲");
      applicant.set_identity_kind(v1::OTHER_IDENTITY);
      applicant.set_identity_kind_text("护照");
      applicant.set_identity_number(absl::StrCat("T", client, "-", i));
      applicant.set_phone("0571-00000000");
      request.mutable_wanted()->set_subject("某项信息");
      request.mutable_wanted()->set_form(v1::ELECTRONIC);
      request.mutable_wanted()->set_route(v1::ONLINE);
      const std::string number = File(stub, request);
      std::lock_guard lock(mutex_);
      EXPECT_TRUE(acknowledged_.insert(number).second) << number << " was given twice";
      changed_.notify_all();
    }
  }

  int64_t Count(const std::string& sql) {
    int64_t count = -1;
    mysql::Database database(options_);
    EXPECT_OK(database.Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) {
      return transaction.Select(sql, {}, [&](const mysql::Row& row) { count = row.Int(0); });
    }));
    return count;
  }

  const mysql::Options options_ = testing::TestMariaDb().CreateSchema();
  testing::TempDir directory_;
  const std::string password_ = directory_.path().string() + "/password";
  const std::string keys_ = directory_.path().string() + "/keys";
  const std::string port_ = directory_.path().string() + "/port";
  std::unique_ptr<testing::ChildProcess> service_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> acknowledged_;
};

TEST_F(RequestFaultsTest, EveryAcknowledgedRequestIsThereOnceHoweverOftenTheServiceIsKilled) {
  constexpr size_t kAll = size_t{kClients} * kFilingsEach;
  StartService();
  std::vector<std::thread> clients;
  for (int i = 0; i < kClients; ++i) clients.emplace_back([this, i] { RunClient(i); });
  size_t kills = 0;
  for (size_t next = kBetweenKills; next < kAll; next += kBetweenKills) {
    {
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, std::chrono::minutes(2), [&] { return acknowledged_.size() >= next; });
    }
    service_->End(SIGKILL);
    ++kills;
    StartService();
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(service_->End(SIGTERM), 0) << "it stops in order";

  EXPECT_EQ(acknowledged_.size(), kAll);
  EXPECT_EQ(acknowledged_.count(""), 0u);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), static_cast<int64_t>(kAll)) << "none is doubled, none is lost";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), static_cast<int64_t>(kAll)) << "none is half written";
  EXPECT_EQ(Count("SELECT SUM(last_serial) FROM request_serials"), static_cast<int64_t>(kAll)) << "no gaps";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_serials s WHERE last_serial <> (SELECT COUNT(*) FROM requests r WHERE r.organ = s.organ)"), 0);
  std::cout << kills << " kills\n";
}

}  // namespace
}  // namespace disclosure::request
