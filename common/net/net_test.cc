#include <arpa/inet.h>
#include <sys/socket.h>

#include "common/net/http_url.h"
#include "common/net/public_address.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

bool IsPublic(const char* text) {
  sockaddr_storage storage = {};
  auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
  const bool is_v4 = inet_pton(AF_INET, text, &v4.sin_addr) == 1;
  if (!is_v4) {
    EXPECT_EQ(inet_pton(AF_INET6, text, &v6.sin6_addr), 1) << text;
  }
  storage.ss_family = is_v4 ? AF_INET : AF_INET6;
  return IsPublicAddress(reinterpret_cast<const sockaddr&>(storage));
}

TEST(PublicAddress, AddressesOfTheHouseAreNotPublic) {
  for (const char* address : {"10.1.2.3", "127.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                              "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1",
                              "2002:a00:1::", "64:ff9b::a00:1", "2001:db8::1"}) {
    EXPECT_FALSE(IsPublic(address)) << address;
  }
  for (const char* address : {"8.8.8.8", "172.32.0.1", "2400:3200::1"}) EXPECT_TRUE(IsPublic(address)) << address;
}

TEST(PrivateHost, IsKnownInEveryWayToWriteIt) {
  for (const char* host : {"localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "10.0.0.1",
                           "192.168.0.1", "0", "::1", "fe80::1", "::ffff:10.0.0.1"}) {
    EXPECT_TRUE(IsPrivateHost(host)) << host;
  }
  for (const char* host : {"example.cn", "8.8.8.8", "2400:3200::1", "10.0.0.1.example.cn", "localhost.example.cn"}) {
    EXPECT_FALSE(IsPrivateHost(host)) << host;
  }
}

TEST(Addresses, OnlyThisMachineIsLoopback) {
  for (const char* host : {"localhost", "LOCALHOST.", "127.0.0.1", "127.1.2.3", "::1"}) EXPECT_TRUE(IsLoopbackHost(host)) << host;
  for (const char* host : {"10.0.0.1", "192.168.1.5", "example.cn", "localhost.example.cn", "::", "127.0.0.1.example.cn"}) {
    EXPECT_FALSE(IsLoopbackHost(host)) << host;
  }
}

TEST(HttpUrl, HasAHostAndNoAccount) {
  HttpUrl url;
  EXPECT_EQ(ParseHttpUrl("https://example.cn:8443/feed?a=b", url), "");
  EXPECT_TRUE(url.tls);
  EXPECT_EQ(url.host, "example.cn");
  EXPECT_EQ(ParseHttpUrl("http://[2400:3200::1]:80/", url), "");
  EXPECT_FALSE(url.tls);
  EXPECT_EQ(url.host, "2400:3200::1");
  for (const char* bad : {"", "ftp://example.cn", "file:///etc/passwd", "https://", "https://u:p@example.cn/", "https:///x", "https://exa mple.cn",
                          "https://例.cn/", "https://a\\@b", "https://[::1", "//example.cn", "https://:80/"}) {
    EXPECT_NE(ParseHttpUrl(bad, url), "") << bad;
  }
}

}  // namespace
}  // namespace disclosure
