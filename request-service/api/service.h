// The RPCs of request-service.
#pragma once

#include <memory>

#include "common/rpc/unary.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"
#include "request-service/api/backend.h"
#include "request-service/api/consultation_feeds.h"
#include "request-service/api/request_feeds.h"

namespace disclosure::request {

// One line for each RPC in service.cc, which alone pays for compiling the generated class. All arguments must outlive it.
std::unique_ptr<grpc::Service> NewService(UnaryRunner& runner, const Backend& backend, RequestFeeds& feeds, ConsultationFeeds& consultation_feeds);

}  // namespace disclosure::request
