// The CSV files of the directory (data/divisions.csv, catalogue/domains.csv, organs.csv,
// catalogue/domain_organs.csv): columns by name, in any order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/directory.h"
#include "catalog-service/domain/domain_directory.h"
#include "common/base/status.h"

namespace disclosure::catalog {

struct DirectoryFiles {
  std::vector<Division> divisions;
  std::vector<Domain> domains;
  std::vector<Organ> organs;
  std::vector<Assignment> assignments;
};

// Any text may be "". INVALID_ARGUMENT with every bad row ("organs_csv:12:kind").
absl::StatusOr<DirectoryFiles> ReadDirectory(std::string_view divisions_csv, std::string_view domains_csv,
                                             std::string_view organs_csv, std::string_view domain_organs_csv);

}  // namespace disclosure::catalog
