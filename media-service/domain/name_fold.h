// How names are compared: what a reader takes for the same is equal.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::media {

// Full-width forms to half width, Latin letters small; blanks, punctuation and bars of any script left out:
// "美连丨治污攻坚" and "美连·治污攻坚" are one name. Bytes that are no UTF-8 are left out.
std::string FoldName(std::string_view name);
// The same as code points.
std::u32string FoldToCodePoints(std::string_view name);

// How alike two folded names are, 0 to 100: the bigrams that they share (Dice), or for short names the letters to change.
int Likeness(std::u32string_view a, std::u32string_view b);

}  // namespace disclosure::media
