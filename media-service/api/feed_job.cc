#include "media-service/api/feed_job.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "media-service/domain/feed_source.h"
#include "media-service/feeds/feed_look.h"
#include "media-service/feeds/feed_parser.h"

namespace disclosure::media {
namespace {

constexpr absl::Duration kLease = absl::Minutes(3);  // longer than all calls of a fetcher
constexpr absl::Duration kTimeout = absl::Seconds(10);
constexpr int kCandidates = 50;

// Null: none is due, or others were faster with all of them.
absl::StatusOr<std::optional<FeedSource>> Claim(const Backend& backend, const std::string& replica) {
  std::optional<FeedSource> claimed;
  RETURN_IF_ERROR(backend.store.Write(absl::Now() + kTimeout, [&](Writer& writer) -> absl::Status {
    claimed.reset();
    const absl::Time now = backend.clock.Now();
    ASSIGN_OR_RETURN(std::vector<FeedSource> due, writer.DueFeedSources(now, kCandidates));
    // Each replica begins elsewhere, so that they do not all reach for the same one.
    if (!due.empty()) std::rotate(due.begin(), due.begin() + static_cast<ptrdiff_t>(std::hash<std::string>()(replica) % due.size()), due.end());
    for (FeedSource& source : due) {
      ASSIGN_OR_RETURN(const bool ours, writer.ClaimFeedSource(source, replica, now, now + kLease));
      if (!ours) continue;
      claimed = std::move(source);
      break;
    }
    return absl::OkStatus();
  }));
  return claimed;
}

absl::StatusOr<Observation> Look(FeedFetcher& fetcher, const FeedSource& source, const Clock& clock) {
  ASSIGN_OR_RETURN(const std::string bytes, fetcher.Fetch(source.url));
  ASSIGN_OR_RETURN(const Feed feed, ParseFeed(bytes));
  return LookAt(feed, source, clock.Now());
}

// With the source's next turn. Nothing, if the source is somebody else's by now.
absl::Status Record(const Backend& backend, const FeedSource& source, const Observation& look) {
  return backend.store.Write(absl::Now() + kTimeout, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(const bool ours, writer.FinishFeedSource(source));
    return ours ? writer.InsertObservations({look}).status() : absl::OkStatus();
  });
}

}  // namespace

absl::StatusOr<bool> ReadOneFeed(const Backend& backend, FeedFetcher& fetcher, const FeedReading& reading) {
  ASSIGN_OR_RETURN(std::optional<FeedSource> source, Claim(backend, reading.replica));
  if (!source) return false;
  // Outside of every transaction.
  absl::StatusOr<Observation> look = Look(fetcher, *source, backend.clock);
  // The lease lapses, and another replica reads it.
  if (absl::IsCancelled(look.status())) return false;
  if (look.ok()) {
    NoteRead(*source, look->time, reading.every);
  } else {
    look = NoteFailure(*source, std::string(look.status().message()), backend.clock.Now());
    Log(LogLevel::kWarning, "a feed could not be read",
        {{"account", source->account}, {"failures", absl::StrCat(source->failures)}, {"detail", source->failure}});
  }
  RETURN_IF_ERROR(Record(backend, *source, *look));
  return true;
}

FeedJob::FeedJob(const Backend& backend, FeedFetcher& fetcher, FeedReading reading)
    : backend_(backend), fetcher_(fetcher), reading_(std::move(reading)) {
  for (int i = 0; i < kFeedThreads; ++i) threads_.push_back(std::make_unique<Scheduler>(reading_.pause, [this] { Work(); }));
}

FeedJob::~FeedJob() {
  stopping_ = true;
  fetcher_.Stop();
  threads_.clear();
}

// All that is due now. A database that is away is asked again after the pause.
void FeedJob::Work() {
  for (absl::StatusOr<bool> more = true; more.ok() && *more && !stopping_;) more = ReadOneFeed(backend_, fetcher_, reading_);
}

}  // namespace disclosure::media
