#include "media-service/domain/import_match.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/identity/division.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostOtherIds = 5;

bool IsFact(const Unit& host) { return !host.inferred && !host.text.empty(); }

bool Counts(const ListedAccount& row) { return row.read.faults.empty() && !row.read.out_of_scope; }

std::string IdSpaceOf(const Account& account, const PlatformTable& platforms) {
  const Platform* platform = platforms.Find(account.platform);
  return platform == nullptr ? account.platform : platform->id_space;
}

bool ShareId(const Account& a, const Account& b) {
  const std::vector<std::string> ids = IdsOf(a);
  for (const std::string& id : IdsOf(b)) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) return true;
  }
  return false;
}

// Told by the name alone: at least one of the two has no id to tell them apart.
bool SameByName(const Account& a, const Account& b) {
  const bool ids = !IdsOf(a).empty() && !IdsOf(b).empty();
  return a.platform == b.platform && !ids && FoldName(a.name) == FoldName(b.name) && MayBeOneHost(a.host, b.host);
}

// Two accounts with one name on one platform that are not taken for one.
RowRemark DoubtOf(const Account& account, const Account& other) {
  if (!MayBeOneHost(account.host, other.host)) {
    return {"account_name", "SAME_NAME_OF_OTHER_ORGAN", absl::StrCat("“", other.host.text, "”在同一平台有同名账号，请核对")};
  }
  return {"account_id", "NAME_KNOWN_ID_DIFFERS", "同名账号已登记，但账号 ID 不同：可能改名、换号或者被他人抢注，请核对"};
}

void SetAside(ListedAccount& row, std::string_view column, std::string_view code, std::string reason) {
  row.read.faults.push_back({std::string(column), std::string(code), std::move(reason)});
}

void SetAsideContestedIds(std::vector<ListedAccount>& rows, const PlatformTable& platforms) {
  std::map<std::string, std::vector<ListedAccount*>> by_id;
  for (ListedAccount& row : rows) {
    if (!Counts(row)) continue;
    const std::string space = IdSpaceOf(row.read.account, platforms);
    for (const std::string& id : IdsOf(row.read.account)) by_id[absl::StrCat(space, "\n", id)].push_back(&row);
  }
  for (auto& [id, claimants] : by_id) {
    const auto fact = std::find_if(claimants.begin(), claimants.end(), [](const ListedAccount* row) { return IsFact(row->read.account.host); });
    if (fact == claimants.end()) continue;
    const auto other = std::find_if(claimants.begin(), claimants.end(), [&](const ListedAccount* row) {
      return !MayBeOneHost((*fact)->read.account.host, row->read.account.host);
    });
    if (other == claimants.end()) continue;
    for (ListedAccount* row : claimants) {
      const ListedAccount& against = row == *other ? **fact : **other;
      SetAside(*row, "account_id", "ID_UNDER_TWO_ORGANS",
               absl::StrCat("第", against.row, "行把同一账号 ID 写在“", against.read.account.host.text, "”名下"));
    }
  }
}

// In force before closed, then the latest.
const Account* Best(const std::vector<const Account*>& accounts) {
  const auto better = [](const Account* a, const Account* b) {
    return IsInForce(a->state) != IsInForce(b->state) ? IsInForce(a->state) < IsInForce(b->state) : a->uid < b->uid;
  };
  return accounts.empty() ? nullptr : *std::max_element(accounts.begin(), accounts.end(), better);
}

void MatchById(const ListedAccount& row, std::string_view division, const std::vector<Account>& with_id, ImportMatch& out) {
  std::vector<const Account*> own;
  for (const Account& account : with_id) {
    if (account.state == State::kFilingClosed) continue;  // it came to nothing, and holds no id
    const Unit& host = account.host;
    if (!MayBeOneHost(row.read.account.host, host)) {
      out.faults.push_back({"account_id", "ID_UNDER_TWO_ORGANS", absl::StrCat("同一账号 ID 已登记在“", host.text, "”名下")});
      return;
    }
    if (!Covers(division, account.division)) {
      out.faults.push_back({"account_id", "ID_IN_OTHER_REGISTER", absl::StrCat("同一账号 ID 已登记在区划 ", account.division, " 的名录里")});
      return;
    }
    own.push_back(&account);
  }
  out.account = Best(own);
}

void MatchByUid(const ListedAccount& row, std::string_view division, const std::vector<Account>& with_uid, ImportMatch& out) {
  for (const Account& account : with_uid) {
    if (account.uid == row.uid && Covers(division, account.division)) out.account = &account;
  }
  if (out.account == nullptr) out.faults.push_back({"account_uid", "UID_UNKNOWN", "名录里没有这个内部编号"});
}

// `listed` is the row's account under its name, or under the one before.
void MatchByName(const Account& listed, std::string_view division, const std::vector<Account>& with_name, ImportMatch& out) {
  std::vector<const Account*> same;
  std::vector<RowRemark> doubts;
  for (const Account& account : with_name) {
    if (account.platform != listed.platform || FoldName(account.name) != FoldName(listed.name) || account.state == State::kFilingClosed) continue;
    if (Covers(division, account.division) && SameByName(listed, account)) {
      same.push_back(&account);
    } else if (IsInForce(account.state)) {
      doubts.push_back(DoubtOf(listed, account));
    }
  }
  out.account = Best(same);
  if (out.account == nullptr) out.warnings.insert(out.warnings.end(), doubts.begin(), doubts.end());
}

// Chinese names of what only a filing may change.
std::string LabelOf(const std::string& field) {
  static const auto* const labels = new std::map<std::string, std::string>{
      {"display_name", "账号名称"}, {"platform", "平台"}, {"platform_id", "账号 ID"}, {"other_ids", "其他 ID"},
      {"url", "网址"}, {"host", "主办单位"}, {"competent", "主管单位"}, {"opened_on", "开通日期"}, {"filed_on", "备案日期"},
      {"filing_number", "备案编号"}, {"certified_subject", "认证主体"}, {"contact.responsible_person", "负责人"}};
  const auto found = labels->find(field);
  return found == labels->end() ? field : found->second;
}

void Take(const std::string& from, std::string& to) {
  if (!from.empty()) to = from;
}
void Take(const Unit& from, Unit& to) {
  if (!from.text.empty()) to = from;
}
template <typename Enum>
void TakeWord(Enum from, Enum& to) {
  if (from != Enum::kUnspecified) to = from;
}

Account Taken(const Account& account, const Account& row) {
  Account out = account;
  Take(row.name, out.name);
  // 微信公众号 says less than 微信订阅号.
  if (!absl::StartsWith(account.platform, absl::StrCat(row.platform, "-"))) out.platform = row.platform;
  if (!row.platform_id.empty()) {
    out.platform_id = row.platform_id;
    // What was known of its ids goes on to find it.
    for (const std::string& id : IdsOf(account)) {
      if (id != row.platform_id && std::find(out.other_ids.begin(), out.other_ids.end(), id) == out.other_ids.end()) out.other_ids.push_back(id);
    }
    out.other_ids.erase(std::remove(out.other_ids.begin(), out.other_ids.end(), row.platform_id), out.other_ids.end());
    if (out.other_ids.size() > kMostOtherIds) out.other_ids.resize(kMostOtherIds);
  }
  if (!row.other_ids.empty()) out.other_ids = row.other_ids;
  Take(row.url, out.url);
  // What is inferred from the name does not take the place of a fact.
  if (!row.host.inferred || account.host.text.empty() || account.host.inferred) Take(row.host, out.host);
  Take(row.competent, out.competent);
  Take(row.operation, out.operation);
  TakeWord(row.operation_mode, out.operation_mode);
  Take(row.certified_subject, out.certified_subject);
  TakeWord(row.certification, out.certification);
  TakeWord(row.purpose, out.purpose);
  if (!row.interactions.empty()) out.interactions = row.interactions;
  Take(row.introduction, out.introduction);
  if (row.opened_on) out.opened_on = row.opened_on;
  if (row.filed_on) out.filed_on = row.filed_on;
  Take(row.filing_number, out.filing_number);
  Take(row.exception_reason, out.exception_reason);
  Take(row.contact.responsible_person, out.contact.responsible_person);
  Take(row.contact.phone, out.contact.phone);
  Take(row.contact.operators, out.contact.operators);
  Take(row.status_text, out.status_text);
  Take(row.source, out.source);
  return out;
}

// What is known is kept; what is not yet, a list may bring: a host that the directory lacks, a missing day.
void KeepMaterial(const Account& account, Account& out) {
  out.name = account.name;
  out.platform = account.platform;
  out.platform_id = account.platform_id;
  out.other_ids = account.other_ids;
  if (!account.host.organ.empty()) out.host = account.host;
  Take(account.url, out.url);
  Take(account.competent, out.competent);
  if (account.opened_on) out.opened_on = account.opened_on;
  if (account.filed_on) out.filed_on = account.filed_on;
  Take(account.filing_number, out.filing_number);
  out.certified_subject = account.certified_subject;
  out.contact.responsible_person = account.contact.responsible_person;
}

}  // namespace

bool MayBeOneHost(const Unit& a, const Unit& b) {
  if (!IsFact(a) || !IsFact(b)) return true;
  if (!a.organ.empty() && !b.organ.empty()) return a.organ == b.organ;
  return FoldName(a.text) == FoldName(b.text);
}

void SetAsideRepeated(std::vector<ListedAccount>& rows, const PlatformTable& platforms) {
  SetAsideContestedIds(rows, platforms);
  std::map<std::string, std::vector<const ListedAccount*>> seen;  // by id, and by platform and name
  for (ListedAccount& row : rows) {
    if (!Counts(row)) continue;
    const Account& account = row.read.account;
    std::vector<std::string> keys = {absl::StrCat("n\n", account.platform, "\n", FoldName(account.name))};
    for (const std::string& id : IdsOf(account)) keys.push_back(absl::StrCat("i\n", IdSpaceOf(account, platforms), "\n", id));
    const ListedAccount* earlier = nullptr;
    for (const std::string& key : keys) {
      for (const ListedAccount* other : seen[key]) {
        if (ShareId(other->read.account, account) || SameByName(other->read.account, account)) earlier = other;
      }
    }
    if (earlier == nullptr) {
      for (const ListedAccount* other : seen[keys[0]]) row.read.warnings.push_back(DoubtOf(account, other->read.account));
    }
    if (earlier != nullptr) {
      SetAside(row, "", "DUPLICATE_ROW", absl::StrCat("与第", earlier->row, "行是同一账号"));
      continue;
    }
    for (const std::string& key : keys) seen[key].push_back(&row);
  }
}

ImportMatch MatchAccount(const ListedAccount& row, std::string_view division, const Candidates& candidates) {
  ImportMatch out;
  if (!row.uid.empty()) {
    MatchByUid(row, division, candidates.with_uid, out);
    for (const Account& other : candidates.with_id) {
      if (out.account == nullptr || other.uid == row.uid || !(IsInForce(other.state) || other.state == State::kApproved)) continue;
      out.faults.push_back({"account_id", "ID_UNDER_TWO_ORGANS", absl::StrCat("这一行的账号 ID 已登记在“", other.host.text, "”的账号“", other.name, "”名下")});
    }
    return out;
  }
  MatchById(row, division, candidates.with_id, out);
  if (out.account != nullptr || !out.faults.empty()) return out;
  Account listed = row.read.account;
  MatchByName(listed, division, candidates.with_name, out);
  if (out.account == nullptr && !row.read.former_name.empty()) {
    listed.name = row.read.former_name;
    MatchByName(listed, division, candidates.with_name, out);
  }
  return out;
}

Account Updated(const Account& account, const ImportedAccount& row, bool acted_on, std::vector<RowRemark>& warnings) {
  Account out = Taken(account, row.account);
  std::vector<std::string> kept;
  if (row.state_given && row.account.state != account.state) {
    if (acted_on) {
      kept.push_back("状态");
    } else {
      out.state = row.account.state;
    }
  }
  if (row.state_given && !acted_on) {
    out.unfiled = row.account.unfiled;
    out.reopened = row.account.reopened;
  }
  if (acted_on) {
    const Account listed = out;
    KeepMaterial(account, out);
    for (const std::string& field : MaterialChanges(out, listed)) kept.push_back(LabelOf(field));
  }
  if (out.name != account.name && row.former_name.empty()) {
    warnings.push_back({"account_name", "RENAMED", absl::StrCat("由“", account.name, "”更名为“", out.name, "”，原名记为曾用名")});
  }
  if (!kept.empty()) {
    warnings.push_back({"", "KEPT_AS_REGISTERED", absl::StrCat("系统内已办理过这个账号，", absl::StrJoin(kept, "、"), "以系统内为准；要改的请办理变更备案或者关停")});
  }
  return out;
}

}  // namespace disclosure::media
