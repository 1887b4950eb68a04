// Objects as files: ab/cd/abcd…, for the owner alone. Several replicas may share the directory.
#pragma once

#include <filesystem>
#include <memory>

#include "common/objects/object_store.h"

namespace disclosure::objects {

class DirectoryStore final : public ObjectStore {
 public:
  // Makes the directory with the rights 0700 if it is not there. FAILED_PRECONDITION (OBJECT_DIRECTORY_OPEN) if others
  // than the owner may enter it.
  static absl::StatusOr<std::unique_ptr<DirectoryStore>> Open(const std::filesystem::path& directory);

  absl::StatusOr<std::string> Put(std::string_view bytes, absl::Time deadline) override;
  absl::StatusOr<std::string> Get(std::string_view id, absl::Time deadline) override;
  absl::Status Delete(std::string_view id, absl::Time deadline) override;

 private:
  explicit DirectoryStore(std::filesystem::path directory) : directory_(std::move(directory)) {}
  std::filesystem::path PathOf(std::string_view id) const;

  const std::filesystem::path directory_;
};

}  // namespace disclosure::objects
