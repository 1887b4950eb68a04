// Finds names that are like another one, among many.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace disclosure::media {

struct NameMatch {
  uint32_t entry = 0;
  int percent = 0;
};

// Entries are numbers of the caller. Not thread safe.
class NameIndex {
 public:
  void Add(uint32_t entry, std::string_view name);
  // `name` as it was added.
  void Remove(uint32_t entry, std::string_view name);

  // Entries whose folded name shares at least half of its bigrams with `name`'s, and those of names too short for two of
  // them that share one; in no order, at most `limit`. The caller compares the names themselves (Likeness).
  std::vector<uint32_t> Candidates(std::string_view name, size_t limit) const;

 private:
  // By bigram. Names of one letter stand under the letter alone.
  std::unordered_map<uint64_t, std::vector<uint32_t>> postings_;
};

}  // namespace disclosure::media
