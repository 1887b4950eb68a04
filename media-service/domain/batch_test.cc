// Batches of adjustment.
#include "media-service/domain/batch.h"

#include <map>

#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using enum BatchState;
using enum BatchAct;

std::vector<std::string> Faults(const Batch& batch) {
  error::Violations bad;
  CheckPlan(batch, "batch", bad);
  std::vector<std::string> fields;
  if (!bad.status().ok()) {
    const auto told = error::GetInfo(bad.status());
    for (const auto& violation : told->violations) fields.push_back(violation.field);
  }
  return fields;
}
BatchItem Closing(const std::string& account, const std::string& successor = "") {
  return {.account = account, .action = Action::kClose, .successor = successor, .reason = "长期不更新"};
}

TEST(Batches, MoveByTheTableAndByNothingElse) {
  const std::map<std::pair<BatchState, BatchAct>, BatchState> table = {{{BatchState::kNone, kPlan}, kPlanned}, {{kPlanned, kDecide}, kDecided},
                                                                       {{kPlanned, kCancel}, kCancelled},      {{kDecided, kAnnounce}, kAnnounced},
                                                                       {{kDecided, kCancel}, kCancelled},      {{kAnnounced, kComplete}, kCompleted}};
  for (int state = 0; state <= static_cast<int>(kCancelled); ++state) {
    for (const BatchAct act : {kPlan, kDecide, kAnnounce, kComplete, kCancel}) {
      const auto found = table.find({static_cast<BatchState>(state), act});
      EXPECT_EQ(NextBatchState(static_cast<BatchState>(state), act), found == table.end() ? std::nullopt : std::optional(found->second));
    }
  }
}

TEST(BatchPlans, NameEveryBadItem) {
  Batch batch{.title = "瘦身", .items = {Closing("a", "b"), {.account = "b", .action = Action::kKeep, .reason = "主账号"}}};
  EXPECT_THAT(Faults(batch), IsEmpty());
  batch.items = {Closing("a", "b"), Closing("b"), Closing("a"), {.account = "c", .action = Action::kMerge, .reason = ""},
                 {.account = "d", .action = Action::kRectify, .successor = "d", .reason = "x"}};
  EXPECT_THAT(Faults(batch), ElementsAre("batch.items[0].successor", "batch.items[2].account", "batch.items[3].reason", "batch.items[3].successor",
                                         "batch.items[4].successor", "batch.items[4].deadline"));
  batch.items.clear();
  batch.title = "";
  EXPECT_THAT(Faults(batch), ElementsAre("batch.title", "batch.items"));
}

TEST(BatchProgress, Of65ListedThirtyFiveWithoutProofAreTold) {  // 三明 2021Q3
  Batch batch{.state = kAnnounced};
  std::vector<Account> accounts;
  std::vector<std::optional<absl::CivilDay>> silent;
  for (int i = 0; i < 65; ++i) {
    batch.items.push_back(Closing(std::to_string(i)));
    accounts.push_back({.uid = std::to_string(i), .state = i < 35 ? State::kSuspended : State::kDeregistered});
    silent.push_back(i < 35 ? std::optional(absl::CivilDay(2021, 7, i < 20 ? 1 : 31)) : std::nullopt);
  }
  const BatchProgress progress = ProgressOf(batch, accounts, silent, 30, absl::CivilDay(2021, 8, 15));
  EXPECT_EQ(progress.total, 65);
  EXPECT_EQ(progress.done, 30);
  EXPECT_EQ(progress.waiting_proof, 35);
  EXPECT_EQ(progress.overdue, 20);
  batch.state = kDecided;
  EXPECT_EQ(ProgressOf(batch, accounts, silent, 30, absl::CivilDay(2021, 8, 15)).done, 0) << "nothing is done before it is announced";
}

TEST(BatchItems, AreDoneWhenWhatWasDecidedHasComeAbout) {
  EXPECT_FALSE(IsDone(Closing("a"), {.state = State::kSuspended})) << "silent is not cancelled";
  EXPECT_TRUE(IsDone(Closing("a"), {.state = State::kArchived}));
  EXPECT_FALSE(IsDone({.action = Action::kMerge}, {.state = State::kDeregistered}));
  EXPECT_TRUE(IsDone({.action = Action::kMerge}, {.state = State::kMerged}));
  EXPECT_FALSE(IsDone({.action = Action::kRectify}, {.state = State::kRectifying}));
  EXPECT_TRUE(IsDone({.action = Action::kKeep}, {.state = State::kActive}));
}

}  // namespace
}  // namespace disclosure::media
