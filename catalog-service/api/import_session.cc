#include "catalog-service/api/import_session.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "catalog-service/api/convert.h"
#include "catalog-service/domain/time_limit.h"
#include "catalog-service/importers/reader.h"
#include "common/base/error.h"

namespace disclosure::catalog {
namespace {

constexpr int kAll = 100000;  // the directory of a province fits

// A row that gets its first warning moves from imported to warned.
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

}  // namespace

void SetTimeLimit(Item& item, const std::string& text) {
  item.time_limit_text = text;
  item.time_limits = NormaliseTimeLimit(text).clauses;
}

absl::StatusOr<ImportSession> ImportSession::Load(Reader& reader, const std::string& division) {
  ImportSession session;
  ASSIGN_OR_RETURN(std::vector<Domain> domains, reader.ListDomains("", kAll));
  session.domains_ = std::make_shared<DomainDirectory>(std::move(domains));
  ASSIGN_OR_RETURN(const Division of, reader.GetDivision(division));
  session.division_ = of.code;
  session.level_ = of.level;
  ASSIGN_OR_RETURN(const std::vector<Organ> organs, reader.ListOrgans("", false, "", kAll));
  for (const Organ& organ : organs) {
    session.bodies_.organs.push_back({organ.code, organ.name, organ.short_name, organ.kind, organ.division});
  }
  ASSIGN_OR_RETURN(const std::vector<Assignment> assignments, reader.ListAssignments());
  for (const Assignment& assignment : assignments) {
    session.bodies_.organ_in_charge[{assignment.domain, assignment.division}] = assignment.organ;
  }
  ASSIGN_OR_RETURN(const std::vector<Division> divisions, reader.ListDivisions("", kAll));
  for (const Division& one : divisions) session.bodies_.place_names.push_back(one.name);
  return session;
}

absl::Status ImportSession::Parse(std::string_view file_name, std::string_view bytes, const std::string& domain) {
  if (!domain.empty() && domains_->FindByCode(domain) == nullptr) {
    return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat("there is no domain ", domain, ": see ListDomains"),
                       {.reason = "DOMAIN_UNKNOWN", .metadata = {{"domain", domain}}, .violations = {{"domain", "is unknown"}}});
  }
  ASSIGN_OR_RETURN(const Document document, ReadDocument(file_name, bytes));
  ASSIGN_OR_RETURN(tables_, ImportDocument(document, {.domains = domains_.get(), .level = level_, .domain = domain}));
  for (ImportedTable& table : tables_) {
    for (Item& item : table.items) {
      if (!division_.empty()) {
        ResolvedBodies resolved = ResolveBodies(item, table.domain, division_, bodies_);
        item.responsible_bodies = std::move(resolved.bodies);
        AddWarnings(table, item, resolved.warnings);
      }
      if (!table.domain.empty()) by_domain_[table.domain].push_back(item);
    }
  }
  for (const auto& [code, items] : by_domain_) {
    if (items.size() > kMaxItems) {
      return error::Make(absl::StatusCode::kInvalidArgument,
                         absl::StrCat("domain ", code, " has ", items.size(), " items, more than ", kMaxItems, ": split the file"),
                         {.reason = "TOO_MANY_ITEMS", .metadata = {{"domain", code}, {"items", absl::StrCat(items.size())}}});
    }
  }
  return absl::OkStatus();
}

absl::Status ImportSession::CheckDomainsKnown() const {
  std::vector<std::string> unknown;
  for (const ImportedTable& table : tables_) {
    if (table.domain.empty()) unknown.push_back(absl::StrCat("table ", table.table, " (", table.title, ")"));
  }
  if (unknown.empty()) return absl::OkStatus();
  const std::string named = absl::StrJoin(unknown, ", ");
  return error::Make(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("no known domain is named by ", named, ": say which it is with `domain`"),
                     {.reason = "DOMAIN_UNKNOWN", .metadata = {{"tables", named}}});
}

void ImportSession::Render(const std::string& division, const std::map<std::string, MatchResult>& kept,
                           v1::ImportCataloguesResponse& out) const {
  std::map<std::string, size_t> next;  // position within the domain: tables of one domain follow each other
  std::set<std::string> matches_told;
  for (const ImportedTable& table : tables_) {
    auto& to = *out.add_tables();
    const auto match = kept.find(table.domain);
    if (match == kept.end()) {
      to = ToProto(table, division.empty() ? "" : CatalogueName(division, table.domain));
      continue;
    }
    ImportedTable with_uids = table;
    for (Item& item : with_uids.items) item.uid = match->second.items[next[table.domain]++].uid;
    to = ToProto(with_uids, DraftName(division, table.domain));
    if (!table.items.empty()) to.set_draft(DraftName(division, table.domain));
    if (!matches_told.insert(table.domain).second) continue;
    for (const AmbiguousMatch& ambiguous : match->second.ambiguous) {
      auto& told = *to.add_ambiguous_matches();
      told.set_item(ambiguous.next);
      told.add_candidates(ambiguous.chosen);
      told.add_candidates(ambiguous.other);
    }
  }
}

}  // namespace disclosure::catalog
