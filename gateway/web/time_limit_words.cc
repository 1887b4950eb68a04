#include "gateway/web/time_limit_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace disclosure::gateway {
namespace {

using Words = std::optional<std::string>;
using Pair = std::pair<std::string_view, std::string_view>;

constexpr size_t kMostClauseBytes = 2000;

// What an event is called before 后, 前 and 时.
constexpr std::array<Pair, 23> kAnchors = {{
    {"formed", "形成"},
    {"changed", "变更"},
    {"made", "制作"},
    {"obtained", "获取"},
    {"decision_made", "决定作出"},
    {"npc_approved", "本级人大或其常委会批准"},
    {"finance_approved", "财政部门批复"},
    {"request_received", "收到申请"},
    {"land_approval_received", "收到征地批准文件"},
    {"land_notice", "征收土地公告发布"},
    {"land_fieldwork_start", "实地启动拟征收土地工作"},
    {"survey_finished", "现状调查结束"},
    {"allocation_fixed", "分配结果确定"},
    {"procedure_finished", "报审程序结束"},
    {"supplier_fixed", "中标（成交）供应商确定"},
    {"contract_signed", "合同签订"},
    {"project_ended", "采购项目终止"},
    {"auction_finished", "交易或拍卖挂牌活动结束"},
    {"payment_voucher", "支付凭证形成"},
    {"received_by_unit", "下发至本单位"},
    {"related_doc_published", "关联规范性文件公开"},
    {"major_decision_made", "重大决策作出"},
    {"meeting", "会议"},
}};

constexpr std::array<Pair, 7> kPlain = {{
    {"realtime", "实时公开"},
    {"prompt", "及时公开"},
    {"progress", "按进展情况及时公开"},
    {"dynamic", "动态更新"},
    {"longterm", "长期公开"},
    {"permanent", "永久公开"},
    {"unless_law", "法律法规另有规定的从其规定"},
}};

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// One to four digits at the front of `text`.
Words TakeNumber(std::string_view& text) {
  size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 4) return std::nullopt;
  std::string number(text.substr(0, digits));
  text.remove_prefix(digits);
  return number;
}

template <size_t N>
Words Find(const std::array<Pair, N>& pairs, std::string_view key) {
  const auto found = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.first == key; });
  if (found == pairs.end()) return std::nullopt;
  return std::string(found->second);
}

// "obtained|formed|changed" → "获取、形成或变更".
Words AnchorWords(std::string_view anchor) {
  std::string words;
  while (true) {
    const size_t bar = anchor.find('|');
    const Words one = Find(kAnchors, anchor.substr(0, bar));
    if (!one) return std::nullopt;
    if (!words.empty()) words += bar == std::string_view::npos ? "或" : "、";
    words += *one;
    if (bar == std::string_view::npos) return words;
    anchor.remove_prefix(bar + 1);
  }
}

// "20@formed": `unit` is 个工作日 or 日.
Words Days(std::string_view text, std::string_view unit) {
  const Words number = TakeNumber(text);
  if (!number || !TakePrefix(text, "@")) return std::nullopt;
  const std::string within = *number + std::string(unit) + "内";
  if (text == "unspecified") return within + "（原文未写明从何时起算）";
  const Words anchor = AnchorWords(text);
  if (!anchor) return std::nullopt;
  return *anchor + "后" + within;
}

// "P6M", "P1Y", "P1W", "P3D", "5wd" → "6个月".
Words Period(std::string_view text) {
  const bool iso = TakePrefix(text, "P");
  const Words number = TakeNumber(text);
  if (!number) return std::nullopt;
  if (!iso) return text == "wd" ? Words(*number + "个工作日") : std::nullopt;
  constexpr std::array<Pair, 4> kUnits = {{{"Y", "年"}, {"M", "个月"}, {"W", "周"}, {"D", "日"}}};
  const Words unit = Find(kUnits, text);
  if (!unit) return std::nullopt;
  return *number + *unit;
}

// "01-31" → "每年1月31日前".
Words Yearly(std::string_view text) {
  const bool shaped = text.size() == 5 && text[2] == '-';
  if (!shaped) return std::nullopt;
  for (const size_t digit : {0, 1, 3, 4}) {
    if (text[digit] < '0' || text[digit] > '9') return std::nullopt;
  }
  const auto trimmed = [](std::string_view two) { return std::string(two[0] == '0' ? two.substr(1) : two); };
  return "每年" + trimmed(text.substr(0, 2)) + "月" + trimmed(text.substr(3)) + "日前";
}

// "P1W@meeting" → "会议前1周".
Words Before(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  const Words period = Period(text.substr(0, at));
  const Words anchor = AnchorWords(text.substr(at + 1));
  if (!period || !anchor) return std::nullopt;
  return *anchor + "前" + *period;
}

// "7wd", "30cd" after what must last so long.
Words AtLeast(std::string_view what, std::string_view text) {
  const Words number = TakeNumber(text);
  if (!number || (text != "wd" && text != "cd")) return std::nullopt;
  return std::string(what) + "不少于" + *number + (text == "wd" ? "个工作日" : "日");
}

Words Between(std::string_view before, const Words& middle, std::string_view after) {
  if (!middle || middle->empty()) return std::nullopt;
  return std::string(before) + *middle + std::string(after);
}

// One term or flag.
Words Part(std::string_view text) {
  if (const Words plain = Find(kPlain, text)) return plain;
  if (TakePrefix(text, "wd:")) return Days(text, "个工作日");
  if (TakePrefix(text, "cd:")) return Days(text, "日");
  if (TakePrefix(text, "yearly:")) return Yearly(text);
  if (TakePrefix(text, "cycle:")) return Between("至少每", Period(text), "更新一次");
  if (TakePrefix(text, "prompt@")) return Between("", AnchorWords(text), "后及时公开");
  if (TakePrefix(text, "with@")) return Between("随", std::string(text), "一并公开");
  if (TakePrefix(text, "before:")) return Before(text);
  if (TakePrefix(text, "at@")) return Between("", AnchorWords(text), "时公开");
  if (TakePrefix(text, "notice>=")) return AtLeast("公示", text);
  if (TakePrefix(text, "consult>=")) return AtLeast("征求意见", text);
  if (text == "keep:longterm") return "保持长期公开";
  if (TakePrefix(text, "place:")) return Between("在", std::string(text), "公开");
  return std::nullopt;
}

}  // namespace

std::string TimeLimitInWords(std::string_view clause) {
  if (clause.size() > kMostClauseBytes) return "";
  std::string words;
  if (TakePrefix(clause, "[")) {
    const size_t end = clause.find(']');
    if (end == std::string_view::npos || end == 0) return "";
    words = std::string(clause.substr(0, end)) + "：";
    clause.remove_prefix(end + 1);
  }
  for (bool first = true;; first = false) {
    const size_t plus = clause.find('+');
    const Words part = Part(clause.substr(0, plus));
    if (!part) return "";
    words += (first ? "" : "，") + *part;
    if (plus == std::string_view::npos) return words;
    clause.remove_prefix(plus + 1);
  }
}

}  // namespace disclosure::gateway
