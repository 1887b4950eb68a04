#include "media-service/domain/work_order.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/state_table.h"
#include "common/calendar/civil_date.h"

namespace disclosure::media {
namespace {

using enum OrderState;
using enum OrderAct;

constexpr StateTable kTable(std::to_array<Move<OrderState, OrderAct>>({
    {kNone, kIssue, kIssued},
    {kIssued, kRemind, kIssued},
    {kIssued, kReply, kReplied},
    {kIssued, kEscalate, kEscalated},
    {kReplied, kPassRecheck, kResolved},
    {kReplied, kFailRecheck, kIssued},
    {kEscalated, kRemind, kEscalated},
    {kEscalated, kReply, kReplied},
}));

constexpr std::array<std::string_view, 5> kNames = {"NONE", "ISSUED", "REPLIED", "RESOLVED", "ESCALATED"};
constexpr std::array<std::string_view, 6> kActs = {"issue", "remind", "reply", "pass the re-check", "fail the re-check", "escalate"};
constexpr std::array<std::string_view, 5> kLabels = {"", "待整改", "已反馈，待复查", "复查合格", "逾期未整改，已上报"};

}  // namespace

std::optional<OrderState> NextOrderState(OrderState from, OrderAct act) { return kTable.Next(from, act); }
std::string_view OrderStateName(OrderState state) { return kNames[static_cast<int>(state)]; }
std::string_view OrderStateLabel(OrderState state) { return kLabels[static_cast<int>(state)]; }

bool IsOverdue(const WorkOrder& order, absl::CivilDay today) {
  return (order.state == kIssued || order.state == kEscalated) && today > order.deadline;
}

absl::StatusOr<WorkOrder> Perform(WorkOrder order, OrderAct act, absl::CivilDay today) {
  const std::optional<OrderState> next = NextOrderState(order.state, act);
  const std::string name = absl::StrCat("divisions/", order.division, "/workOrders/", order.year, "-", order.serial);
  if (!next) return error::WrongState(name, OrderStateName(order.state), kActs[static_cast<int>(act)]);
  if (act == kEscalate && !IsOverdue(order, today)) {
    return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(name, " is due on ", FormatDate(order.deadline), ": escalate it after that day"),
                       {.reason = "NOT_OVERDUE", .metadata = {{"deadline", FormatDate(order.deadline)}}});
  }
  order.state = *next;
  if (act == kRemind) ++order.reminders;
  return order;
}

}  // namespace disclosure::media
