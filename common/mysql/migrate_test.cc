#include "common/mysql/migrate.h"

#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "common/mysql/testing.h"
#include "common/testing/temp_dir.h"

namespace disclosure::mysql {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;

TEST(SplitStatements, EndAtASemicolonAtTheEndOfALine) {
  EXPECT_THAT(
      SplitStatements("-- a; comment;\nCREATE TABLE a (\n  id INT -- the id\n);\r\n\nINSERT INTO a VALUES "
                      "(';x');\nDROP x"),
      ElementsAre("CREATE TABLE a (\n  id INT -- the id\n)", "INSERT INTO a VALUES (';x')", "DROP x"));
  EXPECT_THAT(SplitStatements(" \n;\n-- nothing\n"), ElementsAre());
}

class MigrationFiles : public ::testing::Test {
 protected:
  void File(const std::string& name, const std::string& text) {
    std::ofstream(directory_.path() / name) << text;
  }
  absl::StatusOr<std::vector<Migration>> Read() { return ReadMigrations(directory_.path().string()); }
  testing::TempDir directory_;
};

TEST_F(MigrationFiles, ComeByNumberAfterTheSharedOnes) {
  File("0011_second.sql", "b;");
  File("0010_first_of_all.sql", "a;");
  ASSERT_OK_AND_ASSIGN(const std::vector<Migration> migrations, Read());
  std::vector<std::string> names;
  for (const Migration& migration : migrations)
    names.push_back(absl::StrCat(migration.number, " ", migration.name));
  EXPECT_THAT(names, ElementsAre("1 changes", "2 served", "10 first_of_all", "11 second"));
  EXPECT_EQ(migrations[3].sql, "b;");
}

TEST_F(MigrationFiles, WithOtherNamesOrTheSameNumberAreRefused) {
  EXPECT_THAT(Read(), HasReason("NOT_FOUND"));
  EXPECT_THAT(ReadMigrations("/nonexistent"), HasReason("NOT_FOUND"));
  File("0010_a.sql", "a;");
  EXPECT_OK(Read());
  File("0010_b.sql", "b;");
  EXPECT_THAT(Read(), HasReason("BAD_MIGRATION"));
  std::filesystem::remove(directory_.path() / "0010_b.sql");
  File("11_b.sql", "b;");
  EXPECT_THAT(Read(), HasReason("BAD_MIGRATION"));
}

class MigrateTest : public DatabaseTest {
 protected:
  const std::vector<Migration> two_{
      {10, "items", "CREATE TABLE items (id INT);\nINSERT INTO items VALUES (1);\n"},
      {11, "titles", "ALTER TABLE items ADD COLUMN title VARCHAR(10);\n"}};
};

TEST_F(MigrateTest, EachIsAppliedOnce) {
  ASSERT_OK(Migrate(options_, {two_[0]}));
  ASSERT_OK(Migrate(options_, two_));
  ASSERT_OK(Migrate(options_, two_));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM items WHERE title IS NULL"), 1);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM schema_migrations WHERE applied_us > 1600000000000000"), 2);
}

TEST_F(MigrateTest, AChangedOneIsRefusedBeforeAnythingIsDone) {
  ASSERT_OK(Migrate(options_, {two_[0]}));
  std::vector<Migration> changed = two_;
  changed[0].sql += "INSERT INTO items VALUES (2);\n";
  EXPECT_THAT(Migrate(options_, changed), HasReason("MIGRATION_CHANGED"));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM items"), 1);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM schema_migrations"), 1);
}

TEST_F(MigrateTest, ALateOneWithAnEarlyNumberIsRefused) {
  ASSERT_OK(Migrate(options_, {{11, "b", "CREATE TABLE b (id INT);"}}));
  EXPECT_THAT(
      Migrate(options_, {{10, "a", "CREATE TABLE a (id INT);"}, {11, "b", "CREATE TABLE b (id INT);"}}),
      HasReason("MIGRATION_OUT_OF_ORDER"));
}

TEST_F(MigrateTest, AnOlderProgramLeavesANewerSchemaAlone) {
  ASSERT_OK(Migrate(options_, two_));
  EXPECT_OK(Migrate(options_, {two_[0]}));
}

TEST_F(MigrateTest, AFailedOneGoesOnWhereItStopped) {
  const std::vector<Migration> migrations{
      {10, "a", "CREATE TABLE a (id INT);\nINSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\n"}};
  const absl::Status status = Migrate(options_, migrations);
  EXPECT_THAT(status, HasReason("DATABASE_ERROR"));
  EXPECT_EQ(error::GetInfo(status)->metadata["migration"], "10");
  EXPECT_EQ(error::GetInfo(status)->metadata["statement"], "3");
  ASSERT_OK(Do("CREATE TABLE b (id INT)"));
  ASSERT_OK(Migrate(options_, migrations));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM a"), 1);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM b"), 1);
}

// The database commits a CREATE TABLE by itself: the record of it may be missing after a crash.
TEST_F(MigrateTest, OneCutOffBetweenAStatementAndItsRecordGoesOn) {
  ASSERT_OK(Migrate(options_, two_));
  ASSERT_OK(Do("UPDATE schema_migrations SET statements = 0, applied_us = NULL WHERE number = 11"));
  ASSERT_OK(Migrate(options_, two_));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM schema_migrations WHERE applied_us IS NULL"), 0);
}

TEST_F(MigrateTest, ATableThatIsThereForAnotherReasonIsNotTakenForOurs) {
  ASSERT_OK(Do("CREATE TABLE items (other INT)"));
  EXPECT_THAT(Migrate(options_, two_), HasReason("DATABASE_ERROR"));
}

TEST_F(MigrateTest, ConcurrentOnesTakeTurns) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { EXPECT_OK(Migrate(options_, two_)); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Number("SELECT COUNT(*) FROM items"), 1);
}

}  // namespace
}  // namespace disclosure::mysql
