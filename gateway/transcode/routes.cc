#include "gateway/transcode/routes.h"

#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "disclosure/type/v1/policy.pb.h"
#include "google/api/annotations.pb.h"
#include "google/api/httpbody.pb.h"
#include "gateway/transcode/shared_feeds.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

constexpr size_t kMaxFieldDepth = 8;

bool IsHttpBody(const Descriptor* message) { return message->full_name() == "google.api.HttpBody"; }

absl::Status BadRoute(const MethodDescriptor* method, std::string_view pattern, std::string_view what) {
  return error::Make(absl::StatusCode::kInvalidArgument,
                     absl::StrCat(method->full_name(), ": ", std::string(what), " in \"", std::string(pattern),
                                  "\"; correct its google.api.http option"),
                     {.reason = "BAD_ROUTE", .metadata = {{"method", method->full_name()}}});
}

std::pair<std::string, std::string> MethodAndPattern(const google::api::HttpRule& rule) {
  switch (rule.pattern_case()) {
    case google::api::HttpRule::kGet: return {"GET", rule.get()};
    case google::api::HttpRule::kPut: return {"PUT", rule.put()};
    case google::api::HttpRule::kPost: return {"POST", rule.post()};
    case google::api::HttpRule::kDelete: return {"DELETE", rule.delete_()};
    case google::api::HttpRule::kPatch: return {"PATCH", rule.patch()};
    case google::api::HttpRule::kCustom: return {rule.custom().kind(), rule.custom().path()};
    case google::api::HttpRule::PATTERN_NOT_SET: break;
  }
  return {};
}

absl::Status SetBody(const google::api::HttpRule& rule, Route& route) {
  if (rule.body().empty()) return absl::OkStatus();
  if (rule.body() == "*") {
    route.body = BodyKind::kMessage;
    return absl::OkStatus();
  }
  route.body_field = route.method->input_type()->FindFieldByName(rule.body());
  if (route.body_field == nullptr || route.body_field->is_repeated() ||
      route.body_field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    return BadRoute(route.method, rule.body(), "the body is not a message field of the request");
  }
  route.body = IsHttpBody(route.body_field->message_type()) ? BodyKind::kRawField : BodyKind::kField;
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Route>> MakeRoute(const MethodDescriptor* method,
                                                 const google::api::HttpRule& rule) {
  auto route = std::make_unique<Route>();
  std::tie(route->http_method, route->pattern) = MethodAndPattern(rule);
  route->method = method;
  route->grpc_path = absl::StrCat("/", method->service()->full_name(), "/", method->name());
  route->traits = TraitsOf(*method);
  route->published = method->options().GetExtension(disclosure::type::v1::policy).published();
  route->raw_response = IsHttpBody(method->output_type());
  route->public_feed = IsPublicFeed(*route);
  if (method->client_streaming()) return BadRoute(method, route->pattern, "a method that streams its requests");
  if (!rule.response_body().empty()) return BadRoute(method, route->pattern, "response_body is not supported");
  ASSIGN_OR_RETURN(route->path, ParsePathTemplate(route->pattern));
  RETURN_IF_ERROR(SetBody(rule, *route));
  const bool whole = route->body == BodyKind::kMessage;
  route->large_body = route->body == BodyKind::kRawField || (whole && CarriesBytes(*method->input_type(), 1));
  for (const TemplateVariable& variable : route->path.variables) {
    FieldPath field = ResolveFieldPath(method->input_type(), variable.field_path);
    if (field.empty() || field.back()->is_repeated() ||
        field.back()->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      return BadRoute(method, route->pattern, "no plain field " + variable.field_path);
    }
    route->variables.push_back(std::move(field));
  }
  return route;
}

// The text a variable matched: decoded, with %2F kept if it may span several segments.
absl::StatusOr<std::string> ValueOf(const TemplateVariable& variable, const Route& route,
                                    const RequestPath& path) {
  if (!variable.multi_segment) {
    return DecodePercent(path.raw[variable.begin], /*keep_slash=*/false, /*plus_is_space=*/false);
  }
  const bool rest = route.path.segments[variable.end - 1].kind == TemplateSegment::Kind::kRest;
  const size_t end = rest ? path.segments.size() : variable.end;
  std::string value;
  for (size_t i = variable.begin; i < end; ++i) {
    absl::StrAppend(&value, i == variable.begin ? "" : "/", path.segments[i]);
  }
  return value;
}

}  // namespace

struct RouteTable::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> any;
  std::unique_ptr<Node> rest;
  std::map<std::string, const Route*, std::less<>> routes;  // that end here, by verb

  const Route* RouteOf(std::string_view verb) const {
    const auto route = routes.find(verb);
    return route == routes.end() ? nullptr : route->second;
  }
};

RouteTable::RouteTable() = default;
RouteTable::RouteTable(RouteTable&&) noexcept = default;
RouteTable& RouteTable::operator=(RouteTable&&) noexcept = default;
RouteTable::~RouteTable() = default;

FieldPath ResolveFieldPath(const Descriptor* message, std::string_view path) {
  FieldPath fields;
  for (const absl::string_view name_view : absl::StrSplit(absl::string_view(path.data(), path.size()), '.')) {
    const std::string name(name_view);
    if (message == nullptr || fields.size() == kMaxFieldDepth) return {};
    const FieldDescriptor* field = message->FindFieldByName(name);
    if (field == nullptr) field = message->FindFieldByCamelcaseName(name);
    if (field == nullptr) return {};
    if (!fields.empty() && fields.back()->is_repeated()) return {};
    fields.push_back(field);
    message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE ? field->message_type() : nullptr;
  }
  return fields;
}

absl::StatusOr<RouteTable> RouteTable::Create(
    const std::vector<const google::protobuf::ServiceDescriptor*>& services) {
  RouteTable table;
  for (const auto* service : services) {
    for (int i = 0; i < service->method_count(); ++i) {
      const MethodDescriptor* method = service->method(i);
      if (!method->options().HasExtension(google::api::http)) continue;
      const google::api::HttpRule& rule = method->options().GetExtension(google::api::http);
      ASSIGN_OR_RETURN(std::unique_ptr<Route> route, MakeRoute(method, rule));
      RETURN_IF_ERROR(table.Insert(std::move(route)));
      for (const google::api::HttpRule& additional : rule.additional_bindings()) {
        ASSIGN_OR_RETURN(std::unique_ptr<Route> other, MakeRoute(method, additional));
        RETURN_IF_ERROR(table.Insert(std::move(other)));
      }
    }
  }
  return table;
}

absl::Status RouteTable::Insert(std::unique_ptr<Route> route) {
  Node* node = nullptr;
  for (const auto& [method, root] : tries_) {
    if (method == route->http_method) node = root.get();
  }
  if (node == nullptr) {
    node = tries_.emplace_back(route->http_method, std::make_unique<Node>()).second.get();
  }
  for (const TemplateSegment& segment : route->path.segments) {
    std::unique_ptr<Node>& next = segment.kind == TemplateSegment::Kind::kLiteral ? node->literals[segment.literal]
                                  : segment.kind == TemplateSegment::Kind::kAny   ? node->any
                                                                                  : node->rest;
    if (next == nullptr) next = std::make_unique<Node>();
    node = next.get();
  }
  const auto [known, inserted] = node->routes.emplace(route->path.verb, route.get());
  if (!inserted) {
    return BadRoute(route->method, route->pattern,
                    "the same route as " + known->second->method->full_name());
  }
  routes_.push_back(std::move(route));
  return absl::OkStatus();
}

// Visits a node at most once, because each has one way in: the work is bounded by the size of the trie.
const Route* RouteTable::Find(const Node& node, const RequestPath& path, size_t at) {
  if (at == path.segments.size()) {
    if (const Route* route = node.RouteOf(path.verb)) return route;
    return node.rest == nullptr ? nullptr : node.rest->RouteOf(path.verb);  // ** covers no segment as well
  }
  const std::string& segment = path.segments[at];
  if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
    if (const Route* route = Find(*literal->second, path, at + 1)) return route;
  }
  if (segment.empty()) return nullptr;
  if (node.any != nullptr) {
    if (const Route* route = Find(*node.any, path, at + 1)) return route;
  }
  return node.rest == nullptr ? nullptr : node.rest->RouteOf(path.verb);
}

absl::StatusOr<RouteMatch> RouteTable::Match(std::string_view http_method, std::string_view raw_path) const {
  ASSIGN_OR_RETURN(RequestPath path, ParseRequestPath(raw_path));
  RouteMatch match;
  for (const auto& [method, root] : tries_) {
    const Route* route = Find(*root, path, 0);
    if (route == nullptr) continue;
    if (method == http_method) {
      match.route = route;
      break;
    }
    absl::StrAppend(&match.allow, match.allow.empty() ? "" : ", ", method);
  }
  if (match.route == nullptr) return match;
  match.allow.clear();
  for (const TemplateVariable& variable : match.route->path.variables) {
    ASSIGN_OR_RETURN(std::string value, ValueOf(variable, *match.route, path));
    match.values.push_back(std::move(value));
  }
  return match;
}

}  // namespace disclosure::gateway
