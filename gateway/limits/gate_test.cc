#include "gateway/limits/gate.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;

LimitTable Table(const std::string& rows) {
  auto table = LimitTable::Parse("class,by,per_second,burst,over\n" + rows);
  EXPECT_OK(table);
  return table.value_or(LimitTable());
}

class GateTest : public ::testing::Test {
 protected:
  Gate& Make(const std::string& rows, size_t most_waiting = 100) {
    gate_.emplace(Gate::Options{.limits = Table(rows), .most_waiting = most_waiting}, &clock_);
    return *gate_;
  }
  CallFacts Facts(MethodClass which, std::string prefix = "203.0.113.1") {
    return {.method_class = which, .prefix = std::move(prefix), .deadline = clock_.Now() + absl::Seconds(30)};
  }
  // The outcome, if there is one already.
  std::optional<absl::Status> Pass(const CallFacts& facts) {
    std::optional<absl::Status> outcome;
    gate_->Pass(facts, [&](const absl::Status& status) { outcome = status; });
    return outcome;
  }
  // Hands in filing `i`; what came of it, in order, is in `served_`.
  void File(int i, const CallFacts& facts) {
    gate_->Pass(facts, [this, i](const absl::Status& status) {
      status.ok() ? served_.push_back(i) : refused_.push_back(error::Reason(status));
    });
  }
  static absl::Duration RetryAfter(const absl::Status& status) { return error::GetInfo(status)->retry_after.value(); }

  FakeClock clock_;
  std::vector<int> served_;
  std::vector<std::string> refused_;
  std::optional<Gate> gate_;  // goes first: who waits is told, here
};

TEST_F(GateTest, EachClassAndPrefixHasItsOwnBuckets) {
  Make("reading,address,1,2,refuse\nsearch,address,1,1,refuse\n");
  for (int i = 0; i < 2; ++i) EXPECT_OK(*Pass(Facts(MethodClass::kReading)));
  const absl::Status refused = *Pass(Facts(MethodClass::kReading));
  EXPECT_THAT(refused, HasReason("RATE_LIMITED"));
  EXPECT_EQ(RetryAfter(refused), absl::Seconds(1));
  EXPECT_EQ(error::GetInfo(refused)->metadata.at("class"), "reading");
  EXPECT_EQ(error::GetInfo(refused)->metadata.at("limited_by"), "address");
  EXPECT_OK(*Pass(Facts(MethodClass::kSearch)));
  EXPECT_OK(*Pass(Facts(MethodClass::kReading, "203.0.113.2")));
  EXPECT_OK(*Pass(Facts(MethodClass::kActing))) << "without a row there is no limit";
}

TEST_F(GateTest, CallersAndAccessCodesAreLimitedWhereverTheyCallFrom) {
  Make("acting,caller,1,2,refuse\ntracking,access_code,1,3,refuse\n");
  for (int i = 0; i < 4; ++i) {
    CallFacts acting = Facts(MethodClass::kActing, absl::StrCat("203.0.113.", i));
    acting.caller = "organ:330108-tjj";
    EXPECT_EQ(Pass(acting)->ok(), i < 2) << i;
    CallFacts tracking = Facts(MethodClass::kTracking, absl::StrCat("203.0.113.", i));
    tracking.access_code = "digest";
    EXPECT_EQ(Pass(tracking)->ok(), i < 3) << i;
  }
  EXPECT_OK(*Pass(Facts(MethodClass::kActing))) << "the anonymous are no caller";
}

TEST_F(GateTest, FilingsOverTheSoftRateWaitInTurnAndNoneIsLost) {
  Make("filing,address,2,3,wait\n");
  for (int i = 1; i <= 9; ++i) File(i, Facts(MethodClass::kFiling));
  EXPECT_THAT(served_, ElementsAre(1, 2, 3));
  EXPECT_EQ(gate_->waiting(), 6u);
  std::vector<size_t> served_at;
  for (int half_seconds = 0; half_seconds < 6; ++half_seconds) {
    clock_.Advance(absl::Milliseconds(500));
    gate_->CallDue();
    served_at.push_back(served_.size());
  }
  EXPECT_THAT(served_at, ElementsAre(4, 5, 6, 7, 8, 9)) << "at the allowed rate";
  EXPECT_THAT(served_, ElementsAre(1, 2, 3, 4, 5, 6, 7, 8, 9)) << "in the order of coming";
  EXPECT_TRUE(refused_.empty());
}

TEST_F(GateTest, AFilingWhoseTurnWouldComeTooLateIsToldWhenToComeAgain) {
  Make("filing,everybody,1,1,wait\n");
  CallFacts facts = Facts(MethodClass::kFiling);
  facts.deadline = clock_.Now() + absl::Seconds(8);  // 5 of them are the service's
  for (int i = 1; i <= 4; ++i) File(i, facts);
  EXPECT_EQ(gate_->waiting(), 3u);
  const absl::Status refused = *Pass(facts);
  EXPECT_THAT(refused, HasReason("RATE_LIMITED"));
  EXPECT_EQ(RetryAfter(refused), absl::Seconds(1));
  clock_.Advance(absl::Seconds(1));
  gate_->CallDue();
  facts.deadline += absl::Seconds(1);
  File(5, facts);
  for (int i = 0; i < 4; ++i) {
    clock_.Advance(absl::Seconds(1));
    gate_->CallDue();
  }
  EXPECT_THAT(served_, ElementsAre(1, 2, 3, 4, 5));
}

TEST_F(GateTest, TheQueueIsBounded) {
  Make("filing,everybody,1,1,wait\n", /*most_waiting=*/3);
  for (int i = 1; i <= 10; ++i) File(i, Facts(MethodClass::kFiling));
  EXPECT_EQ(gate_->waiting(), 3u);
  EXPECT_THAT(refused_, ::testing::SizeIs(6));
  EXPECT_THAT(refused_, ::testing::Each("QUEUE_FULL"));
  EXPECT_EQ(RetryAfter(*Pass(Facts(MethodClass::kFiling))), absl::Seconds(5)) << "not when the next token comes: others have it";
  clock_.Advance(absl::Seconds(1));
  gate_->CallDue();
  File(11, Facts(MethodClass::kFiling));
  EXPECT_THAT(refused_, ::testing::SizeIs(6)) << "there is a place again, and no refused filing has taken a turn";
  for (int i = 0; i < 3; ++i) {
    clock_.Advance(absl::Seconds(1));
    gate_->CallDue();
  }
  EXPECT_THAT(served_, ElementsAre(1, 2, 3, 4, 11));
}

TEST_F(GateTest, AFullQueueIsNotBlamedForWhatMayNotWait) {
  Make("filing,everybody,1,1,wait\nfiling,address,0.01,3,refuse\n", /*most_waiting=*/1);
  for (int i = 1; i <= 2; ++i) File(i, Facts(MethodClass::kFiling));
  EXPECT_THAT(*Pass(Facts(MethodClass::kFiling)), HasReason("QUEUE_FULL"));
  clock_.Advance(absl::Seconds(1));
  gate_->CallDue();
  File(3, Facts(MethodClass::kFiling));
  EXPECT_THAT(*Pass(Facts(MethodClass::kFiling)), HasReason("RATE_LIMITED")) << "its address has had its share";
  CallFacts hurried = Facts(MethodClass::kFiling, "203.0.113.2");
  hurried.deadline = clock_.Now() + absl::Seconds(5);
  EXPECT_THAT(*Pass(hurried), HasReason("RATE_LIMITED")) << "it would have had no time to wait anyhow";
}

TEST_F(GateTest, WhoWaitsWhenTheGateClosesIsToldThatNothingWasHandedIn) {
  Make("filing,everybody,1,1,wait\n");
  for (int i = 1; i <= 3; ++i) File(i, Facts(MethodClass::kFiling));
  gate_->Close();
  EXPECT_THAT(served_, ElementsAre(1));
  EXPECT_THAT(refused_, ElementsAre("STOPPING", "STOPPING"));
  File(4, Facts(MethodClass::kFiling));
  EXPECT_THAT(refused_, ElementsAre("STOPPING", "STOPPING", "STOPPING")) << "after it nobody waits";
  EXPECT_THAT(*Pass(Facts(MethodClass::kFiling)), ::disclosure::testing::StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(GateTest, AThreadOfItsOwnCallsThoseWhoWait) {
  SystemClock clock;
  std::mutex mutex;
  std::condition_variable changed;
  int served = 0;
  Gate gate({.limits = Table("filing,everybody,200,1,wait\n")}, &clock);
  gate.StartThread();
  for (int i = 0; i < 20; ++i) {
    gate.Pass({.method_class = MethodClass::kFiling, .prefix = "p"}, [&](const absl::Status& status) {
      std::lock_guard lock(mutex);
      if (status.ok()) ++served;
      changed.notify_all();
    });
  }
  std::unique_lock lock(mutex);
  EXPECT_TRUE(changed.wait_for(lock, std::chrono::seconds(20), [&] { return served == 20; }));
}

TEST_F(GateTest, WrongAccessCodesDoubleTheWaitOfTheirPrefix) {
  Make("");
  CallFacts guess = Facts(MethodClass::kTracking);
  guess.access_code = "digest";
  std::vector<absl::Duration> waits;
  for (int i = 0; i < 8; ++i) {
    guess.number = absl::StrCat("330108-jyj-2026-", i);  // another each time
    EXPECT_OK(*Pass(guess)) << i;
    gate_->CodeFailed(guess);
    const absl::Status next = *Pass(guess);
    if (next.ok()) continue;
    EXPECT_THAT(next, HasReason("TOO_MANY_ATTEMPTS"));
    waits.push_back(RetryAfter(next));
    clock_.Advance(RetryAfter(next));
  }
  EXPECT_THAT(waits, ElementsAre(absl::Seconds(2), absl::Seconds(4), absl::Seconds(8), absl::Seconds(16)));
  EXPECT_OK(*Pass(Facts(MethodClass::kReading))) << "what needs no code is not slowed";
}

TEST_F(GateTest, GuessesAtOneNumberFromManyPlacesSlowEachOfThemButNotTheApplicant) {
  Make("");
  for (int i = 0; i < 12; ++i) {
    CallFacts guess = Facts(MethodClass::kTracking, absl::StrCat("198.51.100.", i));
    guess.access_code = "digest";
    guess.number = "330108-jyj-2026-1";
    EXPECT_OK(*Pass(guess)) << "its first attempt";
    gate_->CodeFailed(guess);
    EXPECT_EQ(Pass(guess)->ok(), i < 4) << i;
  }
  CallFacts applicant = Facts(MethodClass::kTracking);
  applicant.access_code = "the right one";
  applicant.number = "330108-jyj-2026-1";
  EXPECT_OK(*Pass(applicant));
}

TEST(GuessBrake, ForgetsAfterAnHourAndRemembersNoMoreThanItsBound) {
  FakeClock clock;
  GuessBrake brake({.free_attempts = 1, .most = 100}, &clock);
  for (int i = 0; i < 1000; ++i) brake.Failed(absl::StrCat("p", i), absl::StrCat("n", i));
  EXPECT_EQ(brake.size(), 200u);
  brake.Failed("again", "");
  brake.Failed("again", "");
  EXPECT_EQ(brake.Wait("again"), absl::Seconds(4));
  clock.Advance(absl::Hours(1));
  brake.Failed("other", "n");
  EXPECT_EQ(brake.size(), 2u) << "what was an hour ago is gone";
  brake.Failed("again", "");
  EXPECT_EQ(brake.Wait("again"), absl::Seconds(2)) << "it begins anew";
  for (int i = 0; i < 60; ++i) brake.Failed("again", "");
  EXPECT_EQ(brake.Wait("again"), absl::Minutes(15)) << "there is a longest wait";
}

TEST(AddressPrefix, IsAsWideAsItIsSet) {
  EXPECT_EQ(CallerOfAddress("203.0.113.7", {}), "203.0.113.7");
  EXPECT_EQ(CallerOfAddress("203.0.113.7", {.ipv4 = 24}), "203.0.113.0/24");
  EXPECT_EQ(CallerOfAddress("::ffff:203.0.113.7", {.ipv4 = 25}), "203.0.113.0/25");
  EXPECT_EQ(CallerOfAddress("203.0.113.200", {.ipv4 = 25}), "203.0.113.128/25");
  EXPECT_EQ(CallerOfAddress("2001:db8:1:2:3::4", {}), CallerOfAddress("2001:db8:1:2:ffff::1", {}));
  EXPECT_NE(CallerOfAddress("2001:db8:1:2::", {}), CallerOfAddress("2001:db8:1:3::", {}));
  EXPECT_EQ(CallerOfAddress("2001:db8:1:2::", {.ipv6 = 56}), CallerOfAddress("2001:db8:1:ff::", {.ipv6 = 56}));
}

}  // namespace
}  // namespace disclosure::gateway
