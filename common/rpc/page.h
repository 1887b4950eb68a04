// Page sizes and tokens (AIP-158). A token holds the last key of the page and is bound to the arguments
// of the listing; it carries no authority.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/status.h"

namespace disclosure {

// 0: 50; above 1000: 1000; negative: INVALID_ARGUMENT.
absl::StatusOr<int> PageSize(int32_t asked);

// `bound_to`: everything of the request but page_size and page_token.
std::string MakePageToken(std::string_view last_key, std::string_view bound_to);

// The last key of the page before, "" for an empty token. INVALID_ARGUMENT for a token that was not made
// by MakePageToken with the same `bound_to`.
absl::StatusOr<std::string> ParsePageToken(std::string_view token, std::string_view bound_to);

}  // namespace disclosure
