#include "common/rpc/server.h"

#include <cstdio>
#include <fstream>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "grpcpp/health_check_service_interface.h"

namespace disclosure {

absl::Status WritePortFile(const std::string& file, int port) {
  if (file.empty()) return absl::OkStatus();
  const std::string fresh = absl::StrCat(file, ".new");
  std::ofstream(fresh) << port << "\n";
  if (std::rename(fresh.c_str(), file.c_str()) != 0) {
    return absl::UnavailableError(absl::StrCat("cannot write ", file));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(const Options& options, grpc::Service* service,
                                                            const std::string& service_name) {
  static std::once_flag health;
  std::call_once(health, [] { grpc::EnableDefaultHealthCheckService(true); });
  auto server = std::make_unique<RpcServer>();
  grpc::ServerBuilder builder;
  builder.AddListeningPort(options.listen, options.credentials, &server->port_);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.SetMaxReceiveMessageSize(options.max_message_bytes);
  builder.SetMaxSendMessageSize(-1);
  server->reflection_ = std::make_unique<Reflection>(std::vector<std::string>{service_name});
  // Callback services only: a synchronous one would bring a polling thread of its own.
  builder.RegisterService(service);
  server->reflection_->Register(builder);
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr || server->port_ == 0) {
    return error::Make(absl::StatusCode::kUnavailable, absl::StrCat("cannot listen on ", options.listen, ": the port is taken"),
                       {.reason = "PORT_TAKEN", .metadata = {{"address", options.listen}}});
  }
  server->service_name_ = service_name;
  RETURN_IF_ERROR(WritePortFile(options.port_file, server->port_));
  server->server_->GetHealthCheckService()->SetServingStatus(service_name, true);
  return server;
}

void RpcServer::Stop(absl::Duration grace) {
  if (server_ == nullptr) return;
  server_->GetHealthCheckService()->SetServingStatus(service_name_, false);
  server_->Shutdown(absl::ToChronoTime(absl::Now() + grace));
  server_->Wait();
}

RpcServer::~RpcServer() { Stop(absl::ZeroDuration()); }

}  // namespace disclosure
