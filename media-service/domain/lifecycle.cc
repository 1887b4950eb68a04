#include "media-service/domain/lifecycle.h"

#include <array>

namespace disclosure::media {
namespace {

using enum State;
using enum Act;

constexpr StateTable kTable(std::to_array<Move<State, Act>>({
    {kNone, kCreate, kDraft},
    {kDraft, kEdit, kDraft},
    {kDraft, kFile, kPendingFiling},
    {kDraft, kWithdrawFiling, kFilingClosed},
    {kDraft, kRecordUnfiled, kDraft},
    {kDraft, kResolveFinding, kDraft},
    {kPendingFiling, kApproveFiling, kApproved},
    {kPendingFiling, kReturnFiling, kDraft},
    {kPendingFiling, kRefuseFiling, kFilingClosed},
    {kPendingFiling, kWithdrawFiling, kFilingClosed},
    {kApproved, kEdit, kApproved},
    {kApproved, kOpen, kActive},
    {kApproved, kWithdrawFiling, kFilingClosed},
    {kActive, kEdit, kActive},
    {kActive, kChange, kActive},
    {kActive, kResolveFinding, kActive},
    {kActive, kRequireRectification, kRectifying},
    {kActive, kAnnounceClosing, kClosing},
    {kRectifying, kEdit, kRectifying},
    {kRectifying, kChange, kRectifying},
    {kRectifying, kResolveFinding, kRectifying},
    {kRectifying, kConfirmRectification, kActive},
    {kRectifying, kAnnounceClosing, kClosing},
    {kClosing, kEdit, kClosing},
    {kClosing, kRevokeClosing, kActive},
    {kClosing, kResumeRectification, kRectifying},
    {kClosing, kSuspend, kSuspended},
    {kClosing, kMerge, kMerged},
    {kSuspended, kEdit, kSuspended},
    {kSuspended, kDeregister, kDeregistered},
    {kSuspended, kMerge, kMerged},
    {kSuspended, kRecordReopened, kSuspended},
    {kSuspended, kResolveFinding, kSuspended},
    {kDeregistered, kArchive, kArchived},
    {kDeregistered, kRecordReopened, kDeregistered},
    {kDeregistered, kResolveFinding, kDeregistered},
    {kMerged, kArchive, kArchived},
    {kMerged, kRecordReopened, kMerged},
    {kMerged, kResolveFinding, kMerged},
    {kArchived, kRecordReopened, kArchived},
    {kArchived, kResolveFinding, kArchived},
}));

struct StateWords {
  std::string_view name, label;
};
constexpr StateWords kStateWords[kStates] = {
    {"NONE", "未登记"},     {"DRAFT", "待报备"},   {"PENDING_FILING", "备案审核中"}, {"APPROVED", "已批准，待开通"},
    {"ACTIVE", "正常运行"}, {"RECTIFYING", "整改中"}, {"CLOSING", "拟关停"},         {"SUSPENDED", "停更"},
    {"DEREGISTERED", "已注销"}, {"ARCHIVED", "已归档"}, {"MERGED", "已并号"},       {"FILING_CLOSED", "未予备案或者撤回"}};

struct ActWords {
  std::string_view name, kind, label;
};
constexpr ActWords kActWords[kActs] = {
    {"create", "created", "登记"},
    {"edit", "edited", "修改"},
    {"file", "filed", "报请备案"},
    {"return the filing", "filing_returned", "退回修改"},
    {"refuse the filing", "filing_refused", "不予备案"},
    {"withdraw the filing", "filing_withdrawn", "撤回"},
    {"approve the filing", "filing_approved", "批准备案"},
    {"open", "opened", "开通"},
    {"require rectification", "rectification_required", "责令整改"},
    {"confirm rectification", "rectification_confirmed", "整改合格"},
    {"change", "changed", "变更备案"},
    {"announce closing", "closing_announced", "发布关停公告"},
    {"revoke closing", "closing_revoked", "撤销关停"},
    {"suspend", "suspended", "停更"},
    {"deregister", "deregistered", "注销"},
    {"merge", "merged", "并号"},
    {"archive", "archived", "归档"},
    {"record unfiled", "unfiled_recorded", "记录未备案"},
    {"record reopened", "reopened_recorded", "记录注销后私开"},
    {"resolve the finding", "finding_resolved", "处理完毕"},
    {"resume the rectification", "rectification_resumed", "撤销关停，继续整改"},
};

}  // namespace

std::optional<State> NextState(State from, Act act) { return kTable.Next(from, act); }

bool IsInForce(State state) { return state == kActive || state == kRectifying || state == kClosing; }
bool IsClosed(State state) { return state == kSuspended || state == kDeregistered || state == kArchived || state == kMerged; }
bool IsPublic(State state) { return IsInForce(state) || IsClosed(state); }
bool MayBeImportedAs(State state) { return state == kDraft || IsInForce(state) || IsClosed(state); }

std::string_view StateName(State state) { return kStateWords[static_cast<int>(state)].name; }
std::string_view StateLabel(State state) { return kStateWords[static_cast<int>(state)].label; }
std::string_view ActName(Act act) { return kActWords[static_cast<int>(act)].name; }
std::string_view ActKind(Act act) { return kActWords[static_cast<int>(act)].kind; }
std::string_view ActLabel(Act act) { return kActWords[static_cast<int>(act)].label; }

State StateOfName(std::string_view name) {
  for (int i = 1; i < kStates; ++i) {
    if (kStateWords[i].name == name) return static_cast<State>(i);
  }
  return kNone;
}

}  // namespace disclosure::media
