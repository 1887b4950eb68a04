#include "common/rpc/reflection.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "grpc/health/v1/health.pb.h"

namespace disclosure {
namespace {

namespace v1alpha = ::grpc::reflection::v1alpha;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;

// The file and what it imports, each once: the client needs all of them.
void AddFile(const FileDescriptor& file, std::set<std::string>& added, v1alpha::FileDescriptorResponse& files) {
  if (!added.insert(file.name()).second) return;
  google::protobuf::FileDescriptorProto proto;
  file.CopyTo(&proto);
  *files.add_file_descriptor_proto() = proto.SerializeAsString();
  for (int i = 0; i < file.dependency_count(); ++i) AddFile(*file.dependency(i), added, files);
}

const FileDescriptor* FindExtension(const v1alpha::ExtensionRequest& wanted) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  const auto* type = pool.FindMessageTypeByName(wanted.containing_type());
  const auto* extension = type == nullptr ? nullptr : pool.FindExtensionByNumber(type, wanted.extension_number());
  return extension == nullptr ? nullptr : extension->file();
}

void AddExtensionNumbers(const google::protobuf::Descriptor& type, v1alpha::ExtensionNumberResponse& answer) {
  answer.set_base_type_name(type.full_name());
  std::vector<const google::protobuf::FieldDescriptor*> extensions;
  DescriptorPool::generated_pool()->FindAllExtensions(&type, &extensions);
  for (const auto* extension : extensions) answer.add_extension_number(extension->number());
}

void SetNotFound(const std::string& what, v1alpha::ServerReflectionResponse& response) {
  response.mutable_error_response()->set_error_code(grpc::StatusCode::NOT_FOUND);
  response.mutable_error_response()->set_error_message(absl::StrCat("not known here: ", what));
}

// Reads a question, writes its answer, until the client has asked all.
class Conversation final
    : public grpc::ServerBidiReactor<v1alpha::ServerReflectionRequest, v1alpha::ServerReflectionResponse> {
 public:
  explicit Conversation(const Reflection& reflection) : reflection_(reflection) { StartRead(&request_); }

  void OnReadDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    response_ = reflection_.Answer(request_);
    StartWrite(&response_);
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    StartRead(&request_);
  }
  void OnDone() override { delete this; }

 private:
  const Reflection& reflection_;
  v1alpha::ServerReflectionRequest request_;
  v1alpha::ServerReflectionResponse response_;
};

}  // namespace

Reflection::Reflection(std::vector<std::string> services) : services_(std::move(services)) {
  // gRPC answers the health service without its descriptors: nothing else would link them.
  google::protobuf::LinkMessageReflection<grpc::health::v1::HealthCheckRequest>();
}

grpc::ServerBidiReactor<v1alpha::ServerReflectionRequest, v1alpha::ServerReflectionResponse>*
Reflection::ServerReflectionInfo(grpc::CallbackServerContext* context) {
  return new Conversation(*this);
}

v1alpha::ServerReflectionResponse Reflection::Answer(const v1alpha::ServerReflectionRequest& request) const {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  v1alpha::ServerReflectionResponse response;
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  const auto answer_file = [&](const FileDescriptor* file, const std::string& what) {
    if (file == nullptr) return SetNotFound(what, response);
    std::set<std::string> added;
    AddFile(*file, added, *response.mutable_file_descriptor_response());
  };
  using Request = v1alpha::ServerReflectionRequest;
  switch (request.message_request_case()) {
    case Request::kFileByFilename:
      answer_file(pool.FindFileByName(request.file_by_filename()), request.file_by_filename());
      break;
    case Request::kFileContainingSymbol:
      answer_file(pool.FindFileContainingSymbol(request.file_containing_symbol()), request.file_containing_symbol());
      break;
    case Request::kFileContainingExtension:
      answer_file(FindExtension(request.file_containing_extension()),
                  request.file_containing_extension().ShortDebugString());
      break;
    case Request::kAllExtensionNumbersOfType: {
      const std::string& name = request.all_extension_numbers_of_type();
      const auto* type = pool.FindMessageTypeByName(name);
      if (type == nullptr) SetNotFound(name, response);
      if (type != nullptr) AddExtensionNumbers(*type, *response.mutable_all_extension_numbers_response());
      break;
    }
    case Request::kListServices:
      for (const std::string& service : services_) {
        response.mutable_list_services_response()->add_service()->set_name(service);
      }
      break;
    case Request::MESSAGE_REQUEST_NOT_SET:
      response.mutable_error_response()->set_error_code(grpc::StatusCode::INVALID_ARGUMENT);
      response.mutable_error_response()->set_error_message("the question is empty");
      break;
  }
  return response;
}

}  // namespace disclosure
