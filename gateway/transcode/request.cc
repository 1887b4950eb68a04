#include "gateway/transcode/request.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "disclosure/type/v1/policy.pb.h"
#include "gateway/transcode/field_value.h"
#include "gateway/transcode/json_body.h"
#include "gateway/transcode/utf8.h"
#include "google/api/httpbody.pb.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kMaxQueryParameters = 200;
constexpr size_t kMaxHeaderValue = 256;

absl::Status ReadBody(const Route& route, const Request& http, Message& message) {
  switch (route.body) {
    case BodyKind::kNone:
      if (http.body.empty()) return absl::OkStatus();
      return error::BadRequest({{"body", "this method takes no body"}});
    case BodyKind::kMessage: return ParseJsonBody(http.body, "", message);
    case BodyKind::kField: {
      if (http.body.empty()) return absl::OkStatus();
      Message* field = message.GetReflection()->MutableMessage(&message, route.body_field);
      return ParseJsonBody(http.body, route.body_field->name(), *field);
    }
    case BodyKind::kRawField: break;
  }
  if (http.body.empty()) return absl::OkStatus();
  Message* field = message.GetReflection()->MutableMessage(&message, route.body_field);
  google::api::HttpBody body;
  const std::string content_type(http.Header("content-type"));
  if (content_type.size() <= kMaxHeaderValue && IsUtf8(content_type)) body.set_content_type(content_type);
  body.set_data(http.body);
  field->GetReflection()->Swap(field, &body);
  return absl::OkStatus();
}

// The whole path of a field, "item.name", to know whether a singular one is given twice.
std::string Name(const FieldPath& path) {
  std::string name;
  for (const FieldDescriptor* field : path) absl::StrAppend(&name, name.empty() ? "" : ".", field->name());
  return name;
}

class QueryReader {
 public:
  QueryReader(const Route& route, Message& message) : route_(route), message_(message) {}

  absl::Status Read(std::string_view query) {
    int count = 0;
    while (!query.empty()) {
      const size_t end = query.find('&');
      const std::string_view parameter = query.substr(0, end);
      query = end == std::string_view::npos ? "" : query.substr(end + 1);
      if (parameter.empty()) continue;
      if (++count > kMaxQueryParameters) {
        violations_.Add("query", absl::StrCat("more than ", kMaxQueryParameters, " parameters"));
        break;
      }
      ReadParameter(parameter);
    }
    return violations_.status();
  }

 private:
  void ReadParameter(std::string_view parameter) {
    const size_t equals = parameter.find('=');
    const auto key = DecodePercent(parameter.substr(0, equals), false, true);
    const auto value = DecodePercent(
        equals == std::string_view::npos ? std::string_view() : parameter.substr(equals + 1), false, true);
    if (!key.ok() || !value.ok()) {
      violations_.Add("query", "a parameter with a bad % escape, or not UTF-8");
      return;
    }
    const FieldPath path = ResolveFieldPath(message_.GetDescriptor(), *key);
    if (path.empty() || (route_.body_field != nullptr && path[0] == route_.body_field)) {
      violations_.Add(key->substr(0, kMaxHeaderValue), path.empty() ? "no such parameter" : "belongs in the body");
      return;
    }
    if (path.back()->options().GetExtension(disclosure::type::v1::body_only)) {
      violations_.Add(*key, "must not stand in an address: give it in the body of a POST (the list: POST …:search)");
      return;
    }
    if (!path.back()->is_repeated() && !seen_.insert(Name(path)).second) {
      violations_.Add(*key, "given twice");
      return;
    }
    if (const absl::Status status = SetFieldFromText(path, *value, message_); !status.ok()) {
      violations_.Add(*key, std::string(status.message()));
    }
  }

  const Route& route_;
  Message& message_;
  std::set<std::string> seen_;
  error::Violations violations_;
};

absl::Status ReadPathVariables(const RouteMatch& match, Message& message) {
  error::Violations violations;
  for (size_t i = 0; i < match.values.size(); ++i) {
    const absl::Status status = SetFieldFromText(match.route->variables[i], match.values[i], message);
    if (!status.ok()) violations.Add(match.route->path.variables[i].field_path, std::string(status.message()));
  }
  return violations.status();
}

// The string field `name` of `message`, or null.
const FieldDescriptor* StringField(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  const bool plain = field != nullptr && !field->is_repeated() && field->type() == FieldDescriptor::TYPE_STRING;
  return plain ? field : nullptr;
}

// Sets `field` from a header, unless the request says something else there already.
absl::Status SetFromHeader(std::string_view header, std::string_view value, const FieldDescriptor* field,
                           Message& message) {
  const std::string text(value);
  if (text.size() > kMaxHeaderValue || !IsUtf8(text)) {
    return error::BadRequest({{std::string(header), "must be at most 256 bytes of UTF-8"}});
  }
  const std::string given = message.GetReflection()->GetString(message, field);
  if (!given.empty() && given != text) {
    return error::BadRequest({{std::string(header), "contradicts the field " + field->name()}});
  }
  message.GetReflection()->SetString(&message, field, text);
  return absl::OkStatus();
}

// If-Match goes to the request's etag or, in an update, to the resource's.
absl::Status ReadIfMatch(const Route& route, std::string_view etag, Message& message) {
  if (etag.empty() || etag == "*") return absl::OkStatus();
  // A proxy that compresses the answer marks its ETag as weak; the version of the resource is the same.
  if (etag.substr(0, 2) == "W/") etag.remove_prefix(2);
  if (etag.size() < 2 || etag.front() != '"' || etag.find('"', 1) != etag.size() - 1) {
    return error::BadRequest({{"If-Match", "must be one ETag in double quotes"}});
  }
  if (const FieldDescriptor* field = StringField(message, "etag")) {
    return SetFromHeader("If-Match", etag, field, message);
  }
  if (route.body == BodyKind::kField) {
    Message* resource = message.GetReflection()->MutableMessage(&message, route.body_field);
    if (const FieldDescriptor* field = StringField(*resource, "etag")) {
      return SetFromHeader("If-Match", etag, field, *resource);
    }
  }
  return error::BadRequest({{"If-Match", "this method does not compare ETags"}});
}

absl::Status ReadHeaders(const Route& route, const Request& http, Message& message) {
  if (const std::string_view key = http.Header("idempotency-key"); !key.empty()) {
    if (const FieldDescriptor* field = StringField(message, "request_id")) {
      RETURN_IF_ERROR(SetFromHeader("Idempotency-Key", key, field, message));
    }
  }
  if (route.method->server_streaming()) {
    const FieldDescriptor* field = StringField(message, "resume_token");
    const std::string_view id = http.Header("last-event-id");
    // A browser that reconnects repeats the address of the first time; what it has seen since counts.
    if (field != nullptr && !id.empty() && id.size() <= kMaxHeaderValue && IsUtf8(id)) {
      message.GetReflection()->SetString(&message, field, std::string(id));
    }
  }
  return route.http_method == "GET" ? absl::OkStatus() : ReadIfMatch(route, http.Header("if-match"), message);
}

}  // namespace

absl::StatusOr<std::unique_ptr<Message>> BuildRequest(const RouteMatch& match, const Request& http) {
  const Route& route = *match.route;
  const Message* prototype =
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(route.method->input_type());
  std::unique_ptr<Message> message(prototype->New());
  RETURN_IF_ERROR(ReadBody(route, http, *message));
  if (route.body == BodyKind::kMessage && !http.query.empty()) {
    return error::BadRequest({{"query", "this method takes its fields in the body, not in the query"}});
  }
  RETURN_IF_ERROR(QueryReader(route, *message).Read(http.query));
  RETURN_IF_ERROR(ReadPathVariables(match, *message));
  RETURN_IF_ERROR(ReadHeaders(route, http, *message));
  return message;
}

}  // namespace disclosure::gateway
