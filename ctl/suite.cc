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

// What an officer is told; the error's own words follow for whoever gives support.
std::string_view InChinese(std::string_view reason) {
  static constexpr std::pair<std::string_view, std::string_view> kTexts[] = {
      {"NOT_A_CATALOGUE", "不是标准目录：没有找到目录的表头"},
      {"NO_TABLE", "文件里没有表格"},
      {"NO_HEADER", "没有找到表头：至少要有“账号名称”和“平台”两栏"},
      {"EMPTY_FILE", "文件是空的"},
      {"BAD_URL", "不是网址"},
      {"WRONG_ENCODING", "文字编码无法识别，应为 UTF-8 或 GB18030"},
      {"TRUNCATED_FILE", "文件不完整或已损坏"},
      {"UNSUPPORTED_FORMAT", "不支持这种格式，请另存为 XLSX 或 CSV"},
      {"FILE_TOO_LARGE", "文件超过 32 MiB"},
      {"ZIP_BOMB", "压缩内容异常"},
      {"NESTED_TOO_DEEPLY", "网页表格嵌套过深"},
      {"DOMAIN_UNKNOWN", "没有识别出领域，请用 --domain 指明"},
      {"DOMAIN_CONFLICT", "文件写明的领域与 --domain 不一致"},
      {"TOO_MANY_ITEMS", "事项过多，请拆分文件"},
      {"SAME_PERSON", "编辑过草稿的人不能审核它，须由第二人审核"},
      {"EMPTY_DRAFT", "草稿没有事项"},
      {"EDITION_SCHEDULED", "已有更晚生效的定时版次，请先取消它"},
      {"WRONG_STATE", "当前状态不能这样办理"},
      {"ETAG_MISMATCH", "内容已被他人改动，请重新读取"},
      {"KEY_IN_USE", "密钥还在使用"},
      {"KEY_CURRENT", "这是现用的密钥"},
      {"KEY_UNKNOWN", "没有这把密钥"},
      {"KEY_FILE_MISSING", "没有密钥文件"},
      {"KEY_FILE_RIGHTS", "密钥文件的属主或者权限不对，请用数据目录的属主运行"},
      {"NOT_FOUND", "不存在"},
      {"ALREADY_EXISTS", "已经存在"},
      {"PERMISSION_DENIED", "没有权限"},
      {"BAD_REQUEST", "填写有误"},
  };
  for (const auto& [known, text] : kTexts) {
    if (known == reason) return text;
  }
  return "";
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> Suite::Connect(const std::string& service, Job job) const {
  std::string address = target;
  if (address.empty()) {
    std::ifstream file(absl::StrCat(data, "/run/", service, ".port"));
    int port = 0;
    if (!(file >> port)) {
      return absl::UnavailableError(absl::StrCat("数据目录 ", data, " 下没有运行中的系统：先运行 ./disclosure up，或用 --data 指明数据目录"));
    }
    address = absl::StrCat("127.0.0.1:", port);
  }
  return Dial(address, {absl::StrCat(data, "/pki"), CertificateOf(job)});
}

absl::StatusOr<std::unique_ptr<catalog::v1::CatalogService::Stub>> Suite::Catalog(Job job) const {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel, Connect("catalog-service", job));
  return catalog::v1::CatalogService::NewStub(channel);
}

absl::StatusOr<std::unique_ptr<request::v1::RequestService::Stub>> Suite::Requests(Job job) const {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel, Connect("request-service", job));
  return request::v1::RequestService::NewStub(channel);
}

absl::StatusOr<std::unique_ptr<media::v1::MediaService::Stub>> Suite::Media(Job job) const {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel, Connect("media-service", job));
  return media::v1::MediaService::NewStub(channel);
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
  const std::string message(status.message());
  const std::string reason = error::Reason(status);
  if (const std::string_view chinese = InChinese(reason); !chinese.empty()) {
    return absl::StrCat(std::string(chinese), "（", reason, "：", message, "）");
  }
  if (!reason.empty()) return absl::StrCat(message, "（", reason, "）");
  if (absl::IsUnavailable(status) && message.find("系统") == std::string::npos) {
    return absl::StrCat(message, "（系统没有应答：./disclosure status 看它是否在运行）");
  }
  return message;
}

}  // namespace disclosure::ctl
