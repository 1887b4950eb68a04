// Observations and feeds on a private MariaDB.
#include <algorithm>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/crypto/testing.h"
#include "common/mysql/migrate.h"
#include "common/testing/matchers.h"
#include "common/testing/private_mariadb.h"
#include "media-service/domain/name_fold.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromCivil(absl::CivilSecond(2026, 9, 18, 10, 0, 0), Shanghai());

Observation Look(const std::string& uid, int days_ago, std::optional<int> posted_days_ago, const std::string& source = "监测") {
  Observation look{.account = uid, .time = kNow - absl::Hours(24 * days_ago), .source = source};
  if (posted_days_ago) look.last_post = kNow - absl::Hours(24 * *posted_days_ago);
  if (!posted_days_ago) look.followers = days_ago;
  return look;
}

class ObservationStoreTest : public ::testing::Test {
 protected:
  ObservationStoreTest() : options_(testing::TestMariaDb().CreateSchema()), database_(options_), store_(database_, vault_) {
    auto migrations = mysql::ReadMigrations(DISCLOSURE_SOURCE_DIR "/media-service/schema");
    EXPECT_OK(migrations.status());
    EXPECT_OK(mysql::Migrate(options_, *migrations));
  }

  void Write(absl::FunctionRef<absl::Status(Writer&)> body) { EXPECT_OK(store_.Write(absl::Now() + absl::Seconds(30), body)); }
  void Read(absl::FunctionRef<absl::Status(Reader&)> body) { EXPECT_OK(store_.Read(absl::Now() + absl::Seconds(30), body)); }

  void Register(const std::string& uid, State state = State::kActive, const std::string& division = "330108") {
    Account account{.uid = uid, .division = division, .state = state, .platform = "weibo"};
    account.name = "账号" + uid;
    account.platform_id = "id-" + uid;
    Write([&](Writer& writer) { return writer.InsertAccount(account, "weibo"); });
  }
  LooksKept Insert(const std::vector<Observation>& looks) {
    LooksKept kept;
    Write([&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(kept, writer.InsertObservations(looks));
      return absl::OkStatus();
    });
    return kept;
  }
  std::vector<Observation> List(const std::string& uid, std::optional<LookPlace> before = {}, int limit = 100) {
    std::vector<Observation> out;
    Read([&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(out, reader.ListObservations(uid, before, limit));
      return absl::OkStatus();
    });
    return out;
  }
  Seen SeenOf(const std::string& uid) {
    Seen seen;
    Read([&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(const auto accounts, reader.WatchedAccounts(std::vector<std::string>{uid}));
      if (accounts.count(uid) > 0) seen = accounts.at(uid).seen;
      return absl::OkStatus();
    });
    return seen;
  }
  std::vector<FeedSource> Due(absl::Time now) {
    std::vector<FeedSource> out;
    Read([&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(out, reader.DueFeedSources(now, 10));
      return absl::OkStatus();
    });
    return out;
  }
  bool Claim(FeedSource& source, absl::Time now) {
    bool ours = false;
    Write([&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(ours, writer.ClaimFeedSource(source, "replica", now, now + absl::Minutes(3)));
      return absl::OkStatus();
    });
    return ours;
  }
  bool Finish(const FeedSource& source) {
    bool ours = false;
    Write([&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(ours, writer.FinishFeedSource(source));
      return absl::OkStatus();
    });
    return ours;
  }

  const Vault vault_{crypto::TestKeys({1})};
  mysql::Options options_;
  mysql::Database database_;
  Store store_;
};

TEST_F(ObservationStoreTest, WhatIsKeptIsReadAgainAsItWas) {
  Observation look = Look("a", 1, 2);
  look.followers = 12'000'000'000;
  look.posts = 3;
  look.quarter = "2026Q3";
  look.usable = false;
  look.interactive = true;
  look.evidence = "截图3";
  Observation failed{.account = "a", .time = kNow, .source = "RSS", .failure = "超时"};
  EXPECT_EQ(Insert({look, failed}).recorded, 2);
  EXPECT_THAT(List("a"), ElementsAre(failed, look));
  EXPECT_THAT(List("b"), IsEmpty());
}

TEST_F(ObservationStoreTest, TheSameAgainIsUnchangedAndAnotherUnderItsKeyIsNot) {
  const Observation look = Look("a", 1, 2);
  Insert({look});
  Observation other = look;
  other.last_post = kNow - absl::Hours(30);
  const LooksKept kept = Insert({Look("a", 3, 4), look, other, Look("b", 1, 1), Look("b", 1, 1)});
  EXPECT_EQ(kept.recorded, 2);
  EXPECT_EQ(kept.unchanged, 2);
  EXPECT_THAT(kept.differing, ElementsAre(2u));
  EXPECT_THAT(List("a"), ElementsAre(look, Look("a", 3, 4)));
  EXPECT_EQ(SeenOf("a").last_post, std::nullopt) << "it is in no register";
}

TEST_F(ObservationStoreTest, PagesGoOnWhereTheOneBeforeEnded) {
  std::vector<Observation> looks;
  for (int i = 0; i < 10; ++i) looks.push_back(Look("a", i / 2, 20, i % 2 == 0 ? "甲" : "乙"));
  Insert(looks);
  std::vector<Observation> read;
  std::optional<LookPlace> before;
  while (true) {
    const std::vector<Observation> page = List("a", before, 3);
    if (page.empty()) break;
    read.insert(read.end(), page.begin(), page.end());
    before = LookPlace{page.back().time, page.back().source};
  }
  ASSERT_THAT(read, SizeIs(10));
  EXPECT_TRUE(std::is_sorted(read.begin(), read.end(), [](const Observation& a, const Observation& b) {
    return std::pair(a.time, a.source) > std::pair(b.time, b.source);
  }));
}

TEST_F(ObservationStoreTest, AStreamGivesEveryAccountItsLooksOfTheWindow) {
  std::vector<std::string> uids;
  std::vector<Observation> looks;
  std::map<std::string, size_t> within;
  for (int i = 100; i < 700; ++i) {  // more than are asked for at once
    uids.push_back(absl::StrCat(i));
    for (int days = 0; days < i % 5; ++days) looks.push_back(Look(uids.back(), days * 2, 30));
    within[uids.back()] = static_cast<size_t>(std::min(i % 5, 2));
  }
  looks.push_back(Look("0", 1, 30));
  looks.push_back(Look("999", 1, 30));
  Insert(looks);
  std::vector<std::string> seen;
  Read([&](Reader& reader) {
    const absl::Time from = kNow - absl::Hours(48);
    return reader.StreamLooks(uids, from, kNow + absl::Seconds(1), [&](const std::string& uid, const std::vector<Observation>& of) {
      seen.push_back(uid);
      EXPECT_THAT(of, SizeIs(within.at(uid))) << uid;
      EXPECT_TRUE(std::is_sorted(of.begin(), of.end(), [](const Observation& a, const Observation& b) { return a.time < b.time; }));
      for (const Observation& look : of) EXPECT_EQ(look.account, uid);
    });
  });
  EXPECT_EQ(seen, uids);
}

// The projection against the rule, over random histories that arrive in random order and batches.
TEST_F(ObservationStoreTest, WhatAllLooksSayIsAlwaysWhatTheRuleSays) {
  std::mt19937 random(11);
  std::map<std::string, std::vector<Observation>> history;
  for (int i = 0; i < 10; ++i) Register(absl::StrCat("u", i));
  for (int round = 0; round < 40; ++round) {
    std::vector<Observation> batch;
    for (int k = 0; k < 8; ++k) {
      const std::string uid = absl::StrCat("u", random() % 10);
      const int days = static_cast<int>(random() % 200);
      // Every post of its own time, so that it is clear who saw the last one.
      const std::optional<int> posted = random() % 4 == 0 ? std::nullopt : std::optional(days + static_cast<int>(random() % 40));
      Observation look = Look(uid, days, posted, absl::StrCat(round, "-", k));
      if (look.last_post) look.last_post = *look.last_post - absl::Microseconds(round * 8 + k + 1);
      if (random() % 6 == 0) look = {.account = uid, .time = look.time, .source = look.source, .failure = "超时"};
      history[uid].push_back(look);
      batch.push_back(std::move(look));
    }
    Insert(batch);
  }
  for (const auto& [uid, looks] : history) {
    const Seen expected = SeenBy(looks, absl::InfiniteFuture());
    const Seen seen = SeenOf(uid);
    EXPECT_EQ(seen.last_look, expected.last_look) << uid;
    EXPECT_EQ(seen.last_post, expected.last_post) << uid;
    EXPECT_EQ(seen.source, expected.source) << uid;
  }
}

TEST_F(ObservationStoreTest, WatchedAccountsAreThoseInForceOfTheDivision) {
  Register("a");
  Register("b", State::kDraft);
  Register("c", State::kClosing, "330108001");
  Register("d", State::kActive, "330109");
  Register("e", State::kDeregistered);
  Insert({Look("c", 1, 2, "甲")});
  std::vector<WatchedAccount> all, behind, with_id, with_name;
  Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(all, reader.WatchedAccounts("330108", "", 10));
    ASSIGN_OR_RETURN(behind, reader.WatchedAccounts("330108", "a", 10));
    ASSIGN_OR_RETURN(with_id, reader.WatchedWithId("weibo", "id-e"));
    ASSIGN_OR_RETURN(with_name, reader.WatchedWithName(FoldName("账号d")));
    return absl::OkStatus();
  });
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].uid, "a");
  EXPECT_EQ(all[0].seen.last_look, std::nullopt);
  EXPECT_EQ(all[1].seen.source, "甲");
  ASSERT_THAT(behind, SizeIs(1));
  EXPECT_EQ(behind[0].uid, "c");
  ASSERT_THAT(with_id, SizeIs(1));
  EXPECT_EQ(with_id[0].state, State::kDeregistered);
  ASSERT_THAT(with_name, SizeIs(1));
  EXPECT_EQ(with_name[0].platform_id, "id-d");
}

TEST_F(ObservationStoreTest, AFeedIsReadByOneReplicaAtATime) {
  Register("a");
  Write([](Writer& writer) { return writer.PutFeedSource("a", "https://example.cn/feed", kNow); });
  EXPECT_THAT(Due(kNow - absl::Seconds(1)), IsEmpty());
  std::vector<FeedSource> due = Due(kNow);
  ASSERT_THAT(due, SizeIs(1));
  FeedSource one = due[0], two = due[0];
  EXPECT_TRUE(Claim(one, kNow));
  EXPECT_FALSE(Claim(two, kNow));
  EXPECT_THAT(Due(kNow + absl::Minutes(1)), IsEmpty()) << "somebody holds it";
  due = Due(kNow + absl::Minutes(4));
  ASSERT_THAT(due, SizeIs(1)) << "the lease has lapsed";
  EXPECT_TRUE(Claim(due[0], kNow + absl::Minutes(4)));
  EXPECT_FALSE(Finish(one)) << "it lost the source";
  NoteRead(due[0], kNow + absl::Minutes(4), absl::Hours(1));
  EXPECT_TRUE(Finish(due[0]));
  EXPECT_THAT(Due(kNow + absl::Minutes(63)), IsEmpty());
  EXPECT_THAT(Due(kNow + absl::Minutes(64)), SizeIs(1));
}

TEST_F(ObservationStoreTest, ANewAddressTakesTheSourceFromWhoReadsTheOldOne) {
  Register("a");
  Write([](Writer& writer) { return writer.PutFeedSource("a", "https://example.cn/old", kNow); });
  FeedSource old = Due(kNow).at(0);
  ASSERT_TRUE(Claim(old, kNow));
  Write([](Writer& writer) { return writer.PutFeedSource("a", "https://example.cn/new", kNow); });
  EXPECT_FALSE(Finish(old));
  EXPECT_EQ(Due(kNow).at(0).url, "https://example.cn/new");
  Write([](Writer& writer) { return writer.DeleteFeedSource("a"); });
  EXPECT_THAT(Due(kNow), IsEmpty());
}

TEST_F(ObservationStoreTest, FeedsOfClosedAccountsAreNotDueAndThoseThatFailAreFound) {
  Register("a");
  Register("b", State::kDeregistered);
  Register("c", State::kActive, "330109");
  Write([](Writer& writer) -> absl::Status {
    for (const char* uid : {"a", "b", "c"}) RETURN_IF_ERROR(writer.PutFeedSource(uid, "https://example.cn/feed", kNow));
    return absl::OkStatus();
  });
  EXPECT_THAT(Due(kNow), SizeIs(2));
  FeedSource source = Due(kNow).at(0);
  ASSERT_TRUE(Claim(source, kNow));
  NoteFailure(source, "超时", kNow);
  ASSERT_TRUE(Finish(source));
  std::vector<FeedSource> all, failing;
  Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(all, reader.ListFeedSources("330108", false, "", 10));
    ASSIGN_OR_RETURN(failing, reader.ListFeedSources("330108", true, "", 10));
    return absl::OkStatus();
  });
  EXPECT_THAT(all, SizeIs(2));
  ASSERT_THAT(failing, SizeIs(1));
  EXPECT_EQ(failing[0].failure, "超时");
  EXPECT_EQ(failing[0].failures, 1);
}

}  // namespace
}  // namespace disclosure::media
