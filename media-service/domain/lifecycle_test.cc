#include "media-service/domain/lifecycle.h"

#include <map>
#include <string>
#include <utility>

#include "gmock/gmock.h"

namespace disclosure::media {
namespace {

using enum State;
using enum Act;

// The table of lifecycle.h, written out again: the acts that lead on by state, and those that stay.
const std::map<std::pair<State, Act>, State>& Printed() {
  static const auto* const kTable = [] {
    auto* table = new std::map<std::pair<State, Act>, State>();
    const auto leads = [&](State from, Act act, State to) { (*table)[{from, act}] = to; };
    const auto stays = [&](State in, std::initializer_list<Act> acts) {
      for (const Act act : acts) leads(in, act, in);
    };
    leads(kNone, kCreate, kDraft);
    leads(kDraft, kFile, kPendingFiling);
    leads(kDraft, kWithdrawFiling, kFilingClosed);
    stays(kDraft, {kEdit, kRecordUnfiled, kResolveFinding});
    leads(kPendingFiling, kApproveFiling, kApproved);
    leads(kPendingFiling, kReturnFiling, kDraft);
    leads(kPendingFiling, kRefuseFiling, kFilingClosed);
    leads(kPendingFiling, kWithdrawFiling, kFilingClosed);
    leads(kApproved, kOpen, kActive);
    leads(kApproved, kWithdrawFiling, kFilingClosed);
    stays(kApproved, {kEdit});
    leads(kActive, kRequireRectification, kRectifying);
    leads(kActive, kAnnounceClosing, kClosing);
    stays(kActive, {kEdit, kChange, kResolveFinding});
    leads(kRectifying, kConfirmRectification, kActive);
    leads(kRectifying, kAnnounceClosing, kClosing);
    stays(kRectifying, {kEdit, kChange, kResolveFinding});
    leads(kClosing, kSuspend, kSuspended);
    leads(kClosing, kRevokeClosing, kActive);
    leads(kClosing, kResumeRectification, kRectifying);
    leads(kClosing, kMerge, kMerged);
    stays(kClosing, {kEdit});
    leads(kSuspended, kDeregister, kDeregistered);
    leads(kSuspended, kMerge, kMerged);
    stays(kSuspended, {kEdit, kRecordReopened, kResolveFinding});
    leads(kDeregistered, kArchive, kArchived);
    stays(kDeregistered, {kRecordReopened, kResolveFinding});
    leads(kMerged, kArchive, kArchived);
    stays(kMerged, {kRecordReopened, kResolveFinding});
    stays(kArchived, {kRecordReopened, kResolveFinding});
    return table;
  }();
  return *kTable;
}

TEST(Lifecycle, OnlyTheMovesOfThePrintedTableAreLegal) {
  for (int s = 0; s < kStates; ++s) {
    for (int a = 0; a < kActs; ++a) {
      const auto state = static_cast<State>(s);
      const auto act = static_cast<Act>(a);
      const auto printed = Printed().find({state, act});
      const std::optional<State> expected = printed == Printed().end() ? std::nullopt : std::optional(printed->second);
      EXPECT_EQ(NextState(state, act), expected) << StateName(state) << " " << ActName(act);
    }
  }
}

TEST(Lifecycle, EveryStateCanBeReachedAndEveryActIsUsed) {
  for (int s = 1; s < kStates; ++s) {
    bool reached = false;
    for (const auto& [move, to] : Printed()) reached |= to == static_cast<State>(s);
    EXPECT_TRUE(reached) << s;
  }
  for (int a = 0; a < kActs; ++a) {
    bool used = false;
    for (const auto& [move, to] : Printed()) used |= move.second == static_cast<Act>(a);
    EXPECT_TRUE(used) << ActName(static_cast<Act>(a));
  }
}

TEST(Lifecycle, NothingBecomesPublicWithoutAnApprovedFiling) {
  for (const auto& [move, to] : Printed()) {
    const auto& [from, act] = move;
    if (IsPublic(to) && !IsPublic(from)) {
      EXPECT_EQ(from, kApproved);
      EXPECT_EQ(act, kOpen);
    }
  }
}

TEST(Lifecycle, ClosingIsAnnouncedFirstAndOnlyAStoppedAccountIsDeregistered) {
  for (const auto& [move, to] : Printed()) {
    const auto& [from, act] = move;
    if (to == kSuspended && from != kSuspended) {
      EXPECT_EQ(from, kClosing);
    }
    if (to == kDeregistered && from != kDeregistered) {
      EXPECT_EQ(from, kSuspended);
    }
    if (IsClosed(from)) {
      EXPECT_FALSE(IsInForce(to)) << "a closed account comes back only by a new filing";
    }
  }
}

TEST(Lifecycle, AStateIsInForceOrClosedOrNotPublic) {
  for (int s = 0; s < kStates; ++s) {
    const auto state = static_cast<State>(s);
    EXPECT_FALSE(IsInForce(state) && IsClosed(state));
    EXPECT_EQ(IsPublic(state), IsInForce(state) || IsClosed(state));
    EXPECT_EQ(StateOfName(StateName(state)), state == kNone ? kNone : state);
  }
  EXPECT_FALSE(IsPublic(kDraft));
  EXPECT_FALSE(IsPublic(kFilingClosed));
  EXPECT_FALSE(MayBeImportedAs(kPendingFiling));
}

TEST(Lifecycle, KindsOfEventsAreAllDifferent) {
  std::map<std::string, int> kinds;
  for (int a = 0; a < kActs; ++a) ++kinds[std::string(ActKind(static_cast<Act>(a)))];
  EXPECT_EQ(kinds.size(), static_cast<size_t>(kActs));
}

}  // namespace
}  // namespace disclosure::media
