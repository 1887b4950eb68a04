// Folding of catalogue text for comparison: sources mix full and half width and put blanks into words,
// so names are compared folded, while what is kept is always the text as printed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace disclosure::catalog {

// Code points of UTF-8; an invalid byte becomes U+FFFD.
std::u32string ToCodePoints(std::string_view text);
std::string ToUtf8(std::u32string_view code_points);

bool IsSpace(char32_t c);     // ASCII blanks, U+00A0, U+2000–U+200B, U+202F, U+3000, U+FEFF
bool IsHan(char32_t c);       // an ideograph, 〇 included
bool IsHanText(char32_t c);   // an ideograph or Chinese or full-width punctuation
char32_t FoldWidth(char32_t c);  // full-width forms to ASCII, U+2044 to '/', other blanks to ' '

// Full-width ASCII to half width; everything else as it is.
std::string FoldWidth(std::string_view text);
// Without any blank.
std::string RemoveSpaces(std::string_view text);
// Without blanks at both ends.
std::string Trim(std::string_view text);
// Folded, without blanks, Latin letters small: two texts that a reader takes for the same are equal.
std::string FoldForCompare(std::string_view text);
// Without any ( … ) remark, nested ones included; `text` is folded first.
std::string RemoveParenthesised(std::string_view text);

bool Contains(std::string_view text, std::string_view part);
bool ContainsAny(std::string_view text, std::initializer_list<std::string_view> parts);
bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> ends);

// How many brackets are open after `c`, if `depth` were before it: ()（）〔〕[]【】《》〈〉“”.
int BracketDepth(char32_t c, int depth);

// Splits at the code points of `delimiters` that stand outside brackets; parts trimmed, empty ones dropped.
std::vector<std::string> SplitOutsideBrackets(std::string_view text, std::u32string_view delimiters);

}  // namespace disclosure::catalog
