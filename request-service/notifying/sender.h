// How notifications leave the house. Tests and other houses bring their own.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace disclosure::request {

struct Message {
  std::string id;  // the same for every attempt: the receiver tells repeats by it
  std::string recipient;
  std::string subject;  // of mail
  std::string body;
  std::string secret;  // of a webhook's signature
};

// Thread safe.
class Sender {
 public:
  virtual ~Sender() = default;
  // OK once the other side has taken it. INVALID_ARGUMENT: it never will, as with an address that is not allowed. Errors name
  // neither recipient nor content.
  virtual absl::Status Send(const Message& message, absl::Time now) = 0;
};

}  // namespace disclosure::request
