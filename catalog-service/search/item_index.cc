#include "catalog-service/search/item_index.h"

#include <xapian.h>

#include <filesystem>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "catalog-service/search/suggesting.h"
#include "catalog-service/search/terms.h"
#include "common/base/error.h"

namespace disclosure::catalog {
namespace {

// A handle that two commits have overtaken in the middle of a search is opened anew; commits are seconds apart.
constexpr int kAttempts = 5;
constexpr size_t kSnippetCharacters = 100;

absl::Status Unreadable(const Xapian::Error& failure) {
  return error::Make(absl::StatusCode::kUnavailable, "the search index cannot be used",
                     {.reason = "INDEX_UNREADABLE", .metadata = {{"kind", failure.get_type()}}, .retry_after = absl::Seconds(1)});
}

absl::Status NotReady() {
  return error::Make(absl::StatusCode::kUnavailable, "the search index is being made: try again",
                     {.reason = "INDEX_NOT_READY", .retry_after = absl::Seconds(1)});
}

void AddAll(Xapian::WritableDatabase& database, const Folding& folding, const IndexedCatalogue& catalogue) {
  for (const Item& item : catalogue.items) database.add_document(MakeDocument(folding, catalogue, item));
}

FoundItem Show(ItemRecord record, const Marker& marker) {
  FoundItem found;
  for (const std::string& title : record.titles) found.titles.push_back(marker.Mark(title));
  found.snippet = marker.Snippet(record.passages, kSnippetCharacters);
  found.record = std::move(record);
  return found;
}

}  // namespace

// One index; its files go when nobody reads it any more.
class ItemIndex::Generation {
 public:
  // Not synchronised to the disk: after a crash the index is made anew.
  explicit Generation(std::string path)
      : path_(std::move(path)), writer_(path_, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC) {}
  ~Generation() {
    try {
      writer_.close();
    } catch (const Xapian::Error&) {
      // The files go anyway.
    }
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  Xapian::WritableDatabase& writer() { return writer_; }

 private:
  const std::string path_;
  Xapian::WritableDatabase writer_;  // under the index's write_mutex_
};

// A handle on the files: for one search at a time.
struct ItemIndex::Reader {
  explicit Reader(std::shared_ptr<Generation> of) : generation(std::move(of)), database(generation->path()) {}

  const std::shared_ptr<Generation> generation;
  Xapian::Database database;
};

absl::StatusOr<std::unique_ptr<ItemIndex>> ItemIndex::Create(const std::string& directory) {
  ASSIGN_OR_RETURN(std::unique_ptr<const Folding> folding, Folding::Load());
  ASSIGN_OR_RETURN(std::unique_ptr<IndexDirectory> made, IndexDirectory::Make(directory));
  return std::unique_ptr<ItemIndex>(new ItemIndex(std::move(made), std::move(folding)));
}

ItemIndex::ItemIndex(std::unique_ptr<IndexDirectory> directory, std::unique_ptr<const Folding> folding)
    : directory_(std::move(directory)), folding_(std::move(folding)) {}

ItemIndex::~ItemIndex() = default;

std::shared_ptr<ItemIndex::Generation> ItemIndex::Current() const {
  std::lock_guard lock(mutex_);
  return current_;
}

absl::Status ItemIndex::Build(Source source) {
  std::lock_guard write(write_mutex_);
  try {
    auto next = std::make_shared<Generation>(absl::StrCat(directory_->path(), "/", ++generations_));
    RETURN_IF_ERROR(source([&](const IndexedCatalogue& catalogue) {
      AddAll(next->writer(), *folding_, catalogue);
      return absl::OkStatus();
    }));
    next->writer().commit();
    // What the old one holds goes after the lock: closing files takes time.
    std::vector<std::unique_ptr<Reader>> old;
    std::lock_guard lock(mutex_);
    old.swap(idle_);
    current_.swap(next);
    return absl::OkStatus();
  } catch (const Xapian::Error& failure) {
    return Unreadable(failure);
  }
}

absl::Status ItemIndex::Update(const std::vector<IndexedCatalogue>& changed, const std::vector<std::string>& removed) {
  std::lock_guard write(write_mutex_);
  const std::shared_ptr<Generation> generation = Current();
  if (generation == nullptr) return NotReady();
  Xapian::WritableDatabase& writer = generation->writer();
  try {
    // In a transaction nothing is committed on the way, however much it is.
    writer.begin_transaction();
    absl::Cleanup undo = [&writer] {
      try {
        writer.cancel_transaction();
      } catch (const Xapian::Error&) {
        // The caller builds anew.
      }
    };
    for (const std::string& name : removed) writer.delete_document(absl::StrCat(kCatalogueTerm, name));
    for (const IndexedCatalogue& catalogue : changed) {
      writer.delete_document(absl::StrCat(kCatalogueTerm, catalogue.name));
      AddAll(writer, *folding_, catalogue);
    }
    std::move(undo).Cancel();
    writer.commit_transaction();
    return absl::OkStatus();
  } catch (const Xapian::Error& failure) {
    return Unreadable(failure);
  }
}

absl::Status ItemIndex::WithReader(absl::FunctionRef<absl::Status(Reader&)> read) const {
  std::unique_ptr<Reader> reader;
  std::shared_ptr<Generation> current;
  {
    std::lock_guard lock(mutex_);
    current = current_;
    if (!idle_.empty()) {
      reader = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (current == nullptr) return NotReady();
  absl::Status status;
  try {
    if (reader == nullptr) reader = std::make_unique<Reader>(current);
    for (int attempt = 1;; ++attempt) {
      // Costs next to nothing where nothing was committed, and no search sees less than the one before it.
      reader->database.reopen();
      try {
        status = read(*reader);
        break;
      } catch (const Xapian::DatabaseModifiedError&) {
        if (attempt == kAttempts) throw;
      }
    }
  } catch (const Xapian::Error& failure) {
    return Unreadable(failure);
  }
  std::lock_guard lock(mutex_);
  if (current_ == reader->generation) idle_.push_back(std::move(reader));
  return status;
}

absl::StatusOr<FoundItems> ItemIndex::Search(std::string_view query, const SearchFilter& filter, int offset, int limit) const {
  const SearchWords words = ParseQuery(folding_->Fold(query));
  if (words.words.empty() && words.phrases.empty()) return error::BadRequest({{"query", "must have a word"}});
  const Marker marker(*folding_, words);
  FoundItems out;
  RETURN_IF_ERROR(WithReader([&](Reader& reader) -> absl::Status {
    out = {};
    Xapian::Enquire enquire(reader.database);
    enquire.set_query(Filtered(QueryFor(words), filter));
    const Xapian::MSet set = enquire.get_mset(offset, limit + 1, std::max(kExactTotal, offset + limit + 1));
    out.total_estimate = static_cast<int>(set.get_matches_estimated());
    out.more = static_cast<int>(set.size()) > limit;
    for (Xapian::MSetIterator it = set.begin(); it != set.end() && static_cast<int>(out.items.size()) < limit; ++it) {
      out.items.push_back(Show(Unpack(it.get_document().get_data()), marker));
    }
    return absl::OkStatus();
  }));
  return out;
}

absl::StatusOr<std::vector<FoundItem>> ItemIndex::Suggest(std::string_view text, const SearchFilter& filter) const {
  const std::vector<SearchWords> needs = NeedsOf(*folding_, text);
  if (needs.empty()) return std::vector<FoundItem>();
  const Marker marker(*folding_, needs.front());
  std::vector<FoundItem> out;
  RETURN_IF_ERROR(WithReader([&](Reader& reader) -> absl::Status {
    out.clear();
    for (const Suggestion& suggestion : SuggestFor(reader.database, needs, filter, kSuggestions)) {
      out.push_back(Show(Unpack(reader.database.get_document(suggestion.document).get_data()), marker));
      out.back().coverage = suggestion.coverage;
    }
    return absl::OkStatus();
  }));
  return out;
}

}  // namespace disclosure::catalog
