// Follows catalog-service's directory of organs, for services that keep what they need of it.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "common/base/status.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "grpcpp/channel.h"

namespace disclosure {

// "divisions/330108" → "330108".
inline std::string LastId(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// One thread. Thread safe.
class DirectoryFeed {
 public:
  // Called on the feed's thread with all organs, those that are no more too: at first, when the directory changed, and with
  // each heartbeat, should a change have been missed. If it fails it is called again after a pause.
  using Keep = std::function<absl::Status(const std::vector<catalog::v1::Organ>& organs)>;

  DirectoryFeed(std::shared_ptr<grpc::Channel> catalog, Keep keep);
  ~DirectoryFeed();
  DirectoryFeed(const DirectoryFeed&) = delete;

 private:
  void Run();
  // Loads, then follows the watch until it ends.
  absl::Status Follow();
  absl::Status Load();
  bool PauseUnlessStopping(absl::Duration pause);

  const std::unique_ptr<catalog::v1::CatalogService::Stub> stub_;
  const Keep keep_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  grpc::ClientContext* watching_ = nullptr;
  std::thread thread_;
};

}  // namespace disclosure
