#include "request-service/api/key_handlers.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/logging.h"
#include "common/rpc/page.h"
#include "common/rpc/rotate_keys.h"
#include "request-service/api/discarded_objects.h"
#include "request-service/api/kept_objects.h"
#include "request-service/storage/sealed_columns.h"

namespace disclosure::request {
namespace {

constexpr int kColumns = static_cast<int>(std::size(kSealedColumns));
constexpr int kContents = kColumns;  // what comes behind the columns
constexpr int kContentsAtOnce = 20;  // each is read and written whole

std::string BoundTo(bool dry_run) { return absl::StrCat("keys ", dry_run); }

}  // namespace

// The new object is there before the row names it, and the old one goes after that. Whatever breaks off in between leaves
// the new one, whose key is nowhere, or the old one, which is queued.
absl::StatusOr<bool> KeyHandlers::GiveOwnKey(const Call& call, const PlacedAttachment& attachment) {
  const absl::StatusOr<std::string> content = ContentOf(backend_, attachment.row, call.deadline);
  if (absl::IsNotFound(content.status()) || absl::IsDataLoss(content.status())) {
    Log(LogLevel::kWarning, "the content of an attachment cannot be read",
        {{"request", Name(attachment.key)}, {"attachment", attachment.row.id}, {"detail", std::string(content.status().message())}});
    return false;
  }
  RETURN_IF_ERROR(content.status());
  AttachmentRow own = attachment.row;
  RETURN_IF_ERROR(PutContent(backend_, *content, call.deadline, own));
  bool replaced = false;
  RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(replaced, writer.ReplaceContent(attachment.key, own, attachment.row.object, backend_.clock.Now()));
    return absl::OkStatus();
  }));
  // Another call was first, or the request was made anonymous.
  if (!replaced) RETURN_IF_ERROR(backend_.objects->Delete(own.object, call.deadline));
  return true;
}

absl::StatusOr<v1::RotateKeysResponse> KeyHandlers::RotateContents(const Call& call, bool dry_run, const std::vector<std::string>& after, int size) {
  const int limit = dry_run ? size : std::min(size, kContentsAtOnce);
  std::vector<PlacedAttachment> found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, reader.AttachmentsWithoutKey(after, limit));
    return absl::OkStatus();
  }));
  v1::RotateKeysResponse response;
  const int current = backend_.vault.keys.current_field_key().id;
  for (const PlacedAttachment& attachment : found) {
    bool renewed = false;
    if (!dry_run) {
      ASSIGN_OR_RETURN(renewed, GiveOwnKey(call, attachment));
    }
    if (renewed) ++(*response.mutable_by_key())[current];
    renewed ? response.set_rotated(response.rotated() + 1) : response.set_contents(response.contents() + 1);
  }
  if (!dry_run) RETURN_IF_ERROR(DeleteDiscardedObjects(backend_, call, "", limit).status());
  response.set_table("attachments");
  response.set_rows(static_cast<int64_t>(found.size()));
  response.set_current_key(current);
  if (static_cast<int>(found.size()) == limit) {
    const auto& [key, row] = found.back();
    const mysql::SealedPosition last{kContents, {key.organ, absl::StrCat(key.year), absl::StrCat(key.serial), row.id}};
    response.set_next_page_token(MakePageToken(mysql::ToText(last), BoundTo(dry_run)));
  }
  return response;
}

absl::StatusOr<v1::RotateKeysResponse> KeyHandlers::RotateKeys(const Call& call, const v1::RotateKeysRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = BoundTo(request.dry_run());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  const mysql::SealedPosition position = mysql::ParseSealedPosition(token);
  if (position.column >= kContents) return RotateContents(call, request.dry_run(), position.after, size);
  ASSIGN_OR_RETURN(auto page, RotatePage<v1::RotateKeysResponse>(backend_.store, call.deadline, request.dry_run(), position, size,
                                                                 backend_.vault.keys.current_field_key().id));
  page.response.set_next_page_token(MakePageToken(mysql::ToText(page.next), bound_to));
  return std::move(page.response);
}

}  // namespace disclosure::request
