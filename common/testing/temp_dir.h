// A directory that goes away with its owner.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

#include <stdlib.h>

namespace disclosure::testing {

class TempDir {
 public:
  // In the directory for temporary files, with a short name: sockets have paths of at most 107 bytes.
  TempDir() {
    std::string pattern = (std::filesystem::temp_directory_path() / "disclosure-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a directory for the test");
    path_ = pattern;
  }
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace disclosure::testing
