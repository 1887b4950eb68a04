// Which gRPC method an HTTP method and path mean. Built at start from the google.api.http options of the
// services; no code per method.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/transcode/method_traits.h"
#include "gateway/transcode/path_template.h"
#include "google/protobuf/descriptor.h"

namespace disclosure::gateway {

using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// Where the body of a request goes.
enum class BodyKind {
  kNone,
  kMessage,   // body: "*": the whole request as JSON
  kField,     // body: "organ": that field as JSON
  kRawField,  // a field of type google.api.HttpBody: the bytes as they are
};

struct Route {
  std::string http_method;  // "GET"
  std::string pattern;      // as in the proto
  PathTemplate path;
  std::vector<FieldPath> variables;  // in the order of path.variables
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::string grpc_path;  // "/disclosure.catalog.v1.CatalogService/GetOrgan"
  BodyKind body = BodyKind::kNone;
  const google::protobuf::FieldDescriptor* body_field = nullptr;
  MethodTraits traits;
  bool published = false;  // disclosure.type.v1.policy: the same answer for everybody
  bool public_feed = false;   // a watch whose events are the same for everybody (shared_feeds.h)
  bool raw_response = false;  // google.api.HttpBody
  bool large_body = false;    // files: HttpBody, or `bytes` in the JSON
};

struct RouteMatch {
  const Route* route = nullptr;  // null: no such path, or not with this HTTP method
  std::vector<std::string> values;  // in the order of route->variables
  // If route is null: the HTTP methods with which the path exists, "GET, PATCH"; "" if with none.
  std::string allow;
};

// Immutable once built; any number of threads may match.
class RouteTable {
 public:
  // Routes of `services`, additional_bindings included; methods without the option have none.
  // INVALID_ARGUMENT (BAD_ROUTE, BAD_PATH_TEMPLATE) naming the method if a template is malformed, a field
  // does not exist or has a type that cannot stand there, the method streams its requests, or two routes
  // have the same HTTP method and pattern.
  static absl::StatusOr<RouteTable> Create(
      const std::vector<const google::protobuf::ServiceDescriptor*>& services);

  RouteTable(RouteTable&&) noexcept;
  RouteTable& operator=(RouteTable&&) noexcept;
  ~RouteTable();

  // Literals win over *, * over **. INVALID_ARGUMENT for a path that cannot be read (ParseRequestPath).
  absl::StatusOr<RouteMatch> Match(std::string_view http_method, std::string_view path) const;

  // In the order of the protos.
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  struct Node;

  RouteTable();
  absl::Status Insert(std::unique_ptr<Route> route);
  static const Route* Find(const Node& node, const RequestPath& path, size_t at);

  std::vector<std::unique_ptr<Route>> routes_;
  std::vector<std::pair<std::string, std::unique_ptr<Node>>> tries_;  // by HTTP method
};

// The field `path` ("item.name", "updateMask.paths") leads to, by proto or JSON names; empty if there is
// none, or if a list or map lies on the way.
FieldPath ResolveFieldPath(const google::protobuf::Descriptor* message, std::string_view path);

}  // namespace disclosure::gateway
