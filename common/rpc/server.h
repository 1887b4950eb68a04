// Starts and stops the gRPC server of a service: health, reflection, message limits, port file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/status.h"
#include "common/rpc/reflection.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"

namespace disclosure {

// Not thread safe.
class RpcServer {
 public:
  struct Options {
    std::string listen = "127.0.0.1:0";
    std::string port_file;  // gets the port, "" for none
    std::shared_ptr<grpc::ServerCredentials> credentials;
    int max_message_bytes = 36 << 20;  // an import of 32 MiB and its fields
  };

  // Serves `service`; health of `service_name` is SERVING from the return on. UNAVAILABLE naming the
  // address if it cannot be bound.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(const Options& options, grpc::Service* service,
                                                          const std::string& service_name);
  ~RpcServer();

  int port() const { return port_; }
  std::shared_ptr<grpc::Channel> InProcessChannel() { return server_->InProcessChannel({}); }

  // Health goes to NOT_SERVING, new calls are refused, running ones get `grace`, then they are cancelled.
  void Stop(absl::Duration grace);

 private:
  std::unique_ptr<Reflection> reflection_;  // outlives the server
  std::unique_ptr<grpc::Server> server_;
  std::string service_name_;
  int port_ = 0;
};

// Writes `port` to `file` by rename, so that a reader never sees half of it.
absl::Status WritePortFile(const std::string& file, int port);

}  // namespace disclosure
