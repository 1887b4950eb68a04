// A handler behind a method whose messages stay bytes: for calls that memory does not answer.
#pragma once

#include <utility>

#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/call.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/byte_buffer.h"

namespace disclosure::media {

// False if the bytes are no `Message`.
template <typename Message>
bool Decode(const grpc::ByteBuffer& bytes, Message& message) {
  grpc::ByteBuffer copy(bytes);  // decoding consumes the buffer, not the bytes
  return grpc::GenericDeserialize<grpc::ProtoBufferReader, Message>(&copy, &message).ok();
}

template <typename Handlers, typename Request, typename Response>
class RawCall {
 public:
  using Method = absl::StatusOr<Response> (Handlers::*)(const Call&, const Request&);
  RawCall(Handlers& handlers, Method method) : handlers_(handlers), method_(method) {}

  absl::StatusOr<grpc::ByteBuffer> Handle(const Call& call, const grpc::ByteBuffer& bytes) {
    Request request;
    if (!Decode(bytes, request)) return error::BadRequest({{"", "the message cannot be decoded"}});
    ASSIGN_OR_RETURN(const Response response, (handlers_.*method_)(call, request));
    grpc::ByteBuffer out;
    bool own_buffer = false;
    if (!grpc::GenericSerialize<grpc::ProtoBufferWriter, Response>(response, &out, &own_buffer).ok()) {
      return absl::InternalError("the answer cannot be encoded");
    }
    return out;
  }

 private:
  Handlers& handlers_;
  const Method method_;
};

}  // namespace disclosure::media
