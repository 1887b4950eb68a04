// Prometheus metrics of a service, served on its admin port.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "common/base/status.h"
#include "prometheus/counter.h"
#include "prometheus/exposer.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace disclosure {

// Thread safe.
class Metrics {
 public:
  Metrics();
  // Serves /metrics on `address` ("127.0.0.1:0": any port) and returns the port.
  absl::StatusOr<int> Serve(const std::string& address);

  // Calls by method and result code, and how long they took, in seconds.
  prometheus::Counter& Calls(std::string_view method, std::string_view code);
  prometheus::Histogram& Latency(std::string_view method);

 private:
  std::shared_ptr<prometheus::Registry> registry_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& latency_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace disclosure
