#include "catalog-service/importers/directory_csv.h"

#include <functional>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/tables/csv_reader.h"
#include "common/tables/read_limits.h"

namespace disclosure::catalog {
namespace {

// One row by column name.
class Record {
 public:
  Record(const std::map<std::string, size_t>& columns, const Row& row) : columns_(columns), row_(row) {}
  std::string operator[](const std::string& column) const {
    const auto found = columns_.find(column);
    return found == columns_.end() || found->second >= row_.cells.size() ? "" : row_.cells[found->second].text;
  }
  int number() const { return row_.number; }

 private:
  const std::map<std::string, size_t>& columns_;
  const Row& row_;
};

absl::Status ForEach(const std::string& file, std::string_view text, const std::vector<std::string>& needed,
                     error::Violations& bad, const std::function<void(const Record&)>& each) {
  if (text.empty()) return absl::OkStatus();
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  ReadBudget budget{ReadLimits{}};
  ASSIGN_OR_RETURN(const Table table, ReadCsv(text, &budget));
  std::map<std::string, size_t> columns;
  for (size_t i = 0; i < table.rows[0].cells.size(); ++i) columns[table.rows[0].cells[i].text] = i;
  for (const std::string& column : needed) {
    if (columns.count(column) == 0) bad.Add(absl::StrCat(file, ":1:", column), "the column is missing");
  }
  if (!bad.empty()) return absl::OkStatus();
  for (size_t i = 1; i < table.rows.size(); ++i) {
    const Record record(columns, table.rows[i]);
    for (const std::string& column : needed) {
      if (record[column].empty()) bad.Add(absl::StrCat(file, ":", record.number(), ":", column), "is empty");
    }
    each(record);
  }
  return absl::OkStatus();
}

Level LevelNamed(std::string_view text) {
  for (const Level level : {Level::kMunicipal, Level::kCounty, Level::kTownship, Level::kVillage}) {
    if (LevelText(level) == text) return level;
  }
  return Level::kUnspecified;
}

Organ MakeOrgan(const Record& row) {
  return {.code = row["code"],
          .division = row["division"],
          .name = row["name"],
          .short_name = row["short_name"],
          .kind = row["kind"],
          .parent = row["parent"],
          .reconsideration_organ = row["reconsideration_organ"],
          .court = row["court"],
          .document_prefix = row["document_prefix"],
          .guide = {row["disclosure_office"], row["address"], row["office_hours"], row["phone"], row["fax"]},
          .confidence = row["confidence"],
          .version = 1};
}

}  // namespace

absl::StatusOr<DirectoryFiles> ReadDirectory(std::string_view divisions_csv, std::string_view domains_csv,
                                             std::string_view organs_csv, std::string_view domain_organs_csv) {
  DirectoryFiles out;
  error::Violations bad;
  RETURN_IF_ERROR(ForEach("divisions_csv", divisions_csv, {"code", "name", "level"}, bad, [&](const Record& row) {
    const Level level = LevelNamed(row["level"]);
    if (level == Level::kUnspecified) bad.Add(absl::StrCat("divisions_csv:", row.number(), ":level"), "must be 市级, 县级, 乡级 or 村级");
    out.divisions.push_back({row["code"], row["name"], level, row["parent"]});
  }));
  RETURN_IF_ERROR(ForEach("domains_csv", domains_csv, {"code", "name"}, bad, [&](const Record& row) {
    Domain domain{.code = row["code"], .name = row["name"], .lead_ministry = row["lead_ministry"],
                  .guideline_title = row["guideline_title"], .guideline_document_number = row["guideline_doc_no"]};
    domain.aliases = absl::StrSplit(row["aliases"], ';', absl::SkipEmpty());
    const std::vector<std::string> levels = absl::StrSplit(row["levels"], ';', absl::SkipEmpty());
    for (const std::string& level : levels) {
      if (LevelNamed(level) == Level::kUnspecified) bad.Add(absl::StrCat("domains_csv:", row.number(), ":levels"), "names no level");
      domain.levels.push_back(LevelNamed(level));
    }
    out.domains.push_back(std::move(domain));
  }));
  RETURN_IF_ERROR(ForEach("organs_csv", organs_csv, {"code", "name", "kind", "division"}, bad, [&](const Record& row) {
    Organ organ = MakeOrgan(row);
    if (const auto info = error::GetInfo(Validate(organ)); info) {
      for (const error::Violation& v : info->violations) bad.Add(absl::StrCat("organs_csv:", row.number(), ":", v.field), v.description);
    }
    out.organs.push_back(std::move(organ));
  }));
  RETURN_IF_ERROR(ForEach("domain_organs_csv", domain_organs_csv, {"domain", "division", "organ"}, bad, [&](const Record& row) {
    out.assignments.push_back({row["division"], row["domain"], row["organ"]});
  }));
  RETURN_IF_ERROR(bad.status());
  return out;
}

}  // namespace disclosure::catalog
