#include "gateway/http/nameless_file.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

namespace disclosure::gateway {
namespace {

bool WouldBlock() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

std::shared_ptr<const NamelessFile> NamelessFile::Make(std::string_view bytes) {
  std::error_code none;
  const std::string directory = std::filesystem::temp_directory_path(none);
  const int fd = open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) return nullptr;
  const std::shared_ptr<const NamelessFile> file(new NamelessFile(fd, bytes.size()));
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t written = write(fd, bytes.data() + done, bytes.size() - done);
    if (written <= 0) return nullptr;
    done += static_cast<size_t>(written);
  }
  return file;
}

NamelessFile::~NamelessFile() { close(fd_); }

ssize_t NamelessFile::SendTo(int socket, std::string_view head) const {
  // MSG_MORE: the head leaves together with the first of the file.
  const ssize_t sent = send(socket, head.data(), head.size(), MSG_MORE | MSG_NOSIGNAL);
  if (sent < 0) return WouldBlock() ? 0 : -1;
  if (static_cast<size_t>(sent) < head.size()) return sent;
  off_t offset = 0;
  while (static_cast<size_t>(offset) < size_) {
    const ssize_t piece = sendfile(socket, fd_, &offset, size_ - static_cast<size_t>(offset));
    if (piece < 0 && !WouldBlock()) return -1;
    if (piece <= 0) break;
  }
  return sent + offset;
}

}  // namespace disclosure::gateway
