// The one table of legal moves of a request.
#pragma once

#include <optional>
#include <string_view>

#include "common/base/state_table.h"
#include "request-service/domain/event.h"

namespace disclosure::request {

// Numbers are stored and on the wire.
enum class State {
  kNone = 0,                // nothing has happened yet
  kFiled = 1,               // 待确认收到
  kHandling = 2,            // 办理中
  kAwaitingCorrection = 3,  // 待补正
  kAwaitingReasons = 4,     // 待说明理由
  kAwaitingPayment = 5,     // 待缴费
  kDrafted = 6,             // 待审批
  kApproved = 7,            // 待制发
  kReplied = 8,             // 已答复，待送达
  kServed = 9,              // 已送达
  kWithdrawn = 10,          // 已撤回
  kClosed = 11,             // 已归档
};
inline constexpr int kStates = 12;

enum class Act {
  kArrive,   // by a channel that needs confirmation
  kReceive,  // by a channel whose day of arrival is the day of receipt
  kConfirmReceipt,
  kRequireCorrection,
  kSupplyCorrection,
  kLapseCorrection,
  kRequireReasons,
  kGiveReasons,
  kWeighReasons,
  kConsult,
  kReceiveConsultation,
  kAnswerConsultation,
  kExpireConsultation,
  kExtend,
  kTransferInformation,
  kNoticeFee,
  kReceiveFeeNotice,
  kPayFee,
  kLapseFee,
  kDraft,
  kSendBack,
  kApprove,
  kReply,
  kServe,
  kWithdraw,
  kClose,
  kReopen,
  kRecordOutcome,  // of a ledger
  kAnonymise,
  kAssign,
  kAnswerRecordCorrection,
  kCountItems,
  kCorrectApplicant,
  kRecordApplicantReceipt,
  kReview,
};
inline constexpr int kActs = static_cast<int>(Act::kReview) + 1;

// 条例 art. 31: the day of receipt is not the day of arrival.
bool NeedsConfirmation(Channel channel);

// std::monostate is no act: nullopt.
std::optional<Act> ActOf(const EventData& data);

// The state after `act`, or nullopt if the table does not allow it in `from`:
//
//   (nothing)   arrive → FILED                     receive → HANDLING
//   FILED       confirm receipt → HANDLING         withdraw → WITHDRAWN
//   HANDLING    require correction → AWAITING_CORRECTION     require reasons → AWAITING_REASONS
//               notice fee → AWAITING_PAYMENT      draft → DRAFTED       withdraw → WITHDRAWN
//               record outcome (of a ledger) → CLOSED
//               and stays: weigh reasons, consult, extend, transfer information
//   AWAITING_CORRECTION   supply correction, lapse correction → HANDLING     withdraw → WITHDRAWN
//   AWAITING_REASONS      give reasons, weigh reasons (none came) → HANDLING withdraw → WITHDRAWN; stays: extend
//   AWAITING_PAYMENT      pay fee, lapse fee → HANDLING    withdraw → WITHDRAWN; stays: receive fee notice
//   DRAFTED     approve → APPROVED   send back → HANDLING   withdraw → WITHDRAWN   stays: draft anew, review, extend
//   APPROVED    reply → REPLIED      send back → HANDLING   withdraw → WITHDRAWN
//   REPLIED     serve → SERVED       close → CLOSED (what ends without a document)
//   SERVED      close → CLOSED       reopen → HANDLING    stays: record the applicant's receipt
//   WITHDRAWN   close → CLOSED
//   CLOSED      reopen → HANDLING                  stays: record the applicant's receipt, anonymise
//   A consultation is received, answered and expires, and items are counted, in every state from HANDLING to APPROVED,
//   which stays; so does every state from HANDLING on but WITHDRAWN when the correction of a record (条例 art. 41) is
//   answered, and every state from FILED on when the applicant is corrected.
std::optional<State> NextState(State from, Act act);

std::string_view StateName(State state);   // "HANDLING"
std::string_view StateLabel(State state);  // "办理中"
std::string_view ActName(Act act);         // "require correction", for messages

}  // namespace disclosure::request
