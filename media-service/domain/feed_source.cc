#include "media-service/domain/feed_source.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace disclosure::media {
namespace {

constexpr absl::Duration kFirstPause = absl::Minutes(5);
constexpr absl::Duration kLongestPause = absl::Hours(24);
constexpr int kMostDoublings = 12;
constexpr size_t kMostWhy = 400;

// Whole characters of it: what a server said may be long.
std::string Shortened(std::string_view text) {
  size_t end = 0, count = 0;
  while (end < text.size() && count < kMostWhy) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    ++count;
  }
  return std::string(text.substr(0, end));
}

}  // namespace

absl::Duration PauseAfter(int failures) {
  return std::min(kLongestPause, kFirstPause * (1 << std::clamp(failures - 1, 0, kMostDoublings)));
}

void NoteRead(FeedSource& source, absl::Time now, absl::Duration every) {
  source.read_time = now;
  source.try_time = now;
  source.failures = 0;
  source.failure = "";
  source.due = now + every;
}

Observation NoteFailure(FeedSource& source, std::string_view why, absl::Time now) {
  source.try_time = now;
  ++source.failures;
  source.failure = Shortened(why);
  source.due = now + PauseAfter(source.failures);
  Observation look{.account = source.account, .time = now, .source = std::string(kFeedLook)};
  look.failure = absl::StrCat(source.failure, "（连续第", source.failures, "次失败）");
  return look;
}

}  // namespace disclosure::media
