#include "gateway/web/item_filter.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace disclosure::gateway {
namespace {

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

FilterWords::FilterWords(const std::string& filter) {
  // The ideographic space separates words as well.
  for (const absl::string_view part : absl::StrSplit(filter, absl::ByString("　"))) {
    for (const absl::string_view word : absl::StrSplit(part, ' ', absl::SkipWhitespace())) {
      if (words_.size() == kMostWords) return;
      std::string lower = absl::AsciiStrToLower(word);
      const bool letters = HasLetter(lower);
      words_.push_back({std::move(lower), letters});
    }
  }
}

bool FilterWords::In(const Word& word, const std::string& text) const {
  if (!word.letters) return text.find(word.text) != std::string::npos;
  return ContainsIgnoringCase(text, word.text);
}

bool FilterWords::In(const Word& word, const Item& item) const {
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

bool FilterWords::AllIn(const Item& item) const {
  return std::all_of(words_.begin(), words_.end(), [&](const Word& word) { return In(word, item); });
}

}  // namespace disclosure::gateway
