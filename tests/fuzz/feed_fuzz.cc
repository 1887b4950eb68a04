// Feeds arbitrary bytes to the reader of feeds, and to what is made of them.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "media-service/domain/written_time.h"
#include "media-service/feeds/feed_look.h"
#include "media-service/feeds/feed_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace disclosure::media;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)ParseWrittenTime(bytes.substr(0, 100));
  const absl::StatusOr<Feed> feed = ParseFeed(bytes);
  if (!feed.ok()) return 0;
  const absl::Time now = absl::FromUnixSeconds(1'790'000'000);
  const absl::StatusOr<Observation> look = LookAt(*feed, {.account = "a", .url = "https://example.cn/"}, now);
  disclosure::error::Violations bad;
  if (look.ok()) CheckObservation(*look, "look", now, bad);
  if (!bad.empty()) __builtin_trap();  // what a feed shows can always be kept
  return 0;
}
