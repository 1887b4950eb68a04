// One watch of a service for all who watch the same public feed: the service has one stream, each watcher costs the
// gateway a connection and no more.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "gateway/http/message.h"
#include "gateway/transcode/active_calls.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/message.h"
#include "grpcpp/generic/generic_stub.h"

namespace disclosure::gateway {

// A feed: a method that anybody may watch, and what is asked of it besides the place to begin.
struct FeedSource {
  grpc::GenericStub* stub = nullptr;
  const Route* route = nullptr;
  std::shared_ptr<const google::protobuf::Message> request;  // without resume_token
  std::string key;
};

// Whether events of the route are the same for everybody, and each says its place (resume_token).
bool IsPublicFeed(const Route& route);
FeedSource SourceOf(grpc::GenericStub* stub, const Route* route, const google::protobuf::Message& request);

// Thread safe.
class SharedFeeds {
 public:
  struct Options {
    size_t remembered = 512;  // events for those who come back, and the memory they take
    size_t remembered_bytes = 4 << 20;
    size_t most = 64;  // feeds: beyond it a watcher keeps a watch of his own
    absl::Duration heartbeat = absl::Seconds(15);  // without an event; a feed without watchers ends then
    absl::Duration first_pause = absl::Milliseconds(100);  // before the watch is begun anew; doubles
    absl::Duration longest_pause = absl::Seconds(5);
  };

  // `active` outlives it: the watches are counted there.
  SharedFeeds(ActiveCalls* active, Options options);
  ~SharedFeeds() { Close(); }

  // `exchange`, which has got everything up to `token`, gets what follows: what is remembered at once, the rest as it
  // comes. With `head` its stream begins with it. False: the place is not among those remembered (or the feed is just
  // behind it), and nothing was done. With `begin` the feed is begun at `token` if there is none.
  bool Join(const FeedSource& source, const std::string& token, const std::shared_ptr<Exchange>& exchange, bool begin,
            const Response* head = nullptr);

  // Ends all streams. Idempotent.
  void Close();

  size_t feeds() const;
  size_t watchers() const;

 private:
  class Feed;
  // The feeds there are. Each holds it too: one may end while all are being closed.
  struct Shelf {
    void Forget(const Feed* feed);

    std::mutex mutex;
    std::map<std::string, std::shared_ptr<Feed>> feeds;
    bool closed = false;
  };

  ActiveCalls* const active_;
  const Options options_;
  const std::shared_ptr<Shelf> shelf_;
};

// One message as a server-sent event; one with nothing but a token as a comment that moves the reader's place on.
std::string EventOf(const google::protobuf::Message& message);
// The message's resume_token, "" if it has none that can stand in an event.
std::string ResumeTokenOf(const google::protobuf::Message& message);
std::string FailureEvent(const grpc::Status& status);

}  // namespace disclosure::gateway
