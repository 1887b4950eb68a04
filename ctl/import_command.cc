// disclosurectl import: through catalog-service, or, for a dry run without a division, by itself.
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "catalog-service/api/convert.h"
#include "catalog-service/importers/catalogue_import.h"
#include "catalog-service/importers/directory_csv.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"
#include "ctl/catalogue_commands.h"

namespace disclosure::ctl {
namespace {

namespace v1 = catalog::v1;

absl::StatusOr<v1::ImportCataloguesResponse> DryRunHere(const std::string& file_name, const std::string& bytes, const std::string& domain) {
  ASSIGN_OR_RETURN(const std::string domains_csv, ReadFile(absl::StrCat(ReferenceDirectory(), "/catalogue/domains.csv")));
  ASSIGN_OR_RETURN(catalog::DirectoryFiles directory, catalog::ReadDirectory("", domains_csv, "", ""));
  ASSIGN_OR_RETURN(const std::vector<catalog::ImportedTable> tables,
                   catalog::ImportFile(file_name, bytes, domain, catalog::DomainDirectory(std::move(directory.domains)), {}));
  v1::ImportCataloguesResponse response;
  response.set_file(file_name);
  for (const catalog::ImportedTable& table : tables) *response.add_tables() = catalog::ToProto(table, "");
  return response;
}

absl::StatusOr<v1::ImportCataloguesResponse> ImportThere(v1::CatalogService::Stub& stub, const ImportOptions& options,
                                                         const std::string& file_name, std::string bytes) {
  v1::ImportCataloguesRequest request;
  request.set_parent(absl::StrCat("divisions/", options.division));
  request.mutable_file()->set_data(std::move(bytes));
  request.set_file_name(file_name);
  request.set_domain(options.domain);
  request.set_dry_run(options.dry_run);
  request.set_sample(options.sample);
  v1::ImportCataloguesResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  RETURN_IF_ERROR(FromGrpc(stub.ImportCatalogues(&context, request, &response)));
  return response;
}

void PrintNotes(const google::protobuf::RepeatedPtrField<v1::ImportCataloguesResponse::Note>& notes, const char* kind, std::ostream& out) {
  for (const auto& note : notes) {
    out << "    " << kind << " 第" << note.row() << "行" << (note.column().empty() ? "" : "「" + note.column() + "」") << "："
        << note.reason() << "\n";
  }
}

void PrintTable(const v1::ImportCataloguesResponse& response, const v1::ImportCataloguesResponse::ImportedTable& table, bool details,
                std::ostream& out) {
  out << response.file() << " 表" << table.table() << "：领域 " << (table.domain().empty() ? "（未识别）" : table.domain()) << "，读 "
      << table.rows_read() << " 行 = 导入 " << table.imported() << " + 有提示 " << table.warned() << " + 隔离 " << table.quarantined_rows()
      << " + 不属本级 " << table.out_of_scope() << "\n";
  PrintNotes(table.quarantined(), "隔离", out);
  if (details) PrintNotes(table.warnings(), "提示", out);
  for (const auto& match : table.ambiguous_matches()) {
    out << "    待确认 " << match.item() << "：沿用了「" << match.candidates(0) << "」，也可能是「" << match.candidates(1) << "」\n";
  }
}

}  // namespace

int RunImport(const Suite& suite, const ImportOptions& options, std::ostream& out, std::ostream& err) {
  if (options.division.empty() && !options.dry_run) {
    err << "导入要用 --division 指明区划；只想看看文件能否读懂，加 --dry-run\n";
    return 1;
  }
  std::unique_ptr<v1::CatalogService::Stub> stub;
  if (!options.division.empty()) {
    auto connected = suite.Catalog(Job::kEditor);
    if (!connected.ok()) return Fail(err, connected.status());
    stub = *std::move(connected);
  }
  v1::ImportCataloguesResponse all;
  bool quarantined = false;
  for (const std::string& path : options.files) {
    const std::string file_name = std::filesystem::path(path).filename();
    absl::StatusOr<std::string> bytes = ReadFile(path);
    absl::StatusOr<v1::ImportCataloguesResponse> response =
        !bytes.ok() ? absl::StatusOr<v1::ImportCataloguesResponse>(bytes.status())
        : stub == nullptr ? DryRunHere(file_name, *bytes, options.domain)
                          : ImportThere(*stub, options, file_name, *std::move(bytes));
    if (!response.ok()) return err << path << "：" << Explain(response.status()) << "\n", 1;
    for (const auto& table : response->tables()) {
      quarantined |= table.quarantined_rows() > 0;
      if (!options.json) PrintTable(*response, table, options.dry_run, out);
      *all.add_tables() = table;
    }
    all.set_file(file_name);
  }
  if (options.json) out << PrintPublishedJson(all) << "\n";
  return quarantined ? 2 : 0;
}

}  // namespace disclosure::ctl
