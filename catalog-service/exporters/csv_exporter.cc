#include <string>
#include <vector>

#include "catalog-service/exporters/exporters.h"
#include "catalog-service/exporters/official_form.h"
#include "common/tables/csv_writer.h"

namespace disclosure::catalog {

std::string ExportCsv(const ExportedCatalogue& catalogue) {
  const OfficialForm form = MakeOfficialForm(catalogue);
  const size_t width = form.columns.size();
  std::vector<std::string> title(width), upper(width), lower(width);
  title[0] = form.title;
  for (size_t column = 0; column < width; column += form.ColumnsOfGroup(column)) {
    const bool grouped = !form.columns[column].group.empty();
    upper[column] = grouped ? form.columns[column].group : form.columns[column].name;
  }
  for (size_t column = 0; column < width; ++column) {
    if (!form.columns[column].group.empty()) lower[column] = form.columns[column].name;
  }
  std::string csv = CsvHead(title) + CsvRecord(upper) + CsvRecord(lower);
  for (const TextRow& row : form.rows) csv += CsvRecord(row);
  return csv;
}

}  // namespace disclosure::catalog
