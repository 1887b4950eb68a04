// 订阅源: an address (RSS, Atom) that the service reads itself, and how its readings went.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "media-service/domain/observation.h"

namespace disclosure::media {

// The source that observations of feeds name.
inline constexpr std::string_view kFeedLook = "RSS";

struct FeedSource {
  std::string account;  // uid
  std::string url;
  std::optional<absl::Time> read_time;  // last success
  std::optional<absl::Time> try_time;
  int failures = 0;     // in a row
  std::string failure;  // of the last try
  absl::Time due;
  int64_t fence = 0;
  bool operator==(const FeedSource&) const = default;
};

// How long a source that failed so many times in a row is left alone: soon once, then ever longer, up to a day.
absl::Duration PauseAfter(int failures);

// A reading that succeeded: the next one is due after `every`.
void NoteRead(FeedSource& source, absl::Time now, absl::Duration every);
// One that did not. Returns the look that says so, which is never taken for silence of the account.
Observation NoteFailure(FeedSource& source, std::string_view why, absl::Time now);

}  // namespace disclosure::media
