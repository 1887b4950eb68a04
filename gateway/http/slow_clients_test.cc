// Clients that are slow on purpose: each is cut off by the deadline of the whole, and keeps nobody else waiting.
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "gateway/http/raw_client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

constexpr absl::Duration kShort = absl::Milliseconds(100);
constexpr absl::Duration kDrip = absl::Milliseconds(10);
constexpr int kMostDrips = 500;  // fifty times the deadline, however busy the machine is

HttpServer::Options Impatient() { return {.read_timeout = kShort, .idle_timeout = kShort}; }

bool EndsOf(HttpServer& server) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (server.connections() > 0 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  return server.connections() == 0;
}

TEST(SlowClients, WhoDripsIsCutOffByTheDeadlineOfTheWhole) {
  TestServer server(Impatient());
  const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\n";
  for (const auto& [begin, drop] : std::vector<std::pair<std::string, std::string>>{
           {"GET /", "x"},                                                 // the target, byte by byte
           {head, "X: 1\r\n"},                                             // header lines
           {head + "X: ", "x"},                                            // one endless header
           {head + "Content-Length: 100000\r\n\r\n", "b"},                 // the body
           {head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\nb\r\n"},    // chunks of one byte
           {head + "Transfer-Encoding: chunked\r\n\r\n1;", "e"},           // a chunk's extension
           {head + "Transfer-Encoding: chunked\r\n\r\n0\r\nX: ", "t"}}) {  // a trailer
    RawClient client(server.port());
    client.Send(begin);
    int drips = 0;
    while (drips < kMostDrips && !client.AnswersWithin(kDrip) && client.Send(drop)) ++drips;
    EXPECT_LT(drips, kMostDrips) << begin << " then " << drop;
    const auto response = client.Read();
    ASSERT_TRUE(response) << begin;
    EXPECT_EQ(response->status, 408) << begin;
  }
}

// Empty lines are allowed before a request; they are no request.
TEST(SlowClients, EmptyLinesKeepNoConnectionOpen) {
  TestServer server(Impatient());
  RawClient client(server.port());
  int drips = 0;
  while (drips < kMostDrips && !client.AnswersWithin(kDrip) && client.Send("\r\n")) ++drips;
  EXPECT_LT(drips, kMostDrips);
  EXPECT_TRUE(EndsOf(server.server()));
}

TEST(SlowClients, ManyOfThemKeepNobodyElseWaiting) {
  TestServer server({.read_timeout = absl::Seconds(5)});
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port()));
    slow.back()->Send(i % 2 == 0 ? "GET /echo HT" : "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nb");
  }
  for (int i = 0; i < 50; ++i) {
    RawClient client(server.port());
    const auto response = client.Ask(Get("/echo"));
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
  }
  for (const auto& client : slow) EXPECT_FALSE(client->AnswersWithin(absl::ZeroDuration())) << "they were open all the time";
}

TEST(SlowClients, WhoDoesNotReadHisAnswerIsCutOff) {
  const auto body = std::make_shared<const std::string>(16 << 20, 'a');
  HttpServer::Options options = Impatient();
  options.least_bytes_per_second = 64 << 20;  // the answer's own time is a quarter of a second
  TestServer server(options, [&](auto, auto exchange) { exchange->Reply({.body = body}); });
  RawClient client(server.port(), /*receive_buffer=*/4096);
  client.Send(Get("/large"));
  ASSERT_TRUE(client.AnswersWithin(absl::Seconds(5)));
  EXPECT_TRUE(EndsOf(server.server()));
}

// Nor does he make the gateway gather answers for him.
TEST(SlowClients, WhoAsksOnWithoutReadingIsNotAnsweredOn) {
  const auto body = std::make_shared<const std::string>(1 << 20, 'a');
  std::atomic<int> answered{0};
  HttpServer::Options options = Impatient();
  options.least_bytes_per_second = 64 << 20;
  TestServer server(options, [&](auto, auto exchange) {
    ++answered;
    exchange->Reply({.body = body});
  });
  RawClient client(server.port(), /*receive_buffer=*/4096);
  std::string requests;
  for (int i = 0; i < 500; ++i) requests += Get("/large");
  client.Send(requests);
  EXPECT_TRUE(EndsOf(server.server()));
  EXPECT_LT(answered, 50);
}

// One connection of each owner, as LimitConnections would say.
TEST(SlowClients, AnAddressThatHasTooManyConnectionsKeepsNoOtherOut) {
  std::mutex mutex;
  std::map<std::string, std::weak_ptr<void>> places;
  TestServer server({.place_of = [&](std::string_view peer) -> std::shared_ptr<void> {
    std::lock_guard lock(mutex);
    std::weak_ptr<void>& held = places[std::string(peer)];
    if (!held.expired()) return nullptr;
    auto place = std::make_shared<int>(0);
    held = place;
    return place;
  }});
  auto first = std::make_unique<RawClient>(server.port());
  ASSERT_TRUE(first->Ask(Get("/echo")));
  RawClient second(server.port());
  const auto refused = second.Read();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 429);
  EXPECT_EQ(ReasonOf(*refused), "TOO_MANY_CONNECTIONS");
  EXPECT_EQ(refused->headers.at("retry-after"), "1");
  RawClient other(server.port(), 0, "127.0.0.2");
  const auto served = other.Ask(Get("/echo"));
  ASSERT_TRUE(served);
  EXPECT_EQ(served->status, 200);

  first->Close();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (server.server().connections() > 1 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  RawClient again(server.port());
  const auto response = again.Ask(Get("/echo"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200) << "a place is given back with its connection";
}

}  // namespace
}  // namespace disclosure::gateway
