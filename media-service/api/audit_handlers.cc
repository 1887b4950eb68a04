#include "media-service/api/audit_handlers.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/convert.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

constexpr char kEveryDivision[] = "-";
constexpr char kBehindAll[] = "~";  // uids are of [0-9a-z]

void Add(v1::VerifyAccountAuditResponse& response, v1::AccountAuditBreak::Problem problem, const std::string& uid, int seq, std::string text) {
  v1::AccountAuditBreak& added = *response.add_breaks();
  added.set_problem(problem);
  added.set_account(AccountName(uid));
  added.set_seq(seq);
  added.set_text(std::move(text));
}

// Whether every event is there as it was chained.
bool CheckChain(const KeptAccount& kept, v1::VerifyAccountAuditResponse& response) {
  const std::string& uid = kept.account.uid;
  const int before = response.breaks_size();
  int expected = 1;
  std::optional<std::string> previous = "";
  for (const KeptAccount::Event& event : kept.events) {
    const int seq = event.event.seq;
    if (seq != expected) {
      Add(response, v1::AccountAuditBreak::EVENT_MISSING, uid, expected, absl::StrCat("缺少这一事件，其后是第", seq, "号"));
      previous.reset();  // what it was chained to is gone
    }
    if (!event.text || (previous && !FollowsFrom(*previous, uid, event))) {
      Add(response, v1::AccountAuditBreak::EVENT_ALTERED, uid, seq, "内容、时间、办理人或者哈希不是当时写下的");
    }
    previous = event.event.hash;
    expected = seq + 1;
  }
  if (kept.events.empty()) Add(response, v1::AccountAuditBreak::EVENT_MISSING, uid, 1, "账号没有任何事件");
  return response.breaks_size() == before;
}

void CheckAccountKept(const Vault& vault, const KeptAccount& kept, v1::VerifyAccountAuditResponse& response) {
  const std::string& uid = kept.account.uid;
  if (!kept.readable) {
    Add(response, v1::AccountAuditBreak::ACCOUNT_ALTERED, uid, 0, "联系人的信息解不开，被改动或者缺少密钥");
  } else if (CheckChain(kept, response)) {
    // Events from before there were digests vouch for the chain alone.
    const std::string digest = DigestIn(kept.events.back());
    if (digest.empty() || digest == AccountDigest(vault, kept.account)) return;
    Add(response, v1::AccountAuditBreak::ACCOUNT_ALTERED, uid, kept.events.back().event.seq, "登记的内容不是最后一个事件之后的");
  }
}

// Auditors see their division and those below it; all at once only who runs the programs.
absl::Status CheckReach(const Backend& backend, const Call& call, const std::string& division) {
  if (division != kEveryDivision) return CheckDivision(backend, call, division, /*reading=*/true);
  if (call.caller.Has("operator")) return absl::OkStatus();
  return error::PermissionDenied(call.method, "divisions/- is for operators: verify division by division");
}

}  // namespace

absl::StatusOr<v1::VerifyAccountAuditResponse> AuditHandlers::VerifyAccountAudit(const Call& call, const v1::VerifyAccountAuditRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckReach(backend_, call, ids[0]));
  const std::string division = ids[0] == kEveryDivision ? "" : ids[0];
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("account audit ", ids[0]);
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), bound_to));
  v1::VerifyAccountAuditResponse response;
  RETURN_IF_ERROR(backend_.store.Snapshot(call.deadline, [&](Reader& reader) -> absl::Status {
    response.Clear();
    ASSIGN_OR_RETURN(const std::vector<KeptAccount> page, reader.KeptAccounts(division, after, size));
    for (const KeptAccount& kept : page) {
      CheckAccountKept(backend_.vault, kept, response);
      response.set_events(response.events() + static_cast<int64_t>(kept.events.size()));
    }
    response.set_accounts(static_cast<int64_t>(page.size()));
    const bool more = static_cast<int>(page.size()) == size;
    if (more) response.set_next_page_token(MakePageToken(page.back().account.uid, bound_to));
    if (!division.empty()) return absl::OkStatus();  // of an account that is gone nobody knows the division
    ASSIGN_OR_RETURN(const std::vector<std::string> gone, reader.AccountsGone(after, more ? page.back().account.uid : kBehindAll));
    for (const std::string& uid : gone) Add(response, v1::AccountAuditBreak::ACCOUNT_ALTERED, uid, 0, "有事件，账号不在了");
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::media
