#include "gateway/desk/acts.h"

#include <algorithm>
#include <array>

#include "disclosure/request/v1/request_service.pb.h"
#include "disclosure/type/v1/policy.pb.h"

namespace disclosure::gateway {
namespace {

using request::v1::State;
using enum State;

constexpr State kFiled[] = {FILED};
constexpr State kHandling[] = {HANDLING};
constexpr State kCorrecting[] = {AWAITING_CORRECTION};
constexpr State kReasoning[] = {AWAITING_REASONS};
constexpr State kHandlingOrReasoning[] = {HANDLING, AWAITING_REASONS};
constexpr State kPaying[] = {AWAITING_PAYMENT};
constexpr State kExtendable[] = {HANDLING, AWAITING_REASONS, DRAFTED};
constexpr State kUnderWay[] = {HANDLING, AWAITING_CORRECTION, AWAITING_REASONS, AWAITING_PAYMENT, DRAFTED, APPROVED};
constexpr State kOpen[] = {FILED, HANDLING, AWAITING_CORRECTION, AWAITING_REASONS, AWAITING_PAYMENT, DRAFTED, APPROVED};
constexpr State kDraftable[] = {HANDLING, DRAFTED};
constexpr State kDrafted[] = {DRAFTED};
constexpr State kDraftedOrApproved[] = {DRAFTED, APPROVED};
constexpr State kApproved[] = {APPROVED};
constexpr State kReplied[] = {REPLIED};
constexpr State kServedOrClosed[] = {SERVED, CLOSED};
constexpr State kClosable[] = {REPLIED, SERVED, WITHDRAWN};
constexpr State kReceived[] = {HANDLING, AWAITING_CORRECTION, AWAITING_REASONS, AWAITING_PAYMENT, DRAFTED, APPROVED, REPLIED, SERVED, CLOSED};
constexpr State kAny[] = {FILED, HANDLING, AWAITING_CORRECTION, AWAITING_REASONS, AWAITING_PAYMENT, DRAFTED, APPROVED, REPLIED, SERVED, WITHDRAWN, CLOSED};

constexpr auto kActs = std::to_array<DeskAct>({
    {"confirmReceipt", "ConfirmReceipt", "确认收到", "答复期限从确认之日的次日起算（条例第三十一条）。", kFiled},
    {"assign", "AssignRequest", "分办", "填承办人的账号；承办人可按“我承办的”查看。", kOpen},
    {"requireCorrection", "RequireCorrection", "要求补正", "一次性告知需要补正的全部内容，须在收到申请之日起7个工作日内（条例第三十条）。", kHandling},
    {"supplyCorrection", "SupplyCorrection", "收到补正", "答复期限自收到补正之日的次日起重新计算。", kCorrecting},
    {"lapseCorrection", "LapseCorrection", "逾期未补正", "补正期限届满仍未补正的，视为放弃申请，不再处理。", kCorrecting},
    {"requireReasons", "RequireReasons", "要求说明理由", "申请的数量、频次明显超过合理范围的（条例第三十五条）。", kHandling},
    {"recordReasons", "RecordReasons", "收到说明的理由", "", kReasoning},
    {"weighReasons", "WeighReasons", "审核理由", "由工作人员判断，系统不作决定。", kHandlingOrReasoning},
    {"consult", "Consult", "征求意见", "征求第三方意见的时间不计入答复期限（条例第三十三条第三款）。", kHandling},
    {"recordConsultationReceived", "RecordConsultationReceived", "意见函已送达", "15个工作日从送达的次日起算。", kUnderWay},
    {"recordConsultationAnswer", "RecordConsultationAnswer", "收到意见", "", kUnderWay},
    {"expireConsultation", "ExpireConsultation", "逾期未提出意见", "", kUnderWay},
    {"extendPeriod", "ExtendPeriod", "延长答复期限", "须经工作机构负责人同意并告知申请人，只延长一次，最多20个工作日（条例第三十三条第二款）。", kExtendable},
    {"transferInformation", "TransferInformation", "告知主管机关", "", kHandling},
    {"countItems", "CountItems", "拆分计件", "一件申请包含多项内容的，按最小合理单位拆分。", kUnderWay},
    {"noticeFee", "NoticeFee", "收费通知", "金额由系统按收费办法计算。", kHandling},
    {"recordFeeNoticeReceived", "RecordFeeNoticeReceived", "收费通知已送达", "", kPaying},
    {"recordPayment", "RecordPayment", "收到缴费", "答复期限自完成缴费的次日起重新计算。", kPaying},
    {"lapseFee", "LapseFee", "逾期未缴费", "", kPaying},
    {"draftReply", "DraftReply", "拟办答复", "选好答复类型后点“更新表格”，会列出这类答复书须写明的内容。保存后可以预览。", kDraftable},
    {"reviewReply", "ReviewReply", "审核", "审核人不能是拟稿人。", kDrafted},
    {"sendBack", "SendBack", "退回修改", "", kDraftedOrApproved},
    {"approveReply", "ApproveReply", "审批", "审批人不能是拟稿人。", kDrafted},
    {"issueReply", "IssueReply", "制发", "编文号，落款日期为今天；制发后不能修改。", kApproved},
    {"recordService", "RecordService", "登记送达", "", kReplied},
    {"recordApplicantReceipt", "RecordApplicantReceipt", "登记申请人收到", "申请复议、提起诉讼的期限从收到之日起算。", kServedOrClosed},
    {"recordWithdrawal", "RecordWithdrawal", "登记撤回", "", kOpen},
    {"closeRequest", "CloseRequest", "归档", "", kClosable},
    {"reopenRequest", "ReopenRequest", "重新办理", "依照复议决定、判决，或者机关自行纠正。", kServedOrClosed},
    {"correctApplicant", "CorrectApplicant", "更正申请人信息", "姓名和证件号码不在此更正。", kAny},
    {"answerRecordCorrection", "AnswerRecordCorrection", "更正自身信息的答复", "申请人要求更正与其自身相关的不准确信息的（条例第四十一条）。", kReceived},
});

}  // namespace

std::span<const DeskAct> DeskActs() { return kActs; }

const DeskAct* FindAct(std::string_view verb) {
  const auto found = std::find_if(kActs.begin(), kActs.end(), [&](const DeskAct& act) { return act.verb == verb; });
  return found == kActs.end() ? nullptr : &*found;
}

const google::protobuf::MethodDescriptor* MethodOf(const DeskAct& act) {
  const auto* service = request::v1::GetRequestRequest::descriptor()->file()->FindServiceByName("RequestService");
  return service->FindMethodByName(std::string(act.method));
}

bool MayDo(const DeskAct& act, const type::v1::Caller& caller) {
  const type::v1::Policy& policy = MethodOf(act)->options().GetExtension(type::v1::policy);
  return std::any_of(policy.roles().begin(), policy.roles().end(), [&](const std::string& role) {
    return std::find(caller.roles().begin(), caller.roles().end(), role) != caller.roles().end();
  });
}

std::vector<const DeskAct*> ActsFor(State state, const type::v1::Caller& caller) {
  std::vector<const DeskAct*> acts;
  for (const DeskAct& act : kActs) {
    const bool comes = std::find(act.states.begin(), act.states.end(), state) != act.states.end();
    if (comes && MayDo(act, caller)) acts.push_back(&act);
  }
  return acts;
}

}  // namespace disclosure::gateway
