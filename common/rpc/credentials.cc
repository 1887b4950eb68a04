#include "common/rpc/credentials.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grpcpp/create_channel.h"

namespace disclosure {
namespace {

constexpr int kMaxReplyBytes = 64 << 20;

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path, ": `./disclosure up` makes it"));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

struct Pem {
  std::string ca, certificate, key;
};

absl::StatusOr<Pem> Load(const TlsFiles& files) {
  Pem pem;
  ASSIGN_OR_RETURN(pem.ca, ReadFile(absl::StrCat(files.directory, "/ca.pem")));
  ASSIGN_OR_RETURN(pem.certificate, ReadFile(absl::StrCat(files.directory, "/", files.name, ".pem")));
  ASSIGN_OR_RETURN(pem.key, ReadFile(absl::StrCat(files.directory, "/", files.name, "-key.pem")));
  return pem;
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerCredentials(const TlsFiles& files,
                                                                           ClientCertificates client_certificates) {
  ASSIGN_OR_RETURN(const Pem pem, Load(files));
  grpc::SslServerCredentialsOptions options(client_certificates == ClientCertificates::kRequired
                                                ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                                                : GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = pem.ca;
  options.pem_key_cert_pairs.push_back({pem.key, pem.certificate});
  return grpc::SslServerCredentials(options);
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> ChannelCredentials(const TlsFiles& files) {
  ASSIGN_OR_RETURN(const Pem pem, Load(files));
  return grpc::SslCredentials({.pem_root_certs = pem.ca, .pem_private_key = pem.key, .pem_cert_chain = pem.certificate});
}

absl::StatusOr<std::shared_ptr<grpc::Channel>> Dial(const std::string& target, const TlsFiles& files, const std::string& service_config) {
  std::shared_ptr<grpc::ChannelCredentials> credentials = grpc::InsecureChannelCredentials();
  if (!files.directory.empty()) {
    ASSIGN_OR_RETURN(credentials, ChannelCredentials(files));
  }
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxReplyBytes);
  arguments.SetMaxSendMessageSize(kMaxReplyBytes);
  arguments.SetLoadBalancingPolicyName("round_robin");
  // Replicas on loopback come back at once after a restart; do not wait for minutes.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  if (!service_config.empty()) arguments.SetServiceConfigJSON(service_config);
  std::string uri = target;
  if (target.find(',') != std::string::npos && target.find(':') != std::string::npos) {
    uri = absl::StrCat("ipv4:", target);
    arguments.SetSslTargetNameOverride("localhost");
  }
  return grpc::CreateCustomChannel(uri, credentials, arguments);
}

}  // namespace disclosure
