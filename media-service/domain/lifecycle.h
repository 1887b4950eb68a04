// The one table of legal moves of an account (动态调整).
#pragma once

#include <optional>
#include <string_view>

#include "common/base/state_table.h"

namespace disclosure::media {

// Numbers are stored and on the wire.
enum class State {
  kNone = 0,           // nothing has happened yet
  kDraft = 1,          // 待报备
  kPendingFiling = 2,  // 备案审核中
  kApproved = 3,       // 已批准，待开通
  kActive = 4,         // 正常运行
  kRectifying = 5,     // 整改中
  kClosing = 6,        // 拟关停: the notice runs
  kSuspended = 7,      // 停更
  kDeregistered = 8,   // 已注销, with the platform's proof
  kArchived = 9,       // 已归档
  kMerged = 10,        // 已并号
  kFilingClosed = 11,  // 未予备案或者撤回
};
inline constexpr int kStates = 12;

enum class Act {
  kCreate,
  kEdit,                  // what needs no filing
  kFile,                  // 报请备案
  kReturnFiling,          // 退回修改
  kRefuseFiling,          // 不予备案
  kWithdrawFiling,        // 撤回
  kApproveFiling,         // 批准
  kOpen,                  // 开通: the platform's account is there
  kRequireRectification,  // 责令整改
  kConfirmRectification,  // 整改合格
  kChange,                // 变更备案: name, ids, host, subject, responsible person
  kAnnounceClosing,       // 关停公告
  kRevokeClosing,         // 撤销关停
  kSuspend,               // 停更: the notice has run out
  kDeregister,            // 注销
  kMerge,                 // 并号
  kArchive,               // 归档
  kRecordUnfiled,         // 记录未备案（私开、漏报）
  kRecordReopened,        // 记录注销后私开
  kResolveFinding,        // 处理完毕
  kResumeRectification,   // 撤销关停 of an account that was being rectified: its order still runs
};
inline constexpr int kActs = static_cast<int>(Act::kResumeRectification) + 1;

// The state after `act`, or nullopt if the table does not allow it in `from`:
//
//   (nothing)       create → DRAFT
//   DRAFT           file → PENDING_FILING            withdraw → FILING_CLOSED       stays: edit, record unfiled, resolve
//   PENDING_FILING  approve → APPROVED               return → DRAFT                 refuse, withdraw → FILING_CLOSED
//   APPROVED        open → ACTIVE                    withdraw → FILING_CLOSED       stays: edit
//   ACTIVE          require rectification → RECTIFYING     announce closing → CLOSING     stays: edit, change, resolve
//   RECTIFYING      confirm rectification → ACTIVE         announce closing → CLOSING     stays: edit, change, resolve
//   CLOSING         suspend → SUSPENDED              revoke closing → ACTIVE        merge → MERGED    stays: edit
//   SUSPENDED       deregister → DEREGISTERED        merge → MERGED                 stays: edit, record reopened, resolve
//   DEREGISTERED    archive → ARCHIVED               stays: record reopened, resolve
//   MERGED          archive → ARCHIVED               stays: record reopened, resolve
//   ARCHIVED        stays: record reopened, resolve
//   FILING_CLOSED   an end
//
// 僵尸 and 睡眠 are no states: they are computed from observations.
std::optional<State> NextState(State from, Act act);

// Whether a list may bring an account in this state: what a filing has in hand never comes by a list.
bool MayBeImportedAs(State state);

bool IsInForce(State state);  // ACTIVE, RECTIFYING, CLOSING
bool IsPublic(State state);   // in force or closed; not what is being filed, nor a filing that was closed
bool IsClosed(State state);   // public and no longer in force

std::string_view StateName(State state);   // "ACTIVE"
std::string_view StateLabel(State state);  // "正常运行"
std::string_view ActName(Act act);         // "require rectification", for messages
std::string_view ActKind(Act act);         // "rectification_required": the kind of its event
std::string_view ActLabel(Act act);        // "责令整改"
// kNone if there is none of this name.
State StateOfName(std::string_view name);

}  // namespace disclosure::media
