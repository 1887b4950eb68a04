#include "request-service/api/attachment_handlers.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/names.h"
#include "request-service/api/access_log.h"
#include "request-service/api/applicant_access.h"
#include "request-service/api/case_work.h"
#include "request-service/api/kept_objects.h"

namespace disclosure::request {
namespace {

constexpr char kAttachmentName[] = "organs/*/requests/*/attachments/*";
constexpr char kAdded[] = "attachment_added";  // in the change feed

// The row of the request is locked meanwhile, so that two at once cannot exceed the limits together.
template <typename Request>
absl::StatusOr<v1::Attachment> Attach(const Backend& backend, const Call& call, const Request& request, const RequestKey& key, bool officer) {
  KeptObjects kept(backend, call);
  RETURN_IF_ERROR(kept.Keep({request.attachment()}));
  auto response = WriteOnce<v1::Attachment>(backend, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Attachment> {
    ASSIGN_OR_RETURN(const RequestRow row, writer.GetRequest(key));
    if (!MayAttach(row.state, officer)) return error::WrongState(Name(key), StateName(row.state), "given attachments");
    RETURN_IF_ERROR(kept.Name(writer, key));
    RETURN_IF_ERROR(writer.AppendChange(key, kAdded, backend.clock.Now()));
    return ToProto(kept.rows().front());
  });
  kept.Settle(response.status());
  return response;
}

absl::StatusOr<AttachmentRow> RowOf(const Backend& backend, const Call& call, const RequestKey& key, const std::string& id) {
  AttachmentRow row;
  RETURN_IF_ERROR(backend.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(row, reader.GetAttachment(key, id));
    return absl::OkStatus();
  }));
  return row;
}

}  // namespace

absl::StatusOr<v1::Attachment> AttachmentHandlers::UploadAttachment(const Call& call, const v1::UploadAttachmentRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.name()));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/false));
  return Attach(backend_, call, request, key, /*officer=*/true);
}

absl::StatusOr<v1::Attachment> AttachmentHandlers::SubmitAttachment(const Call& call, const v1::SubmitAttachmentRequest& request) {
  ASSIGN_OR_RETURN(const Case opened, OpenByAccessCode(backend_, call, request.number(), request.access_code()));
  return Attach(backend_, call, request, opened.row.key, /*officer=*/false);
}

absl::StatusOr<google::api::HttpBody> AttachmentHandlers::GetAttachment(const Call& call, const v1::GetAttachmentRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kAttachmentName, request.name()));
  const std::optional<RequestKey> key = ParseRequestId(ids[0], ids[1]);
  if (!key) return error::NotFound(request.name());
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key->organ, /*reading=*/false));
  ASSIGN_OR_RETURN(const AttachmentRow row, RowOf(backend_, call, *key, ids[2]));
  RETURN_IF_ERROR(RecordAccess(backend_, call, *key));
  absl::StatusOr<std::string> content = ContentOf(backend_, row, call.deadline);
  if (absl::IsNotFound(content.status())) {
    // A new key, or retention, took the object away meanwhile: the row knows.
    ASSIGN_OR_RETURN(const AttachmentRow now, RowOf(backend_, call, *key, ids[2]));
    if (now.object != row.object) content = ContentOf(backend_, now, call.deadline);
  }
  RETURN_IF_ERROR(content.status());
  google::api::HttpBody body;
  body.set_content_type(row.content_type);
  body.set_data(*std::move(content));
  return body;
}

}  // namespace disclosure::request
