#include "request-service/api/report_handlers.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "request-service/api/report_cells.h"
#include "request-service/api/report_work.h"
#include "request-service/documents/report_files.h"
#include "request-service/storage/report_json.h"

namespace disclosure::request {
namespace {

// An act on the report of `name`, judged by the table of report_paper.h and kept; `change` has further rules.
template <typename Request, typename Change>
absl::StatusOr<v1::AnnualReport> ActOnReport(const Backend& backend, const Call& call, const Request& request, const std::string& name,
                                             const std::string& etag, ReportAct act, const Change& change) {
  ASSIGN_OR_RETURN(const ReportOwner owner, FindReportOwner(backend, name));
  RETURN_IF_ERROR(CheckReportOwner(backend, call, owner, /*reading=*/false));
  return WriteOnce<v1::AnnualReport>(backend, call, request, [&](Writer& writer) -> absl::StatusOr<v1::AnnualReport> {
    ASSIGN_OR_RETURN(StandingReport report, LoadReport(writer, backend.law, owner, FormatOf(owner.year)));
    ReportRecord& record = report.record;
    if (!etag.empty() && etag != Etag(record.version)) return error::EtagMismatch(name, etag, Etag(record.version));
    const std::optional<ReportState> next = NextReportState(record.state, act);
    if (!next) return error::WrongState(name, ReportStateName(record.state), "changed");
    RETURN_IF_ERROR(change(writer, owner, report));
    record.state = *next;
    record.update_time = backend.clock.Now();
    if (++record.version == 1) record.create_time = record.update_time;
    RETURN_IF_ERROR(writer.PutReport(record));
    v1::AnnualReport response = ToProto(report, owner, backend.law.report);
    response.set_finaliser(record.finaliser);
    return response;
  });
}

}  // namespace

absl::StatusOr<v1::AnnualReport> ReportHandlers::GetAnnualReport(const Call& call, const v1::GetAnnualReportRequest& request) {
  ASSIGN_OR_RETURN(const ReportOwner owner, FindReportOwner(backend_, request.name()));
  ASSIGN_OR_RETURN(const StandingReport report, ReadReport(backend_, call, owner, request.format()));
  v1::AnnualReport response = ToProto(report, owner, backend_.law.report);
  // Who works on it is not the public's to know.
  if (CheckReportOwner(backend_, call, owner, /*reading=*/true).ok()) response.set_finaliser(report.record.finaliser);
  return response;
}

absl::StatusOr<v1::ListReportCellResponse> ReportHandlers::ListReportCell(const Call& call, const v1::ListReportCellRequest& request) {
  ASSIGN_OR_RETURN(const ReportOwner owner, FindReportOwner(backend_, request.name()));
  RETURN_IF_ERROR(CheckReportOwner(backend_, call, owner, /*reading=*/true));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const StandingReport report, ReadReport(backend_, call, owner, request.format()));
  ASSIGN_OR_RETURN(const CellAsked cell, ParseCell(request, report.paper.tables));
  const std::string bound_to = absl::StrCat("cell ", owner.report(), " ", static_cast<int>(report.paper.tables.format), " ", cell.section,
                                            " ", cell.row, " ", cell.column);
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  size_t first = 0;
  if (!token.empty() && !absl::SimpleAtoi(token, &first)) return error::BadRequest({{"page_token", "was not made here"}});
  CellPart part;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(part, ReadCellPart(reader, backend_.law, owner, report, cell, first, static_cast<size_t>(size)));
    return absl::OkStatus();
  }));
  v1::ListReportCellResponse response;
  response.set_total(static_cast<int32_t>(part.total));
  for (v1::CellEntry& entry : part.entries) *response.add_entries() = std::move(entry);
  const size_t next = first + static_cast<size_t>(size);
  if (static_cast<int64_t>(next) < part.total) response.set_next_page_token(MakePageToken(absl::StrCat(next), bound_to));
  return response;
}

absl::StatusOr<google::api::HttpBody> ReportHandlers::ExportAnnualReport(const Call& call, const v1::ExportAnnualReportRequest& request) {
  ASSIGN_OR_RETURN(const ReportOwner owner, FindReportOwner(backend_, request.name()));
  ASSIGN_OR_RETURN(const StandingReport report, ReadReport(backend_, call, owner, request.format()));
  google::api::HttpBody body;
  switch (request.file_type()) {
    case v1::ExportAnnualReportRequest::FILE_TYPE_UNSPECIFIED:
    case v1::ExportAnnualReportRequest::JSON:
      body.set_content_type("application/json");
      body.set_data(TablesJson(report.paper.tables));
      return body;
    case v1::ExportAnnualReportRequest::HTML:
      body.set_content_type("text/html; charset=utf-8");
      body.set_data(PaperHtml(PrintOf(report.paper, backend_.law.report)));
      return body;
    case v1::ExportAnnualReportRequest::XLSX: {
      body.set_content_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
      ASSIGN_OR_RETURN(*body.mutable_data(), ReportXlsx(PrintOf(report.paper, backend_.law.report)));
      return body;
    }
    case v1::ExportAnnualReportRequest::DOCX: {
      body.set_content_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
      ASSIGN_OR_RETURN(*body.mutable_data(), PaperDocx(PrintOf(report.paper, backend_.law.report)));
      return body;
    }
    default: return error::BadRequest({{"file_type", "must be JSON, XLSX, HTML or DOCX"}});
  }
}

absl::StatusOr<v1::AnnualReport> ReportHandlers::UpdateAnnualReport(const Call& call, const v1::UpdateAnnualReportRequest& request) {
  const v1::AnnualReport& given = request.annual_report();
  ASSIGN_OR_RETURN(const ReportContent content, ContentFromProto(given));
  return ActOnReport(backend_, call, request, given.name(), given.etag(), ReportAct::kWrite, [&](Writer&, const ReportOwner&, StandingReport& report) {
    report.record.content = content;
    report.record.finaliser = "";
    report.record.finalised.reset();
    report.paper.content = content;
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::AnnualReport> ReportHandlers::FinaliseAnnualReport(const Call& call, const v1::FinaliseAnnualReportRequest& request) {
  return ActOnReport(backend_, call, request, request.name(), request.etag(), ReportAct::kFinalise,
                     [&](Writer&, const ReportOwner&, StandingReport& report) -> absl::Status {
    if (LocalDay(backend_.clock.Now()).year() <= report.record.year) {
      return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(report.record.year, "年还没有结束"), {.reason = "YEAR_NOT_OVER"});
    }
    RETURN_IF_ERROR(CheckComplete(report.record.content));
    RETURN_IF_ERROR(AsStatus(Unexplained(report.breaches, report.record.content.texts)));
    report.record.finaliser = call.caller.subject;
    report.record.finalised = report.paper.tables;
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::AnnualReport> ReportHandlers::PublishAnnualReport(const Call& call, const v1::PublishAnnualReportRequest& request) {
  return ActOnReport(backend_, call, request, request.name(), request.etag(), ReportAct::kPublish,
                     [&](Writer& writer, const ReportOwner& owner, StandingReport& report) -> absl::Status {
    if (call.caller.subject == report.record.finaliser) {
      return error::Make(absl::StatusCode::kFailedPrecondition, "the one who finalised a report does not publish it", {.reason = "SAME_PERSON"});
    }
    RETURN_IF_ERROR(AsStatus(Unexplained(report.breaches, report.record.content.texts)));
    const ReportTables finalised = report.record.finalised.value_or(ReportTables{});
    RETURN_IF_ERROR(CheckUnmoved(finalised, report.paper.tables));
    ASSIGN_OR_RETURN(const ReportTables kept, KeepEntries(writer, backend_.law, owner, report.paper.tables.format));
    RETURN_IF_ERROR(CheckUnmoved(finalised, kept));  // what came in meanwhile
    report.paper.published = LocalDay(backend_.clock.Now());
    report.record.publisher = call.caller.subject;
    report.record.snapshot = report.paper;
    return absl::OkStatus();
  });
}

}  // namespace disclosure::request
