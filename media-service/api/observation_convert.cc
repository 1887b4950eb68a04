#include "media-service/api/observation_convert.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"

namespace disclosure::media {
namespace {

constexpr int64_t kEarliest = -62135596800;  // year 1
constexpr int64_t kLatest = 253402300799;    // year 9999
constexpr int64_t kMicros = 1'000'000;

absl::Time TimeOf(const google::protobuf::Timestamp& time, const std::string& field, error::Violations& bad) {
  if (time.seconds() >= kEarliest && time.seconds() <= kLatest && time.nanos() >= 0) {
    return absl::FromUnixMicros(time.seconds() * kMicros + time.nanos() / 1000);
  }
  bad.Add(field, "must be between the years 1 and 9999");
  return absl::UnixEpoch() + absl::Microseconds(1);
}

}  // namespace

v1::Observation ToProto(const Observation& look) {
  v1::Observation out;
  out.set_account(AccountName(look.account));
  *out.mutable_observe_time() = ToProto(look.time);
  out.set_source(look.source);
  if (look.followers) out.set_followers(*look.followers);
  if (look.last_post) *out.mutable_last_post_time() = ToProto(*look.last_post);
  if (look.posts) out.set_posts(*look.posts);
  out.set_quarter(look.quarter);
  if (look.usable) out.set_usable(*look.usable);
  if (look.interactive) out.set_interactive(*look.interactive);
  out.set_failure(look.failure);
  out.set_evidence(look.evidence);
  return out;
}

v1::FeedSource ToProto(const FeedSource& source) {
  v1::FeedSource out;
  out.set_account(AccountName(source.account));
  out.set_url(source.url);
  if (source.read_time) *out.mutable_read_time() = ToProto(*source.read_time);
  if (source.try_time) *out.mutable_try_time() = ToProto(*source.try_time);
  out.set_failures(source.failures);
  out.set_failure(source.failure);
  return out;
}

v1::Activity ToProto(const std::string& uid, const Seen& seen, const JudgedActivity& judged) {
  v1::Activity out;
  out.set_account(AccountName(uid));
  out.set_grade(static_cast<v1::Activity::Grade>(judged.activity.grade));
  if (seen.last_post) *out.mutable_last_post_time() = ToProto(*seen.last_post);
  out.set_silent_days(judged.activity.silent_days);
  out.set_source(seen.source);
  out.set_rule(judged.rule);
  if (judged.overdue_on) out.set_overdue_on(FormatDate(*judged.overdue_on));
  return out;
}

Observation FromProto(const v1::Observation& m, const std::string& field, error::Violations& bad) {
  Observation out{.account = ParseReference(kAccountName, m.account(), absl::StrCat(field, ".account"), bad)};
  if (m.account().empty()) bad.Add(absl::StrCat(field, ".account"), "must not be empty");
  if (m.has_observe_time()) out.time = TimeOf(m.observe_time(), absl::StrCat(field, ".observe_time"), bad);
  if (m.has_last_post_time()) out.last_post = TimeOf(m.last_post_time(), absl::StrCat(field, ".last_post_time"), bad);
  // Part of the key, in which the database does not tell trailing blanks apart.
  out.source = std::string(absl::StripAsciiWhitespace(m.source()));
  if (m.has_followers()) out.followers = m.followers();
  if (m.has_posts()) out.posts = m.posts();
  out.quarter = m.quarter();
  if (m.has_usable()) out.usable = m.usable();
  if (m.has_interactive()) out.interactive = m.interactive();
  out.failure = m.failure();
  out.evidence = m.evidence();
  return out;
}

}  // namespace disclosure::media
