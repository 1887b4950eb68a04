#include "common/directory/directory_feed.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "common/rpc/status.h"

namespace disclosure {
namespace {

namespace v1 = catalog::v1;

constexpr absl::Duration kCallTime = absl::Seconds(10);
constexpr absl::Duration kFirstPause = absl::Milliseconds(200);
constexpr absl::Duration kLongestPause = absl::Seconds(10);

// Follows the changes by callback: a thread that waits in gRPC for a stream is woken for what happens to the server of the
// same process too, and wakes that server's threads in turn. Outlives its call: done when AwaitChange said so.
class DirectoryWatch final : public grpc::ClientReadReactor<v1::WatchCataloguesResponse> {
 public:
  DirectoryWatch(v1::CatalogService::Stub& stub, grpc::ClientContext& context) {
    stub.async()->WatchCatalogues(&context, &request_, this);
    StartRead(&message_);
    StartCall();
  }
  // Waits for a change of the directory; a status once the stream has ended.
  std::optional<absl::Status> AwaitChange() {
    std::unique_lock lock(mutex_);
    happened_.wait(lock, [this] { return changed_ || end_; });
    if (end_) return end_;
    changed_ = false;
    return std::nullopt;
  }

 private:
  void OnReadDone(bool ok) override {
    if (!ok) return;
    {
      std::lock_guard lock(mutex_);
      changed_ = changed_ || message_.directory_changed() || message_.changes().empty();
    }
    happened_.notify_all();
    StartRead(&message_);
  }
  void OnDone(const grpc::Status& status) override {
    std::lock_guard lock(mutex_);
    end_ = FromGrpc(status);
    happened_.notify_all();
  }

  const v1::WatchCataloguesRequest request_;
  v1::WatchCataloguesResponse message_;
  std::mutex mutex_;
  std::condition_variable happened_;
  bool changed_ = false;
  std::optional<absl::Status> end_;
};

}  // namespace

DirectoryFeed::DirectoryFeed(std::shared_ptr<grpc::Channel> catalog, Keep keep)
    : stub_(v1::CatalogService::NewStub(catalog)), keep_(std::move(keep)), thread_([this] { Run(); }) {}

DirectoryFeed::~DirectoryFeed() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    if (watching_ != nullptr) watching_->TryCancel();
  }
  stop_.notify_all();
  thread_.join();
}

void DirectoryFeed::Run() {
  absl::Duration pause = kFirstPause;
  while (true) {
    const absl::Time began = absl::Now();
    const absl::Status status = Follow();
    if (absl::Now() - began > kLongestPause) pause = kFirstPause;
    if (!status.ok() && pause == kFirstPause) {
      Log(LogLevel::kWarning, "catalog-service's directory is not followed", {{"detail", std::string(status.message())}});
    }
    if (!PauseUnlessStopping(pause)) return;
    pause = std::min(2 * pause, kLongestPause);
  }
}

bool DirectoryFeed::PauseUnlessStopping(absl::Duration pause) {
  std::unique_lock lock(mutex_);
  return !stop_.wait_for(lock, absl::ToChronoMilliseconds(pause), [this] { return stopping_; });
}

absl::Status DirectoryFeed::Follow() {
  RETURN_IF_ERROR(Load());
  grpc::ClientContext context;
  {
    std::lock_guard lock(mutex_);
    if (stopping_) return absl::CancelledError("stopping");
    watching_ = &context;
  }
  DirectoryWatch watch(*stub_, context);
  absl::Status failure;
  std::optional<absl::Status> end;
  while (!(end = watch.AwaitChange())) {
    if (failure.ok()) failure = Load();
    if (!failure.ok()) context.TryCancel();  // the end comes
  }
  std::lock_guard lock(mutex_);
  watching_ = nullptr;
  return failure.ok() ? *end : failure;
}

absl::Status DirectoryFeed::Load() {
  std::vector<v1::Organ> organs;
  v1::ListOrgansRequest request;
  request.set_show_deleted(true);
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTime));
    v1::ListOrgansResponse page;
    RETURN_IF_ERROR(FromGrpc(stub_->ListOrgans(&context, request, &page)));
    for (v1::Organ& organ : *page.mutable_organs()) organs.push_back(std::move(organ));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return keep_(organs);
}

}  // namespace disclosure
