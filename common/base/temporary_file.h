// A file in the temporary directory that is gone with the object, for libraries that write to files only.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace disclosure {

class TemporaryFile {
 public:
  TemporaryFile() {
    std::error_code error;
    path_ = (std::filesystem::temp_directory_path(error) / "disclosure_XXXXXX").string();
    const int descriptor = mkstemp(path_.data());
    made_ = !error && descriptor >= 0;
    if (descriptor >= 0) close(descriptor);
  }
  ~TemporaryFile() {
    if (made_) std::remove(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool made() const { return made_; }
  const std::string& path() const { return path_; }
  std::string Content() const {
    std::ifstream file(path_, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }

 private:
  std::string path_;
  bool made_ = false;
};

}  // namespace disclosure
