// The export of requests: made page by page while it is sent.
#pragma once

#include "common/rpc/chunk_stream.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

absl::StatusOr<NextChunk<google::api::HttpBody>> BeginExport(const Backend& backend, const Call& call, const v1::ExportRequestsRequest& request);

}  // namespace disclosure::request
