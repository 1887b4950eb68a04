// Shows where a text has what was sought.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "catalog-service/search/folding.h"
#include "catalog-service/search/words.h"

namespace disclosure::catalog {

// Code points from the start of the text.
struct MarkedRange {
  int start = 0;
  int length = 0;
  bool operator==(const MarkedRange&) const = default;
};

// Plain text with ranges, in order and apart.
struct MarkedText {
  std::string text;
  std::vector<MarkedRange> ranges;
};

class Marker {
 public:
  Marker(const Folding& folding, const SearchWords& words);

  // The whole text, marked. Blanks inside a word are passed over.
  MarkedText Mark(std::string_view text) const;

  // The passage of at most `max` characters of that one of `texts` (the first, if none has more) with the most marks; cut
  // ends are shown by "…". Line ends become blanks.
  MarkedText Snippet(const std::vector<std::string>& texts, size_t max) const;

 private:
  // For each character of folded text whether it is marked.
  std::vector<char> Marks(const std::u32string& folded) const;

  const Folding& folding_;
  std::vector<uint64_t> pairs_;
  std::u32string singles_;
  // Most characters of a text are in no pair: told by their last bits, without a look at the pairs.
  std::bitset<1024> in_pairs_;
  std::unordered_set<std::u32string> words_;
};

}  // namespace disclosure::catalog
