#include "catalog-service/domain/time_limit_lexer.h"

#include "catalog-service/domain/text_folding.h"
#include "catalog-service/domain/time_limit_numbers.h"

namespace disclosure::catalog::time_limit {
namespace {

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

// How much of `text` is one of `words`; 0 if it starts with none.
size_t StartsWithOne(std::u32string_view text, std::initializer_list<std::u32string_view> words) {
  for (const std::u32string_view word : words) {
    if (text.starts_with(word)) return word.size();
  }
  return 0;
}

size_t WithinLength(std::u32string_view text) {
  return StartsWithOne(text, {U"以内", U"之内", U"期限内", U"期内", U"内"});
}

size_t BeforeLength(std::u32string_view text) { return StartsWithOne(text, {U"之前", U"以前", U"前"}); }

class Lexer {
 public:
  explicit Lexer(std::u32string_view text) : text_(text) {}

  Tokens Run() {
    while (at_ < text_.size()) {
      if (ContinuesNumber()) {
        AddText(1);
        continue;
      }
      if (ReadEnumerator() || ReadTitle() || ReadBracket() || ReadEvery() || ReadYear() || ReadDateWord() ||
          ReadLength() || ReadWord()) {
        continue;
      }
      AddText(1);
    }
    for (; depth_ > 0; --depth_) tokens_.push_back({Word::kClose, text_.substr(text_.size())});
    DemoteNames();
    return std::move(tokens_);
  }

 private:
  std::u32string_view Rest() const { return text_.substr(at_); }

  Token& Add(Word word, size_t length) {
    tokens_.push_back({word, text_.substr(at_, length)});
    at_ += length;
    return tokens_.back();
  }

  void AddText(size_t length) {
    if (!tokens_.empty() && tokens_.back().word == Word::kText) {
      Token& last = tokens_.back();
      last.text = std::u32string_view(last.text.data(), last.text.size() + length);
      at_ += length;
    } else {
      Add(Word::kText, length);
    }
  }

  // The 5 of 1.5 and the last digits of a number too large: no number of their own.
  bool ContinuesNumber() const {
    if (at_ == 0 || !IsDigit(text_[at_])) return false;
    const bool decimal = at_ > 1 && text_[at_ - 1] == U'.' && IsDigit(text_[at_ - 2]);
    return decimal || IsDigit(text_[at_ - 1]);
  }

  bool AfterPause() const {
    return tokens_.empty() || (IsPunctuation(tokens_.back().word) && tokens_.back().word != Word::kTo);
  }

  // "1." "2、" "(1)" "一、" "3)": another clause begins.
  bool ReadEnumerator() {
    const bool bracketed = text_[at_] == U'(';
    const std::u32string_view rest = Rest().substr(bracketed ? 1 : 0);
    const Number number = ReadNumber(rest);
    if (number.length == 0 || number.length > 2 || number.value > 30) return false;
    const std::u32string_view behind = rest.substr(number.length);
    if (behind.empty()) return false;
    const bool dotted = behind[0] == U'.' && !(behind.size() > 1 && IsDigit(behind[1]));
    const bool after_digit = at_ > 0 && IsDigit(text_[at_ - 1]);
    const bool closes = behind[0] == U')' && (bracketed || depth_ == 0);
    if (bracketed ? !closes : !((dotted && !after_digit) || (AfterPause() && (behind[0] == U'、' || closes)))) {
      return false;
    }
    Add(Word::kStop, number.length + (bracketed ? 2 : 1));
    return true;
  }

  // 《…》 is one name, whatever words it has in it.
  bool ReadTitle() {
    if (text_[at_] != U'《') return false;
    const size_t end = Rest().find(U'》');
    AddText(end == std::u32string_view::npos ? Rest().size() : end + 1);
    return true;
  }

  bool ReadBracket() {
    if (text_[at_] == U'(') {
      ++depth_;
      Add(Word::kOpen, 1);
      return true;
    }
    if (text_[at_] != U')') return false;
    if (depth_ == 0) {
      Add(Word::kNoise, 1).text = {};
      return true;
    }
    --depth_;
    Add(Word::kClose, 1);
    return true;
  }

  // 每季度, 按月, 逐年, and "/年" behind a number of times.
  bool ReadEvery() {
    const char32_t first = text_[at_];
    const bool per = first == U'/' && !tokens_.empty() && tokens_.back().word == Word::kTimes;
    if (first != U'每' && first != U'按' && first != U'逐' && !per) return false;
    const Period period = ReadRecurrence(Rest().substr(1));
    if (period.length == 0 || (first == U'按' && ReadNumber(Rest().substr(1)).length > 0)) return false;
    size_t length = period.length + 1;
    const bool year = period.unit == TimeUnit::kYear && period.amount == 1;
    if (!year) length += StartsWithOne(text_.substr(at_ + length), {U"末", U"底"});
    if (!year) length += BeforeLength(text_.substr(at_ + length));
    AddAmount(Word::kEvery, length, period);
    if (const size_t end = year ? StartsWithOne(Rest(), {U"底", U"末", U"终"}) : 0; end > 0) {
      AddDate({12, 31, false, end});
    }
    return true;
  }

  Token& AddAmount(Word word, size_t length, const Period& period) {
    Token& token = Add(word, length);
    token.amount = period.amount;
    token.low = period.low;
    token.unit = period.unit;
    return token;
  }

  // 2024年, 次年.
  bool ReadYear() {
    const size_t named = StartsWithOne(
        Rest(), {U"次年度", U"次年", U"翌年", U"下一年度", U"下一年", U"下年度", U"第二年", U"明年", U"来年", U"当年度",
                 U"当年", U"本年度", U"年度内"});
    if (named > 0) {
      Add(Word::kYearWord, named);
      return true;
    }
    const Number number = ReadNumber(Rest());
    if (number.value < 1000 || !Rest().substr(number.length).starts_with(U"年")) return false;
    Add(Word::kCertainYear, number.length + 1);
    return true;
  }

  void AddDate(const Date& date) {
    Token& token = Add(Word::kDate, date.length);
    token.month = date.month;
    token.day = date.day;
    size_t behind = BeforeLength(Rest());
    if (behind == 0) behind = WithinLength(Rest());
    token.text = std::u32string_view(token.text.data(), token.text.size() + behind);
    at_ += behind;
  }

  bool ReadDateWord() {
    const Date date = ReadDate(Rest());
    if (date.length == 0) return false;
    const bool in_year = !tokens_.empty() &&
                         (tokens_.back().word == Word::kEvery || tokens_.back().word == Word::kYearWord);
    // 一季度一次 is a period; 每年一季度 is a date.
    const bool quarter = Rest().substr(0, date.length).ends_with(U"季度") && text_[at_] != U'第';
    if (quarter && !in_year) return false;
    AddDate(date);
    return true;
  }

  // 20个工作日内, 1次.
  bool ReadLength() {
    const size_t word = LongestWord(Rest()).length;
    const Period period = ReadPeriod(Rest());
    if (period.length > 0 && period.length >= word) {
      Token& token = AddAmount(Word::kDuration, period.length, period);
      const size_t within = WithinLength(Rest());
      const size_t before = BeforeLength(Rest());
      token.within = within > 0;
      token.before = before > 0;
      at_ += within + before;
      token.text = std::u32string_view(token.text.data(), period.length + within + before);
      return true;
    }
    const Number number = ReadNumber(Rest());
    if (number.length == 0 || number.length + 1 < word) return false;
    const std::u32string_view behind = Rest().substr(number.length);
    const bool after_every = !tokens_.empty() && tokens_.back().word == Word::kEvery;
    if (after_every && behind.starts_with(U"号")) {  // 每月10号前
      const size_t before = BeforeLength(behind.substr(1));
      AddAmount(Word::kDuration, number.length + 1 + before,
                {number.value, number.value, TimeUnit::kDay, number.length + 1});
      return true;
    }
    if (behind.starts_with(U"次") || behind.starts_with(U"遍")) {
      Add(Word::kTimes, number.length + 1).amount = number.value;
    } else {
      AddText(number.length);
    }
    return true;
  }

  bool ReadWord() {
    const Lexeme lexeme = LongestWord(Rest());
    if (lexeme.length == 0) return false;
    if (lexeme.word == Word::kText) {
      AddText(lexeme.length);
    } else {
      Add(lexeme.word, lexeme.length);
    }
    return true;
  }

  // 三年行动计划, 半年报: the number belongs to a name and is no time limit.
  void DemoteNames() {
    for (size_t i = 0; i + 1 < tokens_.size(); ++i) {
      Token& token = tokens_[i];
      if (token.word != Word::kDuration || token.unit == TimeUnit::kWorkingDay || token.within || token.before) {
        continue;
      }
      const Word previous = i == 0 ? Word::kStop : tokens_[i - 1].word;
      const Word next = tokens_[i + 1].word;
      const bool led = previous == Word::kEventEnd || previous == Word::kMin || previous == Word::kMax ||
                       previous == Word::kNotice || previous == Word::kNoticeVerb || previous == Word::kConsult;
      const bool name = next == Word::kText || next == Word::kGeneric || next == Word::kThing || IsNounOfEvent(next);
      if (!led && name) token.word = Word::kText;
    }
  }

  std::u32string_view text_;
  size_t at_ = 0;
  int depth_ = 0;
  Tokens tokens_;
};

}  // namespace

Tokens Tokenise(std::u32string_view folded) { return Lexer(folded).Run(); }

std::string TextOf(const Tokens& tokens, size_t begin, size_t end) {
  std::u32string text;
  for (size_t i = begin; i < end; ++i) text += tokens[i].text;
  // What the normal form keeps for itself.
  for (char32_t& c : text) {
    if (c == U';') c = U',';
    if (c == U'+') c = U'＋';
  }
  return ToUtf8(text);
}

}  // namespace disclosure::catalog::time_limit
