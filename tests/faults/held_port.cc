#include "tests/faults/held_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "gtest/gtest.h"

namespace disclosure {
namespace {

// On any port if `port` is 0.
int BindLoopback(int port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  return socket;
}

}  // namespace

HeldPort::HeldPort() : socket_(BindLoopback(0)) {
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  number_ = ntohs(address.sin_port);
}

HeldPort::~HeldPort() { close(socket_); }

Knocks::Knocks(const HeldPort& port) : socket_(BindLoopback(port.number())) {
  EXPECT_EQ(listen(socket_, 64), 0);
  thread_ = std::thread([this] {
    for (int visitor; (visitor = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0; close(visitor)) ++count_;
  });
}

int Knocks::Stop() {
  if (socket_ >= 0) {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
    socket_ = -1;
  }
  return count_;
}

}  // namespace disclosure
