#include "request-service/domain/withheld.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {

absl::StatusOr<WithheldGrounds> WithheldGrounds::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "withheld_grounds.csv", "article,remedy_class,note"));
  WithheldGrounds table;
  error::Violations bad;
  for (const LawRow& row : rows) {
    const std::optional<RemedyClass> remedy_class = ParseRemedyClass(row.fields[1]);
    if (row.fields[0].empty()) bad.Add(row.place, "article must be filled");
    if (remedy_class != RemedyClass::kA && remedy_class != RemedyClass::kB) bad.Add(row.place, "remedy_class must be A or B");
    table.rows_.push_back({row.fields[0], remedy_class.value_or(RemedyClass::kNone)});
  }
  RETURN_IF_ERROR(bad.status());
  return table;
}

std::optional<RemedyClass> WithheldGrounds::ClassOf(std::string_view article) const {
  for (const Row& row : rows_) {
    if (absl::StrContains(std::string(article), row.article)) return row.remedy_class;
  }
  return std::nullopt;
}

std::string WithheldGrounds::Articles() const {
  std::string all;
  for (const Row& row : rows_) absl::StrAppend(&all, all.empty() ? "" : "、", row.article);
  return all;
}

}  // namespace disclosure::request
