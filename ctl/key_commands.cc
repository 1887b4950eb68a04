// The keys of personal data, of each service that keeps any.
#include <functional>
#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/crypto/key_ring.h"
#include "ctl/pages.h"
#include "ctl/proof_commands.h"

namespace disclosure::ctl {
namespace {

constexpr int kTellEvery = 20;  // pages

// What stands under which key.
struct KeyCounts {
  std::map<int, int64_t> rows;
  int64_t contents = 0;  // of attachments without a key of their own: under one of the file, which only they know
  int current = 0;
};

template <typename Stub, typename Request, typename Response>
absl::StatusOr<KeyCounts> Count(Stub& stub, bool rotate, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*), std::ostream& err) {
  Request request;
  request.set_dry_run(!rotate);
  KeyCounts counts;
  int64_t rows = 0, rotated = 0, pages = 0;
  RETURN_IF_ERROR(AskAll(stub, request, method, [&](const Response& page) {
    for (const auto& [key, count] : page.by_key()) counts.rows[key] += count;
    if constexpr (requires { page.contents(); }) counts.contents += page.contents();
    counts.current = page.current_key();
    rows += page.rows();
    rotated += page.rotated();
    if (++pages % kTellEvery == 0) err << page.table() << "：已看 " << rows << " 行，重新加密 " << rotated << " 行\n";
  }));
  return counts;
}

absl::StatusOr<KeyCounts> CountRequests(const Suite& suite, bool rotate, std::ostream& err) {
  ASSIGN_OR_RETURN(const auto stub, suite.Requests(Job::kOperator));
  return Count(*stub, rotate, &request::v1::RequestService::Stub::RotateKeys, err);
}

absl::StatusOr<KeyCounts> CountAccounts(const Suite& suite, bool rotate, std::ostream& err) {
  ASSIGN_OR_RETURN(const auto stub, suite.Media(Job::kOperator));
  return Count(*stub, rotate, &media::v1::MediaService::Stub::RotateMediaKeys, err);
}

struct Service {
  const char* name;   // of its key file: secrets/<name>.keys
  const char* label;
  absl::StatusOr<KeyCounts> (*count)(const Suite& suite, bool rotate, std::ostream& err);
};
constexpr Service kServices[] = {{"request", "依申请公开", CountRequests}, {"media", "新媒体", CountAccounts}};

std::string KeyFile(const Suite& suite, const Service& service) { return absl::StrCat(suite.data, "/secrets/", service.name, ".keys"); }

absl::Status KeyInUse(const Service& service, int key, int64_t rows, int64_t contents) {
  const std::string why = rows > 0       ? absl::StrCat("还有 ", rows, " 行在这把密钥之下，先运行 keys rotate")
                          : contents > 0 ? absl::StrCat("还有 ", contents, " 个附件内容没有自己的密钥，可能在它之下，先运行 keys rotate")
                                         : "服务正用它加密，先 keys add 并重新启动";
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat(service.label, "的密钥 ", key, " 不能停用：", why),
                     {.reason = "KEY_IN_USE", .metadata = {{"key", absl::StrCat(key)}, {"rows", absl::StrCat(rows)}, {"contents", absl::StrCat(contents)}}});
}

}  // namespace

int RunKeysAdd(const Suite& suite, std::ostream& out, std::ostream& err) {
  for (const Service& service : kServices) {
    const absl::StatusOr<uint16_t> added = crypto::AddFieldKey(KeyFile(suite, service));
    if (!added.ok()) return Fail(err, added.status());
    out << service.label << "：已加密钥 " << *added << "\n";
  }
  out << "重新启动系统后用新密钥加密；然后运行 disclosurectl keys rotate。请另存密钥文件的备份。\n";
  return 0;
}

int RunKeysRotate(const Suite& suite, bool rotate, std::ostream& out, std::ostream& err) {
  int64_t contents = 0;
  for (const Service& service : kServices) {
    const auto counts = service.count(suite, rotate, err);
    if (!counts.ok()) return Fail(err, counts.status());
    for (const auto& [key, rows] : counts->rows) {
      out << service.label << "：密钥 " << key << "：" << rows << " 行" << (key == counts->current ? "（现用）" : "") << "\n";
    }
    if (counts->rows.empty()) out << service.label << "：还没有加密的内容（现用密钥 " << counts->current << "）\n";
    contents += counts->contents;
  }
  if (contents == 0) return 0;
  if (rotate) {
    err << "有 " << contents << " 个附件的内容读不出来，没有换密钥：服务的日志里有编号；附件的存放处恢复后再运行\n";
    return 1;
  }
  out << "附件内容没有自己的密钥的：" << contents << " 个，运行 keys rotate\n";
  return 0;
}

int RunKeysRetire(const Suite& suite, int key, std::ostream& out, std::ostream& err) {
  // All are asked before the first file is touched.
  for (const Service& service : kServices) {
    const auto counts = service.count(suite, /*rotate=*/false, err);
    if (!counts.ok()) return Fail(err, counts.status());
    const auto left = counts->rows.find(key);
    const int64_t rows = left == counts->rows.end() ? 0 : left->second;
    if (rows > 0 || counts->contents > 0 || key == counts->current) return Fail(err, KeyInUse(service, key, rows, counts->contents));
  }
  int removed = 0;
  for (const Service& service : kServices) {
    const absl::Status status = crypto::RemoveFieldKey(KeyFile(suite, service), static_cast<uint16_t>(key));
    if (error::Reason(status) == "KEY_UNKNOWN") continue;  // this file never had it
    if (!status.ok()) return Fail(err, status);
    ++removed;
  }
  if (removed == 0) return Fail(err, error::NotFound(absl::StrCat("密钥 ", key)));
  out << "密钥 " << key << " 已停用；仍要读旧备份的，保留旧的密钥文件\n";
  return 0;
}

}  // namespace disclosure::ctl
