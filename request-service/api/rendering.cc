#include "request-service/api/rendering.h"

#include "common/base/error.h"
#include "request-service/documents/document_docx.h"
#include "request-service/documents/document_html.h"

namespace disclosure::request {
namespace {

constexpr char kHtmlType[] = "text/html; charset=utf-8";
constexpr char kDocxType[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

}  // namespace

absl::Status CheckFormat(v1::DocumentFormat format) {
  return v1::DocumentFormat_IsValid(format) ? absl::OkStatus() : error::BadRequest({{"format", "is none of the formats"}});
}

absl::StatusOr<google::api::HttpBody> Rendered(const Document& document, v1::DocumentFormat format) {
  google::api::HttpBody body;
  if (format == v1::DOCX) {
    ASSIGN_OR_RETURN(*body.mutable_data(), DocumentDocx(document));
    body.set_content_type(kDocxType);
  } else {
    body.set_data(DocumentHtml(document));
    body.set_content_type(kHtmlType);
  }
  return body;
}

}  // namespace disclosure::request
