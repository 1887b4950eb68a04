#include "media-service/domain/batch.h"

#include <array>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/state_table.h"
#include "common/base/text_limits.h"

namespace disclosure::media {
namespace {

using enum BatchState;
using enum BatchAct;

constexpr StateTable kTable(std::to_array<Move<BatchState, BatchAct>>({
    {kNone, kPlan, kPlanned},
    {kPlanned, kDecide, kDecided},
    {kPlanned, kCancel, kCancelled},
    {kDecided, kAnnounce, kAnnounced},
    {kDecided, kCancel, kCancelled},
    {kAnnounced, kComplete, kCompleted},
}));
constexpr std::array<std::string_view, 6> kNames = {"NONE", "PLANNED", "DECIDED", "ANNOUNCED", "COMPLETED", "CANCELLED"};
constexpr std::array<std::string_view, 6> kLabels = {"", "拟订", "已决定", "已公告", "已完成", "已取消"};
constexpr std::array<std::string_view, 7> kActions = {"", "保留", "整改", "并号", "更名、迁移", "关停注销", "托管"};
constexpr size_t kMostItems = 1000;

void CheckItem(const BatchItem& item, const std::string& path, error::Violations& bad) {
  if (item.account.empty()) bad.Add(absl::StrCat(path, ".account"), "must name an account");
  if (item.action == Action::kUnspecified) bad.Add(absl::StrCat(path, ".action"), "must be one of the actions");
  RequireText(bad, absl::StrCat(path, ".reason"), item.reason, 500);
  CheckText(bad, absl::StrCat(path, ".reason"), item.reason, 500);
  if (item.action == Action::kMerge && item.successor.empty()) bad.Add(absl::StrCat(path, ".successor"), "must name the account that goes on");
  if (!item.successor.empty() && item.successor == item.account) bad.Add(absl::StrCat(path, ".successor"), "must be another account");
  if (item.action == Action::kRectify && !item.deadline) bad.Add(absl::StrCat(path, ".deadline"), "must be given for a rectification");
  if (item.action != Action::kRectify && item.deadline) bad.Add(absl::StrCat(path, ".deadline"), "belongs to a rectification only");
  const bool closes = item.action == Action::kClose || item.action == Action::kMerge;
  if (item.effective_on && !closes) bad.Add(absl::StrCat(path, ".effective_on"), "belongs to closing and merging only");
}

bool Ends(Action action) { return action == Action::kClose || action == Action::kMerge; }

}  // namespace

std::optional<BatchState> NextBatchState(BatchState from, BatchAct act) { return kTable.Next(from, act); }
std::string_view BatchStateName(BatchState state) { return kNames[static_cast<int>(state)]; }
std::string_view BatchStateLabel(BatchState state) { return kLabels[static_cast<int>(state)]; }
std::string_view ActionLabel(Action action) { return kActions[static_cast<int>(action)]; }

void CheckPlan(const Batch& batch, std::string_view prefix, error::Violations& bad) {
  const std::string base(prefix);
  RequireText(bad, absl::StrCat(base, ".title"), batch.title, 100);
  CheckText(bad, absl::StrCat(base, ".title"), batch.title, 100);
  if (batch.items.empty() || batch.items.size() > kMostItems) bad.Add(absl::StrCat(base, ".items"), "must be 1 to 1000");
  std::map<std::string, size_t> first;
  std::set<std::string> ending;
  for (const BatchItem& item : batch.items) {
    if (Ends(item.action)) ending.insert(item.account);
  }
  for (size_t i = 0; i < batch.items.size(); ++i) {
    const BatchItem& item = batch.items[i];
    const std::string path = absl::StrCat(base, ".items[", i, "]");
    CheckItem(item, path, bad);
    const auto [known, added] = first.emplace(item.account, i);
    if (!added && !item.account.empty()) bad.Add(absl::StrCat(path, ".account"), absl::StrCat("is the one of items[", known->second, "] too"));
    if (item.successor != item.account && ending.count(item.successor) > 0) bad.Add(absl::StrCat(path, ".successor"), "is closed by the same batch");
  }
}

std::optional<Act> ActOfAnnouncing(Action action) {
  if (action == Action::kRectify) return Act::kRequireRectification;
  if (Ends(action)) return Act::kAnnounceClosing;
  return std::nullopt;
}

bool IsDone(const BatchItem& item, const Account& account) {
  switch (item.action) {
    case Action::kRectify: return account.state == State::kActive;
    case Action::kMerge: return account.state == State::kMerged || account.state == State::kArchived;
    case Action::kClose: return account.state == State::kDeregistered || account.state == State::kArchived;
    default: return true;
  }
}

BatchProgress ProgressOf(const Batch& batch, const std::vector<Account>& accounts, const std::vector<std::optional<absl::CivilDay>>& silent_since,
                         int proof_within_days, absl::CivilDay today) {
  BatchProgress out;
  out.total = static_cast<int>(batch.items.size());
  const bool begun = batch.state == kAnnounced || batch.state == kCompleted;
  for (size_t i = 0; begun && i < batch.items.size(); ++i) {
    if (IsDone(batch.items[i], accounts[i])) ++out.done;
    if (accounts[i].state != State::kSuspended) continue;
    ++out.waiting_proof;
    if (silent_since[i] && today - *silent_since[i] > proof_within_days) ++out.overdue;
  }
  return out;
}

}  // namespace disclosure::media
