#include "gateway/compose/front.h"

#include <utility>

#include "gateway/compose/evicting_exchange.h"

namespace disclosure::gateway {
namespace {

bool StartsWith(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

bool SaysWho(const Request& request) { return !request.Header("authorization").empty() || !request.Header("cookie").empty(); }

bool IsOfficer(const Callers& callers, const Request& request) {
  if (!SaysWho(request)) return false;
  const auto caller = callers.Authenticate(request);
  return caller.ok() && caller->kind() == type::v1::Caller::OFFICER;
}

// Organs themselves, and not what is below them: requests, reports, profiles.
bool NamesOrgans(std::string_view path) {
  constexpr std::string_view kOrgans = "/v1/organs";
  return StartsWith(path, kOrgans) && path.find('/', kOrgans.size() + 1) == std::string_view::npos;
}

bool WritesDirectory(const Request& request) {
  if (request.method == "GET" || request.method == "HEAD") return false;
  return NamesOrgans(request.path) || StartsWith(request.path, "/v1/domains") || StartsWith(request.path, "/v1/directory:");
}

Response Plain(int status, std::string text) {
  Response response;
  response.status = status;
  response.headers = {{"content-type", "text/plain; charset=utf-8"}, {"cache-control", "no-store"}};
  response.body = std::make_shared<const std::string>(std::move(text));
  return response;
}

}  // namespace

Handler FrontHandler(Rooms rooms) {
  return [rooms](std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
    if (request->path == "/healthz") return exchange->Reply(Plain(200, "ok\n"));
    if (request->path == "/readyz") {
      return exchange->Reply(rooms.feed->filled() ? Plain(200, "ready\n") : Plain(503, "filling\n"));
    }
    if (rooms.officers != nullptr) {
      exchange = rooms.officers->Renewing(*request, std::move(exchange));
      if (Officers::Owns(request->path)) return rooms.officers->Handle(std::move(request), std::move(exchange));
    }
    if (StartsWith(request->path, "/v1/") || rooms.pages == nullptr) {
      if (WritesDirectory(*request) && IsOfficer(*rooms.callers, *request)) {
        exchange = EvictingExchange(std::move(exchange), rooms.published);
      }
      return rooms.transcoder->Handle(std::move(request), std::move(exchange));
    }
    rooms.pages->Handle(std::move(request), std::move(exchange));
  };
}

std::string LimitedCaller(const Callers& callers, const Gate& gate, const Request& request) {
  if (SaysWho(request)) {
    const auto caller = callers.Authenticate(request);
    if (caller.ok() && !caller->subject().empty()) return "subject:" + caller->subject();
  }
  return gate.PrefixOf(request.remote_address);
}

}  // namespace disclosure::gateway
