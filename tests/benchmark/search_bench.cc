// Searches over generated items: SearchItems, from request to response, against Xapian called directly on the same files with
// the same queries, made beforehand; by turns in the same run. Also how long the index takes to be made and to follow.
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "catalog-service/api/search_handlers.h"
#include "catalog-service/domain/text_folding.h"
#include "catalog-service/importers/catalogue_import.h"
#include "catalog-service/importers/import_fixture.h"
#include "catalog-service/search/terms.h"
#include "common/testing/temp_dir.h"

ABSL_FLAG(int, items, 100'000, "how many items to generate, up to 1,000,000");
ABSL_FLAG(int, rounds, 7, "rounds; the median counts");
ABSL_FLAG(absl::Duration, each, absl::Seconds(2), "how long each side searches in a round");

namespace disclosure::catalog {
namespace {

constexpr int kItemsEach = 2500;
constexpr int kPage = 20;

// The items of the sample catalogues, whose texts the generated ones are put together from.
std::vector<Item> Samples() {
  std::vector<Item> out;
  for (const auto& entry : std::filesystem::directory_iterator(DISCLOSURE_SOURCE_DIR "/data/catalogue/items")) {
    const std::string file = entry.path().filename().string();
    const auto tables = ImportFile(file, ReadTestFile("items/" + file), "", TestDomains(), {});
    if (!tables.ok()) continue;
    for (const ImportedTable& table : *tables) out.insert(out.end(), table.items.begin(), table.items.end());
  }
  return out;
}

class Generator {
 public:
  explicit Generator(std::vector<Item> samples) : samples_(std::move(samples)) {}

  IndexedCatalogue Catalogue(int number, int items) {
    const std::string division = absl::StrCat(400000 + number);
    IndexedCatalogue out{.name = absl::StrCat("divisions/", division, "/catalogues/03"), .title = absl::StrCat("某区", number, "基层政务公开标准目录"),
                         .division = division, .domain = "03", .edition = 1};
    for (int i = 0; i < items; ++i) {
      Item item = Any();
      item.uid = absl::StrCat(number, "-", i);
      item.level_two = Any().level_two;
      item.level_three = absl::StrCat("第", i, "号");
      item.contents.push_back(Any().level_one);
      out.items.push_back(std::move(item));
    }
    return out;
  }
  // Two to eight ideographs out of a title, or of two titles.
  std::string Query() {
    const auto piece = [&](const std::string& text, size_t longest) {
      const std::vector<Run> runs = Runs(ToCodePoints(text));
      if (runs.empty() || !runs[0].han || runs[0].text.size() < 2) return std::string("教育");
      const size_t size = std::min<size_t>(runs[0].text.size(), 2 + random_() % (longest - 1));
      return ToUtf8(runs[0].text.substr(random_() % (runs[0].text.size() - size + 1), size));
    };
    std::string query = piece(Any().level_two, 8);
    return random_() % 3 == 0 ? absl::StrCat(query, " ", piece(Any().level_one, 4)) : query;
  }

 private:
  const Item& Any() { return samples_[random_() % samples_.size()]; }

  std::mt19937 random_{20260918};  // the same items and queries each time
  const std::vector<Item> samples_;
};

std::string IndexFiles(const std::filesystem::path& directory) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.path().filename() == "iamglass") return entry.path().parent_path();
  }
  return "";
}

// One side of the comparison. They search by turns of a few milliseconds, so that whatever else runs slows both alike.
struct Side {
  static constexpr size_t kTurn = 10;

  void Turn() {
    const absl::Time start = absl::Now();
    for (size_t i = 0; i < kTurn; ++i) search(done++);
    took += absl::Now() - start;
  }
  double Rate() const { return done / absl::ToDoubleSeconds(took); }  // searches a second

  const std::function<void(size_t)> search;
  size_t done = 0;
  absl::Duration took = absl::ZeroDuration();
};

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

absl::Status Measure() {
  const int items = std::clamp(absl::GetFlag(FLAGS_items), 1, 1'000'000);
  testing::TempDir directory;
  ASSIGN_OR_RETURN(const std::unique_ptr<ItemIndex> index, ItemIndex::Create(directory.path()));
  Generator generator(Samples());
  absl::Time start = absl::Now();
  RETURN_IF_ERROR(index->Build([&](ItemIndex::Add add) -> absl::Status {
    for (int left = items, number = 0; left > 0; left -= kItemsEach, ++number) {
      RETURN_IF_ERROR(add(generator.Catalogue(number, std::min(left, kItemsEach))));
    }
    return absl::OkStatus();
  }));
  const double built = absl::ToDoubleSeconds(absl::Now() - start);
  start = absl::Now();
  RETURN_IF_ERROR(index->Update({generator.Catalogue(0, std::min(items, kItemsEach))}, {}));
  std::cout << absl::StrFormat("index: %d items made in %.1f s (%.0f/s); a catalogue of %d replaced in %.2f s\n", items, built, items / built,
                               std::min(items, kItemsEach), absl::ToDoubleSeconds(absl::Now() - start));

  mysql::Database nowhere{mysql::Options{}};  // SearchItems asks no database
  Store store(nowhere);
  SystemClock clock;
  PublishedView view;
  const Backend backend{store, clock, view, [] {}};
  SearchHandlers handlers(backend, *index);
  std::vector<v1::SearchItemsRequest> requests(1000);
  std::vector<Xapian::Query> queries;
  for (v1::SearchItemsRequest& request : requests) {
    request.set_query(generator.Query());
    queries.push_back(QueryFor(ParseQuery(index->folding().Fold(request.query()))));
  }
  const Call call{.method = "SearchItems"};
  const Xapian::Database database(IndexFiles(directory.path()));
  size_t ours_found = 0;
  size_t direct_found = 0;
  const auto ours = [&](size_t i) { ours_found += handlers.SearchItems(call, requests[i % requests.size()])->hits_size(); };
  const auto direct = [&](size_t i) {
    Xapian::Enquire enquire(database);
    enquire.set_query(queries[i % queries.size()]);
    const Xapian::MSet set = enquire.get_mset(0, kPage, kExactTotal);
    for (Xapian::MSetIterator it = set.begin(); it != set.end(); ++it) direct_found += !it.get_document().get_data().empty();
  };
  for (size_t i = 0; i < requests.size(); ++i) ours(i), direct(i);  // warms the files, and both find the same
  if (ours_found != direct_found) return absl::InternalError(absl::StrCat("found ", ours_found, " against ", direct_found));
  const double hits_a_page = static_cast<double>(direct_found) / requests.size();
  std::vector<double> our_rates, direct_rates, ratios;
  for (int round = 0; round < absl::GetFlag(FLAGS_rounds); ++round) {
    Side left{ours};
    Side right{direct};
    while (right.took < absl::GetFlag(FLAGS_each)) left.Turn(), right.Turn();
    our_rates.push_back(left.Rate());
    direct_rates.push_back(right.Rate());
    ratios.push_back(our_rates.back() / direct_rates.back());
  }
  std::cout << absl::StrFormat("search: %d items, %.1f hits a page: SearchItems %.0f/s, Xapian directly %.0f/s, ratio %.2f (%.2f to %.2f; target 0.8)\n",
                               items, hits_a_page, Median(our_rates), Median(direct_rates),
                               Median(ratios), *std::min_element(ratios.begin(), ratios.end()), *std::max_element(ratios.begin(), ratios.end()));
  return absl::OkStatus();
}

}  // namespace
}  // namespace disclosure::catalog

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = disclosure::catalog::Measure();
  if (!status.ok()) std::cerr << "search_bench: " << status.message() << "\n";
  return status.ok() ? 0 : 1;
}
