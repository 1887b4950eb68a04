// Who may call a method, read from the method options of the proto (disclosure/type/v1/policy.proto).
#pragma once

#include <string>
#include <unordered_map>

#include "common/base/caller.h"
#include "common/base/status.h"
#include "disclosure/type/v1/policy.pb.h"
#include "google/protobuf/descriptor.h"

namespace disclosure {

// Immutable; thread safe.
class Policies {
 public:
  // Errors: FAILED_PRECONDITION (POLICY_MISSING) naming the methods of `service` without a policy.
  static absl::StatusOr<Policies> Load(const google::protobuf::ServiceDescriptor& service);

  // OK if `caller` may call `method`; UNAUTHENTICATED for an anonymous caller, PERMISSION_DENIED for
  // another, both naming what is needed.
  absl::Status Check(const std::string& method, const Caller& caller) const;

 private:
  std::unordered_map<std::string, type::v1::Policy> policies_;
};

}  // namespace disclosure
