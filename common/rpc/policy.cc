#include "common/rpc/policy.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"

namespace disclosure {

using type::v1::Policy;

absl::StatusOr<Policies> Policies::Load(const google::protobuf::ServiceDescriptor& service) {
  Policies policies;
  std::vector<std::string> missing;
  for (int i = 0; i < service.method_count(); ++i) {
    const auto& options = service.method(i)->options();
    const Policy& policy = options.GetExtension(type::v1::policy);
    const bool roles_missing = std::find(policy.who().begin(), policy.who().end(), Policy::OFFICER) != policy.who().end() &&
                               policy.roles().empty();
    if (policy.who().empty() || roles_missing) {
      missing.push_back(service.method(i)->full_name());
    } else {
      policies.policies_[service.method(i)->name()] = policy;
    }
  }
  if (!missing.empty()) {
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat("no policy on ", absl::StrJoin(missing, ", "),
                                    ": add option (disclosure.type.v1.policy) to the proto"),
                       {.reason = "POLICY_MISSING", .metadata = {{"methods", absl::StrJoin(missing, ",")}}});
  }
  return policies;
}

absl::Status Policies::Check(const std::string& method, const Caller& caller) const {
  const auto found = policies_.find(method);
  if (found == policies_.end()) return error::PermissionDenied(method, "it has no policy");
  const Policy& policy = found->second;
  for (const int who : policy.who()) {
    switch (static_cast<Policy::Who>(who)) {
      case Policy::PUBLIC:
      case Policy::APPLICANT: return absl::OkStatus();
      case Policy::OFFICER:
        if ((caller.kind == CallerKind::kOfficer || caller.kind == CallerKind::kJob) &&
            std::any_of(policy.roles().begin(), policy.roles().end(), [&](const std::string& role) { return caller.Has(role); })) {
          return absl::OkStatus();
        }
        break;
      case Policy::PEER_ORGAN:
        if (caller.kind == CallerKind::kPeerOrgan) return absl::OkStatus();
        break;
      case Policy::SERVICE:
        if (caller.kind == CallerKind::kService) return absl::OkStatus();
        break;
      default: break;
    }
  }
  if (caller.kind == CallerKind::kAnonymous) {
    return error::Unauthenticated(absl::StrCat(method, " needs a caller: send `Authorization: Bearer <token>`"));
  }
  return error::PermissionDenied(method, absl::StrCat("it needs one of the roles ", absl::StrJoin(policy.roles(), ", ")));
}

}  // namespace disclosure
