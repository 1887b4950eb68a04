// Puts together what the pieces of a phrase say.
#include "catalog-service/domain/time_limit.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "catalog-service/domain/text_folding.h"
#include "catalog-service/domain/time_limit_lexer.h"
#include "catalog-service/domain/time_limit_piece.h"
#include "catalog-service/domain/time_limit_segments.h"
#include "common/base/text_limits.h"

namespace disclosure::catalog {
namespace time_limit {
namespace {

struct Draft {
  Term term;
  bool scope_is_explicit = false;
  bool addition = false;  // says more about what the term before is for (并动态更新), or nothing of a time
};

// Words of the phrase within a warning: enough of them to find the place.
std::string Quoted(std::string_view words) {
  constexpr size_t kLongest = 60;
  const std::u32string points = ToCodePoints(words);
  if (points.size() <= kLongest) return absl::StrCat("“", std::string(words), "”");
  return absl::StrCat("“", ToUtf8(points.substr(0, kLongest)), "……”");
}

// Reads clause by clause; the drafts of the current clause begin at `clause_begin_`.
class PhraseReader {
 public:
  TimeLimit Read(const Tokens& tokens) {
    std::vector<std::string> remarks;
    for (const Clause& clause : CutIntoClauses(tokens, remarks)) ReadClause(clause);
    for (const std::string& remark : remarks) WarnOfRemark(remark);
    if (reserve_for_all_) ReserveForAll();
    DropImplicitScopes();
    return Finish();
  }

 private:
  void Warn(std::string text) {
    if (std::find(warnings_.begin(), warnings_.end(), text) == warnings_.end()) warnings_.push_back(std::move(text));
  }

  void WarnOfRemark(std::string_view remark) { Warn(absl::StrCat("括号内的说明", Quoted(remark), "未纳入范式")); }

  void ReadClause(const Clause& clause) {
    clause_begin_ = drafts_.size();
    unread_.clear();
    pending_ = Reading();
    bool reserve = false;
    bool notice = false;
    for (const Piece& piece : clause.pieces) {
      const Reading reading = ReadPiece(piece, notice);
      for (const std::string& warning : reading.warnings) Warn(warning);
      Take(piece, reading);
      notice = notice || std::any_of(piece.tokens.begin(), piece.tokens.end(), [](const Token& token) {
                 return token.word == Word::kNoticeVerb || token.word == Word::kNotice;
               });
      if (!piece.reserve) continue;
      reserve = true;
      if (HasDrafts() && drafts_.back().term.kind != TermKind::kText) drafts_.back().term.unless_law = true;
    }
    if (!pending_.anchor.empty() || pending_.bare_scope) unread_.push_back(pending_text_);
    JoinFlagsBefore();
    FinishClause(reserve);
  }

  bool HasDrafts() const { return drafts_.size() > clause_begin_; }

  void Take(const Piece& piece, const Reading& reading) {
    const std::string text = TextOf(piece.tokens, 0, piece.tokens.size());
    if (reading.extension) {
      WarnOfExtension(text);
      return;
    }
    if (!reading.understood) {
      if (HasDeadline(piece)) {
        KeepAsText(reading, text);
      } else if (!piece.tokens.empty()) {
        unread_.push_back(text);
      }
      return;
    }
    if (!reading.anchor.empty() && AnchorTheTermBefore(reading.anchor)) return;
    if (piece.bracketed && reading.terms.empty() && (reading.bare_scope || !reading.anchor.empty())) {
      WarnOfRemark(text);
      return;
    }
    if (reading.bare_scope || !reading.anchor.empty()) {
      pending_ = reading;
      pending_text_ = text;
      return;
    }
    if (reading.terms.empty()) {
      TakeFlags(reading);
    } else {
      TakeTerms(reading);
    }
  }

  static bool HasDeadline(const Piece& piece) {
    return std::any_of(piece.tokens.begin(), piece.tokens.end(),
                       [](const Token& token) { return IsDeadline(token.word); });
  }

  // 可延长20个工作日 is no time for publication, nor is what stands before it (需要延长的) a scope.
  void WarnOfExtension(const std::string& text) {
    Warn(absl::StrCat(Quoted(WithPendingScope(text)), "是延长期限的说明，未纳入范式"));
  }

  // The words of a piece and of the scope that waited for it.
  std::string WithPendingScope(const std::string& text) {
    if (!pending_.bare_scope) return text;
    pending_ = Reading();
    return absl::StrCat(pending_text_, "，", text);
  }

  // A time that was not understood stays visible in the form, beside what was understood.
  void KeepAsText(const Reading& reading, const std::string& text) {
    Draft draft;
    draft.term.kind = TermKind::kText;
    draft.scope_is_explicit = reading.scope_is_explicit;
    if (reading.scope_is_explicit) draft.term.scope = reading.scope;
    drafts_.push_back(std::move(draft));
    WarnOfText(WithPendingScope(text));
  }

  void WarnOfText(std::string_view words) { Warn(absl::StrCat(Quoted(words), "未能识别，保留原文，不推定期限")); }

  // 20个工作日(自信息形成之日起): the event comes behind the number.
  bool AnchorTheTermBefore(const std::string& anchor) {
    if (!HasDrafts()) return false;
    Term& term = drafts_.back().term;
    if (term.kind != TermKind::kWithin || term.anchor != "unspecified") return false;
    term.anchor = anchor;
    return true;
  }

  void TakeTerms(const Reading& reading) {
    if (KeepsTheTermBefore(reading)) {
      drafts_.back().term.keep_longterm = true;
      return;
    }
    for (const Term& term : reading.terms) {
      Draft draft{term, reading.scope_is_explicit};
      draft.term.scope = reading.scope;
      if (!reading.scope_is_explicit && !pending_.scope.empty()) {
        draft.term.scope = pending_.scope;
        draft.scope_is_explicit = pending_.scope_is_explicit;
      }
      const bool wants_anchor = term.anchor == "unspecified" || (term.kind == TermKind::kPrompt && term.anchor.empty());
      if (wants_anchor && !pending_.anchor.empty()) draft.term.anchor = pending_.anchor;
      draft.addition = HasDrafts() && draft.term.scope.empty() && term.kind != TermKind::kWithin;
      if (draft.addition) InheritScope(draft);
      drafts_.push_back(std::move(draft));
    }
    pending_ = Reading();
    AddFlags(reading.flags, drafts_.back().term);
  }

  void InheritScope(Draft& draft) const {
    draft.term.scope = drafts_.back().term.scope;
    draft.scope_is_explicit = drafts_.back().scope_is_explicit;
  }

  // 20个工作日内公开，保持长期公开
  bool KeepsTheTermBefore(const Reading& reading) const {
    if (drafts_.empty() || reading.terms.size() != 1 || reading.terms[0].kind != TermKind::kLongterm) return false;
    const Draft& before = drafts_.back();
    const bool same_scope = reading.scope.empty() || reading.scope == before.term.scope;
    return same_scope && pending_.scope.empty() && before.term.kind != TermKind::kNone &&
           before.term.kind != TermKind::kText && before.term.kind != TermKind::kLongterm &&
           before.term.kind != TermKind::kPermanent;
  }

  void TakeFlags(const Reading& reading) {
    const bool own_scope = reading.scope_is_own && HasDrafts() && drafts_.back().term.scope != reading.scope;
    const bool behind_text = HasDrafts() && drafts_.back().term.kind == TermKind::kText;
    if (!HasDrafts() || own_scope || behind_text) {
      const bool any = reading.flags.notice.has_value() || reading.flags.consult.has_value() ||
                       !reading.flags.place.empty();
      if (!any) return;
      Draft draft{Term(), reading.scope_is_explicit};
      draft.term.scope = reading.scope;
      drafts_.push_back(std::move(draft));
    }
    AddFlags(reading.flags, drafts_.back().term);
  }

  static void AddFlags(const Term& flags, Term& term) {
    if (flags.notice.has_value()) term.notice = flags.notice;
    if (flags.consult.has_value()) term.consult = flags.consult;
    if (!flags.place.empty()) term.place = flags.place;
  }

  // 公示7个工作日，信息形成之日起20个工作日内公开: the flags came first.
  void JoinFlagsBefore() {
    if (drafts_.size() < clause_begin_ + 2) return;
    const Draft& flags = drafts_[clause_begin_];
    Draft& next = drafts_[clause_begin_ + 1];
    if (flags.term.kind != TermKind::kNone || next.term.kind == TermKind::kText) return;
    if (flags.scope_is_explicit || next.scope_is_explicit) return;
    AddFlags(flags.term, next.term);
    next.term.unless_law = next.term.unless_law || flags.term.unless_law;
    drafts_.erase(drafts_.begin() + clause_begin_);
  }

  void FinishClause(bool reserve) {
    if (HasDrafts()) {
      const bool reserved = std::any_of(drafts_.begin() + clause_begin_, drafts_.end(),
                                        [](const Draft& draft) { return draft.term.unless_law; });
      for (size_t i = clause_begin_; reserve && !reserved && i < drafts_.size(); ++i) {
        if (drafts_[i].term.kind != TermKind::kText) drafts_[i].term.unless_law = true;
      }
    } else if (!unread_.empty()) {
      drafts_.push_back({.addition = true});
      drafts_.back().term.kind = TermKind::kText;
    }
    reserve_for_all_ = reserve_for_all_ || (reserve && !HasDrafts());
    const bool text = HasDrafts() && drafts_.back().term.kind == TermKind::kText;
    for (const std::string& words : unread_) {
      if (text) {
        WarnOfText(words);
      } else {
        Warn(absl::StrCat(Quoted(words), "未纳入范式，请核对原文"));
      }
    }
  }

  // 。法律、法规另有规定的，从其规定: in a sentence of its own it is for every clause.
  void ReserveForAll() {
    if (drafts_.empty()) drafts_.push_back({});
    for (Draft& draft : drafts_) {
      if (draft.term.kind != TermKind::kText) draft.term.unless_law = true;
    }
  }

  // The subject of a sentence is a scope only where there are several.
  void DropImplicitScopes() {
    const auto counts = [](const Draft& draft) {
      return !draft.addition && draft.term.kind != TermKind::kNone;
    };
    const bool several = std::count_if(drafts_.begin(), drafts_.end(), counts) >= 2;
    for (Draft& draft : drafts_) {
      std::string& scope = draft.term.scope;
      if (several && scope.starts_with("除") && scope.ends_with("外")) scope = "其他";
      if (!several && (!draft.scope_is_explicit || scope == "其他")) scope.clear();
      if (draft.term.kind == TermKind::kNone && !draft.scope_is_explicit) scope.clear();
    }
  }

  TimeLimit Finish() {
    TimeLimit limit;
    for (const Draft& draft : drafts_) {
      if (draft.term.anchor == "unspecified") {
        Warn(absl::StrCat("“", draft.term.amount, UnitText(draft.term.unit), "”未写明从何时起算"));
      }
      std::string clause = Format(draft.term);
      const bool repeated = std::find(limit.clauses.begin(), limit.clauses.end(), clause) != limit.clauses.end();
      if (!repeated) limit.clauses.push_back(std::move(clause));
    }
    limit.warnings = std::move(warnings_);
    return limit;
  }

  static const char* UnitText(TimeUnit unit) {
    switch (unit) {
      case TimeUnit::kWorkingDay:
        return "个工作日";
      case TimeUnit::kMonth:
        return "个月";
      case TimeUnit::kHour:
        return "小时";
      default:
        return "日";
    }
  }

  std::vector<Draft> drafts_;
  std::vector<std::string> warnings_;
  std::vector<std::string> unread_;  // pieces of this clause that no rule read
  size_t clause_begin_ = 0;
  Reading pending_;  // a scope or an event that waits for its time
  std::string pending_text_;
  bool reserve_for_all_ = false;
};

}  // namespace
}  // namespace time_limit

TimeLimit NormaliseTimeLimit(std::string_view phrase) {
  if (CodePoints(phrase) > static_cast<size_t>(kMaxTimeLimitLength)) {
    return {{"text"}, {absl::StrCat("公开时限超过", kMaxTimeLimitLength, "字，未作识别，保留原文")}};
  }
  const std::u32string folded = time_limit::FoldPhrase(phrase);
  TimeLimit limit = time_limit::PhraseReader().Read(time_limit::Tokenise(folded));
  if (!limit.clauses.empty()) return limit;
  if (folded.empty()) return {{}, {"公开时限为空"}};
  limit.clauses = {"text"};
  if (limit.warnings.empty()) limit.warnings = {"公开时限中没有可识别的文字，保留原文"};
  return limit;
}

std::string ToString(const TimeLimit& limit) {
  std::string text;
  for (const std::string& clause : limit.clauses) {
    if (!text.empty()) text += ';';
    text += clause;
  }
  return text;
}

}  // namespace disclosure::catalog
