// Editions (版次) and their drafts: what may become of them, and who may make it so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "catalog-service/domain/item.h"
#include "common/base/caller.h"
#include "common/base/status.h"

namespace disclosure::catalog {

enum class EditionState { kUnspecified = 0, kScheduled = 1, kPublished = 2, kWithdrawn = 3, kCancelled = 4 };
enum class EditionAct { kTakeEffect, kWithdraw, kCancel };

// An edition without its items.
struct Edition {
  std::string division;
  std::string domain;
  int number = 0;
  EditionState state = EditionState::kUnspecified;
  int item_count = 0;
  bool sample = false;
  std::optional<absl::Time> publish_time;
  std::optional<absl::Time> effective_time;  // set if it was scheduled
  std::string approved_by;
  std::string review_note;
  std::string withdraw_reason;
  bool operator==(const Edition&) const = default;
};

struct Draft {
  std::string division;
  std::string domain;
  int base_edition = 0;
  bool sample = false;
  std::vector<std::string> editors;  // subjects
  int64_t version = 0;
  absl::Time update_time;
};

enum class JobState { kUnspecified = 0, kWaiting = 1, kRunning = 2, kDone = 3, kCancelled = 4, kFailed = 5 };

struct PublicationJob {
  std::string id;
  std::string division;
  std::string domain;
  int edition = 0;
  JobState state = JobState::kWaiting;
  absl::Time effective_time;
  std::optional<absl::Time> finish_time;
  std::string owner;
  absl::Time lease_until;
  int64_t fence = 0;
  int attempts = 0;
  std::string last_error;
};

std::string_view StateName(EditionState state);  // "PUBLISHED"

// The table of legal moves:
//   SCHEDULED --take effect--> PUBLISHED, SCHEDULED --cancel--> CANCELLED,
//   PUBLISHED --withdraw--> WITHDRAWN; WITHDRAWN and CANCELLED are ends.
std::optional<EditionState> NextState(EditionState state, EditionAct act);

// An item's limits: all bad fields at once, as paths below `prefix` ("item", "items[3]"). An item needs
// a name of some level; every text and list has a limit.
absl::Status Validate(const Item& item, std::string_view prefix);

// A catalogue of at most 5,000 items, so that its answer stays small enough to be read by a browser.
inline constexpr int kMaxItems = 5000;

// Approves `draft` of `item_count` items and makes it edition `number`: at once, or scheduled if
// `effective` is given. 条例第十七条: publication follows a review, here by a second person.
// Errors: FAILED_PRECONDITION SAME_PERSON, EMPTY_DRAFT; INVALID_ARGUMENT for an effective time not in
// (now, now + 2 years] or a note over 500 characters.
absl::StatusOr<Edition> Approve(const Draft& draft, int item_count, int number, const Caller& approver,
                                std::string_view review_note, std::optional<absl::Time> effective, absl::Time now);

// A scheduled edition takes effect. WRONG_STATE.
absl::StatusOr<Edition> TakeEffect(Edition edition, absl::Time now);
// WRONG_STATE; INVALID_ARGUMENT without a reason or with one over 500 characters.
absl::StatusOr<Edition> Withdraw(Edition edition, std::string_view reason);
// WRONG_STATE.
absl::StatusOr<Edition> Cancel(Edition edition);

// The number of the edition in force: the highest one that is published, 0 if none is.
int InForce(const std::vector<Edition>& editions);

}  // namespace disclosure::catalog
