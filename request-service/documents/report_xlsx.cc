#include <xlsxwriter.h>

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/temporary_file.h"
#include "request-service/documents/report_files.h"

namespace disclosure::request {
namespace {

constexpr int kPaperA4 = 9;
constexpr double kSheetWidth = 110;  // characters
constexpr double kTextWidth = 100;

// Writes the sheets and keeps the first error.
class BookWriter {
 public:
  explicit BookWriter(lxw_workbook* book)
      : book_(book), title_(workbook_add_format(book)), heading_(Bordered()), label_(Bordered()), number_(Bordered()), text_(workbook_add_format(book)) {
    format_set_bold(title_);
    format_set_font_size(title_, 14);
    format_set_align(heading_, LXW_ALIGN_CENTER);
    format_set_align(number_, LXW_ALIGN_CENTER);
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
  }

  absl::Status Write(const Paper& report) {
    for (const PaperSection& section : report.sections) {
      if (!section.grids.empty()) WriteTables(section);
    }
    WriteTexts(report);
    return status_;
  }

 private:
  lxw_format* Bordered() {
    lxw_format* format = workbook_add_format(book_);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    return format;
  }

  void Check(lxw_error error) {
    if (error == LXW_NO_ERROR || !status_.ok()) return;
    if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED) {
      status_ = error::Make(absl::StatusCode::kInvalidArgument, "a paragraph is longer than the 32767 characters of an Excel cell",
                            {.reason = "CELL_TOO_LONG", .metadata = {{"limit", "32767"}}});
    } else {
      status_ = absl::InternalError(absl::StrCat("libxlsxwriter: ", lxw_strerror(error)));
    }
  }

  lxw_worksheet* Sheet(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) {
      status_ = absl::InternalError("libxlsxwriter made no sheet");
      return nullptr;
    }
    worksheet_set_paper(sheet, kPaperA4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
  }

  void WriteTables(const PaperSection& section) {
    lxw_worksheet* sheet = Sheet(absl::StrCat("表", section.name));
    if (sheet == nullptr) return;
    Check(worksheet_write_string(sheet, 0, 0, section.title.c_str(), title_));
    for (size_t i = 0; i < section.grids[0].widths.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet, column, column, kSheetWidth * section.grids[0].widths[i] / 100, nullptr);
    }
    int top = 1;
    for (const Grid& grid : section.grids) {
      for (const GridCell& cell : grid.cells) WriteCell(sheet, cell, top);
      top += grid.rows + 1;
    }
  }

  void WriteCell(lxw_worksheet* sheet, const GridCell& cell, int top) {
    const auto row = static_cast<lxw_row_t>(top + cell.row);
    const auto column = static_cast<lxw_col_t>(cell.column);
    lxw_format* format = cell.heading ? heading_ : cell.number ? number_ : label_;
    double number = 0;
    if (cell.rows > 1 || cell.columns > 1) {
      Check(worksheet_merge_range(sheet, row, column, row + cell.rows - 1, column + cell.columns - 1, cell.text.c_str(), format));
    } else if (cell.number && absl::SimpleAtod(cell.text, &number)) {
      Check(worksheet_write_number(sheet, row, column, number, format));
    } else {
      Check(worksheet_write_string(sheet, row, column, cell.text.c_str(), format));
    }
  }

  void WriteTexts(const Paper& report) {
    lxw_worksheet* sheet = Sheet("文字");
    if (sheet == nullptr) return;
    worksheet_set_column(sheet, 0, 0, kTextWidth, nullptr);
    lxw_row_t row = 0;
    Check(worksheet_write_string(sheet, row++, 0, report.title.c_str(), title_));
    for (const PaperSection& section : report.sections) {
      if (!section.grids.empty()) continue;
      Check(worksheet_write_string(sheet, row++, 0, section.title.c_str(), title_));
      for (const std::string& paragraph : section.paragraphs) Check(worksheet_write_string(sheet, row++, 0, paragraph.c_str(), text_));
    }
    Check(worksheet_write_string(sheet, row, 0, report.closing.c_str(), text_));
  }

  lxw_workbook* const book_;
  lxw_format* const title_;
  lxw_format* const heading_;
  lxw_format* const label_;
  lxw_format* const number_;
  lxw_format* const text_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<std::string> ReportXlsx(const Paper& report) {
  const TemporaryFile file;
  if (!file.made()) return absl::InternalError("no file can be made in the temporary directory");
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) return absl::InternalError("libxlsxwriter made no workbook");
  const absl::Status status = BookWriter(book).Write(report);
  const lxw_error closed = workbook_close(book);
  RETURN_IF_ERROR(status);
  if (closed != LXW_NO_ERROR) return absl::InternalError(absl::StrCat("libxlsxwriter: ", lxw_strerror(closed)));
  return file.Content();
}

}  // namespace disclosure::request
