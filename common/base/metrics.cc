#include "common/base/metrics.h"

#include "absl/strings/str_cat.h"

namespace disclosure {

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>()),
      calls_(prometheus::BuildCounter().Name("disclosure_calls_total").Help("calls by method and code").Register(*registry_)),
      latency_(prometheus::BuildHistogram().Name("disclosure_call_seconds").Help("time to answer").Register(*registry_)) {}

absl::StatusOr<int> Metrics::Serve(const std::string& address) {
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(address, 1);
  } catch (const std::exception& e) {
    return absl::UnavailableError(absl::StrCat("cannot serve metrics on ", address, ": ", e.what()));
  }
  exposer_->RegisterCollectable(registry_);
  return exposer_->GetListeningPorts().front();
}

prometheus::Counter& Metrics::Calls(std::string_view method, std::string_view code) {
  return calls_.Add({{"method", std::string(method)}, {"code", std::string(code)}});
}

prometheus::Histogram& Metrics::Latency(std::string_view method) {
  return latency_.Add({{"method", std::string(method)}},
                      prometheus::Histogram::BucketBoundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5});
}

}  // namespace disclosure
