// A zip archive in memory, read with limits. Names are only looked up, never used as paths.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/tables/read_limits.h"

struct zip;

namespace disclosure {

class ZipArchive {
 public:
  // `bytes` must outlive the archive. Errors: TRUNCATED_FILE if the central directory is missing or does not
  // fit, TOO_MANY_ENTRIES.
  static absl::StatusOr<ZipArchive> Open(std::string_view bytes, const ReadLimits& limits);

  bool Has(const std::string& name) const;

  // The entry unzipped. Counts while inflating, because the sizes in the directory may lie. Errors: ZIP_BOMB
  // for an entry above the ratio or when all entries read so far are above the total; TRUNCATED_FILE with the
  // entry if it is missing, cut or damaged (CRC).
  absl::StatusOr<std::string> Read(const std::string& name);

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  ZipArchive(std::string_view bytes, const ReadLimits& limits, zip* archive)
      : size_(static_cast<int64_t>(bytes.size())), limits_(limits), archive_(archive) {}

  int64_t size_;
  ReadLimits limits_;
  int64_t unzipped_ = 0;
  std::unique_ptr<zip, Close> archive_;
};

}  // namespace disclosure
