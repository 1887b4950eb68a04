#include "gateway/desk/field_words.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace disclosure::gateway {
namespace {

struct Field {
  std::string_view name;
  FieldWords words;
};

constexpr Field kFields[] = {
    {"ConfirmReceiptRequest.day", {"双方确认之日", "不填为今天"}},
    {"ConfirmReceiptRequest.act", {"确认方式", "例如：电话联系申请人确认"}},
    {"AssignRequestRequest.handler", {"承办人", "承办人的账号"}},
    {"RequireCorrectionRequest.items", {"需要补正的内容", "一行一项"}},
    {"RequireCorrectionRequest.guidance", {"指导和释明", "怎样补正才能说清所需信息"}},
    {"RequireCorrectionRequest.deadline", {"补正期限", ""}},
    {"RequireReasonsRequest.counted", {"申请件数", "不填由系统统计收到当月的件数"}},
    {"RequireReasonsRequest.span", {"统计期间", "例如：2026年9月；不填为收到当月"}},
    {"RequireReasonsRequest.deadline", {"说明理由的期限", ""}},
    {"CountItemsRequest.reason", {"拆分的理由", ""}},
    {"CountItemsRequest.items", {"件数", ""}},
    {"CorrectApplicantRequest.reason", {"更正的理由", "不要写个人信息"}},
    {"ExtendPeriodRequest.working_days", {"延长的工作日数", "1至20"}},
    {"ExtendPeriodRequest.reason", {"延长的理由", "写入告知书"}},
    {"ConsultRequest.organ", {"征求意见的机关", "本系统的机关，如 organs/330108-tjj；征求第三方的不填"}},
    {"TransferInformationRequest.organ", {"主管机关", "名称，或者 organs/330108-tjj"}},
    {"AnswerRecordCorrectionRequest.organ", {"转送的机关", "仅在转送时填"}},
    {"NoticeFeeRequest.items", {"件数", "按件收费时填，不填为1"}},
    {"NoticeFeeRequest.method", {"收费方式", ""}},
    {"RecordServiceRequest.method", {"送达方式", ""}},
    {"RecordServiceRequest.evidence", {"送达凭证", "邮件号、签收人"}},
    {"RecordServiceRequest.applicant_received_on", {"申请人收到之日", "还不知道的不填，以后另行登记"}},
    {"RecordApplicantReceiptRequest.day", {"收到之日", "不填为今天"}},
    {"RecordApplicantReceiptRequest.evidence", {"凭证", "回执、签收人"}},
    {"RecordWithdrawalRequest.reason", {"撤回的原因", ""}},
    {"ReopenRequestRequest.by", {"依据", ""}},
    {"ReopenRequestRequest.document_number", {"决定或者判决的文号", ""}},
    {"AnswerRecordCorrectionRequest.reasons", {"理由", "不予更正的须写明"}},
    {"RecordConsultationAnswerRequest.reasons", {"理由", "其他意见须写明"}},
    {"SendBackRequest.note", {"要修改的内容", ""}},
    {"ApproveReplyRequest.note", {"审批意见", ""}},
    {"ReviewReplyRequest.note", {"审核意见", ""}},
    {"ReplyPart.consultation", {"征求意见编号", "保护第三方的，多个第三方不同意时须指明"}},
    {"Withheld.consultation", {"征求意见编号", "依据第十五条的，多个第三方不同意时须指明"}},
    {"Withheld.content", {"隐去的内容", "例如：联系人姓名、电话"}},
    {"ReplyPart.content", {"所答复的内容", "只有一部分时不填，即全部申请"}},
    {"ThirdPartyNotice.consultation", {"征求意见编号", ""}},
    {"ThirdPartyNotice.reasons", {"公开的理由", ""}},
    {"WeighReasonsRequest.assessment", {"审核意见", ""}},
    {"already_public", {"已经主动公开", "告知获取途径的，不按量收费"}},
    {"answer", {"意见", ""}},
    {"applicant_class", {"申请人类别", ""}},
    {"article", {"依据的条款", "例如：《条例》第十五条"}},
    {"attachments", {"附件名称", "一行一个"}},
    {"address", {"通信地址", ""}},
    {"consultation", {"征求意见", ""}},
    {"day", {"日期", "不填为今天"}},
    {"delayed_until", {"延迟答复至", "仅在延迟答复时填"}},
    {"disclosed_content", {"决定公开的内容", ""}},
    {"earlier_request", {"此前的申请编号", "重复申请：此前已经答复的那一件；不填由系统找出"}},
    {"email", {"电子邮箱", ""}},
    {"findings", {"检索、审查、征求意见的情况", ""}},
    {"ground", {"公开的情形", ""}},
    {"grounds", {"理由", ""}},
    {"how_to_pay", {"缴纳方式", "写入收费通知书"}},
    {"information", {"征求意见的信息内容", "写入征求意见函，不得指明申请人；不填为所申请的内容"}},
    {"kind", {"征求对象", ""}},
    {"leaf", {"答复类型", ""}},
    {"note", {"说明", ""}},
    {"pages", {"页数", "按量收费时填"}},
    {"party", {"第三方或者其他机关的名称", ""}},
    {"phone", {"联系电话", ""}},
    {"place", {"位置", "例如：第3页第2段"}},
    {"postcode", {"邮政编码", ""}},
    {"reason", {"理由", ""}},
    {"reasons", {"说明的理由", ""}},
    {"receipt", {"票据号", ""}},
    {"received_on", {"收到之日", "不填为今天"}},
    {"record", {"要求更正的内容", "关于申请人的哪一条记录"}},
    {"result", {"处理结果", ""}},
    {"sent_on", {"发出之日", "不填为今天"}},
    {"service_note", {"提供方式说明", "不填按申请人要求的方式"}},
    {"text", {"补正后的申请内容", ""}},
    {"verdict", {"审核结论", ""}},
    {"what_to_explain", {"需要说明的事项", "写入告知书"}},
    // Messages in a message: headings.
    {"reply", {"答复", ""}},
    {"parts", {"答复部分", ""}},
    {"withheld", {"隐去的内容", ""}},
    {"third_party_notices", {"决定公开告知（第三方不同意而公开的）", ""}},
};

constexpr std::pair<std::string_view, std::string_view> kValues[] = {
    {"FILED", "待确认收到"}, {"HANDLING", "办理中"}, {"AWAITING_CORRECTION", "待补正"}, {"AWAITING_REASONS", "待说明理由"},
    {"AWAITING_PAYMENT", "待缴费"}, {"DRAFTED", "待审批"}, {"APPROVED", "待制发"}, {"REPLIED", "已答复，待送达"}, {"SERVED", "已送达"},
    {"WITHDRAWN", "已撤回"}, {"CLOSED", "已归档"},
    {"IN_PERSON", "当面提交"}, {"REGISTERED_POST", "邮寄（签收）"}, {"ORDINARY_LETTER", "平常信函"}, {"FAX", "传真"}, {"INTERNET", "互联网渠道"},
    {"EMAIL", "电子邮件"}, {"ORAL", "口头，工作机构代填"},
    {"NATURAL_PERSON", "自然人"}, {"BUSINESS", "商业企业"}, {"RESEARCH", "科研机构"}, {"SOCIAL_WELFARE", "社会公益组织"},
    {"LEGAL_SERVICE", "法律服务机构"}, {"OTHER_ORGANISATION", "其他组织"},
    {"RESIDENT_ID", "居民身份证"}, {"USCC", "统一社会信用代码"}, {"OTHER_IDENTITY", "其他证件"},
    {"PAPER", "纸质"}, {"ELECTRONIC", "电子"}, {"DISK", "光盘等介质"}, {"ON_SITE", "现场查阅"},
    {"BY_POST", "邮寄"}, {"BY_EMAIL", "电子邮件"}, {"BY_FAX", "传真"}, {"BY_HAND", "自行领取"}, {"ONLINE", "在线获取"},
    {"GREEN", "期限充足"}, {"YELLOW", "临近"}, {"ORANGE", "即将届满"}, {"RED", "逾期"},
    {"GO_ON", "理由合理，继续办理"}, {"DELAY", "理由合理，延迟答复"}, {"REFUSE", "理由不合理，不予处理"},
    {"THIRD_PARTY", "第三方"}, {"JOINT_ORGAN", "共同制作机关"}, {"OTHER_ORGAN", "其他机关"},
    {"CONSENTS", "同意公开"}, {"REFUSES", "不同意公开"}, {"OPINION", "其他意见"},
    {"PER_ITEM", "按件"}, {"PER_PAGE", "按量"},
    {"DIRECT_SERVICE", "直接送达"}, {"POSTAL_SERVICE", "邮寄送达"}, {"ELECTRONIC_SERVICE", "电子送达"},
    {"RECONSIDERATION", "行政复议决定"}, {"JUDGMENT", "判决"}, {"ORGAN_ITSELF", "机关自行纠正"},
    {"RECORD_CORRECTED", "已更正"}, {"RECORD_NOT_CORRECTED", "不予更正"}, {"RECORD_FORWARDED", "转送有权更正的机关"},
    {"UNREASONABLE", "没有不公开的合理理由"}, {"PUBLIC_INTEREST", "不公开可能对公共利益造成重大影响"},
};

FieldWords FindField(std::string_view name) {
  const auto found = std::find_if(std::begin(kFields), std::end(kFields), [&](const Field& field) { return field.name == name; });
  return found == std::end(kFields) ? FieldWords() : found->words;
}

}  // namespace

FieldWords WordsOf(const google::protobuf::FieldDescriptor& field) {
  const FieldWords own = FindField(absl::StrCat(field.containing_type()->name(), ".", field.name()));
  return own.label.empty() ? FindField(field.name()) : own;
}

std::string_view ValueWord(const google::protobuf::EnumValueDescriptor& value) {
  if (value.number() == 0) return "";
  const auto found = std::find_if(std::begin(kValues), std::end(kValues), [&](const auto& pair) { return pair.first == value.name(); });
  return found == std::end(kValues) ? std::string_view(value.name()) : found->second;
}

}  // namespace disclosure::gateway
