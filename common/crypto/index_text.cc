#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "common/crypto/blind_index.h"

namespace disclosure::crypto {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Blanks, punctuation and invisible signs beyond ASCII, in order. The gaps between U+3000 and U+303F are 々
// 〆 〇, the Suzhou numerals and the like, which are letters in a name.
constexpr auto kDropped = std::to_array<Range>({
    {0x0080, 0x00A9}, {0x00AB, 0x00B1}, {0x00B4, 0x00B4}, {0x00B6, 0x00B8}, {0x00BB, 0x00BB}, {0x00BF, 0x00BF},
    {0x1680, 0x1680}, {0x180B, 0x180E}, {0x2000, 0x206F}, {0x2212, 0x2212}, {0x2219, 0x2219}, {0x22C5, 0x22C5},
    {0x2500, 0x257F}, {0x25CF, 0x25CF}, {0x2E31, 0x2E31}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x302A, 0x3030},
    {0x3036, 0x3037}, {0x303D, 0x303F}, {0x30FB, 0x30FB}, {0xFE00, 0xFE19}, {0xFE30, 0xFE6F}, {0xFEFF, 0xFEFF},
    {0xFF5F, 0xFF65}, {0xFFE0, 0xFFEE}, {0xE0100, 0xE01EF},
});

bool IsDropped(char32_t c) {
  if (c < 0x80) return !absl::ascii_isalnum(static_cast<unsigned char>(c));
  const auto range = std::ranges::lower_bound(kDropped, c, {}, &Range::last);
  return range != kDropped.end() && range->first <= c;
}

constexpr bool IsFullWidthAscii(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E; }

// One character of UTF-8; size 0 if there is none.
struct Character {
  char32_t code = 0;
  size_t size = 0;
};

Character FirstCharacter(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < size) return {};
  char32_t code = lead & (0x7F >> size);
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3F);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[size]) return {};  // overlong
  return {code, size};
}

}  // namespace

std::string IndexText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = FirstCharacter(text);
    const size_t size = std::max<size_t>(character.size, 1);
    const char32_t code = IsFullWidthAscii(character.code) ? character.code - 0xFEE0 : character.code;
    if (character.size == 0) {
      out.push_back(text.front());
    } else if (code < 0x80 && !IsDropped(code)) {
      out.push_back(absl::ascii_toupper(static_cast<unsigned char>(code)));
    } else if (!IsDropped(code)) {
      out.append(text.substr(0, size));
    }
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace disclosure::crypto
