// The gateway's own calls of an identity provider.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "absl/status/statusor.h"

namespace disclosure::gateway {

struct FetchCall {
  std::string url;
  std::string form;           // a body of application/x-www-form-urlencoded, by POST; "": GET
  std::string authorization;  // the header, "" for none
};
struct Fetched {
  int status = 0;
  std::string body;
};

// Answers when the answer is there: never called on a thread of the HTTP server.
using Fetch = std::function<absl::StatusOr<Fetched>(const FetchCall&)>;

// By libcurl: https, or http on loopback; no redirects, no proxy of the environment, at most 10 s and 1 MiB. `ca_file`: PEM of
// the authorities that are believed, "" for those of the system. UNAVAILABLE (PROVIDER_UNREACHABLE) with the reason of the network.
// Once `stopping`, which may be null, is true, calls are given up within a second and no new one is made.
Fetch HttpFetch(std::string ca_file, const std::atomic<bool>* stopping = nullptr);

}  // namespace disclosure::gateway
