// What the rules say of an account that is opened or kept: findings, not refusals; only an error stops it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "media-service/domain/account.h"
#include "media-service/domain/opening_policy.h"
#include "media-service/domain/organ.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

enum class Severity { kInfo = 1, kWarning = 2, kError = 3 };

struct Finding {
  Severity severity = Severity::kInfo;
  std::string code;
  std::string message;              // Chinese
  std::vector<std::string> others;  // uids of the accounts that it is about
};

// What an account is held against. The lists leave the account itself out.
struct Surroundings {
  const PlatformTable& platforms;
  const OpeningPolicy& policy;
  absl::CivilDay today;
  const Organ* host = nullptr;          // nullptr: not in the directory
  std::vector<Account> of_host;         // of the same host, in force or on the way
  std::vector<Account> with_id;         // with one of its ids in the same id space, whatever their state
  std::vector<Account> with_name;       // with the same folded name, in force
};

// 国办发〔2018〕123号: one account a platform, name as on the other platforms, host named in the certification; the region's
// opening policy; what cannot be true at all (an id of two organs). Errors first.
std::vector<Finding> Examine(const Account& account, const Surroundings& around);

// FAILED_PRECONDITION with the first error's code as its reason and the codes of all in the metadata; OK without an error.
absl::Status RefuseErrors(const std::vector<Finding>& findings);

}  // namespace disclosure::media
