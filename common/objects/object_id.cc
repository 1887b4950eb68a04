#include "common/objects/object_id.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/crypto/primitives.h"

namespace disclosure::objects {
namespace {

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

std::string IdOf(std::string_view bytes) {
  const crypto::Digest digest = crypto::Sha256(bytes);
  return absl::BytesToHexString(View(crypto::View(digest)));
}

absl::Status CheckId(std::string_view id) {
  const bool hex = std::all_of(id.begin(), id.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (hex && id.size() == 64) return absl::OkStatus();
  return error::Make(absl::StatusCode::kInvalidArgument, "an object's id has 64 hex digits", {.reason = "BAD_OBJECT_ID"});
}

absl::Status CheckBytes(std::string_view id, std::string_view bytes) {
  if (IdOf(bytes) == id) return absl::OkStatus();
  return error::Make(absl::StatusCode::kDataLoss, absl::StrCat("object ", View(id), " is damaged"),
                     {.reason = "OBJECT_DAMAGED", .metadata = {{"object", std::string(id)}}});
}

absl::Status ObjectNotFound(std::string_view id) {
  return error::Make(absl::StatusCode::kNotFound, absl::StrCat("there is no object ", View(id)),
                     {.reason = "OBJECT_NOT_FOUND", .metadata = {{"object", std::string(id)}}});
}

absl::Status StoreUnavailable(std::string_view why) {
  return error::Make(absl::StatusCode::kUnavailable, absl::StrCat("the object store does not answer: ", View(why)),
                     {.reason = "OBJECT_STORE_UNAVAILABLE", .retry_after = absl::Seconds(5)});
}

}  // namespace disclosure::objects
