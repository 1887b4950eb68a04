// A phrase of 公开时限 as words: numbers with their units, dates, periods and the vocabulary.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/time_limit.h"
#include "catalog-service/domain/time_limit_words.h"

namespace disclosure::catalog::time_limit {

struct Token {
  Word word = Word::kText;
  std::u32string_view text;  // within the folded phrase
  int amount = 0;            // kDuration, kEvery, kTimes: how many; of a range the upper end
  int low = 0;               // the lower end of a range, else `amount`
  TimeUnit unit = TimeUnit::kDay;
  bool within = false;  // 内 stands behind the duration
  bool before = false;  // 前 stands behind the duration
  int month = 0;        // kDate: the last day that is meant
  int day = 0;
};

using Tokens = std::vector<Token>;

// The words of a folded phrase (FoldPhrase), which must outlive them. Brackets come in pairs: one that
// has no partner is left out or closed at the end.
Tokens Tokenise(std::u32string_view folded);

// The words as they stand in the phrase, in UTF-8.
std::string TextOf(const Tokens& tokens, size_t begin, size_t end);

}  // namespace disclosure::catalog::time_limit
