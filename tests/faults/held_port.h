// A port of loopback that stays a test's own while the process that serves on it is dead.
#pragma once

#include <atomic>
#include <thread>

namespace disclosure {

// Bound and not listening: who connects is refused, the kernel gives the port to nobody, and a server that sets
// SO_REUSEADDR, as gRPC does, can listen on it.
class HeldPort {
 public:
  HeldPort();
  ~HeldPort();
  HeldPort(const HeldPort&) = delete;

  int number() const { return number_; }

 private:
  int socket_;
  int number_ = 0;
};

// Listens on a held port in place of the dead process, and counts who comes: each is let in and left at once, as by a
// process that dies whenever it has been started.
class Knocks {
 public:
  explicit Knocks(const HeldPort& port);
  ~Knocks() { Stop(); }

  int Stop();  // how many have come

 private:
  int socket_;
  std::atomic<int> count_ = 0;
  std::thread thread_;
};

}  // namespace disclosure
