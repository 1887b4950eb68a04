#include "catalog-service/domain/time_limit_anchor.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>

namespace disclosure::catalog::time_limit {
namespace {

// One row of the table of anchors in time_limit_forms.md: any of the verbs, all of the nouns. An empty
// list of verbs stands for the noun alone.
struct EventRule {
  std::string_view anchor;
  std::initializer_list<Word> verbs;
  std::initializer_list<Word> nouns;
};

const EventRule kEventRules[] = {
    {"major_decision_made", {Word::kTaken, Word::kFormed}, {Word::kPolicyDecision}},
    {"npc_approved", {Word::kApproved}, {Word::kCongress}},
    {"finance_approved", {Word::kApproved}, {Word::kFinance}},
    {"finance_approved", {Word::kApproved}, {Word::kBudget}},
    {"land_approval_received", {Word::kReceived}, {Word::kLandTaking, Word::kApprovalPaper}},
    {"request_received", {Word::kReceived}, {Word::kRequest}},
    {"land_notice", {Word::kVerb, Word::kNoticeVerb}, {Word::kLandNotice}},
    {"land_notice", {}, {Word::kLandNotice}},
    {"land_fieldwork_start", {Word::kStarted}, {Word::kOnSite, Word::kLandTaking}},
    {"survey_finished", {Word::kFinished}, {Word::kSurvey}},
    {"allocation_fixed", {Word::kFixed}, {Word::kAllocation}},
    {"procedure_finished", {Word::kFinished}, {Word::kReviewProcedure}},
    {"supplier_fixed", {Word::kFixed}, {Word::kWinner, Word::kSupplier}},
    {"supplier_fixed", {Word::kFixed}, {Word::kWinningParty}},
    {"contract_signed", {Word::kSigned}, {Word::kContract}},
    {"project_ended", {Word::kEnded}, {Word::kProject}},
    {"auction_finished", {Word::kFinished}, {Word::kAuction}},
    {"payment_voucher", {Word::kFormed}, {Word::kVoucher}},
    {"received_by_unit", {Word::kHandedDown}, {Word::kThisUnit}},
    {"related_doc_published", {Word::kVerb}, {Word::kRelatedDocument}},
    {"meeting", {Word::kHeld, Word::kFinished}, {Word::kMeeting}},
    {"meeting", {}, {Word::kMeeting}},
};

struct AtomName {
  std::string_view name;
  Word word;
};
constexpr std::array<AtomName, 4> kAtoms = {{{"made", Word::kMade},
                                             {"obtained", Word::kObtained},
                                             {"formed", Word::kFormed},
                                             {"changed", Word::kChanged}}};

bool IsAtom(Word word) {
  return std::any_of(kAtoms.begin(), kAtoms.end(), [&](const AtomName& atom) { return atom.word == word; });
}

bool IsPublishing(Word word) { return word == Word::kVerb || word == Word::kNoticeVerb || word == Word::kUpdate; }

bool IsEvent(Word word) { return IsVerbOfEvent(word) || IsPublishing(word) || word == Word::kVia; }

// Verbs that may stand before their object: 收到申请, 制定或获取指南.
bool TakesObject(Word word) {
  return IsVerbOfEvent(word) && word != Word::kOtherEvent && word != Word::kApproved && word != Word::kHeld;
}

bool IsLink(Word word) { return word == Word::kConj || word == Word::kNoise || word == Word::kAnd; }

bool Contains(std::initializer_list<Word> words, Word word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

class Resolver {
 public:
  Resolver(const Tokens& tokens, size_t begin, size_t end, bool marked)
      : tokens_(tokens), begin_(begin), end_(end), marked_(marked) {}

  Anchor Run() {
    while (end_ > begin_ && IsLink(tokens_[end_ - 1].word)) --end_;
    if (end_ == begin_) return Unresolved();
    if (!FindVerb()) return ByNounAlone();
    while (group_ > begin_ && BelongsToGroup(group_ - 1)) --group_;
    while (group_ < verb_ && !IsEvent(tokens_[group_].word)) ++group_;
    Anchor anchor = ByDecision();
    if (anchor.state != Anchor::State::kKnown) anchor = ByRule();
    if (anchor.state != Anchor::State::kKnown) anchor = ByAtoms();
    if (anchor.state == Anchor::State::kKnown) return anchor;
    return IsPublishing(WordAt(verb_)) ? Unresolved() : Unknown();
  }

 private:
  Word WordAt(size_t i) const { return tokens_[i].word; }
  static Anchor Unknown() { return {Anchor::State::kUnknown}; }
  Anchor Unresolved() const { return {marked_ ? Anchor::State::kUnknown : Anchor::State::kNone}; }

  // The verb of the event: the last word, or the last one that has its object behind it.
  bool FindVerb() {
    verb_ = end_ - 1;
    if (!IsEvent(WordAt(verb_))) {
      while (verb_ > begin_ && !TakesObject(WordAt(verb_))) --verb_;
      if (!TakesObject(WordAt(verb_))) return false;
      const bool plain_object =
          std::all_of(tokens_.begin() + verb_ + 1, tokens_.begin() + end_, [](const Token& token) {
            return token.word == Word::kGeneric || token.word == Word::kThing || IsLink(token.word) || IsNounOfEvent(token.word);
          });
      if (!marked_ && !plain_object) return false;
    }
    group_ = verb_;
    return true;
  }

  // 形成或者变更, 完成并履行: verbs of one event.
  bool BelongsToGroup(size_t i) const {
    return IsLink(WordAt(i)) || WordAt(i) == Word::kGeneric || IsAtom(WordAt(i)) || WordAt(i) == WordAt(verb_);
  }

  bool Find(Word noun, size_t& where) const {
    for (size_t i = begin_; i < end_; ++i) {
      if (WordAt(i) == noun) {
        where = i;
        return true;
      }
    }
    return false;
  }

  Anchor Known(std::string_view name, size_t begin) const {
    return {Anchor::State::kKnown, std::string(name), begin, begin, begin};
  }

  Anchor ByNounAlone() const {
    for (const EventRule& rule : kEventRules) {
      if (rule.verbs.size() == 0 && marked_ && Contains(rule.nouns, WordAt(end_ - 1))) {
        return Known(rule.anchor, end_ - 1);
      }
    }
    return Unresolved();
  }

  // 行政处罚决定作出, 作出行政决定, 行政处罚决定形成; but not 执法决定信息形成.
  Anchor ByDecision() const {
    const Word verb = WordAt(verb_);
    if (verb != Word::kTaken && verb != Word::kFormed) return {};
    size_t before = group_;
    while (before > begin_ && WordAt(before - 1) == Word::kNoise) --before;
    if (before > begin_ && WordAt(before - 1) == Word::kDecision) return Known("decision_made", before - 1);
    if (verb != Word::kTaken) return {};
    for (size_t i = verb_ + 1; i < end_; ++i) {
      if (WordAt(i) != Word::kDecision && !IsPenaltyOrPermit(tokens_[i])) continue;
      Anchor anchor = Known("decision_made", group_);
      anchor.object_begin = verb_ + 1;
      anchor.object_end = WordAt(end_ - 1) == Word::kDecision ? end_ - 1 : end_;
      return anchor;
    }
    if (before > begin_ && IsPenaltyOrPermit(tokens_[before - 1])) return Known("decision_made", group_);
    return {};
  }

  static bool IsPenaltyOrPermit(const Token& token) {
    return token.word == Word::kText &&
           (token.text.ends_with(U"处罚") || token.text.ends_with(U"许可") || token.text.ends_with(U"强制"));
  }

  Anchor ByRule() const {
    for (const EventRule& rule : kEventRules) {
      if (!Contains(rule.verbs, WordAt(verb_))) continue;
      size_t begin = group_;
      bool all = true;
      for (const Word noun : rule.nouns) {
        size_t where = 0;
        all = all && Find(noun, where);
        begin = std::min(begin, where);
      }
      if (all) return Known(rule.anchor, begin);
    }
    return {};
  }

  Anchor ByAtoms() const {
    const bool updated = marked_ && WordAt(verb_) == Word::kUpdate;  // 信息更新之日起 is a change
    if (!IsAtom(WordAt(verb_)) && !updated) return {};
    std::string name;
    for (const AtomName& atom : kAtoms) {
      const bool found = std::any_of(tokens_.begin() + group_, tokens_.begin() + verb_ + 1,
                                     [&](const Token& token) { return token.word == atom.word; });
      if (!found && !(updated && atom.word == Word::kChanged)) continue;
      if (!name.empty()) name += '|';
      name += atom.name;
    }
    return Known(name, group_);
  }

  const Tokens& tokens_;
  size_t begin_;
  size_t end_;
  bool marked_;
  size_t verb_ = 0;
  size_t group_ = 0;
};

}  // namespace

Anchor ResolveAnchor(const Tokens& tokens, size_t begin, size_t end, bool marked) {
  return Resolver(tokens, begin, end, marked).Run();
}

}  // namespace disclosure::catalog::time_limit
