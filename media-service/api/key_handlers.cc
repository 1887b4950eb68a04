#include "media-service/api/key_handlers.h"

#include <iterator>

#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "media-service/storage/sealed_columns.h"

namespace disclosure::media {

absl::StatusOr<v1::RotateMediaKeysResponse> KeyHandlers::RotateMediaKeys(const Call& call, const v1::RotateMediaKeysRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("media keys ", request.dry_run());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  const mysql::SealedPosition position = mysql::ParseSealedPosition(token);
  mysql::KeyPage page;
  RETURN_IF_ERROR(request.dry_run() ? backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(page, reader.CountKeys(position, size));
    return absl::OkStatus();
  }) : backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(page, writer.RotateKeys(position, size));
    return absl::OkStatus();
  }));
  v1::RotateMediaKeysResponse response;
  response.set_table(page.table);
  response.set_rows(page.rows);
  response.set_rotated(page.rotated);
  for (const auto& [key, rows] : page.by_key) (*response.mutable_by_key())[key] = rows;
  response.set_current_key(backend_.vault.keys.current_field_key().id);
  if (page.next.column < static_cast<int>(std::size(kSealedColumns))) {
    response.set_next_page_token(MakePageToken(mysql::ToText(page.next), bound_to));
  }
  return response;
}

}  // namespace disclosure::media
