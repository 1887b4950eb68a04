#include "media-service/api/observation_work.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/identity/division.h"
#include "media-service/domain/lifecycle.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

constexpr size_t kLongestUid = 64;

RowRemark Unknown(const std::string& column) { return {column, "ACCOUNT_UNKNOWN", "本区划没有这个账号"}; }

}  // namespace

void LookFaults::Add(std::string_view field, std::string_view code, std::string_view message) {
  violations_.push_back({std::string(field), std::string(message)});
  codes_.insert(std::string(code));
}

void LookFaults::Add(const std::string& prefix, const std::vector<LookFault>& faults) {
  for (const LookFault& fault : faults) Add(fault.field.empty() ? prefix : absl::StrCat(prefix, ".", fault.field), fault.code, fault.message);
}

absl::Status LookFaults::status() const {
  if (violations_.empty()) return absl::OkStatus();
  const std::string codes = absl::StrJoin(codes_, ",");
  return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat("nothing was kept, because of ", codes),
                     {.reason = codes_.size() == 1 ? codes : "BAD_REQUEST", .metadata = {{"codes", codes}}, .violations = violations_});
}

bool IsIn(const WatchedAccount& account, std::string_view division) { return Covers(division, account.division); }

absl::StatusOr<AccountFinder::Found> AccountFinder::Find(const ListedLook& row) {
  const std::vector<std::string> key = {row.account, row.platform, row.platform_id, row.account_name};
  const auto known = known_.find(key);
  if (known != known_.end()) return known->second;
  ASSIGN_OR_RETURN(Found found, Ask(row));
  return known_.emplace(key, std::move(found)).first->second;
}

absl::StatusOr<AccountFinder::Found> AccountFinder::Ask(const ListedLook& row) {
  if (!row.account.empty()) return ByUid(row.account);
  const Platform* platform = backend_.rules.platforms.FindWritten(row.platform);
  if (platform == nullptr) return Found{"", {"platform", "PLATFORM_UNKNOWN", "不认识这个平台"}};
  return ByPlatform(*platform, row);
}

absl::StatusOr<AccountFinder::Found> AccountFinder::ByUid(const std::string& uid) {
  if (uid.size() > kLongestUid) return Found{"", Unknown("account")};
  ASSIGN_OR_RETURN(const auto accounts, reader_.WatchedAccounts(std::vector<std::string>{uid}));
  const auto found = accounts.find(uid);
  return found != accounts.end() && IsIn(found->second, division_) ? Found{uid, {}} : Found{"", Unknown("account")};
}

absl::StatusOr<AccountFinder::Found> AccountFinder::ByPlatform(const Platform& platform, const ListedLook& row) {
  if (!row.platform_id.empty()) {
    ASSIGN_OR_RETURN(const std::vector<WatchedAccount> with_id, reader_.WatchedWithId(platform.id_space, row.platform_id));
    Found found = Choose(with_id, "platform_id");
    if (!found.uid.empty() || found.fault.code != "ACCOUNT_UNKNOWN" || row.account_name.empty()) return found;
  }
  ASSIGN_OR_RETURN(std::vector<WatchedAccount> with_name, reader_.WatchedWithName(FoldName(row.account_name)));
  with_name.erase(std::remove_if(with_name.begin(), with_name.end(), [&](const WatchedAccount& account) {
    const Platform* of = backend_.rules.platforms.Find(account.platform);
    if (of == nullptr || of->id_space != platform.id_space) return true;
    // A known name with another id may be an impostor: only an account without an id may still be meant.
    return !row.platform_id.empty() && !account.platform_id.empty();
  }), with_name.end());
  return Choose(with_name, row.platform_id.empty() ? "account_name" : "platform_id");
}

AccountFinder::Found AccountFinder::Choose(const std::vector<WatchedAccount>& candidates, const std::string& column) const {
  std::vector<const WatchedAccount*> here, in_force;
  for (const WatchedAccount& account : candidates) {
    if (!IsIn(account, division_)) continue;
    here.push_back(&account);
    if (IsInForce(account.state)) in_force.push_back(&account);
  }
  if (here.empty()) return {"", Unknown(column)};
  if (in_force.size() == 1) return {in_force[0]->uid, {}};
  if (here.size() == 1) return {here[0]->uid, {}};
  return {"", {column, "ACCOUNT_AMBIGUOUS", "本区划有几个这样的账号，请写明内部编号"}};
}

}  // namespace disclosure::media
