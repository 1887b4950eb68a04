#include "catalog-service/search/suggesting.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "catalog-service/domain/text_folding.h"
#include "catalog-service/search/terms.h"

namespace disclosure::catalog {
namespace {

// What stands in requests whatever they are about, longer ones before those they contain. Folded.
constexpr auto kOfEveryRequest = std::to_array<std::u32string_view>({
    U"申请公开", U"请求公开", U"政府信息", U"信息公开", U"依法公开", U"我想了解", U"我想知道", U"想了解", U"想知道", U"我想要", U"请提供",
    U"请公开",   U"请问",     U"你们",     U"贵单位",   U"贵局",     U"贵府",     U"贵街道",   U"贵区",   U"本人",   U"我们",   U"我单位",
    U"我公司",   U"申请人",   U"申请",     U"希望",     U"需要",     U"想要",     U"了解",     U"获取",   U"查询",   U"查阅",   U"查看",
    U"复印件",   U"电子版",   U"纸质",     U"扫描件",   U"有关",     U"相关",     U"关于",     U"以及",   U"或者",   U"具体",   U"详细",
    U"情况",     U"内容",     U"信息",     U"材料",     U"资料",     U"文件",     U"你好",     U"您好",   U"谢谢",   U"哪些",   U"什么",
    U"办理",   U"流程",   U"手续",   U"条件",
    U"怎么",     U"如何",     U"多少",     U"年度",     U"公开"});
// Between words, and in none of the words that matter.
constexpr std::u32string_view kParticles = U"的了吗呢吧啊和与及或在是对从向把被让给请我你您他她它们这那各年月日";

// Where a clause ends, in folded text.
constexpr std::u32string_view kClauseEnds = U"。,.;:!?、，；：！？…";
// A clause with fewer pairs (报名条件) fits many items by chance.
constexpr size_t kClausePairs = 6;
constexpr size_t kClauses = 20;

// The most telling terms of a long text stand for all of it.
constexpr size_t kTerms = 40;
// How many candidates are looked at.
constexpr int kCandidates = 30;
// A pair that no item has is mostly the seam of two words (案及 in 方案及安置) and seldom half a word that matters: it weighs
// less than the rarest pair that some item has.
constexpr double kUnknownWeight = 0.6;
// About what a district publishes. Where only the first catalogues are in force, their subject (义务教育) is no common word.
constexpr Xapian::doccount kLeastItems = 1000;
// Chosen by 30 questions over the sample catalogues, before clauses and kLeastItems were thought of: what is published covered
// 46 or more, what no catalogue has 34 at most. Three published ones stayed below (食品抽检不合格名单 32, 残疾人两项补贴发放名单 33,
// 疫苗接种门诊名单 39): a wrong suggestion does more harm than none. suggesting_test keeps most of the others.
constexpr int kLeastCoverage = 40;

struct Term {
  std::string text;
  double weight = 0;
};

// A term weighs the more the fewer items have it.
double Weight(const Xapian::Database& database, const std::string& term) {
  const double items = std::max(database.get_doccount(), kLeastItems) + 1.0;
  const double with = database.get_termfreq(term);
  return with == 0 ? kUnknownWeight * std::log(items) : std::log(items / (with + 1));
}

std::vector<Term> Terms(const Xapian::Database& database, const SearchWords& words) {
  std::set<std::string> distinct;
  for (const Run& run : words.words) {
    for (const std::string& term : run.han ? Pairs(run) : WordTerms(run)) distinct.insert(term);
  }
  std::vector<Term> terms;
  for (const std::string& term : distinct) terms.push_back({term, Weight(database, term)});
  return terms;
}

// The words of one clause, or of all.
SearchWords WordsOf(std::u32string_view text) {
  SearchWords words{.words = Runs(text)};
  // A single ideograph says nothing.
  std::erase_if(words.words, [](const Run& run) { return run.han && run.text.size() < 2; });
  return words;
}

size_t CountPairs(const SearchWords& words) {
  size_t count = 0;
  for (const Run& run : words.words) count += run.han ? run.text.size() - 1 : 1;
  return count;
}

// How much of `words` the best candidates cover.
std::vector<Suggestion> Candidates(const Xapian::Database& database, const SearchWords& words, const SearchFilter& filter) {
  std::vector<Term> terms = Terms(database, words);
  std::sort(terms.begin(), terms.end(), [](const Term& a, const Term& b) { return a.weight > b.weight; });
  if (terms.size() > kTerms) terms.resize(kTerms);
  std::map<std::string, double> weights;
  std::vector<Xapian::Query> any;
  double whole = 0;
  for (const Term& term : terms) {
    any.emplace_back(term.text);
    weights[term.text] = term.weight;
    whole += term.weight;
  }
  std::vector<Suggestion> out;
  if (whole <= 0) return out;
  Xapian::Enquire enquire(database);
  enquire.set_query(Filtered(Xapian::Query(Xapian::Query::OP_OR, any.begin(), any.end()), filter));
  const Xapian::MSet set = enquire.get_mset(0, kCandidates);
  for (Xapian::MSetIterator it = set.begin(); it != set.end(); ++it) {
    double covered = 0;
    for (auto term = enquire.get_matching_terms_begin(it); term != enquire.get_matching_terms_end(it); ++term) covered += weights[*term];
    out.push_back({*it, static_cast<int>(std::lround(100 * covered / whole)), it.get_weight()});
  }
  return out;
}

}  // namespace

std::vector<SearchWords> NeedsOf(const Folding& folding, std::string_view text) {
  std::u32string folded = folding.Fold(text);
  for (const std::u32string_view phrase : kOfEveryRequest) {
    for (size_t at = folded.find(phrase); at != folded.npos; at = folded.find(phrase, at)) folded.replace(at, phrase.size(), U" ");
  }
  for (char32_t& c : folded) c = kParticles.find(c) == kParticles.npos && !(c >= U'0' && c <= U'9') ? c : U' ';
  std::vector<SearchWords> needs;
  if (SearchWords all = WordsOf(folded); !all.words.empty()) needs.push_back(std::move(all));
  for (size_t begin = 0; begin < folded.size() && needs.size() <= kClauses;) {
    const size_t end = std::min(folded.find_first_of(kClauseEnds, begin), folded.size());
    SearchWords clause = WordsOf(std::u32string_view(folded).substr(begin, end - begin));
    if (CountPairs(clause) >= kClausePairs) needs.push_back(std::move(clause));
    begin = end + 1;
  }
  return needs;
}

std::vector<Suggestion> SuggestFor(const Xapian::Database& database, const std::vector<SearchWords>& needs, const SearchFilter& filter, int limit) {
  const auto order = [](const Suggestion& s) { return std::tuple(-s.coverage, -s.relevance, s.document); };
  std::map<Xapian::docid, Suggestion> best;
  for (const SearchWords& words : needs) {
    for (const Suggestion& candidate : Candidates(database, words, filter)) {
      if (candidate.coverage < kLeastCoverage) continue;
      const auto [known, added] = best.emplace(candidate.document, candidate);
      if (!added && order(candidate) < order(known->second)) known->second = candidate;
    }
  }
  std::vector<Suggestion> out;
  for (const auto& [document, suggestion] : best) out.push_back(suggestion);
  std::sort(out.begin(), out.end(), [&](const Suggestion& a, const Suggestion& b) { return order(a) < order(b); });
  if (out.size() > static_cast<size_t>(limit)) out.resize(limit);
  return out;
}

}  // namespace disclosure::catalog
