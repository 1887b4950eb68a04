#include "catalog-service/search/terms.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

using Queries = std::vector<Xapian::Query>;

// How often a word of the field counts: a title says what an item is, its contents what may stand in it.
constexpr int kTitleWeight = 6;
constexpr int kBodyWeight = 2;
constexpr int kContentsWeight = 1;
constexpr int kBasisWeight = 1;
constexpr int kCatalogueWeight = 1;

// Only the runs, with blanks between: Xapian's own idea of what belongs to a word (3.5, R&D) stays out.
std::string IndexedText(const Folding& folding, std::string_view text) {
  std::u32string out;
  for (const Run& run : Runs(folding.Fold(text), /*join=*/true)) out += run.text + U' ';
  return ToUtf8(out);
}

Xapian::TermGenerator Generator() {
  Xapian::TermGenerator generator;
  generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
  return generator;
}

Xapian::Query All(const Queries& queries) { return {Xapian::Query::OP_AND, queries.begin(), queries.end()}; }

void AddHan(const Run& run, Queries& required, Queries& scored) {
  const std::vector<std::string> pairs = Pairs(run);
  for (const std::string& pair : pairs) scored.emplace_back(pair);
  // The first and the last ideograph have one pair each; those between stand in one of two.
  required.emplace_back(pairs.front());
  for (size_t i = 1; i < pairs.size(); ++i) {
    required.push_back(i + 1 == pairs.size() ? Xapian::Query(pairs[i])
                                             : Xapian::Query(Xapian::Query::OP_OR, Xapian::Query(pairs[i - 1]), Xapian::Query(pairs[i])));
  }
}

void AddPhrase(const std::vector<Run>& phrase, Queries& required, Queries& scored) {
  Queries positions;
  for (const Run& run : phrase) {
    if (run.han) {
      for (const char32_t c : run.text) positions.emplace_back(ToUtf8({&c, 1}));
      for (const std::string& pair : Pairs(run)) scored.emplace_back(pair);
    } else {
      for (const std::string& term : WordTerms(run)) positions.emplace_back(term), scored.emplace_back(term);
    }
  }
  required.emplace_back(Xapian::Query::OP_PHRASE, positions.begin(), positions.end());
}

}  // namespace

Xapian::Document MakeDocument(const Folding& folding, const IndexedCatalogue& catalogue, const Item& item) {
  Xapian::Document document;
  Xapian::TermGenerator generator = Generator();
  generator.set_document(document);
  const auto add = [&](std::string_view text, int weight) {
    generator.index_text(IndexedText(folding, text), weight);
    generator.increase_termpos();  // no phrase reaches from field to field
  };
  for (const std::string* level : {&item.level_one, &item.level_two, &item.level_three}) add(*level, kTitleWeight);
  for (const std::string& content : item.contents) add(content, kContentsWeight);
  for (const LegalBasis& basis : item.bases) add(absl::StrCat(basis.title, " ", basis.document_number), kBasisWeight);
  for (const ResponsibleBody& body : item.responsible_bodies) add(body.text, kBodyWeight);
  add(catalogue.title, kCatalogueWeight);
  document.add_boolean_term(absl::StrCat(kCatalogueTerm, catalogue.name));
  document.add_boolean_term(absl::StrCat(kDivisionTerm, catalogue.division));
  document.add_boolean_term(absl::StrCat(kDomainTerm, catalogue.domain));
  for (const ResponsibleBody& body : item.responsible_bodies) {
    if (!body.organ.empty()) document.add_boolean_term(absl::StrCat(kOrganTerm, body.organ));
  }
  document.set_data(Pack(RecordOf(catalogue, item)));
  return document;
}

std::vector<std::string> WordTerms(const Run& word) {
  Xapian::Document scratch;
  Xapian::TermGenerator generator = Generator();
  generator.set_document(scratch);
  generator.index_text(ToUtf8(word.text));
  std::vector<std::string> terms(scratch.termlist_begin(), scratch.termlist_end());
  // Longer than any term that is kept: nothing has it.
  if (terms.empty()) terms.push_back("X-");
  return terms;
}

Xapian::Query QueryFor(const SearchWords& words) {
  Queries required;
  Queries scored;
  for (const Run& run : words.words) {
    if (run.han) {
      AddHan(run, required, scored);
      continue;
    }
    for (const std::string& term : WordTerms(run)) required.emplace_back(term), scored.emplace_back(term);
  }
  for (const std::vector<Run>& phrase : words.phrases) AddPhrase(phrase, required, scored);
  return {Xapian::Query::OP_FILTER, Xapian::Query(Xapian::Query::OP_OR, scored.begin(), scored.end()), All(required)};
}

Xapian::Query Filtered(const Xapian::Query& query, const SearchFilter& filter) {
  Queries terms;
  if (!filter.division.empty()) terms.emplace_back(absl::StrCat(kDivisionTerm, filter.division));
  if (!filter.domain.empty()) terms.emplace_back(absl::StrCat(kDomainTerm, filter.domain));
  if (!filter.organs.empty()) {
    Queries any;
    for (const std::string& organ : filter.organs) any.emplace_back(absl::StrCat(kOrganTerm, organ));
    terms.emplace_back(Xapian::Query::OP_OR, any.begin(), any.end());
  }
  if (terms.empty()) return query;
  return {Xapian::Query::OP_FILTER, query, All(terms)};
}

}  // namespace disclosure::catalog
