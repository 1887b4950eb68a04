// Calls of a backend for one HTTP exchange, without knowing its types at compile time.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/http/message.h"
#include "gateway/transcode/active_calls.h"
#include "gateway/transcode/routes.h"
#include "gateway/transcode/shared_feeds.h"
#include "google/protobuf/message.h"
#include "grpcpp/generic/generic_stub.h"

namespace disclosure::gateway {

// Everything one call needs. Routes, stub and `active` outlive it.
struct CallInput {
  ActiveCalls* active = nullptr;
  grpc::GenericStub* stub = nullptr;
  SharedFeeds* feeds = nullptr;  // null: every watcher has a watch of its own
  const Route* route = nullptr;
  std::shared_ptr<const Request> http;
  std::shared_ptr<Exchange> exchange;
  std::unique_ptr<google::protobuf::Message> request;
  type::v1::Caller caller;
  std::string trace;
  absl::Time deadline;
  // How the service ended the call; null if nobody wants to know.
  std::function<void(const grpc::Status&)> ended;
};

// Replies with the rendered answer or the error. The client's going away cancels the call.
void StartUnaryCall(CallInput input);

// Sends each message as it comes: as server-sent events, with the message's resume_token as event id and a
// comment every 15 s without events; or, if the client accepts application/x-ndjson or application/json and
// not text/event-stream, as lines of JSON, {"result":…} and, at the end, {"error":…} if it ends in one. An error before the first message is an
// ordinary error reply. Who reads the events of a public feed is handed over to `feeds` once he is up to date. A client that goes away or does not read cancels the call.
void StartStreamCall(CallInput input);

// Sends the bytes of a stream of google.api.HttpBody as one file, as fast as the client takes them. One that fails after its
// begin is cut short, so that nobody takes half of it for the whole.
void StartFileCall(CallInput input);

// Replies, with the trace as X-Request-Id.
void Reply(Exchange& exchange, const std::string& trace, Response response);

}  // namespace disclosure::gateway
