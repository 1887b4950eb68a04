#include "request-service/api/kept_objects.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/logging.h"
#include "common/crypto/primitives.h"
#include "common/objects/object_id.h"
#include "request-service/attachments/content_type.h"

namespace disclosure::request {
namespace {

constexpr absl::Duration kForTidying = absl::Seconds(5);  // for all objects of a call that failed

// For one id only: bytes under another id do not decrypt.
crypto::FieldContext ContentContext(const AttachmentRow& row) { return {.table = "attachments", .column = "content", .row = row.id}; }

absl::Status NotKept() {
  return error::Make(absl::StatusCode::kFailedPrecondition, "this service has no store for attachments (--attachment_dir or --s3_endpoint)",
                     {.reason = "ATTACHMENTS_NOT_KEPT"});
}

// After these it is not known whether the transaction was committed.
bool MayBeCommitted(const absl::Status& status) {
  return status.ok() || absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) || absl::IsInternal(status) || absl::IsUnknown(status);
}

}  // namespace

absl::StatusOr<AttachmentRow> KeptObjects::Judged(const v1::NewAttachment& attachment) const {
  const std::string& content = attachment.content();
  const auto size = static_cast<int64_t>(content.size());
  RETURN_IF_ERROR(CheckSize(size, backend_.attachment_limits));
  const absl::Time now = backend_.clock.Now();
  AttachmentRow row{.id = NewUid(now), .size = size, .sha256 = objects::IdOf(content), .actor = call_.caller.subject, .time = now};
  ASSIGN_OR_RETURN(row.file_name, CleanFileName(attachment.file_name()));
  ASSIGN_OR_RETURN(row.content_type, ContentTypeOf(content));
  RETURN_IF_ERROR(backend_.law.attachment_types.Check(row.file_name, row.content_type));
  return row;
}

absl::Status KeptObjects::Keep(const std::vector<v1::NewAttachment>& attachments) {
  if (attachments.empty()) return absl::OkStatus();
  if (backend_.objects == nullptr) return NotKept();
  AttachmentTotal total;
  std::vector<AttachmentRow> judged;
  for (const v1::NewAttachment& attachment : attachments) {
    ++total.files;
    total.bytes += static_cast<int64_t>(attachment.content().size());
  }
  RETURN_IF_ERROR(CheckTotal(total, backend_.attachment_limits));
  for (const v1::NewAttachment& attachment : attachments) {
    ASSIGN_OR_RETURN(AttachmentRow row, Judged(attachment));
    judged.push_back(std::move(row));
  }
  for (size_t i = 0; i < judged.size(); ++i) {
    RETURN_IF_ERROR(PutContent(backend_, attachments[i].content(), call_.deadline, judged[i]));
    rows_.push_back(std::move(judged[i]));
  }
  return absl::OkStatus();
}

absl::Status KeptObjects::Name(Writer& writer, const RequestKey& key) {
  if (rows_.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<AttachmentRow> there, writer.Attachments(key));
  AttachmentTotal total;
  for (const std::vector<AttachmentRow>* rows : {&there, &std::as_const(rows_)}) {
    total.files += static_cast<int>(rows->size());
    for (const AttachmentRow& row : *rows) total.bytes += row.size;
  }
  RETURN_IF_ERROR(CheckTotal(total, backend_.attachment_limits));
  for (const AttachmentRow& row : rows_) RETURN_IF_ERROR(writer.InsertAttachment(key, row));
  named_ = true;
  return absl::OkStatus();
}

void KeptObjects::Settle(const absl::Status& committed) { named_ = named_ && MayBeCommitted(committed); }

KeptObjects::~KeptObjects() {
  if (named_) return;
  const absl::Time deadline = absl::Now() + kForTidying;
  for (const AttachmentRow& row : rows_) {
    const absl::Status deleted = backend_.objects->Delete(row.object, deadline);
    if (!deleted.ok()) Log(LogLevel::kWarning, "an object without a name stays", {{"object", row.object}});
  }
}

absl::Status PutContent(const Backend& backend, std::string_view content, absl::Time deadline, AttachmentRow& row) {
  if (backend.objects == nullptr) return NotKept();
  crypto::SecretBytes key(crypto::kKeySize);
  crypto::FillRandom(key.span());
  row.content_key = std::string(key.view());
  ASSIGN_OR_RETURN(row.object, backend.objects->Put(crypto::FieldCipher(std::move(key)).Encrypt(content, ContentContext(row)), deadline));
  return absl::OkStatus();
}

absl::StatusOr<std::string> ContentOf(const Backend& backend, const AttachmentRow& row, absl::Time deadline) {
  if (backend.objects == nullptr) return NotKept();
  ASSIGN_OR_RETURN(const std::string sealed, backend.objects->Get(row.object, deadline));
  if (row.content_key.empty()) return backend.vault.cipher.Decrypt(sealed, ContentContext(row));
  crypto::SecretBytes key(crypto::kKeySize);
  row.content_key.copy(reinterpret_cast<char*>(key.data()), key.size());
  return crypto::FieldCipher(std::move(key)).Decrypt(sealed, ContentContext(row));
}

}  // namespace disclosure::request
