#include "request-service/api/organ_feed.h"

#include <algorithm>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "common/rpc/status.h"

namespace disclosure::request {
namespace {

namespace v1 = ::disclosure::catalog::v1;

constexpr absl::Duration kCallTime = absl::Seconds(10);
constexpr absl::Duration kFirstPause = absl::Milliseconds(200);
constexpr absl::Duration kLongestPause = absl::Seconds(10);

// "divisions/330108" → "330108".
std::string LastId(const std::string& name) { return name.substr(name.rfind('/') + 1); }

Organ FromProto(const v1::Organ& organ) {
  return {.code = LastId(organ.name()),
          .division = LastId(organ.division()),
          .name = organ.display_name(),
          .short_name = organ.short_name(),
          .parent = LastId(organ.parent()),
          .reconsideration_organ = organ.reconsideration_organ(),
          .court = organ.court(),
          .document_prefix = organ.document_prefix(),
          .disclosure_office = organ.guide().disclosure_office(),
          .address = organ.guide().address(),
          .phone = organ.guide().phone(),
          .active = organ.state() == v1::Organ::ACTIVE,
          .successor = LastId(organ.successor())};
}

}  // namespace

OrganFeed::OrganFeed(std::shared_ptr<grpc::Channel> catalog, Store& store, Reference& reference)
    : stub_(v1::CatalogService::NewStub(catalog)), store_(store), reference_(reference), thread_([this] { Run(); }) {}

OrganFeed::~OrganFeed() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
    if (watching_ != nullptr) watching_->TryCancel();
  }
  stop_.notify_all();
  thread_.join();
}

void OrganFeed::Run() {
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

bool OrganFeed::PauseUnlessStopping(absl::Duration pause) {
  std::unique_lock lock(mutex_);
  return !stop_.wait_for(lock, absl::ToChronoMilliseconds(pause), [this] { return stopping_; });
}

absl::Status OrganFeed::Follow() {
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
    // Heartbeats have no changes: they bring the directory up to date too, should a change have been missed.
    if (message.directory_changed() || message.changes().empty()) failure = Load();
  }
  if (!failure.ok()) context.TryCancel();
  const absl::Status end = FromGrpc(reader->Finish());
  std::lock_guard lock(mutex_);
  watching_ = nullptr;
  return failure.ok() ? end : failure;
}

absl::Status OrganFeed::Load() {
  std::vector<Organ> organs;
  v1::ListOrgansRequest request;
  request.set_show_deleted(true);
  request.set_page_size(1000);
  do {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + kCallTime));
    v1::ListOrgansResponse page;
    RETURN_IF_ERROR(FromGrpc(stub_->ListOrgans(&context, request, &page)));
    for (const v1::Organ& organ : page.organs()) organs.push_back(FromProto(organ));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  const absl::Time deadline = absl::Now() + kCallTime;
  RETURN_IF_ERROR(store_.Write(deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<Organ> known, writer.Organs());
    return known == organs ? absl::OkStatus() : writer.ReplaceOrgans(organs);
  }));
  // Even if no organ changed: another replica may have imported a calendar.
  ASSIGN_OR_RETURN(std::shared_ptr<const Reference::View> view, LoadReference(store_, deadline));
  reference_.Set(std::move(view));
  return absl::OkStatus();
}

}  // namespace disclosure::request
