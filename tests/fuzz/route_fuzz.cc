// Paths, queries and JSON bodies of strangers, against the routes of the contract; and templates.
#include <cstdint>
#include <string>
#include <string_view>

#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "gateway/transcode/request.h"
#include "gateway/transcode/routes.h"

namespace {

using disclosure::gateway::RouteTable;

const RouteTable& Routes() {
  google::protobuf::LinkMessageReflection<disclosure::catalog::v1::UpdateOrganRequest>();
  static const auto* table = new RouteTable(*RouteTable::Create(
      {google::protobuf::DescriptorPool::generated_pool()->FindServiceByName("disclosure.catalog.v1.CatalogService")}));
  return *table;
}

}  // namespace

// The input is method, path, query, If-Match, Last-Event-ID and body, one a line; the body is the rest.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto line = [&rest] {
    const size_t end = rest.find('\n');
    const std::string text(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return text;
  };
  disclosure::gateway::Request request;
  request.method = line();
  request.path = line();
  request.query = line();
  request.headers.emplace_back("if-match", line());
  request.headers.emplace_back("last-event-id", line());
  request.body = std::string(rest);
  (void)disclosure::gateway::ParsePathTemplate(request.path);
  const auto match = Routes().Match(request.method, request.path);
  if (match.ok() && match->route != nullptr) (void)disclosure::gateway::BuildRequest(*match, request);
  return 0;
}
