// The officers of a set-up without an identity provider of its own: accounts in a file of the local issuer, which only its owner
// may read. There is no account and no password until somebody makes one.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace disclosure::gateway {

inline constexpr absl::Duration kLinkTime = absl::Hours(24);

struct OfficerAccount {
  std::string account;  // what he types, and the stable id that every change records: 2 to 64 of a-z 0-9 . - _
  std::string name;
  std::string organ;  // "330108-jyj"
  std::vector<std::string> roles;
  std::string password_hash;  // "": none set yet
  std::string link_digest;    // of the one-time link; "": none
  absl::Time link_expires;
};

// The file officers.json in the issuer's directory. Any number of processes may use it; every change is whole or not at all.
class OfficerAccounts {
 public:
  explicit OfficerAccounts(const std::string& directory) : path_(directory + "/officers.json") {}

  // A new account, which its officer opens with the token of a one-time link. INVALID_ARGUMENT with all bad fields;
  // ALREADY_EXISTS.
  absl::StatusOr<std::string> Add(const OfficerAccount& account, absl::Time now) const;
  // A new link; the password is gone from now on. NOT_FOUND (NO_SUCH_OFFICER).
  absl::StatusOr<std::string> Reset(const std::string& account, absl::Time now) const;
  // NOT_FOUND (NO_SUCH_OFFICER).
  absl::Status Remove(const std::string& account) const;
  // By account. Without the file: none.
  absl::StatusOr<std::vector<OfficerAccount>> List() const;

  // Whose link it is. NOT_FOUND (NO_SUCH_LINK) if it is nobody's, was used or has ended.
  absl::StatusOr<OfficerAccount> OfLink(const std::string& token, absl::Time now) const;
  // Uses the link. INVALID_ARGUMENT (in Chinese) for a password that may not be one; NO_SUCH_LINK.
  absl::Status SetPassword(const std::string& token, const std::string& password, absl::Time now) const;
  // UNAUTHENTICATED (WRONG_PASSWORD), whatever is wrong, after the same time.
  absl::StatusOr<OfficerAccount> SignIn(const std::string& account, const std::string& password) const;

 private:
  const std::string path_;
};

}  // namespace disclosure::gateway
