#include "common/tables/csv_reader.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/tables/encoding.h"
#include "common/base/status.h"

namespace disclosure {
namespace {

constexpr size_t kSniffBytes = 64 << 10;
constexpr int kSniffRecords = 50;

// Splits text into records, one call each.
class CsvScanner {
 public:
  CsvScanner(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  bool AtEnd() const { return at_ >= text_.size(); }
  bool unterminated() const { return unterminated_; }
  int quote_line() const { return quote_line_; }

  // The fields of the next record. At most `max_fields` are kept; the rest is read over but counted.
  size_t NextRecord(size_t max_fields, std::vector<std::string>* fields) {
    fields->clear();
    size_t count = 0;
    bool more = true;
    while (more) {
      std::string field;
      more = NextField(&field);
      if (++count <= max_fields) fields->push_back(std::move(field));
    }
    return count;
  }

 private:
  // Returns whether another field follows in the record.
  bool NextField(std::string* field) {
    if (at_ < text_.size() && text_[at_] == '"') ReadQuoted(field);
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == delimiter_) return true;
      if (c == '\n' || c == '\r') {
        if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
        return false;
      }
      *field += c;
    }
    return false;
  }

  void ReadQuoted(std::string* field) {
    quote_line_ = line_;
    ++at_;
    while (at_ < text_.size()) {
      const size_t quote = std::min(text_.find('"', at_), text_.size());
      const std::string_view part = text_.substr(at_, quote - at_);
      field->append(part);
      line_ += static_cast<int>(std::count(part.begin(), part.end(), '\n'));
      at_ = quote + 1;
      if (quote == text_.size()) break;
      if (at_ >= text_.size() || text_[at_] != '"') return;
      *field += '"';
      ++at_;
    }
    unterminated_ = true;
  }

  const std::string_view text_;
  const char delimiter_;
  size_t at_ = 0;
  int line_ = 1;
  int quote_line_ = 0;
  bool unterminated_ = false;
};

struct Shape {
  int records = 0;  // of the commonest width above one
  size_t width = 0;
};

Shape ShapeUnder(std::string_view text, char delimiter) {
  CsvScanner scanner(text.substr(0, kSniffBytes), delimiter);
  std::map<size_t, int> records_of_width;
  std::vector<std::string> fields;
  for (int i = 0; i < kSniffRecords && !scanner.AtEnd(); ++i) {
    const size_t width = scanner.NextRecord(0, &fields);
    if (width > 1) ++records_of_width[width];
  }
  Shape shape;
  for (const auto& [width, records] : records_of_width) {
    if (records >= shape.records) shape = {records, width};
  }
  return shape;
}

// The delimiter under which most records have one and the same width; the comma in doubt.
char SniffDelimiter(std::string_view text) {
  char best = ',';
  Shape best_shape;
  for (const char candidate : {',', '\t', ';'}) {
    const Shape shape = ShapeUnder(text, candidate);
    if (std::pair(shape.records, shape.width) > std::pair(best_shape.records, best_shape.width)) {
      best = candidate;
      best_shape = shape;
    }
  }
  return best;
}

std::string_view WithoutFormulaGuard(std::string_view text) {
  const size_t behind = text.find_first_not_of('\'');
  if (behind == 0 || behind == text.npos) return text;
  // As csv_writer.cc puts it there.
  for (const std::string_view sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    if (text.substr(behind, sign.size()) == sign) return text.substr(1);
  }
  return text;
}

}  // namespace

absl::StatusOr<Table> ReadCsv(std::string_view text, ReadBudget* budget) {
  Table table;
  table.number = 1;
  CsvScanner scanner(text, SniffDelimiter(text));
  std::vector<std::string> fields;
  size_t widest = 0;
  size_t used_rows = 0;  // up to the last record that is not blank
  while (!scanner.AtEnd()) {
    const size_t count = scanner.NextRecord(budget->limits().columns, &fields);
    if (scanner.unterminated()) {
      return ReadError("UNTERMINATED_QUOTE",
                       absl::StrCat("the quote opened on line ", scanner.quote_line(), " is never closed"),
                       {{"line", std::to_string(scanner.quote_line())}});
    }
    RETURN_IF_ERROR(budget->CheckColumns(static_cast<int64_t>(count)));
    RETURN_IF_ERROR(budget->AddRow());
    RETURN_IF_ERROR(budget->AddCells(static_cast<int64_t>(count)));
    Row& row = table.rows.emplace_back();
    row.number = static_cast<int>(table.rows.size());
    row.cells.resize(count);
    for (size_t i = 0; i < count; ++i) {
      row.cells[i].text = WithoutFormulaGuard(CleanCell(fields[i]));
      RETURN_IF_ERROR(budget->AddText(row.cells[i].text.size()));
      if (!row.cells[i].text.empty()) used_rows = table.rows.size();
    }
    widest = std::max(widest, count);
  }
  table.rows.resize(used_rows);
  if (table.rows.empty() || widest < 2) {
    return ReadError("NO_TABLE", "the text has no columns separated by comma, semicolon or tab");
  }
  return table;
}

}  // namespace disclosure
