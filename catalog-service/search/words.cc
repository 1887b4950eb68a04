#include "catalog-service/search/words.h"

#include <algorithm>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

// The mark that closes `c`; 0 if it opens nothing.
char32_t ClosingMark(char32_t c) {
  switch (c) {
    case U'"': return U'"';
    case U'“': return U'”';
    case U'「': return U'」';
    default: return 0;
  }
}

}  // namespace

// ASCII letters and digits, and whatever is a letter or a digit beyond ASCII: there, only punctuation is none.
bool IsWordCharacter(char32_t c) {
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
  if (c < 0xC0 || c == 0xD7 || c == 0xF7 || c == 0xFFFD) return false;
  const bool punctuation = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) || (c >= 0x3000 && c <= 0x303F) ||
                           (c >= 0xFE00 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF65) || (c >= 0xFFE0 && c <= 0xFFFF);
  return !punctuation || IsHan(c);
}

std::vector<Run> Runs(std::u32string_view folded, bool join) {
  std::vector<Run> runs;
  bool open = false;
  for (const char32_t c : folded) {
    if (!IsWordCharacter(c)) {
      open = open && join && runs.back().han && IsSpace(c);
      continue;
    }
    const bool han = IsHan(c);
    if (!open || runs.back().han != han) runs.push_back({.han = han});
    runs.back().text += c;
    open = true;
  }
  return runs;
}

SearchWords ParseQuery(std::u32string_view folded) {
  SearchWords out;
  std::u32string plain;
  for (size_t i = 0; i < folded.size(); ++i) {
    const char32_t close = ClosingMark(folded[i]);
    const size_t end = close == 0 ? folded.npos : folded.find(close, i + 1);
    if (end == folded.npos) {
      plain += folded[i];
      continue;
    }
    if (std::vector<Run> phrase = Runs(folded.substr(i + 1, end - i - 1)); !phrase.empty()) out.phrases.push_back(std::move(phrase));
    plain += U' ';
    i = end;
  }
  out.words = Runs(plain);
  return out;
}

std::vector<std::string> Pairs(const Run& han) {
  if (han.text.size() < 2) return {ToUtf8(han.text)};
  std::vector<std::string> out;
  for (size_t i = 0; i + 1 < han.text.size(); ++i) out.push_back(ToUtf8(std::u32string_view(han.text).substr(i, 2)));
  return out;
}

}  // namespace disclosure::catalog
