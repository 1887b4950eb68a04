// Plain text search over the items in memory.
#pragma once

#include <string>
#include <vector>

#include "gateway/compose/snapshot.h"

namespace disclosure::gateway {

// The words of a query, at most 8; ASCII letters match in either case.
class SearchWords {
 public:
  explicit SearchWords(const std::string& query);

  bool empty() const { return words_.empty(); }
  // Whether each word stands somewhere in the item: its names, contents, bases, time limit, bodies, channels,
  // audience, remarks or other columns. True without words.
  bool AllIn(const catalog::v1::Item& item) const;
  // Whether each word stands somewhere in `text`.
  bool AllIn(const std::string& text) const;

 private:
  struct Word {
    std::string text;  // lower case
    bool letters;      // has ASCII letters, so case matters
  };
  bool In(const Word& word, const std::string& text) const;
  bool In(const Word& word, const catalog::v1::Item& item) const;

  std::vector<Word> words_;
};

inline constexpr size_t kMostSearchResults = 200;

struct SearchResult {
  const catalog::v1::Edition* head = nullptr;  // of its edition; alive as long as the snapshot
  catalog::v1::Item item;
};

struct SearchResults {
  std::vector<SearchResult> shown;  // by domain, then division; at most kMostSearchResults
  size_t found = 0;                 // all of them
};

// `division` limits the search to one division ("divisions/330108"); "": all.
SearchResults SearchItems(const Snapshot& snapshot, const SearchWords& words, const std::string& division);

}  // namespace disclosure::gateway
