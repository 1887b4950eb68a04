// The OpenAPI 3.1 document, written from the route table, so that it cannot drift from what is served.
#pragma once

#include <string>
#include <vector>

#include "gateway/transcode/operations.h"

namespace disclosure::gateway {

std::string OpenApiDocument(const std::vector<ApiOperation>& operations, const ProtoComments& comments);

}  // namespace disclosure::gateway
