#include "common/base/single_flight.h"

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

using ::disclosure::testing::StatusIs;

class SingleFlightTest : public ::testing::Test {
 protected:
  using Answer = absl::StatusOr<int>;
  using Make = std::function<Answer()>;

  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }
  // Starts a call that goes on to `make` when the test lets it land.
  void Begin(Make make, const std::string& key = "organ") {
    threads_.emplace_back([this, make, key] {
      first_ = flight_.Do(key, Soon(), [&]() -> Answer {
        begun_.Notify();
        land_.WaitForNotificationWithTimeout(absl::Seconds(20));
        return make();
      });
    });
    ASSERT_TRUE(begun_.WaitForNotificationWithTimeout(absl::Seconds(20)));
  }
  // `count` more calls, all of which wait when it returns.
  void Join(int count, Make make) {
    answers_.assign(count, absl::UnknownError(""));
    for (Answer& answer : answers_) threads_.emplace_back([this, &answer, make] { answer = flight_.Do("organ", Soon(), make); });
    const absl::Time end = Soon();
    while (flight_.waiting() < count && absl::Now() < end) std::this_thread::yield();
    ASSERT_EQ(flight_.waiting(), count);
  }
  void Land() {
    land_.Notify();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  SingleFlight<int> flight_;
  absl::Notification begun_, land_;
  std::vector<std::thread> threads_;
  Answer first_ = absl::UnknownError("");
  std::vector<Answer> answers_;
};

TEST_F(SingleFlightTest, WhoComesMeanwhileGetsTheAnswerThatIsBeingMade) {
  std::atomic<int> made{0};
  const auto make = [&]() -> Answer { return 40 + ++made; };
  Begin(make);
  Join(8, make);
  Land();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(*first_, 41);
  for (const Answer& answer : answers_) EXPECT_EQ(*answer, 41);
  EXPECT_EQ(*flight_.Do("organ", Soon(), make), 42) << "who comes later has it made anew";
}

TEST_F(SingleFlightTest, EachKeyHasItsOwn) {
  Begin([]() -> Answer { return 1; });
  EXPECT_EQ(*flight_.Do("division", Soon(), []() -> Answer { return 2; }), 2) << "does not wait";
  Land();
}

TEST_F(SingleFlightTest, AnErrorIsEverybodysButWantOfTimeIsNot) {
  std::atomic<int> made{0};
  Begin([]() -> Answer { return absl::DeadlineExceededError("no time left"); });
  Join(8, [&]() -> Answer {
    ++made;
    return absl::UnavailableError("no database");
  });
  Land();
  EXPECT_THAT(first_.status(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  for (const Answer& answer : answers_) EXPECT_THAT(answer.status(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_GE(made, 1);
}

TEST_F(SingleFlightTest, WaitsNoLongerThanItsOwnDeadline) {
  Begin([]() -> Answer { return 1; });
  const auto never = []() -> Answer { return 2; };
  EXPECT_THAT(flight_.Do("organ", absl::Now() + absl::Milliseconds(20), never).status(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(flight_.Do("organ", absl::InfinitePast(), never).status(), StatusIs(absl::StatusCode::kDeadlineExceeded));
  Land();
  EXPECT_EQ(*first_, 1);
}

TEST_F(SingleFlightTest, WhoHasAnOlderAnswerTakesItMeanwhileAndOnlyThen) {
  const auto newer = []() -> Answer { return 2; };
  Begin(newer);
  EXPECT_EQ(*flight_.Do("organ", Soon(), newer, 1), 1);
  Land();
  EXPECT_EQ(*flight_.Do("organ", Soon(), newer, 1), 2);
}

}  // namespace
}  // namespace disclosure
