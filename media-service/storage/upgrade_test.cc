// A database of an earlier version keeps what it has when a newer program starts on it.
#include "common/base/clock.h"
#include "common/crypto/testing.h"
#include "common/mysql/migrate.h"
#include "common/testing/matchers.h"
#include "common/testing/private_mariadb.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

constexpr int kBeforeRoundAccounts = 13;
constexpr char kPlace[] = "330108/2026Q3-1/b#1";

class UpgradeTest : public ::testing::Test {
 protected:
  UpgradeTest() : options_(testing::TestMariaDb().CreateSchema()), database_(options_), store_(database_, vault_) {
    auto migrations = mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/media-service/schema");
    EXPECT_OK(migrations.status());
    if (migrations.ok()) migrations_ = *std::move(migrations);
  }

  void MigrateTo(int number) {
    std::vector<mysql::Migration> first;
    for (const mysql::Migration& migration : migrations_) {
      if (migration.number <= number) first.push_back(migration);
    }
    ASSERT_OK(mysql::Migrate(options_, first));
  }
  void Execute(std::string_view sql, const std::vector<mysql::Value>& values = {}) {
    ASSERT_OK(database_.Write(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) { return transaction.Execute(sql, values).status(); }));
  }

  const mysql::Options options_;
  mysql::Database database_;
  const Vault vault_{crypto::TestKeys({1})};
  Store store_;
  std::vector<mysql::Migration> migrations_;
};

TEST_F(UpgradeTest, ARoundOfAnEarlierVersionIsReadAsItWasRecorded) {
  MigrateTo(kBeforeRoundAccounts);
  Execute("INSERT INTO inspection_rounds VALUES ('330108','2026Q3-1','2026Q3','2026-09-30',1,0,7,2,2,'sup',1,2,3)");
  for (const char* uid : {"a", "b"}) {
    Execute("INSERT INTO inspections VALUES ('330108','2026Q3-1',?,'滨江教育','weibo','330108-jyj','教育局','区',1,'2026-09-01',0)", {uid});
  }
  Execute("INSERT INTO inspection_findings VALUES ('330108','2026Q3-1','b',1,'V2.1','至监测时间点已29天',?,'2026-09-30','sup')",
          {vault_.cipher.Encrypt("截图", {.table = "inspection_findings", .column = "evidence_sealed", .row = kPlace})});
  MigrateTo(migrations_.back().number);

  ASSERT_OK(store_.Read(absl::Now() + absl::Seconds(30), [](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const InspectionRound round, reader.GetRound("330108", "2026Q3-1"));
    EXPECT_EQ(round.registered, 2);
    EXPECT_EQ(round.monitor_on, absl::CivilDay(2026, 9, 30));
    EXPECT_EQ(round.rectify_by, std::nullopt);
    ASSIGN_OR_RETURN(const std::vector<RegisteredAt> registered, reader.RoundAccounts("330108", "2026Q3-1"));
    EXPECT_EQ(registered.size(), 2u) << "of full coverage all are known";
    ASSIGN_OR_RETURN(const std::optional<InspectionRow> failed, reader.FindInspection("330108", "2026Q3-1", "b"));
    if (!failed || failed->inspection.judgement.findings.size() != 1) return absl::InternalError("the finding is gone");
    EXPECT_EQ(failed->inspection.judgement.findings[0].text, "至监测时间点已29天");
    EXPECT_EQ(failed->inspection.judgement.findings[0].evidence, "截图");
    return absl::OkStatus();
  }));
}

}  // namespace
}  // namespace disclosure::media
