// Follows catalog-service's directory: keeps its organs in the store, so that requests are handled while that is away,
// and in the reference data in memory.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "grpcpp/channel.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// One thread. Thread safe.
class OrganFeed {
 public:
  // All outlive it.
  OrganFeed(std::shared_ptr<grpc::Channel> catalog, Store& store, Reference& reference);
  ~OrganFeed();
  OrganFeed(const OrganFeed&) = delete;

 private:
  void Run();
  // Loads, then follows the watch until it ends.
  absl::Status Follow();
  absl::Status Load();
  bool PauseUnlessStopping(absl::Duration pause);

  const std::unique_ptr<catalog::v1::CatalogService::Stub> stub_;
  Store& store_;
  Reference& reference_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  grpc::ClientContext* watching_ = nullptr;
  std::thread thread_;
};

}  // namespace disclosure::request
