#include "gateway/compose/evicting_exchange.h"

#include <utility>

namespace disclosure::gateway {
namespace {

class Evicting final : public Exchange {
 public:
  Evicting(std::shared_ptr<Exchange> exchange, PublishedState* published)
      : exchange_(std::move(exchange)), published_(published) {}

  void Reply(Response response) override {
    if (response.status / 100 == 2) published_->DirectoryWritten();
    exchange_->Reply(std::move(response));
  }
  void StartStream(Response head) override { exchange_->StartStream(std::move(head)); }
  bool Write(std::string chunk) override { return exchange_->Write(std::move(chunk)); }
  void Finish() override { exchange_->Finish(); }
  void OnRoom(std::function<void()> callback) override { exchange_->OnRoom(std::move(callback)); }
  void OnCancel(std::function<void()> callback) override { exchange_->OnCancel(std::move(callback)); }

 private:
  const std::shared_ptr<Exchange> exchange_;
  PublishedState* const published_;
};

}  // namespace

std::shared_ptr<Exchange> EvictingExchange(std::shared_ptr<Exchange> exchange, PublishedState* published) {
  return std::make_shared<Evicting>(std::move(exchange), published);
}

}  // namespace disclosure::gateway
