#include "media-service/domain/opening_rules.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

using Findings = std::vector<Finding>;

void Add(Findings& out, Severity severity, std::string_view code, std::string message, std::vector<std::string> others = {}) {
  out.push_back({severity, std::string(code), std::move(message), std::move(others)});
}

std::vector<std::string> Uids(const std::vector<const Account*>& accounts) {
  std::vector<std::string> uids;
  for (const Account* account : accounts) uids.push_back(account->uid);
  return uids;
}

// On its way to being opened.
bool IsUnopened(const Account& account) {
  return account.state == State::kDraft || account.state == State::kPendingFiling || account.state == State::kApproved;
}

bool SameHost(const Unit& a, const Unit& b) {
  if (!a.organ.empty() && !b.organ.empty()) return a.organ == b.organ;
  return FoldName(a.text) == FoldName(b.text);
}

void ExaminePlatform(const Account& account, const Surroundings& around, Findings& out) {
  const Platform* platform = around.platforms.Find(account.platform);
  if (platform == nullptr) return Add(out, Severity::kError, "PLATFORM_UNKNOWN", "平台表里没有这个平台");
  for (const std::string& id : IdsOf(account)) {
    if (PlatformTable::FitsFormat(*platform, id)) continue;
    Add(out, Severity::kWarning, "ID_FORMAT", absl::StrCat("“", id, "”不像", platform->name, "的账号 ID（", platform->id_hint, "）"));
  }
  if (IsUnopened(account) && !platform->in_force.Holds(around.today)) {
    Add(out, Severity::kWarning, "PLATFORM_ENDED", absl::StrCat(platform->name, "已不再开设新账号"));
  }
}

void ExamineId(const Account& account, const Surroundings& around, Findings& out) {
  std::vector<const Account*> foreign, own;
  for (const Account& other : around.with_id) (SameHost(account.host, other.host) ? own : foreign).push_back(&other);
  if (!foreign.empty()) {
    Add(out, Severity::kError, "ID_UNDER_TWO_ORGANS", absl::StrCat("同一账号 ID 已登记在“", foreign[0]->host.text, "”名下"), Uids(foreign));
  }
  if (!own.empty()) Add(out, Severity::kError, "ID_REGISTERED_TWICE", "本单位已登记过这个账号 ID", Uids(own));
}

// 一个单位原则上在同一平台只开设一个政务新媒体账号.
void ExamineOnePerPlatform(const Account& account, const Surroundings& around, Findings& out) {
  std::vector<const Account*> same;
  for (const Account& other : around.of_host) {
    if (other.platform == account.platform) same.push_back(&other);
  }
  if (same.empty()) return;
  const bool excused = !account.exception_reason.empty();
  Add(out, excused ? Severity::kInfo : Severity::kWarning, "SECOND_ACCOUNT_ON_PLATFORM",
      absl::StrCat("主办单位在同一平台已有账号“", same[0]->name, "”", excused ? "，已说明理由" : "，确需另开的应说明理由"), Uids(same));
}

void ExamineName(const Account& account, const Surroundings& around, Findings& out) {
  std::vector<const Account*> elsewhere, differing;
  for (const Account& other : around.with_name) {
    if (other.platform != account.platform && SameHost(account.host, other.host)) elsewhere.push_back(&other);
    if (!SameHost(account.host, other.host)) differing.push_back(&other);
  }
  if (!elsewhere.empty()) Add(out, Severity::kInfo, "SAME_NAME_ON_OTHER_PLATFORM", "同一主办单位在其他平台有同名账号", Uids(elsewhere));
  if (!differing.empty()) {
    Add(out, Severity::kWarning, "SAME_NAME_OF_OTHER_ORGAN", absl::StrCat("“", differing[0]->host.text, "”有同名账号"), Uids(differing));
  }
  std::vector<const Account*> renamed;
  const std::u32string name = FoldToCodePoints(account.name);
  for (const Account& other : around.of_host) {
    if (other.platform != account.platform && FoldToCodePoints(other.name) != name) renamed.push_back(&other);
  }
  if (!renamed.empty() && elsewhere.empty()) {
    Add(out, Severity::kWarning, "NAME_DIFFERS_ACROSS_PLATFORMS", absl::StrCat("主办单位在其他平台的账号名称是“", renamed[0]->name, "”，各平台名称应当一致"),
        Uids(renamed));
  }
}

// 账号主体与开办单位不一致.
void ExamineSubject(const Account& account, const Surroundings& around, Findings& out) {
  if (account.certification == Certification::kNotCertified) Add(out, Severity::kWarning, "NOT_CERTIFIED", "未在平台认证");
  if (account.certification == Certification::kLapsed) Add(out, Severity::kWarning, "CERTIFICATION_LAPSED", "平台认证已过期");
  if (account.certified_subject.empty() || account.host.inferred) return;
  const std::string subject = FoldName(account.certified_subject);
  std::vector<std::string> names = {FoldName(account.host.text)};
  if (around.host != nullptr) names.push_back(FoldName(around.host->name));
  const bool same = std::any_of(names.begin(), names.end(), [&](const std::string& name) { return !name.empty() && absl::StrContains(subject, name); });
  if (!same) Add(out, Severity::kWarning, "SUBJECT_IS_NOT_HOST", absl::StrCat("认证主体“", account.certified_subject, "”与主办单位不一致"));
}

void ExamineHost(const Account& account, const Surroundings& around, Findings& out) {
  if (account.host.inferred) Add(out, Severity::kWarning, "HOST_INFERRED", "主办单位由账号名称推断，请核实");
  if (around.host == nullptr) return Add(out, Severity::kWarning, "HOST_UNKNOWN", absl::StrCat("机关目录里没有“", account.host.text, "”"));
  if (!around.host->active) {
    const bool unopened = IsUnopened(account);
    Add(out, unopened ? Severity::kError : Severity::kWarning, "HOST_ABOLISHED",
        absl::StrCat("“", around.host->name, "”已撤并", unopened ? "，不能开设账号" : "，账号应当变更、并号或者注销"));
  }
  if (!IsUnopened(account)) return;
  const OpeningRule* rule = around.policy.Of(around.host->division, around.host->kind, around.today);
  if (rule == nullptr) return;
  if (rule->opening == Opening::kForbidden) {
    Add(out, Severity::kError, "OPENING_FORBIDDEN", absl::StrCat("按", rule->source, "，这类单位不得开设"));
  } else if (rule->opening == Opening::kExceptionOnly && account.exception_reason.empty()) {
    Add(out, Severity::kWarning, "OPENING_IS_AN_EXCEPTION", absl::StrCat("按", rule->source, "，这类单位原则上不单独开设，确需开设的应说明理由"));
  }
}

}  // namespace

std::vector<Finding> Examine(const Account& account, const Surroundings& around) {
  Findings out;
  ExaminePlatform(account, around, out);
  ExamineId(account, around, out);
  ExamineHost(account, around, out);
  ExamineSubject(account, around, out);
  ExamineOnePerPlatform(account, around, out);
  ExamineName(account, around, out);
  std::stable_sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) { return a.severity > b.severity; });
  return out;
}

absl::Status RefuseErrors(const std::vector<Finding>& findings) {
  std::vector<std::string> codes, accounts;
  for (const Finding& finding : findings) {
    if (finding.severity != Severity::kError) continue;
    codes.push_back(finding.code);
    for (const std::string& uid : finding.others) accounts.push_back(absl::StrCat("accounts/", uid));
  }
  if (codes.empty()) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, findings[0].message,
                     {.reason = codes[0], .metadata = {{"findings", absl::StrJoin(codes, ",")}, {"accounts", absl::StrJoin(accounts, ",")}}});
}

}  // namespace disclosure::media
