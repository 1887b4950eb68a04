#include "request-service/api/request_export.h"

#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "common/tables/workbook_writer.h"
#include "request-service/api/access_log.h"
#include "request-service/api/convert.h"
#include "request-service/api/desk_query.h"
#include "request-service/documents/request_table.h"
#include "request-service/domain/mask.h"

namespace disclosure::request {
namespace {

constexpr int kRowsAtOnce = 1000;
constexpr size_t kBytesAtOnce = 256 << 10;
constexpr absl::Duration kPageTimeout = absl::Seconds(30);

std::string_view IdentityCode(IdentityKind kind) {
  switch (kind) {
    case IdentityKind::kResidentId: return "resident_id";
    case IdentityKind::kUniformSocialCreditCode: return "uscc";
    case IdentityKind::kOther: return "other";
    case IdentityKind::kUnspecified: break;
  }
  return "";
}

// Pages of the requests that the caller may read, as rows.
class Pages {
 public:
  Pages(const Backend& backend, const Call& call, DeskScope scope, RequestQuery query)
      : backend_(backend), call_(call), scope_(std::move(scope)), query_(std::move(query)) {}

  // Empty at the end.
  absl::StatusOr<std::vector<TextRow>> Next() {
    std::vector<RequestRow> rows;
    if (ended_) return std::vector<TextRow>();
    RETURN_IF_ERROR(backend_.store.Read(absl::Now() + kPageTimeout, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(rows, reader.ListRequests(query_, after_, kRowsAtOnce));
      return absl::OkStatus();
    }));
    ended_ = static_cast<int>(rows.size()) < kRowsAtOnce;
    if (!rows.empty()) after_ = PlaceOf(rows.back());
    RETURN_IF_ERROR(RecordListAccess(backend_, call_, rows));
    std::vector<TextRow> out;
    for (const RequestRow& row : rows) out.push_back(RowOf(row));
    return out;
  }

 private:
  // As TableColumns.
  TextRow RowOf(const RequestRow& row) const {
    const bool open = SeesApplicants(backend_, call_, row.key.organ);
    const Applicant& applicant = row.applicant;
    return {Number(row.key),
            row.key.organ,
            std::string(Code(applicant.applicant_class)),
            open ? applicant.name : MaskedName(applicant),
            std::string(IdentityCode(applicant.identity_kind)),
            open ? applicant.identity_number : MaskedIdentity(applicant.identity_number),
            std::string(Code(row.channel)),
            DayText(row.received),
            row.wanted.subject,
            row.outcome,
            DayText(row.concluded),
            std::string(StateName(row.state)),
            DayText(row.due),
            row.handler,
            row.document_number};
  }

  const Backend& backend_;
  const Call call_;
  const DeskScope scope_;
  const RequestQuery query_;
  std::optional<ListPlace> after_;
  bool ended_ = false;
};

NextChunk<google::api::HttpBody> Csv(std::shared_ptr<Pages> pages) {
  return [pages = std::move(pages), begun = false](google::api::HttpBody& next) mutable -> absl::StatusOr<bool> {
    ASSIGN_OR_RETURN(const std::vector<TextRow> rows, pages->Next());
    if (begun && rows.empty()) return false;
    next.set_content_type("text/csv; charset=utf-8");
    if (!std::exchange(begun, true)) next.set_data(CsvHead(TableColumns()));
    for (const TextRow& row : rows) next.mutable_data()->append(CsvRecord(row));
    return true;
  };
}

// First page after page into the file, which says nothing but the content type; then the file.
NextChunk<google::api::HttpBody> Xlsx(std::shared_ptr<Pages> pages, std::shared_ptr<WorkbookWriter> workbook) {
  return [pages = std::move(pages), workbook = std::move(workbook), closed = false](google::api::HttpBody& next) mutable -> absl::StatusOr<bool> {
    next.set_content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    if (closed) {
      ASSIGN_OR_RETURN(*next.mutable_data(), workbook->Read(kBytesAtOnce));
      return !next.data().empty();
    }
    ASSIGN_OR_RETURN(const std::vector<TextRow> rows, pages->Next());
    for (const TextRow& row : rows) RETURN_IF_ERROR(workbook->Append(row));
    if (rows.empty()) {
      RETURN_IF_ERROR(workbook->Close());
      closed = true;
    }
    return true;
  };
}

}  // namespace

absl::StatusOr<NextChunk<google::api::HttpBody>> BeginExport(const Backend& backend, const Call& call, const v1::ExportRequestsRequest& request) {
  ASSIGN_OR_RETURN(DeskScope scope, OpenScope(backend, call, request.parent()));
  ASSIGN_OR_RETURN(RequestQuery query, ParseQuery(backend, call, scope, request.filter()));
  if (!v1::ExportRequestsRequest::Format_IsValid(request.format())) return error::BadRequest({{"format", "must be CSV or XLSX"}});
  auto pages = std::make_shared<Pages>(backend, call, std::move(scope), std::move(query));
  if (request.format() != v1::ExportRequestsRequest::XLSX) return Csv(std::move(pages));
  ASSIGN_OR_RETURN(std::shared_ptr<WorkbookWriter> workbook, WorkbookWriter::Create("台账", TableColumns()));
  return Xlsx(std::move(pages), std::move(workbook));
}

}  // namespace disclosure::request
