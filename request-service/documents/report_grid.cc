#include "request-service/documents/report_grid.h"

#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"
#include "common/papers/grid_maker.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {
namespace {

constexpr int kLabelColumns = 3;  // 三、本年度办理结果 | （三）不予公开 | 1.属于国家秘密
constexpr char kCheckText[] = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";

// What stands above the groups of rows of the form.
struct Group {
  std::string_view mark;  // "（三）", as report_rows.csv has it before the number
  std::string_view label;
};
constexpr std::array<Group, 4> kGroups = {{{"（三）", "（三）不予公开"}, {"（四）", "（四）无法提供"}, {"（五）", "（五）不予处理"}, {"（六）", "（六）其他处理"}}};

Grid SectionTwoDocuments(const NormativeCounts& counts) {
  GridMaker grid(4, {40, 20, 20, 20}, 2);
  grid.Heading(0, 0, 1, 4, "第二十条第（一）项");
  const char* titles[] = {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"};
  for (int i = 0; i < 4; ++i) grid.Heading(1, i, 1, 1, titles[i]);
  const std::pair<const char*, DocumentCounts> lines[] = {{"规章", counts.rules}, {"行政规范性文件", counts.normative_documents}};
  for (int i = 0; i < 2; ++i) {
    grid.Label(2 + i, 0, 1, 1, lines[i].first);
    grid.Number(2 + i, 1, absl::StrCat(lines[i].second.made));
    grid.Number(2 + i, 2, absl::StrCat(lines[i].second.abolished));
    grid.Number(2 + i, 3, absl::StrCat(lines[i].second.in_force));
  }
  return grid.Take();
}

Grid SectionTwoList(std::string_view title, std::string_view column, const std::vector<std::pair<std::string, std::string>>& lines) {
  GridMaker grid(2 + static_cast<int>(lines.size()), {50, 50}, 2);
  grid.Heading(0, 0, 1, 2, title);
  grid.Heading(1, 0, 1, 1, "信息内容");
  grid.Heading(1, 1, 1, 1, column);
  for (size_t i = 0; i < lines.size(); ++i) {
    grid.Label(2 + static_cast<int>(i), 0, 1, 1, lines[i].first);
    grid.Number(2 + static_cast<int>(i), 1, lines[i].second);
  }
  return grid.Take();
}

std::vector<Grid> SectionTwo(const NormativeCounts& counts) {
  return {SectionTwoDocuments(counts),
          SectionTwoList("第二十条第（五）项", "本年处理决定数量", {{"行政许可", absl::StrCat(counts.licences)}}),
          SectionTwoList("第二十条第（六）项", "本年处理决定数量",
                         {{"行政处罚", absl::StrCat(counts.penalties)}, {"行政强制", absl::StrCat(counts.coercions)}}),
          SectionTwoList("第二十条第（八）项", "本年收费金额（单位：万元）", {{"行政事业性收费", counts.charges.ToString()}})};
}

// A table of the form of 2019: a line of counts for each kind of information.
Grid CountsGrid(std::string_view title, const std::vector<std::string>& columns,
                const std::vector<std::pair<std::string, std::vector<std::string>>>& lines) {
  const int width = static_cast<int>(columns.size()) + 1;
  std::vector<int> widths(width, 100 / width);
  widths[0] += 100 % width;
  GridMaker grid(2 + static_cast<int>(lines.size()), std::move(widths), 2);
  grid.Heading(0, 0, 1, width, title);
  grid.Heading(1, 0, 1, 1, "信息内容");
  for (int i = 1; i < width; ++i) grid.Heading(1, i, 1, 1, columns[i - 1]);
  for (size_t row = 0; row < lines.size(); ++row) {
    grid.Label(2 + static_cast<int>(row), 0, 1, 1, lines[row].first);
    for (int i = 1; i < width; ++i) grid.Number(2 + static_cast<int>(row), i, lines[row].second[i - 1]);
  }
  return grid.Take();
}

std::vector<std::string> Texts(const PublishedCounts& counts) {
  return {absl::StrCat(counts.made), absl::StrCat(counts.published), absl::StrCat(counts.total)};
}

// 本年增/减 with its sign, as the form asks.
std::vector<std::string> Texts(const ItemCounts& counts) {
  return {absl::StrCat(counts.before), absl::StrCat(counts.change > 0 ? "+" : "", counts.change), absl::StrCat(counts.decisions)};
}

std::vector<Grid> SectionTwoOf2019(const NormativeCounts2019& counts) {
  const std::vector<std::string> items = {"上一年项目数量", "本年增／减", "处理决定数量"};
  std::vector<std::string> charges = Texts(counts.charges);
  charges.pop_back();
  return {CountsGrid("第二十条第（一）项", {"本年新制作数量", "本年新公开数量", "对外公开总数量"},
                     {{"规章", Texts(counts.rules)}, {"规范性文件", Texts(counts.normative_documents)}}),
          CountsGrid("第二十条第（五）项", items,
                     {{"行政许可", Texts(counts.licences)}, {"其他对外管理服务事项", Texts(counts.other_services)}}),
          CountsGrid("第二十条第（六）项", items, {{"行政处罚", Texts(counts.penalties)}, {"行政强制", Texts(counts.coercions)}}),
          CountsGrid("第二十条第（八）项", {"上一年项目数量", "本年增／减"}, {{"行政事业性收费", std::move(charges)}}),
          CountsGrid("第二十条第（九）项", {"采购项目数量", "采购总金额（单位：万元）"},
                     {{"政府集中采购", {absl::StrCat(counts.purchases), counts.purchased.ToString()}}})};
}

// In the form of the report's tables.
std::vector<Grid> SectionTwoOf(const ReportPaper& paper) {
  return paper.tables.format == ReportFormat::k2019 ? SectionTwoOf2019(paper.content.section_two_2019)
                                                    : SectionTwo(paper.content.section_two);
}

void SectionThreeHeading(GridMaker& grid) {
  grid.Heading(0, 0, 3, kLabelColumns, kCheckText);
  grid.Heading(0, kLabelColumns, 1, kReportColumns, "申请人情况");
  grid.Heading(1, kLabelColumns, 2, 1, "自然人");
  grid.Heading(1, kLabelColumns + 1, 1, kApplicantClasses - 1, "法人或其他组织");
  grid.Heading(1, kLabelColumns + kTotalColumn, 2, 1, "总计");
  for (int i = 2; i <= kApplicantClasses; ++i) grid.Heading(2, kLabelColumns + i - 1, 1, 1, Label(static_cast<ApplicantClass>(i)));
}

// The group that a row's mark begins with ("（三）1"), or null for a row of its own.
const Group* GroupOf(const ReportRow& row) {
  for (const Group& group : kGroups) {
    // The form of 2019 has one row for all of （六）, with the mark in its label.
    if (row.label.compare(0, group.mark.size(), group.mark) == 0) return nullptr;
    if (row.group.size() > group.mark.size() && row.group.compare(0, group.mark.size(), group.mark) == 0) return &group;
  }
  return nullptr;
}

// The labels of the outcomes: 三 over all of them, the groups over theirs.
void OutcomeLabels(const std::vector<ReportRow>& rows, int first_row, GridMaker& grid) {
  const int outcomes = static_cast<int>(rows.size()) - 3;  // without 一, 二 and 四; with 总计
  grid.Label(first_row + kFirstOutcomeRow, 0, outcomes, 1, "三、本年度办理结果");
  for (int i = kFirstOutcomeRow; i < kFirstOutcomeRow + outcomes;) {
    const Group* group = GroupOf(rows[i]);
    if (group == nullptr) {
      const bool marked = rows[i].label.compare(0, 3, "（") == 0;
      grid.Label(first_row + i, 1, 1, 2, absl::StrCat(marked ? "" : rows[i].group, rows[i].label));
      ++i;
      continue;
    }
    int count = 1;
    while (GroupOf(rows[i + count]) == group) ++count;
    grid.Label(first_row + i, 1, count, 1, group->label);
    for (int k = 0; k < count; ++k) {
      const ReportRow& row = rows[i + k];
      grid.Label(first_row + i + k, 2, 1, 1, absl::StrCat(row.group.substr(group->mark.size()), ".", row.label));
    }
    i += count;
  }
}

Grid SectionThree(const ReportTables& tables, const ReportForm& form) {
  constexpr int kHeading = 3;
  const std::vector<ReportRow>& rows = form.rows(tables.format);
  const int last = static_cast<int>(rows.size()) - 1;
  GridMaker grid(kHeading + last + 1, {8, 13, 30, 7, 7, 7, 7, 7, 7, 7}, kHeading);
  SectionThreeHeading(grid);
  for (const int row : {kReceivedRow, kCarriedInRow, last}) grid.Label(kHeading + row, 0, 1, kLabelColumns, rows[row].label);
  OutcomeLabels(rows, kHeading, grid);
  for (int row = 0; row <= last; ++row) {
    for (int column = 0; column < kReportColumns; ++column) {
      grid.Number(kHeading + row, kLabelColumns + column, absl::StrCat(tables.section3[row][column]));
    }
  }
  return grid.Take();
}

Grid SectionFour(const Section4& table) {
  const int columns = static_cast<int>(table.size());
  GridMaker grid(4, {7, 7, 7, 6, 6, 7, 7, 7, 6, 6, 7, 7, 7, 7, 6}, 3);
  const char* results[] = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
  grid.Heading(0, 0, 1, 5, "行政复议");
  grid.Heading(0, 5, 1, 10, "行政诉讼");
  for (int i = 0; i < 5; ++i) grid.Heading(1, i, 2, 1, results[i]);
  grid.Heading(1, 5, 1, 5, "未经复议直接起诉");
  grid.Heading(1, 10, 1, 5, "复议后起诉");
  for (int i = 5; i < columns; ++i) grid.Heading(2, i, 1, 1, results[i % 5]);
  for (int i = 0; i < columns; ++i) grid.Number(3, i, absl::StrCat(table[i]));
  return grid.Take();
}

std::vector<std::string> Paragraphs(const std::string& text) { return absl::StrSplit(text, '\n', absl::SkipWhitespace()); }

}  // namespace

Paper PrintOf(const ReportPaper& paper, const ReportForm& form) {
  const ReportTexts& texts = paper.content.texts;
  Paper print{.title = absl::StrCat(paper.owner, paper.year, "年政府信息公开工作年度报告")};
  print.sections = {{"一", "一、总体情况", Paragraphs(texts.general), {}},
                    {"二", "二、主动公开政府信息情况", {}, SectionTwoOf(paper)},
                    {"三", "三、收到和处理政府信息公开申请情况", {}, {SectionThree(paper.tables, form)}},
                    {"四", "四、政府信息公开行政复议、行政诉讼情况", {}, {SectionFour(paper.tables.section4)}},
                    {"五", "五、存在的主要问题及改进情况", Paragraphs(texts.problems), {}},
                    {"六", "六、其他需要报告的事项", Paragraphs(texts.others), {}}};
  for (const std::string& text : {texts.fee_statement, texts.discrepancies}) {
    for (std::string& paragraph : Paragraphs(text)) print.sections.back().paragraphs.push_back(std::move(paragraph));
  }
  print.closing = paper.published ? absl::StrCat("发布日期：", FormatDate(*paper.published)) : "（草稿，尚未发布）";
  return print;
}

}  // namespace disclosure::request
