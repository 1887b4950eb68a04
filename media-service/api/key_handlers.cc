#include "media-service/api/key_handlers.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "common/rpc/rotate_keys.h"
#include "media-service/storage/sealed_columns.h"

namespace disclosure::media {

absl::StatusOr<v1::RotateMediaKeysResponse> KeyHandlers::RotateMediaKeys(const Call& call, const v1::RotateMediaKeysRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("media keys ", request.dry_run());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  const mysql::SealedPosition position = mysql::ParseSealedPosition(token);
  ASSIGN_OR_RETURN(auto page, RotatePage<v1::RotateMediaKeysResponse>(backend_.store, call.deadline, request.dry_run(), position, size,
                                                                      backend_.vault.keys.current_field_key().id));
  if (page.next.column < static_cast<int>(std::size(kSealedColumns))) {
    page.response.set_next_page_token(MakePageToken(mysql::ToText(page.next), bound_to));
  }
  return std::move(page.response);
}

}  // namespace disclosure::media
