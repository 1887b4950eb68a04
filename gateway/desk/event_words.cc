#include "gateway/desk/event_words.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/numbers.h"
#include "disclosure/request/v1/request.pb.h"
#include "gateway/desk/field_words.h"

namespace disclosure::gateway {
namespace {

struct Detail {
  std::string_view kind;  // of the event; "": any
  std::string_view key;
  std::string_view label;
  std::string_view values;  // the enum whose number stands there; "leaf"; "": text
};

// The first line that fits counts.
constexpr Detail kDetails[] = {
    {"", "day", "日期", ""},
    {"", "act", "确认方式", ""},
    {"", "arrived", "到达日", ""},
    {"filed", "channel", "收到渠道", "Channel"},
    {"", "handler", "承办人", ""},
    {"", "id", "征求意见编号", ""},
    {"consulted", "kind", "征求对象", "ConsultationKind"},
    {"", "party", "第三方", ""},
    {"", "organ", "机关", ""},
    {"", "sent", "发出之日", ""},
    {"", "answer", "意见", "ConsultationAnswer"},
    {"", "items_before", "本月此前件数", ""},
    {"correction_required", "items", "补正内容", ""},
    {"", "items", "件数", ""},
    {"", "guidance", "指导和释明", ""},
    {"", "deadline", "期限", ""},
    {"", "counted", "申请件数", ""},
    {"", "span", "统计期间", ""},
    {"applicant_received", "received", "收到之日", ""},
    {"served", "received", "申请人收到之日", ""},
    {"", "received", "收到之日", ""},
    {"", "text", "内容", ""},
    {"", "verdict", "审核结论", "ReasonsVerdict"},
    {"", "assessment", "审核意见", ""},
    {"", "delayed_until", "延迟至", ""},
    {"", "working_days", "延长工作日", ""},
    {"served", "method", "送达方式", "Service"},
    {"fee_noticed", "method", "收费方式", "FeeMethod"},
    {"", "pages", "页数", ""},
    {"", "yuan", "金额（元）", ""},
    {"", "receipt", "票据号", ""},
    {"", "draft", "拟稿号", ""},
    {"", "leaf", "答复类型", "leaf"},
    {"", "document_number", "文号", ""},
    {"", "evidence", "凭证", ""},
    {"", "by", "依据", "ReopenedBy"},
    {"", "result", "处理结果", "RecordCorrectionResult"},
    {"", "record", "要求更正的内容", ""},
    {"applicant_corrected", "before", "原类别", "ApplicantClass"},
    {"", "applicant_class", "类别", "ApplicantClass"},
    {"", "outcome", "办理结果", ""},
    {"", "reason", "理由", ""},
    {"", "reasons", "理由", ""},
    {"", "note", "说明", ""},
};

std::string Worded(std::string_view values, const std::string& text, const ReplyTables& tables) {
  if (values.empty()) return text;
  if (values == "leaf") {
    const auto leaf = std::find_if(tables.leaves().begin(), tables.leaves().end(), [&](const ReplyLeaf& one) { return one.leaf == text; });
    return leaf == tables.leaves().end() ? text : leaf->label;
  }
  int number = 0;
  const auto* type = request::v1::Request::descriptor()->file()->FindEnumTypeByName(std::string(values));
  const auto* value = type != nullptr && absl::SimpleAtoi(text, &number) ? type->FindValueByNumber(number) : nullptr;
  return value == nullptr ? text : std::string(ValueWord(*value));
}

}  // namespace

std::vector<std::pair<std::string, std::string>> DetailsOf(const request::v1::Event& event, const ReplyTables& tables) {
  std::vector<std::pair<std::string, std::string>> details;
  std::vector<std::string_view> told;
  for (const Detail& detail : kDetails) {
    const auto found = event.details().find(std::string(detail.key));
    if (found == event.details().end() || (!detail.kind.empty() && detail.kind != event.kind())) continue;
    if (std::find(told.begin(), told.end(), detail.key) != told.end()) continue;
    told.push_back(detail.key);
    // Numbers that were not given are recorded as 0.
    std::string text = Worded(detail.values, found->second, tables);
    if (text.empty() || text == "0") continue;
    details.emplace_back(detail.label, std::move(text));
  }
  return details;
}

}  // namespace disclosure::gateway
