// What a feed shows of its account, as an observation.
#pragma once

#include "absl/time/time.h"
#include "common/base/status.h"
#include "media-service/domain/feed_source.h"
#include "media-service/feeds/feed_parser.h"

namespace disclosure::media {

// The last post, and the posts of the quarter that the feed shows at `now`; the evidence says where it does not reach back to
// the beginning of the quarter, so that there may be more. Posts of later than `now` are left out. INVALID_ARGUMENT with a
// message in Chinese where nothing can be seen, which is not silence: FEED_EMPTY, FEED_UNDATED.
absl::StatusOr<Observation> LookAt(const Feed& feed, const FeedSource& source, absl::Time now);

}  // namespace disclosure::media
