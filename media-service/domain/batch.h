// Batches of adjustment (动态调整批次): what a division decides of many accounts at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "media-service/domain/account.h"
#include "media-service/domain/closing.h"

namespace disclosure::media {

// Numbers are stored and on the wire.
enum class BatchState { kNone = 0, kPlanned = 1, kDecided = 2, kAnnounced = 3, kCompleted = 4, kCancelled = 5 };
enum class BatchAct { kPlan, kDecide, kAnnounce, kComplete, kCancel };

// The one table of legal moves:
//
//   (nothing)  plan → PLANNED
//   PLANNED    decide → DECIDED       cancel → CANCELLED
//   DECIDED    announce → ANNOUNCED   cancel → CANCELLED
//   ANNOUNCED  complete → COMPLETED
std::optional<BatchState> NextBatchState(BatchState from, BatchAct act);
std::string_view BatchStateName(BatchState state);
std::string_view BatchStateLabel(BatchState state);

// 处置: what is decided of one account.
enum class Action { kUnspecified = 0, kKeep = 1, kRectify = 2, kMerge = 3, kChange = 4, kClose = 5, kEntrust = 6 };
std::string_view ActionLabel(Action action);

struct BatchItem {
  std::string account;  // uid
  Action action = Action::kUnspecified;
  std::string successor;  // uid: of kMerge, or where followers of a closed one go
  std::optional<absl::CivilDay> effective_on;
  std::string reason;
  std::optional<absl::CivilDay> deadline;  // kRectify
  bool operator==(const BatchItem&) const = default;
};

struct Batch {
  std::string division;
  int year = 0;
  int serial = 0;
  std::string title;
  BatchState state = BatchState::kNone;
  std::vector<BatchItem> items;
  std::string decision_basis;
  std::optional<absl::CivilDay> decided_on;
  std::optional<absl::CivilDay> announced_on;
  std::optional<absl::CivilDay> notice_ends_on;
  std::string notice_url;
  std::string planner;  // subject
  std::string decider;
  int64_t version = 0;
  absl::Time create_time;
};

// Adds the bad fields of a plan: items without reason or account, an account twice, a merger without successor, a successor
// that the same batch closes.
void CheckPlan(const Batch& batch, std::string_view prefix, error::Violations& bad);

// What announcing does to the account: an act of the lifecycle, or nothing.
std::optional<Act> ActOfAnnouncing(Action action);

// Whether what was decided of the account has come about.
bool IsDone(const BatchItem& item, const Account& account);


struct BatchProgress {
  int total = 0;
  int done = 0;
  int waiting_proof = 0;  // silent, without the platform's proof
  int overdue = 0;        // of these, longer than the rule allows
};
// `accounts` in the order of the items; `silent_since` of those that went silent.
BatchProgress ProgressOf(const Batch& batch, const std::vector<Account>& accounts, const std::vector<std::optional<absl::CivilDay>>& silent_since,
                         int proof_within_days, absl::CivilDay today);

}  // namespace disclosure::media
