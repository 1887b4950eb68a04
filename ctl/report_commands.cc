#include "ctl/report_commands.h"

#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::request::v1;
using Stub = v1::RequestService::Stub;

template <typename Request, typename Response>
absl::StatusOr<Response> CallAsOperator(const Suite& suite, const Request& request,
                                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Stub> stub, suite.Requests(Job::kOperator));
  Response response;
  grpc::ClientContext context;
  SetDeadline(context);
  RETURN_IF_ERROR(FromGrpc((*stub.*method)(&context, request, &response)));
  return response;
}

template <typename Request>
int RunImport(const Suite& suite, const LedgerOptions& options, std::ostream& out, std::ostream& err,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, v1::LedgerImport*)) {
  absl::StatusOr<std::string> bytes = ReadFile(options.file, 32 << 20);
  if (!bytes.ok()) return Fail(err, bytes.status());
  Request request;
  request.set_csv(*std::move(bytes));
  request.set_dry_run(options.dry_run);
  const absl::StatusOr<v1::LedgerImport> import = CallAsOperator(suite, request, method);
  if (!import.ok()) return err << options.file << "：" << Explain(import.status()) << "\n", 1;
  if (!options.json) return PrintLedgerImport(*import, out);
  out << PrintPublishedJson(*import) << "\n";
  return import->quarantined() > 0 ? 2 : 0;
}

template <typename Options>
std::string OwnerOf(const Options& options) {
  return options.organ.empty() ? absl::StrCat("divisions/", options.division) : absl::StrCat("organs/", options.organ);
}
std::string NameOf(const ReportOptions& options) { return absl::StrCat(OwnerOf(options), "/annualReports/", options.year); }

absl::StatusOr<std::string> Export(const Suite& suite, const ReportOptions& options) {
  v1::ExportAnnualReportRequest request;
  request.set_name(NameOf(options));
  request.set_format(options.form);
  request.set_file_type(options.format == "xlsx"   ? v1::ExportAnnualReportRequest::XLSX
                        : options.format == "html" ? v1::ExportAnnualReportRequest::HTML
                        : options.format == "docx" ? v1::ExportAnnualReportRequest::DOCX
                                                   : v1::ExportAnnualReportRequest::JSON);
  ASSIGN_OR_RETURN(google::api::HttpBody body, CallAsOperator(suite, request, &Stub::ExportAnnualReport));
  return std::move(*body.mutable_data());
}

int WriteFile(const std::string& path, const std::string& bytes, std::ostream& err) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (file) return 0;
  err << "写不了文件 " << path << "\n";
  return 1;
}

}  // namespace

int RunRequestsImport(const Suite& suite, const LedgerOptions& options, std::ostream& out, std::ostream& err) {
  return RunImport(suite, options, out, err, &Stub::ImportRequests);
}

int RunReviewsImport(const Suite& suite, const LedgerOptions& options, std::ostream& out, std::ostream& err) {
  return RunImport(suite, options, out, err, &Stub::ImportReviews);
}

int RunAnnualReport(const Suite& suite, const ReportOptions& options, std::ostream& out, std::ostream& err) {
  if (options.organ.empty() == options.division.empty()) {
    err << "用 --organ 或 --division 之一指明是谁的报告\n";
    return 1;
  }
  if (options.json || !options.format.empty()) {
    const absl::StatusOr<std::string> bytes = Export(suite, options);
    if (!bytes.ok()) return Fail(err, bytes.status());
    if (!options.output.empty() && options.output != "-") return WriteFile(options.output, *bytes, err);
    out << *bytes << (options.json ? "\n" : "");
    return 0;
  }
  v1::GetAnnualReportRequest request;
  request.set_name(NameOf(options));
  request.set_format(options.form);
  const absl::StatusOr<v1::AnnualReport> report = CallAsOperator(suite, request, &Stub::GetAnnualReport);
  if (!report.ok()) return Fail(err, report.status());
  PrintReport(*report, out);
  return 0;
}

int RunReviewsBulletin(const Suite& suite, const BulletinOptions& options, std::ostream& out, std::ostream& err) {
  if (options.organ.empty() == options.division.empty()) {
    err << "用 --organ 或 --division 之一指明是谁的通报\n";
    return 1;
  }
  v1::GetBulletinRequest request;
  request.set_name(absl::StrCat(OwnerOf(options), "/bulletins/", options.month));
  const absl::StatusOr<v1::Bulletin> bulletin = CallAsOperator(suite, request, &Stub::GetBulletin);
  if (!bulletin.ok()) return Fail(err, bulletin.status());
  if (options.json) {
    out << PrintPublishedJson(*bulletin) << "\n";
  } else {
    PrintBulletin(*bulletin, out);
  }
  return 0;
}

}  // namespace disclosure::ctl
