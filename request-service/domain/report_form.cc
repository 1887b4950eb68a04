#include "request-service/domain/report_form.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr char kHeader[] = "row_2021,row_2019,code,group,label,label_2019";
constexpr int kRowsOf2019 = 23;

struct FixedRow {
  int row;
  const char* code;
};
constexpr FixedRow kFixedRows[] = {
    {kReceivedRow, "received"}, {kCarriedInRow, "carried_in"}, {kTotalRow, "total"}, {kCarriedOutRow, "carried_out"}};

}  // namespace

ReportFormat FormatOf(int year) { return year <= 2020 ? ReportFormat::k2019 : ReportFormat::k2021; }

absl::StatusOr<ReportForm> ReportForm::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "report_rows.csv", kHeader));
  if (rows.size() != kReportRows) return error::BadRequest({{"report_rows.csv", "must have 25 rows"}});
  ReportForm form;
  error::Violations bad;
  for (int i = 0; i < kReportRows; ++i) {
    const LawRow& row = rows[i];
    if (WholeNumber(row.fields[0], kReportRows) != i + 1) bad.Add(row.place, absl::StrCat("row_2021 must be ", i + 1));
    const int printed = static_cast<int>(form.rows_2019_.size());
    const std::optional<int64_t> row_2019 = WholeNumber(row.fields[1], kRowsOf2019);
    if (row_2019 == printed + 1) {
      form.rows_2019_.push_back({row.fields[2], row.fields[3], row.fields[5]});
    } else if (row_2019 != printed || printed == 0) {
      bad.Add(row.place, "row_2019 must be that of the row above or the next");
    }
    form.row_2019_[i] = static_cast<int>(form.rows_2019_.size()) - 1;
    form.rows_2021_.push_back({row.fields[2], row.fields[3], row.fields[4]});
  }
  RETURN_IF_ERROR(bad.status());
  RETURN_IF_ERROR(form.CheckShape());
  return form;
}

absl::Status ReportForm::CheckShape() const {
  error::Violations bad;
  for (const FixedRow& fixed : kFixedRows) {
    if (rows_2021_[fixed.row].code != fixed.code) {
      bad.Add(absl::StrCat("report_rows.csv:", fixed.row + 2), absl::StrCat("must be the row ", fixed.code));
    }
  }
  std::set<std::string> codes;
  for (int i = 0; i < kReportRows; ++i) {
    if (!codes.insert(rows_2021_[i].code).second)
      bad.Add(absl::StrCat("report_rows.csv:", i + 2), "the code stands already");
  }
  if (rows_2019_.size() != kRowsOf2019) bad.Add("report_rows.csv", "must have 23 rows of 2019");
  return bad.status();
}

std::optional<int> ReportForm::OutcomeRow(std::string_view code) const {
  for (int row = kFirstOutcomeRow; row < kTotalRow; ++row) {
    if (rows_2021_[row].code == code) return row;
  }
  return std::nullopt;
}

}  // namespace disclosure::request
