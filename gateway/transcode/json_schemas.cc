#include "gateway/transcode/json_schemas.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/transcode/json_text.h"
#include "google/api/field_behavior.pb.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

// The schema of a message that is not an object of its own fields in JSON; "" for all others.
std::string WellKnownSchema(const std::string& name) {
  if (name == "google.protobuf.Timestamp") return JsonType("string", "date-time");
  if (name == "google.protobuf.Duration") {
    return JsonObject({{"type", JsonString("string")}, {"examples", JsonList({JsonString("3.5s")})}});
  }
  if (name == "google.protobuf.FieldMask") {
    return JsonObject({{"type", JsonString("string")}, {"description", JsonString("Names of fields, by comma.")}});
  }
  if (name == "google.protobuf.Any") {
    return JsonObject({{"type", JsonString("object")},
                       {"properties", JsonObject({{"@type", JsonType("string")}})},
                       {"additionalProperties", "true"}});
  }
  if (name == "google.protobuf.Struct") return JsonType("object");
  if (name == "google.protobuf.Value") return "{}";
  return "";
}

bool Behaves(const FieldDescriptor* field, google::api::FieldBehavior behavior) {
  const auto& options = field->options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) return true;
  }
  return false;
}

// `schema` with one more member in front.
std::string With(const std::string& name, const std::string& value, const std::string& schema) {
  return absl::StrCat("{", JsonString(name), ":", value, schema == "{}" ? "" : ",", schema.substr(1));
}

}  // namespace

std::string JsonType(std::string_view type, std::string_view format) {
  JsonSchemas::Members members = {{"type", JsonString(type)}};
  if (!format.empty()) members.emplace_back("format", JsonString(format));
  return JsonObject(members);
}

std::string SchemaReference(const std::string& component) {
  return JsonObject({{"$ref", JsonString("#/components/schemas/" + component)}});
}

bool IsRequired(const FieldDescriptor* field) { return Behaves(field, google::api::REQUIRED); }
bool IsOutputOnly(const FieldDescriptor* field) { return Behaves(field, google::api::OUTPUT_ONLY); }

std::string JsonSchemas::OfField(const FieldDescriptor* field) {
  std::string schema;
  if (field->is_map()) {
    schema = JsonObject({{"type", JsonString("object")},
                         {"additionalProperties", OfValue(field->message_type()->map_value())}});
  } else if (field->is_repeated()) {
    schema = JsonObject({{"type", JsonString("array")}, {"items", OfValue(field)}});
  } else {
    schema = OfValue(field);
  }
  if (IsOutputOnly(field)) schema = With("readOnly", "true", schema);
  const std::string comment = comments_->Of(field->full_name());
  return comment.empty() ? schema : With("description", JsonString(comment), schema);
}

std::string JsonSchemas::OfMessage(const Descriptor* message) {
  if (std::string known = WellKnownSchema(message->full_name()); !known.empty()) return known;
  if (message->file()->name() == "google/protobuf/wrappers.proto") return OfValue(message->FindFieldByName("value"));
  const std::string& name = message->full_name();
  // The name first: a message may contain itself.
  if (components_.emplace(name, "").second) components_[name] = ObjectWithout(message, {});
  return SchemaReference(name);
}

std::string JsonSchemas::ObjectWithout(const Descriptor* message, const std::set<std::string>& fields) {
  Members properties;
  std::vector<std::string> required;
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* const field = message->field(i);
    if (fields.count(field->name()) != 0) continue;
    properties.emplace_back(field->json_name(), OfField(field));
    if (IsRequired(field)) required.push_back(JsonString(field->json_name()));
  }
  Members members = {{"type", JsonString("object")}};
  if (const std::string comment = comments_->Of(message->full_name()); !comment.empty()) {
    members.emplace_back("description", JsonString(comment));
  }
  members.emplace_back("properties", JsonObject(properties));
  if (!required.empty()) members.emplace_back("required", JsonList(required));
  return JsonObject(members);
}

std::string JsonSchemas::OfEnum(const EnumDescriptor* type) {
  const std::string& name = type->full_name();
  if (components_.count(name) == 0) {
    std::vector<std::string> names;
    std::string text = comments_->Of(name);
    for (int i = 0; i < type->value_count(); ++i) {
      names.push_back(JsonString(type->value(i)->name()));
      const std::string comment = comments_->Of(type->value(i)->full_name());
      if (!comment.empty()) absl::StrAppend(&text, text.empty() ? "" : "\n\n", "`", type->value(i)->name(), "`: ", comment);
    }
    Members members = {{"type", JsonString("string")}};
    if (!text.empty()) members.emplace_back("description", JsonString(text));
    members.emplace_back("enum", JsonList(names));
    components_[name] = JsonObject(members);
  }
  return SchemaReference(name);
}

std::string JsonSchemas::OfValue(const FieldDescriptor* field) {
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL: return JsonType("boolean");
    case FieldDescriptor::CPPTYPE_INT32: return JsonType("integer", "int32");
    case FieldDescriptor::CPPTYPE_UINT32: return JsonType("integer", "int64");
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT64: return JsonType("string", "int64");
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT: return JsonType("number");
    case FieldDescriptor::CPPTYPE_ENUM: return OfEnum(field->enum_type());
    case FieldDescriptor::CPPTYPE_MESSAGE: return OfMessage(field->message_type());
    case FieldDescriptor::CPPTYPE_STRING: break;
  }
  if (field->type() != FieldDescriptor::TYPE_BYTES) return JsonType("string");
  return JsonObject({{"type", JsonString("string")}, {"contentEncoding", JsonString("base64")}});
}

}  // namespace disclosure::gateway
