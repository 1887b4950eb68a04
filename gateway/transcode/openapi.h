// The OpenAPI 3.1 document, written from the route table, so that it cannot drift from what is served.
#pragma once

#include <string>

#include "gateway/transcode/routes.h"

namespace disclosure::gateway {

std::string OpenApiDocument(const RouteTable& routes);

}  // namespace disclosure::gateway
