#include "catalog-service/domain/time_limit_piece.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "catalog-service/domain/time_limit_amounts.h"
#include "catalog-service/domain/time_limit_anchor.h"

namespace disclosure::catalog::time_limit {
namespace {

constexpr size_t kNowhere = static_cast<size_t>(-1);

class PieceReader {
 public:
  PieceReader(const Piece& piece, bool notice_before) : tokens_(piece.tokens), notice_before_(notice_before) {
    reading_.scope = piece.scope;
    reading_.scope_is_explicit = !piece.scope.empty();
    own_scope_ = reading_.scope_is_explicit && !piece.inherited;
  }

  Reading Run() {
    Read();
    reading_.scope_is_own = own_scope_;
    return std::move(reading_);
  }

 private:
  void Read() {
    if (HasNegativeNumber(tokens_)) return;
    reading_.extension = IsExtension(tokens_);
    if (reading_.extension) return;
    TakeOutAmong();
    TakeOutException();
    TakeOutPlace();
    TakeOutMinimum();
    if (std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) { return IsFiller(token.word); })) {
      reading_.bare_scope = tokens_.empty() && reading_.scope_is_explicit && !HasFlags();
      reading_.understood = HasFlags() || tokens_.empty();
      return;
    }
    if (refused_) return;
    reading_.understood = ReadDates() || ReadPeriods() || ReadDuration() || ReadCompanion() || ReadWords() ||
                          ReadMoment() || ReadEventAlone() || ReadScopeAlone();
  }

  size_t Find(Word word, size_t from = 0) const { return Find(word, from, tokens_.size()); }
  size_t Find(Word word, size_t from, size_t end) const {
    for (size_t i = from; i < end; ++i) {
      if (tokens_[i].word == word) return i;
    }
    return kNowhere;
  }
  size_t FindLast(Word word, size_t end) const {
    for (size_t i = end; i-- > 0;) {
      if (tokens_[i].word == word) return i;
    }
    return kNowhere;
  }
  bool Has(Word word) const { return Find(word) != kNowhere; }

  bool HasFlags() const {
    return reading_.flags.notice.has_value() || reading_.flags.consult.has_value() || !reading_.flags.place.empty();
  }

  void Erase(size_t begin, size_t end) { tokens_.erase(tokens_.begin() + begin, tokens_.begin() + end); }

  void SetScope(std::string scope, bool is_explicit) {
    if (own_scope_ || scope.empty()) return;
    reading_.scope = std::move(scope);
    reading_.scope_is_explicit = reading_.scope_is_explicit || is_explicit || among_;
    own_scope_ = reading_.scope_is_explicit;
  }

  void Warn(std::string text) { reading_.warnings.push_back(std::move(text)); }

  Term& AddTerm(TermKind kind) {
    reading_.terms.emplace_back().kind = kind;
    return reading_.terms.back();
  }

  // --- what stands around the term --------------------------------------------------------------------

  void TakeOutAmong() {
    among_ = !tokens_.empty() && tokens_[0].word == Word::kAmong;
    if (among_) Erase(0, 1);
  }

  // 除处罚决定外: the rest is for everything else.
  void TakeOutException() {
    const size_t except = Find(Word::kExcept);
    if (except == kNowhere) return;
    const size_t outside = Find(Word::kOutside, except);
    if (outside == kNowhere || outside == except + 1) return;
    SetScope(TextOf(tokens_, except, outside + 1), true);
    Erase(except, outside + 1);
  }

  // 在村公示栏公开
  void TakeOutPlace() {
    const size_t place = FindLast(Word::kPlace, tokens_.size());
    if (place == kNowhere) return;
    const Word next = place + 1 < tokens_.size() ? tokens_[place + 1].word : Word::kVerb;
    if (!IsFiller(next) && !(next >= Word::kRealtime && next <= Word::kPermanent)) return;
    size_t from = place;
    while (from > 0 && tokens_[from].word != Word::kFrom && tokens_[from].word != Word::kVia) {
      const Word word = tokens_[from].word;
      if (IsDeadline(word) || word == Word::kEventEnd || word == Word::kAtTime) return;
      --from;
    }
    if (tokens_[from].word != Word::kFrom && tokens_[from].word != Word::kVia) return;
    reading_.flags.place = TextOf(tokens_, from + 1, place + 1);
    Erase(from, place + 1);
  }

  // 公示期不少于7个工作日, 公示7个工作日, 征求意见期限一般不少于30日
  void TakeOutMinimum() {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      const size_t at = MinimumDuration(tokens_, i);
      if (at == i) continue;
      const bool more_or_less = at + 1 < tokens_.size() && tokens_[at + 1].word == Word::kTimes;
      if (!more_or_less) TakeOutMinimum(i, at);
      return;
    }
  }

  void TakeOutMinimum(size_t begin, size_t at) {
    const bool consult = Find(Word::kConsult, 0, at) != kNowhere;
    const bool notice = notice_before_ || Find(Word::kNotice, 0, at) != kNowhere ||
                        Find(Word::kNoticeVerb, 0, at) != kNowhere || SpeaksOfPublishingTime(at);
    if (!consult && !notice) {
      refused_ = true;  // 不少于7日, of nothing that is known: a minimum is no deadline
      return;
    }
    const std::optional<MinimumTime> minimum = ToMinimum(tokens_[at]);
    if (!minimum.has_value()) {
      refused_ = true;
      return;
    }
    if (tokens_[at].unit == TimeUnit::kMonth) Warn("最短公示或征求意见时间以月计，按每月30日折算");
    (consult ? reading_.flags.consult : reading_.flags.notice) = minimum;
    SetScope(ScopeText(tokens_, 0, begin), false);
    const bool above = at + 1 < tokens_.size() && tokens_[at + 1].word == Word::kAbove;
    Erase(0, at + (above ? 2 : 1));
  }

  // 公开时间不少于7日
  bool SpeaksOfPublishingTime(size_t at) const {
    for (size_t i = 0; i < at; ++i) {
      if (tokens_[i].text == U"公开时间" || tokens_[i].text == U"公开期限") return true;
      const bool verb = tokens_[i].word == Word::kVerb;
      if (verb && i + 1 < at && tokens_[i + 1].word == Word::kPeriod) return true;
    }
    return false;
  }

  // --- terms with a number ----------------------------------------------------------------------------

  // 每年1月31日前
  bool ReadDates() {
    const size_t first = Find(Word::kDate);
    if (first == kNowhere) return false;
    const bool once = Has(Word::kCertainYear);
    for (size_t i = first; i < tokens_.size(); ++i) {
      if (tokens_[i].word != Word::kDate) continue;
      const Word next = i + 1 < tokens_.size() ? tokens_[i + 1].word : Word::kStop;
      if (once || next == Word::kEventEnd) {  // 自2024年1月1日起 is no deadline of each year
        reading_.terms.clear();
        return false;
      }
      if (next == Word::kTo) continue;
      Term& term = AddTerm(TermKind::kYearly);
      term.month = tokens_[i].month;
      term.day = tokens_[i].day;
    }
    const size_t year = std::min(std::min(Find(Word::kEvery), Find(Word::kYearWord)), first);
    if (year == first) Warn("日期前未写“每年”，按每年计");
    SetScope(ScopeText(tokens_, 0, year), false);
    return !reading_.terms.empty();
  }

  // 每季度更新, 半年至少更新1次, 1次/年, 每月10日前
  bool ReadPeriods() {
    const size_t every = Find(Word::kEvery);
    const size_t duration = Find(Word::kDuration);
    const size_t times = Find(Word::kTimes);
    if (every == kNowhere) {
      if (duration == kNowhere || times == kNowhere || Has(Word::kEventEnd)) return false;
      return AddCycle(duration, times);
    }
    if (duration == kNowhere) return AddCycle(every, times);
    const Token& day = tokens_[duration];
    const bool of_month = tokens_[every].unit == TimeUnit::kMonth && tokens_[every].amount == 1;
    const bool behind = duration == every + 1 || (duration == every + 2 && tokens_[every + 1].word == Word::kBefore);
    if (of_month && behind && day.unit == TimeUnit::kDay && day.amount <= 31) {
      AddTerm(TermKind::kMonthly).day = day.amount;
      SetScope(ScopeText(tokens_, 0, every), false);
      return true;
    }
    if (!Has(Word::kEventEnd)) return false;
    Erase(every, every + 1);  // 每年预算批准后20日内: the event comes each year
    return false;
  }

  bool AddCycle(size_t at, size_t times) {
    const Token& period = tokens_[at];
    if (period.unit == TimeUnit::kHour) return false;
    Term& term = AddTerm(TermKind::kCycle);
    term.amount = period.amount;
    term.unit = period.unit;
    if (term.unit == TimeUnit::kMonth && term.amount % 12 == 0) {
      term.unit = TimeUnit::kYear;
      term.amount /= 12;
    }
    if (times != kNowhere && tokens_[times].amount > 1) {
      Warn(absl::StrCat("每周期", tokens_[times].amount, "次，范式只能记为每周期至少一次"));
    }
    SetScope(ScopeText(tokens_, 0, std::min(at, times)), false);
    return true;
  }

  // 信息形成之日起20个工作日内, 20个工作日(自…之日起), 会议召开前一周
  bool ReadDuration() {
    const size_t at = Find(Word::kDuration);
    if (at == kNowhere) return false;
    const Token duration = tokens_[at];
    const size_t ahead = Find(Word::kAhead, 0, at);
    if (duration.before || ahead != kNowhere || (at > 0 && tokens_[at - 1].word == Word::kBefore)) {
      return ReadLead(duration, at, ahead);
    }
    Anchor anchor = AnchorBefore(at);
    if (anchor.state == Anchor::State::kNone) {
      const size_t end = FindLast(Word::kEventEnd, tokens_.size());
      if (end != kNowhere && end > at) {
        const size_t from = FindLast(Word::kFrom, end);
        const size_t begin = from == kNowhere || from < at ? at + 1 : from + 1;
        anchor = ResolveAnchor(tokens_, begin, end, true);
      }
    }
    if (anchor.state == Anchor::State::kUnknown) return false;
    Term& term = AddTerm(TermKind::kWithin);
    term.anchor = anchor.state == Anchor::State::kKnown ? anchor.name : "unspecified";
    if (!SetDeadline(duration, term)) {
      reading_.terms.clear();
      return false;
    }
    if (duration.low != duration.amount) Warn("期限为区间，按上限计");
    SetSubject(anchor, at);
    return true;
  }

  // The event before the duration at `at`.
  Anchor AnchorBefore(size_t at) {
    const size_t end = FindLast(Word::kEventEnd, at);
    const bool marked = end != kNowhere;
    return ResolveAnchor(tokens_, EventBegin(marked ? end : at), marked ? end : at, marked);
  }

  // Behind the last 自, 在, 于 before `end`.
  size_t EventBegin(size_t end) const {
    const size_t from = FindLast(Word::kFrom, end);
    return from == kNowhere ? 0 : from + 1;
  }

  // What the deadline at `at` is for, told by the words before its event.
  void SetSubject(const Anchor& anchor, size_t at) {
    size_t end = at;
    if (anchor.state == Anchor::State::kKnown && anchor.begin < at) {
      end = anchor.begin;
      if (const size_t from = FindLast(Word::kFrom, end); from != kNowhere) {
        if (const std::string before = ScopeText(tokens_, 0, from); !before.empty()) {
          SetScope(before, false);
          return;
        }
      }
    } else if (anchor.state == Anchor::State::kNone) {
      while (end > 0 && (tokens_[end - 1].word == Word::kMax || tokens_[end - 1].word == Word::kFrom)) --end;
    }
    std::string subject = ScopeText(tokens_, 0, end);
    if (subject.empty()) subject = ScopeText(tokens_, anchor.object_begin, anchor.object_end);
    SetScope(std::move(subject), false);
  }

  // 提前一周发通知邀请, 会议召开3日前
  bool ReadLead(const Token& duration, size_t at, size_t ahead) {
    if (duration.unit == TimeUnit::kYear || duration.unit == TimeUnit::kHour) return false;
    size_t end = ahead == kNowhere ? at : ahead;
    while (end > 0 && tokens_[end - 1].word == Word::kBefore) --end;
    const Anchor anchor = ResolveAnchor(tokens_, EventBegin(end), end, end > 0);
    const bool invited = Has(Word::kInvite) || Find(Word::kMeeting, at) != kNowhere;
    const bool known = anchor.state == Anchor::State::kKnown;
    if (!known && !(invited && end == 0)) return false;
    Term& term = AddTerm(TermKind::kBefore);
    term.amount = duration.amount;
    term.unit = duration.unit;
    term.anchor = known ? anchor.name : "meeting";
    return true;
  }

  // --- terms without a number -------------------------------------------------------------------------

  // 随采购公告、采购文件公开, 与中标结果同时公告
  bool ReadCompanion() {
    if (Has(Word::kProgress) || Has(Word::kActual) || Has(Word::kEventEnd)) return false;
    const size_t together = FindLast(Word::kTogether, tokens_.size());
    const size_t with = Find(Word::kWith);
    const size_t at = with != kNowhere || together == kNowhere ? with : FindLast(Word::kAlong, together);
    if (at == kNowhere) return false;
    size_t end = together;
    if (end == kNowhere) end = LastVerbBehind(at);
    while (end > at + 1 && tokens_[end - 1].word == Word::kNoise) --end;
    if (end <= at + 1) return false;
    AddTerm(TermKind::kWith).companion = TextOf(tokens_, at + 1, end);
    SetScope(ScopeText(tokens_, 0, at), false);
    return true;
  }

  // The verb of 随采购公告公开; in 随采购公告 there is none, 公告 being the companion.
  size_t LastVerbBehind(size_t at) const {
    size_t end = tokens_.size();
    while (end > at + 1 && !IsPublishingVerb(tokens_[end - 1].word)) --end;
    if (end == at + 1 || tokens_[end - 1].word != Word::kNoticeVerb) return end - 1;
    const bool other_verb = std::any_of(tokens_.begin() + at + 1, tokens_.begin() + end - 1,
                                        [](const Token& token) { return IsPublishingVerb(token.word); });
    return other_verb ? end - 1 : end;
  }

  struct PlainWord {
    Word word;
    TermKind kind;
  };
  static constexpr std::array<PlainWord, 6> kPlainWords = {{{Word::kSame, TermKind::kSame},
                                                            {Word::kRealtime, TermKind::kRealtime},
                                                            {Word::kPrompt, TermKind::kPrompt},
                                                            {Word::kDynamic, TermKind::kDynamic},
                                                            {Word::kLongterm, TermKind::kLongterm},
                                                            {Word::kPermanent, TermKind::kPermanent}}};

  // 实时, 及时, 长期 …; 按进展情况及时公开; 按实际更新
  bool ReadWords() {
    const size_t by = std::min(Find(Word::kBy), Find(Word::kWith));
    if (by != kNowhere && Find(Word::kProgress, by) != kNowhere) {
      AddTerm(TermKind::kProgress);
      SetScope(ScopeText(tokens_, 0, by), false);
      return true;
    }
    if (by != kNowhere && Find(Word::kActual, by) != kNowhere) {
      AddTerm(TermKind::kDynamic);
      SetScope(ScopeText(tokens_, 0, by), false);
      return true;
    }
    bool separate = true;  // 长期公开、动态更新 are two, 实时动态更新 is one
    size_t first = kNowhere;
    for (size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].word == Word::kConj) separate = true;
      const auto plain = std::find_if(kPlainWords.begin(), kPlainWords.end(),
                                      [&](const PlainWord& entry) { return entry.word == tokens_[i].word; });
      if (plain == kPlainWords.end() || !separate) continue;
      if (plain->kind == TermKind::kSame && tokens_.size() > 1) continue;
      Term& term = AddTerm(plain->kind);
      if (term.kind == TermKind::kPrompt) SetPromptAnchor(i, term);
      if (first == kNowhere) first = i;
      separate = false;
    }
    if (first == kNowhere) return false;
    const size_t end = FindLast(Word::kEventEnd, first);
    if (end == kNowhere) SetScope(ScopeText(tokens_, 0, first), false);
    return true;
  }

  // 重大决策作出后及时公开, 信息变更时及时更新
  void SetPromptAnchor(size_t at, Term& term) {
    size_t end = FindLast(Word::kEventEnd, at);
    if (end == kNowhere) end = FindLast(Word::kAtTime, at);
    if (end == kNowhere) return;
    const Anchor anchor = ResolveAnchor(tokens_, EventBegin(end), end, true);
    if (anchor.state == Anchor::State::kKnown) {
      term.anchor = anchor.name;
    } else {
      Warn(absl::StrCat("“", TextOf(tokens_, 0, end), "”不在起算点表中，只记及时公开"));
    }
  }

  // 在实地启动拟征收土地工作时
  bool ReadMoment() {
    const size_t end = FindLast(Word::kAtTime, tokens_.size());
    if (end == kNowhere) return false;
    const bool last = std::all_of(tokens_.begin() + end + 1, tokens_.end(),
                                  [](const Token& token) { return IsFiller(token.word); });
    const Anchor anchor = ResolveAnchor(tokens_, EventBegin(end), end, true);
    if (!last || anchor.state != Anchor::State::kKnown) return false;
    AddTerm(TermKind::kAt).anchor = anchor.name;
    const size_t from = FindLast(Word::kFrom, anchor.begin);
    SetScope(ScopeText(tokens_, 0, from == kNowhere ? anchor.begin : from), false);
    return true;
  }

  // 自信息形成之日起, and the time comes in another piece.
  bool ReadEventAlone() {
    const size_t end = FindLast(Word::kEventEnd, tokens_.size());
    if (end == kNowhere) return false;
    const Anchor anchor = ResolveAnchor(tokens_, EventBegin(end), end, true);
    if (anchor.state != Anchor::State::kKnown) return false;
    reading_.anchor = anchor.name;
    SetSubject(anchor, end);
    return true;
  }

  // 其中行政处罚信息, and the time comes in another piece.
  bool ReadScopeAlone() {
    const bool plain = std::all_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
      return token.word == Word::kText || token.word == Word::kGeneric || token.word == Word::kThing ||
             token.word == Word::kNoise || token.word == Word::kConj || IsNounOfEvent(token.word);
    });
    if (!plain) return false;
    SetScope(ScopeText(tokens_, 0, tokens_.size()), false);
    reading_.bare_scope = true;
    return true;
  }

  Tokens tokens_;
  bool notice_before_;
  bool own_scope_ = false;  // this piece's own words say explicitly what it is for
  bool among_ = false;
  bool refused_ = false;
  Reading reading_;
};

}  // namespace

Reading ReadPiece(const Piece& piece, bool notice_before) { return PieceReader(piece, notice_before).Run(); }

}  // namespace disclosure::catalog::time_limit
