// What became of each row that an import read. They add up to the rows read, always.
#pragma once

#include <cstdint>

namespace disclosure {

struct ImportAccounting {
  int64_t imported = 0;      // without a remark
  int64_t warned = 0;        // imported, with warnings
  int64_t quarantined = 0;   // set aside with a reason, for a person to look at
  int64_t out_of_scope = 0;  // well formed, but not for this target (another level, another division)

  int64_t unchanged = 0;     // as an import before left it

  int64_t rows_read() const { return imported + warned + quarantined + out_of_scope + unchanged; }

  ImportAccounting& operator+=(const ImportAccounting& other) {
    imported += other.imported;
    warned += other.warned;
    quarantined += other.quarantined;
    out_of_scope += other.out_of_scope;
    unchanged += other.unchanged;
    return *this;
  }
  bool operator==(const ImportAccounting&) const = default;
};

}  // namespace disclosure
