#include "common/rpc/service_config.h"

#include "google/api/annotations.pb.h"
#include "nlohmann/json.hpp"

namespace disclosure {
namespace {

bool OnlyReads(const google::protobuf::MethodDescriptor& method) {
  return !method.server_streaming() && !method.client_streaming() && method.options().HasExtension(google::api::http) &&
         method.options().GetExtension(google::api::http).pattern_case() == google::api::HttpRule::kGet;
}

}  // namespace

std::string ServiceConfigOf(const google::protobuf::ServiceDescriptor& service) {
  nlohmann::json reading = nlohmann::json::array();
  for (int i = 0; i < service.method_count(); ++i) {
    if (OnlyReads(*service.method(i))) reading.push_back({{"service", service.full_name()}, {"method", service.method(i)->name()}});
  }
  nlohmann::json config = {
      {"healthCheckConfig", {{"serviceName", service.full_name()}}},
      // Every failure takes a token of ten and every answer gives a tenth back; below five tokens nothing is asked again.
      {"retryThrottling", {{"maxTokens", 10}, {"tokenRatio", 0.1}}},
  };
  if (!reading.empty()) {
    config["methodConfig"] = nlohmann::json::array({{{"name", reading},
                                                     {"retryPolicy",
                                                      {{"maxAttempts", 2},
                                                       {"initialBackoff", "0.02s"},
                                                       {"maxBackoff", "0.1s"},
                                                       {"backoffMultiplier", 2},
                                                       {"retryableStatusCodes", {"UNAVAILABLE"}}}}}});
  }
  return config.dump();
}

}  // namespace disclosure
