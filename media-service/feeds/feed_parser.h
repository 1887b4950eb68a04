// RSS 2.0 and Atom: when the account posted.
#pragma once

#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "common/base/status.h"

namespace disclosure::media {

struct Feed {
  std::vector<absl::Time> posts;  // in the order of the feed
  int undated = 0;                // posts whose time cannot be read
};

// `bytes` in UTF-8, UTF-16 or GB18030. Nothing outside is read, and no entity is resolved. INVALID_ARGUMENT with a message in
// Chinese: NOT_A_FEED, UNSAFE_XML (a document type, which could declare entities), MALFORMED_XML, TRUNCATED_FILE,
// WRONG_ENCODING.
absl::StatusOr<Feed> ParseFeed(std::string_view bytes);

}  // namespace disclosure::media
