#include "request-service/api/document_handlers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/names.h"
#include "request-service/api/access_log.h"
#include "request-service/api/applicant_access.h"
#include "request-service/api/case_work.h"
#include "request-service/api/desk_query.h"
#include "request-service/api/rendering.h"
#include "request-service/api/reply_papers.h"
#include "request-service/documents/document_json.h"

namespace disclosure::request {
namespace {

constexpr char kDocumentName[] = "organs/*/requests/*/documents/*";
constexpr char kReceiptId[] = "receipt";

absl::Status NoSuchDocument(const RequestKey& key, const std::string& id) {
  return error::NotFound(absl::StrCat(Name(key), "/documents/", id));
}

// Whoever has the code answers as the third party: only those who send the letter see it.
std::string WithoutAnswerCode(std::string content) {
  static constexpr std::string_view kMark = "答复码";
  constexpr size_t kCodeBytes = 19;  // 7k3m-x0rd-9vqe-h2ta
  for (size_t at = content.find(kMark); at != std::string::npos; at = content.find(kMark, at + 1)) {
    const size_t code = at + kMark.size();
    const auto in_code = [](unsigned char c) { return absl::ascii_isalnum(c) || c == '-'; };
    if (code + kCodeBytes > content.size() || !std::all_of(content.begin() + code, content.begin() + code + kCodeBytes, in_code)) continue;
    content.replace(code, kCodeBytes, "（不显示）");
  }
  return content;
}

// Papers name the applicant, and letters who was asked.
absl::Status CheckMayReadPapers(const Backend& backend, const Call& call, const RequestKey& key) {
  if (SeesApplicants(backend, call, key.organ)) return absl::OkStatus();
  return error::Make(absl::StatusCode::kPermissionDenied, absl::StrCat("papers of organs/", key.organ, " are for those who work on its requests"),
                     {.reason = "APPLICANT_NOT_SHOWN", .metadata = {{"method", call.method}}});
}

bool SendsLetters(const Backend& backend, const Call& call, const RequestKey& key) {
  return WorksFor(backend, call.caller, key.organ) && (call.caller.Has("clerk") || call.caller.Has("handler"));
}

// The document `id` as it was issued; with `applicant` only what was addressed to him.
absl::StatusOr<Document> Issued(const Backend& backend, const Call& call, const RequestKey& key, const std::string& id, bool applicant) {
  const std::optional<DocumentPlace> place = ParseDocumentId(id);
  if (!place) return NoSuchDocument(key, id);
  DocumentRow row;
  RETURN_IF_ERROR(backend.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(row, reader.GetDocument(key, place->seq, place->item));
    return absl::OkStatus();
  }));
  if (applicant && !row.to_applicant) return NoSuchDocument(key, id);
  if (row.content.empty()) return NoSuchDocument(key, id);  // its request was made anonymous
  return DocumentFromJson(SendsLetters(backend, call, key) ? row.content : WithoutAnswerCode(std::move(row.content)));
}

absl::StatusOr<Case> Load(const Backend& backend, const Call& call, const RequestKey& key) {
  Case found;
  RETURN_IF_ERROR(backend.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, LoadCase(reader, key));
    return absl::OkStatus();
  }));
  return found;
}

// The reply's document; a leaf without one has none to show.
absl::StatusOr<Document> Preview(const Backend& backend, Reader& reader, const Bench& bench, const RequestKey& key) {
  ASSIGN_OR_RETURN(const Case found, LoadCase(reader, key));
  const std::optional<Round>& round = found.progress.round;
  if (!round || round->draft == 0 || round->replied) {
    return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(Name(key), " has no draft of a reply"), {.reason = "NO_DRAFT"});
  }
  ASSIGN_OR_RETURN(const std::string draft, reader.GetDraft(key, round->draft));
  v1::Reply reply;
  if (!reply.ParseFromString(draft)) return absl::DataLossError("a stored draft cannot be decoded");
  ASSIGN_OR_RETURN(const std::vector<Paper> papers, ReplyPapers(backend, reader, bench, found, reply, kNoNumberYet));
  if (papers.empty()) return NoSuchDocument(key, round->leaf);
  return Compose(papers.front().code, papers.front().facts, backend.law.documents());
}

}  // namespace

absl::StatusOr<v1::ListDocumentsResponse> DocumentHandlers::ListDocuments(const Call& call, const v1::ListDocumentsRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.parent()));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/true));
  v1::ListDocumentsResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetRequest(key).status());
    ASSIGN_OR_RETURN(const std::vector<DocumentRow> rows, reader.Documents(key));
    response.clear_documents();
    for (const DocumentRow& row : rows) *response.add_documents() = ToProto(key, row);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<google::api::HttpBody> DocumentHandlers::GetDocument(const Call& call, const v1::GetDocumentRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDocumentName, request.name()));
  const std::optional<RequestKey> key = ParseRequestId(ids[0], ids[1]);
  if (!key) return error::NotFound(request.name());
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key->organ, /*reading=*/true));
  RETURN_IF_ERROR(CheckMayReadPapers(backend_, call, *key));
  RETURN_IF_ERROR(CheckFormat(request.format()));
  RETURN_IF_ERROR(RecordAccess(backend_, call, *key));
  if (ids[2] != kReceiptId) {
    ASSIGN_OR_RETURN(const Document issued, Issued(backend_, call, *key, ids[2], /*applicant=*/false));
    return Rendered(issued, request.format());
  }
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key->organ));
  ASSIGN_OR_RETURN(const Case found, Load(backend_, call, *key));
  ASSIGN_OR_RETURN(const Document receipt, Receipt(backend_, bench, found));
  return Rendered(receipt, request.format());
}

absl::StatusOr<google::api::HttpBody> DocumentHandlers::PreviewDocument(const Call& call, const v1::PreviewDocumentRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseRequestName(request.name()));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/false));
  RETURN_IF_ERROR(CheckFormat(request.format()));
  RETURN_IF_ERROR(RecordAccess(backend_, call, key));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  Document document;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(document, Preview(backend_, reader, bench, key));
    return absl::OkStatus();
  }));
  return Rendered(document, request.format());
}

absl::StatusOr<google::api::HttpBody> DocumentHandlers::FetchDocument(const Call& call, const v1::FetchDocumentRequest& request) {
  RETURN_IF_ERROR(CheckFormat(request.format()));
  ASSIGN_OR_RETURN(const Case found, OpenByAccessCode(backend_, call, request.number(), request.access_code()));
  const RequestKey& key = found.row.key;
  if (request.document() != kReceiptId) {
    ASSIGN_OR_RETURN(const Document issued, Issued(backend_, call, key, request.document(), /*applicant=*/true));
    return Rendered(issued, request.format());
  }
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  ASSIGN_OR_RETURN(const Document receipt, Receipt(backend_, bench, found));
  return Rendered(receipt, request.format());
}

}  // namespace disclosure::request
