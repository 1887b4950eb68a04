// disclosurectl catalogues, export, load-reference.
#include "ctl/catalogue_commands.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "catalog-service/api/convert.h"
#include "common/base/clock.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"

namespace disclosure::ctl {

namespace v1 = catalog::v1;

int RunCatalogues(const Suite& suite, const std::string& division, bool json, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Catalog(Job::kEditor);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::ListCataloguesRequest request;
  request.set_parent(absl::StrCat("divisions/", division));
  request.set_page_size(1000);
  v1::ListCataloguesResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->ListCatalogues(&context, request, &response));
  if (!status.ok()) return Fail(err, status);
  if (json) return out << PrintPublishedJson(response) << "\n", 0;
  for (const auto& catalogue : response.catalogues()) {
    out << catalogue.domain() << "  第" << catalogue.edition() << "版  " << catalogue.item_count() << " 项  "
        << absl::FormatTime("%Y-%m-%d", catalog::FromProto(catalogue.publish_time()), Shanghai()) << "  " << catalogue.display_name()
        << (catalogue.sample() ? "（示例数据）" : "") << "\n";
  }
  return 0;
}

int RunExport(const Suite& suite, const ExportOptions& options, std::ostream& out, std::ostream& err) {
  v1::ExportCatalogueRequest request;
  request.set_name(catalog::CatalogueName(options.division, options.domain));
  if (options.edition > 0) absl::StrAppend(request.mutable_name(), "/editions/", options.edition);
  request.set_format(options.format == "xlsx"   ? v1::ExportCatalogueRequest::XLSX
                     : options.format == "html" ? v1::ExportCatalogueRequest::PRINT_HTML
                                                : v1::ExportCatalogueRequest::CSV);
  const auto stub = suite.Catalog(Job::kEditor);
  if (!stub.ok()) return Fail(err, stub.status());
  google::api::HttpBody body;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->ExportCatalogue(&context, request, &body));
  if (!status.ok()) return Fail(err, status);
  if (options.output.empty() || options.output == "-") {
    out << body.data();
    return 0;
  }
  std::ofstream file(options.output, std::ios::binary);
  file << body.data();
  file.close();
  if (!file) return err << "写不了 " << options.output << "\n", 1;
  err << "已写入 " << options.output << "（" << body.data().size() << " 字节）\n";
  return 0;
}

int RunLoadReference(const Suite& suite, const std::string& directory, std::ostream& out, std::ostream& err) {
  v1::ImportDirectoryRequest request;
  const std::pair<const char*, std::string*> files[] = {{"divisions.csv", request.mutable_divisions_csv()},
                                                        {"catalogue/domains.csv", request.mutable_domains_csv()},
                                                        {"organs.csv", request.mutable_organs_csv()},
                                                        {"catalogue/domain_organs.csv", request.mutable_domain_organs_csv()}};
  for (const auto& [name, text] : files) {
    absl::StatusOr<std::string> bytes = ReadFile(absl::StrCat(directory, "/", name));
    if (!bytes.ok()) return Fail(err, bytes.status());
    *text = *std::move(bytes);
  }
  const auto stub = suite.Catalog(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  v1::ImportDirectoryResponse response;
  grpc::ClientContext context;
  SetDeadline(context);
  const absl::Status status = FromGrpc((*stub)->ImportDirectory(&context, request, &response));
  if (!status.ok()) return Fail(err, status);
  out << "新增区划 " << response.divisions_added() << "、领域 " << response.domains_added() << "、机关 " << response.organs_added()
      << "，领域分工 " << response.assignments_set() << " 条\n";
  return 0;
}

}  // namespace disclosure::ctl
