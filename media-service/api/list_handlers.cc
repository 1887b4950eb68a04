#include "media-service/api/list_handlers.h"

#include <vector>

#include "common/rpc/page.h"
#include "media-service/api/account_list.h"
#include "media-service/api/convert.h"

namespace disclosure::media {

absl::StatusOr<v1::ListAccountsResponse> ListHandlers::ListAccounts(const Call& call, const v1::ListAccountsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = ListBinding(request);
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), bound_to));
  ASSIGN_OR_RETURN(const AccountScope scope, OpenScope(backend_, call, request));
  std::vector<Account> accounts;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(accounts, reader.ListAccounts(scope.query, after, size + 1));
    return absl::OkStatus();
  }));
  v1::ListAccountsResponse response;
  if (static_cast<int>(accounts.size()) > size) {
    accounts.resize(static_cast<size_t>(size));
    response.set_next_page_token(MakePageToken(accounts.back().uid, bound_to));
  }
  for (const Account& account : accounts) *response.add_accounts() = scope.Render(account);
  return response;
}

absl::StatusOr<v1::ListPlatformsResponse> ListHandlers::ListPlatforms(const Call& call, const v1::ListPlatformsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), "platforms"));
  v1::ListPlatformsResponse response;
  bool behind = after.empty();  // in the order of the table, which is that of their use
  for (const Platform& platform : backend_.rules.platforms.all()) {
    if (behind && response.platforms_size() == size) {
      const std::string& last = response.platforms(size - 1).name();
      response.set_next_page_token(MakePageToken(last.substr(last.find('/') + 1), "platforms"));
      break;
    }
    if (behind) *response.add_platforms() = ToProto(platform);
    behind = behind || platform.code == after;
  }
  return response;
}

}  // namespace disclosure::media
