// Who a client of the gRPC port is.
#pragma once

#include "absl/status/statusor.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/auth/authenticator.h"
#include "gateway/http/message.h"
#include "grpcpp/server_context.h"

namespace disclosure::gateway {

// What of a call's metadata the rooms of the gateway look at, as if it had come by HTTP: authorization, traceparent,
// x-request-id, x-forwarded-for. Nothing else that a client says of itself goes on.
Request HeadersOf(const grpc::CallbackServerContext& context);

// "203.0.113.7" from gRPC's "ipv4:203.0.113.7:40022" or "ipv6:[2001:db8::1]:40022" (its brackets may be escaped).
std::string AddressOfPeer(const std::string& peer);

// By the bearer token, as over HTTP; without one by the certificate, which must be of the suite's CA and name an organ,
// a job or a service; without either anonymous. UNAUTHENTICATED for a token or a certificate that is not accepted: never
// less than what was shown.
absl::StatusOr<type::v1::Caller> IdentifyClient(const grpc::CallbackServerContext& context, const Request& headers,
                                                Authenticator& authenticator);

}  // namespace disclosure::gateway
