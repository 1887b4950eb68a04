#include "common/base/error.h"

#include <cstdint>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/numbers.h"

namespace disclosure::error {
namespace {

constexpr char kPayloadUrl[] = "disclosure/error.Info";

// The payload is lines of escaped, tab-separated fields: this layer knows no protobuf.
std::string Line(std::initializer_list<std::string_view> fields) {
  return absl::StrCat(absl::StrJoin(fields, "\t", [](std::string* out, std::string_view field) {
    absl::StrAppend(out, absl::CEscape({field.data(), field.size()}));
  }), "\n");
}

std::string Encode(const Info& info) {
  std::string out = Line({"reason", info.reason});
  for (const auto& [key, value] : info.metadata) out += Line({"meta", key, value});
  for (const Violation& v : info.violations) out += Line({"bad", v.field, v.description});
  if (info.retry_after) out += Line({"retry", std::to_string(absl::ToInt64Milliseconds(*info.retry_after))});
  return out;
}

std::string Unescape(absl::string_view text) {
  std::string out;
  absl::CUnescape(text, &out);
  return out;
}

}  // namespace

absl::Status Make(absl::StatusCode code, std::string_view message, Info info) {
  absl::Status status(code, {message.data(), message.size()});
  status.SetPayload(kPayloadUrl, absl::Cord(Encode(info)));
  return status;
}

std::optional<Info> GetInfo(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return std::nullopt;
  Info info;
  const std::string text(*payload);
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    if (fields[0] == "reason") info.reason = Unescape(fields[1]);
    if (fields[0] == "meta") info.metadata[Unescape(fields[1])] = Unescape(fields[2]);
    if (fields[0] == "bad") info.violations.push_back({Unescape(fields[1]), Unescape(fields[2])});
    if (fields[0] == "retry") {
      int64_t millis = 0;
      if (absl::SimpleAtoi(fields[1], &millis)) info.retry_after = absl::Milliseconds(millis);
    }
  }
  return info;
}

std::string Reason(const absl::Status& status) {
  const std::optional<Info> info = GetInfo(status);
  return info ? info->reason : "";
}

absl::Status NotFound(std::string_view name) {
  return Make(absl::StatusCode::kNotFound, absl::StrCat(std::string(name), " does not exist"),
              {.reason = "NOT_FOUND", .metadata = {{"name", std::string(name)}}});
}

absl::Status AlreadyExists(std::string_view name) {
  return Make(absl::StatusCode::kAlreadyExists, absl::StrCat(std::string(name), " exists already"),
              {.reason = "ALREADY_EXISTS", .metadata = {{"name", std::string(name)}}});
}

absl::Status BadRequest(std::vector<Violation> violations) {
  std::string message = absl::StrJoin(violations, "; ", [](std::string* out, const Violation& v) {
    absl::StrAppend(out, v.field, ": ", v.description);
  });
  return Make(absl::StatusCode::kInvalidArgument, message,
              {.reason = "BAD_REQUEST", .violations = std::move(violations)});
}

absl::Status EtagMismatch(std::string_view name, std::string_view given, std::string_view current) {
  return Make(absl::StatusCode::kAborted,
              absl::StrCat(std::string(name), " was changed by somebody else: read it again and repeat the change"),
              {.reason = "ETAG_MISMATCH",
               .metadata = {{"name", std::string(name)}, {"given", std::string(given)}, {"current", std::string(current)}}});
}

absl::Status WrongState(std::string_view name, std::string_view state, std::string_view act) {
  return Make(absl::StatusCode::kFailedPrecondition,
              absl::StrCat(std::string(name), " is ", std::string(state), " and cannot be ", std::string(act)),
              {.reason = "WRONG_STATE",
               .metadata = {{"name", std::string(name)}, {"state", std::string(state)}, {"act", std::string(act)}}});
}

absl::Status RequestIdReused(std::string_view request_id) {
  return Make(absl::StatusCode::kInvalidArgument,
              "this request_id was used before with other content: choose a new one for a new call",
              {.reason = "REQUEST_ID_REUSED", .metadata = {{"request_id", std::string(request_id)}}});
}

absl::Status Unauthenticated(std::string_view why) {
  return Make(absl::StatusCode::kUnauthenticated, why, {.reason = "UNAUTHENTICATED"});
}

absl::Status PermissionDenied(std::string_view method, std::string_view why) {
  return Make(absl::StatusCode::kPermissionDenied,
              absl::StrCat(std::string(method), " is not allowed: ", std::string(why)),
              {.reason = "PERMISSION_DENIED", .metadata = {{"method", std::string(method)}}});
}

absl::Status Overloaded(std::string_view what, absl::Duration retry_after) {
  return Make(absl::StatusCode::kUnavailable,
              absl::StrCat(std::string(what), " is busy: try again in ", absl::FormatDuration(retry_after)),
              {.reason = "OVERLOADED", .metadata = {{"what", std::string(what)}}, .retry_after = retry_after});
}

void Violations::Add(std::string_view field, std::string_view description) {
  violations_.push_back({std::string(field), std::string(description)});
}

absl::Status Violations::status() const {
  return violations_.empty() ? absl::OkStatus() : BadRequest(violations_);
}

}  // namespace disclosure::error
