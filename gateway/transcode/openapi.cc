#include "gateway/transcode/openapi.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/transcode/json_schemas.h"
#include "gateway/transcode/json_text.h"

namespace disclosure::gateway {
namespace {

using Members = JsonSchemas::Members;

constexpr char kAbout[] =
    "基层政务公开系统的 HTTP/JSON 接口。公开的内容不用令牌；工作人员的操作用 Bearer 令牌。"
    "错误一律是 `{\"error\": {code, message, status, details}}`，`details` 里的 `reason` 不变，`message` 会变。"
    "超过限额的回答是 429，`Retry-After` 写明几秒之后可以再来。";

std::string Described(const std::string& text, Members members) {
  members.insert(members.begin(), {"description", JsonString(text)});
  return JsonObject(members);
}

std::string Content(std::string_view type, const std::string& schema) {
  return JsonObject({{std::string(type), JsonObject({{"schema", schema}})}});
}

// A text whose content is JSON: JSON Schema 2020-12 says so with these two words.
std::string TextOfJson(const std::string& description, const std::string& schema) {
  return Described(description, {{"type", JsonString("string")},
                                 {"contentMediaType", JsonString("application/json")},
                                 {"contentSchema", schema}});
}

std::string FileSchema() {
  return JsonObject({{"type", JsonString("string")}, {"contentMediaType", JsonString("application/octet-stream")}});
}

std::string ParameterOf(const ApiParameter& parameter, JsonSchemas& schemas) {
  std::string schema = JsonType(parameter.type);
  if (parameter.field != nullptr) schema = schemas.OfField(parameter.field);
  Members members = {{"name", JsonString(parameter.name)},
                     {"in", JsonString(parameter.in)},
                     {"required", parameter.required ? "true" : "false"},
                     {"schema", schema}};
  if (!parameter.example.empty()) members.emplace_back("example", JsonString(parameter.example));
  return Described(parameter.description, std::move(members));
}

std::string Header(const std::string& description) {
  return Described(description, {{"schema", JsonType("string")}});
}

std::string OkResponse(const ApiOperation& operation, JsonSchemas& schemas) {
  const Route& route = *operation.route;
  Members headers = {{"X-Request-Id", Header("The id of this call in the logs.")}};
  std::string content;
  std::string description = "OK";
  if (route.raw_response) {
    description = "The file.";
    headers.emplace_back("Content-Disposition", Header("The file's name."));
    content = Content("*/*", FileSchema());
  } else if (route.method->server_streaming()) {
    description = "Events as they happen, until the client goes or the server ends the stream.";
    const std::string message = schemas.OfMessage(route.method->output_type());
    const std::string result = JsonObject({{"type", JsonString("object")}, {"properties", JsonObject({{"result", message}})}});
    content = JsonObject(
        {{"text/event-stream",
          JsonObject({{"schema", TextOfJson("Server-sent events. `data` of each is this message, `id` its resume_token; "
                                            "`event: failure` carries the error envelope.", message)}})},
         {"application/x-ndjson",
          JsonObject({{"schema", TextOfJson("A line of JSON for each message; the last may be an error envelope.", result)}})}});
  } else {
    if (route.method->output_type()->FindFieldByName("etag") != nullptr) {
      headers.emplace_back("ETag", Header("The version of the resource, for If-Match and If-None-Match."));
    }
    content = Content("application/json", schemas.OfMessage(route.method->output_type()));
  }
  return Described(description, {{"headers", JsonObject(headers)}, {"content", content}});
}

std::string ResponseReference(const std::string& name) {
  return JsonObject({{"$ref", JsonString("#/components/responses/" + name)}});
}

std::string ResponsesOf(const ApiOperation& operation, JsonSchemas& schemas) {
  Members members = {{"200", OkResponse(operation, schemas)}};
  if (operation.route->published) members.emplace_back("304", ResponseReference("NotModified"));
  members.emplace_back("400", ResponseReference("BadRequest"));
  if (!operation.is_public) {
    members.emplace_back("401", ResponseReference("Unauthenticated"));
    members.emplace_back("403", ResponseReference("PermissionDenied"));
  }
  members.emplace_back("429", ResponseReference("TooManyRequests"));
  members.emplace_back("default", ResponseReference("Error"));
  return JsonObject(members);
}

std::string BodyOf(const ApiOperation& operation, JsonSchemas& schemas) {
  const Route& route = *operation.route;
  if (route.body == BodyKind::kRawField) {
    return Described("The file itself; Content-Type says what it is.",
                     {{"required", "true"}, {"content", Content("*/*", FileSchema())}});
  }
  const auto* message = route.body == BodyKind::kField ? route.body_field->message_type() : route.method->input_type();
  // What the path says need not be said again.
  const std::string schema = operation.path_fields.empty() ? schemas.OfMessage(message)
                                                           : schemas.ObjectWithout(message, operation.path_fields);
  return JsonObject({{"content", Content("application/json", schema)}});
}

std::string OperationOf(const ApiOperation& operation, JsonSchemas& schemas) {
  std::vector<std::string> parameters;
  for (const ApiParameter& parameter : operation.parameters) parameters.push_back(ParameterOf(parameter, schemas));
  const std::string who = absl::StrCat(operation.description, "\n\nWho may call: ", absl::StrJoin(operation.who, ", "), ".");
  // With PUBLIC a token is possible, and says who calls.
  const std::string bearer = JsonObject({{"bearer", "[]"}});
  Members members = {{"operationId", JsonString(operation.id)},
                     {"tags", JsonList({JsonString(operation.tag)})},
                     {"summary", JsonString(operation.summary)},
                     {"description", JsonString(who)},
                     {"security", operation.is_public ? JsonList({"{}", bearer}) : JsonList({bearer})},
                     {"parameters", JsonList(parameters)}};
  if (operation.route->body != BodyKind::kNone) members.emplace_back("requestBody", BodyOf(operation, schemas));
  members.emplace_back("responses", ResponsesOf(operation, schemas));
  return JsonObject(members);
}

std::string ErrorSchema() {
  const std::string detail = Described(
      "google.rpc.ErrorInfo always (reason, domain, metadata); google.rpc.BadRequest (fieldViolations) and "
      "google.rpc.RetryInfo (retryDelay) where they apply.",
      {{"type", JsonString("object")},
       {"properties", JsonObject({{"@type", JsonType("string")}, {"reason", JsonType("string")}})},
       {"required", JsonList({JsonString("@type")})}});
  const Members error = {{"code", JsonType("integer", "int32")},
                         {"message", JsonType("string")},
                         {"status", JsonType("string")},
                         {"details", JsonObject({{"type", JsonString("array")}, {"items", detail}})}};
  return JsonObject({{"type", JsonString("object")},
                     {"description", JsonString("The envelope of every error (AIP-193).")},
                     {"required", JsonList({JsonString("error")})},
                     {"properties", JsonObject({{"error", JsonObject({{"type", JsonString("object")},
                                                                      {"properties", JsonObject(error)}})}})}});
}

std::string ErrorExample(int code, const std::string& status, const std::string& reason, const std::string& message,
                         const std::string& further = "") {
  const std::string info = JsonObject({{"@type", JsonString("type.googleapis.com/google.rpc.ErrorInfo")},
                                       {"reason", JsonString(reason)},
                                       {"domain", JsonString("gateway.disclosure")}});
  std::vector<std::string> details = {info};
  if (!further.empty()) details.push_back(further);
  return JsonObject({{"error", JsonObject({{"code", absl::StrCat(code)},
                                           {"message", JsonString(message)},
                                           {"status", JsonString(status)},
                                           {"details", JsonList(details)}})}});
}

std::string ErrorResponse(const std::string& description, const std::string& example, const Members& headers = {}) {
  Members members;
  if (!headers.empty()) members.emplace_back("headers", JsonObject(headers));
  members.emplace_back("content", JsonObject({{"application/json", JsonObject({{"schema", SchemaReference("Error")},
                                                                               {"example", example}})}}));
  return Described(description, std::move(members));
}

std::string Responses() {
  const std::string violation =
      JsonObject({{"@type", JsonString("type.googleapis.com/google.rpc.BadRequest")},
                  {"fieldViolations", JsonList({JsonObject({{"field", JsonString("pageSize")},
                                                            {"description", JsonString("must be a number")}})})}});
  const std::string retry = JsonObject({{"@type", JsonString("type.googleapis.com/google.rpc.RetryInfo")},
                                        {"retryDelay", JsonString("2.000s")}});
  return JsonObject(
      {{"NotModified", Described("Nothing changed since If-None-Match.", {})},
       {"BadRequest", ErrorResponse("All fields that are wrong, or a state that does not allow the act.",
                                    ErrorExample(400, "INVALID_ARGUMENT", "BAD_REQUEST", "1 field is wrong", violation))},
       {"Unauthenticated", ErrorResponse("Without a token, or with one that is not accepted.",
                                         ErrorExample(401, "UNAUTHENTICATED", "TOKEN_EXPIRED", "get a new token"))},
       {"PermissionDenied", ErrorResponse("The role or the organ does not allow it.",
                                          ErrorExample(403, "PERMISSION_DENIED", "PERMISSION_DENIED", "needs the role clerk"))},
       {"TooManyRequests", ErrorResponse("Over a limit.",
                                         ErrorExample(429, "RESOURCE_EXHAUSTED", "RATE_LIMITED", "the next call is allowed in 2s", retry),
                                         {{"Retry-After", Header("Seconds until the next call is allowed.")}})},
       {"Error", ErrorResponse("Any other error.",
                               ErrorExample(404, "NOT_FOUND", "NOT_FOUND", "organs/330108-xxx does not exist"))}});
}

std::string Tags(const std::vector<ApiOperation>& operations, const ProtoComments& comments) {
  std::vector<std::string> tags;
  std::string last;
  for (const ApiOperation& operation : operations) {
    if (operation.tag == last) continue;
    last = operation.tag;
    std::string text = comments.Of(operation.route->method->service()->full_name());
    if (text.empty()) text = operation.tag;
    tags.push_back(JsonObject({{"name", JsonString(last)}, {"description", JsonString(text)}}));
  }
  return JsonList(tags);
}

}  // namespace

std::string OpenApiDocument(const std::vector<ApiOperation>& operations, const ProtoComments& comments) {
  JsonSchemas schemas(&comments);
  Members paths;  // in the order of the protos
  std::map<std::string, Members> by_path;
  for (const ApiOperation& operation : operations) {
    Members& members = by_path[operation.path];
    if (members.empty()) paths.emplace_back(operation.path, "");
    members.emplace_back(absl::AsciiStrToLower(operation.route->http_method), OperationOf(operation, schemas));
  }
  for (auto& [path, members] : paths) members = JsonObject(by_path[path]);
  Members components = schemas.Components();
  components.emplace_back("Error", ErrorSchema());
  const std::string bearer =
      Described("A JWT of the organ's identity provider, or of `disclosurectl token`.",
                {{"type", JsonString("http")}, {"scheme", JsonString("bearer")}, {"bearerFormat", JsonString("JWT")}});
  return JsonObject(
      {{"openapi", JsonString("3.1.0")},
       {"info", JsonObject({{"title", JsonString("基层政务公开系统")},
                            {"version", JsonString("v1")},
                            {"description", JsonString(kAbout)},
                            {"contact", JsonObject({{"name", JsonString("本站的运行单位")}})}})},
       {"servers", JsonList({JsonObject({{"url", JsonString("/")}, {"description", JsonString("本站")}})})},
       {"tags", Tags(operations, comments)},
       {"paths", JsonObject(paths)},
       {"components", JsonObject({{"schemas", JsonObject(components)},
                                  {"responses", Responses()},
                                  {"securitySchemes", JsonObject({{"bearer", bearer}})}})}});
}

}  // namespace disclosure::gateway
