#include "gateway/transcode/operations.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "disclosure/type/v1/policy.pb.h"
#include "gateway/transcode/json_schemas.h"
#include "gateway/transcode/json_text.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using Policy = type::v1::Policy;

constexpr int kMaxQueryDepth = 3;
constexpr int kMaxExampleDepth = 2;

// "divisions" → "division": what an id of the collection is called.
std::string Singular(const std::string& collection) {
  if (absl::EndsWith(collection, "ies")) return collection.substr(0, collection.size() - 3) + "y";
  if (absl::EndsWith(collection, "s")) return collection.substr(0, collection.size() - 1);
  return collection + "Id";
}

// Ids of the example data.
std::string ExampleOf(const std::string& parameter) {
  static const std::map<std::string, std::string> kExamples = {
      {"division", "330108"}, {"organ", "330108-jyj"}, {"domain", "03"},   {"catalogue", "03"},
      {"item", "1"},          {"edition", "1"},        {"request", "2026-1"}};
  const auto found = kExamples.find(parameter);
  return found == kExamples.end() ? "" : found->second;
}

// "ListCalendarFeeds" → "List calendar feeds".
std::string InWords(const std::string& method) {
  std::string words;
  for (const char c : method) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !words.empty()) {
      words += ' ';
      words += absl::ascii_tolower(static_cast<unsigned char>(c));
    } else {
      words += c;
    }
  }
  return words;
}

// Makes one operation.
class Describer {
 public:
  Describer(const Route& route, const ProtoComments& comments) : route_(route), comments_(comments) { operation_.route = &route; }

  ApiOperation Describe(int binding) {
    const auto& method = *route_.method;
    operation_.tag = method.service()->name();
    operation_.id = absl::StrCat(operation_.tag, "_", method.name());
    if (binding > 0) absl::StrAppend(&operation_.id, "_", binding + 1);
    operation_.description = comments_.Of(method.full_name());
    operation_.summary = FirstSentence(operation_.description);
    if (operation_.summary.empty()) operation_.summary = InWords(method.name());
    if (operation_.description.empty()) operation_.description = operation_.summary + ".";
    AddPolicy();
    AddPath();
    if (route_.body != BodyKind::kMessage) AddQuery(method.input_type(), "", "", 0);
    AddHeaders();
    AddBody();
    return std::move(operation_);
  }

 private:
  void AddPolicy() {
    const auto& policy = route_.method->options().GetExtension(type::v1::policy);
    for (const int who : policy.who()) {
      if (who != Policy::OFFICER) operation_.who.push_back(Policy::Who_Name(static_cast<Policy::Who>(who)));
      operation_.is_public |= who == Policy::PUBLIC || who == Policy::APPLICANT;
      if (who != Policy::OFFICER) continue;
      for (const std::string& role : policy.roles()) operation_.who.push_back("OFFICER:" + role);
    }
  }

  // What the variable over segment `at` alone is called, "" if it covers more.
  std::string NameOfSingle(size_t at) const {
    for (const TemplateVariable& variable : route_.path.variables) {
      if (variable.begin == at && variable.end == at + 1) return variable.field_path;
    }
    return "";
  }

  void AddPath() {
    std::set<std::string> names;
    std::string before;
    for (size_t i = 0; i < route_.path.segments.size(); ++i) {
      const TemplateSegment& segment = route_.path.segments[i];
      if (segment.kind == TemplateSegment::Kind::kLiteral) {
        absl::StrAppend(&operation_.path, "/", segment.literal);
        before = segment.literal;
        continue;
      }
      std::string name = NameOfSingle(i);
      if (name.empty() || absl::StrContains(name, '.')) name = before.empty() ? "id" : Singular(before);
      while (!names.insert(name).second) name += "2";
      absl::StrAppend(&operation_.path, "/{", name, "}");
      operation_.parameters.push_back({.name = name, .in = "path", .required = true, .type = "string",
                                       .description = absl::StrCat("Id of the ", name, "."), .example = ExampleOf(name)});
    }
    if (!route_.path.verb.empty()) absl::StrAppend(&operation_.path, ":", route_.path.verb);
    for (const TemplateVariable& variable : route_.path.variables) {
      const std::vector<std::string> parts = absl::StrSplit(variable.field_path, '.');
      if (route_.body == BodyKind::kMessage && parts.size() == 1) operation_.path_fields.insert(parts[0]);
      if (route_.body == BodyKind::kField && parts.size() == 2 && parts[0] == route_.body_field->name()) {
        operation_.path_fields.insert(parts[1]);
      }
    }
  }

  bool IsTaken(const FieldDescriptor* field, const std::string& proto_name) const {
    if (field == route_.body_field || field->is_map() || field->options().GetExtension(type::v1::body_only)) return true;
    for (const TemplateVariable& variable : route_.path.variables) {
      if (variable.field_path == proto_name) return true;
    }
    return false;
  }

  // The fields of the request that are in neither path nor body.
  void AddQuery(const Descriptor* message, const std::string& prefix, const std::string& proto_prefix, int depth) {
    for (int i = 0; i < message->field_count(); ++i) {
      const FieldDescriptor* field = message->field(i);
      const std::string proto_name = proto_prefix + field->name();
      if (IsTaken(field, proto_name)) continue;
      const bool object = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                          field->message_type()->file()->package() != "google.protobuf";
      if (!object) {
        AddQueryParameter(field, prefix + field->json_name(), depth);
      } else if (!field->is_repeated() && depth < kMaxQueryDepth) {
        AddQuery(field->message_type(), absl::StrCat(prefix, field->json_name(), "."), proto_name + ".", depth + 1);
      }
    }
  }

  void AddQueryParameter(const FieldDescriptor* field, std::string name, int depth) {
    ApiParameter parameter{.name = std::move(name), .in = "query", .required = depth == 0 && IsRequired(field),
                           .repeated = field->is_repeated(), .type = TypeOf(field),
                           .description = comments_.Of(field->full_name()), .field = field};
    if (parameter.description.empty()) parameter.description = InWords(field->camelcase_name()) + ".";
    if (field->enum_type() != nullptr) {
      for (int i = 1; i < field->enum_type()->value_count(); ++i) parameter.choices.push_back(field->enum_type()->value(i)->name());
    }
    operation_.parameters.push_back(std::move(parameter));
  }

  void AddHeader(std::string name, std::string description, std::string example) {
    operation_.parameters.push_back({.name = std::move(name), .in = "header", .type = "string",
                                     .description = std::move(description), .example = std::move(example)});
  }

  void AddHeaders() {
    const Descriptor* request = route_.method->input_type();
    const bool changes = route_.http_method != "GET";
    if (changes && request->FindFieldByName("request_id") != nullptr) {
      AddHeader("Idempotency-Key", "Repeating a call with the same key does it once (24 h).", "5f0c6a34-8a7e-4d6f-9c7d-1b2a3c4d5e6f");
    }
    const Descriptor* resource = route_.body == BodyKind::kField ? route_.body_field->message_type() : request;
    if (changes && (request->FindFieldByName("etag") != nullptr || resource->FindFieldByName("etag") != nullptr)) {
      AddHeader("If-Match", "The ETag that was read: the call is refused (412) if somebody changed the resource since.", "\"17\"");
    }
    if (route_.published) AddHeader("If-None-Match", "The ETag that was read: 304 if nothing changed.", "\"17\"");
    if (route_.traits.method_class == MethodClass::kWatching) {
      AddHeader("Last-Event-ID", "The id of the last event that was read: the watch goes on behind it.", "");
    }
  }

  static std::string TypeOf(const FieldDescriptor* field) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL: return "boolean";
      case FieldDescriptor::CPPTYPE_INT32:
      case FieldDescriptor::CPPTYPE_UINT32: return "integer";
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT: return "number";
      default: return "string";
    }
  }

  void AddBody() {
    if (route_.body == BodyKind::kMessage) operation_.body_example = Example(route_.method->input_type(), operation_.path_fields, 0);
    if (route_.body == BodyKind::kField) operation_.body_example = Example(route_.body_field->message_type(), operation_.path_fields, 0);
  }

  // The fields that must be given, empty; where none must, all plain ones that may.
  static std::string Example(const Descriptor* message, const std::set<std::string>& without, int depth) {
    std::vector<const FieldDescriptor*> fields;
    for (const bool required : {true, false}) {
      for (int i = 0; i < message->field_count() && (required || fields.empty() || !IsRequired(fields[0])); ++i) {
        const FieldDescriptor* field = message->field(i);
        const bool plain = field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE;
        if (without.count(field->name()) != 0 || IsOutputOnly(field)) continue;
        if (required ? IsRequired(field) : plain && depth == 0) fields.push_back(field);
      }
    }
    JsonSchemas::Members members;
    for (const FieldDescriptor* field : fields) members.emplace_back(field->json_name(), ExampleValue(field, depth));
    return JsonObject(members);
  }

  static std::string ExampleValue(const FieldDescriptor* field, int depth) {
    if (field->is_repeated()) return field->is_map() ? "{}" : "[]";
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL: return "false";
      case FieldDescriptor::CPPTYPE_INT32:
      case FieldDescriptor::CPPTYPE_UINT32:
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT: return "0";
      case FieldDescriptor::CPPTYPE_ENUM:
        return JsonString(field->enum_type()->value(field->enum_type()->value_count() > 1 ? 1 : 0)->name());
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        const std::string& package = field->message_type()->file()->package();
        if (field->message_type()->full_name() == "google.protobuf.Timestamp") return JsonString("2026-09-18T09:00:00+08:00");
        if (package == "google.protobuf") return JsonString("");
        return depth < kMaxExampleDepth ? Example(field->message_type(), {}, depth + 1) : "{}";
      }
      default: return JsonString("");
    }
  }

  const Route& route_;
  const ProtoComments& comments_;
  ApiOperation operation_;
};

}  // namespace

std::vector<ApiOperation> DescribeOperations(const RouteTable& routes, const ProtoComments& comments) {
  std::vector<ApiOperation> operations;
  std::map<const google::protobuf::MethodDescriptor*, int> bindings;
  for (const auto& route : routes.routes()) {
    operations.push_back(Describer(*route, comments).Describe(bindings[route->method]++));
  }
  return operations;
}

}  // namespace disclosure::gateway
