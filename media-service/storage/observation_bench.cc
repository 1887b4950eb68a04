// How long 100,000 accounts with their looks take: one pass as a round of inspection makes it, and all grades. On demand:
// cmake --build … --target media_observation_bench
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/crypto/testing.h"
#include "common/mysql/migrate.h"
#include "common/testing/private_mariadb.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

constexpr int kAccounts = 100'000;
constexpr int kLooks = 5;       // of each within the window
constexpr int kOldLooks = 20;   // and before it
constexpr int kAtOnce = 20'000;

const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

std::string Uid(int number) { return absl::StrFormat("01j%023d", number); }

absl::Status Fill(Store& store) {
  for (int begin = 0; begin < kAccounts; begin += kAtOnce) {
    RETURN_IF_ERROR(store.Write(absl::Now() + absl::Minutes(5), [&](Writer& writer) -> absl::Status {
      std::vector<std::pair<Account, std::string>> accounts;
      for (int i = begin; i < begin + kAtOnce; ++i) {
        Account account{.uid = Uid(i), .division = "330108", .state = State::kActive, .platform = "weibo"};
        account.name = absl::StrCat("账号", i);
        accounts.emplace_back(std::move(account), "weibo");
      }
      return writer.InsertAccounts(accounts);
    }));
    for (int k = 0; k < kLooks + kOldLooks; ++k) {
      RETURN_IF_ERROR(store.Write(absl::Now() + absl::Minutes(5), [&](Writer& writer) -> absl::Status {
        std::vector<Observation> looks;
        for (int i = begin; i < begin + kAtOnce; ++i) {
          Observation look{.account = Uid(i), .time = kNow - absl::Hours(24 * (k < kLooks ? k + 1 : 200 + k)), .source = "监测"};
          look.last_post = look.time - absl::Hours(i % 1000);
          look.followers = i;
          looks.push_back(std::move(look));
        }
        return writer.InsertObservations(looks).status();
      }));
    }
  }
  return absl::OkStatus();
}

void Report(const char* what, absl::Time begin, int64_t count) {
  std::cout << what << ": " << absl::FormatDuration(absl::Now() - begin) << ", " << count << "\n";
}

absl::Status Run() {
  // Data that fits into memory, as the pool of `disclosure up` follows the machine.
  ASSIGN_OR_RETURN(const auto server, ::disclosure::testing::PrivateMariaDb::Start({.buffer_pool_mib = 1024}));
  const mysql::Options options = server->CreateSchema();
  ASSIGN_OR_RETURN(const std::vector<mysql::Migration> migrations, mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/media-service/schema"));
  RETURN_IF_ERROR(mysql::Migrate(options, migrations));
  const Vault vault(crypto::TestKeys({1}));
  mysql::Database database(options);
  Store store(database, vault);
  absl::Time begin = absl::Now();
  RETURN_IF_ERROR(Fill(store));
  Report("filled", begin, kAccounts);
  std::vector<std::string> uids;
  for (int i = 0; i < kAccounts; ++i) uids.push_back(Uid(i));
  for (int turn = 0; turn < 3; ++turn) {
    int64_t looks = 0;
    begin = absl::Now();
    RETURN_IF_ERROR(store.Read(absl::Now() + absl::Minutes(1), [&](Reader& reader) {
      return reader.StreamLooks(uids, kNow - absl::Hours(24 * 100), kNow, [&](const std::string&, const std::vector<Observation>& of) {
        looks += static_cast<int64_t>(of.size());
      });
    }));
    Report("looks of the window in one pass", begin, looks);
    int64_t accounts = 0;
    begin = absl::Now();
    RETURN_IF_ERROR(store.Read(absl::Now() + absl::Minutes(1), [&](Reader& reader) -> absl::Status {
      std::string after;
      while (true) {
        ASSIGN_OR_RETURN(const std::vector<WatchedAccount> page, reader.WatchedAccounts("330108", after, 1000));
        accounts += static_cast<int64_t>(page.size());
        if (page.size() < 1000) return absl::OkStatus();
        after = page.back().uid;
      }
    }));
    Report("what was seen of all accounts", begin, accounts);
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace disclosure::media

int main() {
  const absl::Status status = disclosure::media::Run();
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
