#include "common/tables/workbook_writer.h"

#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/base/temporary_file.h"

namespace disclosure {
namespace {

absl::Status Check(lxw_error error) {
  return error == LXW_NO_ERROR ? absl::OkStatus() : absl::InternalError(absl::StrCat("libxlsxwriter: ", lxw_strerror(error)));
}

class Writer final : public WorkbookWriter {
 public:
  Writer(std::string sheet, TextRow head, size_t rows_per_sheet)
      : sheet_name_(std::move(sheet)), head_(std::move(head)), rows_per_sheet_(rows_per_sheet) {}
  ~Writer() override {
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

  absl::Status Append(const TextRow& row) override {
    if (next_row_ == rows_per_sheet_) RETURN_IF_ERROR(AddSheet());
    return AppendRow(row);
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
    const std::string name = ++sheets_ == 1 ? sheet_name_ : absl::StrCat(sheet_name_, sheets_);
    sheet_ = workbook_add_worksheet(workbook_, name.c_str());
    if (sheet_ == nullptr) return absl::InternalError("libxlsxwriter made no sheet");
    next_row_ = 0;
    RETURN_IF_ERROR(AppendRow(head_));
    worksheet_freeze_panes(sheet_, 1, 0);
    return absl::OkStatus();
  }
  absl::Status AppendRow(const TextRow& row) {
    for (size_t i = 0; i < row.size(); ++i) {
      if (row[i].empty()) continue;
      RETURN_IF_ERROR(Check(worksheet_write_string(sheet_, static_cast<lxw_row_t>(next_row_), static_cast<lxw_col_t>(i), row[i].c_str(), nullptr)));
    }
    ++next_row_;
    return absl::OkStatus();
  }

  const std::string sheet_name_;
  const TextRow head_;
  const size_t rows_per_sheet_;
  const TemporaryFile file_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  size_t next_row_ = 0;
  int sheets_ = 0;
  std::ifstream reading_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<WorkbookWriter>> WorkbookWriter::Create(std::string sheet, TextRow head, size_t rows_per_sheet) {
  auto writer = std::make_unique<Writer>(std::move(sheet), std::move(head), rows_per_sheet);
  RETURN_IF_ERROR(writer->Open());
  return std::unique_ptr<WorkbookWriter>(std::move(writer));
}

}  // namespace disclosure
