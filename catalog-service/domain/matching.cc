#include "catalog-service/domain/matching.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "catalog-service/domain/content_elements.h"
#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

constexpr double kSimilar = 0.6;       // below this, an item is another item
constexpr double kEquallyGood = 0.05;  // two scores this close are for the editor
constexpr double kSameSerial = 0.3;    // a serial alone proves nothing when rows were inserted
constexpr size_t kRareShingles = 16;      // shingles looked up per item
constexpr size_t kMaxPostings = 64;    // a shingle in more items than this tells nothing

using Grams = std::vector<uint64_t>;  // sorted

Grams GramsOf(std::string_view text) {
  const std::u32string points = ToCodePoints(FoldForCompare(text));
  Grams grams;
  if (points.size() == 1) grams.push_back(points.front());
  for (size_t i = 0; i + 1 < points.size(); ++i) grams.push_back(uint64_t{points[i]} << 32 | points[i + 1]);
  std::sort(grams.begin(), grams.end());
  return grams;
}

double Dice(const Grams& a, const Grams& b) {
  if (a.empty() && b.empty()) return 1;
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++shared, ++i, ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return 2.0 * static_cast<double>(shared) / static_cast<double>(a.size() + b.size());
}

const std::string& LastName(const Item& item) {
  if (!item.level_three.empty()) return item.level_three;
  return item.level_two.empty() ? item.level_one : item.level_two;
}

// Runs of two and of four characters of the last name and the contents, hashed: two are enough for short
// names, four tell apart items that differ in numbers only.
std::vector<uint64_t> ShinglesOf(const Item& item) {
  std::vector<uint64_t> shingles;
  for (const std::string& text : {LastName(item), JoinContents(item.contents)}) {
    const std::u32string points = ToCodePoints(FoldForCompare(text));
    for (const size_t length : {size_t{2}, size_t{4}}) {
      for (size_t i = 0; i + length <= points.size(); ++i) {
        uint64_t hash = length;
        for (size_t k = 0; k < length; ++k) hash = (hash ^ points[i + k]) * 0x9E3779B97F4A7C15u;
        shingles.push_back(hash);
      }
    }
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

// What of an item takes part in the comparison, folded once.
struct Features {
  explicit Features(const Item& item)
      : level_one(FoldForCompare(item.level_one)),
        names(level_one + "\n" + FoldForCompare(item.level_two) + "\n" + FoldForCompare(item.level_three)),
        contents(FoldForCompare(JoinContents(item.contents))),
        serial(FoldForCompare(item.serial)),
        name_grams(GramsOf(LastName(item))),
        content_grams(GramsOf(contents)) {}

  std::string level_one, names, contents, serial;
  Grams name_grams, content_grams;
};

// Boilerplate contents are shared by many items, so contents alone (0.4) never reach kSimilar.
double Score(const Features& a, const Features& b) {
  return 0.5 * Dice(a.name_grams, b.name_grams) + 0.4 * Dice(a.content_grams, b.content_grams) +
         0.1 * (a.level_one == b.level_one ? 1 : 0);
}

struct Candidate {
  double score;
  size_t next;
  size_t previous;
};

class Matcher {
 public:
  Matcher(const std::vector<Item>& previous, std::vector<Item>& next) : previous_(previous), next_(next) {
    previous_features_.reserve(previous.size());
    for (const Item& item : previous) previous_features_.emplace_back(item);
    next_features_.reserve(next.size());
    for (Item& item : next) {
      item.uid.clear();
      next_features_.emplace_back(item);
    }
    taken_.resize(previous.size());
    matched_.resize(next.size());
  }

  std::vector<AmbiguousMatch> Run() {
    MatchEqual([](const Features& f) { return f.names + "\n" + f.contents + "\n" + f.serial; });
    MatchEqual([](const Features& f) { return f.names + "\n" + f.contents; });
    MatchBest(SameNames());
    MatchBest(SharingRareShingles());
    MatchSerials();
    return std::move(ambiguous_);
  }

 private:
  template <typename Key>
  absl::flat_hash_map<std::string, std::vector<size_t>> FreePreviousBy(Key key) const {
    absl::flat_hash_map<std::string, std::vector<size_t>> by_key;
    for (size_t p = 0; p < previous_.size(); ++p) {
      if (!taken_[p]) by_key[key(previous_features_[p])].push_back(p);
    }
    return by_key;
  }

  void Take(size_t n, size_t p) {
    taken_[p] = true;
    matched_[n] = true;
    next_[n].uid = previous_[p].uid;
  }

  // Equal keys in their order: items equal in names and contents are interchangeable.
  template <typename Key>
  void MatchEqual(Key key) {
    const auto by_key = FreePreviousBy(key);
    absl::flat_hash_map<std::string, size_t> used;
    for (size_t n = 0; n < next_.size(); ++n) {
      if (matched_[n]) continue;
      const std::string k = key(next_features_[n]);
      const auto it = by_key.find(k);
      if (it == by_key.end()) continue;
      if (size_t& at = used[k]; at < it->second.size()) Take(n, it->second[at++]);
    }
  }

  // One item over several rows has equal names: the contents decide among them.
  std::vector<Candidate> SameNames() const {
    const auto by_names = FreePreviousBy([](const Features& f) { return f.names; });
    std::vector<Candidate> candidates;
    for (size_t n = 0; n < next_.size(); ++n) {
      if (matched_[n]) continue;
      const auto it = by_names.find(next_features_[n].names);
      if (it == by_names.end()) continue;
      const size_t limit = std::min(it->second.size(), kMaxPostings);
      for (size_t i = 0; i < limit; ++i) {
        const size_t p = it->second[i];
        candidates.push_back({1 + Dice(next_features_[n].content_grams, previous_features_[p].content_grams), n, p});
      }
    }
    return candidates;
  }

  // Pairs that share a shingle which few items have; all pairs would be quadratic.
  std::vector<Candidate> SharingRareShingles() const {
    std::unordered_map<uint64_t, std::vector<size_t>> postings;
    for (size_t p = 0; p < previous_.size(); ++p) {
      if (taken_[p]) continue;
      for (const uint64_t shingle : ShinglesOf(previous_[p])) postings[shingle].push_back(p);
    }
    std::vector<Candidate> candidates;
    for (size_t n = 0; n < next_.size(); ++n) {
      if (matched_[n]) continue;
      std::vector<std::pair<size_t, uint64_t>> rare;
      for (const uint64_t shingle : ShinglesOf(next_[n])) {
        const auto it = postings.find(shingle);
        if (it != postings.end() && it->second.size() <= kMaxPostings) rare.emplace_back(it->second.size(), shingle);
      }
      std::sort(rare.begin(), rare.end());
      if (rare.size() > kRareShingles) rare.resize(kRareShingles);
      std::set<size_t> near;
      for (const auto& [size, shingle] : rare) {
        const std::vector<size_t>& with = postings.at(shingle);
        near.insert(with.begin(), with.end());
      }
      for (const size_t p : near) {
        const double score = Score(next_features_[n], previous_features_[p]);
        if (score >= kSimilar) candidates.push_back({score, n, p});
      }
    }
    return candidates;
  }

  // Best scores first. A pair is ambiguous if another free previous item scored about as well.
  void MatchBest(std::vector<Candidate> candidates) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return std::tuple(-a.score, a.next, a.previous) < std::tuple(-b.score, b.next, b.previous);
    });
    std::vector<std::vector<Candidate>> by_next(next_.size());
    for (const Candidate& candidate : candidates) by_next[candidate.next].push_back(candidate);
    for (const Candidate& best : candidates) {
      if (matched_[best.next] || taken_[best.previous]) continue;
      for (const Candidate& other : by_next[best.next]) {
        if (other.previous == best.previous || taken_[other.previous]) continue;
        if (best.score - other.score <= kEquallyGood) {
          ambiguous_.push_back({NamesOf(next_[best.next]), previous_[best.previous].uid,
                                NamesOf(previous_[best.previous]), previous_[other.previous].uid,
                                NamesOf(previous_[other.previous])});
        }
        break;
      }
      Take(best.next, best.previous);
    }
  }

  void MatchSerials() {
    const auto key = [](const Features& f) { return f.level_one + "\n" + f.serial; };
    const auto by_serial = FreePreviousBy(key);
    for (size_t n = 0; n < next_.size(); ++n) {
      const Features& features = next_features_[n];
      if (matched_[n] || features.serial.empty()) continue;
      const auto it = by_serial.find(key(features));
      if (it == by_serial.end() || it->second.size() != 1 || taken_[it->second.front()]) continue;
      const size_t p = it->second.front();
      if (Score(features, previous_features_[p]) >= kSameSerial) Take(n, p);
    }
  }

  const std::vector<Item>& previous_;
  std::vector<Item>& next_;
  std::vector<Features> previous_features_, next_features_;
  std::vector<bool> taken_, matched_;
  std::vector<AmbiguousMatch> ambiguous_;
};

}  // namespace

std::string NamesOf(const Item& item) {
  std::string names;
  for (const std::string* name : {&item.level_one, &item.level_two, &item.level_three}) {
    if (name->empty()) continue;
    if (!names.empty()) names += " > ";
    names += *name;
  }
  return names;
}

double Similarity(const std::string& a, const std::string& b) { return Dice(GramsOf(a), GramsOf(b)); }

MatchResult MatchItems(const std::vector<Item>& previous, std::vector<Item> next) {
  MatchResult result;
  result.items = std::move(next);
  result.ambiguous = Matcher(previous, result.items).Run();
  return result;
}

}  // namespace disclosure::catalog
