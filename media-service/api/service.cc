#include "media-service/api/service.h"

#include <optional>
#include <utility>

namespace disclosure::media {

Service::Unary* Service::ListAccounts(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  // Without arguments the message has no bytes.
  if (request->Length() != 0) return runner_.Run(context, "ListAccounts", request, response, raw_list_, &decltype(raw_list_)::Handle);
  Unary* reactor = context->DefaultReactor();
  *response = backend_.view.FirstPage();
  runner_.CountInline("ListAccounts", grpc::StatusCode::OK);
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

Service::Unary* Service::VerifyAccount(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  v1::VerifyAccountRequest message;
  std::optional<grpc::ByteBuffer> encoded;
  if (Decode(*request, message)) encoded = verifying_.Encoded(message);
  if (!encoded) return runner_.Run(context, "VerifyAccount", request, response, raw_verify_, &decltype(raw_verify_)::Handle);
  Unary* reactor = context->DefaultReactor();
  *response = *std::move(encoded);
  runner_.CountInline("VerifyAccount", grpc::StatusCode::OK);
  reactor->Finish(grpc::Status::OK);
  return reactor;
}

}  // namespace disclosure::media
