// What an applicant or an officer may add to a request (附件): data/request/attachment_types.csv and limits.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/moves.h"

namespace disclosure::request {

struct AttachmentLimits {
  int64_t file_bytes = 20 << 20;
  int files = 10;  // of one request
  int64_t request_bytes = 50 << 20;
};

// Immutable; thread safe.
class AttachmentTypes {
 public:
  // "content_type,extensions,label,note", extensions separated by blanks; BAD_REQUEST with all bad lines.
  static absl::StatusOr<AttachmentTypes> Parse(std::string_view csv);

  // Whether a file of this name may have this content. INVALID_ARGUMENT: ATTACHMENT_TYPE_NOT_ALLOWED for content that
  // is of none of the types, ATTACHMENT_NAME_CONTRADICTS for the extension of another one.
  absl::Status Check(std::string_view file_name, std::string_view content_type) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> extensions_;  // by content type
};

// The last part of a path, of either system, without control characters and blanks around it, as a person would
// recognise it. INVALID_ARGUMENT (BAD_ATTACHMENT_NAME) if nothing remains or it is longer than 200 characters.
absl::StatusOr<std::string> CleanFileName(std::string_view file_name);

// INVALID_ARGUMENT: ATTACHMENT_EMPTY, ATTACHMENT_TOO_LARGE.
absl::Status CheckSize(int64_t bytes, const AttachmentLimits& limits);

struct AttachmentTotal {
  int files = 0;
  int64_t bytes = 0;
};
// Of a request, with what is added. FAILED_PRECONDITION (TOO_MANY_ATTACHMENTS).
absl::Status CheckTotal(const AttachmentTotal& total, const AttachmentLimits& limits);

// An applicant adds while the request is handled, an officer until it is filed away.
bool MayAttach(State state, bool officer);

}  // namespace disclosure::request
