// Who may do what to an account.
#pragma once

#include <string>

#include "common/base/status.h"
#include "common/rpc/call.h"
#include "media-service/api/backend.h"
#include "media-service/domain/account.h"

namespace disclosure::media {

// Works for `organ` itself, or for the one that it was merged into.
bool WorksFor(const Backend& backend, const Caller& caller, const std::string& organ);
// A supervisor of `division` or one above it.
bool Supervises(const Backend& backend, const Caller& caller, const std::string& division);

// A registrar of the host; of a host that the directory does not have, a supervisor of the division. PERMISSION_DENIED.
absl::Status CheckHost(const Backend& backend, const Call& call, const Account& account);
// An approver of the competent organ (主管单位) if that is not the host itself, or a supervisor of the account's division. PERMISSION_DENIED (NOT_COMPETENT).
absl::Status CheckCompetent(const Backend& backend, const Call& call, const Account& account);
// Either of them, as who looks after the account.
absl::Status CheckHostOrCompetent(const Backend& backend, const Call& call, const Account& account);
// Reads what the public does not: host, operator, competent organ, supervisors and auditors of the division or above.
bool MayRead(const Backend& backend, const Caller& caller, const Account& account);
// Acts for a division: `reading` also for its approvers, registrars and auditors. PERMISSION_DENIED.
absl::Status CheckDivision(const Backend& backend, const Call& call, const std::string& division, bool reading);

}  // namespace disclosure::media
