// JSON Schemas of messages, as they are printed and read here (common/rpc/json.h, json_body.h).
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/transcode/proto_comments.h"
#include "google/protobuf/descriptor.h"

namespace disclosure::gateway {

// Collects the messages and enums that are reached, as components of an OpenAPI document.
class JsonSchemas {
 public:
  using Members = std::vector<std::pair<std::string, std::string>>;

  // `comments` outlives it.
  explicit JsonSchemas(const ProtoComments* comments) : comments_(comments) {}

  // Of a field, with its comment; a list where it is repeated.
  std::string OfField(const google::protobuf::FieldDescriptor* field);
  // A reference, or the schema itself of a message that is no object in JSON (a time, a mask).
  std::string OfMessage(const google::protobuf::Descriptor* message);
  // The object itself without the fields named: what a body has when the path has the rest.
  std::string ObjectWithout(const google::protobuf::Descriptor* message, const std::set<std::string>& fields);

  Members Components() const { return {components_.begin(), components_.end()}; }

 private:
  std::string OfValue(const google::protobuf::FieldDescriptor* field);
  std::string OfEnum(const google::protobuf::EnumDescriptor* type);

  const ProtoComments* const comments_;
  std::map<std::string, std::string> components_;
};

// {"type":"string"}, with a format, maybe.
std::string JsonType(std::string_view type, std::string_view format = {});
std::string SchemaReference(const std::string& component);

// A field must be given, or is the service's alone (google.api.field_behavior).
bool IsRequired(const google::protobuf::FieldDescriptor* field);
bool IsOutputOnly(const google::protobuf::FieldDescriptor* field);

}  // namespace disclosure::gateway
