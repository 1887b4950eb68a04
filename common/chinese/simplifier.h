// Traditional to simplified characters, by OpenCC (t2s).
#pragma once

#include <string>

namespace disclosure {

// OpenCC's C interface: the C++ one throws. Loading its dictionaries takes some 20 ms, folding about a second for a MiB.
// Thread safe once made.
class Simplifier {
 public:
  Simplifier();
  ~Simplifier();
  Simplifier(const Simplifier&) = delete;
  Simplifier& operator=(const Simplifier&) = delete;

  // False if OpenCC's data (package libopencc-data) are not installed.
  bool ok() const;

  // Text that OpenCC refuses stays as it is.
  std::string Simplify(const std::string& text) const;

 private:
  void* const handle_;
};

}  // namespace disclosure
