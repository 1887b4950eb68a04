// An exchange without a connection.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include "gateway/http/message.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {

// The client's end of an exchange, for tests: collects what is sent. Thread safe.
class FakeExchange final : public Exchange {
 public:
  void Reply(Response response) override { End([&] { head_ = std::move(response); }); }
  void StartStream(Response head) override {
    std::lock_guard lock(mutex_);
    head_ = std::move(head);
    streamed_ = true;
  }
  bool Write(std::string chunk) override {
    std::lock_guard lock(mutex_);
    stream_ += chunk;
    return stream_.size() < most_;
  }
  void Finish() override {
    End([] {});
  }
  void OnCancel(std::function<void()> callback) override {
    {
      std::lock_guard lock(mutex_);
      if (!gone_) {
        on_cancel_ = std::move(callback);
        return;
      }
    }
    callback();
  }

  bool Wait() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return ended_; });
  }
  void GoAway() {
    std::function<void()> callback;
    {
      std::lock_guard lock(mutex_);
      gone_ = true;
      callback = on_cancel_;
    }
    if (callback) callback();
  }
  void StopReadingAfter(size_t bytes) {
    std::lock_guard lock(mutex_);
    most_ = bytes;
  }

  int status() const { return head_.status; }
  bool streamed() const { return streamed_; }
  // What came so far of a stream.
  std::string Sent() const {
    std::lock_guard lock(mutex_);
    return stream_;
  }
  std::string Body() const { return streamed_ ? stream_ : head_.body == nullptr ? "" : *head_.body; }
  std::string Header(const std::string& name) const {
    for (const auto& [key, value] : head_.headers) {
      if (key == name) return value;
    }
    return "";
  }

 private:
  template <typename Change>
  void End(Change change) {
    std::lock_guard lock(mutex_);
    change();
    EXPECT_FALSE(ended_) << "answered twice";
    ended_ = true;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> on_cancel_;
  Response head_;
  std::string stream_;
  size_t most_ = 1 << 30;
  bool streamed_ = false;
  bool ended_ = false;
  bool gone_ = false;
};

}  // namespace disclosure::gateway
