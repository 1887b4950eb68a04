#include "media-service/documents/bulletin_paper.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/calendar/civil_date.h"
#include "common/papers/grid_maker.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostNames = 20;  // of one problem in the text; the annex has all

std::string PlatformName(const BulletinFacts& facts, const std::string& code) {
  const Platform* platform = facts.platforms.Find(code);
  return platform == nullptr ? code : platform->name;
}

std::string RuleName(const BulletinFacts& facts, const std::string& code) {
  const InspectionRule* rule = FindRule(facts.rules, code);
  return rule == nullptr ? code : rule->name;
}

std::string RateText(int64_t part, int64_t whole) {
  const std::string rate = Rate(part, whole);
  return rate.empty() ? "—" : absl::StrCat(rate, "%");
}

Grid LinesGrid(std::string_view head, const std::vector<BulletinLine>& lines, const std::vector<std::string>& names) {
  GridMaker grid(1 + static_cast<int>(lines.size()), {30, 14, 14, 14, 14, 14}, 1);
  const std::string heads[] = {std::string(head), "在册数", "检查数", "合格数", "不合格数", "合格率"};
  for (int i = 0; i < 6; ++i) grid.Heading(0, i, 1, 1, heads[i]);
  for (size_t i = 0; i < lines.size(); ++i) {
    const int row = static_cast<int>(i) + 1;
    const BulletinLine& line = lines[i];
    grid.Label(row, 0, 1, 1, names[i]);
    const std::string cells[] = {absl::StrCat(line.registered), absl::StrCat(line.checked), absl::StrCat(line.passed), absl::StrCat(line.failed),
                                 RateText(line.passed, line.checked)};
    for (int k = 0; k < 5; ++k) grid.Number(row, k + 1, cells[k]);
  }
  return grid.Take();
}

PaperSection Overview(const BulletinFacts& facts) {
  const BulletinLine& total = facts.bulletin.total;
  PaperSection out{.name = "一", .title = "一、总体情况", .paragraphs = {}, .grids = {}};
  out.paragraphs.push_back(absl::StrCat(QuarterLabel(facts.quarter), "，", facts.division_name, "在册政务新媒体", total.registered, "个，检查", total.checked,
                                        "个，检查覆盖率", RateText(total.checked, total.registered), "；合格", total.passed, "个，不合格", total.failed,
                                        "个，合格率", RateText(total.passed, total.checked), "。"));
  if (facts.bulletin.unjudged > 0) out.paragraphs.push_back(absl::StrCat("另有", facts.bulletin.unjudged, "个账号没有检查结果，不计入以上各数。"));
  std::vector<std::string> platforms, levels;
  for (const BulletinLine& line : facts.bulletin.platforms) platforms.push_back(PlatformName(facts, line.key));
  for (const BulletinLine& line : facts.bulletin.levels) levels.push_back(line.key.empty() ? "未知" : absl::StrCat(line.key, "级"));
  out.grids.push_back(LinesGrid("平台", facts.bulletin.platforms, platforms));
  out.grids.push_back(LinesGrid("主办单位层级", facts.bulletin.levels, levels));
  return out;
}

PaperSection Problems(const BulletinFacts& facts) {
  PaperSection out{.name = "二", .title = "二、主要问题", .paragraphs = {}, .grids = {}};
  if (facts.bulletin.problems.empty()) out.paragraphs.push_back("本季度检查没有发现问题。");
  int number = 0;
  for (const BulletinProblem& problem : facts.bulletin.problems) {
    std::vector<std::string> names;
    // What is restricted names nobody.
    if (!problem.restricted) {
      for (const Inspection* inspection : problem.inspections) {
        if (names.size() < kMostNames) names.push_back(absl::StrCat("“", inspection->name, "”"));
      }
    }
    const bool more = names.size() < problem.inspections.size() && !names.empty();
    out.paragraphs.push_back(absl::StrCat("（", ++number, "）", RuleName(facts, problem.rule), "（", problem.inspections.size(), "个）",
                                          names.empty() ? "" : "：", absl::StrJoin(names, "、"), more ? "等" : "", "。"));
  }
  return out;
}

PaperSection Demands(const BulletinFacts& facts) {
  PaperSection out{.name = "三", .title = "三、工作要求", .paragraphs = {}, .grids = {}};
  out.paragraphs.push_back(absl::StrCat("各主办单位应当对照附件逐一整改，", facts.rectify_by.empty() ? "" : absl::StrCat("于", facts.rectify_by, "前反馈整改情况，"),
                                        "主管单位组织复查。对长期不更新、无力维护的账号，按程序整合或者关停注销。"));
  return out;
}

PaperSection Annex(const BulletinFacts& facts) {
  const std::vector<BulletinAnnex>& annex = facts.bulletin.annex;
  PaperSection out{.name = "附件", .title = "附件：不合格政务新媒体名单", .paragraphs = {}, .grids = {}};
  if (annex.empty()) {
    out.paragraphs.push_back("无。");
    return out;
  }
  GridMaker grid(1 + static_cast<int>(annex.size()), {7, 14, 22, 22, 20, 15}, 1);
  const char* heads[] = {"序号", "新媒体类型", "账号名称", "主办单位", "问题类别", "检查时更新日期"};
  for (int i = 0; i < 6; ++i) grid.Heading(0, i, 1, 1, heads[i]);
  for (size_t i = 0; i < annex.size(); ++i) {
    const int row = static_cast<int>(i) + 1;
    const Inspection& inspection = *annex[i].inspection;
    std::vector<std::string> problems;
    for (const std::string& code : annex[i].rules) problems.push_back(RuleName(facts, code));
    grid.Number(row, 0, absl::StrCat(row));
    grid.Label(row, 1, 1, 1, PlatformName(facts, inspection.platform));
    grid.Label(row, 2, 1, 1, inspection.name);
    grid.Label(row, 3, 1, 1, inspection.host);
    grid.Label(row, 4, 1, 1, absl::StrJoin(problems, "；"));
    grid.Number(row, 5, inspection.judgement.last_post ? FormatDate(*inspection.judgement.last_post) : "—");
  }
  out.grids.push_back(grid.Take());
  return out;
}

}  // namespace

Paper BulletinPaper(const BulletinFacts& facts) {
  Paper paper{.title = absl::StrCat("关于", QuarterLabel(facts.quarter), facts.division_name, "政务新媒体检查情况的通报"), .sections = {}, .closing = ""};
  paper.sections = {Overview(facts), Problems(facts), Demands(facts), Annex(facts)};
  return paper;
}

}  // namespace disclosure::media
