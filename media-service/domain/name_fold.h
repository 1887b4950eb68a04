// How names are compared: what a reader takes for the same is equal.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::media {

// Full-width forms to half width, Latin letters small; blanks, punctuation and bars of any script left out:
// "美连丨治污攻坚" and "美连·治污攻坚" are one name. Bytes that are no UTF-8 are left out.
std::string FoldName(std::string_view name);
// A name for whether it is that very name: full-width forms to half width, Latin letters small, blanks left out, all else as
// it stands: "滨江·教育＋" is another name than "滨江教育". "" for what is no UTF-8.
std::string ExactName(std::string_view name);

// FoldName as code points.
std::u32string FoldToCodePoints(std::string_view name);

// How alike two folded names are, 0 to 100: the bigrams that they share (Dice), or for short names the letters to change.
int Likeness(std::u32string_view a, std::u32string_view b);

}  // namespace disclosure::media
