#include "gateway/proxy/grpc_port.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/server_builder.h"

namespace disclosure::gateway {
namespace {

// Clients may ask whether the connection lives as often as this; those that are gone are noticed after as long.
constexpr int kPingMilliseconds = 20'000;
// What all calls under way may hold: several files of the largest size, and no flood of them.
constexpr size_t kMostBytes = 256 << 20;
// For what is no call of the proxy and does not end by itself: watches of health, conversations with reflection.
constexpr absl::Duration kLastGrace = absl::Milliseconds(200);

// The contract is public, and anybody who may call may read it; each question counts as a call, for a description is large.
Reflection::Admission AdmissionBy(const ByteProxy& proxy) {
  return [&proxy](const grpc::CallbackServerContext& context) -> absl::StatusOr<Reflection::Question> {
    ASSIGN_OR_RETURN(ByteProxy::Visitor visitor, proxy.Enter(context));
    const auto kept = std::make_shared<const ByteProxy::Visitor>(std::move(visitor));  // his place too
    return Reflection::Question([&proxy, kept] { return proxy.Ask(*kept); });
  };
}

}  // namespace

absl::StatusOr<std::unique_ptr<GrpcPort>> GrpcPort::Start(const Options& options, ByteProxy* proxy,
                                                          const std::vector<std::string>& services) {
  static std::once_flag health;
  std::call_once(health, [] { grpc::EnableDefaultHealthCheckService(true); });
  auto port = std::make_unique<GrpcPort>();
  port->proxy_ = proxy;
  port->reflection_ = std::make_unique<Reflection>(services, AdmissionBy(*proxy));
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.listen, options.credentials, &port->port_);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kPingMilliseconds * 3);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, kPingMilliseconds);
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.SetResourceQuota(grpc::ResourceQuota("port").Resize(kMostBytes));
  builder.SetMaxSendMessageSize(-1);
  port->reflection_->Register(builder);
  builder.RegisterCallbackGenericService(proxy);
  port->server_ = builder.BuildAndStart();
  if (port->server_ == nullptr || port->port_ == 0) {
    return error::Make(absl::StatusCode::kUnavailable, absl::StrCat("cannot listen on ", options.listen, ": the port is taken"),
                       {.reason = "PORT_TAKEN", .metadata = {{"address", options.listen}}});
  }
  port->server_->GetHealthCheckService()->SetServingStatus(true);
  for (const std::string& service : services) port->server_->GetHealthCheckService()->SetServingStatus(service, true);
  return port;
}

void GrpcPort::Stop(absl::Duration grace) {
  ByteProxy* const proxy = std::exchange(proxy_, nullptr);
  if (proxy == nullptr || server_ == nullptr) return;
  server_->GetHealthCheckService()->SetServingStatus(false);
  proxy->Drain(grace);
  server_->Shutdown(absl::ToChronoTime(absl::Now() + std::min(grace, kLastGrace)));
  server_->Wait();
}

GrpcPort::~GrpcPort() { Stop(absl::ZeroDuration()); }

}  // namespace disclosure::gateway
