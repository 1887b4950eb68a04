// The export of accounts: made page by page while it is sent.
#pragma once

#include "common/rpc/chunk_stream.h"
#include "disclosure/media/v1/media_service.pb.h"
#include "google/api/httpbody.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

absl::StatusOr<NextChunk<google::api::HttpBody>> BeginExport(const Backend& backend, const Call& call, const v1::ExportAccountsRequest& request);

}  // namespace disclosure::media
