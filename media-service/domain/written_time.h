// When something was, as feeds and lists write it.
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/time.h"

namespace disclosure::media {

struct WrittenTime {
  absl::Time time;  // of a day alone its beginning
  bool whole_day = false;
  bool operator==(const WrittenTime&) const = default;
};

// RFC 822 with the corrections of RFC 2822 ("Fri, 18 Sep 2026 10:00:00 +0800") and RFC 3339 ("2026-09-18T10:00:00+08:00"); also
// what Chinese sites and offices write: "2026-09-18 10:00:00", "2026/9/18", "2026年9月18日 10:00". Without a zone in
// Asia/Shanghai.
std::optional<WrittenTime> ParseWrittenTime(std::string_view text);

}  // namespace disclosure::media
