// One import: a file parsed against the directory, its items grouped by catalogue. Knows no transaction.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/matching.h"
#include "catalog-service/domain/responsible_body.h"
#include "catalog-service/importers/import.h"
#include "catalog-service/storage/store.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"

namespace disclosure::catalog {

// Sets the text and the normal form that follows from it.
void SetTimeLimit(Item& item, const std::string& text);

class ImportSession {
 public:
  // With the domains, organs and assignments of the store; `division` "" keeps every level and resolves no
  // body. NOT_FOUND: the division.
  static absl::StatusOr<ImportSession> Load(Reader& reader, const std::string& division);
  // For a dry run without a server.
  ImportSession() = default;
  explicit ImportSession(std::vector<Domain> domains) : domains_(std::make_shared<DomainDirectory>(std::move(domains))) {}

  // Errors: those of ReadDocument and ImportDocument; DOMAIN_UNKNOWN if `domain` is none; TOO_MANY_ITEMS.
  absl::Status Parse(std::string_view file_name, std::string_view bytes, const std::string& domain);
  // DOMAIN_UNKNOWN naming the tables whose domain is not known.
  absl::Status CheckDomainsKnown() const;

  const std::map<std::string, std::vector<Item>>& ItemsByDomain() const { return by_domain_; }

  // The answer; items get the uids of `kept` (by domain), which is empty in a dry run.
  void Render(const std::string& division, const std::map<std::string, MatchResult>& kept, v1::ImportCataloguesResponse& out) const;

 private:
  std::shared_ptr<const DomainDirectory> domains_;
  BodyDirectory bodies_;
  std::string division_;
  std::optional<Level> level_;
  std::vector<ImportedTable> tables_;
  std::map<std::string, std::vector<Item>> by_domain_;
};

}  // namespace disclosure::catalog
