#include "gateway/compose/counting.h"

#include <string>
#include <utility>

#include "absl/time/clock.h"

namespace disclosure::gateway {
namespace {

std::string_view Kind(std::string_view path) {
  if (path.substr(0, 4) == "/v1/") return "api";
  return path == "/healthz" || path == "/readyz" ? "probe" : "page";
}

class CountedExchange final : public Exchange {
 public:
  CountedExchange(std::shared_ptr<Exchange> exchange, std::string_view kind, Metrics& metrics)
      : exchange_(std::move(exchange)), kind_(kind), metrics_(metrics) {}

  void Reply(Response response) override {
    Count(response.status);
    exchange_->Reply(std::move(response));
  }
  void StartStream(Response head) override {
    Count(head.status);
    exchange_->StartStream(std::move(head));
  }
  bool Write(std::string chunk) override { return exchange_->Write(std::move(chunk)); }
  void Finish() override { exchange_->Finish(); }
  void OnRoom(std::function<void()> callback) override { exchange_->OnRoom(std::move(callback)); }
  void OnCancel(std::function<void()> callback) override { exchange_->OnCancel(std::move(callback)); }

 private:
  void Count(int status) {
    metrics_.Calls(kind_, std::to_string(status)).Increment();
    metrics_.Latency(kind_).Observe(absl::ToDoubleSeconds(absl::Now() - start_));
  }

  const std::shared_ptr<Exchange> exchange_;
  const std::string_view kind_;
  Metrics& metrics_;
  const absl::Time start_ = absl::Now();
};

}  // namespace

Handler CountCalls(Handler next, Metrics& metrics) {
  return [next = std::move(next), &metrics](std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
    auto counted = std::make_shared<CountedExchange>(std::move(exchange), Kind(request->path), metrics);
    next(std::move(request), std::move(counted));
  };
}

}  // namespace disclosure::gateway
