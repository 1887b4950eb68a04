// Stubs of services that a gateway may do without.
#pragma once

#include <memory>

#include "grpcpp/channel.h"

namespace disclosure::gateway {

// Null for a null channel: the gateway has no such service.
template <typename Service>
std::unique_ptr<typename Service::Stub> StubOf(const std::shared_ptr<grpc::Channel>& channel) {
  return channel == nullptr ? nullptr : Service::NewStub(channel);
}

}  // namespace disclosure::gateway
