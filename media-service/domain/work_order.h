// Work orders (整改工单) of accounts that a round failed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/status.h"

namespace disclosure::media {

// Numbers are stored and on the wire.
enum class OrderState { kNone = 0, kIssued = 1, kReplied = 2, kResolved = 3, kEscalated = 4 };
enum class OrderAct { kIssue, kRemind, kReply, kPassRecheck, kFailRecheck, kEscalate };

// The one table of legal moves:
//
//   (nothing)  issue → ISSUED
//   ISSUED     reply → REPLIED      escalate → ESCALATED   stays: remind
//   REPLIED    re-check passes → RESOLVED     re-check fails → ISSUED
//   ESCALATED  reply → REPLIED      stays: remind
//   RESOLVED   an end
std::optional<OrderState> NextOrderState(OrderState from, OrderAct act);
std::string_view OrderStateName(OrderState state);
std::string_view OrderStateLabel(OrderState state);

struct WorkOrder {
  std::string division;
  int year = 0;
  int serial = 0;
  std::string round;
  std::string account;  // uid
  std::string host;     // code of the organ, "" if the directory has none
  OrderState state = OrderState::kNone;
  absl::CivilDay deadline;
  int reminders = 0;
  std::string reply;
  std::optional<absl::CivilDay> replied_on;
  std::string recheck;
  int64_t version = 0;
  absl::Time create_time;
};

// Nothing was answered by the deadline.
bool IsOverdue(const WorkOrder& order, absl::CivilDay today);

// The order after the act; WRONG_STATE, or NOT_OVERDUE for an escalation before the deadline has passed.
absl::StatusOr<WorkOrder> Perform(WorkOrder order, OrderAct act, absl::CivilDay today);

}  // namespace disclosure::media
