#include "request-service/api/applicant_access.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/crypto/access_code.h"

namespace disclosure::request {
namespace {

// After the fifth wrong code each attempt waits twice as long as the one before, up to an hour.
constexpr int kFreeAttempts = 5;
constexpr absl::Duration kFirstWait = absl::Seconds(2);
constexpr absl::Duration kLongestWait = absl::Hours(1);

absl::Status NoSuchRequest() {
  return error::Make(absl::StatusCode::kNotFound, "there is no request with this number and access code", {.reason = "NO_SUCH_REQUEST"});
}

absl::Status TooManyAttempts(absl::Duration wait) {
  return error::Make(absl::StatusCode::kResourceExhausted, absl::StrCat("too many wrong codes; the next attempt is allowed in ", absl::FormatDuration(wait)),
                     {.reason = "TOO_MANY_ATTEMPTS", .retry_after = wait});
}

AccessAttempts AfterWrongCode(AccessAttempts attempts, absl::Time now) {
  ++attempts.failed;
  const int beyond = attempts.failed - kFreeAttempts;
  if (beyond >= 0) attempts.next = now + std::min(kLongestWait, kFirstWait * (1 << std::min(beyond, 20)));
  return attempts;
}

}  // namespace

CodeAttempt JudgeAttempt(const AccessAttempts& before, bool matches, absl::Time now, const absl::Status& wrong) {
  // Numbers are no secret: who guesses at one slows himself, not the applicant, whose 80 bits nobody guesses.
  if (!matches && before.next > now) return {TooManyAttempts(before.next - now), std::nullopt};
  if (!matches) return {wrong, AfterWrongCode(before, now)};
  if (before.failed == 0) return {absl::OkStatus(), std::nullopt};
  return {absl::OkStatus(), AccessAttempts{.failed = 0, .next = absl::UnixEpoch()}};
}

absl::StatusOr<Case> OpenByAccessCode(const Backend& backend, const Call& call, const std::string& number, const std::string& access_code) {
  const std::optional<RequestKey> key = ParseNumber(number);
  const absl::StatusOr<crypto::AccessCode> code = crypto::ParseAccessCode(access_code);
  if (!key || !code.ok()) return NoSuchRequest();
  const absl::Time now = backend.clock.Now();
  std::optional<Case> opened;
  absl::Status refused;
  RETURN_IF_ERROR(backend.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    opened.reset();
    refused = NoSuchRequest();
    absl::StatusOr<Case> found = LoadCase(writer, *key);
    if (absl::IsNotFound(found.status())) return absl::OkStatus();
    RETURN_IF_ERROR(found.status());
    ASSIGN_OR_RETURN(const AccessAttempts attempts, writer.Attempts(*key));
    const bool matches = crypto::Matches(backend.vault.keys, Name(*key), *code, found->row.access_hash);
    const CodeAttempt attempt = JudgeAttempt(attempts, matches, now, NoSuchRequest());
    refused = attempt.judged;
    if (attempt.keep) RETURN_IF_ERROR(writer.PutAttempts(*key, *attempt.keep));
    if (!refused.ok()) return absl::OkStatus();
    opened = *std::move(found);
    return absl::OkStatus();
  }));
  if (!opened) return refused;
  return *std::move(opened);
}

}  // namespace disclosure::request
