// Which accounts a list is of, and how much of them the caller sees: what lists and exports share.
#pragma once

#include <string>
#include <vector>

#include "disclosure/media/v1/account.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

struct AccountScope {
  AccountQuery query;
  bool own = false;  // the caller looks after the accounts that it finds

  v1::Account Render(const Account& account) const;
};

// The filters of ListAccountsRequest and ExportAccountsRequest. BAD_REQUEST with all bad fields; PERMISSION_DENIED for states
// that the public does not see, unless the caller looks after what is named.
absl::StatusOr<AccountScope> OpenScope(const Backend& backend, const Call& call, const v1::ListAccountsRequest& filter);

// The filters of an export, as those of a list.
v1::ListAccountsRequest FilterOf(const v1::ExportAccountsRequest& request);

}  // namespace disclosure::media
