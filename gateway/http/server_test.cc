// What the server serves: published answers, the handler's replies, streams, its end.
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "gateway/http/raw_client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::HasSubstr;

std::shared_ptr<const std::string> Body(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

// Something a handler does later, on a thread of its own, when the test says so.
class Later {
 public:
  ~Later() {
    for (std::thread& thread : threads_) thread.join();
  }
  void Do(std::function<void()> act) {
    std::lock_guard lock(mutex_);
    threads_.emplace_back(std::move(act));
  }

 private:
  std::mutex mutex_;
  std::vector<std::thread> threads_;
};

TEST(Published, AreServedWithTheirHeaders) {
  TestServer server;
  RawClient client(server.port());
  const auto response = client.Ask(Get("/v1/published"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, std::string(5000, 'p'));
  EXPECT_EQ(response->headers.at("content-type"), "application/json");
  EXPECT_EQ(response->headers.at("cache-control"), "public, no-cache");
  EXPECT_EQ(response->headers.at("vary"), "Accept-Encoding");
  EXPECT_EQ(response->headers.at("x-content-type-options"), "nosniff");
  EXPECT_THAT(response->headers.at("content-security-policy"), HasSubstr("default-src 'none'"));
  EXPECT_THAT(response->headers.at("date"),
              ::testing::MatchesRegex("[A-Z][a-z]+, [0-9]+ [A-Z][a-z]+ [0-9]+ [0-9:]+ GMT"));
  EXPECT_EQ(response->headers.count("connection"), 0u);
}

TEST(Published, TheVariantFollowsAcceptEncoding) {
  TestServer server;
  RawClient client(server.port());
  const auto gzip = client.Ask(Get("/v1/published", "Accept-Encoding: gzip\r\n"));
  const auto brotli = client.Ask(Get("/v1/published", "Accept-Encoding: gzip;q=0.5, br\r\n"));
  ASSERT_TRUE(gzip && brotli);
  EXPECT_EQ(gzip->headers.at("content-encoding"), "gzip");
  EXPECT_EQ(gzip->body.substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(brotli->headers.at("content-encoding"), "br");
  EXPECT_NE(gzip->headers.at("etag"), brotli->headers.at("etag"));
}

TEST(Published, HeadHasTheHeadOfGet) {
  TestServer server;
  RawClient client(server.port());
  client.Send("HEAD /v1/published HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto head = client.Read(/*head_only=*/true);
  const auto get = client.Ask(Get("/v1/published"));
  ASSERT_TRUE(head && get);
  auto without_date = [](auto headers) {
    headers.erase("date");
    return headers;
  };
  EXPECT_EQ(without_date(head->headers), without_date(get->headers));
}

TEST(Published, WhatTheClientHasIs304) {
  TestServer server;
  RawClient client(server.port());
  const auto first = client.Ask(Get("/v1/published", "Accept-Encoding: gzip\r\n"));
  ASSERT_TRUE(first);
  const std::string has = "If-None-Match: " + first->headers.at("etag") + "\r\n";
  const auto second = client.Ask(Get("/v1/published", "Accept-Encoding: gzip\r\n" + has));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->status, 304);
  EXPECT_EQ(second->headers.at("etag"), first->headers.at("etag"));
  EXPECT_EQ(second->headers.at("vary"), "Accept-Encoding");
  const auto other_variant = client.Ask(Get("/v1/published", has));
  ASSERT_TRUE(other_variant);
  EXPECT_EQ(other_variant->status, 200);
}

TEST(Published, ALargeAnswerArrivesWholeHoweverSlowlyItIsRead) {
  TestServer server;
  std::string large(3 << 20, ' ');
  for (size_t i = 0; i < large.size(); ++i) large[i] = static_cast<char>('a' + i * 7 % 23);
  server.published().Replace({{"/v1/large", Answer::Make({.content_type = "image/png", .body = large})}});
  RawClient client(server.port(), /*receive_buffer=*/4096);
  // Three at once: the second waits behind the first, which the socket takes in pieces.
  client.Send(Get("/v1/large") + Get("/v1/large") + Get("/v1/published"));
  for (int i = 0; i < 2; ++i) {
    const auto response = client.Read();
    ASSERT_TRUE(response);
    EXPECT_TRUE(response->body == large) << i;
  }
  const auto last = client.Read();
  ASSERT_TRUE(last);
  EXPECT_EQ(last->body, std::string(5000, 'p'));
}

TEST(Published, ANewEditionShowsAtTheNextRequest) {
  TestServer server;
  RawClient client(server.port());
  ASSERT_TRUE(client.Ask(Get("/v1/published")));
  server.published().Replace(
      {{"/v1/published", Answer::Make({.content_type = "text/plain", .body = "second edition"})}});
  const auto response = client.Ask(Get("/v1/published"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "second edition");
}

TEST(Published, WithAQueryTheHandlerIsAsked) {
  TestServer server;
  RawClient client(server.port());
  const auto response = client.Ask(Get("/v1/published?view=full"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "GET /v1/published view=full 127.0.0.1");
}

TEST(Connections, PipelinedRequestsAreAnsweredInOrder) {
  Later later;
  TestServer server({}, [&](auto request, auto exchange) {
    if (request->path == "/late") {
      return later.Do([exchange] { exchange->Reply({.body = Body("late")}); });
    }
    exchange->Reply({.body = Body(request->path)});
  });
  RawClient client(server.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests += Get("/late") + Get(absl::StrCat("/", i)) +
                "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" + Get("/v1/published");
  }
  client.Send(requests);
  for (int i = 0; i < 50; ++i) {
    for (const std::string& body :
         {std::string("late"), absl::StrCat("/", i), std::string("/p"), std::string(5000, 'p')}) {
      const auto response = client.Read();
      ASSERT_TRUE(response);
      EXPECT_EQ(response->body, body);
    }
  }
}

TEST(Connections, BytesMayComeOneByOne) {
  TestServer server;
  RawClient client(server.port());
  for (const char c :
       "\r\nPOST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
       "chunked\r\n\r\n3\r\nabc\r\n2;e=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n") {
    if (c != '\0') client.Send({&c, 1});
  }
  const auto response = client.Read();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "5");
}

TEST(Connections, CloseAndHttp10EndTheConnection) {
  TestServer server;
  for (const std::string& request :
       {Get("/v1/published", "Connection: close\r\n"), Get("/echo", "Connection: close\r\n"),
        std::string("GET /v1/published HTTP/1.0\r\n\r\n")}) {
    RawClient client(server.port());
    const auto response = client.Ask(request);
    ASSERT_TRUE(response);
    EXPECT_EQ(response->headers.at("connection"), "close");
    EXPECT_TRUE(client.ReadsEnd());
  }
}

TEST(Connections, AClientThatWaitsForContinueIsToldTo) {
  TestServer server;
  RawClient client(server.port());
  client.Send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  const auto interim = client.Read();
  ASSERT_TRUE(interim);
  EXPECT_EQ(interim->status, 100);
  const auto response = client.Ask("abc");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "3");
}

TEST(Connections, AnAnswerLargerThanTheSocketsBuffersArrivesWhole) {
  TestServer server;
  const std::string large(8 << 20, 'L');
  server.published().Replace({{"/large", Answer::Make({.content_type = "image/png", .body = large})}});
  RawClient client(server.port());
  client.Send(Get("/large") + Get("/large") + Get("/echo"));
  for (int i = 0; i < 2; ++i) {
    const auto response = client.Read();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->body, large);
  }
  EXPECT_TRUE(client.Read());
}

TEST(Replies, CarryNeitherForeignFramingNorBrokenHeaders) {
  TestServer server({}, [](auto request, auto exchange) {
    exchange->Reply({.headers = {{"content-length", "999"},
                                 {"x-split", "a\r\nx-evil: 1"},
                                 {"x-good", "1"},
                                 {"referrer-policy", "no-referrer"}},
                     .body = Body("text")});
  });
  RawClient client(server.port());
  const auto response = client.Ask(Get("/"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->headers.at("content-length"), "4");
  EXPECT_EQ(response->headers.count("x-evil") + response->headers.count("x-split"), 0u);
  EXPECT_EQ(response->headers.at("x-good"), "1");
  EXPECT_EQ(response->headers.at("referrer-policy"), "no-referrer");
}

TEST(Replies, AnExchangeThatIsDroppedIs500) {
  TestServer server({}, [](auto request, auto exchange) {});
  RawClient client(server.port());
  const auto response = client.Ask(Get("/"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 500);
  EXPECT_EQ(ReasonOf(*response), "NO_REPLY");
}

TEST(Replies, AllForwardedForLinesReachTheJudge) {
  TestServer server({.client_address = [](auto peer, auto forwarded) {
    return absl::StrCat("<", std::string(forwarded), ">");
  }});
  RawClient client(server.port());
  const auto response =
      client.Ask(Get("/echo", "X-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2, 3.3.3.3\r\n"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "GET /echo  <1.1.1.1,2.2.2.2, 3.3.3.3>");
}

TEST(Streams, ChunksArriveAsTheyAreWritten) {
  Later later;
  std::promise<void> go;
  TestServer server({}, [&](auto request, auto exchange) {
    later.Do([&, exchange] {
      exchange->StartStream({.headers = {{"content-type", "text/event-stream"}}});
      EXPECT_TRUE(exchange->Write("data: 1\n\n"));
      go.get_future().wait();
      EXPECT_TRUE(exchange->Write("data: 2\n\n"));
      exchange->Finish();
    });
  });
  RawClient client(server.port());
  client.Send(Get("/watch"));
  const auto head = client.Read(/*head_only=*/true);
  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.at("transfer-encoding"), "chunked");
  EXPECT_EQ(client.ReadLine(), "9\r\n");
  EXPECT_EQ(client.ReadLine(), "data: 1\n");
  go.set_value();
  std::string rest;
  for (int i = 0; i < 7; ++i) rest += client.ReadLine();
  EXPECT_EQ(rest, "\n\r\n9\r\ndata: 2\n\n\r\n0\r\n");
  EXPECT_EQ(client.ReadLine(), "\r\n");
  EXPECT_TRUE(client.Send(Get("/v1/published")));
  EXPECT_TRUE(client.Read());  // the connection lives on
}

TEST(Streams, AnOldClientGetsThemUntilTheEnd) {
  TestServer server({}, [&](auto request, auto exchange) {
    exchange->StartStream({});
    exchange->Write("one");
    exchange->Write("two");
    exchange->Finish();
  });
  RawClient client(server.port());
  const auto response = client.Ask("GET / HTTP/1.0\r\n\r\n");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "onetwo");
}

TEST(Streams, AClientThatDoesNotReadIsGivenUp) {
  Later later;
  std::promise<size_t> written;
  TestServer server({.most_stream_bytes = 64 << 10}, [&](auto request, auto exchange) {
    later.Do([&, exchange] {
      exchange->StartStream({});
      const std::string chunk(16 << 10, 'x');
      size_t bytes = 0;
      while (bytes < (1u << 30) && exchange->Write(chunk)) bytes += chunk.size();
      exchange->Finish();
      written.set_value(bytes);
    });
  });
  RawClient client(server.port(), /*receive_buffer=*/4096);
  client.Send(Get("/watch"));
  EXPECT_LT(written.get_future().get(), 1u << 30);
  EXPECT_FALSE(client.Read());  // cut short, without the last chunk
}

TEST(Streams, AClientThatLeavesCancels) {
  std::promise<void> cancelled;
  std::promise<std::shared_ptr<Exchange>> started;
  TestServer server({}, [&](auto request, auto exchange) {
    exchange->OnCancel([&] { cancelled.set_value(); });
    exchange->StartStream({});
    started.set_value(exchange);
  });
  RawClient client(server.port());
  client.Send(Get("/watch"));
  ASSERT_TRUE(client.Read(/*head_only=*/true));
  const std::shared_ptr<Exchange> exchange = started.get_future().get();
  client.Close();
  cancelled.get_future().wait();
  EXPECT_FALSE(exchange->Write("late"));
  bool at_once = false;
  exchange->OnCancel([&] { at_once = true; });
  EXPECT_TRUE(at_once);
  exchange->Finish();
}

TEST(Streams, AnUnaryCallerThatLeavesCancelsToo) {
  std::promise<void> cancelled;
  std::promise<std::shared_ptr<Exchange>> started;
  TestServer server({}, [&](auto request, auto exchange) {
    exchange->OnCancel([&] { cancelled.set_value(); });
    started.set_value(exchange);
  });
  RawClient client(server.port());
  client.Send(Get("/slow"));
  const std::shared_ptr<Exchange> exchange = started.get_future().get();
  client.Close();
  cancelled.get_future().wait();
  exchange->Reply({});
}

TEST(Stopping, FinishesTheRequestUnderWay) {
  std::promise<std::shared_ptr<Exchange>> started;
  // One thread, so that the busy connection has heard of the end when the idle one is closed.
  TestServer server({.threads = 1}, [&](auto request, auto exchange) { started.set_value(exchange); });
  RawClient idle(server.port());
  RawClient busy(server.port());
  ASSERT_TRUE(idle.Ask(Get("/v1/published")));
  busy.Send(Get("/slow"));
  const std::shared_ptr<Exchange> exchange = started.get_future().get();
  std::thread stopping([&] { server.server().Stop(absl::Seconds(10)); });
  EXPECT_TRUE(idle.ReadsEnd());
  exchange->Reply({.body = Body("finished")});
  const auto response = busy.Read();
  stopping.join();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "finished");
  EXPECT_EQ(response->headers.at("connection"), "close");
}

TEST(Stopping, CancelsStreamsAndLetsThemEndProperly) {
  std::promise<void> started;
  TestServer server({}, [&](auto request, auto exchange) {
    exchange->OnCancel([exchange] { exchange->Finish(); });
    exchange->StartStream({});
    exchange->Write("x");
    started.set_value();
  });
  RawClient client(server.port());
  client.Send(Get("/watch"));
  started.get_future().wait();
  ASSERT_TRUE(client.Read(/*head_only=*/true));
  server.server().Stop(absl::Seconds(10));
  std::string chunks;
  for (int line = 0; line < 4; ++line) chunks += client.ReadLine();
  EXPECT_EQ(chunks, "1\r\nx\r\n0\r\n\r\n");
  EXPECT_TRUE(client.ReadsEnd());
}

TEST(Stopping, DoesNotWaitLongerThanTheGrace) {
  TestServer server;
  RawClient client(server.port());
  client.Send(Get("/echo") + Get("/never"));
  ASSERT_TRUE(client.Read());
  server.server().Stop(absl::Milliseconds(50));
  EXPECT_TRUE(client.ReadsEnd());
  EXPECT_EQ(server.server().connections(), 0u);
}

TEST(Starting, ABusyPortIsNamed) {
  TestServer first;
  HttpServer second({.port = static_cast<uint16_t>(first.port())}, TestServer::Echo, nullptr);
  EXPECT_THAT(second.Start(), HasReason("PORT_BUSY"));
  HttpServer third({.address = "not an address"}, TestServer::Echo, nullptr);
  EXPECT_THAT(third.Start(), HasReason("BAD_ADDRESS"));
  HttpServer fourth({.tls_cert = "/nonexistent", .tls_key = "/nonexistent"}, TestServer::Echo, nullptr);
  EXPECT_THAT(fourth.Start(), HasReason("BAD_TLS_FILE"));
}

TEST(Threads, ManyClientsOfManyThreadsAreServed) {
  Later handlers;
  TestServer server({.threads = 3}, [&](auto request, auto exchange) {
    handlers.Do([exchange] { exchange->Reply({.body = Body("ok")}); });
  });
  Later clients;
  for (int i = 0; i < 6; ++i) {
    clients.Do([&] {
      RawClient client(server.port());
      for (int round = 0; round < 20; ++round) {
        EXPECT_TRUE(client.Ask(Get("/v1/published")));
        const auto response = client.Ask(Get("/x"));
        ASSERT_TRUE(response);
        EXPECT_EQ(response->body, "ok");
      }
    });
  }
}

}  // namespace
}  // namespace disclosure::gateway
