#include "gateway/web/report_tables.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace disclosure::gateway {
namespace {

using request::v1::AnnualReport;
using request::v1::DocumentCounts;
using request::v1::ItemCounts;
using request::v1::PublishedCounts;
using request::v1::ReportRow;
using Cells = std::vector<std::string>;

constexpr int kResults = 5;  // 结果维持、结果纠正、其他结果、尚未审结、总计
constexpr std::array<std::string_view, 3> kRoutes = {"行政复议", "未经复议直接起诉", "复议后起诉"};
// The headings under which the official form puts its rows, by what their group begins with.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kGroups = {
    {{"（三）", "（三）不予公开"}, {"（四）", "（四）无法提供"}, {"（五）", "（五）不予处理"}, {"（六）", "（六）其他处理"}}};

template <typename... Numbers>
Cells Of(Numbers... numbers) {
  return {absl::StrCat(numbers)...};
}

// One of the small tables of section 二.
void AddTable(std::string_view article, const Cells& heads, const std::vector<std::pair<std::string_view, Cells>>& rows, Dictionary& two) {
  Dictionary& table = *two.AddSectionDictionary("SMALL_TABLE");
  SetText(table, "ARTICLE", article);
  for (const std::string& head : heads) SetText(*table.AddSectionDictionary("HEAD"), "TEXT", head);
  for (const auto& [label, cells] : rows) {
    Dictionary& row = *table.AddSectionDictionary("ROW");
    SetText(row, "LABEL", label);
    for (const std::string& cell : cells) SetText(*row.AddSectionDictionary("CELL"), "TEXT", cell);
  }
}

Cells CellsOf(const DocumentCounts& counts) { return Of(counts.made(), counts.abolished(), counts.in_force()); }
Cells CellsOf(const PublishedCounts& counts) { return Of(counts.made(), counts.published(), counts.total()); }
Cells CellsOf(const ItemCounts& counts) { return Of(counts.before(), counts.change(), counts.decisions()); }

void AddTablesOf2021(const AnnualReport& report, Dictionary& two) {
  const auto& section = report.section2();
  AddTable("第二十条第（一）项", {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"},
           {{"规章", CellsOf(section.rules())}, {"行政规范性文件", CellsOf(section.normative_documents())}}, two);
  AddTable("第二十条第（五）项", {"信息内容", "本年处理决定数量"}, {{"行政许可", Of(section.licences())}}, two);
  AddTable("第二十条第（六）项", {"信息内容", "本年处理决定数量"},
           {{"行政处罚", Of(section.penalties())}, {"行政强制", Of(section.coercions())}}, two);
  AddTable("第二十条第（八）项", {"信息内容", "本年收费金额（单位：万元）"},
           {{"行政事业性收费", {section.charges().empty() ? "0" : section.charges()}}}, two);
}

void AddTablesOf2019(const AnnualReport& report, Dictionary& two) {
  const auto& section = report.section2_of_2019();
  AddTable("第二十条第（一）项", {"信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"},
           {{"规章", CellsOf(section.rules())}, {"规范性文件", CellsOf(section.normative_documents())}}, two);
  const Cells items = {"信息内容", "上一年项目数量", "本年增/减", "处理决定数量"};
  AddTable("第二十条第（五）项", items,
           {{"行政许可", CellsOf(section.licences())}, {"其他对外管理服务事项", CellsOf(section.other_services())}}, two);
  AddTable("第二十条第（六）项", items, {{"行政处罚", CellsOf(section.penalties())}, {"行政强制", CellsOf(section.coercions())}}, two);
  AddTable("第二十条第（八）项", {"信息内容", "上一年项目数量", "本年增/减"},
           {{"行政事业性收费", Of(section.charges().before(), section.charges().change())}}, two);
  AddTable("第二十条第（九）项", {"信息内容", "采购项目数量", "采购总金额（单位：万元）"},
           {{"政府集中采购", {absl::StrCat(section.purchases()), section.purchased().empty() ? "0" : section.purchased()}}}, two);
}

// The heading of the rows of `group`; "" for a row that stands by itself.
std::string_view HeadingOf(std::string_view group) {
  for (const auto& [prefix, heading] : kGroups) {
    if (group.substr(0, prefix.size()) == prefix && group.size() > prefix.size()) return heading;
  }
  return "";
}

// "（三）1" 属于国家秘密 → "1.属于国家秘密"; "（一）" 予以公开 → "（一）予以公开".
std::string LabelOf(const ReportRow& row) {
  if (HeadingOf(row.group()).empty()) return row.group() + row.label();
  return absl::StrCat(row.group().substr(std::string_view("（三）").size()), ".", row.label());
}

}  // namespace

void AddSectionTwo(const AnnualReport& report, Dictionary& content) {
  Dictionary& two = *content.AddSectionDictionary("TWO");
  if (report.format() == 2019) {
    AddTablesOf2019(report, two);
  } else {
    AddTablesOf2021(report, two);
  }
}

void AddSectionThree(const AnnualReport& report, Dictionary& content) {
  Dictionary& three = *content.AddSectionDictionary("THREE");
  std::string_view heading;
  for (int i = 0; i < report.section3_size(); ++i) {
    const ReportRow& row = report.section3(i);
    // 三、本年度办理结果 begins after what came in and ends before what goes on.
    if (i == 2) three.AddSectionDictionary("ROW")->ShowSection("RESULTS");
    if (HeadingOf(row.group()) != heading && !(heading = HeadingOf(row.group())).empty()) {
      SetText(*three.AddSectionDictionary("ROW")->AddSectionDictionary("HEADING"), "TEXT", heading);
    }
    Dictionary& out = *three.AddSectionDictionary("ROW")->AddSectionDictionary("NUMBERS");
    SetText(out, "LABEL", LabelOf(row));
    if (!heading.empty()) out.ShowSection("DEEP");
    for (const int cell : row.cells()) SetNumber(*out.AddSectionDictionary("CELL"), "NUMBER", cell);
  }
}

void AddSectionFour(const AnnualReport& report, Dictionary& content) {
  if (report.section4_size() != kResults * static_cast<int>(kRoutes.size())) return;
  Dictionary& four = *content.AddSectionDictionary("FOUR");
  for (size_t route = 0; route < kRoutes.size(); ++route) {
    Dictionary& row = *four.AddSectionDictionary("ROUTE");
    SetText(row, "LABEL", kRoutes[route]);
    for (int result = 0; result < kResults; ++result) {
      SetNumber(*row.AddSectionDictionary("CELL"), "NUMBER", report.section4(static_cast<int>(route) * kResults + result));
    }
  }
}

}  // namespace disclosure::gateway
