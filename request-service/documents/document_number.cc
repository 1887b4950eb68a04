#include "request-service/documents/document_number.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr char kHeader[] = "document,series,note";

}  // namespace

absl::StatusOr<SeriesTable> SeriesTable::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "series.csv", kHeader));
  SeriesTable table;
  error::Violations bad;
  for (const LawRow& row : rows) {
    if (row.fields[0].empty() || row.fields[1].empty()) bad.Add(row.place, "document and series must be filled");
    if (!table.series_.emplace(row.fields[0], row.fields[1]).second) bad.Add(row.place, "the document stands already");
  }
  RETURN_IF_ERROR(bad.status());
  return table;
}

std::string SeriesTable::Series(std::string_view document) const {
  const auto found = series_.find(document);
  return found == series_.end() ? "" : found->second;
}

absl::StatusOr<std::string> FormatDocumentNumber(const DocumentNumber& number) {
  error::Violations bad;
  if (number.prefix.empty()) bad.Add("document_prefix", "the organ has none");
  if (number.series.empty()) bad.Add("series", "the document has none");
  if (number.year < 1000 || number.year > 9999) bad.Add("year", "must have four digits");
  if (number.serial < 1) bad.Add("serial", "must be 1 or more");
  RETURN_IF_ERROR(bad.status());
  return absl::StrCat(number.prefix, number.series, "〔", number.year, "〕", number.serial, "号");
}

}  // namespace disclosure::request
