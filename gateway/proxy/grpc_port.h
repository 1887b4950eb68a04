// The port for gRPC clients of departments: the services of the suite through the byte proxy, health and reflection.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/reflection.h"
#include "gateway/proxy/byte_proxy.h"
#include "grpcpp/server.h"

namespace disclosure::gateway {

// Not thread safe.
class GrpcPort {
 public:
  struct Options {
    std::string listen = "127.0.0.1:0";
    // For mTLS with certificates that are asked for and not required: common/rpc/credentials.h.
    std::shared_ptr<grpc::ServerCredentials> credentials;
    int max_message_bytes = 36 << 20;  // an import of 32 MiB and its fields
  };

  // Serves until Stop, and `proxy` lives until then. UNAVAILABLE (PORT_TAKEN) naming the address.
  static absl::StatusOr<std::unique_ptr<GrpcPort>> Start(const Options& options, ByteProxy* proxy,
                                                         const std::vector<std::string>& services);
  ~GrpcPort();

  int port() const { return port_; }

  // Health goes to NOT_SERVING, new calls and watches end with STOPPING, calls under way get `grace`, then they are cancelled.
  // Idempotent.
  void Stop(absl::Duration grace);

 private:
  ByteProxy* proxy_ = nullptr;  // null once stopped
  std::unique_ptr<Reflection> reflection_;  // outlives the server
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace disclosure::gateway
