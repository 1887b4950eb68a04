#include "ctl/suite.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/credentials.h"

namespace disclosure::ctl {
namespace {

namespace fs = std::filesystem;

std::string CertificateOf(Job job) {
  switch (job) {
    case Job::kEditor: return "ctl-editor";
    case Job::kApprover: return "ctl-approver";
    case Job::kOperator: return "ctl-operator";
  }
  return "";
}

}  // namespace

absl::StatusOr<std::unique_ptr<catalog::v1::CatalogService::Stub>> Suite::Catalog(Job job) const {
  std::string address = target;
  if (address.empty()) {
    std::ifstream file(absl::StrCat(data, "/run/catalog-service.port"));
    int port = 0;
    if (!(file >> port)) {
      return absl::UnavailableError(absl::StrCat("数据目录 ", data, " 下没有运行中的系统：先运行 ./disclosure up，或用 --data 指明数据目录"));
    }
    address = absl::StrCat("127.0.0.1:", port);
  }
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel, Dial(address, {absl::StrCat(data, "/pki"), CertificateOf(job)}));
  return catalog::v1::CatalogService::NewStub(channel);
}

std::string ReferenceDirectory() {
  if (const char* given = std::getenv("DISCLOSURE_REFERENCE"); given != nullptr) return given;
  if (fs::exists("data/catalogue/domains.csv")) return "data";
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);  // <root>/build/<preset>/bin/disclosurectl
  return (program.parent_path() / ".." / ".." / ".." / "data").lexically_normal().string();
}

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t limit) {
  std::error_code error;
  if (fs::is_directory(path, error)) return absl::InvalidArgumentError(absl::StrCat(path, " 是目录，不是文件"));
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("读不到文件 ", path));
  if (fs::file_size(path, error) > limit && !error) {
    return absl::InvalidArgumentError(absl::StrCat(path, " 超过 ", limit >> 20, " MiB"));
  }
  std::stringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(5));
}

int Fail(std::ostream& err, const absl::Status& status) {
  err << Explain(status) << "\n";
  return 1;
}

std::string Explain(const absl::Status& status) {
  std::string out(status.message());
  const auto info = error::GetInfo(status);
  if (info) {
    if (!info->reason.empty() && info->reason != "BAD_REQUEST") absl::StrAppend(&out, "（", info->reason, "）");
  } else if (absl::IsUnavailable(status) && out.find("系统") == std::string::npos) {
    absl::StrAppend(&out, "（系统没有应答：./disclosure status 看它是否在运行）");
  }
  return out;
}

}  // namespace disclosure::ctl
