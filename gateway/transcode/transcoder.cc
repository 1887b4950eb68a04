#include "gateway/transcode/transcoder.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/status.h"
#include "gateway/http/http_error.h"
#include "gateway/transcode/call.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/request.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"

namespace disclosure::gateway {
namespace {

// Collects the answer of Fetch.
class FetchExchange final : public Exchange {
 public:
  explicit FetchExchange(Transcoder::Fetched done) : done_(std::move(done)) {}

  void Reply(Response response) override {
    std::string type;
    for (const auto& [name, value] : response.headers) {
      if (name == "content-type") type = value;
    }
    done_(response.status, std::move(type), response.body == nullptr ? "" : *response.body);
  }
  // A stream has no end to wait for: refused at its first sign.
  void StartStream(Response) override { done_(501, "", ""); }
  bool Write(std::string) override { return false; }
  void Finish() override {}
  void OnCancel(std::function<void()>) override {}

 private:
  Transcoder::Fetched done_;
};

// Details of errors travel as Any and are printed by their descriptors, which the linker would drop.
void LinkErrorDetails() {
  google::protobuf::LinkMessageReflection<google::rpc::ErrorInfo>();
  google::protobuf::LinkMessageReflection<google::rpc::BadRequest>();
  google::protobuf::LinkMessageReflection<google::rpc::RetryInfo>();
}

type::v1::Caller Anonymous() {
  type::v1::Caller caller;
  caller.set_kind(type::v1::Caller::ANONYMOUS);
  return caller;
}

Response NoRoute(const Request& request, const std::string& allow) {
  if (allow.empty()) {
    return ErrorResponse(HttpError{.status = 404,
                                   .reason = "NO_SUCH_PATH",
                                   .message = "No method has this path; GET /openapi.json lists them."});
  }
  Response response = ErrorResponse(
      HttpError{.status = 405,
                .reason = "METHOD_NOT_ALLOWED",
                .message = absl::StrCat(request.method, " is not possible on this path; use ", allow, ".")});
  response.headers.emplace_back("allow", allow);
  return response;
}

void Start(CallInput input) {
  if (input.route->method->server_streaming() && input.route->raw_response) return StartFileCall(std::move(input));
  if (input.route->method->server_streaming()) return StartStreamCall(std::move(input));
  StartUnaryCall(std::move(input));
}

// Starts the call when the gate lets it through.
void PassGate(Gate& gate, CallInput input) {
  CallFacts facts = FactsOf(input.route->traits, *input.request, input.caller, input.http->remote_address, gate);
  facts.deadline = input.deadline;
  if (input.route->traits.access_code != nullptr) {
    input.ended = [&gate, facts](const grpc::Status& status) {
      if (SaysCodeFailed(error::Reason(FromGrpc(status)))) gate.CodeFailed(facts);
    };
  }
  const auto held = std::make_shared<CallInput>(std::move(input));
  gate.Pass(facts, [held](const absl::Status& passed) {
    if (!passed.ok()) return Reply(*held->exchange, held->trace, StatusResponse(passed));
    Start(std::move(*held));
  });
}

}  // namespace

absl::StatusOr<std::unique_ptr<Transcoder>> Transcoder::Create(std::vector<Backend> backends,
                                                               Authenticate authenticate, Gate* gate,
                                                               SharedFeeds::Options feeds) {
  LinkErrorDetails();
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  for (const Backend& backend : backends) {
    const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(backend.service);
    if (service == nullptr) {
      return error::Make(absl::StatusCode::kInvalidArgument,
                         absl::StrCat("the descriptor of service ", backend.service, " is not linked in"),
                         {.reason = "SERVICE_NOT_LINKED", .metadata = {{"service", backend.service}}});
    }
    services.push_back(service);
  }
  ASSIGN_OR_RETURN(RouteTable routes, RouteTable::Create(services));
  std::unique_ptr<Transcoder> transcoder(new Transcoder(std::move(routes), std::move(authenticate), feeds));
  transcoder->gate_ = gate;
  for (const Backend& backend : backends) {
    transcoder->stubs_.emplace_back(backend.service, std::make_unique<grpc::GenericStub>(backend.channel));
  }
  return transcoder;
}

Transcoder::~Transcoder() {
  feeds_.Close();
  active_.CancelAndWait();
}

bool Transcoder::Knows(std::string_view path) const {
  const auto match = routes_.Match("GET", path);
  return match.ok() && (match->route != nullptr || !match->allow.empty());
}

void Transcoder::Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) const {
  const auto caller = authenticate_(*request);
  Dispatch(caller, std::move(request), std::move(exchange), gate_);
}

void Transcoder::Fetch(std::string_view path, Fetched done) const {
  auto request = std::make_shared<Request>();
  const size_t question = path.find('?');
  request->method = "GET";
  request->path = std::string(path.substr(0, question));
  if (question != std::string_view::npos) request->query = std::string(path.substr(question + 1));
  Dispatch(Anonymous(), std::move(request), std::make_shared<FetchExchange>(std::move(done)), nullptr);
}

void Transcoder::Dispatch(const absl::StatusOr<type::v1::Caller>& caller, std::shared_ptr<const Request> request,
                          std::shared_ptr<Exchange> exchange, Gate* gate) const {
  std::string trace = TraceOf(*request);
  if (!caller.ok()) return Reply(*exchange, trace, StatusResponse(caller.status()));
  // The HTTP server leaves the body out.
  const std::string method = request->method == "HEAD" ? "GET" : request->method;
  const auto match = routes_.Match(method, request->path);
  if (!match.ok()) return Reply(*exchange, trace, StatusResponse(match.status()));
  if (match->route == nullptr) return Reply(*exchange, trace, NoRoute(*request, match->allow));
  Call(*caller, std::move(request), std::move(exchange), *match, std::move(trace), gate);
}

void Transcoder::Call(const type::v1::Caller& caller, std::shared_ptr<const Request> request,
                      std::shared_ptr<Exchange> exchange, const RouteMatch& match, std::string trace, Gate* gate) const {
  const bool had_if_match = !request->Header("if-match").empty();
  const auto timeout = TimeoutOf(*request);
  if (!timeout.ok()) return Reply(*exchange, trace, StatusResponse(timeout.status()));
  auto message = BuildRequest(match, *request);
  if (!message.ok()) return Reply(*exchange, trace, StatusResponse(message.status(), had_if_match));
  CallInput input;
  input.active = &active_;
  input.feeds = &feeds_;
  for (const auto& [service, stub] : stubs_) {
    if (service == match.route->method->service()->full_name()) input.stub = stub.get();
  }
  input.route = match.route;
  input.http = std::move(request);
  input.exchange = std::move(exchange);
  input.request = *std::move(message);
  input.caller = caller;
  input.trace = std::move(trace);
  input.deadline = absl::Now() + *timeout;
  if (gate == nullptr) return Start(std::move(input));
  PassGate(*gate, std::move(input));
}

}  // namespace disclosure::gateway
