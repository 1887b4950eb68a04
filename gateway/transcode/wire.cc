#include "gateway/transcode/wire.h"

#include "common/base/error.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace disclosure::gateway {

using google::protobuf::Message;

grpc::ByteBuffer Serialize(const Message& message) {
  grpc::ByteBuffer bytes;
  bool own_buffer = false;
  // Fails only beyond 2 GiB; request bodies end at 32 MiB.
  (void)grpc::SerializationTraits<Message>::Serialize(message, &bytes, &own_buffer);
  return bytes;
}

absl::StatusOr<std::unique_ptr<Message>> ParseAnswer(const google::protobuf::MethodDescriptor& method,
                                                     grpc::ByteBuffer& bytes) {
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type())->New());
  if (!grpc::SerializationTraits<Message>::Deserialize(&bytes, message.get()).ok()) {
    return error::Make(absl::StatusCode::kInternal, "The answer of the service cannot be read.",
                       {.reason = "ANSWER_NOT_READABLE"});
  }
  return message;
}

}  // namespace disclosure::gateway
