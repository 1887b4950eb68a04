// What a text is sought by: pairs of neighbouring ideographs, and words of other scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace disclosure::catalog {

// A run of ideographs ("义务教育"), or of anything else between blanks ("2019", "wi-fi").
struct Run {
  std::u32string text;
  bool han = false;
};

struct SearchWords {
  std::vector<Run> words;
  std::vector<std::vector<Run>> phrases;  // what stood in quotation marks
};

// A letter, a digit or an ideograph.
bool IsWordCharacter(char32_t c);

// The runs of word characters in folded text. `join`: blanks between two ideographs do not end a run (sources put blanks
// into words; who asks puts them between words).
std::vector<Run> Runs(std::u32string_view folded, bool join = false);

// Words and phrases of a folded query: what stands between "…", “…” or 「…」 is a phrase; a mark without its partner is
// none. Nothing else means anything.
SearchWords ParseQuery(std::u32string_view folded);

// "义务教育" → {"义务", "务教", "教育"}; a single ideograph stands for itself. UTF-8.
std::vector<std::string> Pairs(const Run& han);

}  // namespace disclosure::catalog
