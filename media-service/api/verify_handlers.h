// 是不是官方账号: answered from memory. Errors as documented in the proto.
#pragma once

#include <optional>

#include "disclosure/media/v1/media_service.pb.h"
#include "grpcpp/support/byte_buffer.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class VerifyHandlers {
 public:
  explicit VerifyHandlers(const Backend& backend) : backend_(backend) {}

  // Bytes that are there already; nullopt where an answer has to be composed, or an error.
  std::optional<grpc::ByteBuffer> Encoded(const v1::VerifyAccountRequest& request) const;
  absl::StatusOr<v1::VerifyAccountResponse> VerifyAccount(const Call& call, const v1::VerifyAccountRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
