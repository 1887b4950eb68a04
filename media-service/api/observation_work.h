// What reports and imports of observations share.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "media-service/api/backend.h"
#include "media-service/domain/listed_look.h"

namespace disclosure::media {

// What is wrong with the looks of a call: all of it at once, and named by its code where there is only one.
class LookFaults {
 public:
  void Add(std::string_view field, std::string_view code, std::string_view message);
  // Of the look at `prefix` by the rules.
  void Add(const std::string& prefix, const std::vector<LookFault>& faults);
  // OK, or INVALID_ARGUMENT (the code; BAD_REQUEST for several, with all of them in `codes`).
  absl::Status status() const;

 private:
  std::vector<error::Violation> violations_;
  std::set<std::string> codes_;
};

// Which accounts of a division the rows of a list are. Asks the store once for each.
class AccountFinder {
 public:
  AccountFinder(const Backend& backend, Reader& reader, std::string division)
      : backend_(backend), reader_(reader), division_(std::move(division)) {}

  struct Found {
    std::string uid;
    RowRemark fault;  // where there is no uid: PLATFORM_UNKNOWN, ACCOUNT_UNKNOWN, ACCOUNT_AMBIGUOUS
  };
  absl::StatusOr<Found> Find(const ListedLook& row);

 private:
  absl::StatusOr<Found> Ask(const ListedLook& row);
  absl::StatusOr<Found> ByUid(const std::string& uid);
  absl::StatusOr<Found> ByPlatform(const Platform& platform, const ListedLook& row);
  // Of the division; of several the only one in force.
  Found Choose(const std::vector<WatchedAccount>& candidates, const std::string& column) const;

  const Backend& backend_;
  Reader& reader_;
  const std::string division_;
  std::map<std::vector<std::string>, Found> known_;
};

// Whether the account is in the register of `division` or of one below it.
bool IsIn(const WatchedAccount& account, std::string_view division);

}  // namespace disclosure::media
