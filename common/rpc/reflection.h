// Server reflection (grpc.reflection.v1alpha), so that grpcurl and the like can list and call the methods.
// gRPC 1.51 ships it as a synchronous service only, which costs every server a polling thread and a tenth of
// its throughput; this one is answered by callbacks.
#pragma once

#include <string>
#include <vector>

#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"

namespace disclosure {

// Thread safe. Reads the process's own descriptors; it has no secrets and asks for no right.
class Reflection final : public grpc::reflection::v1alpha::ServerReflection::CallbackService {
 public:
  // `services`: full names, as list_services answers.
  explicit Reflection(std::vector<std::string> services);

  grpc::ServerBidiReactor<grpc::reflection::v1alpha::ServerReflectionRequest,
                          grpc::reflection::v1alpha::ServerReflectionResponse>*
  ServerReflectionInfo(grpc::CallbackServerContext* context) override;

  // One question's answer; what is not found is an error_response with NOT_FOUND.
  grpc::reflection::v1alpha::ServerReflectionResponse Answer(
      const grpc::reflection::v1alpha::ServerReflectionRequest& request) const;

 private:
  const std::vector<std::string> services_;
};

}  // namespace disclosure
