// Elements of 公开内容(要素): cutting a cell into elements and putting them together again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace disclosure::catalog {

// Cuts conservatively, losing nothing but the separators: at ； and ; and line breaks outside brackets,
// before ascending numbers (1. 2. 3.; （1）（2）; ①②) when the text begins with one, before ● ■ ★, and
// before · ○ 〇 at the beginning of a line. 、 and ， do not separate. Numbers and bullets stay in the
// element, because ● and 〇 say required or optional.
std::vector<std::string> SplitContents(std::string_view text);

// The exported form, joined by ；. SplitContents(JoinContents(elements)) == elements for every list that
// SplitContents made.
std::string JoinContents(const std::vector<std::string>& elements);

// True if a line that begins with `next` is an element of its own: 1. （1） ① ● ■ · ★ 一、.
bool BeginsWithBullet(std::u32string_view next);

}  // namespace disclosure::catalog
