#include "media-service/domain/data_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/calendar/civil_date.h"
#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"

namespace disclosure::media {

absl::StatusOr<std::vector<DataRow>> ReadDataTable(std::string_view csv, std::string_view table, std::string_view header) {
  ReadBudget budget{ReadLimits{}};
  ASSIGN_OR_RETURN(const std::string text, DecodeText(csv));
  ASSIGN_OR_RETURN(const Table read, ReadCsv(text, &budget));
  std::vector<DataRow> rows;
  error::Violations bad;
  size_t columns = 0;
  for (const disclosure::Row& row : read.rows) {
    DataRow out{.place = absl::StrCat(std::string(table), ":", row.number), .fields = {}};
    for (const Cell& cell : row.cells) out.fields.push_back(cell.text);
    if (columns == 0) {
      columns = out.fields.size();
      if (absl::StrJoin(out.fields, ",") != header) return error::BadRequest({{out.place, absl::StrCat("must be ", std::string(header))}});
      continue;
    }
    if (out.fields.size() == 1 && out.fields[0].empty()) continue;
    if (out.fields.size() == columns) {
      rows.push_back(std::move(out));
    } else {
      bad.Add(out.place, absl::StrCat("must have the ", columns, " columns ", std::string(header)));
    }
  }
  RETURN_IF_ERROR(bad.status());
  return rows;
}

std::optional<InForce> ReadInForce(const std::string& from, const std::string& to, const std::string& place, error::Violations& bad) {
  const std::optional<absl::CivilDay> first = ParseDate(from), last = ParseDate(to);
  if (!first) bad.Add(place, "effective_from must be a date, as in 2019-05-15");
  if (!to.empty() && !last) bad.Add(place, "effective_to must be empty or a date");
  if (!first || (!to.empty() && !last)) return std::nullopt;
  if (last && *last < *first) {
    bad.Add(place, "effective_to is before effective_from");
    return std::nullopt;
  }
  return InForce{*first, last};
}

}  // namespace disclosure::media
