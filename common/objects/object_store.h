// Bytes kept under their hash. Whoever puts personal data here encrypts it first: then the id is the hash of the
// cipher text, and neither the id nor equal ids tell anything of the content.
//
// An object is put before the row that names it is committed. A row that is never committed leaves an object without
// a name, which does no harm.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"

namespace disclosure::objects {

// Thread safe; several processes may use one store at the same time.
class ObjectStore {
 public:
  virtual ~ObjectStore() = default;

  // Keeps `bytes` for good before it returns; the same bytes again are no error. Returns the id.
  virtual absl::StatusOr<std::string> Put(std::string_view bytes) = 0;
  // NOT_FOUND (OBJECT_NOT_FOUND), DATA_LOSS (OBJECT_DAMAGED) if the bytes are no longer those that were put.
  virtual absl::StatusOr<std::string> Get(std::string_view id) = 0;
  // Gone for good before it returns; OK if there is none.
  virtual absl::Status Delete(std::string_view id) = 0;
};

}  // namespace disclosure::objects
