// How a client treats the replicas of a service, as gRPC's service config.
#pragma once

#include <string>

#include "google/protobuf/descriptor.h"

namespace disclosure {

// JSON. Replicas whose health is not SERVING get no calls. Methods that only read (HTTP GET, one answer) are asked once more, of
// another replica if there is one, when a call ends as UNAVAILABLE; not when more than one call in ten of late has failed, so
// that a service in trouble is not asked twice as much as before (retry budget). What writes is the caller's to repeat,
// with its request id (AIP-194).
std::string ServiceConfigOf(const google::protobuf::ServiceDescriptor& service);

}  // namespace disclosure
