#include "media-service/domain/name_fold.h"

#include <algorithm>
#include <vector>

#include "common/tables/encoding.h"

namespace disclosure::media {
namespace {

constexpr size_t kLongest = 200;  // code points that are looked at

// Upright strokes that names use for a bar although Unicode calls them ideographs or vowels.
bool IsBar(char32_t c) { return c == U'丨' || c == U'ㅣ' || c == U'ǀ' || c == U'│' || c == U'丶'; }

bool IsLeftOut(char32_t c) {
  if (c < 0x80) return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
  return c == 0xD7 || c == 0xB7 || (c >= 0x80 && c <= 0xBF) || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x3004) ||
         (c >= 0x3008 && c <= 0x3020) || c == 0x30FB || (c >= 0xFE00 && c <= 0xFE6F) || c == 0xFEFF || (c >= 0xFF61 && c <= 0xFF65) ||
         (c >= 0x1F000 && c < 0x20000) || c >= 0xE0000 || IsBar(c);  // between the two stand rare ideographs (扩展 B and later)
}

char32_t Fold(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

void AppendUtf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

// Not those without width: a name with one of them is the name of somebody who wants to be taken for another.
bool IsBlank(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Letters to insert, remove or change between two short texts.
int EditDistance(std::u32string_view a, std::u32string_view b) {
  std::vector<int> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::vector<uint64_t> Bigrams(std::u32string_view text) {
  std::vector<uint64_t> out;
  for (size_t i = 0; i + 1 < text.size(); ++i) out.push_back(static_cast<uint64_t>(text[i]) << 32 | text[i + 1]);
  std::sort(out.begin(), out.end());
  return out;
}

int Dice(std::u32string_view a, std::u32string_view b) {
  const std::vector<uint64_t> first = Bigrams(a), second = Bigrams(b);
  if (first.empty() || second.empty()) return 0;
  std::vector<uint64_t> shared;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(shared));
  return static_cast<int>(200 * shared.size() / (first.size() + second.size()));
}

}  // namespace

std::u32string FoldToCodePoints(std::string_view name) {
  std::u32string out;
  if (const std::optional<size_t> bad = FirstInvalidUtf8(name)) name = name.substr(0, *bad);
  for (size_t at = 0; at < name.size() && out.size() < kLongest;) {
    const char32_t c = Fold(NextCodePoint(name, &at));
    if (!IsLeftOut(c)) out += c;
  }
  return out;
}

std::string FoldName(std::string_view name) {
  std::string out;
  for (const char32_t c : FoldToCodePoints(name)) AppendUtf8(c, out);
  return out;
}

std::string ExactName(std::string_view name) {
  std::string out;
  if (FirstInvalidUtf8(name)) return out;
  for (size_t at = 0; at < name.size();) {
    const char32_t c = NextCodePoint(name, &at);
    if (!IsBlank(c)) AppendUtf8(Fold(c), out);
  }
  return out;
}

int Likeness(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return 0;
  if (a == b) return 100;
  const size_t longer = std::max(a.size(), b.size());
  if (longer > 64) return Dice(a, b);
  const int edits = EditDistance(a, b);
  return std::max(Dice(a, b), static_cast<int>(100 * (longer - static_cast<size_t>(edits)) / longer));
}

}  // namespace disclosure::media
