#include "ctl/proof_commands.h"

#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "ctl/json_text.h"
#include "ctl/pages.h"
#include "google/protobuf/util/time_util.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::request::v1;
namespace media = ::disclosure::media::v1;
using Stub = v1::RequestService::Stub;

constexpr int kTellEvery = 20;  // pages

std::string OrganName(const std::string& code) { return absl::StrCat("organs/", code.empty() ? "-" : code); }

std::string BreakText(const v1::AuditBreak& found) {
  std::string place = found.request();
  if (found.seq() > 0) absl::StrAppend(&place, " 第", found.seq(), "号事件");
  if (found.checkpoint() > 0) absl::StrAppend(&place, place.empty() ? "" : " ", "检查点", found.checkpoint());
  return absl::StrCat(place, "：", found.text(), "（", v1::AuditBreak::Problem_Name(found.problem()), "）");
}

std::string BreakText(const media::AccountAuditBreak& found) {
  return absl::StrCat(found.account(), found.seq() > 0 ? absl::StrCat(" 第", found.seq(), "号事件") : "", "：", found.text(), "（",
                      media::AccountAuditBreak::Problem_Name(found.problem()), "）");
}

std::string BreakJson(const media::AccountAuditBreak& found) {
  return absl::StrCat("{\"problem\":", JsonString(media::AccountAuditBreak::Problem_Name(found.problem())), ",\"account\":", JsonString(found.account()),
                      ",\"seq\":", found.seq(), ",\"text\":", JsonString(found.text()), "}");
}

std::string BreakJson(const v1::AuditBreak& found) {
  return absl::StrCat("{\"problem\":", JsonString(v1::AuditBreak::Problem_Name(found.problem())), ",\"request\":", JsonString(found.request()),
                      ",\"seq\":", found.seq(), ",\"checkpoint\":", found.checkpoint(), ",\"text\":", JsonString(found.text()), "}");
}

std::string TimeText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", absl::FromUnixMicros(google::protobuf::util::TimeUtil::TimestampToMicroseconds(time)), Shanghai());
}

// What a walk over a whole record found.
struct Findings {
  int64_t breaks = 0;
  std::string json;
};

void Report(const AuditOptions& options, const std::string& text, const std::string& json, Findings& findings, std::ostream& out) {
  if (options.json) {
    absl::StrAppend(&findings.json, findings.breaks > 0 ? "," : "", json);
  } else {
    out << text << "\n";
  }
  ++findings.breaks;
}

std::string Verdict(const Findings& findings) { return findings.breaks == 0 ? "完整无缺" : absl::StrCat(findings.breaks, " 处有问题"); }

// Requests with their events and checkpoints; returns how many there are, in words or as JSON members.
absl::StatusOr<std::string> VerifyRequests(const Suite& suite, const AuditOptions& options, Findings& findings, std::ostream& out, std::ostream& err) {
  ASSIGN_OR_RETURN(const auto stub, suite.Requests(Job::kOperator));
  v1::VerifyAuditRequest request;
  request.set_parent(OrganName(options.organ));
  request.set_head(options.head);
  int64_t requests = 0, events = 0, checkpoints = 0, pages = 0;
  RETURN_IF_ERROR(AskAll(*stub, request, &Stub::VerifyAudit, [&](const v1::VerifyAuditResponse& page) {
    requests += page.requests();
    events += page.events();
    checkpoints += page.checkpoints();
    for (const v1::AuditBreak& found : page.breaks()) Report(options, BreakText(found), BreakJson(found), findings, out);
    if (++pages % kTellEvery == 0) err << "已核对 " << requests << " 件申请、" << events << " 个事件、" << checkpoints << " 个检查点\n";
  }));
  if (options.json) return absl::StrCat("\"requests\":", requests, ",\"events\":", events, ",\"checkpoints\":", checkpoints);
  return absl::StrCat(requests, " 件申请、", events, " 个事件、", checkpoints, " 个检查点");
}

// Accounts of new media with their events, likewise.
absl::StatusOr<std::string> VerifyAccounts(const Suite& suite, const AuditOptions& options, Findings& findings, std::ostream& out, std::ostream& err) {
  ASSIGN_OR_RETURN(const auto stub, suite.Media(Job::kOperator));
  media::VerifyAccountAuditRequest request;
  request.set_parent("divisions/-");
  int64_t accounts = 0, events = 0, pages = 0;
  RETURN_IF_ERROR(AskAll(*stub, request, &media::MediaService::Stub::VerifyAccountAudit, [&](const media::VerifyAccountAuditResponse& page) {
    accounts += page.accounts();
    events += page.events();
    for (const media::AccountAuditBreak& found : page.breaks()) Report(options, BreakText(found), BreakJson(found), findings, out);
    if (++pages % kTellEvery == 0) err << "已核对 " << accounts << " 个新媒体账号、" << events << " 个事件\n";
  }));
  if (options.json) return absl::StrCat("\"accounts\":", accounts, ",\"account_events\":", events);
  return absl::StrCat(accounts, " 个新媒体账号、", events, " 个事件");
}

}  // namespace

int RunAuditVerify(const Suite& suite, const AuditOptions& options, std::ostream& out, std::ostream& err) {
  Findings requests, accounts;
  const absl::StatusOr<std::string> of_requests = VerifyRequests(suite, options, requests, out, err);
  if (!of_requests.ok()) return Fail(err, of_requests.status());
  if (!options.json) out << "核对了 " << *of_requests << "：" << Verdict(requests) << "\n";
  // One organ's requests are asked for: accounts are of divisions.
  absl::StatusOr<std::string> of_accounts = "";
  if (options.organ.empty()) of_accounts = VerifyAccounts(suite, options, accounts, out, err);
  if (!of_accounts.ok()) return Fail(err, of_accounts.status());
  if (!options.json && !of_accounts->empty()) out << "核对了 " << *of_accounts << "：" << Verdict(accounts) << "\n";
  if (options.json) {
    const std::string comma = !requests.json.empty() && !accounts.json.empty() ? "," : "";
    out << "{" << *of_requests << (of_accounts->empty() ? "" : ",") << *of_accounts << ",\"breaks\":[" << requests.json << comma << accounts.json << "]}\n";
  }
  return requests.breaks + accounts.breaks == 0 ? 0 : 2;
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
  const auto stub = suite.Requests(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  const absl::Status status = AskAll(**stub, request, &Stub::ListAccesses, [&](const v1::ListAccessesResponse& page) {
        for (const v1::Access& access : page.accesses()) {
          out << TimeText(access.time()) << "  " << access.actor() << "  " << access.actor_organ() << "  " << access.method() << "  "
              << (access.request().empty() ? absl::StrCat(access.results(), " 件") : access.request()) << "  " << access.purpose() << "\n";
        }
      });
  return status.ok() ? 0 : Fail(err, status);
}

int RunRetention(const Suite& suite, const RetentionOptions& options, std::ostream& out, std::ostream& err) {
  v1::ApplyRetentionRequest request;
  request.set_dry_run(options.dry_run);
  request.set_until(options.until);
  int64_t anonymised = 0, accesses = 0, answers = 0, contents = 0, left = 0;
  const auto stub = suite.Requests(Job::kOperator);
  if (!stub.ok()) return Fail(err, stub.status());
  const absl::Status status = AskAll(**stub, request, &Stub::ApplyRetention, [&](const v1::ApplyRetentionResponse& page) {
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
