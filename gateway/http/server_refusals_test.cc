// What the server refuses: limits, malformed requests, smuggling, traversal. Raw bytes over a socket.
#include <string>

#include "gateway/http/raw_client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::testing::HasSubstr;

// Sends `request`; expects `status`, an envelope with `reason`, and the end of the connection.
void ExpectRefused(int port, const std::string& request, int status, const std::string& reason) {
  RawClient client(port);
  client.Send(request);
  const std::optional<RawResponse> response = client.Read();
  ASSERT_TRUE(response) << request.substr(0, 200);
  EXPECT_EQ(response->status, status) << request.substr(0, 200);
  EXPECT_EQ(ReasonOf(*response), reason) << request.substr(0, 200);
  EXPECT_EQ(response->headers.at("connection"), "close");
  client.FinishSending();
  EXPECT_TRUE(client.ReadsEnd());
}

TEST(Limits, AnOversizedHeaderIs431) {
  TestServer server;
  ExpectRefused(server.port(), Get("/echo", "X-Long: " + std::string(17 << 10, 'x') + "\r\n"), 431,
                "HEADERS_TOO_LARGE");
  std::string many;
  for (int i = 0; i < 101; ++i) many += "X-Many: 1\r\n";
  ExpectRefused(server.port(), Get("/echo", many), 431, "TOO_MANY_HEADERS");
}

TEST(Limits, AHeaderJustUnderTheLimitIsServed) {
  TestServer server;
  const std::string frame = Get("/echo", "X-Long: \r\n");
  RawClient client(server.port());
  const auto response =
      client.Ask(Get("/echo", "X-Long: " + std::string((16 << 10) - frame.size(), 'x') + "\r\n"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  ExpectRefused(server.port(),
                Get("/echo", "X-Long: " + std::string((16 << 10) - frame.size() + 1, 'x') + "\r\n"), 431,
                "HEADERS_TOO_LARGE");
}

TEST(Limits, AnOversizedUrlIs414) {
  TestServer server;
  ExpectRefused(server.port(), Get("/" + std::string(8 << 10, 'x')), 414, "URL_TOO_LONG");
  ExpectRefused(server.port(), Get("/" + std::string(40 << 10, 'x')), 414, "URL_TOO_LONG");
}

TEST(Limits, AnOversizedBodyIs413BeforeItIsRead) {
  TestServer server;
  ExpectRefused(server.port(), "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 4194305\r\n\r\n", 413,
                "BODY_TOO_LARGE");
  ExpectRefused(server.port(),
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400,
                "MALFORMED_REQUEST");
}

TEST(Limits, AnOversizedBodyThatIsSentAnywayStillGetsItsAnswer) {
  TestServer server({.body_bytes = 1000});
  ExpectRefused(server.port(),
                "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n" + std::string(1 << 20, 'b'),
                413, "BODY_TOO_LARGE");
}

TEST(Limits, ChunksDoNotGetAroundTheBodyLimit) {
  TestServer server({.body_bytes = 1000});
  const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  ExpectRefused(server.port(), head + "FFFFFF\r\n", 413, "BODY_TOO_LARGE");
  std::string chunks;
  for (int i = 0; i < 11; ++i) chunks += "64\r\n" + std::string(100, 'c') + "\r\n";
  ExpectRefused(server.port(), head + chunks, 413, "BODY_TOO_LARGE");
  ExpectRefused(server.port(), head + "1;" + std::string(20 << 10, 'e'), 400, "MALFORMED_REQUEST");
}

TEST(Limits, TheOwnerRaisesTheBodyLimitForAPath) {
  TestServer server(
      {.body_bytes = 1000, .large_body_bytes = 1 << 20, .allows_large_body = [](auto method, auto path) {
         return method == "POST" && path.ends_with(":import");
       }});
  RawClient client(server.port());
  const auto response = client.Ask("POST /x:import HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n" +
                                   std::string(1 << 20, 'b'));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "1048576");
  ExpectRefused(server.port(), "POST /x:import HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413,
                "BODY_TOO_LARGE");
}

TEST(Limits, AllBodiesTogetherAreBounded) {
  TestServer server({.all_bodies_bytes = 10'000});
  const std::string request =
      "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\n" + std::string(20'000, 'b');
  ExpectRefused(server.port(), request, 503, "UPLOADS_BUSY");
  RawClient client(server.port());
  const auto response =
      client.Ask("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n" + std::string(9000, 'b'));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->body, "9000");  // what was refused is given back
}

TEST(Limits, ConnectionsBeyondTheLimitAreTurnedAway) {
  TestServer server({.max_connections = 1});
  RawClient first(server.port());
  ASSERT_TRUE(first.Ask(Get("/echo")));
  RawClient second(server.port());
  const auto response = second.Read();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 503);
  EXPECT_EQ(ReasonOf(*response), "TOO_MANY_CONNECTIONS");
}

TEST(Timeouts, ARequestThatDripsIs408) {
  TestServer server({.read_timeout = absl::Milliseconds(100)});
  RawClient client(server.port());
  client.Send("GET /echo HTT");
  const auto response = client.Read();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 408);
  EXPECT_EQ(ReasonOf(*response), "REQUEST_TIMEOUT");
}

TEST(Timeouts, MoreHeaderLinesDoNotBuyMoreTime) {
  TestServer server({.read_timeout = absl::Milliseconds(100)});
  RawClient client(server.port());
  client.Send("GET /echo HTTP/1.1\r\nHost: a\r\n");
  // A server that renews its deadline with each line runs into the limit of lines.
  int lines = 0;
  while (lines < 95 && !client.AnswersWithin(absl::Milliseconds(20))) {
    client.Send("X: 1\r\n");
    ++lines;
  }
  const auto response = client.Read();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 408);
  EXPECT_LT(lines, 95);
}

TEST(Timeouts, ABodyThatStopsIs408) {
  TestServer server({.read_timeout = absl::Milliseconds(100)});
  RawClient client(server.port());
  client.Send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  const auto response = client.Read();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 408);
}

TEST(Timeouts, SilentConnectionsAreClosed) {
  TestServer server({.read_timeout = absl::Milliseconds(50), .idle_timeout = absl::Milliseconds(50)});
  RawClient fresh(server.port());
  EXPECT_TRUE(fresh.ReadsEnd());
  RawClient used(server.port());
  ASSERT_TRUE(used.Ask(Get("/echo")));
  EXPECT_TRUE(used.ReadsEnd());
}

TEST(Smuggling, ConflictingLengthsAre400) {
  TestServer server;
  const std::string start = "POST /x HTTP/1.1\r\nHost: a\r\n";
  for (const std::string lines : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                  "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                  "Content-Length: 5\r\nContent-Length: 6\r\n"}) {
    ExpectRefused(server.port(), start + lines + "\r\n0\r\n\r\n", 400, "MALFORMED_REQUEST");
  }
  for (const std::string lines : {"Content-Length: 5\r\nContent-Length: 5\r\n", "Content-Length: 5, 5\r\n"}) {
    ExpectRefused(server.port(), start + lines + "\r\nhello", 400, "BAD_CONTENT_LENGTH");
  }
  for (const std::string lines :
       {"Content-Length: -1\r\n", "Content-Length: +5\r\n", "Content-Length: 0x5\r\n",
        "Content-Length: 5 5\r\n", "Content-Length:\r\n"}) {
    RawClient client(server.port());
    const auto response = client.Ask(start + lines + "\r\nhello");
    ASSERT_TRUE(response) << lines;
    EXPECT_EQ(response->status, 400) << lines;
  }
}

TEST(Smuggling, OnlyPlainChunkedIsATransferEncoding) {
  TestServer server;
  for (const std::string value :
       {"gzip, chunked", "chunked, identity", "identity", "xchunked", "chunked, chunked", "\vchunked"}) {
    RawClient client(server.port());
    const auto response =
        client.Ask("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + value + "\r\n\r\n0\r\n\r\n");
    ASSERT_TRUE(response) << value;
    EXPECT_EQ(response->status, 400) << value;
  }
  ExpectRefused(server.port(), "POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
                "BAD_TRANSFER_ENCODING");
}

TEST(Smuggling, ChunksThatAreNotWellFormedAre400) {
  TestServer server;
  const std::string head = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string body : {"z\r\n", "-1\r\nx", "5\nhello\r\n0\r\n\r\n", "5\r\nhelloXX0\r\n\r\n",
                                 "5 \r\nhello\r\n", "FFFFFFFFFFFFFFFFFF\r\n", "\r\n\r\n"}) {
    RawClient client(server.port());
    client.Send(head + body);
    client.FinishSending();
    const auto response = client.Read();
    if (response) {
      EXPECT_THAT(response->status, ::testing::AnyOf(400, 413)) << body;
    }
  }
}

TEST(Malformed, RequestsAre400) {
  TestServer server;
  for (const std::string request :
       {"\x16\x03\x01\x02\r\n\r\n", "GET\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET /  HTTP/1.1\r\nHost: a\r\n\r\n", " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / http/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET / HTTP/1.1\r\n: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nX: a\x01z\r\n\r\n", "GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n"}) {
    RawClient client(server.port());
    const auto response = client.Ask(request);
    ASSERT_TRUE(response) << request;
    EXPECT_EQ(response->status, 400) << request;
    EXPECT_EQ(ReasonOf(*response), "MALFORMED_REQUEST") << request;
  }
  ExpectRefused(server.port(), "GET / HTTP/1.1\nHost: a\n\n", 400, "BARE_LINE_FEED");
  ExpectRefused(server.port(), "GET / HTTP/1.1\r\n\r\n", 400, "MISSING_HOST");
  ExpectRefused(server.port(), Get("/", "Host: b\r\n"), 400, "DUPLICATE_HOST");
  ExpectRefused(server.port(), Get("/", "X: a\r\n b\r\n"), 400, "FOLDED_HEADER");
  ExpectRefused(server.port(), Get("nowhere"), 400, "BAD_TARGET");
  ExpectRefused(server.port(), Get("/", "Expect: miracles\r\n"), 417, "BAD_EXPECTATION");
}

TEST(Malformed, ATruncatedRequestIsNotHandled) {
  TestServer server;
  for (const std::string request : {"GET /echo HTTP/1.1\r\nHost: a\r\n",
                                    "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"}) {
    RawClient client(server.port());
    client.Send(request);
    client.FinishSending();
    EXPECT_TRUE(client.ReadsEnd());
  }
}

TEST(Methods, OutsideTheListAreRefused) {
  TestServer server;
  ExpectRefused(server.port(), "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405, "METHOD_NOT_ALLOWED");
  ExpectRefused(server.port(), "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 405, "METHOD_NOT_ALLOWED");
  ExpectRefused(server.port(), "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", 501, "UNKNOWN_METHOD");
  RawClient client(server.port());
  const auto response = client.Ask("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n");
  ASSERT_TRUE(response);
  EXPECT_THAT(response->headers.at("allow"), HasSubstr("GET"));
}

TEST(Traversal, IsRefusedAndTheConnectionStays) {
  TestServer server;
  RawClient client(server.port());
  for (const char* path : {"/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd",
                           "/static/..%2f..%2fetc/passwd", "/a%5c..%5cb"}) {
    const auto response = client.Ask(Get(path));
    ASSERT_TRUE(response) << path;
    EXPECT_EQ(response->status, 400) << path;
    EXPECT_EQ(ReasonOf(*response), "PATH_TRAVERSAL") << path;
    EXPECT_EQ(response->headers.at("x-content-type-options"), "nosniff");
  }
}

}  // namespace
}  // namespace disclosure::gateway
