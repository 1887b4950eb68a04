#include "gateway/limits/admission.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/http/http_error.h"

namespace disclosure::gateway {
namespace {

using Ticket = ConcurrencyLimiter::Ticket;

// Passes everything on and gives the ticket back at the end.
class TicketedExchange final : public Exchange {
 public:
  TicketedExchange(std::shared_ptr<Exchange> exchange, Ticket ticket)
      : exchange_(std::move(exchange)), ticket_(std::move(ticket)) {}

  void Reply(Response response) override {
    // Before the reply, so that a client that waited for it is never refused because of it.
    ticket_.Release();
    exchange_->Reply(std::move(response));
  }
  void StartStream(Response head) override { exchange_->StartStream(std::move(head)); }
  bool Write(std::string chunk) override { return exchange_->Write(std::move(chunk)); }
  void Finish() override {
    ticket_.Release();
    exchange_->Finish();
  }
  void OnRoom(std::function<void()> callback) override { exchange_->OnRoom(std::move(callback)); }
  void OnCancel(std::function<void()> callback) override { exchange_->OnCancel(std::move(callback)); }

 private:
  std::shared_ptr<Exchange> exchange_;
  Ticket ticket_;
};

Response TooManyRequests(std::string_view reason, const std::string& what, absl::Duration wait) {
  return ErrorResponse(
      {.status = 429,
       .reason = std::string(reason),
       .message = absl::StrCat(what, "; the next call is allowed in ", absl::FormatDuration(wait)),
       .retry_after = wait});
}

}  // namespace

Handler LimitCallers(Handler next, std::function<std::string(const Request&)> caller_of, RateLimiter* rate,
                     ConcurrencyLimiter* concurrency) {
  return [next = std::move(next), caller_of = std::move(caller_of), rate, concurrency](
             std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
    const std::string caller = caller_of(*request);
    const absl::Duration wait = rate->Admit(caller);
    if (wait > absl::ZeroDuration()) {
      return exchange->Reply(TooManyRequests("RATE_LIMITED", "this caller asks too often", wait));
    }
    Ticket ticket = concurrency->Enter(caller);
    if (!ticket.granted()) {
      return exchange->Reply(TooManyRequests(
          "TOO_MANY_AT_ONCE", "too many requests of this caller are under way", absl::Seconds(1)));
    }
    next(std::move(request), std::make_shared<TicketedExchange>(std::move(exchange), std::move(ticket)));
  };
}

std::function<std::shared_ptr<void>(std::string_view peer)> LimitConnections(std::function<std::string(std::string_view peer)> owner_of,
                                                                             ConcurrencyLimiter* most) {
  return [owner_of = std::move(owner_of), most](std::string_view peer) -> std::shared_ptr<void> {
    const std::string owner = owner_of(peer);
    auto place = std::make_shared<Ticket>(owner.empty() ? Ticket() : most->Enter(owner));
    if (!owner.empty() && !place->granted()) return nullptr;
    return place;
  };
}

}  // namespace disclosure::gateway
