// The pages' calls of catalog-service, about editions that are not in memory.
#pragma once

#include <memory>

#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "gateway/transcode/active_calls.h"
#include "gateway/web/service_calls.h"
#include "grpcpp/channel.h"

namespace disclosure::gateway {

// Thread safe.
class EditionClient {
 public:
  explicit EditionClient(const std::shared_ptr<grpc::Channel>& catalog)
      : stub_(catalog::v1::CatalogService::NewStub(catalog)) {}
  ~EditionClient() { Stop(); }

  // Cancels the calls under way and waits for them; later ones fail at once. Idempotent.
  void Stop() { active_.CancelAndWait(); }

  // As an anonymous reader. The functions may not outlive the client.
  EditionCalls Calls();

 private:
  std::unique_ptr<catalog::v1::CatalogService::Stub> stub_;
  ActiveCalls active_;
};

}  // namespace disclosure::gateway
