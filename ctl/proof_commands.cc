#include "ctl/proof_commands.h"

#include <functional>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/crypto/key_ring.h"
#include "common/rpc/status.h"
#include "ctl/json_text.h"
#include "google/protobuf/util/time_util.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::request::v1;
using Stub = v1::RequestService::Stub;

constexpr int kPage = 1000;
constexpr int kTellEvery = 20;  // pages

std::string OrganName(const std::string& code) { return absl::StrCat("organs/", code.empty() ? "-" : code); }
std::string KeyFile(const Suite& suite) { return suite.data + "/secrets/request.keys"; }

template <typename Request, typename Response>
absl::StatusOr<Response> Ask(Stub& stub, const Request& request, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  grpc::ClientContext context;
  SetDeadline(context);
  Response response;
  RETURN_IF_ERROR(FromGrpc((stub.*method)(&context, request, &response)));
  return response;
}

// Every page in turn; `each` sees them. Errors end it.
template <typename Request, typename Response>
absl::Status AskAll(const Suite& suite, Request request, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const std::function<void(const Response&)>& each) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Stub> stub, suite.Requests(Job::kOperator));
  request.set_page_size(kPage);
  do {
    ASSIGN_OR_RETURN(const Response page, Ask(*stub, request, method));
    each(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

std::string BreakText(const v1::AuditBreak& found) {
  std::string place = found.request();
  if (found.seq() > 0) absl::StrAppend(&place, " 第", found.seq(), "号事件");
  if (found.checkpoint() > 0) absl::StrAppend(&place, place.empty() ? "" : " ", "检查点", found.checkpoint());
  return absl::StrCat(place, "：", found.text(), "（", v1::AuditBreak::Problem_Name(found.problem()), "）");
}

std::string BreakJson(const v1::AuditBreak& found) {
  return absl::StrCat("{\"problem\":", JsonString(v1::AuditBreak::Problem_Name(found.problem())), ",\"request\":", JsonString(found.request()),
                      ",\"seq\":", found.seq(), ",\"checkpoint\":", found.checkpoint(), ",\"text\":", JsonString(found.text()), "}");
}

// What stands under which key.
struct KeyCounts {
  std::map<int, int64_t> rows;
  int64_t contents = 0;  // of attachments without a key of their own: under one of the file, which only they know
  int current = 0;
};

absl::StatusOr<KeyCounts> CountByKey(const Suite& suite, bool rotate, std::ostream& err) {
  v1::RotateKeysRequest request;
  request.set_dry_run(!rotate);
  KeyCounts counts;
  int64_t rows = 0, rotated = 0, pages = 0;
  const auto take = [&](const v1::RotateKeysResponse& page) {
    for (const auto& [key, count] : page.by_key()) counts.rows[key] += count;
    counts.contents += page.contents();
    counts.current = page.current_key();
    rows += page.rows();
    rotated += page.rotated();
    if (++pages % kTellEvery == 0) err << page.table() << "：已看 " << rows << " 行，重新加密 " << rotated << " 行\n";
  };
  const absl::Status status = AskAll<v1::RotateKeysRequest, v1::RotateKeysResponse>(suite, request, &Stub::RotateKeys, take);
  RETURN_IF_ERROR(status);
  return counts;
}

absl::Status KeyInUse(int key, int64_t rows, int64_t contents) {
  const std::string why = rows > 0       ? absl::StrCat("还有 ", rows, " 行在这把密钥之下，先运行 keys rotate")
                          : contents > 0 ? absl::StrCat("还有 ", contents, " 个附件内容没有自己的密钥，可能在它之下，先运行 keys rotate")
                                         : "服务正用它加密，先 keys add 并重新启动";
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("密钥 ", key, " 不能停用：", why),
                     {.reason = "KEY_IN_USE", .metadata = {{"key", absl::StrCat(key)}, {"rows", absl::StrCat(rows)}, {"contents", absl::StrCat(contents)}}});
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", absl::FromUnixMicros(google::protobuf::util::TimeUtil::TimestampToMicroseconds(time)), Shanghai());
}

}  // namespace

int RunAuditVerify(const Suite& suite, const AuditOptions& options, std::ostream& out, std::ostream& err) {
  v1::VerifyAuditRequest request;
  request.set_parent(OrganName(options.organ));
  request.set_head(options.head);
  int64_t requests = 0, events = 0, checkpoints = 0, breaks = 0, pages = 0;
  std::string json;
  const absl::Status status =
      AskAll<v1::VerifyAuditRequest, v1::VerifyAuditResponse>(suite, request, &Stub::VerifyAudit, [&](const v1::VerifyAuditResponse& page) {
        requests += page.requests();
        events += page.events();
        checkpoints += page.checkpoints();
        for (const v1::AuditBreak& found : page.breaks()) {
          if (options.json) {
            absl::StrAppend(&json, breaks > 0 ? "," : "", BreakJson(found));
          } else {
            out << BreakText(found) << "\n";
          }
          ++breaks;
        }
        if (++pages % kTellEvery == 0) err << "已核对 " << requests << " 件申请、" << events << " 个事件、" << checkpoints << " 个检查点\n";
      });
  if (!status.ok()) return Fail(err, status);
  if (options.json) {
    out << "{\"requests\":" << requests << ",\"events\":" << events << ",\"checkpoints\":" << checkpoints << ",\"breaks\":[" << json << "]}\n";
  } else {
    out << "核对了 " << requests << " 件申请、" << events << " 个事件、" << checkpoints << " 个检查点："
        << (breaks == 0 ? "完整无缺" : absl::StrCat(breaks, " 处有问题")) << "\n";
  }
  return breaks == 0 ? 0 : 2;
}

int RunAuditCheckpoint(const Suite& suite, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Requests(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  const auto sealed = Ask(**stub, v1::SealAuditRequest(), &Stub::SealAudit);
  if (!sealed.ok()) return Fail(err, sealed.status());
  out << "新做检查点 " << sealed->checkpoints() << " 个\n";
  if (!sealed->head().empty()) out << sealed->head() << "\n";
  return 0;
}

int RunAuditHead(const Suite& suite, std::ostream& out, std::ostream& err) {
  const auto stub = suite.Requests(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  const auto head = Ask(**stub, v1::GetAuditHeadRequest(), &Stub::GetAuditHead);
  if (!head.ok()) return Fail(err, head.status());
  if (head->head().empty()) {
    err << "还没有检查点：先运行 disclosurectl audit checkpoint\n";
    return 1;
  }
  out << head->head() << "\n";
  return 0;
}

int RunAuditAccesses(const Suite& suite, const AuditOptions& options, std::ostream& out, std::ostream& err) {
  v1::ListAccessesRequest request;
  request.set_parent(OrganName(options.organ));
  if (!options.request.empty()) request.set_request(absl::StrCat(OrganName(options.organ), "/requests/", options.request));
  request.set_actor(options.actor);
  const absl::Status status =
      AskAll<v1::ListAccessesRequest, v1::ListAccessesResponse>(suite, request, &Stub::ListAccesses, [&](const v1::ListAccessesResponse& page) {
        for (const v1::Access& access : page.accesses()) {
          out << TimeText(access.time()) << "  " << access.actor() << "  " << access.actor_organ() << "  " << access.method() << "  "
              << (access.request().empty() ? absl::StrCat(access.results(), " 件") : access.request()) << "  " << access.purpose() << "\n";
        }
      });
  return status.ok() ? 0 : Fail(err, status);
}

int RunKeysAdd(const Suite& suite, std::ostream& out, std::ostream& err) {
  const absl::StatusOr<uint16_t> added = crypto::AddFieldKey(KeyFile(suite));
  if (!added.ok()) return Fail(err, added.status());
  out << "已加密钥 " << *added << "。重新启动系统后用它加密；然后运行 disclosurectl keys rotate。请另存密钥文件的备份。\n";
  return 0;
}

int RunKeysRotate(const Suite& suite, bool rotate, std::ostream& out, std::ostream& err) {
  const auto counts = CountByKey(suite, rotate, err);
  if (!counts.ok()) return Fail(err, counts.status());
  for (const auto& [key, rows] : counts->rows) out << "密钥 " << key << "：" << rows << " 行" << (key == counts->current ? "（现用）" : "") << "\n";
  if (counts->contents == 0) return 0;
  if (rotate) {
    err << "有 " << counts->contents << " 个附件的内容读不出来，没有换密钥：服务的日志里有编号；附件的存放处恢复后再运行\n";
    return 1;
  }
  out << "附件内容没有自己的密钥的：" << counts->contents << " 个，运行 keys rotate\n";
  return 0;
}

int RunKeysRetire(const Suite& suite, int key, std::ostream& out, std::ostream& err) {
  const auto counts = CountByKey(suite, /*rotate=*/false, err);
  if (!counts.ok()) return Fail(err, counts.status());
  const auto left = counts->rows.find(key);
  const int64_t rows = left == counts->rows.end() ? 0 : left->second;
  if (rows > 0 || counts->contents > 0 || key == counts->current) return Fail(err, KeyInUse(key, rows, counts->contents));
  if (const absl::Status removed = crypto::RemoveFieldKey(KeyFile(suite), static_cast<uint16_t>(key)); !removed.ok()) return Fail(err, removed);
  out << "密钥 " << key << " 已停用；仍要读旧备份的，保留旧的密钥文件\n";
  return 0;
}

int RunRetention(const Suite& suite, const RetentionOptions& options, std::ostream& out, std::ostream& err) {
  v1::ApplyRetentionRequest request;
  request.set_dry_run(options.dry_run);
  request.set_until(options.until);
  int64_t anonymised = 0, accesses = 0, answers = 0, contents = 0, left = 0;
  const absl::Status status = AskAll<v1::ApplyRetentionRequest, v1::ApplyRetentionResponse>(
      suite, request, &Stub::ApplyRetention, [&](const v1::ApplyRetentionResponse& page) {
        for (const std::string& name : page.anonymised()) out << name << "\n";
        anonymised += page.anonymised_size();
        accesses += page.accesses_deleted();
        answers += page.answers_deleted();
        contents += page.contents_deleted();
        left += page.contents_left();
      });
  if (!status.ok()) return Fail(err, status);
  out << (options.dry_run ? "将" : "已") << "匿名化申请 " << anonymised << " 件，删除附件内容 " << contents << " 个、访问记录 " << accesses
      << " 条、幂等答复 " << answers << " 条\n";
  if (left == 0) return 0;
  err << "还有 " << left << " 个附件内容没有删成（已无密钥，读不出来）：附件的存放处恢复后再运行\n";
  return 1;
}

}  // namespace disclosure::ctl
