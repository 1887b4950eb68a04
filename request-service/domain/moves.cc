#include "request-service/domain/moves.h"

#include <array>

namespace disclosure::request {
namespace {

using enum State;
using enum Act;

constexpr StateTable kTable(std::to_array<Move<State, Act>>({
    {kNone, kArrive, kFiled},
    {kNone, kReceive, kHandling},
    {kFiled, kConfirmReceipt, kHandling},
    {kFiled, kWithdraw, kWithdrawn},

    {kHandling, kRequireCorrection, kAwaitingCorrection},
    {kHandling, kRequireReasons, kAwaitingReasons},
    {kHandling, kWeighReasons, kHandling},
    {kHandling, kConsult, kHandling},
    {kHandling, kReceiveConsultation, kHandling},
    {kHandling, kAnswerConsultation, kHandling},
    {kHandling, kExpireConsultation, kHandling},
    {kHandling, kExtend, kHandling},
    {kHandling, kTransferInformation, kHandling},
    {kHandling, kNoticeFee, kAwaitingPayment},
    {kHandling, kDraft, kDrafted},
    {kHandling, kWithdraw, kWithdrawn},
    {kHandling, kRecordOutcome, kClosed},

    {kAwaitingCorrection, kSupplyCorrection, kHandling},
    {kAwaitingCorrection, kLapseCorrection, kHandling},
    {kAwaitingCorrection, kReceiveConsultation, kAwaitingCorrection},
    {kAwaitingCorrection, kAnswerConsultation, kAwaitingCorrection},
    {kAwaitingCorrection, kExpireConsultation, kAwaitingCorrection},
    {kAwaitingCorrection, kWithdraw, kWithdrawn},

    {kAwaitingReasons, kGiveReasons, kHandling},
    {kAwaitingReasons, kWeighReasons, kHandling},
    {kAwaitingReasons, kReceiveConsultation, kAwaitingReasons},
    {kAwaitingReasons, kAnswerConsultation, kAwaitingReasons},
    {kAwaitingReasons, kExpireConsultation, kAwaitingReasons},
    {kAwaitingReasons, kExtend, kAwaitingReasons},
    {kAwaitingReasons, kWithdraw, kWithdrawn},

    {kAwaitingPayment, kReceiveFeeNotice, kAwaitingPayment},
    {kAwaitingPayment, kPayFee, kHandling},
    {kAwaitingPayment, kLapseFee, kHandling},
    {kAwaitingPayment, kReceiveConsultation, kAwaitingPayment},
    {kAwaitingPayment, kAnswerConsultation, kAwaitingPayment},
    {kAwaitingPayment, kExpireConsultation, kAwaitingPayment},
    {kAwaitingPayment, kWithdraw, kWithdrawn},

    {kDrafted, kDraft, kDrafted},
    {kDrafted, kSendBack, kHandling},
    {kDrafted, kApprove, kApproved},
    {kDrafted, kReview, kDrafted},
    {kDrafted, kExtend, kDrafted},
    {kDrafted, kReceiveConsultation, kDrafted},
    {kDrafted, kAnswerConsultation, kDrafted},
    {kDrafted, kExpireConsultation, kDrafted},
    {kDrafted, kWithdraw, kWithdrawn},

    {kApproved, kSendBack, kHandling},
    {kApproved, kReply, kReplied},
    {kApproved, kReceiveConsultation, kApproved},
    {kApproved, kAnswerConsultation, kApproved},
    {kApproved, kExpireConsultation, kApproved},
    {kApproved, kWithdraw, kWithdrawn},

    {kReplied, kServe, kServed},
    {kReplied, kClose, kClosed},
    {kServed, kClose, kClosed},
    {kServed, kRecordApplicantReceipt, kServed},
    {kServed, kReopen, kHandling},
    {kWithdrawn, kClose, kClosed},
    {kClosed, kReopen, kHandling},
    {kClosed, kRecordApplicantReceipt, kClosed},
    {kClosed, kAnonymise, kClosed},

    {kFiled, kAssign, kFiled},
    {kHandling, kAssign, kHandling},
    {kAwaitingCorrection, kAssign, kAwaitingCorrection},
    {kAwaitingReasons, kAssign, kAwaitingReasons},
    {kAwaitingPayment, kAssign, kAwaitingPayment},
    {kDrafted, kAssign, kDrafted},
    {kApproved, kAssign, kApproved},

    {kHandling, kAnswerRecordCorrection, kHandling},
    {kAwaitingCorrection, kAnswerRecordCorrection, kAwaitingCorrection},
    {kAwaitingReasons, kAnswerRecordCorrection, kAwaitingReasons},
    {kAwaitingPayment, kAnswerRecordCorrection, kAwaitingPayment},
    {kDrafted, kAnswerRecordCorrection, kDrafted},
    {kApproved, kAnswerRecordCorrection, kApproved},
    {kReplied, kAnswerRecordCorrection, kReplied},
    {kServed, kAnswerRecordCorrection, kServed},
    {kClosed, kAnswerRecordCorrection, kClosed},

    {kHandling, kCountItems, kHandling},
    {kAwaitingCorrection, kCountItems, kAwaitingCorrection},
    {kAwaitingReasons, kCountItems, kAwaitingReasons},
    {kAwaitingPayment, kCountItems, kAwaitingPayment},
    {kDrafted, kCountItems, kDrafted},
    {kApproved, kCountItems, kApproved},

    {kFiled, kCorrectApplicant, kFiled},
    {kHandling, kCorrectApplicant, kHandling},
    {kAwaitingCorrection, kCorrectApplicant, kAwaitingCorrection},
    {kAwaitingReasons, kCorrectApplicant, kAwaitingReasons},
    {kAwaitingPayment, kCorrectApplicant, kAwaitingPayment},
    {kDrafted, kCorrectApplicant, kDrafted},
    {kApproved, kCorrectApplicant, kApproved},
    {kReplied, kCorrectApplicant, kReplied},
    {kServed, kCorrectApplicant, kServed},
    {kWithdrawn, kCorrectApplicant, kWithdrawn},
    {kClosed, kCorrectApplicant, kClosed},
}));

struct Named {
  std::string_view name;
  std::string_view label;
};
constexpr std::array<Named, kStates> kStateNames = {{{"NONE", ""},
                                                     {"FILED", "待确认收到"},
                                                     {"HANDLING", "办理中"},
                                                     {"AWAITING_CORRECTION", "待补正"},
                                                     {"AWAITING_REASONS", "待说明理由"},
                                                     {"AWAITING_PAYMENT", "待缴费"},
                                                     {"DRAFTED", "待审批"},
                                                     {"APPROVED", "待制发"},
                                                     {"REPLIED", "已答复，待送达"},
                                                     {"SERVED", "已送达"},
                                                     {"WITHDRAWN", "已撤回"},
                                                     {"CLOSED", "已归档"}}};
constexpr std::array<std::string_view, kActs> kActNames = {"filed",
                                                           "filed",
                                                           "confirmed as received",
                                                           "sent back for correction",
                                                           "corrected",
                                                           "declared not corrected",
                                                           "asked for reasons",
                                                           "given reasons",
                                                           "weighed",
                                                           "put to consultation",
                                                           "marked as consulted",
                                                           "answered in consultation",
                                                           "closed for consultation",
                                                           "extended",
                                                           "pointed to another organ",
                                                           "charged",
                                                           "marked as charged",
                                                           "paid",
                                                           "declared unpaid",
                                                           "drafted",
                                                           "sent back",
                                                           "approved",
                                                           "replied to",
                                                           "served",
                                                           "withdrawn",
                                                           "closed",
                                                           "reopened",
                                                           "closed by a ledger",
                                                           "made anonymous",
                                                           "assigned",
                                                           "answered on a correction of a record",
                                                           "counted by items",
                                                           "corrected as to its applicant",
                                                           "marked as received by the applicant",
                                                           "reviewed"};

// By the order of EventData, from ReceiptConfirmed on; Filed depends on its channel.
constexpr std::array<Act, kEventKinds> kActByKind = {
    kArrive,  kArrive,     kConfirmReceipt, kRequireCorrection,   kSupplyCorrection,   kLapseCorrection,    kRequireReasons,
    kGiveReasons, kWeighReasons, kConsult,  kReceiveConsultation, kAnswerConsultation, kExpireConsultation, kExtend,
    kTransferInformation, kNoticeFee, kReceiveFeeNotice, kPayFee, kLapseFee, kDraft, kSendBack, kApprove, kReply, kServe,
    kWithdraw, kClose, kReopen, kRecordOutcome, kAnonymise, kAssign, kAnswerRecordCorrection, kCountItems,
    kCorrectApplicant, kRecordApplicantReceipt, kReview};

}  // namespace

// 条例 art. 31 (二)(三): ordinary letters, fax and internet channels wait for the confirmation; e-mail is an internet
// channel, whatever the interpretation of 2015 said of the mail server's time.
bool NeedsConfirmation(Channel channel) {
  switch (channel) {
    case Channel::kOrdinaryLetter:
    case Channel::kFax:
    case Channel::kInternet:
    case Channel::kEmail: return true;
    case Channel::kUnspecified:
    case Channel::kInPerson:
    case Channel::kRegisteredPost:
    case Channel::kOral: return false;
  }
  return false;
}

std::optional<Act> ActOf(const EventData& data) {
  if (data.index() == 0) return std::nullopt;
  if (const auto* filed = std::get_if<Filed>(&data)) return NeedsConfirmation(filed->channel) ? kArrive : kReceive;
  return kActByKind[data.index()];
}

std::optional<State> NextState(State from, Act act) { return kTable.Next(from, act); }

std::string_view StateName(State state) { return kStateNames[static_cast<size_t>(state)].name; }
std::string_view StateLabel(State state) { return kStateNames[static_cast<size_t>(state)].label; }
std::string_view ActName(Act act) { return kActNames[static_cast<size_t>(act)]; }

}  // namespace disclosure::request
