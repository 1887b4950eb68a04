#include "common/rpc/identity.h"

#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "grpc/grpc_security_constants.h"

namespace disclosure {
namespace {

constexpr char kPrefix[] = "spiffe://disclosure/";
constexpr char kGateway[] = "service:gateway";

}  // namespace

absl::StatusOr<Caller> CallerOfCertificate(std::string_view uri) {
  absl::string_view rest(uri.data(), uri.size());
  if (!absl::ConsumePrefix(&rest, kPrefix)) return error::Unauthenticated("the certificate does not belong to this suite");
  const std::vector<std::string> parts = absl::StrSplit(rest, '/');
  if (parts.size() == 2 && parts[0] == "service") {
    return Caller{.kind = CallerKind::kService, .subject = absl::StrCat("service:", parts[1]), .display_name = parts[1]};
  }
  if (parts.size() == 2 && parts[0] == "organ") {
    return Caller{.kind = CallerKind::kPeerOrgan, .subject = absl::StrCat("organ:", parts[1]), .organ = parts[1]};
  }
  if (parts.size() == 4 && parts[0] == "job") {
    return Caller{.kind = CallerKind::kJob,
                  .subject = absl::StrCat("job:", parts[3]),
                  .display_name = parts[3],
                  .organ = parts[2],
                  .roles = absl::StrSplit(parts[1], '.')};
  }
  return error::Unauthenticated("the certificate names neither a service nor an organ nor a job");
}

Caller FromProto(const type::v1::Caller& caller) {
  Caller out{.subject = caller.subject(), .display_name = caller.display_name(), .organ = caller.organ(),
             .roles = {caller.roles().begin(), caller.roles().end()}};
  switch (caller.kind()) {
    case type::v1::Caller::OFFICER: out.kind = CallerKind::kOfficer; break;
    case type::v1::Caller::JOB: out.kind = CallerKind::kJob; break;
    case type::v1::Caller::PEER_ORGAN: out.kind = CallerKind::kPeerOrgan; break;
    case type::v1::Caller::SERVICE: out.kind = CallerKind::kService; break;
    default: out.kind = CallerKind::kAnonymous;
  }
  return out;
}

type::v1::Caller ToProto(const Caller& caller) {
  type::v1::Caller out;
  switch (caller.kind) {
    case CallerKind::kAnonymous: out.set_kind(type::v1::Caller::ANONYMOUS); break;
    case CallerKind::kOfficer: out.set_kind(type::v1::Caller::OFFICER); break;
    case CallerKind::kJob: out.set_kind(type::v1::Caller::JOB); break;
    case CallerKind::kPeerOrgan: out.set_kind(type::v1::Caller::PEER_ORGAN); break;
    case CallerKind::kService: out.set_kind(type::v1::Caller::SERVICE); break;
  }
  out.set_subject(caller.subject);
  out.set_display_name(caller.display_name);
  out.set_organ(caller.organ);
  for (const std::string& role : caller.roles) out.add_roles(role);
  return out;
}

absl::StatusOr<Caller> IdentifyCaller(const grpc::ServerContextBase& context, bool trust_plaintext) {
  Caller peer;
  const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
  if (auth != nullptr && auth->IsPeerAuthenticated()) {
    const std::vector<grpc::string_ref> names = auth->FindPropertyValues(GRPC_PEER_URI_PROPERTY_NAME);
    if (names.size() != 1) return error::Unauthenticated("the certificate has no URI name, or several");
    ASSIGN_OR_RETURN(peer, CallerOfCertificate({names[0].data(), names[0].size()}));
    if (peer.subject != kGateway) return peer;
  } else if (!trust_plaintext) {
    return error::Unauthenticated("a client certificate is needed");
  }
  const auto named = context.client_metadata().find(kCallerMetadata);
  // The gateway without metadata speaks for itself.
  if (named == context.client_metadata().end()) return peer;
  type::v1::Caller caller;
  if (!caller.ParseFromArray(named->second.data(), static_cast<int>(named->second.size()))) {
    return error::Unauthenticated("x-disclosure-caller-bin is not a Caller");
  }
  return FromProto(caller);
}

}  // namespace disclosure
