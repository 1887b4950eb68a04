// Attachments on their way into a request: judged, encrypted and in the object store before the transaction that
// names them commits.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "disclosure/request/v1/document.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Of one call. Objects that no row came to name are deleted again when it ends; one that stays behind is harmless.
class KeptObjects {
 public:
  KeptObjects(const Backend& backend, const Call& call) : backend_(backend), call_(call) {}
  ~KeptObjects();
  KeptObjects(const KeptObjects&) = delete;

  // All of them or none: the errors of domain/attachment.h and ContentTypeOf; FAILED_PRECONDITION
  // (ATTACHMENTS_NOT_KEPT) where the service has no store.
  absl::Status Keep(const std::vector<v1::NewAttachment>& attachments);

  // The rows of the request; TOO_MANY_ATTACHMENTS with what it has already.
  absl::Status Name(Writer& writer, const RequestKey& key);

  // How the transaction ended: objects stay where it was, or may have been, committed.
  void Settle(const absl::Status& committed);

  const std::vector<AttachmentRow>& rows() const { return rows_; }

 private:
  absl::StatusOr<AttachmentRow> Judged(const v1::NewAttachment& attachment) const;

  const Backend& backend_;
  const Call& call_;
  std::vector<AttachmentRow> rows_;
  bool named_ = false;
};

// The content into the store, under a new key of its own: `row` gets both.
absl::Status PutContent(const Backend& backend, std::string_view content, absl::Time deadline, AttachmentRow& row);

// The content, decrypted. The errors of the object store.
absl::StatusOr<std::string> ContentOf(const Backend& backend, const AttachmentRow& row, absl::Time deadline);

}  // namespace disclosure::request
