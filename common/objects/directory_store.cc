#include "common/objects/directory_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/objects/object_id.h"

namespace disclosure::objects {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnly = 0700;
constexpr size_t kChunk = 1 << 20;

absl::Status Failed(std::string_view what, const fs::path& path) {
  return StoreUnavailable(absl::StrCat(std::string(what), " ", path.filename().string(), ": ", std::strerror(errno)));
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  File(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  const int descriptor_;
};

absl::Status MakeDirectory(const fs::path& path) {
  if (mkdir(path.c_str(), kOwnerOnly) == 0 || errno == EEXIST) return absl::OkStatus();
  return Failed("cannot make", path);
}

// What a directory names is safe only when the directory itself is on the disk.
absl::Status SyncDirectory(const fs::path& path) {
  const File directory(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || fsync(directory.get()) != 0) return Failed("cannot write", path);
  return absl::OkStatus();
}

absl::Status WriteAll(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("cannot write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(descriptor) == 0 ? absl::OkStatus() : Failed("cannot write", path);
}

// A reader sees the whole file or none: another name first, then the right one.
absl::Status WriteFile(const fs::path& path, std::string_view bytes) {
  std::string fresh = absl::StrCat(path.string(), ".XXXXXX");
  const File file(mkostemp(fresh.data(), O_CLOEXEC));
  if (file.get() < 0) return Failed("cannot make", path);
  absl::Status status = WriteAll(file.get(), bytes, path);
  if (status.ok() && std::rename(fresh.c_str(), path.c_str()) != 0) status = Failed("cannot name", path);
  if (!status.ok()) {
    unlink(fresh.c_str());
    return status;
  }
  return SyncDirectory(path.parent_path());
}

}  // namespace

absl::StatusOr<std::unique_ptr<DirectoryStore>> DirectoryStore::Open(const fs::path& directory) {
  RETURN_IF_ERROR(MakeDirectory(directory));
  struct stat found;
  if (stat(directory.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return Failed("is no directory:", directory);
  if ((found.st_mode & 0077) != 0) {
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat(directory.string(), " must be for its owner alone: chmod 700"), {.reason = "OBJECT_DIRECTORY_OPEN"});
  }
  return std::unique_ptr<DirectoryStore>(new DirectoryStore(directory));
}

fs::path DirectoryStore::PathOf(std::string_view id) const { return directory_ / id.substr(0, 2) / id.substr(2, 2) / id; }

absl::StatusOr<std::string> DirectoryStore::Put(std::string_view bytes, absl::Time) {
  std::string id = IdOf(bytes);
  const fs::path path = PathOf(id);
  if (access(path.c_str(), F_OK) == 0) return id;
  const fs::path upper = path.parent_path().parent_path();
  RETURN_IF_ERROR(MakeDirectory(upper));
  RETURN_IF_ERROR(MakeDirectory(path.parent_path()));
  RETURN_IF_ERROR(WriteFile(path, bytes));
  RETURN_IF_ERROR(SyncDirectory(upper));
  RETURN_IF_ERROR(SyncDirectory(directory_));
  return id;
}

absl::StatusOr<std::string> DirectoryStore::Get(std::string_view id, absl::Time) {
  RETURN_IF_ERROR(CheckId(id));
  const fs::path path = PathOf(id);
  const File file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return errno == ENOENT ? ObjectNotFound(id) : Failed("cannot read", path);
  std::string bytes;
  while (true) {
    const size_t size = bytes.size();
    bytes.resize(size + kChunk);
    const ssize_t got = read(file.get(), bytes.data() + size, kChunk);
    if (got < 0 && errno != EINTR) return Failed("cannot read", path);
    bytes.resize(size + static_cast<size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) break;
  }
  RETURN_IF_ERROR(CheckBytes(id, bytes));
  return bytes;
}

absl::Status DirectoryStore::Delete(std::string_view id, absl::Time) {
  RETURN_IF_ERROR(CheckId(id));
  const fs::path path = PathOf(id);
  if (unlink(path.c_str()) != 0 && errno != ENOENT) return Failed("cannot delete", path);
  // For good: also what an earlier call took away and did not live to sync.
  const fs::path parent = path.parent_path();
  return access(parent.c_str(), F_OK) == 0 ? SyncDirectory(parent) : absl::OkStatus();
}

}  // namespace disclosure::objects
