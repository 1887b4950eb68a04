// The operations of the HTTP interface in words, from the route table and the comments of the protos: what the OpenAPI
// document and the pages under /api are written from.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "gateway/transcode/proto_comments.h"
#include "gateway/transcode/routes.h"

namespace disclosure::gateway {

struct ApiParameter {
  std::string name;  // "organ", "filter.state", "If-Match"
  std::string in;    // "path", "query", "header"
  bool required = false;
  bool repeated = false;
  std::string type;                  // "string", "integer", "boolean", "number"
  std::string description;
  std::string example;               // "" if none suggests itself
  std::vector<std::string> choices;  // of an enum
  const google::protobuf::FieldDescriptor* field = nullptr;  // that it sets; null for parts of a name and for headers
};

struct ApiOperation {
  const Route* route = nullptr;
  std::string id;    // "RequestService_FileRequest", "…_2" for a further binding
  std::string tag;   // "RequestService"
  std::string path;  // "/v1/organs/{organ}/requests"
  std::string summary;
  std::string description;
  std::vector<std::string> who;  // "PUBLIC", "APPLICANT", "PEER_ORGAN", "SERVICE", "OFFICER:clerk"
  bool is_public = false;        // needs no token
  std::vector<ApiParameter> parameters;
  std::set<std::string> path_fields;  // of the body's message: the path has them
  std::string body_example;           // JSON with the fields that must be given, "" without a body of JSON
};

// In the order of the routes.
std::vector<ApiOperation> DescribeOperations(const RouteTable& routes, const ProtoComments& comments);

}  // namespace disclosure::gateway
