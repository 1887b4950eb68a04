#include "gateway/desk/error_words.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::gateway {
namespace {

constexpr std::pair<std::string_view, std::string_view> kErrors[] = {
    {"BAD_REQUEST", "有的内容不符合要求，请看标出的各项。"},
    {"ETAG_MISMATCH", "这件申请刚刚有了变化。下面是您填的内容，请核对申请的现状后再提交。"},
    {"WRONG_STATE", "以这件申请现在的状态，不能这样办理。"},
    {"PERMISSION_DENIED", "您的角色不能这样办理。"},
    {"NOT_FOUND", "没有这件申请。"},
    {"CORRECTION_ONCE", "只能要求补正一次。"},
    {"CORRECTION_TOO_LATE", "已过收到申请后的7个工作日，不能再要求补正。"},
    {"REASONS_ONCE", "只能要求说明理由一次。"},
    {"REASONS_TOO_LATE", "答复期限已过，不能再要求说明理由。"},
    {"REASONS_NOT_REQUIRED", "还没有要求申请人说明理由。"},
    {"EXTENSION_ONCE", "答复期限只能延长一次。"},
    {"EXTENSION_TOO_LATE", "答复期限已过，不能再延长。"},
    {"EXTENSION_AFTER_DELAY", "已经决定延迟答复，不能再延长。"},
    {"FEE_ONCE", "收费通知只能发一次。"},
    {"FEE_TOO_LATE", "答复期限已过，不能再通知收费。"},
    {"FEE_METHOD_UNAVAILABLE", "这件申请不能按这种方式收费。"},
    {"DEADLINE_NOT_PASSED", "期限还没有届满。"},
    {"CONSULTATION_OPEN", "还有征求意见没有答复，也没有逾期。"},
    {"CONSULTATION_CLOSED", "这次征求意见已经结束。"},
    {"NO_SUCH_CONSULTATION", "没有这个编号的征求意见。"},
    {"LEAF_WITHOUT_GROUND", "这种答复类型现在没有依据：例如没有要求过补正、说明理由，或者没有征求过意见。"},
    {"DOCUMENT_INCOMPLETE", "文书缺少必须写明的内容，请补上标出的各项。"},
    {"ORGAN_DATA_MISSING", "本机关的资料不全（例如发文机关代字），请联系系统管理员。"},
    {"REMEDY_INCOMPLETE", "救济途径不全（例如复议机关、管辖法院），请联系系统管理员补上本机关的资料。"},
    {"SELF_APPROVAL", "拟稿人不能审核、审批自己拟的答复。"},
    {"DRAFT_CHANGED", "拟稿已经换了一份，请重新阅看后再办理。"},
    {"REVIEW_MISSING", "须先经审核。"},
    {"EARLIER_REPLY_MISSING", "没有找到此前对同一申请人的答复，不能作重复申请处理。"},
    {"THIRD_PARTY_NOTICE_MISSING", "第三方不同意而决定公开的，须告知第三方决定公开的内容和理由。"},
    {"NOT_SERVED", "答复还没有送达。"},
    {"NOTHING_TO_REOPEN", "没有可以重新办理的答复。"},
    {"APPLICANT_RECEIPT_ONCE", "申请人收到之日已经登记过。"},
    {"NO_DRAFT", "还没有拟办。"},
    {"NOTHING_OWED", "现在不计答复期限。"},
    {"CALENDAR_YEAR_MISSING", "还没有这一年的放假安排，算不出到期日；请系统管理员导入。"},
    {"DOCUMENT_NAMES_APPLICANT", "征求意见的内容指明了申请人，请改写。"},
    {"NO_ONLINE_CHANNEL_IN_REPLY", "答复书没有写明网上申请复议的渠道，不能这样送达。"},
    {"ANONYMISED", "这件申请已过保存期限并匿名化。"},
    {"APPLICANT_NOT_SHOWN", "您不办理这件申请，看不到申请人的信息。"},
    {"REQUEST_ID_REUSED", "这个页面已经提交过，请回到申请查看结果。"},
    {"STALE_PAGE", "这个页面是在登录之前打开的，没有办理。请核对下面的内容后再次提交。"},
    {"OVERLOADED", "现在太忙，请过几秒再提交。"},
    {"LAW_NOT_IN_FORCE", "这一天适用的规定没有收录，不能办理；请核对日期，日期无误的请联系系统管理员。"},
    {"ORGAN_MERGED", "这个机关已经撤并，请向承接其职责的机关提出。"},
    {"FIELD_UNREADABLE", "存着的内容解不开，请系统管理员检查个人信息的密钥。"},
    {"ATTACHMENT_EMPTY", "附件是空的。"},
    {"ATTACHMENT_TOO_LARGE", "附件太大，请压缩或者分成几份。"},
    {"ATTACHMENT_TYPE_NOT_ALLOWED", "不接受这种格式的附件，请换成图片、PDF 或者 Office 文档。"},
    {"ATTACHMENT_NAME_CONTRADICTS", "附件的内容与文件名的后缀不符，请核对文件。"},
    {"ATTACHMENT_DAMAGED", "附件损坏，打不开。"},
    {"ATTACHMENT_BOMB", "附件解开以后大得不正常，没有收下。"},
    {"BAD_ATTACHMENT_NAME", "附件的文件名不能用，请改名后再传。"},
    {"TOO_MANY_ATTACHMENTS", "附件太多了。"},
    {"ATTACHMENTS_NOT_KEPT", "本系统没有配置存放附件的地方，请联系系统管理员。"},
};

// What a description is or begins with; what follows in it (a day, a number) is kept where the words end in a colon.
constexpr std::pair<std::string_view, std::string_view> kFaults[] = {
    {"must not be empty", "请填写"},
    {"must be given to get the answer by post", "申请人要求邮寄，须有通信地址"},
    {"must be given to get the answer by e-mail", "申请人要求用电子邮件获取，须有邮箱"},
    {"must be given", "请填写"},
    {"must name every item to be corrected", "请写明需要补正的全部内容"},
    {"must lie after today", "须在今天以后"},
    {"must lie within a year", "须在一年以内"},
    {"lies in the future", "不能晚于今天"},
    {"lies before ", "不能早于："},
    {"must be a date", "请填日期，如 2026-09-18"},
    {"must not have emoji", "不能有表情符号等印不出来的字符"},
    {"must be the number of requests counted", "请填统计的申请件数"},
    {"is for a delayed answer only", "仅在延迟答复时填写"},
    {"is for what is forwarded only", "仅在转送时填写"},
    {"must be above zero", "金额为零，不需要收费通知，只计件"},
    {"make too many with those before", "与此前的合计超出了可以计算的件数"},
    {"must have at least one part", "至少写一个部分"},
    {"must have at most ", "太多，最多："},
    {"must name at least one", "至少选一种答复类型"},
    {"must be per item or per page", "按件或者按量，选一种"},
    {"is no consultation of a third party", "不是对第三方的征求意见"},
    {"is not for a third party", "征求第三方的不填机关，请填第三方的名称"},
    {"is no active organ of the directory", "名录里没有这个机关，或者已经撤并"},
    {"is the organ that asks", "不能向本机关征求意见"},
    {"is none of the classes", "没有这个类别"},
    {"must look like name@example.cn", "邮箱格式不对"},
    {"a way of contact must be given", "电话、邮箱、通信地址至少留一个"},
    {"must be 1 to ", "须在以下范围内：1至"},
    {"must be 0 to ", "须在以下范围内：0至"},
};

// The text up to an article in English, which the officer's own texts name better.
std::string_view Rest(std::string_view description, size_t from) {
  const std::string_view rest = description.substr(from);
  return rest.substr(0, rest.find(" ("));
}

}  // namespace

std::string FaultWords(std::string_view description) {
  for (const auto& [begin, words] : kFaults) {
    if (description.substr(0, begin.size()) != begin) continue;
    return begin.back() == ' ' ? std::string(words).append(Rest(description, begin.size())) : std::string(words);
  }
  return std::string(description);
}

std::string ErrorWords(const absl::Status& status) {
  const std::string reason = error::Reason(status);
  const auto known = std::find_if(std::begin(kErrors), std::end(kErrors), [&](const auto& pair) { return pair.first == reason; });
  if (known != std::end(kErrors)) return std::string(known->second);
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded: return "申请服务暂时联系不上，没有办理。您填的内容还在，请稍后再提交。";
    case absl::StatusCode::kPermissionDenied: return "您没有权限这样办理。";
    case absl::StatusCode::kNotFound: return "没有找到。";
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kCancelled: return "有别的办理同时在进行，没有办理，请再提交一次。";
    case absl::StatusCode::kResourceExhausted: return "办理得太快、太多，请过一会儿再提交。";
    case absl::StatusCode::kUnauthenticated: return "登录已经失效，请重新登录。";
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kDataLoss: return "系统出错，没有办成。请稍后再试；一再出现的，请联系系统管理员查看日志。";
    default: return reason.empty() ? "没有办成，请稍后再试。" : absl::StrCat(std::string(status.message()), "（", reason, "）");
  }
}

}  // namespace disclosure::gateway
