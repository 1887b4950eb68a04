#include "catalog-service/search/index_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"

namespace disclosure::catalog {
namespace {

namespace fs = std::filesystem;

constexpr char kPrefix[] = "item-index-";
constexpr char kLock[] = "lock";

// The lock of a directory, held; -1 if another process holds it or there is none.
int TakeLock(const fs::path& directory, int flags) {
  const int file = open((directory / kLock).c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
  if (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0) {
    close(file);
    return -1;
  }
  return file;
}

void RemoveLeftovers(const fs::path& parent) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, error)) {
    if (entry.path().filename().string().rfind(kPrefix, 0) != 0 || !entry.is_directory(error) || entry.is_symlink(error)) continue;
    const int lock = TakeLock(entry.path(), 0);
    if (lock < 0) continue;
    fs::remove_all(entry.path(), error);
    close(lock);
  }
}

// Ours in the directory for temporary files, which is everybody's: one that another user has put there is not used.
absl::StatusOr<fs::path> TemporaryParent() {
  std::error_code error;
  const fs::path path = fs::temp_directory_path(error) / absl::StrCat("disclosure-search-", geteuid());
  struct stat status {};
  if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return absl::UnavailableError("cannot make a directory for temporary files");
  if (lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != geteuid()) {
    return absl::UnavailableError(absl::StrCat(path.string(), " belongs to somebody else: give a directory for the search index"));
  }
  return path;
}

}  // namespace

absl::StatusOr<std::unique_ptr<IndexDirectory>> IndexDirectory::Make(const std::string& parent) {
  fs::path below = parent;
  if (parent.empty()) {
    ASSIGN_OR_RETURN(below, TemporaryParent());
  }
  std::error_code error;
  fs::create_directories(below, error);
  if (error) return absl::UnavailableError(absl::StrCat("cannot make the directory of the search index: ", error.message()));
  // Processes that start at once take turns, lest one takes the other's new directory for a leftover. Released when closed.
  const int turn = open(below.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const absl::Cleanup done = [turn] { close(turn); };
  if (flock(turn, LOCK_EX) == 0) RemoveLeftovers(below);
  std::string path = (below / absl::StrCat(kPrefix, "XXXXXX")).string();
  if (mkdtemp(path.data()) == nullptr) return absl::UnavailableError("cannot make a directory for the search index");
  const int lock = TakeLock(path, O_CREAT | O_EXCL);
  if (lock < 0) return absl::UnavailableError("cannot lock the directory of the search index");
  return std::unique_ptr<IndexDirectory>(new IndexDirectory(std::move(path), lock));
}

IndexDirectory::~IndexDirectory() {
  std::error_code error;
  fs::remove_all(path_, error);
  close(lock_);
}

}  // namespace disclosure::catalog
