// The pages to read and try the HTTP interface: a list by service, and a page for each operation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/transcode/operations.h"
#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

void WriteApi(const std::vector<ApiOperation>& operations, PageBuilder& page);
void WriteApiOperation(const ApiOperation& operation, PageBuilder& page);

// Null if there is none with this id.
const ApiOperation* FindOperation(const std::vector<ApiOperation>& operations, std::string_view id);

}  // namespace disclosure::gateway
