// What the import tests share: the 26 domains from data/, tables written down as text, and the files of
// data/catalogue.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_split.h"
#include "catalog-service/domain/domain_directory.h"
#include "catalog-service/importers/import.h"
#include "catalog-service/importers/reader.h"

namespace disclosure::catalog {

inline std::string ReadTestFile(const std::string& path) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR) + "/data/catalogue/" + path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

// data/catalogue/domains.csv.
inline const DomainDirectory& TestDomains() {
  static const auto& directory = *new DomainDirectory([] {
    std::vector<Domain> domains;
    const Document document = *ReadDocument("domains.csv", ReadTestFile("domains.csv"));
    for (const Row& row : document.tables.at(0).rows) {
      if (row.number == 1) continue;
      Domain domain{row.cells.at(0).text, row.cells.at(1).text, {}};
      for (const auto alias : absl::StrSplit(row.cells.at(2).text, ';', absl::SkipEmpty())) {
        domain.aliases.emplace_back(alias.data(), alias.size());
      }
      domains.push_back(domain);
    }
    return domains;
  }());
  return directory;
}

// A table from lines of cells separated by '|'; \n inside a cell is written as "\\n".
inline Table TableOf(const std::vector<std::string>& lines, std::vector<std::string> preamble = {}) {
  Table table{.number = 1, .name = "", .preamble = std::move(preamble), .rows = {}};
  for (const std::string& line : lines) {
    Row row{.number = static_cast<int>(table.rows.size()) + 1, .cells = {}};
    for (const auto cell : absl::StrSplit(line, '|')) {
      std::string text(cell.data(), cell.size());
      for (size_t at; (at = text.find("\\n")) != std::string::npos;) text.replace(at, 2, "\n");
      row.cells.push_back({.text = text});
    }
    table.rows.push_back(row);
  }
  return table;
}

}  // namespace disclosure::catalog
