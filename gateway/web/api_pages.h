// The pages to read and try the HTTP interface: a list by service, and a page for each operation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/transcode/operations.h"
#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// What the pages need besides: their own style and script.
struct ApiAssets {
  std::string style_address;
  std::string script_address;
};

void WriteApi(const std::vector<ApiOperation>& operations, const ApiAssets& assets, PageBuilder& page);
void WriteApiOperation(const ApiOperation& operation, const ApiAssets& assets, PageBuilder& page);

// Null if there is none with this id.
const ApiOperation* FindOperation(const std::vector<ApiOperation>& operations, std::string_view id);

}  // namespace disclosure::gateway
