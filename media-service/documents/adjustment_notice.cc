#include "media-service/documents/adjustment_notice.h"

#include "absl/strings/str_cat.h"
#include "common/papers/grid_maker.h"

namespace disclosure::media {
namespace {

std::string ChineseDate(absl::CivilDay day) { return absl::StrCat(day.year(), "年", day.month(), "月", day.day(), "日"); }

bool IsPublicAction(Action action) { return action == Action::kClose || action == Action::kMerge; }

std::string PlatformName(const NoticeFacts& facts, const std::string& code) {
  const Platform* platform = facts.platforms.Find(code);
  return platform == nullptr ? code : platform->name;
}

// “请关注微信公众号‘滨江发布’”.
std::string Onward(const NoticeFacts& facts, const BatchItem& item) {
  const auto found = facts.successors.find(item.successor);
  if (found == facts.successors.end()) return "";
  return absl::StrCat(PlatformName(facts, found->second.platform), "“", found->second.name, "”");
}

std::string EffectiveText(const NoticeFacts& facts, const BatchItem& item) {
  if (item.effective_on) return ChineseDate(*item.effective_on);
  return facts.batch.notice_ends_on ? ChineseDate(*facts.batch.notice_ends_on + 1) : "公告期满之日";
}

Grid ListOf(const NoticeFacts& facts) {
  std::vector<size_t> shown;
  for (size_t i = 0; i < facts.batch.items.size(); ++i) {
    if (IsPublicAction(facts.batch.items[i].action)) shown.push_back(i);
  }
  GridMaker grid(1 + static_cast<int>(shown.size()), {7, 14, 21, 20, 10, 14, 14}, 1);
  const char* heads[] = {"序号", "平台", "账号名称", "主办单位", "处置", "停更日期", "承接账号"};
  for (int i = 0; i < 7; ++i) grid.Heading(0, i, 1, 1, heads[i]);
  for (size_t row = 0; row < shown.size(); ++row) {
    const BatchItem& item = facts.batch.items[shown[row]];
    const Account& account = facts.accounts[shown[row]];
    const int line = static_cast<int>(row) + 1;
    grid.Number(line, 0, absl::StrCat(line));
    grid.Label(line, 1, 1, 1, PlatformName(facts, account.platform));
    grid.Label(line, 2, 1, 1, account.name);
    grid.Label(line, 3, 1, 1, account.host.inferred ? "" : account.host.text);
    grid.Label(line, 4, 1, 1, ActionLabel(item.action));
    grid.Label(line, 5, 1, 1, EffectiveText(facts, item));
    grid.Label(line, 6, 1, 1, Onward(facts, item));
  }
  return grid.Take();
}

}  // namespace

Paper AdjustmentNotice(const NoticeFacts& facts) {
  const Batch& batch = facts.batch;
  int count = 0;
  for (const BatchItem& item : batch.items) count += IsPublicAction(item.action);
  Paper paper{.title = "政务新媒体账号调整公告", .sections = {}, .closing = ""};
  const std::string days = batch.announced_on && batch.notice_ends_on
                               ? absl::StrCat("公告期自", ChineseDate(*batch.announced_on), "起，至", ChineseDate(*batch.notice_ends_on), "止。")
                               : std::string();
  PaperSection body{.name = "公告", .title = "", .paragraphs = {}, .grids = {}};
  body.paragraphs.push_back(absl::StrCat("根据《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）",
                                         batch.decision_basis.empty() ? "" : absl::StrCat("和", batch.decision_basis), "，决定对下列", count,
                                         "个政务新媒体账号作如下调整。", days));
  body.paragraphs.push_back("下列账号自停更日期起停止发布信息，并启动注销程序。请关注表中的承接账号。");
  body.grids.push_back(ListOf(facts));
  paper.sections.push_back(std::move(body));
  paper.closing = batch.announced_on ? absl::StrCat(facts.issuer.empty() ? "" : absl::StrCat(facts.issuer, "　"), ChineseDate(*batch.announced_on))
                                     : std::string("（草稿，尚未公告）");
  return paper;
}

}  // namespace disclosure::media
