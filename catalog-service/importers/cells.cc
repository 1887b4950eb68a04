#include "catalog-service/importers/cells.h"

#include <algorithm>
#include <vector>

#include "absl/functional/function_ref.h"
#include "catalog-service/domain/content_elements.h"
#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kShortText = 64;  // bytes; marks such as 同上 and — are never longer

bool IsAsciiWord(char32_t c) { return c < 0x80 && ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')); }

std::vector<std::u32string> LinesOf(std::string_view text) {
  std::vector<std::u32string> lines;
  std::u32string line;
  const auto finish = [&] {
    const std::u32string trimmed = ToCodePoints(Trim(ToUtf8(line)));
    if (!trimmed.empty()) lines.push_back(trimmed);
    line.clear();
  };
  for (const char32_t c : ToCodePoints(text)) {
    if (c == U'\n') {
      finish();
    } else {
      line += c;
    }
  }
  finish();
  return lines;
}

using KeepsBreak = absl::FunctionRef<bool(const std::u32string& before, const std::u32string& next)>;

std::string Join(const std::vector<std::u32string>& lines, KeepsBreak keeps_break) {
  std::u32string text;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) {
      if (BeginsWithBullet(lines[i]) || keeps_break(lines[i - 1], lines[i])) {
        text += U'\n';
      } else if (IsAsciiWord(text.back()) && IsAsciiWord(lines[i].front())) {
        text += U' ';
      }
    }
    text += lines[i];
  }
  return ToUtf8(text);
}

bool NoBreak(const std::u32string&, const std::u32string&) { return false; }

// A sentence wrapped at the width of its cell: three lines or more, all but the last one full.
bool IsWrapped(const std::vector<std::u32string>& lines) {
  if (lines.size() < 3) return false;
  size_t longest = 0;
  for (const std::u32string& line : lines) longest = std::max(longest, line.size());
  return std::all_of(lines.begin(), lines.end() - 1,
                     [&](const std::u32string& line) { return line.size() + 1 >= longest; });
}

bool EndsAnElement(const std::u32string& line) {
  return EndsWithAny(ToUtf8(line),
                     {"信息", "文件", "材料", "条件", "流程", "渠道", "方式", "结果", "情况", "标准", "依据", "名单", "地址",
                      "电话", "时间", "时限", "指南", "程序", "制度", "规定", "范围", "办法", "政策", "内容", "名称", "事项",
                      "公告", "公示", "方案", "报告", "计划", "清单", "决定", "。", "；", ";"});
}

bool BeginsWithJoint(const std::u32string& line) {
  return line.find_first_of(U"和及与或的等、，；。）)》") == 0;
}

}  // namespace

std::string JoinLines(std::string_view text) { return Join(LinesOf(text), NoBreak); }

std::string JoinContentLines(std::string_view text) {
  const std::vector<std::u32string> lines = LinesOf(text);
  const bool wrapped = IsWrapped(lines);
  return Join(lines, [&](const std::u32string& before, const std::u32string& next) {
    return !wrapped && EndsAnElement(before) && !BeginsWithJoint(next);
  });
}

std::string JoinBodyLines(std::string_view text) {
  return Join(LinesOf(text), [](const std::u32string& before, const std::u32string& next) {
    const auto is_body = [](const std::u32string& line) {
      return EndsWithAny(ToUtf8(line), {"局", "部门", "政府", "办事处", "委员会", "中心"});
    };
    return is_body(before) && next.size() > 2 && !BeginsWithJoint(next) && FoldWidth(next.front()) != U'(';
  });
}

std::string JoinName(std::string_view text) {
  const std::u32string joined = ToCodePoints(Join(LinesOf(text), NoBreak));
  std::u32string name;
  for (size_t i = 0; i < joined.size(); ++i) {
    const bool blank = IsSpace(joined[i]);
    const bool between_han = blank && !name.empty() && IsHanText(name.back()) &&
                             [&] {
                               const auto next = std::find_if_not(joined.begin() + i, joined.end(), IsSpace);
                               return next != joined.end() && IsHanText(*next);
                             }();
    if (!between_han) name += blank ? U' ' : joined[i];
  }
  return ToUtf8(name);
}

bool IsSameAsAbove(std::string_view text) {
  if (text.size() > kShortText) return false;
  std::string folded = FoldForCompare(text);
  while (EndsWithAny(folded, {"。", "."})) folded.resize(folded.size() - (folded.ends_with('.') ? 1 : 3));
  return folded == "同上" || folded == "〃" || folded == "\"" || folded == "”";
}

bool ContainsSameAsAbove(std::string_view text) {
  return Contains(text, "同") && Contains(FoldForCompare(text), "同上") && !IsSameAsAbove(text);
}

bool IsDash(std::string_view text) {
  if (text.size() > kShortText) return false;
  const std::u32string points = ToCodePoints(FoldForCompare(text));
  return !points.empty() && points.size() <= 4 && std::all_of(points.begin(), points.end(), [](char32_t c) {
    return std::u32string_view(U"—─-–―/\\_").find(c) != std::u32string_view::npos;
  });
}

std::string CorruptionOf(std::string_view text) {
  const std::string folded = FoldForCompare(text);
  if (ContainsAny(folded, {"老虎机", "飞禽走兽", "娱乐城", "百家乐", "大发体育", "博彩网", "博彩公司", "赌场", "时时彩", "六合彩",
                           "彩票平台", "棋牌游戏", "真人荷官", "万博体育", "亚博", "威尼斯人", "电子游艺", "大发彩票"})) {
    return "文字被广告词替换，是损坏的转载副本";
  }
  if (Contains(folded, "\xEF\xBF\xBD\xEF\xBF\xBD")) return "文字含乱码";
  return "";
}

bool IsTitle(std::string_view line) {
  const std::string folded = FoldForCompare(line);
  const size_t length = ToCodePoints(folded).size();
  if (length < 4 || length > 80 || ContainsAny(folded, {"。", "要素说明", ">"})) return false;
  if (Contains(folded, "目录")) return ContainsAny(folded, {"领域", "政务公开", "标准", "公开事项", "信息公开"});
  return Contains(folded, "领域") && ContainsAny(folded, {"公开", "标准", "(", "、"}) && length <= 40;
}

std::string SubjectOfTitle(std::string_view title) {
  std::string text = FoldForCompare(RemoveParenthesised(title));
  for (const std::string_view word : {"领域", "基层", "政务公开", "信息公开", "标准化", "规范化", "标准", "公开事项", "公开",
                                      "事项", "目录", "清单", "试行", "汇编", "样板", "已归档", "最新", "版", "年",
                                      "和", "与"}) {
    for (size_t at; (at = text.find(word)) != std::string::npos;) text.erase(at, word.size());
  }
  std::u32string points = ToCodePoints(text);
  const size_t place = points.find_last_of(U"省市县区乡镇道盟旗");
  if (place != std::u32string::npos) points.erase(0, place + 1);
  std::erase_if(points, [](char32_t c) { return c < 0x80 || !IsHan(c); });
  return ToUtf8(points);
}

bool BeginsNotes(std::string_view line) {
  return ContainsAny(FoldForCompare(line), {"要素说明", "填表说明", "编制说明", "使用说明"});
}

bool IsFooter(std::string_view line) {
  const std::string folded = FoldForCompare(line);
  if (ContainsAny(folded, {"主办单位", "承办单位", "网站标识码", "icp备", "公网安备", "责任编辑", "版权所有", "点击数", "浏览次数",
                           "扫一扫", "分享到", "打印本页", "关闭窗口", "打印关闭", "打印|关闭", "返回顶部", "下载附件"})) {
    return true;
  }
  for (const std::string_view head : {"来源:", "发布日期:", "发布时间:", "注:", "备注:", "说明:", "注1", "打印", "附件:",
                                      "填报单位", "编制单位", "索引号"}) {
    if (folded.starts_with(head)) return true;
  }
  return folded.starts_with("第") && folded.ends_with("页") && folded.size() < 40;
}

}  // namespace disclosure::catalog
