#include "gateway/limits/token_buckets.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "common/testing/fake_clock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

Charge Of(std::string key, TokenRate rate, bool may_wait = false) { return {std::move(key), rate, may_wait}; }

TEST(TokenBuckets, WithLimitNTheNthPassesAndTheNextDoesNot) {
  FakeClock clock;
  for (const int n : {1, 2, 7, 60, 1000}) {
    TokenBuckets buckets(&clock);
    const Charge charge = Of("a", {.per_second = 0.5, .burst = static_cast<double>(n)});
    for (int i = 1; i <= n; ++i) ASSERT_TRUE(buckets.Admit({charge}, {}).admitted) << i << " of " << n;
    const Admission next = buckets.Admit({charge}, {});
    EXPECT_FALSE(next.admitted);
    EXPECT_EQ(next.wait, absl::Seconds(2));
    clock.Advance(next.wait - absl::Milliseconds(1));
    EXPECT_FALSE(buckets.Admit({charge}, {}).admitted);
    clock.Advance(absl::Milliseconds(1));
    EXPECT_TRUE(buckets.Admit({charge}, {}).admitted);
    EXPECT_FALSE(buckets.Admit({charge}, {}).admitted);
  }
}

TEST(TokenBuckets, ManyAtOnceGetExactlyTheBurst) {
  FakeClock clock;
  TokenBuckets buckets(&clock);
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) {
        if (buckets.Admit({Of("shared", {1, 100}), Of("wide", {1, 5000})}, {}).admitted) ++admitted;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(admitted, 100);
}

TEST(TokenBuckets, ACallIsChargedToAllItsBucketsOrToNone) {
  FakeClock clock;
  TokenBuckets buckets(&clock);
  const Charge narrow = Of("narrow", {1, 1}), wide = Of("wide", {1, 2});
  EXPECT_TRUE(buckets.Admit({wide, narrow}, {}).admitted);
  const Admission refused = buckets.Admit({wide, narrow}, {});
  EXPECT_FALSE(refused.admitted);
  EXPECT_EQ(refused.refused_by, 1u);
  EXPECT_TRUE(buckets.Admit({wide}, {}).admitted) << "the refused call took nothing from the wide one";
  EXPECT_FALSE(buckets.Admit({wide}, {}).admitted);
}

TEST(TokenBuckets, WhoMayWaitGetsTurnsAtTheRateAndNoLaterThanHisPatience) {
  FakeClock clock;
  TokenBuckets buckets(&clock);
  const Charge charge = Of("a", {.per_second = 2, .burst = 2}, true);
  const absl::Duration patience = absl::Seconds(1.5);
  EXPECT_EQ(buckets.Admit({charge}, patience).wait, absl::ZeroDuration());
  EXPECT_EQ(buckets.Admit({charge}, patience).wait, absl::ZeroDuration());
  EXPECT_EQ(buckets.Admit({charge}, patience).wait, absl::Milliseconds(500));
  EXPECT_EQ(buckets.Admit({charge}, patience).wait, absl::Milliseconds(1000));
  EXPECT_EQ(buckets.Admit({charge}, patience).wait, absl::Milliseconds(1500));
  const Admission too_late = buckets.Admit({charge}, patience);
  EXPECT_FALSE(too_late.admitted);
  EXPECT_EQ(too_late.wait, absl::Milliseconds(500)) << "then its turn would come within its patience";
  clock.Advance(too_late.wait);
  EXPECT_EQ(buckets.Admit({charge}, patience).wait, patience);
}

TEST(TokenBuckets, OldBucketsLeave) {
  FakeClock clock;
  TokenBuckets buckets(&clock, 1000);
  for (int i = 0; i < 5000; ++i) buckets.Admit({Of(absl::StrCat("flood", i), {1, 5})}, {});
  EXPECT_EQ(buckets.size(), 1000u);
  clock.Advance(absl::Minutes(1));
  for (int i = 0; i < 600; ++i) buckets.Admit({Of(absl::StrCat("new", i), {1, 5})}, {});
  EXPECT_LE(buckets.size(), 601u) << "those that are full again make room, two for each new one";
}

}  // namespace
}  // namespace disclosure::gateway
