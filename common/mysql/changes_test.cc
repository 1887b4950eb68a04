#include "common/mysql/changes.h"

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "common/mysql/migrate.h"
#include "common/mysql/testing.h"

namespace disclosure::mysql {
namespace {

using ::disclosure::testing::HasReason;

const absl::Time kNow = absl::FromUnixSeconds(1790000000);

class ChangesTest : public DatabaseTest {
 protected:
  ChangesTest() { EXPECT_OK(Migrate(options_, SharedMigrations())); }

  absl::Status Append(std::string_view feed, std::string_view name, absl::Time now = kNow) {
    return database_.Write(Soon(), [&](Transaction& transaction) {
      return AppendChange(transaction, feed, {std::string(name), "changed", "payload"}, now);
    });
  }

  FeedPosition Head(std::string_view feed) {
    FeedPosition head;
    EXPECT_OK(database_.Read(Soon(), [&](Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(head, ReadHead(transaction, feed));
      return absl::OkStatus();
    }));
    return head;
  }

  absl::StatusOr<std::vector<Change>> After(std::string_view feed, const FeedPosition& after,
                                            int limit = 1000) {
    std::vector<Change> changes;
    RETURN_IF_ERROR(database_.Read(Soon(), [&](Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(changes, ReadChanges(transaction, feed, after, limit));
      return absl::OkStatus();
    }));
    return changes;
  }
};

TEST_F(ChangesTest, AreReadInTheOrderOfTheirAppending) {
  EXPECT_EQ(Head("organs/a"), (FeedPosition{0, 0}));
  const std::string payload("状态\0\xff", 8);
  ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(AppendChange(transaction, "organs/a", {"items/1", "changed", payload}, kNow));
    return AppendChanges(transaction, "organs/a",
                         std::vector<NewChange>{{"items/2", "changed", ""}, {"items/1", "removed", ""}},
                         kNow);
  }));
  ASSERT_OK(Append("organs/b", "items/9"));
  ASSERT_OK_AND_ASSIGN(const std::vector<Change> changes, After("organs/a", {}));
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].seq, 1);
  EXPECT_EQ(changes[0].payload, payload);
  EXPECT_EQ(changes[0].time, kNow);
  EXPECT_EQ(changes[1].name, "items/2");
  EXPECT_EQ(changes[2].kind, "removed");
  EXPECT_EQ(Head("organs/a"), (FeedPosition{absl::ToUnixMicros(kNow), 3}));
  ASSERT_OK_AND_ASSIGN(const std::vector<Change> page, After("organs/a", {Head("organs/a").epoch, 1}, 1));
  ASSERT_EQ(page.size(), 1u);
  EXPECT_EQ(page[0].seq, 2);
}

TEST_F(ChangesTest, HeadsTellWhichFeedsHaveMoved) {
  ASSERT_OK(Append("b", "x"));
  ASSERT_OK(Append("a", "x"));
  ASSERT_OK(Append("b", "x"));
  std::vector<FeedHead> heads;
  ASSERT_OK(database_.Read(Soon(), [&](Transaction& transaction) -> absl::Status {
    ASSIGN_OR_RETURN(heads, ReadHeads(transaction));
    return absl::OkStatus();
  }));
  ASSERT_EQ(heads.size(), 2u);
  EXPECT_EQ(heads[0].feed, "a");
  EXPECT_EQ(heads[0].position.seq, 1);
  EXPECT_EQ(heads[1].position.seq, 2);
}

TEST_F(ChangesTest, ARolledBackChangeTakesItsNumberBack) {
  ASSERT_OK(Append("a", "first"));
  EXPECT_FALSE(database_
                   .Write(Soon(),
                          [&](Transaction& transaction) -> absl::Status {
                            RETURN_IF_ERROR(AppendChange(transaction, "a", {"lost", "changed", ""}, kNow));
                            return absl::CancelledError("no");
                          })
                   .ok());
  ASSERT_OK(Append("a", "second"));
  EXPECT_EQ(Head("a").seq, 2);
}

TEST_F(ChangesTest, AReaderUnderConcurrentWritersMissesNothingAndSeesEachFeedInOrder) {
  constexpr int kWriters = 4;
  constexpr int kEach = 60;
  std::atomic<int> writing = kWriters;
  std::vector<std::thread> writers;
  for (int w = 0; w < kWriters; ++w) {
    writers.emplace_back([&, w] {
      for (int i = 0; i < kEach; ++i) {
        EXPECT_OK(Append(i % 2 == 0 ? "even" : "odd", absl::StrCat("items/", w, "-", i)));
      }
      --writing;
    });
  }
  std::set<std::string> seen;
  FeedPosition even, odd;
  const auto tail = [&](std::string_view feed, FeedPosition& at) {
    const FeedPosition head = Head(feed);
    absl::StatusOr<std::vector<Change>> changes = After(feed, at, 7);
    ASSERT_OK(changes);
    for (const Change& change : *changes) {
      EXPECT_EQ(change.seq, at.seq + 1);
      EXPECT_TRUE(seen.insert(change.name).second);
      at = {head.epoch == 0 ? Head(feed).epoch : head.epoch, change.seq};
    }
  };
  bool last = false;
  while (!last || Head("even") != even || Head("odd") != odd) {
    last = writing == 0;
    tail("even", even);
    tail("odd", odd);
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(seen.size(), static_cast<size_t>(kWriters * kEach));
}

TEST_F(ChangesTest, FeedsDoNotWaitForEachOther) {
  ASSERT_OK(Append("a", "x"));
  ASSERT_OK(Append("b", "x"));
  ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(AppendChange(transaction, "a", {"y", "changed", ""}, kNow));
    return Append("b", "y");  // in another transaction, while "a" is locked
  }));
  EXPECT_EQ(Head("b").seq, 2);
}

TEST_F(ChangesTest, TheLatestChangesThatAreKeptAreReadOldestFirst) {
  for (int i = 0; i < 5; ++i) ASSERT_OK(Append("a", absl::StrCat("x", i), kNow + absl::Seconds(i)));
  const auto latest = [&](int limit) {
    std::vector<std::string> names;
    EXPECT_OK(database_.Read(Soon(), [&](Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(const std::vector<Change> changes, ReadLatestChanges(transaction, "a", limit));
      for (const Change& change : changes) names.push_back(change.name);
      return absl::OkStatus();
    }));
    return names;
  };
  EXPECT_EQ(latest(2), (std::vector<std::string>{"x3", "x4"}));
  ASSERT_OK(PruneChanges(database_, Soon(), kNow + absl::Seconds(4)).status());
  EXPECT_EQ(latest(9), std::vector<std::string>{"x4"});
}

TEST_F(ChangesTest, APositionThatCannotBeResumedIsRefused) {
  for (int i = 0; i < 5; ++i) ASSERT_OK(Append("a", "x", kNow + absl::Seconds(i)));
  const int64_t epoch = Head("a").epoch;
  EXPECT_THAT(After("a", {epoch + 1, 2}), HasReason("RESUME_TOKEN_EXPIRED"));
  EXPECT_THAT(After("a", {epoch, 6}), HasReason("RESUME_TOKEN_EXPIRED"));
  EXPECT_THAT(After("never", {epoch, 1}), HasReason("RESUME_TOKEN_EXPIRED"));
  EXPECT_OK(After("never", {}));

  ASSERT_OK_AND_ASSIGN(const int64_t pruned, PruneChanges(database_, Soon(), kNow + absl::Seconds(3)));
  EXPECT_EQ(pruned, 3);
  EXPECT_THAT(After("a", {}), HasReason("RESUME_TOKEN_EXPIRED"));
  EXPECT_THAT(After("a", {epoch, 2}), HasReason("RESUME_TOKEN_EXPIRED"));
  ASSERT_OK_AND_ASSIGN(const std::vector<Change> rest, After("a", {epoch, 3}));
  EXPECT_EQ(rest.size(), 2u);

  ASSERT_OK(PruneChanges(database_, Soon(), kNow + absl::Hours(1)));
  EXPECT_THAT(After("a", {epoch, 4}), HasReason("RESUME_TOKEN_EXPIRED"));
  ASSERT_OK_AND_ASSIGN(const std::vector<Change> none, After("a", {epoch, 5}));
  EXPECT_TRUE(none.empty());
  ASSERT_OK(Append("a", "x"));
  EXPECT_EQ(Head("a"), (FeedPosition{epoch, 6}));
}

}  // namespace
}  // namespace disclosure::mysql
