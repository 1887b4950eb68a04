// Objects at an S3-compatible endpoint (signature version 4, path-style addresses): <endpoint>/<bucket>/<id>.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "common/objects/object_store.h"

namespace disclosure::objects {

struct S3Options {
  std::string endpoint;  // https://s3.example.cn:9000; http:// on loopback only
  std::string bucket;
  std::string region;  // "us-east-1" where the endpoint has none
  std::string access_key;
  std::string secret_key;
  std::string ca_file;  // "": those of the system
  absl::Duration connect_timeout = absl::Seconds(5);
  absl::Duration timeout = absl::Seconds(60);
  size_t most_bytes = 64 << 20;  // of one object
};

// Key and secret from a file of two lines that is for its owner alone. FAILED_PRECONDITION (S3_KEY_FILE).
absl::Status ReadS3Keys(const std::string& file, S3Options& options);

// Each call is a connection of its own, straight to the endpoint: no proxy, no redirect.
class S3Store final : public ObjectStore {
 public:
  // INVALID_ARGUMENT (BAD_S3_OPTIONS) with all that is missing or wrong.
  static absl::StatusOr<std::unique_ptr<S3Store>> Open(S3Options options);

  absl::StatusOr<std::string> Put(std::string_view bytes, absl::Time deadline) override;
  absl::StatusOr<std::string> Get(std::string_view id, absl::Time deadline) override;
  absl::Status Delete(std::string_view id, absl::Time deadline) override;

 private:
  struct Answer {
    long status = 0;
    std::string body;
  };
  enum class Verb { kPut, kGet, kDelete };

  explicit S3Store(S3Options options) : options_(std::move(options)) {}
  absl::StatusOr<Answer> Send(Verb verb, std::string_view id, std::string_view bytes, absl::Time deadline);

  const S3Options options_;
};

}  // namespace disclosure::objects
