#include "gateway/transcode/openapi.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "disclosure/type/v1/policy.pb.h"
#include "gateway/transcode/json_text.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using Members = std::vector<std::pair<std::string, std::string>>;

constexpr int kMaxQueryDepth = 3;

std::string Type(std::string_view type) { return JsonObject({{"type", JsonString(type)}}); }

std::string Formatted(std::string_view type, std::string_view format) {
  return JsonObject({{"type", JsonString(type)}, {"format", JsonString(format)}});
}

std::string Reference(const std::string& name) {
  return JsonObject({{"$ref", JsonString("#/components/schemas/" + name)}});
}

std::string EnumSchema(const EnumDescriptor* type) {
  std::vector<std::string> names;
  for (int i = 0; i < type->value_count(); ++i) names.push_back(JsonString(type->value(i)->name()));
  return JsonObject({{"type", JsonString("string")}, {"enum", JsonList(names)}});
}

// The schema of a message that is not an object in JSON; "" for all others.
std::string WellKnownSchema(const Descriptor* message) {
  const std::string& name = message->full_name();
  if (name == "google.protobuf.Timestamp") return Formatted("string", "date-time");
  if (name == "google.protobuf.Duration") return Type("string");
  if (name == "google.protobuf.FieldMask") return Type("string");
  return "";
}

// Collects the messages that are reached, as components.
class Schemas {
 public:
  std::string Of(const FieldDescriptor* field) {
    if (field->is_map()) {
      return JsonObject({{"type", JsonString("object")},
                         {"additionalProperties", OfValue(field->message_type()->map_value())}});
    }
    if (!field->is_repeated()) return OfValue(field);
    return JsonObject({{"type", JsonString("array")}, {"items", OfValue(field)}});
  }

  std::string OfMessage(const Descriptor* message) {
    if (std::string known = WellKnownSchema(message); !known.empty()) return known;
    if (message->file()->name() == "google/protobuf/wrappers.proto") {
      return OfValue(message->FindFieldByName("value"));
    }
    const std::string& name = message->full_name();
    if (components_.emplace(name, "").second) components_[name] = Object(message);
    return Reference(name);
  }

  Members Components() const { return {components_.begin(), components_.end()}; }

 private:
  std::string OfValue(const FieldDescriptor* field) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL: return Type("boolean");
      case FieldDescriptor::CPPTYPE_INT32: return Formatted("integer", "int32");
      case FieldDescriptor::CPPTYPE_UINT32: return Formatted("integer", "int64");
      case FieldDescriptor::CPPTYPE_INT64:
      case FieldDescriptor::CPPTYPE_UINT64: return Formatted("string", "int64");
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT: return Type("number");
      case FieldDescriptor::CPPTYPE_ENUM: return EnumSchema(field->enum_type());
      case FieldDescriptor::CPPTYPE_MESSAGE: return OfMessage(field->message_type());
      case FieldDescriptor::CPPTYPE_STRING: break;
    }
    return field->type() == FieldDescriptor::TYPE_BYTES ? Formatted("string", "byte") : Type("string");
  }

  std::string Object(const Descriptor* message) {
    Members properties;
    for (int i = 0; i < message->field_count(); ++i) {
      properties.emplace_back(message->field(i)->json_name(), Of(message->field(i)));
    }
    return JsonObject({{"type", JsonString("object")}, {"properties", JsonObject(properties)}});
  }

  std::map<std::string, std::string> components_;
};

std::string Parameter(std::string_view name, std::string_view in, const std::string& schema) {
  return JsonObject({{"name", JsonString(name)},
                     {"in", JsonString(in)},
                     {"required", in == "path" ? "true" : "false"},
                     {"schema", schema}});
}

// "divisions" → "division": what an id of the collection is called.
std::string Singular(const std::string& collection) {
  if (absl::EndsWith(collection, "ies")) return collection.substr(0, collection.size() - 3) + "y";
  if (absl::EndsWith(collection, "s")) return collection.substr(0, collection.size() - 1);
  return collection + "Id";
}

// "/v1/divisions/{division}/catalogues/{catalogue}:export"; adds the names to `parameters`.
std::string PathOf(const Route& route, std::vector<std::string>& parameters) {
  std::string path;
  std::set<std::string> names;
  std::string before;
  for (const TemplateSegment& segment : route.path.segments) {
    if (segment.kind == TemplateSegment::Kind::kLiteral) {
      absl::StrAppend(&path, "/", segment.literal);
      before = segment.literal;
      continue;
    }
    std::string name = before.empty() ? "id" : Singular(before);
    while (!names.insert(name).second) name += "2";
    absl::StrAppend(&path, "/{", name, "}");
    parameters.push_back(Parameter(name, "path", Type("string")));
  }
  if (!route.path.verb.empty()) absl::StrAppend(&path, ":", route.path.verb);
  return path;
}

// The fields of the request that are in neither path nor body.
void QueryParameters(const Route& route, const Descriptor* message, const std::string& prefix,
                     const std::string& proto_prefix, int depth, Schemas& schemas,
                     std::vector<std::string>& parameters) {
  for (int i = 0; i < message->field_count(); ++i) {
    const FieldDescriptor* field = message->field(i);
    const std::string proto_name = proto_prefix + field->name();
    bool taken = field == route.body_field || field->is_map() || field->options().GetExtension(disclosure::type::v1::body_only);
    for (const TemplateVariable& variable : route.path.variables) taken |= variable.field_path == proto_name;
    if (taken) continue;
    const bool object = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                        field->message_type()->file()->package() != "google.protobuf";
    if (!object) {
      parameters.push_back(Parameter(prefix + field->json_name(), "query", schemas.Of(field)));
    } else if (!field->is_repeated() && depth < kMaxQueryDepth) {
      QueryParameters(route, field->message_type(), absl::StrCat(prefix, field->json_name(), "."),
                      proto_name + ".", depth + 1, schemas, parameters);
    }
  }
}

std::string Content(std::string_view type, const std::string& schema) {
  return JsonObject({{std::string(type), JsonObject({{"schema", schema}})}});
}

std::string ResponsesOf(const Route& route, Schemas& schemas) {
  std::string content;
  if (route.raw_response) {
    content = Content("*/*", Formatted("string", "binary"));
  } else if (route.method->server_streaming()) {
    content = JsonObject({{"text/event-stream", JsonObject({{"schema", schemas.OfMessage(route.method->output_type())}})},
                          {"application/x-ndjson", JsonObject({{"schema", Type("object")}})}});
  } else {
    content = Content("application/json", schemas.OfMessage(route.method->output_type()));
  }
  return JsonObject({{"200", JsonObject({{"description", JsonString("OK")}, {"content", content}})},
                     {"default", JsonObject({{"$ref", JsonString("#/components/responses/Error")}})}});
}

std::string OperationOf(const Route& route, int binding, std::vector<std::string> parameters, Schemas& schemas) {
  const auto& policy = route.method->options().GetExtension(disclosure::type::v1::policy);
  bool is_public = false;
  for (const int who : policy.who()) is_public |= who == disclosure::type::v1::Policy::PUBLIC;
  if (route.body != BodyKind::kMessage) {
    QueryParameters(route, route.method->input_type(), "", "", 0, schemas, parameters);
  }
  std::string id = route.method->service()->name() + "_" + route.method->name();
  if (binding > 0) absl::StrAppend(&id, "_", binding + 1);
  Members members = {{"operationId", JsonString(id)},
                     {"tags", JsonList({JsonString(route.method->service()->name())})},
                     {"security", is_public ? "[]" : JsonList({JsonObject({{"bearer", "[]"}})})},
                     {"parameters", JsonList(parameters)}};
  if (route.body == BodyKind::kMessage || route.body == BodyKind::kField) {
    const Descriptor* body =
        route.body == BodyKind::kField ? route.body_field->message_type() : route.method->input_type();
    members.emplace_back("requestBody",
                         JsonObject({{"content", Content("application/json", schemas.OfMessage(body))}}));
  } else if (route.body == BodyKind::kRawField) {
    members.emplace_back("requestBody", JsonObject({{"required", "true"},
                                                    {"content", Content("*/*", Formatted("string", "binary"))}}));
  }
  members.emplace_back("responses", ResponsesOf(route, schemas));
  return JsonObject(members);
}

std::string ErrorSchema() {
  const Members error = {{"code", Type("integer")},
                         {"message", Type("string")},
                         {"status", Type("string")},
                         {"details", JsonObject({{"type", JsonString("array")}, {"items", Type("object")}})}};
  return JsonObject(
      {{"type", JsonString("object")},
       {"properties", JsonObject({{"error", JsonObject({{"type", JsonString("object")},
                                                        {"properties", JsonObject(error)}})}})}});
}

}  // namespace

std::string OpenApiDocument(const RouteTable& routes) {
  Schemas schemas;
  Members paths;  // in the order of the protos
  std::map<std::string, Members> operations;
  std::map<const google::protobuf::MethodDescriptor*, int> bindings;
  for (const auto& route : routes.routes()) {
    std::vector<std::string> parameters;
    const std::string path = PathOf(*route, parameters);
    if (operations[path].empty()) paths.emplace_back(path, "");
    operations[path].emplace_back(
        absl::AsciiStrToLower(route->http_method),
        OperationOf(*route, bindings[route->method]++, std::move(parameters), schemas));
  }
  for (auto& [path, members] : paths) members = JsonObject(operations[path]);
  const std::string error_response = JsonObject(
      {{"description", JsonString("AIP-193")}, {"content", Content("application/json", ErrorSchema())}});
  return JsonObject(
      {{"openapi", JsonString("3.1.0")},
       {"info", JsonObject({{"title", JsonString("政务公开")}, {"version", JsonString("v1")}})},
       {"paths", JsonObject(paths)},
       {"components",
        JsonObject({{"schemas", JsonObject(schemas.Components())},
                    {"responses", JsonObject({{"Error", error_response}})},
                    {"securitySchemes",
                     JsonObject({{"bearer", JsonObject({{"type", JsonString("http")},
                                                        {"scheme", JsonString("bearer")},
                                                        {"bearerFormat", JsonString("JWT")}})}})}})}});
}

}  // namespace disclosure::gateway
