#include "request-service/domain/report_invariants.h"

#include <array>
#include <numeric>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {
namespace {

constexpr std::array<const char*, 3> kRoutes = {"行政复议", "未经复议直接起诉", "复议后起诉"};
constexpr std::array<const char*, 5> kResults = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
constexpr int kBlock = 5;

std::string ColumnName(int column) {
  return column == kTotalColumn ? "总计" : std::string(Label(static_cast<ApplicantClass>(column + 1)));
}

size_t RowsOf(ReportFormat format) { return format == ReportFormat::k2019 ? kReportRows - 2 : kReportRows; }

// 新收加结转 against 办结加结转 (I1), and the total against its parts (I2).
void CheckColumn(const Section3& table, int column, std::vector<Breach>& breaches) {
  const size_t total_row = table.size() - 2;
  const auto cell = [&](size_t row) { return table[row][column]; };
  const int64_t in = cell(kReceivedRow) + cell(kCarriedInRow);
  const int64_t out = cell(total_row) + cell(total_row + 1);
  if (in != out) {
    breaches.push_back({"I1", absl::StrCat(ColumnName(column), "：第一项加第二项之和为", in, "件，第三项加第四项之和为",
                                           out, "件，两者不相等")});
  }
  int64_t sum = 0;
  for (size_t row = kFirstOutcomeRow; row < total_row; ++row) sum += cell(row);
  if (sum != cell(total_row)) {
    breaches.push_back(
        {"I2", absl::StrCat(ColumnName(column), "：办理结果总计为", cell(total_row), "件，各项之和为", sum, "件")});
  }
}

void CheckRow(const ReportCells& row, size_t number, std::vector<Breach>& breaches) {
  const int64_t sum = std::accumulate(row.begin(), row.begin() + kApplicantClasses, int64_t{0});
  if (sum != row[kTotalColumn]) {
    breaches.push_back(
        {"I3", absl::StrCat("第", number, "行：总计为", row[kTotalColumn], "件，各类申请人之和为", sum, "件")});
  }
  for (int column = 0; column < kReportColumns; ++column) {
    if (row[column] < 0) breaches.push_back({"I7", absl::StrCat("第", number, "行", ColumnName(column), "：小于零")});
  }
}

void CheckReviews(const Section4& table, std::vector<Breach>& breaches) {
  for (size_t route = 0; route < kRoutes.size(); ++route) {
    const auto block = table.begin() + route * kBlock;
    const int64_t sum = std::accumulate(block, block + kBlock - 1, int64_t{0});
    if (sum != block[kBlock - 1]) {
      breaches.push_back(
          {"I4", absl::StrCat(kRoutes[route], "：总计为", block[kBlock - 1], "件，各项之和为", sum, "件")});
    }
    for (int i = 0; i < kBlock; ++i) {
      if (block[i] < 0) breaches.push_back({"I7", absl::StrCat(kRoutes[route], kResults[i], "：小于零")});
    }
  }
}

void CheckDocuments(std::string_view name, const DocumentCounts& before, const DocumentCounts& counts,
                    std::vector<Breach>& breaches) {
  const int64_t expected = before.in_force + counts.made - counts.abolished;
  if (counts.in_force == expected) return;
  breaches.push_back(
      {"I6", absl::StrCat(std::string(name), "：现行有效", counts.in_force, "件，上年现行有效", before.in_force,
                          "件加本年制发", counts.made, "件减本年废止", counts.abolished, "件应为", expected, "件")});
}

void CheckNotNegative(const NormativeCounts& counts, const char* year, std::vector<Breach>& breaches) {
  for (const NamedCount& named : NamedCounts(counts)) {
    if (named.count < 0) breaches.push_back({"I7", absl::StrCat(year, named.label, "：小于零")});
  }
}

}  // namespace

std::vector<Breach> CheckInvariants(const ReportTables& tables) {
  const size_t rows = RowsOf(tables.format);
  if (tables.section3.size() != rows) {
    return {{"I1", absl::StrCat("表三应为", rows, "行，现为", tables.section3.size(), "行，无法核对")}};
  }
  std::vector<Breach> breaches;
  for (int column = 0; column < kReportColumns; ++column) CheckColumn(tables.section3, column, breaches);
  for (size_t row = 0; row < rows; ++row) CheckRow(tables.section3[row], row + 1, breaches);
  CheckReviews(tables.section4, breaches);
  return breaches;
}

std::vector<Breach> CheckCarriedOver(const Section3& year_before, const Section3& year) {
  if (year_before.empty() || year.size() <= kCarriedInRow) return {{"I5", "缺少其中一年的表三，无法核对结转"}};
  std::vector<Breach> breaches;
  for (int column = 0; column < kReportColumns; ++column) {
    const int64_t out = year_before.back()[column];
    const int64_t in = year[kCarriedInRow][column];
    if (out == in) continue;
    breaches.push_back(
        {"I5", absl::StrCat(ColumnName(column), "：上年报告结转下年度", out, "件，本年报告上年结转", in, "件")});
  }
  return breaches;
}

std::vector<error::Violation> MovedCells(const ReportTables& before, const ReportTables& now) {
  if (before.section3.size() != now.section3.size()) return {{"section3", "没有同样格式的表三可以对照"}};
  std::vector<error::Violation> moved;
  const auto compare = [&](const std::string& field, const std::string& name, int64_t was, int64_t is) {
    if (was != is) moved.push_back({field, absl::StrCat(name, "：定稿时", was, "件，现为", is, "件")});
  };
  for (size_t row = 0; row < now.section3.size(); ++row) {
    for (int column = 0; column < kReportColumns; ++column) {
      compare(absl::StrCat("section3[", row + 1, ",", column + 1, "]"), absl::StrCat("表三第", row + 1, "行", ColumnName(column)),
              before.section3[row][column], now.section3[row][column]);
    }
  }
  for (size_t i = 0; i < now.section4.size(); ++i) {
    compare(absl::StrCat("section4[", i + 1, "]"), absl::StrCat("表四", kRoutes[i / kBlock], kResults[i % kBlock]), before.section4[i],
            now.section4[i]);
  }
  return moved;
}

std::vector<Breach> CheckNormative(const NormativeCounts& year_before, const NormativeCounts& year) {
  std::vector<Breach> breaches;
  CheckDocuments("规章", year_before.rules, year.rules, breaches);
  CheckDocuments("行政规范性文件", year_before.normative_documents, year.normative_documents, breaches);
  CheckNotNegative(year_before, "上年", breaches);
  CheckNotNegative(year, "本年", breaches);
  return breaches;
}

}  // namespace disclosure::request
