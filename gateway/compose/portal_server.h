// disclosure.portal.v1.PortalService, served within the gateway: HTTP and gRPC callers reach it as any other service.
#pragma once

#include <memory>

#include "common/base/metrics.h"
#include "common/base/status.h"
#include "gateway/compose/portal_views.h"
#include "grpcpp/channel.h"

namespace disclosure::gateway {

// Not thread safe.
class PortalServer {
 public:
  virtual ~PortalServer() = default;

  // `views` and `metrics` outlive it. Errors: POLICY_MISSING.
  static absl::StatusOr<std::unique_ptr<PortalServer>> Start(PortalViews& views, Metrics& metrics);

  // Goes with the server.
  virtual std::shared_ptr<grpc::Channel> Channel() = 0;
};

}  // namespace disclosure::gateway
