#include "common/directory/directory_feed.h"

#include <algorithm>
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
  const auto reader = stub_->WatchCatalogues(&context, v1::WatchCataloguesRequest());
  v1::WatchCataloguesResponse message;
  absl::Status failure;
  while (failure.ok() && reader->Read(&message)) {
    if (message.directory_changed() || message.changes().empty()) failure = Load();
  }
  if (!failure.ok()) context.TryCancel();
  const absl::Status end = FromGrpc(reader->Finish());
  std::lock_guard lock(mutex_);
  watching_ = nullptr;
  return failure.ok() ? end : failure;
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
