// Bytes in a file without a name, from which the kernel sends without copying: for large answers a fifth of
// the whole cost. A file of the disk, not of memory, because the page cache keeps it in large pieces.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace disclosure::gateway {

// Immutable once made; thread safe.
class NamelessFile {
 public:
  // In the directory for temporary files ($TMPDIR). Null if that cannot be: the caller then sends from memory.
  static std::shared_ptr<const NamelessFile> Make(std::string_view bytes);
  ~NamelessFile();
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;

  // Sends `head` and then all of the file to a non-blocking TCP socket, as much as it takes; returns how many
  // bytes of both. -1: the connection is broken.
  ssize_t SendTo(int socket, std::string_view head) const;

 private:
  NamelessFile(int fd, size_t size) : fd_(fd), size_(size) {}

  const int fd_;
  const size_t size_;
};

}  // namespace disclosure::gateway
