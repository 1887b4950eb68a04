// Named errors (common/base/error.h) on the wire: google.rpc.Status with ErrorInfo always, and BadRequest
// and RetryInfo where there are some (AIP-193). The only place that knows both forms.
#pragma once

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace disclosure {

// Domain of the ErrorInfo made by this process: "catalog-service.disclosure". Set once, in main.
void SetErrorDomain(const std::string& domain);

grpc::Status ToGrpc(const absl::Status& status);
absl::Status FromGrpc(const grpc::Status& status);

}  // namespace disclosure
