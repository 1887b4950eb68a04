// Cuts a phrase of 公开时限 into the pieces that the rules look at: clauses (between ; and 。), in them
// segments (between commas, 并 and brackets), in them pieces with at most one number each. Reserves of
// the law are taken out on the way.
#pragma once

#include <string>
#include <vector>

#include "catalog-service/domain/time_limit_lexer.h"

namespace disclosure::catalog::time_limit {

struct Piece {
  Tokens tokens;
  std::string scope;       // what stood before a colon: 行政处罚：…
  bool inherited = false;  // the colon was in a piece before this one
  bool bracketed = false;  // stood in brackets behind something else
  bool reserve = false;    // a reserve of the law (另有规定的从其规定) was taken out here
};

struct Clause {
  std::vector<Piece> pieces;
};

// `remarks` receives the bracketed words that no rule looks at.
std::vector<Clause> CutIntoClauses(const Tokens& tokens, std::vector<std::string>& remarks);

// The scope that tokens[begin, end) name, without what only introduces or generalises; "" if they say
// no more than 信息 or 其公开内容. 其他相关信息 is "其他".
std::string ScopeText(const Tokens& tokens, size_t begin, size_t end);

// Where a display or consultation time begins at `i` (公示期不少于‹7个工作日›): the index of its
// duration, or `i` if none begins there.
size_t MinimumDuration(const Tokens& tokens, size_t i);

// True for -5个工作日, but not for ——5个工作日, where the dash is a pause.
bool HasNegativeNumber(const Tokens& tokens);

// True for 可延长20个工作日, 延长期限不得超过20个工作日, 可延长至次年1月31日.
bool IsExtension(const Tokens& tokens);

bool IsDeadline(Word word);   // a duration, a date, a period
bool IsPublishingVerb(Word word);
bool IsFiller(Word word);     // says nothing about when or for what

}  // namespace disclosure::catalog::time_limit
