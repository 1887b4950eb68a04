#include "common/crypto/secret_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::crypto {
namespace {

constexpr off_t kMaxBytes = 1 << 20;
constexpr mode_t kOwnersOnly = 0600;

// A file descriptor that closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (is_open()) close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

 private:
  const int descriptor_;
};

absl::Status Named(absl::StatusCode code, std::string_view reason, const std::string& path, std::string_view what) {
  return error::Make(code, absl::StrCat(path, " ", std::string(what)),
                     {.reason = std::string(reason), .metadata = {{"file", path}}});
}

absl::Status Failed(const std::string& path, std::string_view act) {
  const std::string why = std::generic_category().message(errno);
  return Named(absl::StatusCode::kFailedPrecondition, "KEY_FILE_INACCESSIBLE", path,
               absl::StrCat("cannot be ", std::string(act), ": ", why));
}

absl::Status CheckRights(const std::string& path, const struct stat& info) {
  std::string what;
  if (!S_ISREG(info.st_mode)) {
    what = "is no file: name the key file itself";
  } else if (info.st_uid != geteuid()) {
    what = absl::StrFormat("belongs to user %d, but this process is user %d: give it to the service's user with chown",
                           info.st_uid, geteuid());
  } else if ((info.st_mode & 07777 & ~kOwnersOnly) != 0) {
    what = absl::StrFormat("has the rights %04o: leave them to its owner with chmod 0600, and replace the keys if "
                           "somebody else may have read them",
                           info.st_mode & 07777);
  }
  if (what.empty()) return absl::OkStatus();
  return Named(absl::StatusCode::kFailedPrecondition, "KEY_FILE_RIGHTS", path, what);
}

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

std::string DirectoryOf(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

// Runs `act` while no other editor is in this directory, and makes its renames last.
absl::Status InDirectory(const std::string& path, const std::function<absl::Status()>& act) {
  const File directory(open(DirectoryOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || flock(directory.get(), LOCK_EX) != 0) return Failed(path, "written");
  RETURN_IF_ERROR(act());
  return fsync(directory.get()) == 0 ? absl::OkStatus() : Failed(path, "written");
}

// Writes `text` beside `path` and, when it is safe on the disk, lets `publish` give it its name.
absl::Status WriteBeside(const std::string& path, std::string_view text,
                         const std::function<absl::Status(const std::string& draft)>& publish) {
  const std::string draft = path + ".new";
  unlink(draft.c_str());  // of an editor that was killed
  const File file(open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnersOnly));
  if (!file.is_open()) return Failed(path, "written");
  const absl::Cleanup remove = [&draft] { unlink(draft.c_str()); };
  if (!WriteAll(file.get(), text) || fsync(file.get()) != 0) return Failed(path, "written");
  return publish(draft);
}

}  // namespace

absl::StatusOr<SecretBytes> ReadSecretFile(const std::string& path) {
  const File file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // a pipe must not stop the start
  if (!file.is_open() && errno == ENOENT) {
    return Named(absl::StatusCode::kNotFound, "KEY_FILE_MISSING", path,
                 "does not exist: restore it from its copy, or make one if nothing was ever encrypted");
  }
  struct stat info{};
  if (!file.is_open() || fstat(file.get(), &info) != 0) return Failed(path, "read");
  RETURN_IF_ERROR(CheckRights(path, info));
  if (info.st_size > kMaxBytes) {
    return Named(absl::StatusCode::kFailedPrecondition, "KEY_FILE_INACCESSIBLE", path, "is too large for a key file");
  }
  SecretBytes text(static_cast<size_t>(info.st_size));
  for (size_t done = 0; done < text.size();) {
    const ssize_t got = read(file.get(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Failed(path, "read");
    done += static_cast<size_t>(got);
  }
  return text;
}

absl::Status CreateSecretFile(const std::string& path, std::string_view text) {
  return InDirectory(path, [&] {
    return WriteBeside(path, text, [&](const std::string& draft) {
      if (link(draft.c_str(), path.c_str()) == 0) return absl::OkStatus();  // unlike rename, replaces nothing
      if (errno != EEXIST) return Failed(path, "written");
      return Named(absl::StatusCode::kAlreadyExists, "KEY_FILE_EXISTS", path,
                   "exists already and is not overwritten: without its keys nothing can be decrypted");
    });
  });
}

absl::Status EditSecretFile(const std::string& path,
                            const std::function<absl::StatusOr<SecretBytes>(std::string_view text)>& edit) {
  std::error_code unresolved;
  const std::filesystem::path real = std::filesystem::canonical(path, unresolved);
  const std::string file = unresolved ? path : real.string();  // a link stays one
  return InDirectory(file, [&]() -> absl::Status {
    ASSIGN_OR_RETURN(const SecretBytes before, ReadSecretFile(file));
    ASSIGN_OR_RETURN(const SecretBytes after, edit(before.view()));
    return WriteBeside(file, after.view(), [&](const std::string& draft) {
      return rename(draft.c_str(), file.c_str()) == 0 ? absl::OkStatus() : Failed(file, "written");
    });
  });
}

}  // namespace disclosure::crypto
