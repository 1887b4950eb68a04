// A directory of one process, gone with it.
#pragma once

#include <memory>
#include <string>

#include "common/base/status.h"

namespace disclosure::catalog {

class IndexDirectory {
 public:
  // A new directory, for this user only, below `parent` (made if it is not there; "": a directory of this user in the
  // system's for temporary files). Removes those beside it whose process is gone. UNAVAILABLE if it cannot be made.
  static absl::StatusOr<std::unique_ptr<IndexDirectory>> Make(const std::string& parent);
  ~IndexDirectory();
  IndexDirectory(const IndexDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  IndexDirectory(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  const std::string path_;
  const int lock_;  // held as long as the process lives
};

}  // namespace disclosure::catalog
