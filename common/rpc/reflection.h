// Server reflection (grpc.reflection.v1 and v1alpha), so that grpcurl, or a client without any proto file, can list and call
// the methods. gRPC 1.51 ships it as a synchronous service only, which costs every server a polling thread and a tenth of
// its throughput, and describes what is registered in the server: a proxy registers nothing. This one is answered by callbacks.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/server_builder.h"
#include "grpcpp/server_context.h"

namespace disclosure {

// Thread safe. Describes the services it is given, what their files import, health, itself, and the details of errors
// (google.rpc), which any answer may have: nothing else that happens to be linked in.
class Reflection final {
 public:
  // Called before each answer; what is not OK ends the conversation. Lives as long as the conversation.
  using Question = std::function<absl::Status()>;
  using Admission = std::function<absl::StatusOr<Question>(const grpc::CallbackServerContext&)>;

  // `services`: full names. Without `admission` anybody may ask as much as he likes.
  explicit Reflection(const std::vector<std::string>& services, Admission admission = nullptr);
  ~Reflection();

  // It outlives the server.
  void Register(grpc::ServerBuilder& builder);

  // The rest is for the conversations.
  const std::vector<std::string>& services() const { return services_; }
  const Admission& admission() const { return admission_; }
  // Null if it is not described here.
  const google::protobuf::FileDescriptor* Described(const google::protobuf::FileDescriptor* file) const {
    return described_.count(file) == 0 ? nullptr : file;
  }

 private:
  void Describe(const google::protobuf::FileDescriptor* file);

  std::vector<std::string> services_;
  std::set<const google::protobuf::FileDescriptor*> described_;
  const Admission admission_;
  std::vector<std::unique_ptr<grpc::Service>> versions_;
};

}  // namespace disclosure
