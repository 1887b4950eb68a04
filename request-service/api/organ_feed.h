// Follows catalog-service's directory: keeps its organs in the store, so that requests are handled while that is away,
// and in the reference data in memory.
#pragma once

#include <memory>
#include <vector>

#include "common/directory/directory_feed.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class OrganFeed {
 public:
  // All outlive it.
  OrganFeed(std::shared_ptr<grpc::Channel> catalog, Store& store, Reference& reference);

 private:
  absl::Status Keep(const std::vector<catalog::v1::Organ>& organs);

  Store& store_;
  Reference& reference_;
  DirectoryFeed feed_;
};

}  // namespace disclosure::request
