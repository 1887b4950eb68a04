// Closing one account, alone or in a batch.
#pragma once

#include <optional>
#include <string>

#include "media-service/api/account_work.h"
#include "media-service/domain/closing.h"

namespace disclosure::media {

// Announces the closing of an account in hand: checks its days and its successor, keeps both, and says so in `details`. Of the
// errors of Announce and CheckSuccessor.
absl::Status KeepClosing(const Backend& backend, Writer& writer, Closing closing, std::optional<absl::CivilDay> effective_on, Account& account,
                         Details& details);

// A notice of an earlier day must be one that was published: its address is what shows the day.
void CheckBackdated(std::optional<absl::CivilDay> announced_on, const std::string& notice_url, absl::CivilDay today, error::Violations& bad);

// The rule for the account's division on `day`; FAILED_PRECONDITION (NO_CLOSING_RULE).
absl::StatusOr<const ClosingRule*> ClosingRuleOf(const Backend& backend, const std::string& division, absl::CivilDay day);

}  // namespace disclosure::media
