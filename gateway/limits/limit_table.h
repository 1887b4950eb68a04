// The limits of the method classes, as data: data/gateway/limits.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/limits/method_class.h"
#include "gateway/limits/token_buckets.h"

namespace disclosure::gateway {

// Whose calls share a bucket.
enum class LimitedBy {
  kEverybody,   // one bucket of the process
  kAddress,     // by the prefix of the address
  kCaller,      // who proved who he is; the anonymous have none
  kAccessCode,  // who says the same code
};

struct LimitRow {
  MethodClass method_class;
  LimitedBy by;
  TokenRate rate;
  bool waits = false;  // over it a call waits for its turn; otherwise it is refused
};

class LimitTable {
 public:
  LimitTable() = default;

  // Columns class, by (everybody, address, caller, access_code), per_second, burst, over (refuse, wait), note; in
  // any order. INVALID_ARGUMENT naming every bad row: unknown words, a rate that is not above 0, a burst below 1, the
  // same class and key twice; only a filing may wait.
  static absl::StatusOr<LimitTable> Parse(std::string_view csv);
  // NOT_FOUND naming the file, otherwise as Parse.
  static absl::StatusOr<LimitTable> Read(const std::string& file);

  const std::vector<LimitRow>& rows() const { return rows_; }

 private:
  std::vector<LimitRow> rows_;
};

std::string_view NameOf(LimitedBy by);

}  // namespace disclosure::gateway
