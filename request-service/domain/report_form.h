// The printed table 三 of the annual report (条例 art. 50; 国办公开办函〔2019〕60号 and 〔2021〕30号):
// data/request/report_rows.csv. Everything is counted by the 25 rows of 2021; the form of 2019 prints
// its three rows of 其他处理 as one.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

enum class ReportFormat { k2019 = 2019, k2021 = 2021 };

// The form of a year: 〔2019〕60号 for the reports of 2019 and 2020, 〔2021〕30号 from that of 2021 on
// (inferred from the dates of the two notices; a caller may print either).
ReportFormat FormatOf(int year);

// Indices of the rows of 2021.
inline constexpr int kReceivedRow = 0;      // 一、本年新收
inline constexpr int kCarriedInRow = 1;     // 二、上年结转
inline constexpr int kFirstOutcomeRow = 2;  // 三、本年度办理结果（一）
inline constexpr int kTotalRow = 23;        // （七）总计: the sum of the outcomes, never counted itself
inline constexpr int kCarriedOutRow = 24;   // 四、结转下年度继续办理
inline constexpr int kReportRows = 25;

// The columns: the six classes of applicants and their sum.
inline constexpr int kTotalColumn = kApplicantClasses;
inline constexpr int kReportColumns = kApplicantClasses + 1;

using ReportCells = std::array<int64_t, kReportColumns>;  // one printed row
using Section3 = std::vector<ReportCells>;                // 25 rows, or 23 of 2019
// 结果维持, 结果纠正, 其他结果, 尚未审结, 总计: reconsideration, direct suits, suits after reconsideration.
using Section4 = std::array<int64_t, 15>;

struct ReportRow {
  std::string code;
  std::string group;  // "（三）1"
  std::string label;
};

// Immutable; thread safe.
class ReportForm {
 public:
  // "row_2021,row_2019,code,group,label,label_2019"; BAD_REQUEST with all bad lines.
  static absl::StatusOr<ReportForm> Parse(std::string_view csv);

  // The printed rows, from the top.
  const std::vector<ReportRow>& rows(ReportFormat format) const {
    return format == ReportFormat::k2019 ? rows_2019_ : rows_2021_;
  }

  // The row of 2021 of an outcome (本年度办理结果); nullopt for any other code.
  std::optional<int> OutcomeRow(std::string_view code) const;

  // Where a row of 2021 is printed in `format`.
  int PrintedRow(ReportFormat format, int row) const { return format == ReportFormat::k2019 ? row_2019_[row] : row; }

 private:
  absl::Status CheckShape() const;

  std::vector<ReportRow> rows_2021_;
  std::vector<ReportRow> rows_2019_;
  std::array<int, kReportRows> row_2019_ = {};  // row of 2021 → row of 2019
};

}  // namespace disclosure::request
