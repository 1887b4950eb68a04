// HTTP/JSON in front of gRPC services, by their descriptors: no code per method.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/http/message.h"
#include "gateway/transcode/active_calls.h"
#include "gateway/transcode/routes.h"
#include "gateway/transcode/shared_feeds.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"

namespace disclosure::gateway {

// A service and where it is served. Its descriptor must be linked in.
struct Backend {
  std::string service;  // "disclosure.catalog.v1.CatalogService"
  std::shared_ptr<grpc::Channel> channel;
};

// Tells who calls; UNAUTHENTICATED for a token that cannot be believed. Called on the thread of the request.
using Authenticate = std::function<absl::StatusOr<type::v1::Caller>(const Request&)>;

class Transcoder {
 public:
  // `gate` may be null (no limits); it outlives the transcoder, and is closed before the transcoder goes.
  // INVALID_ARGUMENT naming the service whose descriptor is not linked in or the route that is malformed or
  // ambiguous: the gateway then does not start.
  static absl::StatusOr<std::unique_ptr<Transcoder>> Create(std::vector<Backend> backends,
                                                            Authenticate authenticate, Gate* gate = nullptr,
                                                            SharedFeeds::Options feeds = {});

  // Cancels the calls under way and waits for them.
  ~Transcoder();

  // Answers the exchange, later and from another thread. May not be called once destruction has begun.
  void Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) const;

  // Whether the path is a route, with whatever HTTP method.
  bool Knows(std::string_view path) const;

  // GET `path` ("/v1/domains?pageSize=1000") as an anonymous caller, for the memory of published answers.
  // `done` is called once, maybe on another thread; a failure is an HTTP status and its envelope.
  using Fetched = std::function<void(int status, std::string content_type, std::string body)>;
  void Fetch(std::string_view path, Fetched done) const;

  const RouteTable& routes() const { return routes_; }
  const SharedFeeds& feeds() const { return feeds_; }

 private:
  Transcoder(RouteTable routes, Authenticate authenticate, SharedFeeds::Options feeds)
      : routes_(std::move(routes)), authenticate_(std::move(authenticate)), feeds_(&active_, feeds) {}
  void Call(const type::v1::Caller& caller, std::shared_ptr<const Request> request,
            std::shared_ptr<Exchange> exchange, const RouteMatch& match, std::string trace, Gate* gate) const;
  void Dispatch(const absl::StatusOr<type::v1::Caller>& caller, std::shared_ptr<const Request> request,
                std::shared_ptr<Exchange> exchange, Gate* gate) const;

  const RouteTable routes_;
  const Authenticate authenticate_;
  Gate* gate_ = nullptr;
  std::vector<std::pair<std::string, std::unique_ptr<grpc::GenericStub>>> stubs_;  // by service
  mutable ActiveCalls active_;
  mutable SharedFeeds feeds_;
};

}  // namespace disclosure::gateway
