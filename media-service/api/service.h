// The RPCs of media-service.
#pragma once

#include <memory>

#include "common/rpc/event_hub.h"
#include "common/rpc/unary.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// One line for each RPC in service.cc, which alone pays for compiling the generated class. All arguments must outlive it.
std::unique_ptr<grpc::Service> NewService(UnaryRunner& runner, const Backend& backend, EventHub<v1::WatchAccountsResponse>& hub);

}  // namespace disclosure::media
