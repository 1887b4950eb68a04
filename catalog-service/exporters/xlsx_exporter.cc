#include <xlsxwriter.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "catalog-service/exporters/exporters.h"
#include "catalog-service/exporters/official_form.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/base/temporary_file.h"

namespace disclosure::catalog {
namespace {

constexpr lxw_row_t kUpperRow = 1;
constexpr lxw_row_t kLowerRow = 2;
constexpr lxw_row_t kFirstItemRow = 3;
constexpr int kPaperA3 = 8;
constexpr double kTitleHeight = 32;  // points

struct Formats {
  explicit Formats(lxw_workbook* workbook)
      : title(workbook_add_format(workbook)),
        header(Bordered(workbook)),
        text(Bordered(workbook)),
        centred(Bordered(workbook)) {
    format_set_bold(title);
    format_set_font_size(title, 18);
    format_set_align(title, LXW_ALIGN_CENTER);
    format_set_align(title, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bold(header);
    format_set_align(header, LXW_ALIGN_CENTER);
    format_set_align(centred, LXW_ALIGN_CENTER);
  }
  static lxw_format* Bordered(lxw_workbook* workbook) {
    lxw_format* format = workbook_add_format(workbook);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
  }

  lxw_format* title;
  lxw_format* header;
  lxw_format* text;
  lxw_format* centred;
};

// Writes the sheet and keeps the first error.
class SheetWriter {
 public:
  SheetWriter(const OfficialForm& form, lxw_worksheet* sheet, const Formats& formats)
      : form_(form),
        sheet_(sheet),
        formats_(formats),
        last_column_(static_cast<lxw_col_t>(form.columns.size() - 1)) {}

  absl::Status Write() {
    Range(0, 0, 0, last_column_, form_.title, formats_.title);
    worksheet_set_row(sheet_, 0, kTitleHeight, nullptr);
    WriteHeader();
    for (size_t row = 0; row < form_.rows.size(); ++row) WriteRow(row);
    MergeLevelOne();
    SetUpPage();
    return status_;
  }

 private:
  void Check(lxw_error error, lxw_row_t row, lxw_col_t column) {
    if (error == LXW_NO_ERROR || !status_.ok()) return;
    const std::string place = absl::StrCat("row ", row + 1, ", column ", form_.columns[column].name);
    if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
      status_ = error::Make(
          absl::StatusCode::kInvalidArgument,
          absl::StrCat(place, " is longer than the 32767 characters of an Excel cell; export as CSV"),
          {.reason = "CELL_TOO_LONG", .metadata = {{"place", place}, {"limit", "32767"}}});
    } else {
      status_ = absl::InternalError(absl::StrCat("libxlsxwriter: ", lxw_strerror(error), " at ", place));
    }
  }

  void Cell(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    Check(text.empty() ? worksheet_write_blank(sheet_, row, column, format)
                       : worksheet_write_string(sheet_, row, column, text.c_str(), format),
          row, column);
  }

  void Range(lxw_row_t row, lxw_col_t column, lxw_row_t last_row, lxw_col_t last_column,
             const std::string& text, lxw_format* format) {
    if (row == last_row && column == last_column) return Cell(row, column, text, format);
    Check(worksheet_merge_range(sheet_, row, column, last_row, last_column, text.c_str(), format), row,
          column);
  }

  void WriteHeader() {
    for (size_t i = 0; i < form_.columns.size();) {
      const lxw_col_t column = static_cast<lxw_col_t>(i);
      const size_t columns = form_.ColumnsOfGroup(i);
      if (form_.columns[i].group.empty()) {
        Range(kUpperRow, column, kLowerRow, column, form_.columns[i].name, formats_.header);
      } else {
        Range(kUpperRow, column, kUpperRow, static_cast<lxw_col_t>(i + columns - 1), form_.columns[i].group,
              formats_.header);
        for (size_t k = i; k < i + columns; ++k) {
          Cell(kLowerRow, static_cast<lxw_col_t>(k), form_.columns[k].name, formats_.header);
        }
      }
      i += columns;
    }
  }

  void WriteRow(size_t row) {
    for (size_t i = 0; i < form_.columns.size(); ++i) {
      if (i == form_.level_one_column) continue;
      Cell(static_cast<lxw_row_t>(kFirstItemRow + row), static_cast<lxw_col_t>(i), form_.rows[row][i],
           form_.columns[i].centred ? formats_.centred : formats_.text);
    }
  }

  void MergeLevelOne() {
    const lxw_col_t column = static_cast<lxw_col_t>(form_.level_one_column);
    for (size_t row = 0; row < form_.rows.size();) {
      const size_t rows = form_.RowsOfLevelOne(row);
      Range(static_cast<lxw_row_t>(kFirstItemRow + row), column,
            static_cast<lxw_row_t>(kFirstItemRow + row + rows - 1), column, form_.rows[row][column],
            formats_.centred);
      row += rows;
    }
  }

  void SetUpPage() {
    for (size_t i = 0; i < form_.columns.size(); ++i) {
      const lxw_col_t column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet_, column, column, form_.columns[i].width, nullptr);
    }
    worksheet_freeze_panes(sheet_, kFirstItemRow, 0);
    worksheet_repeat_rows(sheet_, 0, kLowerRow);
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, kPaperA3);
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_set_margins(sheet_, 0.4, 0.4, 0.5, 0.5);
    worksheet_set_footer(sheet_, "&C第 &P 页，共 &N 页");
  }

  const OfficialForm& form_;
  lxw_worksheet* const sheet_;
  const Formats& formats_;
  const lxw_col_t last_column_;
  absl::Status status_;
};

// Excel refuses some characters and more than 31 in the name of a sheet.
std::string SheetName(const std::string& domain_name) {
  std::string name;
  size_t length = 0;
  for (const char c : domain_name) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) continue;
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && ++length > 31) break;
    name += c;
  }
  return name.empty() ? "目录" : name;
}

}  // namespace

absl::StatusOr<std::string> ExportXlsx(const ExportedCatalogue& catalogue) {
  const OfficialForm form = MakeOfficialForm(catalogue);
  const TemporaryFile file;
  if (!file.made()) return absl::InternalError("no file can be made in the temporary directory");
  lxw_workbook* workbook = workbook_new(file.path().c_str());
  if (workbook == nullptr) return absl::InternalError("libxlsxwriter made no workbook");
  lxw_doc_properties properties = {};
  properties.title = const_cast<char*>(form.title.c_str());
  workbook_set_properties(workbook, &properties);
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, SheetName(catalogue.domain_name).c_str());
  absl::Status status = sheet == nullptr ? absl::InternalError("libxlsxwriter made no sheet")
                                         : SheetWriter(form, sheet, Formats(workbook)).Write();
  const lxw_error closed = workbook_close(workbook);
  RETURN_IF_ERROR(status);
  if (closed != LXW_NO_ERROR)
    return absl::InternalError(absl::StrCat("libxlsxwriter: ", lxw_strerror(closed)));
  return file.Content();
}

}  // namespace disclosure::catalog
