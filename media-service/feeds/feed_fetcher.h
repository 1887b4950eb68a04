// Fetches feeds over HTTP, with libcurl.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/base/status.h"

namespace disclosure::media {

struct FetchRules {
  bool private_networks = false;  // 政务外网 and other networks of the house
  size_t most_bytes = 2 << 20;
  absl::Duration timeout = absl::Seconds(15);  // of each of at most four calls: redirects are followed on the same host only
};

// "" if a feed may have this address; else why not. Of a name only the fetcher knows where it leads.
std::string FeedUrlFault(std::string_view url, const FetchRules& rules);

// Thread safe.
class FeedFetcher {
 public:
  virtual ~FeedFetcher() = default;
  // The bytes that the address answers with. Errors have a reason and a message in Chinese, without the address:
  // UNAVAILABLE (FEED_UNREACHABLE, FEED_REFUSED with the status, FEED_TOO_LARGE, FEED_REDIRECTED), INVALID_ARGUMENT
  // (FEED_ADDRESS), CANCELLED after Stop.
  virtual absl::StatusOr<std::string> Fetch(const std::string& url) = 0;
  // Ends what is under way within about a second, and everything from now on.
  virtual void Stop() = 0;
};

std::unique_ptr<FeedFetcher> MakeFeedFetcher(FetchRules rules);

}  // namespace disclosure::media
