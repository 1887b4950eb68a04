// Messages to and from the bytes of gRPC.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"

namespace disclosure::gateway {

grpc::ByteBuffer Serialize(const google::protobuf::Message& message);

// The answer of `method`. INTERNAL (ANSWER_NOT_READABLE) if the bytes are not one.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> ParseAnswer(
    const google::protobuf::MethodDescriptor& method, grpc::ByteBuffer& bytes);

}  // namespace disclosure::gateway
