// Bytes kept under their hash. Whoever puts personal data here encrypts it first: then the id is the hash of the
// cipher text, and neither the id nor equal ids tell anything of the content.
//
// An object is put before the row that names it is committed. A row that is never committed leaves an object without
// a name, which does no harm.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/base/status.h"

namespace disclosure::objects {

// Thread safe; several processes may use one store at the same time.
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  // Where the store is at the other end of a network, no call lasts beyond its `deadline`: UNAVAILABLE
  // (OBJECT_STORE_UNAVAILABLE).
  // Keeps `bytes` for good before it returns; the same bytes again are no error. Returns the id.
  virtual absl::StatusOr<std::string> Put(std::string_view bytes, absl::Time deadline) = 0;
  // NOT_FOUND (OBJECT_NOT_FOUND), DATA_LOSS (OBJECT_DAMAGED) if the bytes are no longer those that were put.
  virtual absl::StatusOr<std::string> Get(std::string_view id, absl::Time deadline) = 0;
  // Gone for good before it returns; OK if there is none.
  virtual absl::Status Delete(std::string_view id, absl::Time deadline) = 0;
};

}  // namespace disclosure::objects
