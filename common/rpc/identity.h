// Tells the caller of a call from its certificate and, behind the gateway, from its metadata.
#pragma once

#include <string>
#include <string_view>

#include "common/base/caller.h"
#include "common/base/status.h"
#include "disclosure/type/v1/caller.pb.h"
#include "grpcpp/server_context.h"

namespace disclosure {

inline constexpr char kCallerMetadata[] = "x-disclosure-caller-bin";
inline constexpr char kTraceMetadata[] = "x-disclosure-trace";

// The caller named by a certificate: spiffe://disclosure/service/<name>, …/organ/<code>,
// …/job/<role.role>/<organ>/<name>. UNAUTHENTICATED for any other name.
absl::StatusOr<Caller> CallerOfCertificate(std::string_view uri);

Caller FromProto(const type::v1::Caller& caller);
type::v1::Caller ToProto(const Caller& caller);

// The caller of `context`. The metadata is believed only from the gateway's certificate; without TLS
// (loopback, allowed by flag in main: `trust_plaintext`) from anybody who can reach the port.
absl::StatusOr<Caller> IdentifyCaller(const grpc::ServerContextBase& context, bool trust_plaintext);

}  // namespace disclosure
