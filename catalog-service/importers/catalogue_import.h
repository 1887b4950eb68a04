// One import from bytes to items: reads the file, maps its tables, resolves the responsible bodies. Knows
// neither the store nor the wire: catalog-service and `disclosurectl import --dry-run` share it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/domain_directory.h"
#include "catalog-service/domain/responsible_body.h"
#include "catalog-service/importers/import.h"
#include "common/base/status.h"

namespace disclosure::catalog {

// Whose catalogues the file holds. Without a division every level is kept and no body is resolved.
struct ImportTarget {
  std::string division;        // "330108", or ""
  std::optional<Level> level;  // of the division
  BodyDirectory bodies;
};

// Errors: those of ReadDocument and ImportDocument; INVALID_ARGUMENT DOMAIN_UNKNOWN if `domain` is none of
// `domains`; TOO_MANY_ITEMS if one domain has more than a catalogue holds.
absl::StatusOr<std::vector<ImportedTable>> ImportFile(std::string_view file_name, std::string_view bytes, const std::string& domain,
                                                      const DomainDirectory& domains, const ImportTarget& target);

// The items of the tables by domain, in the order of the file. INVALID_ARGUMENT (DOMAIN_UNKNOWN) naming the
// tables whose domain is not known.
absl::StatusOr<std::map<std::string, std::vector<Item>>> ItemsByDomain(const std::vector<ImportedTable>& tables);

// Sets the text and the normal form that follows from it.
void SetTimeLimit(Item& item, const std::string& text);

}  // namespace disclosure::catalog
