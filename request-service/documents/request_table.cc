#include "request-service/documents/request_table.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/base/temporary_file.h"

namespace disclosure::request {
namespace {

// Programs that open tables take a full-width sign for a formula too.
constexpr std::string_view kFormulaSigns[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

std::string Guarded(const std::string& text) {
  const std::string_view behind = std::string_view(text).substr(std::min(text.find_first_not_of('\''), text.size()));
  const bool formula = std::any_of(std::begin(kFormulaSigns), std::end(kFormulaSigns), [&](std::string_view sign) { return behind.starts_with(sign); });
  return formula ? "'" + text : text;
}

std::string Field(const std::string& raw) {
  const std::string text = Guarded(raw);
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

absl::Status Check(lxw_error error) {
  return error == LXW_NO_ERROR ? absl::OkStatus() : absl::InternalError(absl::StrCat("libxlsxwriter: ", lxw_strerror(error)));
}

class Workbook final : public RequestWorkbook {
 public:
  explicit Workbook(size_t rows_per_sheet) : rows_per_sheet_(rows_per_sheet) {}
  ~Workbook() override {
    if (workbook_ != nullptr) (void)workbook_close(workbook_);
  }

  absl::Status Open() {
    if (!file_.made()) return absl::InternalError("no file can be made in the temporary directory");
    // Rows go to the disk as they come.
    std::string directory = std::filesystem::path(file_.path()).parent_path().string();
    lxw_workbook_options options = {};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = directory.data();
    workbook_ = workbook_new_opt(file_.path().c_str(), &options);
    if (workbook_ == nullptr) return absl::InternalError("libxlsxwriter made no workbook");
    return AddSheet();
  }

  absl::Status Append(const TableRow& row) override {
    if (next_row_ == rows_per_sheet_) RETURN_IF_ERROR(AddSheet());
    for (size_t i = 0; i < row.size(); ++i) RETURN_IF_ERROR(Cell(i, row[i]));
    ++next_row_;
    return absl::OkStatus();
  }

  absl::Status Close() override {
    RETURN_IF_ERROR(Check(workbook_close(std::exchange(workbook_, nullptr))));
    reading_.open(file_.path(), std::ios::binary);
    return reading_ ? absl::OkStatus() : absl::InternalError("the workbook cannot be read");
  }

  absl::StatusOr<std::string> Read(size_t most) override {
    std::string bytes(most, '\0');
    reading_.read(bytes.data(), static_cast<std::streamsize>(most));
    if (reading_.bad()) return absl::InternalError("the workbook cannot be read");
    bytes.resize(static_cast<size_t>(reading_.gcount()));
    return bytes;
  }

 private:
  absl::Status AddSheet() {
    const std::string name = ++sheets_ == 1 ? "台账" : absl::StrCat("台账", sheets_);
    sheet_ = workbook_add_worksheet(workbook_, name.c_str());
    if (sheet_ == nullptr) return absl::InternalError("libxlsxwriter made no sheet");
    next_row_ = 0;
    for (size_t i = 0; i < std::size(kTableColumns); ++i) RETURN_IF_ERROR(Cell(i, std::string(kTableColumns[i])));
    worksheet_freeze_panes(sheet_, 1, 0);
    next_row_ = 1;
    return absl::OkStatus();
  }
  absl::Status Cell(size_t column, const std::string& text) {
    if (text.empty()) return absl::OkStatus();
    return Check(worksheet_write_string(sheet_, static_cast<lxw_row_t>(next_row_), static_cast<lxw_col_t>(column), text.c_str(), nullptr));
  }

  const size_t rows_per_sheet_;
  const TemporaryFile file_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  size_t next_row_ = 0;
  int sheets_ = 0;
  std::ifstream reading_;
};

}  // namespace

std::string CsvHead() {
  TableRow head;
  for (const std::string_view column : kTableColumns) head.emplace_back(column);
  return "\xEF\xBB\xBF" + CsvRecord(head);
}

std::string CsvRecord(const TableRow& row) {
  std::string record;
  for (size_t i = 0; i < row.size(); ++i) absl::StrAppend(&record, i == 0 ? "" : ",", Field(row[i]));
  return record + "\r\n";
}

absl::StatusOr<std::unique_ptr<RequestWorkbook>> RequestWorkbook::Create(size_t rows_per_sheet) {
  auto workbook = std::make_unique<Workbook>(rows_per_sheet);
  RETURN_IF_ERROR(workbook->Open());
  return std::unique_ptr<RequestWorkbook>(std::move(workbook));
}

}  // namespace disclosure::request
