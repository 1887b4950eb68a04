#include "common/rpc/reflection.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/rpc/status.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpc/health/v1/health.pb.h"
#include "grpc/reflection/v1/reflection.grpc.pb.h"
#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"

namespace disclosure {
namespace {

namespace v1 = ::grpc::reflection::v1;
namespace v1alpha = ::grpc::reflection::v1alpha;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;

// The file and what it imports, each once: the client needs all of them.
template <typename Files>
void AddFile(const FileDescriptor& file, std::set<std::string>& added, Files& files) {
  if (!added.insert(file.name()).second) return;
  google::protobuf::FileDescriptorProto proto;
  file.CopyTo(&proto);
  *files.add_file_descriptor_proto() = proto.SerializeAsString();
  for (int i = 0; i < file.dependency_count(); ++i) AddFile(*file.dependency(i), added, files);
}

template <typename Wanted>
const FileDescriptor* FindExtension(const Wanted& wanted) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  const auto* type = pool.FindMessageTypeByName(wanted.containing_type());
  const auto* extension = type == nullptr ? nullptr : pool.FindExtensionByNumber(type, wanted.extension_number());
  return extension == nullptr ? nullptr : extension->file();
}

template <typename Response>
void SetNotFound(const std::string& what, Response& response) {
  response.mutable_error_response()->set_error_code(grpc::StatusCode::NOT_FOUND);
  response.mutable_error_response()->set_error_message(absl::StrCat("not known here: ", what));
}

template <typename Response>
void AnswerFile(const Reflection& reflection, const FileDescriptor* file, const std::string& what, Response& response) {
  if (reflection.Described(file) == nullptr) return SetNotFound(what, response);
  std::set<std::string> added;
  AddFile(*file, added, *response.mutable_file_descriptor_response());
}

template <typename Response>
void AnswerExtensionNumbers(const Reflection& reflection, const std::string& name, Response& response) {
  const auto* type = DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  if (type == nullptr || reflection.Described(type->file()) == nullptr) return SetNotFound(name, response);
  auto& answer = *response.mutable_all_extension_numbers_response();
  answer.set_base_type_name(type->full_name());
  std::vector<const google::protobuf::FieldDescriptor*> extensions;
  DescriptorPool::generated_pool()->FindAllExtensions(type, &extensions);
  for (const auto* extension : extensions) {
    if (reflection.Described(extension->file()) != nullptr) answer.add_extension_number(extension->number());
  }
}

// One question's answer; what is not found is an error_response with NOT_FOUND.
template <typename Request, typename Response>
void Answer(const Reflection& reflection, const Request& request, Response& response) {
  const DescriptorPool& pool = *DescriptorPool::generated_pool();
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case Request::kFileByFilename:
      return AnswerFile(reflection, pool.FindFileByName(request.file_by_filename()), request.file_by_filename(), response);
    case Request::kFileContainingSymbol:
      return AnswerFile(reflection, pool.FindFileContainingSymbol(request.file_containing_symbol()), request.file_containing_symbol(),
                        response);
    case Request::kFileContainingExtension:
      return AnswerFile(reflection, FindExtension(request.file_containing_extension()),
                        request.file_containing_extension().ShortDebugString(), response);
    case Request::kAllExtensionNumbersOfType:
      return AnswerExtensionNumbers(reflection, request.all_extension_numbers_of_type(), response);
    case Request::kListServices:
      for (const std::string& service : reflection.services()) {
        response.mutable_list_services_response()->add_service()->set_name(service);
      }
      return;
    case Request::MESSAGE_REQUEST_NOT_SET:
      response.mutable_error_response()->set_error_code(grpc::StatusCode::INVALID_ARGUMENT);
      response.mutable_error_response()->set_error_message("the question is empty");
      return;
  }
}

// Reads a question, writes its answer, until the client has asked all.
template <typename Request, typename Response>
class Conversation final : public grpc::ServerBidiReactor<Request, Response> {
 public:
  Conversation(const Reflection& reflection, const grpc::CallbackServerContext& context) : reflection_(reflection) {
    if (const absl::Status admitted = Admit(context); !admitted.ok()) {
      this->Finish(ToGrpc(admitted));
    } else {
      this->StartRead(&request_);
    }
  }

  void OnReadDone(bool ok) override {
    if (!ok) return this->Finish(grpc::Status::OK);
    if (question_ != nullptr) {
      if (const absl::Status passed = question_(); !passed.ok()) return this->Finish(ToGrpc(passed));
    }
    response_.Clear();
    Answer(reflection_, request_, response_);
    this->StartWrite(&response_);
  }
  void OnWriteDone(bool ok) override {
    if (!ok) return this->Finish(grpc::Status::OK);
    this->StartRead(&request_);
  }
  void OnDone() override { delete this; }

 private:
  absl::Status Admit(const grpc::CallbackServerContext& context) {
    if (reflection_.admission() == nullptr) return absl::OkStatus();
    ASSIGN_OR_RETURN(question_, reflection_.admission()(context));
    return absl::OkStatus();
  }

  const Reflection& reflection_;
  Reflection::Question question_;
  Request request_;
  Response response_;
};

// The two versions are the same but for their names.
template <typename Service, typename Request, typename Response>
class Version final : public Service::CallbackService {
 public:
  explicit Version(const Reflection& reflection) : reflection_(reflection) {}
  grpc::ServerBidiReactor<Request, Response>* ServerReflectionInfo(grpc::CallbackServerContext* context) override {
    return new Conversation<Request, Response>(reflection_, *context);
  }

 private:
  const Reflection& reflection_;
};

}  // namespace

Reflection::Reflection(const std::vector<std::string>& services, Admission admission)
    : services_(services), admission_(std::move(admission)) {
  // gRPC answers the health service without its descriptors: nothing else would link them.
  google::protobuf::LinkMessageReflection<grpc::health::v1::HealthCheckRequest>();
  services_.insert(services_.end(), {"grpc.health.v1.Health", v1::ServerReflection::service_full_name(),
                                     v1alpha::ServerReflection::service_full_name()});
  for (const std::string& name : services_) {
    const auto* service = DescriptorPool::generated_pool()->FindServiceByName(name);
    if (service != nullptr) Describe(service->file());
  }
  Describe(google::rpc::Status::descriptor()->file());
  Describe(google::rpc::ErrorInfo::descriptor()->file());
  versions_.push_back(std::make_unique<Version<v1::ServerReflection, v1::ServerReflectionRequest, v1::ServerReflectionResponse>>(*this));
  versions_.push_back(
      std::make_unique<Version<v1alpha::ServerReflection, v1alpha::ServerReflectionRequest, v1alpha::ServerReflectionResponse>>(*this));
}

Reflection::~Reflection() = default;

void Reflection::Describe(const FileDescriptor* file) {
  if (!described_.insert(file).second) return;
  for (int i = 0; i < file->dependency_count(); ++i) Describe(file->dependency(i));
}

void Reflection::Register(grpc::ServerBuilder& builder) {
  for (const auto& version : versions_) builder.RegisterService(version.get());
}

}  // namespace disclosure
