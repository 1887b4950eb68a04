#include "catalog-service/importers/catalogue_import.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "catalog-service/domain/edition.h"
#include "catalog-service/domain/time_limit.h"
#include "catalog-service/importers/reader.h"
#include "common/base/error.h"

namespace disclosure::catalog {
namespace {

// A row that gets its first warning here moves from imported to warned.
void AddWarnings(ImportedTable& table, const Item& item, const std::vector<std::string>& reasons) {
  if (reasons.empty()) return;
  const bool warned_before = std::any_of(table.warnings.begin(), table.warnings.end(),
                                         [&](const RowNote& note) { return note.row == item.source.row; });
  if (!warned_before) {
    --table.accounting.imported;
    ++table.accounting.warned;
  }
  for (const std::string& reason : reasons) table.warnings.push_back({item.source.row, "公开主体", reason});
}

absl::Status CheckSizes(const std::vector<ImportedTable>& tables) {
  std::map<std::string, size_t> sizes;
  for (const ImportedTable& table : tables) sizes[table.domain] += table.items.size();
  for (const auto& [domain, size] : sizes) {
    if (size > kMaxItems) {
      return error::Make(absl::StatusCode::kInvalidArgument,
                         absl::StrCat("domain ", domain, " has ", size, " items, more than ", kMaxItems, ": split the file"),
                         {.reason = "TOO_MANY_ITEMS", .metadata = {{"domain", domain}, {"items", absl::StrCat(size)}}});
    }
  }
  return absl::OkStatus();
}

}  // namespace

void SetTimeLimit(Item& item, const std::string& text) {
  item.time_limit_text = text;
  item.time_limits = NormaliseTimeLimit(text).clauses;
}

absl::StatusOr<std::vector<ImportedTable>> ImportFile(std::string_view file_name, std::string_view bytes, const std::string& domain,
                                                      const DomainDirectory& domains, const ImportTarget& target) {
  if (!domain.empty() && domains.FindByCode(domain) == nullptr) {
    return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat("there is no domain ", domain, ": see GET /v1/domains"),
                       {.reason = "DOMAIN_UNKNOWN", .metadata = {{"domain", domain}}, .violations = {{"domain", "is unknown"}}});
  }
  ASSIGN_OR_RETURN(const Document document, ReadDocument(file_name, bytes));
  ASSIGN_OR_RETURN(std::vector<ImportedTable> tables,
                   ImportDocument(document, {.domains = &domains, .level = target.level, .domain = domain}));
  RETURN_IF_ERROR(CheckSizes(tables));
  if (target.division.empty()) return tables;
  for (ImportedTable& table : tables) {
    for (Item& item : table.items) {
      ResolvedBodies resolved = ResolveBodies(item, table.domain, target.division, target.bodies);
      item.responsible_bodies = std::move(resolved.bodies);
      AddWarnings(table, item, resolved.warnings);
    }
  }
  return tables;
}

absl::StatusOr<std::map<std::string, std::vector<Item>>> ItemsByDomain(const std::vector<ImportedTable>& tables) {
  std::map<std::string, std::vector<Item>> out;
  std::vector<std::string> unknown;
  for (const ImportedTable& table : tables) {
    if (table.accounting.rows_read() == 0) continue;  // a title with nothing under it
    if (table.domain.empty()) {
      unknown.push_back(absl::StrCat("table ", table.table, " (", table.title, ")"));
    } else if (!table.items.empty()) {
      std::vector<Item>& items = out[table.domain];
      items.insert(items.end(), table.items.begin(), table.items.end());
    }
  }
  if (unknown.empty()) return out;
  const std::string named = absl::StrJoin(unknown, ", ");
  return error::Make(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("no known domain is named by ", named, ": say which it is with `domain`"),
                     {.reason = "DOMAIN_UNKNOWN", .metadata = {{"tables", named}}});
}

}  // namespace disclosure::catalog
