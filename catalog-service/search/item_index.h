// Full-text index of the items in force, in a directory of this process: Xapian.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "catalog-service/search/folding.h"
#include "catalog-service/search/index_directory.h"
#include "catalog-service/search/marking.h"
#include "catalog-service/search/record.h"
#include "common/base/status.h"

namespace disclosure::catalog {

// Only items with all of those that are not empty.
struct SearchFilter {
  std::string division;
  std::string domain;
  std::vector<std::string> organs;  // one of them
};

struct FoundItem {
  ItemRecord record;
  std::vector<MarkedText> titles;
  MarkedText snippet;
  int coverage = 0;  // suggestions only
};

struct FoundItems {
  std::vector<FoundItem> items;
  int total_estimate = 0;  // exact up to kExactTotal
  bool more = false;       // there are items behind these
};

inline constexpr int kExactTotal = 200;
inline constexpr int kSuggestions = 5;

// Thread safe; Build and Update take turns with each other, and searches wait for neither. Errors: UNAVAILABLE
// (INDEX_NOT_READY) before the first Build, UNAVAILABLE (INDEX_UNREADABLE) if the files cannot be read or written.
class ItemIndex {
 public:
  // In a new directory below `directory`, "": below the system's directory for temporary files. Gone with the index; what
  // a killed process left behind is removed by the next one.
  static absl::StatusOr<std::unique_ptr<ItemIndex>> Create(const std::string& directory);
  ~ItemIndex();

  // Hands the catalogues over one by one.
  using Add = absl::FunctionRef<absl::Status(const IndexedCatalogue&)>;
  using Source = absl::FunctionRef<absl::Status(Add)>;
  // Makes a new index of what `source` adds, then searches go over to it at once: they see all of the old index or all of
  // the new one. If `source` fails the old one stays.
  absl::Status Build(Source source);

  // Changes the index in place, all at once for searches: catalogues replaced whole, others (by name) taken out.
  absl::Status Update(const std::vector<IndexedCatalogue>& changed, const std::vector<std::string>& removed);

  // The best items for a query, from position `offset` on. INVALID_ARGUMENT if the query has no word.
  absl::StatusOr<FoundItems> Search(std::string_view query, const SearchFilter& filter, int offset, int limit) const;

  // At most kSuggestions items that speak of what `text` asks for.
  absl::StatusOr<std::vector<FoundItem>> Suggest(std::string_view text, const SearchFilter& filter) const;

  const Folding& folding() const { return *folding_; }

 private:
  class Generation;
  struct Reader;
  class Lease;

  ItemIndex(std::unique_ptr<IndexDirectory> directory, std::unique_ptr<const Folding> folding);
  std::shared_ptr<Generation> Current() const;
  // Runs `read` on a database handle, again if the index has moved on twice meanwhile.
  absl::Status WithReader(absl::FunctionRef<absl::Status(Reader&)> read) const;

  const std::unique_ptr<IndexDirectory> directory_;
  const std::unique_ptr<const Folding> folding_;

  std::mutex write_mutex_;
  int generations_ = 0;

  mutable std::mutex mutex_;
  std::shared_ptr<Generation> current_;
  mutable std::vector<std::unique_ptr<Reader>> idle_;
};

}  // namespace disclosure::catalog
