// Fans one change feed out to its watchers. The only file that knows reactors of streams.
//
// A watcher gets what is there (snapshot) or what it missed (resume token), then every group as it is
// published; heartbeats with a fresh token; a reader that falls behind is closed with UNAVAILABLE and
// resumes; every stream ends with OK after half an hour, so that clients must know how to go on.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace disclosure {

struct EventHubOptions {
  size_t remembered_max = 4096;  // groups kept for resuming
  size_t remembered_bytes_max = 16 << 20;  // and the memory they take: an import may be one group
  size_t behind_max = 256;       // messages waiting for one watcher
  size_t watchers_max = 1000;
  absl::Duration heartbeat = absl::Seconds(15);
  absl::Duration stalled = absl::Minutes(1);  // a reader that takes nothing for so long loses its place
  absl::Duration life = absl::Minutes(30);
};

// `Response` has `resume_token` and `current`. Thread safe.
template <typename Response>
class EventHub {
 public:
  // Makes the messages of everything there is now, and says its position: called with the hub's lock held,
  // so that no group comes between.
  using Snapshot = std::function<std::vector<Response>()>;

  EventHub(int64_t epoch, int64_t seq, EventHubOptions options, Snapshot snapshot)
      : options_(options), snapshot_(std::move(snapshot)), epoch_(epoch), seq_(seq), oldest_(seq), timer_([this] { Beat(); }) {}

  ~EventHub() {
    CloseAll();
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    timer_.join();
  }

  // Runs `apply` (which changes what Snapshot reads) and hands `group` to every watcher, as one step.
  void Publish(int64_t epoch, int64_t seq, Response group, const std::function<void()>& apply) {
    std::lock_guard lock(mutex_);
    apply();
    if (epoch != epoch_) {
      epoch_ = epoch;
      Forget();
      oldest_ = seq;
    }
    seq_ = seq;
    group.set_resume_token(Token());
    group.set_current(true);
    auto message = std::make_shared<const Response>(std::move(group));
    remembered_.push_back({seq, message, message->SpaceUsedLong()});
    remembered_bytes_ += remembered_.back().bytes;
    while (remembered_.size() > options_.remembered_max || remembered_bytes_ > options_.remembered_bytes_max) {
      oldest_ = remembered_.front().seq;
      remembered_bytes_ -= remembered_.front().bytes;
      remembered_.pop_front();
    }
    for (Watcher* watcher : watchers_) watcher->Send(message);
  }

  // The feed goes on from elsewhere, and what lies between cannot be told: runs `apply`, and ends every stream with
  // RESUME_TOKEN_EXPIRED, as one step.
  void Restart(int64_t epoch, int64_t seq, const std::function<void()>& apply) {
    std::lock_guard lock(mutex_);
    apply();
    epoch_ = epoch;
    seq_ = oldest_ = seq;
    Forget();
    for (Watcher* watcher : watchers_) watcher->Close(ToGrpc(Expired()));
  }

  grpc::ServerWriteReactor<Response>* Watch(grpc::CallbackServerContext* context, const std::string& resume_token) {
    std::lock_guard lock(mutex_);
    if (closed_ || watchers_.size() >= options_.watchers_max) {
      return new Refusal(error::Overloaded("the watch", absl::Seconds(5)));
    }
    std::vector<std::shared_ptr<const Response>> backlog;
    if (resume_token.empty()) {
      std::vector<Response> all = snapshot_();
      if (all.empty()) all.emplace_back();
      for (size_t i = 0; i < all.size(); ++i) {
        // Only the last part of the snapshot may be resumed from.
        if (i + 1 == all.size()) {
          all[i].set_resume_token(Token());
          all[i].set_current(true);
        }
        backlog.push_back(std::make_shared<const Response>(std::move(all[i])));
      }
    } else if (int64_t after = 0; ParseToken(resume_token, after)) {
      for (const Remembered& group : remembered_) {
        if (group.seq > after) backlog.push_back(group.message);
      }
      if (backlog.empty()) backlog.push_back(Heartbeat());
    } else {
      return new Refusal(Expired());
    }
    auto* watcher = new Watcher(*this, context, std::move(backlog));
    watchers_.push_back(watcher);
    return watcher;
  }

  // The answer to who may not watch.
  static grpc::ServerWriteReactor<Response>* Refuse(const absl::Status& status) { return new Refusal(status); }

  // Ends every stream with UNAVAILABLE and takes no new ones: the server is stopping.
  void CloseAll() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    for (Watcher* watcher : watchers_) watcher->Close(ToGrpc(error::Overloaded("the service", absl::Seconds(1))));
  }

 private:
  struct Remembered {
    int64_t seq = 0;
    std::shared_ptr<const Response> message;
    size_t bytes = 0;
  };
  void Forget() {
    remembered_.clear();
    remembered_bytes_ = 0;
  }

  class Refusal final : public grpc::ServerWriteReactor<Response> {
   public:
    explicit Refusal(const absl::Status& status) { this->Finish(ToGrpc(status)); }
    void OnDone() override { delete this; }
  };

  class Watcher final : public grpc::ServerWriteReactor<Response> {
   public:
    Watcher(EventHub& hub, grpc::CallbackServerContext* context, std::vector<std::shared_ptr<const Response>> backlog)
        : hub_(hub), context_(context), end_(absl::Now() + hub.options_.life), queue_(backlog.begin(), backlog.end()),
          backlog_(backlog.size()) {
      std::lock_guard lock(mutex_);
      WriteNext();
    }

    void Send(std::shared_ptr<const Response> message) {
      std::lock_guard lock(mutex_);
      if (finished_) return;
      if (queue_.size() >= hub_.options_.behind_max + backlog_) {
        return FinishOnce(ToGrpc(error::Make(absl::StatusCode::kUnavailable, "the reader is too slow: resume with the last token",
                                             {.reason = "WATCHER_TOO_SLOW", .retry_after = absl::Seconds(1)})));
      }
      queue_.push_back(std::move(message));
      if (!writing_) WriteNext();
    }

    void Close(const grpc::Status& status) {
      std::lock_guard lock(mutex_);
      FinishOnce(status);
    }

    bool idle_since(absl::Time time) {
      std::lock_guard lock(mutex_);
      return !writing_ && last_write_ <= time;
    }
    absl::Time end() const { return end_; }

    // A status waits behind the write that does not end; only cancelling frees the place.
    void CancelIfStalledSince(absl::Time time) {
      std::lock_guard lock(mutex_);
      if (writing_ && last_write_ <= time) context_->TryCancel();
    }

    void OnWriteDone(bool ok) override {
      std::lock_guard lock(mutex_);
      writing_ = false;
      if (!ok) return FinishOnce(grpc::Status(grpc::StatusCode::CANCELLED, "the reader has gone"));
      queue_.pop_front();
      if (backlog_ > 0) --backlog_;
      if (!finished_) WriteNext();
    }
    void OnCancel() override { Close(grpc::Status::CANCELLED); }
    void OnDone() override {
      hub_.Remove(this);
      delete this;
    }

   private:
    void WriteNext() {
      if (queue_.empty()) return;
      writing_ = true;
      last_write_ = absl::Now();
      this->StartWrite(queue_.front().get());
    }
    void FinishOnce(const grpc::Status& status) {
      if (finished_) return;
      finished_ = true;
      this->Finish(status);
    }

    EventHub& hub_;
    grpc::CallbackServerContext* const context_;
    const absl::Time end_;
    std::mutex mutex_;
    std::deque<std::shared_ptr<const Response>> queue_;  // the front one is being written
    size_t backlog_;
    bool writing_ = false;
    bool finished_ = false;
    absl::Time last_write_ = absl::Now();
  };

  static absl::Status Expired() {
    return error::Make(absl::StatusCode::kFailedPrecondition, "the resume token is too old: start again without one",
                       {.reason = "RESUME_TOKEN_EXPIRED"});
  }

  std::string Token() const { return absl::StrCat(epoch_, ".", seq_); }

  // False if the token is not of this feed, or what followed it is forgotten.
  bool ParseToken(const std::string& token, int64_t& seq) const {
    const std::vector<std::string> parts = absl::StrSplit(token, '.');
    int64_t epoch = 0;
    return parts.size() == 2 && absl::SimpleAtoi(parts[0], &epoch) && absl::SimpleAtoi(parts[1], &seq) &&
           epoch == epoch_ && seq >= oldest_ && seq <= seq_;
  }

  std::shared_ptr<const Response> Heartbeat() const {
    auto message = std::make_shared<Response>();
    message->set_resume_token(Token());
    message->set_current(true);
    return message;
  }

  void Remove(Watcher* watcher) {
    std::lock_guard lock(mutex_);
    watchers_.remove(watcher);
  }

  void Beat() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      wake_.wait_for(lock, std::chrono::seconds(1), [this] { return stopping_; });
      const absl::Time now = absl::Now();
      const auto heartbeat = Heartbeat();
      for (Watcher* watcher : watchers_) {
        watcher->CancelIfStalledSince(now - options_.stalled);
        if (now >= watcher->end()) {
          watcher->Close(grpc::Status::OK);
        } else if (watcher->idle_since(now - options_.heartbeat)) {
          watcher->Send(heartbeat);
        }
      }
    }
  }

  const EventHubOptions options_;
  const Snapshot snapshot_;
  std::mutex mutex_;  // taken before a watcher's
  std::condition_variable wake_;
  int64_t epoch_;
  int64_t seq_;
  int64_t oldest_;  // a token of this sequence or later can be resumed from
  std::deque<Remembered> remembered_;
  size_t remembered_bytes_ = 0;
  std::list<Watcher*> watchers_;
  bool closed_ = false;
  bool stopping_ = false;
  std::thread timer_;
};

}  // namespace disclosure
