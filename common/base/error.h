// Named errors. An error says what is wrong, where, and what to do; its reason is stable, its wording
// is not. The details ride on the absl::Status as one payload and become google.rpc details in one
// place (common/rpc/status.cc).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace disclosure::error {

// One bad field: `field` is the path as in the request ("item.title", "items[2].name").
struct Violation {
  std::string field;
  std::string description;
  bool operator==(const Violation&) const = default;
};

struct Info {
  std::string reason;                           // UPPER_SNAKE, at most 63 characters
  std::map<std::string, std::string> metadata;  // every changing part of the message
  std::vector<Violation> violations;
  std::optional<absl::Duration> retry_after;
};

// An error of `code` with `info`.
absl::Status Make(absl::StatusCode code, std::string_view message, Info info);

// The details of an error made here; empty for any other status.
std::optional<Info> GetInfo(const absl::Status& status);

// The reason of an error made here, or "".
std::string Reason(const absl::Status& status);

absl::Status NotFound(std::string_view name);
absl::Status AlreadyExists(std::string_view name);
// INVALID_ARGUMENT with all bad fields at once.
absl::Status BadRequest(std::vector<Violation> violations);
// ABORTED: somebody changed the resource since it was read.
absl::Status EtagMismatch(std::string_view name, std::string_view given, std::string_view current);
// FAILED_PRECONDITION: the state forbids the act.
absl::Status WrongState(std::string_view name, std::string_view state, std::string_view act);
// INVALID_ARGUMENT: the request id was used before with other content.
absl::Status RequestIdReused(std::string_view request_id);
absl::Status Unauthenticated(std::string_view why);
absl::Status PermissionDenied(std::string_view method, std::string_view why);
// UNAVAILABLE with the time after which to try again.
absl::Status Overloaded(std::string_view what, absl::Duration retry_after);

// Collects bad fields; a rule adds, the end asks once.
class Violations {
 public:
  void Add(std::string_view field, std::string_view description);
  bool empty() const { return violations_.empty(); }
  absl::Status status() const;  // OK if none was added

 private:
  std::vector<Violation> violations_;
};

}  // namespace disclosure::error
