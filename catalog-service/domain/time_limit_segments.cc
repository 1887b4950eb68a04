#include "catalog-service/domain/time_limit_segments.h"

#include <algorithm>
#include <utility>

namespace disclosure::catalog::time_limit {
namespace {

bool HasWord(const Tokens& tokens, Word word) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return token.word == word; });
}

template <typename Predicate>
bool HasAny(const Tokens& tokens, Predicate predicate) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return predicate(token.word); });
}

// --- brackets ---------------------------------------------------------------------------------------

// Resolves the brackets of one clause (no stops at depth 0 in it): each pair is either read as part of
// the sentence, or as a segment of its own behind the one it stands in, or put aside as a remark.
class BracketReader {
 public:
  BracketReader(const Tokens& tokens, std::vector<std::string>& remarks) : tokens_(tokens), remarks_(remarks) {
    MarkDeadlinesAhead();
  }

  std::vector<Piece> Run() {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      const Token& token = tokens_[i];
      if (token.word == Word::kOpen) {
        i = ReadPair(i);
      } else if (token.word == Word::kComma || OpensAnotherDuty(token)) {
        EndSegment();
      } else {
        current_.push_back(token);
      }
    }
    EndSegment();
    return std::move(segments_);
  }

 private:
  // deadline_ahead_[i]: a number of days comes behind i before the segment ends.
  void MarkDeadlinesAhead() {
    deadline_ahead_.assign(tokens_.size() + 1, false);
    int depth = 0;
    for (size_t i = tokens_.size(); i-- > 0;) {
      const Word word = tokens_[i].word;
      if (word == Word::kClose) ++depth;
      if (word == Word::kOpen) --depth;
      const bool pause = depth == 0 && word == Word::kComma;
      deadline_ahead_[i] = !pause && (deadline_ahead_[i + 1] || (depth == 0 && IsDeadline(word)));
    }
  }

  bool OpensAnotherDuty(const Token& token) const {
    if (token.word != Word::kAnd || current_.empty()) return false;
    const Word previous = current_.back().word;
    return IsPublishingVerb(previous) || IsDeadline(previous);
  }

  void EndSegment() {
    if (!current_.empty()) segments_.push_back({.tokens = std::exchange(current_, {})});
    for (Piece& piece : behind_) segments_.push_back(std::move(piece));
    behind_.clear();
  }

  // Reads the pair that opens at `open`; returns the index of its closing bracket.
  size_t ReadPair(size_t open) {
    Tokens content;
    int depth = 1;
    size_t i = open + 1;
    for (; i < tokens_.size(); ++i) {
      if (tokens_[i].word == Word::kOpen) ++depth;
      if (tokens_[i].word == Word::kClose && --depth == 0) break;
      if (depth == 1 && tokens_[i].word != Word::kClose) content.push_back(tokens_[i]);
    }
    Place(content, open, std::min(i, tokens_.size() - 1));
    return i;
  }

  void Place(const Tokens& content, size_t open, size_t close) {
    const bool alone = current_.empty() && (close + 1 >= tokens_.size() || tokens_[close + 1].word == Word::kComma);
    const bool leads_to_deadline = deadline_ahead_[close + 1];
    const bool behind_deadline = HasAny(current_, IsDeadline);
    if (alone) {
      PutBehind(content, false);
    } else if (RepeatsDuration(content)) {
      return;
    } else if (HasAny(content, IsDeadline) || HasWord(content, Word::kLawReserve)) {
      PutBehind(content, true);
    } else if (behind_deadline ? HasAny(content, IsAnchorOrFlag) : false) {
      PutBehind(content, true);
    } else if (!behind_deadline && BelongsToSentence(content, leads_to_deadline)) {
      current_.push_back(AsLink(tokens_[open]));
      current_.insert(current_.end(), content.begin(), content.end());
      current_.push_back(AsLink(tokens_[close]));
    } else if (!std::all_of(content.begin(), content.end(), [](const Token& t) { return IsFiller(t.word); })) {
      remarks_.push_back(TextOf(content, 0, content.size()));
    }
  }

  static bool IsAnchorOrFlag(Word word) {
    return word == Word::kEventEnd || word == Word::kLongterm || word == Word::kPermanent || word == Word::kPlace;
  }

  // 信息形成(变更)5个工作日内, 行政许可(行政处罚)决定作出.
  static bool BelongsToSentence(const Tokens& content, bool leads_to_deadline) {
    const bool event = HasAny(content, IsVerbOfEvent) || HasAny(content, IsNounOfEvent);
    if (HasAny(content, IsPublishingVerb) || HasWord(content, Word::kDynamic)) return false;
    if (event) return true;
    return leads_to_deadline && std::all_of(content.begin(), content.end(), [](const Token& token) {
             return token.word == Word::kText || token.word == Word::kGeneric || token.word == Word::kThing ||
                    token.word == Word::kConj;
           });
  }

  // 20个工作日(含20个工作日)
  bool RepeatsDuration(const Tokens& content) const {
    const auto is_duration = [](const Token& token) { return token.word == Word::kDuration; };
    const auto last = std::find_if(current_.rbegin(), current_.rend(), is_duration);
    const auto again = std::find_if(content.begin(), content.end(), is_duration);
    return last != current_.rend() && again != content.end() && content.size() <= 2 &&
           content[0].text.size() <= (again == content.begin() ? again->text.size() : 1) &&
           again->amount == last->amount && again->unit == last->unit;
  }

  static Token AsLink(Token token) {
    token.word = Word::kConj;
    return token;
  }

  void PutBehind(const Tokens& content, bool bracketed) {
    Tokens part;
    for (const Token& token : content) {
      const bool pause = token.word == Word::kComma || token.word == Word::kStop || token.word == Word::kFullStop;
      if (!pause) part.push_back(token);
      if (pause && !part.empty()) behind_.push_back({.tokens = std::exchange(part, {}), .bracketed = bracketed});
    }
    if (!part.empty()) behind_.push_back({.tokens = std::move(part), .bracketed = bracketed});
  }

  const Tokens& tokens_;
  std::vector<std::string>& remarks_;
  std::vector<bool> deadline_ahead_;
  std::vector<Piece> segments_;
  Tokens current_;
  std::vector<Piece> behind_;
};

// --- reserves of the law ----------------------------------------------------------------------------

// Takes 法律、法规另有规定的从其规定 out of the piece.
void TakeOutReserve(Piece& piece) {
  Tokens& tokens = piece.tokens;
  const auto is_reserve = [](const Token& token) { return token.word == Word::kLawReserve; };
  const auto reserve = std::find_if(tokens.begin(), tokens.end(), is_reserve);
  if (reserve == tokens.end()) {
    const bool only_tail = !tokens.empty() && tokens.back().word == Word::kLawTail &&
                           std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
                             return token.word == Word::kLawTail || token.word == Word::kNoise ||
                                    token.word == Word::kLaw;
                           });
    if (only_tail) {
      tokens.clear();
      piece.reserve = true;
    }
    return;
  }
  piece.reserve = true;
  auto begin = reserve;
  while (begin != tokens.begin() && !IsDeadline((begin - 1)->word)) --begin;
  while (begin != reserve && (IsPublishingVerb(begin->word) || IsFiller(begin->word)) && begin != tokens.begin()) {
    ++begin;
  }
  auto end = reserve + 1;
  const bool more = std::any_of(end, tokens.end(), [](const Token& token) { return IsDeadline(token.word); });
  if (!more) {
    end = tokens.end();
  } else {
    while (end != tokens.end() && (end->word == Word::kNoise || end->word == Word::kLawTail ||
                                   end->word == Word::kOutside)) {
      ++end;
    }
  }
  tokens.erase(begin, end);
}

// --- colons and numbers -----------------------------------------------------------------------------

// 行政处罚：7个工作日内 — what stands before the colon is the scope of the rest of the clause.
void TakeOutColons(std::vector<Piece>& pieces) {
  std::string scope;
  std::vector<Piece> result;
  for (Piece& piece : pieces) {
    Piece part{.inherited = true, .bracketed = piece.bracketed, .reserve = piece.reserve};
    for (const Token& token : piece.tokens) {
      if (token.word != Word::kColon) {
        part.tokens.push_back(token);
        continue;
      }
      // Behind a number a new scope begins without a stop, where a line ended: A：7日 B：20日.
      size_t begin = part.tokens.size();
      while (begin > 0 && !IsDeadline(part.tokens[begin - 1].word)) --begin;
      const bool behind_number = begin > 0;
      while (behind_number && begin < part.tokens.size() && IsFiller(part.tokens[begin].word)) ++begin;
      const std::string named = ScopeText(part.tokens, begin, part.tokens.size());
      if (behind_number) {
        part.tokens.resize(begin);
        part.scope = scope;
        result.push_back(std::exchange(part, Piece{.bracketed = piece.bracketed, .reserve = piece.reserve}));
        result.back().reserve = false;
      }
      if (!named.empty()) scope = named;
      part.inherited = false;
      part.tokens.clear();
    }
    part.scope = scope;
    if (!part.tokens.empty() || part.reserve) result.push_back(std::move(part));
  }
  pieces = std::move(result);
}

// The indices at which a piece with several numbers is cut: behind each number and the verb that follows.
std::vector<size_t> Cuts(const Tokens& tokens) {
  std::vector<size_t> cuts;
  size_t last = tokens.size();  // the number before, if any
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (!IsDeadline(tokens[i].word)) continue;
    const bool first = last == tokens.size();
    const bool together = !first && (tokens[last].word == Word::kEvery ||
                                     (tokens[last].word == Word::kDate && tokens[i].word == Word::kDate));
    if (!first && !together) {
      size_t cut = last + 1;
      while (cut < i && (IsFiller(tokens[cut].word) || tokens[cut].word == Word::kPrompt ||
                         tokens[cut].word == Word::kAbove || tokens[cut].word == Word::kConj) &&
             MinimumDuration(tokens, cut) == cut && tokens[cut].word != Word::kGeneric) {
        ++cut;
      }
      cuts.push_back(cut);
    }
    last = i;
  }
  cuts.push_back(tokens.size());
  return cuts;
}

std::vector<Piece> CutAtNumbers(std::vector<Piece> pieces) {
  std::vector<Piece> result;
  for (Piece& piece : pieces) {
    size_t begin = 0;
    for (const size_t cut : Cuts(piece.tokens)) {
      Piece part{{piece.tokens.begin() + begin, piece.tokens.begin() + cut},
                 piece.scope,
                 piece.inherited || begin > 0,
                 piece.bracketed};
      begin = cut;
      part.reserve = piece.reserve && cut == piece.tokens.size();
      result.push_back(std::move(part));
    }
  }
  return result;
}

}  // namespace

bool IsDeadline(Word word) { return word == Word::kDuration || word == Word::kDate || word == Word::kEvery; }

bool IsPublishingVerb(Word word) {
  return word == Word::kVerb || word == Word::kNoticeVerb || word == Word::kUpdate;
}

bool IsFiller(Word word) {
  return IsPublishingVerb(word) || word == Word::kNoise || word == Word::kGeneric || word == Word::kTogether ||
         word == Word::kAnd;
}

size_t MinimumDuration(const Tokens& tokens, size_t i) {
  const auto leads = [](Word word) {
    return word == Word::kNotice || word == Word::kNoticeVerb || word == Word::kConsult || word == Word::kMin ||
           word == Word::kPeriod;
  };
  if (!leads(tokens[i].word)) return i;
  size_t at = i;
  while (at < tokens.size() && (leads(tokens[at].word) || tokens[at].word == Word::kNoise)) ++at;
  if (at == tokens.size() || tokens[at].word != Word::kDuration) return i;
  return tokens[at].within || tokens[at].before ? i : at;
}

bool HasNegativeNumber(const Tokens& tokens) {
  const auto dash = [&](size_t i) { return tokens[i].text == U"-"; };
  for (size_t i = 0; i + 1 < tokens.size(); ++i) {
    const bool pause = i > 0 && (dash(i - 1) || IsDeadline(tokens[i - 1].word));
    if (dash(i) && !pause && tokens[i + 1].word == Word::kDuration) return true;
  }
  return false;
}

bool IsExtension(const Tokens& tokens) {
  const auto links = [](Word word) {
    return IsFiller(word) || word == Word::kTo || word == Word::kPeriod || word == Word::kMax ||
           word == Word::kYearWord;
  };
  auto at = std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return IsDeadline(token.word); });
  if (at == tokens.end()) return false;
  while (at != tokens.begin() && links((at - 1)->word)) --at;
  if (at == tokens.begin()) return false;
  constexpr std::u32string_view kLonger[] = {U"延长", U"延长期", U"延长期限", U"延期", U"顺延"};
  return std::any_of(std::begin(kLonger), std::end(kLonger),
                     [&](std::u32string_view longer) { return (at - 1)->text.ends_with(longer); });
}

std::string ScopeText(const Tokens& tokens, size_t begin, size_t end) {
  const auto introduces = [](Word word) {
    return word == Word::kNoise || word == Word::kConj || word == Word::kAnd || word == Word::kFrom ||
           word == Word::kComma || word == Word::kAmong || word == Word::kTo ||
           word == Word::kMax;
  };
  while (begin < end && introduces(tokens[begin].word) && !tokens[begin].text.starts_with(U"(")) ++begin;
  while (end > begin && introduces(tokens[end - 1].word) && !tokens[end - 1].text.starts_with(U")")) --end;
  const auto says_nothing = [](const Token& token) {
    return IsFiller(token.word) || token.word == Word::kConj || token.text == U"其他" || token.text == U"其它" ||
           token.text == U"其余";
  };
  if (std::all_of(tokens.begin() + begin, tokens.begin() + end, says_nothing)) {
    const bool others = std::any_of(tokens.begin() + begin, tokens.begin() + end,
                                    [](const Token& token) { return token.word == Word::kText; });
    return others ? "其他" : "";
  }
  if (tokens[begin].word == Word::kExcept) {  // 除处罚决定外其他内容: the exception says it all
    const auto outside = std::find_if(tokens.begin() + begin, tokens.begin() + end,
                                      [](const Token& token) { return token.word == Word::kOutside; });
    const size_t behind = static_cast<size_t>(outside - tokens.begin()) + 1;
    if (behind < end && std::all_of(tokens.begin() + behind, tokens.begin() + end, says_nothing)) end = behind;
  }
  // 行政处罚事项 says no more than 行政处罚; 重大事项 is one name.
  const auto is_act = [](const Token& token) {
    return token.text.ends_with(U"处罚") || token.text.ends_with(U"许可") || token.text.ends_with(U"强制");
  };
  if (end > begin + 1 && tokens[end - 1].text == U"事项" && is_act(tokens[end - 2])) --end;
  if (end > begin + 1 && tokens[end - 1].text == U"等") --end;
  return TextOf(tokens, begin, end);
}

std::vector<Clause> CutIntoClauses(const Tokens& tokens, std::vector<std::string>& remarks) {
  std::vector<Clause> clauses;
  Tokens sentence;
  int depth = 0;
  const auto finish = [&] {
    if (sentence.empty()) return;
    std::vector<Piece> pieces = BracketReader(sentence, remarks).Run();
    for (Piece& piece : pieces) TakeOutReserve(piece);
    TakeOutColons(pieces);
    clauses.push_back({CutAtNumbers(std::move(pieces))});
    sentence.clear();
  };
  for (const Token& token : tokens) {
    if (token.word == Word::kOpen) ++depth;
    if (token.word == Word::kClose) --depth;
    if (depth == 0 && (token.word == Word::kStop || token.word == Word::kFullStop)) {
      finish();
    } else {
      sentence.push_back(token);
    }
  }
  finish();
  return clauses;
}

}  // namespace disclosure::catalog::time_limit
