// What a handler knows of its call beside the request.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/base/caller.h"

namespace disclosure {

struct Call {
  std::string method;  // "GetCatalogue"
  Caller caller;
  std::string trace;
  absl::Time deadline = absl::InfiniteFuture();
};

}  // namespace disclosure
