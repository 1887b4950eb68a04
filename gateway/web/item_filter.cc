#include "gateway/web/item_search.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Edition;
using catalog::v1::Item;

constexpr size_t kMostWords = 8;

bool HasLetter(const std::string& text) { return std::any_of(text.begin(), text.end(), absl::ascii_isalpha); }

bool SameLetter(char text, char lower) { return absl::ascii_tolower(static_cast<unsigned char>(text)) == lower; }

// `word` is lower case. Looks for its first byte with memchr: these texts have few Latin letters.
bool ContainsIgnoringCase(const std::string& text, const std::string& word) {
  const char lower = word[0];
  const char upper = absl::ascii_toupper(static_cast<unsigned char>(lower));
  for (const char first : {lower, upper}) {
    for (size_t at = text.find(first); at != std::string::npos; at = text.find(first, at + 1)) {
      if (text.size() - at < word.size()) break;
      if (std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                     [](char a, char b) { return SameLetter(b, a); })) {
        return true;
      }
    }
    if (lower == upper) break;
  }
  return false;
}

}  // namespace

SearchWords::SearchWords(const std::string& query) {
  // The ideographic space separates words as well.
  for (const absl::string_view part : absl::StrSplit(query, absl::ByString("　"))) {
    for (const absl::string_view word : absl::StrSplit(part, ' ', absl::SkipWhitespace())) {
      if (words_.size() == kMostWords) return;
      std::string lower = absl::AsciiStrToLower(word);
      const bool letters = HasLetter(lower);
      words_.push_back({std::move(lower), letters});
    }
  }
}

bool SearchWords::In(const Word& word, const std::string& text) const {
  if (!word.letters) return text.find(word.text) != std::string::npos;
  return ContainsIgnoringCase(text, word.text);
}

bool SearchWords::In(const Word& word, const Item& item) const {
  const auto has = [&](const std::string& text) { return In(word, text); };
  const auto any = [&](const auto& list) { return std::any_of(list.begin(), list.end(), has); };
  return has(item.level_one()) || has(item.level_two()) || has(item.level_three()) || any(item.contents()) ||
         has(item.time_limit_text()) || any(item.audience().groups()) || has(item.remarks()) ||
         std::any_of(item.bases().begin(), item.bases().end(),
                     [&](const auto& basis) { return has(basis.title()) || has(basis.document_number()); }) ||
         std::any_of(item.responsible_bodies().begin(), item.responsible_bodies().end(),
                     [&](const auto& body) { return has(body.text()); }) ||
         std::any_of(item.channels().begin(), item.channels().end(),
                     [&](const auto& channel) { return has(channel.text()); }) ||
         std::any_of(item.other_columns().begin(), item.other_columns().end(),
                     [&](const auto& column) { return has(column.text()); });
}

bool SearchWords::AllIn(const Item& item) const {
  return std::all_of(words_.begin(), words_.end(), [&](const Word& word) { return In(word, item); });
}

bool SearchWords::AllIn(const std::string& text) const {
  return std::all_of(words_.begin(), words_.end(), [&](const Word& word) { return In(word, text); });
}

SearchResults SearchItems(const Snapshot& snapshot, const SearchWords& words, const std::string& division) {
  SearchResults results;
  if (words.empty()) return results;
  std::vector<const EditionInForce*> editions;
  for (const auto& [name, edition] : snapshot.editions) {
    if (division.empty() || DivisionOf(name) == division) editions.push_back(edition.get());
  }
  // Stable: within a domain the divisions keep the order of their codes.
  const auto domain_before = [](const auto* a, const auto* b) { return a->head().domain() < b->head().domain(); };
  std::stable_sort(editions.begin(), editions.end(), domain_before);
  Edition whole;  // one after the other
  for (const EditionInForce* edition : editions) {
    // Encoded, texts are as they were: an edition without the words need not be parsed.
    if (!words.AllIn(edition->bytes())) continue;
    edition->ParseInto(whole);
    for (Item& item : *whole.mutable_items()) {
      if (!words.AllIn(item)) continue;
      ++results.found;
      if (results.shown.size() < kMostSearchResults) results.shown.push_back({&edition->head(), std::move(item)});
    }
  }
  return results;
}

}  // namespace disclosure::gateway
