#include "media-service/api/rights.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/identity/division.h"

namespace disclosure::media {
namespace {

constexpr int kMostMergers = 16;

// "330108" of the organ that the caller works for; "" if the directory does not have it.
std::string DivisionOf(const Backend& backend, const Caller& caller) {
  const Organ* organ = backend.reference.Get()->Find(caller.organ);
  return organ == nullptr ? "" : organ->division;
}

// The caller's division is `division` or stands above it.
bool IsOfDivision(const Backend& backend, const Caller& caller, const std::string& division) {
  const std::string own = DivisionOf(backend, caller);
  return Covers(own, division);
}

absl::Status Denied(const std::string& what) {
  return error::Make(absl::StatusCode::kPermissionDenied, what, {.reason = "NOT_COMPETENT"});
}

}  // namespace

bool WorksFor(const Backend& backend, const Caller& caller, const std::string& organ) {
  if (organ.empty() || caller.organ.empty()) return false;
  const auto view = backend.reference.Get();
  std::string at = organ;
  for (int i = 0; i < kMostMergers && !at.empty(); ++i) {
    if (at == caller.organ) return true;
    const Organ* found = view->Find(at);
    at = found == nullptr ? "" : found->successor;
  }
  return false;
}

bool Supervises(const Backend& backend, const Caller& caller, const std::string& division) {
  return caller.Has("supervisor") && IsOfDivision(backend, caller, division);
}

absl::Status CheckHost(const Backend& backend, const Call& call, const Account& account) {
  if (call.caller.Has("registrar") && WorksFor(backend, call.caller, account.host.organ)) return absl::OkStatus();
  if (account.host.organ.empty() && Supervises(backend, call.caller, account.division)) return absl::OkStatus();
  return Denied(absl::StrCat("only a registrar of the host of accounts/", account.uid, " may do this"));
}

absl::Status CheckCompetent(const Backend& backend, const Call& call, const Account& account) {
  if (Supervises(backend, call.caller, account.division)) return absl::OkStatus();
  const bool other = account.competent.organ != account.host.organ;
  if (other && call.caller.Has("approver") && WorksFor(backend, call.caller, account.competent.organ)) return absl::OkStatus();
  return Denied(absl::StrCat("only the competent organ of accounts/", account.uid, ", if it is not the host itself, or a supervisor of its division, may do this"));
}

absl::Status CheckHostOrCompetent(const Backend& backend, const Call& call, const Account& account) {
  return CheckHost(backend, call, account).ok() ? absl::OkStatus() : CheckCompetent(backend, call, account);
}

bool MayRead(const Backend& backend, const Caller& caller, const Account& account) {
  if (caller.kind != CallerKind::kOfficer && caller.kind != CallerKind::kJob) return false;
  for (const Unit& unit : {account.host, account.competent, account.operation}) {
    if (WorksFor(backend, caller, unit.organ)) return true;
  }
  return (caller.Has("supervisor") || caller.Has("auditor")) && IsOfDivision(backend, caller, account.division);
}

absl::Status CheckDivision(const Backend& backend, const Call& call, const std::string& division, bool reading) {
  const Caller& caller = call.caller;
  if (caller.Has("operator") || Supervises(backend, caller, division)) return absl::OkStatus();
  const bool reads = caller.Has("auditor") || caller.Has("approver") || caller.Has("registrar");
  if (reading && reads && IsOfDivision(backend, caller, division)) return absl::OkStatus();
  return Denied(absl::StrCat("only the supervisors of divisions/", division, " or of one above it may do this"));
}

}  // namespace disclosure::media
