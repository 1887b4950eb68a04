// Work orders: the table of moves, deadlines.
#include "media-service/domain/work_order.h"

#include <map>

#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using enum OrderState;
using enum OrderAct;

const absl::CivilDay kDeadline(2026, 10, 12);
WorkOrder Order(OrderState state) { return {.division = "330108", .year = 2026, .serial = 7, .state = state, .deadline = kDeadline}; }

TEST(WorkOrders, MoveByTheTableAndByNothingElse) {
  const std::map<std::pair<OrderState, OrderAct>, OrderState> table = {
      {{kNone, kIssue}, kIssued},          {{kIssued, kRemind}, kIssued},          {{kIssued, kReply}, kReplied},
      {{kIssued, kEscalate}, kEscalated},  {{kReplied, kPassRecheck}, kResolved},  {{kReplied, kFailRecheck}, kIssued},
      {{kEscalated, kRemind}, kEscalated}, {{kEscalated, kReply}, kReplied}};
  for (const OrderState state : {kNone, kIssued, kReplied, kResolved, kEscalated}) {
    for (const OrderAct act : {kIssue, kRemind, kReply, kPassRecheck, kFailRecheck, kEscalate}) {
      const auto found = table.find({state, act});
      EXPECT_EQ(NextOrderState(state, act), found == table.end() ? std::nullopt : std::optional(found->second))
          << static_cast<int>(state) << " " << static_cast<int>(act);
    }
  }
}

TEST(WorkOrders, AreEscalatedOnlyAfterTheirDeadline) {
  EXPECT_THAT(Perform(Order(kIssued), kEscalate, kDeadline), HasReason("NOT_OVERDUE"));
  EXPECT_OK(Perform(Order(kIssued), kEscalate, kDeadline + 1).status());
  EXPECT_THAT(Perform(Order(kResolved), kReply, kDeadline), HasReason("WRONG_STATE"));
}

TEST(WorkOrders, CountTheirReminders) {
  ASSERT_OK_AND_ASSIGN(WorkOrder order, Perform(Order(kIssued), kRemind, kDeadline));
  ASSERT_OK_AND_ASSIGN(order, Perform(order, kRemind, kDeadline));
  EXPECT_EQ(order.reminders, 2);
  EXPECT_FALSE(IsOverdue(order, kDeadline));
  EXPECT_TRUE(IsOverdue(order, kDeadline + 1));
  EXPECT_FALSE(IsOverdue(Order(kReplied), kDeadline + 1)) << "an answer is there";
}

}  // namespace
}  // namespace disclosure::media
