#include "gateway/issuer/attempt_gate.h"

#include "common/testing/fake_clock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

TEST(AttemptGateTest, TheFirstAreFreeAndTheNextWaitTwiceAsLongEachTime) {
  FakeClock clock;
  AttemptGate gate(&clock);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(gate.Admit("a", 5), absl::ZeroDuration());
  EXPECT_EQ(gate.Admit("a", 5), absl::ZeroDuration());
  for (const int seconds : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
    EXPECT_EQ(gate.Admit("a", 5), absl::Seconds(seconds));
    clock.Advance(absl::Seconds(seconds) - absl::Milliseconds(1));
    EXPECT_EQ(gate.Admit("a", 5), absl::Milliseconds(1)) << "asking in between changes nothing";
    clock.Advance(absl::Milliseconds(1));
    EXPECT_EQ(gate.Admit("a", 5), absl::ZeroDuration());
  }
  EXPECT_EQ(gate.Admit("b", 5), absl::ZeroDuration()) << "another is not slowed";
}

TEST(AttemptGateTest, TheRightOneAndAnHourForget) {
  FakeClock clock;
  AttemptGate gate(&clock);
  for (int i = 0; i < 2; ++i) (void)gate.Admit("a", 1);
  EXPECT_GT(gate.Admit("a", 1), absl::ZeroDuration());
  gate.Forget("a");
  EXPECT_EQ(gate.Admit("a", 1), absl::ZeroDuration());
  (void)gate.Admit("a", 1);
  clock.Advance(absl::Hours(1));
  EXPECT_EQ(gate.Admit("a", 1), absl::ZeroDuration());
  EXPECT_EQ(gate.Admit("a", 1), absl::ZeroDuration()) << "free again";
}

TEST(AttemptGateTest, WhoIsRightDoesNotCountAgainstThoseWhoShareHisAddress) {
  FakeClock clock;
  AttemptGate gate(&clock);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(gate.Admit("a", 5), absl::ZeroDuration()) << i;
    gate.Undo("a");
  }
  for (int i = 0; i < 6; ++i) (void)gate.Admit("a", 5);
  EXPECT_GT(gate.Admit("a", 5), absl::ZeroDuration()) << "wrong ones count";
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(gate.Admit("a", 5), absl::ZeroDuration());
  gate.Undo("a");
  EXPECT_EQ(gate.Admit("a", 5), absl::ZeroDuration());
  EXPECT_GT(gate.Admit("a", 5), absl::ZeroDuration()) << "and a right one does not take them back";
}

TEST(AttemptGateTest, RemembersNoMoreThanItMay) {
  FakeClock clock;
  AttemptGate gate(&clock, 2);
  for (const char* key : {"a", "a", "b", "c"}) (void)gate.Admit(key, 1);
  EXPECT_EQ(gate.Admit("a", 1), absl::ZeroDuration()) << "the one not heard of for longest was forgotten";
}

}  // namespace
}  // namespace disclosure::gateway
