#include <memory>
#include <optional>
#include <vector>

#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "gateway/limits/admission.h"
#include "gateway/limits/rate_limiter.h"
#include "gateway/limits/trusted_proxies.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(RateLimiter, AdmitsABurstAndThenTheRate) {
  FakeClock clock;
  RateLimiter limiter({.per_second = 2, .burst = 3}, &clock);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.Admit("a"), absl::ZeroDuration());
  EXPECT_EQ(limiter.Admit("a"), absl::Milliseconds(500));
  clock.Advance(absl::Milliseconds(200));
  EXPECT_EQ(limiter.Admit("a"), absl::Milliseconds(300));
  clock.Advance(absl::Milliseconds(300));
  EXPECT_EQ(limiter.Admit("a"), absl::ZeroDuration());
  EXPECT_GT(limiter.Admit("a"), absl::ZeroDuration());
}

TEST(RateLimiter, WhoWaitsAsToldIsAdmitted) {
  FakeClock clock;
  RateLimiter limiter({.per_second = 3, .burst = 1}, &clock);
  EXPECT_EQ(limiter.Admit("a"), absl::ZeroDuration());
  for (int i = 0; i < 1000; ++i) {
    const absl::Duration wait = limiter.Admit("a");
    ASSERT_GT(wait, absl::ZeroDuration());
    clock.Advance(wait);
    ASSERT_EQ(limiter.Admit("a"), absl::ZeroDuration());
  }
}

TEST(RateLimiter, CallersDoNotShareABucketAndIdleTimeDoesNotOverfillIt) {
  FakeClock clock;
  RateLimiter limiter({.per_second = 1, .burst = 1}, &clock);
  EXPECT_EQ(limiter.Admit("a"), absl::ZeroDuration());
  EXPECT_EQ(limiter.Admit("b"), absl::ZeroDuration());
  clock.Advance(absl::Hours(1));
  EXPECT_EQ(limiter.Admit("a"), absl::ZeroDuration());
  EXPECT_GT(limiter.Admit("a"), absl::ZeroDuration());
}

TEST(RateLimiter, AClockSetBackHarmsNobody) {
  FakeClock clock;
  RateLimiter limiter({.per_second = 1, .burst = 1}, &clock);
  EXPECT_EQ(limiter.Admit("a"), absl::ZeroDuration());
  clock.Advance(-absl::Hours(1));
  EXPECT_EQ(limiter.Admit("a"), absl::Seconds(1));
  clock.Advance(absl::Seconds(1));
  EXPECT_EQ(limiter.Admit("a"), absl::ZeroDuration());
}

TEST(RateLimiter, ForgetsWhomItHasNotHeardOfForLongest) {
  FakeClock clock;
  RateLimiter limiter({.per_second = 1, .burst = 1, .most_callers = 2}, &clock);
  limiter.Admit("a");
  limiter.Admit("b");
  limiter.Admit("a");
  limiter.Admit("c");
  EXPECT_EQ(limiter.callers(), 2u);
  EXPECT_GT(limiter.Admit("a"), absl::ZeroDuration());
  EXPECT_EQ(limiter.Admit("b"), absl::ZeroDuration());
}

TEST(ConcurrencyLimiter, GivesPlacesBack) {
  ConcurrencyLimiter limiter(2);
  auto first = limiter.Enter("a");
  {
    const auto second = limiter.Enter("a");
    EXPECT_TRUE(second.granted());
    EXPECT_FALSE(limiter.Enter("a").granted());
    EXPECT_TRUE(limiter.Enter("b").granted());
  }
  EXPECT_TRUE(limiter.Enter("a").granted());
  ConcurrencyLimiter::Ticket moved = std::move(first);
  first.Release();
  const auto second = limiter.Enter("a");
  EXPECT_FALSE(limiter.Enter("a").granted());
  moved.Release();
  EXPECT_TRUE(limiter.Enter("a").granted());
}

TEST(TrustedProxies, ReadForwardedForFromItsEnd) {
  ASSERT_OK_AND_ASSIGN(const TrustedProxies proxies,
                       TrustedProxies::Parse({"127.0.0.1", "10.0.0.0/9", "fd00::/8"}));
  EXPECT_EQ(proxies.ClientAddress("127.0.0.1", "1.2.3.4"), "1.2.3.4");
  EXPECT_EQ(proxies.ClientAddress("127.0.0.1", "6.6.6.6, 1.2.3.4, 10.1.1.1"), "1.2.3.4");
  EXPECT_EQ(proxies.ClientAddress("fd00::1", "2001:db8::7"), "2001:db8::7");
  EXPECT_EQ(proxies.ClientAddress("::ffff:127.0.0.1", "1.2.3.4"), "1.2.3.4");
  EXPECT_EQ(proxies.ClientAddress("127.0.0.1", ""), "127.0.0.1");
  EXPECT_EQ(proxies.ClientAddress("127.0.0.1", "10.1.1.1, 10.2.2.2"), "10.1.1.1");
}

TEST(TrustedProxies, KnowWhoIsOne) {
  const auto proxies = TrustedProxies::Parse({"10.0.0.0/8", "fd00::/8"});
  ASSERT_OK(proxies);
  EXPECT_TRUE(proxies->IsProxy("10.1.2.3"));
  EXPECT_TRUE(proxies->IsProxy("::ffff:10.1.2.3"));
  EXPECT_TRUE(proxies->IsProxy("fd12::1"));
  EXPECT_FALSE(proxies->IsProxy("11.1.2.3"));
  EXPECT_FALSE(proxies->IsProxy("no address"));
}

TEST(TrustedProxies, BelieveNobodyElse) {
  ASSERT_OK_AND_ASSIGN(const TrustedProxies proxies, TrustedProxies::Parse({"127.0.0.1", "10.0.0.0/9"}));
  EXPECT_EQ(proxies.ClientAddress("8.8.8.8", "1.2.3.4"), "8.8.8.8");
  EXPECT_EQ(proxies.ClientAddress("10.128.0.1", "1.2.3.4"), "10.128.0.1");
  EXPECT_EQ(proxies.ClientAddress("127.0.0.1", "1.2.3.4, not an address"), "127.0.0.1");
  EXPECT_EQ(proxies.ClientAddress("127.0.0.1", std::string_view("1.2.3.4\0x", 9)), "127.0.0.1");
}

TEST(LimitConnections, ABoundPerOwnerAndNoneWithoutOne) {
  ConcurrencyLimiter most(2);
  const auto place_of = LimitConnections([](std::string_view peer) { return peer == "proxy" ? "" : std::string(peer); }, &most);
  const auto first = place_of("a");
  auto second = place_of("a");
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(place_of("a"), nullptr);
  EXPECT_NE(place_of("b"), nullptr);
  second = nullptr;
  EXPECT_NE(place_of("a"), nullptr) << "given back";
  std::vector<std::shared_ptr<void>> of_the_proxy;
  for (int i = 0; i < 10; ++i) of_the_proxy.push_back(place_of("proxy"));
  EXPECT_THAT(of_the_proxy, ::testing::Each(::testing::NotNull()));
}

TEST(TrustedProxies, BadNetworksAreAllNamed) {
  const auto result = TrustedProxies::Parse({"127.0.0.1", "10.0.0.0/33", "proxy.example", "::1/129"});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(error::GetInfo(result.status())->violations.size(), 3u);
}

TEST(Callers, Ipv6IsLimitedByItsNetwork) {
  EXPECT_EQ(CallerOfAddress("2001:db8:1:2::3", {}), CallerOfAddress("2001:db8:1:2:ffff::", {}));
  EXPECT_NE(CallerOfAddress("2001:db8:1:2::3", {}), CallerOfAddress("2001:db8:1:3::3", {}));
  EXPECT_EQ(CallerOfAddress("::ffff:1.2.3.4", {}), "1.2.3.4");
  EXPECT_EQ(CallerOfAddress("1.2.3.4", {}), "1.2.3.4");
}

class RecordingExchange final : public Exchange {
 public:
  void Reply(Response response) override { reply = std::move(response); }
  void StartStream(Response head) override {}
  bool Write(std::string chunk) override { return true; }
  void Finish() override {}
  void OnCancel(std::function<void()> callback) override {}

  std::optional<Response> reply;
};

TEST(LimitCallers, RefusalsSayWhenTheNextCallIsAllowed) {
  FakeClock clock;
  RateLimiter rate({.per_second = 0.5, .burst = 1}, &clock);
  ConcurrencyLimiter concurrency(10);
  const Handler handler =
      LimitCallers([](auto request, auto exchange) { exchange->Reply({.status = 200}); },
                   [](const Request& request) { return request.remote_address; }, &rate, &concurrency);
  const auto request = std::make_shared<Request>();
  const auto first = std::make_shared<RecordingExchange>(), second = std::make_shared<RecordingExchange>();
  handler(request, first);
  handler(request, second);
  EXPECT_EQ(first->reply->status, 200);
  EXPECT_EQ(second->reply->status, 429);
  EXPECT_THAT(second->reply->headers, Contains(Pair("retry-after", "2")));
  EXPECT_THAT(*second->reply->body, HasSubstr("\"retryDelay\":\"2.000s\""));
  EXPECT_THAT(*second->reply->body, HasSubstr("RATE_LIMITED"));
}

TEST(LimitCallers, ARequestUnderWayHoldsItsPlaceUntilItsReply) {
  FakeClock clock;
  RateLimiter rate({.per_second = 100, .burst = 100}, &clock);
  ConcurrencyLimiter concurrency(1);
  std::shared_ptr<Exchange> pending;
  const Handler handler = LimitCallers([&](auto request, auto exchange) { pending = exchange; },
                                       [](const Request& request) { return "one"; }, &rate, &concurrency);
  const auto request = std::make_shared<Request>();
  handler(request, std::make_shared<RecordingExchange>());
  const auto refused = std::make_shared<RecordingExchange>();
  handler(request, refused);
  ASSERT_TRUE(refused->reply);
  EXPECT_EQ(refused->reply->status, 429);
  EXPECT_THAT(*refused->reply->body, HasSubstr("TOO_MANY_AT_ONCE"));
  pending->Reply({});
  const auto admitted = std::make_shared<RecordingExchange>();
  handler(request, admitted);
  EXPECT_FALSE(admitted->reply);
}

}  // namespace
}  // namespace disclosure::gateway
