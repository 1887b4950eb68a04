// mTLS between the processes of the suite: each has a certificate of the private CA with a URI name,
// spiffe://disclosure/service/gateway, spiffe://disclosure/job/editor.supervisor/330108-qfb/ctl-editor or
// spiffe://disclosure/organ/330108-jyj.
#pragma once

#include <memory>
#include <string>

#include "common/base/status.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"

namespace disclosure {

// ca.pem, <name>.pem and <name>-key.pem in `directory`.
struct TlsFiles {
  std::string directory;
  std::string name;
};

// Errors: NOT_FOUND naming the file that cannot be read.
// `client_certificates`: whether a client may come without one (it is verified if it has one).
enum class ClientCertificates { kRequired, kOptional };
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerCredentials(
    const TlsFiles& files, ClientCertificates client_certificates = ClientCertificates::kRequired);
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelCredentials(const TlsFiles& files);

// A channel to `target` ("127.0.0.1:7001", or several by comma: round robin), over mTLS, or in plaintext
// if `files.directory` is "" — which main allows for loopback only, by flag. Replies up to 64 MiB. `service_config`: as
// service_config.h makes it, or "".
absl::StatusOr<std::shared_ptr<grpc::Channel>> Dial(const std::string& target, const TlsFiles& files, const std::string& service_config = "");

}  // namespace disclosure
