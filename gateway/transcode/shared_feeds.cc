#include "gateway/transcode/shared_feeds.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"
#include "disclosure/type/v1/policy.pb.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/wire.h"
#include "grpcpp/alarm.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kResumeToken[] = "resume_token";

const FieldDescriptor* TokenField(const google::protobuf::Descriptor* message) {
  const FieldDescriptor* field = message->FindFieldByName(kResumeToken);
  const bool plain = field != nullptr && !field->is_repeated() && field->type() == FieldDescriptor::TYPE_STRING;
  return plain ? field : nullptr;
}

// A message with nothing but a token moves the reader's place on; it is no event.
bool IsHeartbeat(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields.empty() || (fields.size() == 1 && fields[0]->name() == kResumeToken);
}

// The service is away or ends streams as it likes to: what was asked can be asked again.
bool MayGoOn(const grpc::Status& status) {
  return status.ok() || status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::INTERNAL || status.error_code() == grpc::StatusCode::UNKNOWN ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
}

type::v1::Caller Anybody() {
  type::v1::Caller caller;
  caller.set_kind(type::v1::Caller::ANONYMOUS);
  return caller;
}

}  // namespace

bool IsPublicFeed(const Route& route) {
  const auto& policy = route.method->options().GetExtension(type::v1::policy);
  return route.method->server_streaming() && !route.raw_response && policy.who_size() == 1 &&
         policy.who(0) == type::v1::Policy::PUBLIC && TokenField(route.method->input_type()) != nullptr &&
         TokenField(route.method->output_type()) != nullptr;
}

FeedSource SourceOf(grpc::GenericStub* stub, const Route* route, const Message& request) {
  std::shared_ptr<Message> copy(request.New());
  copy->CopyFrom(request);
  copy->GetReflection()->ClearField(copy.get(), TokenField(copy->GetDescriptor()));
  return {stub, route, copy, absl::StrCat(route->grpc_path, " ", copy->SerializeAsString())};
}

std::string ResumeTokenOf(const Message& message) {
  const FieldDescriptor* field = TokenField(message.GetDescriptor());
  if (field == nullptr) return "";
  std::string token = message.GetReflection()->GetString(message, field);
  return token.find_first_of(std::string("\r\n\0", 3)) == std::string::npos ? token : "";
}

std::string EventOf(const Message& message) {
  const std::string token = ResumeTokenOf(message);
  const std::string id = token.empty() ? "" : absl::StrCat("id: ", token, "\n");
  if (IsHeartbeat(message)) return absl::StrCat(id, ":\n\n");
  return absl::StrCat(id, "data: ", PrintPublishedJson(message), "\n\n");
}

std::string FailureEvent(const grpc::Status& status) {
  return absl::StrCat("event: failure\ndata: ", ErrorJson(status), "\n\n");
}

// One feed. Its methods run on threads of gRPC and of the HTTP server; it never calls who called it.
class SharedFeeds::Feed final : public std::enable_shared_from_this<Feed> {
 public:
  Feed(const SharedFeeds& feeds, FeedSource source, const std::string& token)
      : shelf_(feeds.shelf_), active_(feeds.active_), source_(std::move(source)), options_(feeds.options_), pause_(options_.first_pause) {
    remembered_.push_back({token, ""});
  }

  void Start() {
    std::lock_guard lock(mutex_);
    Watch();
    ScheduleBeat();
  }

  bool Join(const std::string& token, const std::shared_ptr<Exchange>& exchange, const Response* head) {
    uint64_t id = 0;
    {
      std::lock_guard lock(mutex_);
      const auto place = std::find_if(remembered_.rbegin(), remembered_.rend(), [&](const Event& event) { return event.token == token; });
      if (closed_ || place == remembered_.rend()) return false;
      if (head != nullptr) exchange->StartStream(*head);
      bool takes = true;
      for (auto event = place.base(); takes && event != remembered_.end(); ++event) takes = exchange->Write(event->text);
      if (!takes) {
        exchange->Finish();
        return true;
      }
      id = next_id_++;
      watchers_.emplace(id, exchange);
    }
    // Not under the lock: it calls at once if the client has gone.
    exchange->OnCancel([weak = weak_from_this(), id] {
      if (const auto feed = weak.lock()) feed->Leave(id);
    });
    return true;
  }

  void Close(const std::string& last_words) {
    std::map<uint64_t, std::shared_ptr<Exchange>> watchers;
    {
      std::lock_guard lock(mutex_);
      if (closed_) return;
      closed_ = true;
      watchers.swap(watchers_);
      if (beat_) beat_->Cancel();
      if (again_) again_->Cancel();
      if (context_ != nullptr) context_->TryCancel();
    }
    for (const auto& [id, exchange] : watchers) {
      if (!last_words.empty()) exchange->Write(last_words);
      exchange->Finish();
    }
  }

  size_t watchers() const {
    std::lock_guard lock(mutex_);
    return watchers_.size();
  }
  const std::string& key() const { return source_.key; }

 private:
  // What brings a reader to the place `token`.
  struct Event {
    std::string token;
    std::string text;
  };

  // One watch of the service. Owns itself until OnDone.
  class Upstream final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
   public:
    Upstream(std::shared_ptr<Feed> feed, const std::string& token) : ticket_(*feed->active_), feed_(std::move(feed)) {
      const FeedSource& source = feed_->source_;
      std::unique_ptr<Message> request(source.request->New());
      request->CopyFrom(*source.request);
      request->GetReflection()->SetString(request.get(), TokenField(request->GetDescriptor()), token);
      request_ = Serialize(*request);
      Prepare(Anybody(), TraceOf({}), std::nullopt, *context_);
      ticket_.OnCancelAll([context = context_] { context->TryCancel(); });
      source.stub->PrepareBidiStreamingCall(context_.get(), source.route->grpc_path, {}, this);
    }
    void Start() {
      StartWriteLast(&request_, {});
      StartRead(&answer_);
      StartCall();
    }
    const std::shared_ptr<grpc::ClientContext>& context() const { return context_; }

    void OnReadDone(bool ok) override {
      if (!ok) return;
      const auto message = ParseAnswer(*feed_->source_.route->method, answer_);
      answer_.Clear();
      if (!message.ok()) return context_->TryCancel();
      feed_->Take(**message);
      StartRead(&answer_);
    }
    void OnDone(const grpc::Status& status) override {
      feed_->Ended(status);
      delete this;
    }

   private:
    ActiveCalls::Ticket ticket_;  // goes last
    const std::shared_ptr<grpc::ClientContext> context_ = std::make_shared<grpc::ClientContext>();
    const std::shared_ptr<Feed> feed_;
    grpc::ByteBuffer request_;
    grpc::ByteBuffer answer_;
  };

  void Watch() {
    auto* upstream = new Upstream(shared_from_this(), remembered_.back().token);
    context_ = upstream->context();
    upstream->Start();
  }

  // The rest is called without the lock.

  void Take(const Message& message) {
    const std::string text = EventOf(message);
    const std::string token = ResumeTokenOf(message);
    std::vector<std::shared_ptr<Exchange>> gone;
    {
      std::lock_guard lock(mutex_);
      if (closed_) return;
      pause_ = options_.first_pause;
      // A part of what only its end makes a place to go on from: readers get it whole.
      part_ += text;
      if (token.empty()) return;
      const std::string whole = std::exchange(part_, "");
      if (token != remembered_.back().token) Remember({token, whole});
      gone = Send(whole);
    }
    Finish(gone);
  }

  void Remember(Event event) {
    remembered_bytes_ += event.text.size();
    remembered_.push_back(std::move(event));
    while (remembered_.size() > 1 &&
           (remembered_.size() > options_.remembered || remembered_bytes_ > options_.remembered_bytes)) {
      // The place stays known as long as what follows it is.
      remembered_.pop_front();
      remembered_bytes_ -= remembered_.front().text.size();
      remembered_.front().text.clear();
    }
  }

  // To all; returns those who take no more.
  std::vector<std::shared_ptr<Exchange>> Send(const std::string& text) {
    sent_since_beat_ = true;
    std::vector<std::shared_ptr<Exchange>> gone;
    for (auto at = watchers_.begin(); at != watchers_.end();) {
      if (at->second->Write(text)) {
        ++at;
      } else {
        gone.push_back(std::move(at->second));
        at = watchers_.erase(at);
      }
    }
    return gone;
  }
  static void Finish(const std::vector<std::shared_ptr<Exchange>>& exchanges) {
    for (const auto& exchange : exchanges) exchange->Finish();
  }

  void Leave(uint64_t id) {
    std::shared_ptr<Exchange> exchange;
    {
      std::lock_guard lock(mutex_);
      const auto found = watchers_.find(id);
      if (found == watchers_.end()) return;
      exchange = std::move(found->second);
      watchers_.erase(found);
    }
    exchange->Finish();
  }

  void Ended(const grpc::Status& status) {
    if (!MayGoOn(status)) {
      shelf_->Forget(this);
      return Close(FailureEvent(status));
    }
    std::lock_guard lock(mutex_);
    context_ = nullptr;
    part_.clear();
    if (closed_) return;
    again_ = std::make_unique<grpc::Alarm>();
    again_->Set(absl::ToChronoTime(absl::Now() + pause_), [weak = weak_from_this()](bool fired) {
      const auto feed = weak.lock();
      if (!fired || feed == nullptr) return;
      std::lock_guard lock(feed->mutex_);
      if (!feed->closed_) feed->Watch();
    });
    pause_ = std::min(pause_ * 2, options_.longest_pause);
  }

  // A new alarm each time: one cannot be set again from within its own callback.
  void ScheduleBeat() {
    beat_ = std::make_unique<grpc::Alarm>();
    beat_->Set(absl::ToChronoTime(absl::Now() + options_.heartbeat), [weak = weak_from_this()](bool fired) {
      const auto feed = weak.lock();
      if (fired && feed != nullptr) feed->Beat();
    });
  }

  void Beat() {
    std::vector<std::shared_ptr<Exchange>> gone;
    bool deserted = false;
    {
      std::lock_guard lock(mutex_);
      if (closed_) return;
      deserted = watchers_.empty();
      if (!sent_since_beat_) gone = Send(":\n\n");
      sent_since_beat_ = false;
      if (!deserted) ScheduleBeat();
    }
    Finish(gone);
    if (!deserted) return;
    shelf_->Forget(this);
    Close("");
  }

  const std::shared_ptr<Shelf> shelf_;
  ActiveCalls* const active_;  // there as long as the feed is not closed
  const FeedSource source_;
  const Options options_;
  mutable std::mutex mutex_;
  std::deque<Event> remembered_;  // never empty; the first is only a place
  size_t remembered_bytes_ = 0;
  std::string part_;
  std::map<uint64_t, std::shared_ptr<Exchange>> watchers_;
  uint64_t next_id_ = 0;
  std::shared_ptr<grpc::ClientContext> context_;  // of the watch under way
  std::unique_ptr<grpc::Alarm> beat_, again_;
  absl::Duration pause_;
  bool sent_since_beat_ = false;
  bool closed_ = false;
};

SharedFeeds::SharedFeeds(ActiveCalls* active, Options options)
    : active_(active), options_(options), shelf_(std::make_shared<Shelf>()) {}

bool SharedFeeds::Join(const FeedSource& source, const std::string& token, const std::shared_ptr<Exchange>& exchange,
                       bool begin, const Response* head) {
  if (token.empty()) return false;
  std::shared_ptr<Feed> feed;
  {
    std::lock_guard lock(shelf_->mutex);
    if (shelf_->closed) return false;
    const auto found = shelf_->feeds.find(source.key);
    if (found != shelf_->feeds.end()) {
      feed = found->second;
    } else {
      if (!begin || shelf_->feeds.size() >= options_.most) return false;
      feed = std::make_shared<Feed>(*this, source, token);
      shelf_->feeds.emplace(source.key, feed);
      feed->Start();
    }
  }
  return feed->Join(token, exchange, head);
}

void SharedFeeds::Shelf::Forget(const Feed* feed) {
  std::lock_guard lock(mutex);
  const auto found = feeds.find(feed->key());
  if (found != feeds.end() && found->second.get() == feed) feeds.erase(found);
}

void SharedFeeds::Close() {
  std::map<std::string, std::shared_ptr<Feed>> feeds;
  {
    std::lock_guard lock(shelf_->mutex);
    shelf_->closed = true;
    feeds.swap(shelf_->feeds);
  }
  for (const auto& [key, feed] : feeds) feed->Close("");
}

size_t SharedFeeds::feeds() const {
  std::lock_guard lock(shelf_->mutex);
  return shelf_->feeds.size();
}

size_t SharedFeeds::watchers() const {
  std::lock_guard lock(shelf_->mutex);
  size_t count = 0;
  for (const auto& [key, feed] : shelf_->feeds) count += feed->watchers();
  return count;
}

}  // namespace disclosure::gateway
