#include "media-service/feeds/feed_look.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/calendar/civil_date.h"

namespace disclosure::media {
namespace {

absl::Status NothingSeen(const std::string& reason, std::string_view message) {
  return error::Make(absl::StatusCode::kInvalidArgument, message, {.reason = reason});
}

Quarter QuarterOf(absl::CivilDay day) { return {static_cast<int>(day.year()), (day.month() + 2) / 3}; }

}  // namespace

absl::StatusOr<Observation> LookAt(const Feed& feed, const FeedSource& source, absl::Time now) {
  if (feed.posts.empty() && feed.undated == 0) return NothingSeen("FEED_EMPTY", "订阅源里没有文章");
  std::vector<absl::Time> posts = feed.posts;
  posts.erase(std::remove_if(posts.begin(), posts.end(), [now](absl::Time time) { return time > now; }), posts.end());
  if (posts.empty()) return NothingSeen("FEED_UNDATED", "订阅源里的文章没有可以识别的发布时间");
  const auto [first, last] = std::minmax_element(posts.begin(), posts.end());
  const Quarter quarter = QuarterOf(LocalDay(now));
  Observation look{.account = source.account, .time = now, .source = std::string(kFeedLook)};
  look.last_post = *last;
  look.quarter = QuarterName(quarter);
  look.posts = std::count_if(posts.begin(), posts.end(), [&](absl::Time time) { return LocalDay(time) >= quarter.first(); });
  look.evidence = source.url;
  if (LocalDay(*first) >= quarter.first()) {
    absl::StrAppend(&look.evidence, "（订阅源最早只到", FormatDate(LocalDay(*first)), "，本季度发文不少于此数）");
  }
  return look;
}

}  // namespace disclosure::media
