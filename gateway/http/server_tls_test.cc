// TLS: the same session behind OpenSSL, with a certificate made for the test.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <utility>  // before Asio

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <cstdio>
#include <filesystem>
#include <string>

#include "gateway/http/raw_client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

namespace asio = boost::asio;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class TlsTest : public ::testing::Test {
 protected:
  TlsTest() : directory_(::testing::TempDir() + "http-tls-" + std::to_string(getpid())) {
    std::filesystem::create_directories(directory_);
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_sign(certificate, key, EVP_sha256());
    FILE* file = fopen(cert().c_str(), "w");
    PEM_write_X509(file, certificate);
    fclose(file);
    file = fopen(key_file().c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~TlsTest() override { std::filesystem::remove_all(directory_); }

  std::string cert() const { return directory_ + "/cert.pem"; }
  std::string key_file() const { return directory_ + "/key.pem"; }

  // Everything the server answers to `requests`, the last of which closes.
  static std::string Ask(int port, const std::string& requests) {
    asio::io_context io;
    asio::ssl::context context(asio::ssl::context::tls_client);
    asio::ssl::stream<asio::ip::tcp::socket> stream(io, context);
    boost::system::error_code error;
    stream.next_layer().connect({asio::ip::address_v4::loopback(), static_cast<uint16_t>(port)}, error);
    stream.handshake(asio::ssl::stream_base::client, error);
    if (error) return error.message();
    asio::write(stream, asio::buffer(requests), error);
    std::string answer;
    asio::read(stream, asio::dynamic_buffer(answer), error);
    return answer;
  }

  const std::string directory_;
};

TEST_F(TlsTest, PublishedAnswersAndTheHandlersRepliesAreServed) {
  TestServer server({.tls_cert = cert(), .tls_key = key_file()});
  const std::string answer =
      Ask(server.port(), Get("/v1/published") + Get("/echo?x", "Connection: close\r\n"));
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\n" + std::string(5000, 'p') + "HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, EndsWith("GET /echo x 127.0.0.1"));
}

TEST_F(TlsTest, StreamsAndRefusalsToo) {
  TestServer server({.tls_cert = cert(), .tls_key = key_file()}, [](auto request, auto exchange) {
    exchange->StartStream({});
    exchange->Write("streamed");
    exchange->Finish();
  });
  EXPECT_THAT(Ask(server.port(), Get("/watch", "Connection: close\r\n")),
              EndsWith("8\r\nstreamed\r\n0\r\n\r\n"));
  EXPECT_THAT(Ask(server.port(), "nonsense\r\n\r\n"), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
}

TEST_F(TlsTest, AClientWithoutTlsIsClosed) {
  TestServer server({.tls_cert = cert(), .tls_key = key_file()});
  RawClient plain(server.port());
  plain.Send(Get("/v1/published"));
  EXPECT_FALSE(plain.Read());
}

TEST_F(TlsTest, AHandshakeThatStopsRunsIntoTheTimeout) {
  TestServer server({.read_timeout = absl::Milliseconds(50), .tls_cert = cert(), .tls_key = key_file()});
  RawClient silent(server.port());
  EXPECT_TRUE(silent.ReadsEnd());
}

}  // namespace
}  // namespace disclosure::gateway
