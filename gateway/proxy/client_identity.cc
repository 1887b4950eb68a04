#include "gateway/proxy/client_identity.h"

#include <vector>

#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/identity.h"
#include "grpc/grpc_security_constants.h"

namespace disclosure::gateway {

Request HeadersOf(const grpc::CallbackServerContext& context) {
  Request headers;
  for (const char* name : {"authorization", "traceparent", "x-request-id", "x-forwarded-for"}) {
    const auto [begin, end] = context.client_metadata().equal_range(name);
    // Two tokens: no one can say which counts.
    for (auto at = begin; at != end; ++at) {
      const std::string value(at->second.data(), at->second.size());
      if (at == begin) {
        headers.headers.emplace_back(name, value);
      } else {
        headers.headers.back().second += "," + value;
      }
    }
  }
  return headers;
}

std::string AddressOfPeer(const std::string& peer) {
  std::string address = absl::StrReplaceAll(peer, {{"%5B", "["}, {"%5D", "]"}});
  if (address.rfind("ipv4:", 0) != 0 && address.rfind("ipv6:", 0) != 0) return address;
  address = address.substr(5, address.rfind(':') - 5);
  if (address.size() > 2 && address.front() == '[') address = address.substr(1, address.size() - 2);
  return address.substr(0, address.find('%'));  // without the zone of a link-local one
}

absl::StatusOr<type::v1::Caller> IdentifyClient(const grpc::CallbackServerContext& context, const Request& headers,
                                                Authenticator& authenticator) {
  if (!headers.Header("authorization").empty()) return authenticator.Authenticate(headers);
  const auto auth = context.auth_context();
  if (auth == nullptr || !auth->IsPeerAuthenticated()) return authenticator.Authenticate(headers);
  const std::vector<grpc::string_ref> names = auth->FindPropertyValues(GRPC_PEER_URI_PROPERTY_NAME);
  if (names.size() != 1) return error::Unauthenticated("the certificate has no URI name, or several");
  ASSIGN_OR_RETURN(const Caller caller, CallerOfCertificate({names[0].data(), names[0].size()}));
  return ToProto(caller);
}

}  // namespace disclosure::gateway
