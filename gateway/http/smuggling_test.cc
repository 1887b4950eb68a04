// What a proxy in front and the gateway could read differently: always one refusal, and what follows it on the connection is
// never executed.
#include <atomic>
#include <string>
#include <vector>

#include "gateway/http/raw_client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using namespace std::string_literals;

// What an attacker wants to have executed for somebody else.
constexpr char kCanary[] = "GET /canary HTTP/1.1\r\nHost: a\r\n\r\n";

std::string Post(const std::string& lines, const std::string& body) { return "POST /x HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n" + body; }
std::string Chunked(const std::string& chunks) { return Post("Transfer-Encoding: chunked\r\n", chunks); }

std::vector<std::string> Lengths() {
  std::vector<std::string> shapes;
  for (const std::string lines : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                  "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                  "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
                                  "Content-Length: 5\r\nContent-Length: 6\r\n",
                                  "Content-Length: 0\r\nContent-Length: 5\r\n",
                                  "Content-Length: 5\r\nContent-Length: 5\r\n",
                                  "Content-Length: 5, 5\r\n",
                                  "Content-Length: +5\r\n",
                                  "Content-Length: -5\r\n",
                                  "Content-Length: -0\r\n",
                                  "Content-Length: 0x5\r\n",
                                  "Content-Length: 5e0\r\n",
                                  "Content-Length: 5.0\r\n",
                                  "Content-Length: 5 5\r\n",
                                  "Content-Length: \"5\"\r\n",
                                  "Content-Length:\r\n",
                                  "Content-Length: \xef\xbc\x95\r\n",
                                  "Content-Length: 18446744073709551621\r\n",
                                  "Content-Length : 5\r\n",
                                  "Content-Length\t: 5\r\n",
                                  " Content-Length: 5\r\n",
                                  "Content-Length:\r\n 5\r\n",
                                  "Content-Length: 5\n",
                                  "X: a\nContent-Length: 5\r\n",
                                  "X: a\rContent-Length: 5\r\n"}) {
    shapes.push_back(Post(lines, "0\r\n\r\n"));
  }
  return shapes;
}

std::vector<std::string> TransferEncodings() {
  std::vector<std::string> shapes;
  for (const std::string lines : {"Transfer-Encoding: gzip, chunked\r\n",
                                  "Transfer-Encoding: chunked, identity\r\n",
                                  "Transfer-Encoding: identity\r\n",
                                  "Transfer-Encoding: xchunked\r\n",
                                  "Transfer-Encoding: chunkedx\r\n",
                                  "Transfer-Encoding: \"chunked\"\r\n",
                                  "Transfer-Encoding: chunked;q=1\r\n",
                                  "Transfer-Encoding: chunked, chunked\r\n",
                                  "Transfer-Encoding: ,chunked\r\n",
                                  "Transfer-Encoding: \vchunked\r\n",
                                  "Transfer-Encoding: chunked\f\r\n",
                                  "Transfer-Encoding : chunked\r\n",
                                  "Transfer-Encoding\t: chunked\r\n",
                                  " Transfer-Encoding: chunked\r\n",
                                  "Transfer-Encoding:\r\n chunked\r\n",
                                  "Transfer-Encoding: chunked\n",
                                  "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                                  "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
                                  "X: a\nTransfer-Encoding: chunked\r\n",
                                  "X: a\rTransfer-Encoding: chunked\r\n"}) {
    shapes.push_back(Post(lines, "0\r\n\r\n"));
  }
  shapes.push_back(Post("Transfer-Encoding: chunked\0\r\n"s, "0\r\n\r\n"));
  shapes.push_back("POST /x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  return shapes;
}

std::vector<std::string> Chunks() {
  std::vector<std::string> shapes;
  for (const std::string chunks : {"-5\r\nhello\r\n0\r\n\r\n",
                                   "+5\r\nhello\r\n0\r\n\r\n",
                                   " 5\r\nhello\r\n0\r\n\r\n",
                                   "5 \r\nhello\r\n0\r\n\r\n",
                                   "5\t\r\nhello\r\n0\r\n\r\n",
                                   "0x5\r\nhello\r\n0\r\n\r\n",
                                   "5_\r\nhello\r\n0\r\n\r\n",
                                   "000000005\r\nhello\r\n0\r\n\r\n",
                                   "FFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n",
                                   "10000000000000005\r\nhello\r\n0\r\n\r\n",
                                   "FFFFFFFF\r\nhello\r\n0\r\n\r\n",
                                   "5\nhello\r\n0\r\n\r\n",
                                   "5\rhello\r\n0\r\n\r\n",
                                   "5\r\nhello\n0\r\n\r\n",
                                   "5\r\nhelloX\r\n0\r\n\r\n",
                                   "5\r\nhello0\r\n\r\n",
                                   "5;a\nhello\r\n0\r\n\r\n",
                                   "5;a\rb\r\nhello\r\n0\r\n\r\n",
                                   "\r\n5\r\nhello\r\n0\r\n\r\n",
                                   "5\r\nhello\r\n0\n\r\n",
                                   "5\r\nhello\r\n0\r\n\n",
                                   "0\r\nX: a\nY: b\r\n\r\n",
                                   "z\r\n",
                                   ";a\r\n"}) {
    shapes.push_back(Chunked(chunks));
  }
  shapes.push_back(Chunked("5;a\0b\r\nhello\r\n0\r\n\r\n"s));
  shapes.push_back(Chunked("5;" + std::string(64 << 10, 'e') + "\r\nhello\r\n0\r\n\r\n"));
  shapes.push_back(Chunked("0\r\nX: " + std::string(64 << 10, 't') + "\r\n\r\n"));
  return shapes;
}

std::vector<std::string> Heads() {
  std::vector<std::string> shapes;
  for (const std::string head : {"GET http://b/x HTTP/1.1\r\nHost: a\r\n",
                                 "GET http://a:1/x HTTP/1.1\r\nHost: a\r\n",
                                 "GET http://a@b/x HTTP/1.1\r\nHost: a\r\n",
                                 "GET http:///x HTTP/1.1\r\nHost: a\r\n",
                                 "GET ftp://a/x HTTP/1.1\r\nHost: a\r\n",
                                 "GET x HTTP/1.1\r\nHost: a\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\nHost: a\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\nhOST: b\r\n",
                                 "GET /x HTTP/1.1\r\nHost : a\r\n",
                                 "GET /x HTTP/1.1\r\n",
                                 "GET /x HTTP/1.1\r\n Host: a\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\nno colon\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\n: b\r\n",
                                 "GET /x HTTP/1.1\nHost: a\n",
                                 "GET /x HTTP/1.1\rHost: a\r\n",
                                 "GET  /x HTTP/1.1\r\nHost: a\r\n",
                                 "GET\t/x HTTP/1.1\r\nHost: a\r\n",
                                 "GET /x  HTTP/1.1\r\nHost: a\r\n",
                                 "GET /x HTTP/1.1 \r\nHost: a\r\n",
                                 "GET /x y HTTP/1.1\r\nHost: a\r\n",
                                 "GET /x HTTP/1.2\r\nHost: a\r\n",
                                 "GET /x HTTP/2.0\r\nHost: a\r\n",
                                 "GET /x HTTP/01.1\r\nHost: a\r\n",
                                 "GET /x\r\nHost: a\r\n",
                                 "PRI * HTTP/2.0\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n",
                                 "GET /x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nauthorization: Bearer b\r\n",
                                 "POST /x HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n"}) {
    shapes.push_back(head + "\r\n");
  }
  for (const std::string& head :
       {"GET /x\0y HTTP/1.1\r\nHost: a\r\n"s, "G\0T /x HTTP/1.1\r\nHost: a\r\n"s, "GET /x HTTP/1.1\r\nHost: a\r\nX\0: b\r\n"s,
        "GET /x HTTP/1.1\r\nHost: a\r\nX: \0b\r\n"s, "GET /x HTTP/1.1\r\nHost: a\0b\r\n"s}) {
    shapes.push_back(head + "\r\n");
  }
  return shapes;
}

class SmuggledRequests : public ::testing::Test {
 protected:
  void ExpectOneRefusal(const std::string& shape) {
    RawClient client(server_.port());
    client.Send(shape + kCanary);
    client.FinishSending();
    std::optional<RawResponse> refusal = client.Read();
    ASSERT_TRUE(refusal) << shape.substr(0, 200);
    EXPECT_THAT(refusal->status, ::testing::AnyOf(400, 405, 413, 415, 417, 501)) << shape.substr(0, 200);
    EXPECT_EQ(refusal->headers["connection"], "close");
    EXPECT_TRUE(client.ReadsEnd()) << "something follows the refusal of " << shape.substr(0, 200);
    EXPECT_EQ(handled_, 0) << shape.substr(0, 200);
    handled_ = 0;
  }

  std::atomic<int> handled_{0};
  TestServer server_{{}, [this](auto, auto exchange) {
                       ++handled_;
                       exchange->Reply({});
                     }};
};

TEST_F(SmuggledRequests, AreRefusedInEachShapeAndNothingBehindThemIsExecuted) {
  for (const auto& shapes : {Lengths(), TransferEncodings(), Chunks(), Heads()}) {
    for (const std::string& shape : shapes) ExpectOneRefusal(shape);
  }
}

// Otherwise the test above could not fail.
TEST_F(SmuggledRequests, AreToldFromPlainOnesWhoseNeighbourIsExecuted) {
  for (const std::string& plain :
       {Post("Content-Length: 5\r\n", "hello"), Post("content-length:5 \r\n", "hello"), Chunked("5\r\nhello\r\n0\r\n\r\n"),
        Post("Transfer-Encoding:Chunked\r\n", "5;name=\"value\"\r\nhello\r\n00\r\nX: trailer\r\n\r\n"),
        "GET http://A/x HTTP/1.1\r\nHost: a\r\n\r\n"s, Post("Content-Encoding: identity\r\nContent-Length: 0\r\n", "")}) {
    RawClient client(server_.port());
    client.Send(plain + kCanary);
    client.FinishSending();
    for (int i = 0; i < 2; ++i) {
      const auto response = client.Read();
      ASSERT_TRUE(response) << plain;
      EXPECT_EQ(response->status, 200) << plain;
    }
    EXPECT_EQ(handled_.exchange(0), 2) << plain;
  }
}

TEST_F(SmuggledRequests, HideInNoCompressedBody) {
  RawClient client(server_.port());
  const auto response = client.Ask(Post("Content-Encoding: gzip\r\nContent-Length: 2\r\n", "\x1f\x8b"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 415);
  EXPECT_EQ(ReasonOf(*response), "BAD_CONTENT_ENCODING");
}

}  // namespace
}  // namespace disclosure::gateway
