// The pages' calls of the portal's views, media-service and request-service: search, accounts and published annual reports.
#pragma once

#include <memory>

#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "disclosure/portal/v1/portal_service.grpc.pb.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "gateway/transcode/active_calls.h"
#include "gateway/web/service_calls.h"
#include "grpcpp/channel.h"

namespace disclosure::gateway {

// Thread safe.
class PublicClient {
 public:
  // `media` and `request` may be null: their calls are UNAVAILABLE then.
  PublicClient(const std::shared_ptr<grpc::Channel>& portal, const std::shared_ptr<grpc::Channel>& media,
               const std::shared_ptr<grpc::Channel>& request);
  ~PublicClient() { Stop(); }

  // Cancels the calls under way and waits for them; later ones fail at once. Idempotent.
  void Stop() { active_.CancelAndWait(); }

  // As an anonymous reader. The functions may not outlive the client.
  PublicCalls Calls();

 private:
  const std::unique_ptr<portal::v1::PortalService::Stub> portal_;
  const std::unique_ptr<media::v1::MediaService::Stub> media_;
  const std::unique_ptr<request::v1::RequestService::Stub> request_;
  ActiveCalls active_;
};

}  // namespace disclosure::gateway
