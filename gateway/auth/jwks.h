// The public keys with which tokens are verified (RFC 7517).
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"

namespace disclosure::gateway {

// Immutable set of keys. Keys that are not for signatures or too weak are left out.
class KeySet {
 public:
  // INVALID_ARGUMENT (JWKS_INVALID) if the text is not a JWKS, is larger than 1 MiB or has no usable key.
  static absl::StatusOr<std::shared_ptr<const KeySet>> Parse(const std::string& json);
  ~KeySet();

  // Whether `token` (compact JWS) is signed by the key `kid`, which must be a key for `alg` ("ES256", "RS256"
  // or "EdDSA"). Without kid the only key there is. The outcomes are reasons: "" if it is, UNKNOWN_KEY,
  // WRONG_ALGORITHM, BAD_SIGNATURE.
  std::string Verify(const std::string& token, std::string_view alg, std::string_view kid) const;

 private:
  struct Keys;
  explicit KeySet(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

// Where the keys come from. Thread safe; never blocks.
class KeySource {
 public:
  virtual ~KeySource() = default;
  // The keys as of now; an error as long as there have never been any.
  virtual absl::StatusOr<std::shared_ptr<const KeySet>> Current() = 0;
  // A token names a key that is not among them: they may have been changed at their source.
  virtual void LookAgain() {}
};

// Follows a JWKS file: read again when it changes, looked at no more than once a second. A file that has
// become unreadable leaves the keys as they were. Thread safe.
class KeyFile final : public KeySource {
 public:
  KeyFile(std::string path, const Clock& clock) : path_(std::move(path)), clock_(clock) {}

  // The keys as of now. NOT_FOUND or INVALID_ARGUMENT as long as the file has never been readable.
  absl::StatusOr<std::shared_ptr<const KeySet>> Current() override;

 private:
  const std::string path_;
  const Clock& clock_;
  std::mutex mutex_;
  absl::Time looked_ = absl::InfinitePast();
  std::string stamp_;  // time, size and inode of what was read
  absl::StatusOr<std::shared_ptr<const KeySet>> keys_ = absl::NotFoundError("not read yet");
};

}  // namespace disclosure::gateway
