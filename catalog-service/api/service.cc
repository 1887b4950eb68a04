#include "catalog-service/api/service.h"

#include "grpcpp/impl/codegen/proto_utils.h"

namespace disclosure::catalog {

Service::Unary* Service::GetCatalogue(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  Unary* reactor = context->DefaultReactor();
  v1::GetCatalogueRequest message;
  grpc::ByteBuffer bytes(*request);
  grpc::Status status = grpc::GenericDeserialize<grpc::ProtoBufferReader, v1::GetCatalogueRequest>(&bytes, &message);
  if (status.ok()) {
    absl::StatusOr<grpc::ByteBuffer> answer = catalogues_.GetCatalogue(message.name());
    if (answer.ok()) *response = *std::move(answer);
    status = ToGrpc(answer.status());
  } else {
    status = grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "not a GetCatalogueRequest");
  }
  runner_.CountInline("GetCatalogue", status.error_code());
  reactor->Finish(status);
  return reactor;
}

}  // namespace disclosure::catalog
