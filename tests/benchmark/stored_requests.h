// Many requests as if filed and answered over the years, by the same decisions as real ones (domain/decide.h).
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "tests/benchmark/request_stand.h"

namespace disclosure::request {

inline constexpr int kFirstStoredYear = 2020;
inline constexpr int kStoredYears = 6;  // to 2025: what the services file comes after it
// Opens every one of them.
inline constexpr char kStoredAccessCode[] = "0000-0000-0000-0000";

class StoredRequests {
 public:
  explicit StoredRequests(RequestStand& stand) : stand_(stand) {}

  // Adds some until there are `count` in all (about, evenly over organs and years). The last ones of each organ are
  // open.
  absl::Status GrowTo(int64_t count);

  int64_t count() const { return count_; }
  // The serial of the latest of an organ in the last year.
  int LastSerial(int organ) const;

 private:
  absl::Status GrowOrgan(int organ, int per_year);

  RequestStand& stand_;
  std::mutex mutex_;
  int64_t count_ = 0;
  std::map<std::pair<int, int>, int> serials_;  // last of (organ, year)
};

}  // namespace disclosure::request
