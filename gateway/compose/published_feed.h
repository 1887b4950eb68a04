// Keeps what is published in the gateway's memory, by catalog-service's watch.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "common/base/status.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "gateway/compose/published_state.h"
#include "grpcpp/channel.h"

namespace disclosure::gateway {

// Follows WatchCatalogues with its resume token. While catalog-service is away the state stays as it is, and
// the connection is tried again with growing pauses, 0.1 to 5 s. Thread safe.
class PublishedFeed {
 public:
  // Starts following. `state` outlives it.
  PublishedFeed(std::shared_ptr<grpc::Channel> catalog, PublishedState* state);
  ~PublishedFeed();

  // Whether everything in force has been read once.
  bool filled() const;

 private:
  using Stub = catalog::v1::CatalogService::StubInterface;

  void Run();
  // Until the stream ends; the reason.
  absl::Status Watch();
  absl::Status Apply(const catalog::v1::WatchCataloguesResponse& message);
  // The edition a change speaks of. Nothing if that is no longer in force: another change follows.
  absl::Status Load(const catalog::v1::Catalogue& catalogue, std::vector<CatalogueState>& states);
  absl::Status LoadDirectory();
  bool PauseUnlessStopping(absl::Duration pause);

  const std::unique_ptr<Stub> stub_;
  PublishedState* const state_;
  std::string token_;                     // of the thread alone, as the next
  std::vector<CatalogueState> gathered_;  // before the first `current`: everything in force
  bool heard_ = false;                    // something, since the last connection

  mutable std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  bool filled_ = false;
  grpc::ClientContext* watching_ = nullptr;  // to cancel
  std::thread thread_;                     // last: uses the others
};

}  // namespace disclosure::gateway
