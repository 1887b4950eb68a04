// 100,000 accounts of new media: imported against LOAD DATA of the same rows, verified against 1,000, inspected in one round.
// A media-service in this process, on a private MariaDB that is not durable: both sides alike.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "absl/strings/str_format.h"
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

constexpr int kFew = 1'000;
constexpr int kMany = 100'000;
constexpr int kFileRows = 20'000;
constexpr int kCalls = 20'000;

class MediaBench : public ServiceTest {
 protected:
  MediaBench() { At(absl::CivilDay(2026, 9, 30)); }

  static std::string Id(int number) { return absl::StrCat(1'000'000'000 + number); }

  // Rows `begin` to `end` of the register.
  static std::string File(int begin, int end) {
    std::string csv = "平台,账号名称,账号ID,主办单位,状态\n";
    for (int i = begin; i < end; ++i) absl::StrAppend(&csv, "新浪微博,某市某区第", i, "号政务账号,", Id(i), ",杭州市滨江区教育局,正常\n");
    return csv;
  }
  void ImportRows(int begin, int end) {
    for (int at = begin; at < end; at += kFileRows) {
      ASSERT_OK_AND_ASSIGN(const v1::ImportAccountsResponse imported, Import(File(at, std::min(at + kFileRows, end))));
      ASSERT_EQ(imported.imported() + imported.warned(), std::min(at + kFileRows, end) - at);
    }
  }
  // Seconds of one call at the 99th percentile.
  double VerifyP99(int accounts) {
    AwaitView();
    std::vector<double> took;
    for (int i = 0; i < kCalls; ++i) {
      v1::VerifyAccountRequest request;
      request.set_url(absl::StrCat("https://weibo.com/u/", Id(i * 7 % accounts), "?from=feed"));
      const absl::Time begin = absl::Now();
      const auto answer = Call(public_, request, &Stub::VerifyAccount);
      took.push_back(absl::ToDoubleSeconds(absl::Now() - begin));
      EXPECT_OK(answer.status());
      if (!answer.ok() || answer->verdict() != v1::VerifyAccountResponse::GENUINE) return -1;
    }
    std::nth_element(took.begin(), took.begin() + kCalls * 99 / 100, took.end());
    return took[kCalls * 99 / 100];
  }
  // The rows as the store has them, written again by LOAD DATA.
  double LoadDataRate() {
    const std::filesystem::path path = std::filesystem::temp_directory_path() / absl::StrCat("media-bench-", getpid());
    std::filesystem::create_directory(path);
    std::filesystem::permissions(path, std::filesystem::perms::all);
    mysql::Options root = testing::TestMariaDb().RootOptions();
    root.schema = options_.schema;
    root.statement_timeout = absl::Minutes(2);
    mysql::Database database(root);
    absl::Duration took = absl::ZeroDuration();
    EXPECT_OK(database.Write(absl::Now() + absl::Minutes(5), [&](mysql::Transaction& transaction) -> absl::Status {
      for (const char* table : {"accounts", "account_ids", "account_events"}) {
        const std::string file = (path / table).string();
        RETURN_IF_ERROR(transaction.Execute(absl::StrCat("SELECT * INTO OUTFILE '", file, "' FROM ", table), {}).status());
        RETURN_IF_ERROR(transaction.Execute(absl::StrCat("CREATE TABLE copy_", table, " LIKE ", table), {}).status());
        const absl::Time begin = absl::Now();
        RETURN_IF_ERROR(transaction.Execute(absl::StrCat("LOAD DATA INFILE '", file, "' INTO TABLE copy_", table, " CHARACTER SET binary"), {}).status());
        took += absl::Now() - begin;
      }
      return absl::OkStatus();
    }));
    std::filesystem::remove_all(path);
    return kMany / absl::ToDoubleSeconds(took);
  }
  // A look at each account: one in eight is silent for too long.
  void LookAtAll() {
    std::vector<std::string> uids;
    EXPECT_OK(replica_->store().Read(absl::Now() + absl::Minutes(1), [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(const auto accounts, reader.RegisteredAccounts("330108", absl::CivilDay(2026, 9, 30)));
      for (const RegisteredAccount& account : accounts) uids.push_back(account.uid);
      return absl::OkStatus();
    }));
    const absl::Time now = clock_.Now();
    for (size_t begin = 0; begin < uids.size(); begin += kFileRows) {
      EXPECT_OK(replica_->store().Write(absl::Now() + absl::Minutes(2), [&](Writer& writer) -> absl::Status {
        std::vector<Observation> looks;
        for (size_t i = begin; i < std::min(begin + kFileRows, uids.size()); ++i) {
          Observation look{.account = uids[i], .time = now - absl::Hours(1), .source = "监测"};
          look.last_post = now - absl::Hours(24 * (i % 8 == 0 ? 20 : 2));
          look.interactive = true;
          looks.push_back(std::move(look));
        }
        return writer.InsertObservations(looks).status();
      }));
    }
  }
};

TEST_F(MediaBench, AHundredThousandAccounts) {
  ImportRows(0, kFew);
  const double few = VerifyP99(kFew);
  const absl::Time begin = absl::Now();
  ImportRows(kFew, kMany);
  const double rate = (kMany - kFew) / absl::ToDoubleSeconds(absl::Now() - begin);
  const double many = VerifyP99(kMany);
  std::cout << absl::StrFormat("verify p99: %d accounts %.0f us, %d accounts %.0f us, ratio %.2f\n", kFew, few * 1e6, kMany, many * 1e6, many / few);
  const double load = LoadDataRate();
  std::cout << absl::StrFormat("import: %.0f rows/s, LOAD DATA of the same rows %.0f rows/s, ratio %.2f\n", rate, load, rate / load);

  LookAtAll();
  v1::CreateInspectionRoundRequest request;
  request.set_parent("divisions/330108");
  request.mutable_inspection_round()->set_quarter("2026Q3");
  request.mutable_inspection_round()->set_monitor_on("2026-09-30");
  request.mutable_inspection_round()->set_coverage(v1::InspectionRound::FULL);
  const absl::Time start = absl::Now();
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Call(supervisor_, request, &Stub::CreateInspectionRound));
  std::cout << absl::StrFormat("inspection round over %d accounts: %.2f s, %d failed\n", round.drawn(), absl::ToDoubleSeconds(absl::Now() - start),
                               round.failed());
}

}  // namespace
}  // namespace disclosure::media
