#include "request-service/documents/document.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"

namespace disclosure::request {
namespace {

using Kind = TemplateLine::Kind;
using Names = std::map<std::string, std::string>;

constexpr size_t kMaxText = 100'000;  // code points of one text: a field of the desk holds less
constexpr size_t kTitleWidth = 20;    // characters of 22 points on a line of 156mm
constexpr std::string_view kPunctuation[] = {"。", "；", "，", "、"};
constexpr char kFinding[] = "finding";  // 办理经过, which no document must have
constexpr char kClauseWord[] = "本答复";  // what remedy_clauses.csv calls the document

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

bool BeginsWithPunctuation(const std::string& text) {
  return std::any_of(std::begin(kPunctuation), std::end(kPunctuation),
                     [&](std::string_view mark) { return absl::StartsWith(text, View(mark)); });
}

// "理由。" before "。" is "理由".
std::string WithoutLastPunctuation(std::string_view text) {
  absl::string_view rest = View(text);
  for (const std::string_view mark : kPunctuation) {
    if (absl::ConsumeSuffix(&rest, View(mark))) break;
  }
  return std::string(rest);
}

std::vector<std::string> Lines(const std::string& text) { return absl::StrSplit(text, '\n', absl::SkipWhitespace()); }

std::string OnOneLine(const std::string& text) { return absl::StrJoin(Lines(text), " "); }

// One composition: goes through the template, fills in, and notes what is printed and what is not there to print.
class Composer {
 public:
  Composer(const DocumentTemplate& form, const DocumentFacts& facts, const DocumentTables& tables,
           const std::set<std::string>& parts)
      : form_(form), facts_(facts), tables_(tables), parts_(parts), names_(FilledIn(facts)) {}

  Document Compose() {
    document_.code = form_.code;
    Print("document_number", document_.number);
    for (const TemplateLine& line : form_.lines) {
      if (Applies(line)) Add(line);
    }
    return std::move(document_);
  }

  const std::set<std::string>& printed() const { return printed_; }
  const std::set<std::string>& holes() const { return holes_; }
  const std::set<std::string>& naming_applicant() const { return naming_applicant_; }

 private:
  bool Applies(const TemplateLine& line) const {
    return std::all_of(line.conditions.begin(), line.conditions.end(),
                       [&](const TemplateCondition& condition) { return Holds(condition) == condition.wanted; });
  }

  bool Holds(const TemplateCondition& condition) const {
    if (condition.kind == TemplateCondition::Kind::kFilledIn) return names_.count(condition.name) > 0;
    if (parts_.count(condition.name) == 0) return false;
    return condition.kind == TemplateCondition::Kind::kPart ||
           tables_.replies.Find(condition.name)->document != form_.code;
  }

  void Add(const TemplateLine& line) {
    switch (line.kind) {
      case Kind::kTitle:
        document_.title = OnOneLine(Text(line, names_));
        if (!document_.title.empty()) printed_.insert("title");
        break;
      case Kind::kTo:
        document_.addressee = OnOneLine(Text(line, names_));
        break;
      case Kind::kText:
        for (std::string& paragraph : Lines(Text(line, names_))) Append(Paragraph{std::move(paragraph)});
        break;
      case Kind::kHeading:
        Append(Heading{OnOneLine(Text(line, names_))});
        break;
      case Kind::kList:
        Append(List{Lines(Text(line, names_))});
        break;
      case Kind::kHead:
        Append(Table{.head = Cells(line, names_)});
        break;
      case Kind::kRow:
        AddRow(Cells(line, names_));
        break;
      case Kind::kEach:
        AddManifest(line);
        break;
      case Kind::kRemedy:
        AddRemedy(line);
        break;
      case Kind::kAttachments:
        AddAttachments();
        break;
      case Kind::kSign:
        AddSignature();
        break;
    }
  }

  void Append(Block block) { document_.blocks.push_back(std::move(block)); }

  void AddRow(std::vector<std::string> cells) {
    const bool in_table = !document_.blocks.empty() && std::holds_alternative<Table>(document_.blocks.back());
    if (!in_table) Append(Table{});
    std::get<Table>(document_.blocks.back()).rows.push_back(std::move(cells));
  }

  void AddManifest(const TemplateLine& line) {
    for (size_t i = 0; i < facts_.withheld.size(); ++i) {
      Names names = FilledIn(facts_.withheld[i], static_cast<int>(i) + 1);
      names.insert(names_.begin(), names_.end());
      AddRow(Cells(line, names));
    }
  }

  void AddRemedy(const TemplateLine& line) {
    std::string clause;
    Print("remedy_clause", clause);
    const std::string word = Text(line, names_);
    if (!word.empty()) clause = absl::StrReplaceAll(clause, {{kClauseWord, word}});
    if (!clause.empty()) Append(Remedy{std::move(clause)});
  }

  void AddAttachments() {
    if (!facts_.attachments) return;
    document_.attachments.emplace();
    for (const std::string& name : *facts_.attachments) document_.attachments->push_back(OnOneLine(name));
    printed_.insert("attachment_list");
  }

  void AddSignature() {
    Signature signature;
    Print("organ", signature.organ);
    Print("date", signature.date);
    Append(std::move(signature));
  }

  void Print(const std::string& name, std::string& to) {
    const auto found = names_.find(name);
    if (found == names_.end()) return;
    to = found->second;
    printed_.insert(name);
  }

  std::string Text(const TemplateLine& line, const Names& names) { return Cells(line, names).front(); }

  // All cells of a line, and its elements if it has no hole.
  std::vector<std::string> Cells(const TemplateLine& line, const Names& names) {
    bool whole = true;
    std::vector<std::string> cells;
    for (const TemplateText& cell : line.cells) cells.push_back(FillIn(cell, names, whole));
    if (whole) printed_.insert(line.elements.begin(), line.elements.end());
    return cells;
  }

  std::string FillIn(const TemplateText& pieces, const Names& names, bool& whole) {
    std::string text;
    for (size_t i = 0; i < pieces.size(); ++i) {
      const auto found = pieces[i].filled_in ? names.find(pieces[i].text) : names.end();
      if (!pieces[i].filled_in) {
        text += pieces[i].text;
      } else if (found == names.end()) {
        holes_.insert(pieces[i].text);
        whole = false;
      } else {
        const bool stop = i + 1 < pieces.size() && BeginsWithPunctuation(pieces[i + 1].text);
        text += stop ? WithoutLastPunctuation(found->second) : found->second;
        printed_.insert(pieces[i].text);
        if (form_.hides_applicant && NamesApplicant(found->second)) naming_applicant_.insert(pieces[i].text);
      }
    }
    return text;
  }

  bool NamesApplicant(const std::string& text) const {
    const auto applicant = names_.find("applicant");
    return applicant != names_.end() && absl::StrContains(text, applicant->second);
  }

  const DocumentTemplate& form_;
  const DocumentFacts& facts_;
  const DocumentTables& tables_;
  const std::set<std::string>& parts_;
  const Names names_;
  Document document_;
  std::set<std::string> printed_;
  std::set<std::string> holes_;
  std::set<std::string> naming_applicant_;  // where the document hides them
};

absl::Status CheckFacts(const DocumentFacts& facts, const DocumentElements& elements) {
  error::Violations bad;
  std::set<std::string> known = {kFinding};
  for (const DocumentElement& element : elements.elements()) known.insert(element.element);
  for (const auto& [element, text] : facts.elements) {
    if (known.count(element) == 0) bad.Add("elements." + element, "no document has this element");
  }
  for (const auto& [element, day] : facts.dates) {
    if (known.count(element) == 0) bad.Add("dates." + element, "no document has this element");
  }
  for (const auto& [name, text] : FilledIn(facts)) {
    const bool written = facts.elements.count(name) > 0;
    CheckText(bad, written ? "elements." + name : name, text, kMaxText);
  }
  for (size_t i = 0; i < facts.withheld.size(); ++i) {
    for (const auto& [name, text] : FilledIn(facts.withheld[i], static_cast<int>(i) + 1)) {
      CheckText(bad, absl::StrCat("withheld[", i, "].", name.substr(name.find('.') + 1)), text, kMaxText);
    }
  }
  for (const std::string& name : facts.attachments.value_or(std::vector<std::string>())) {
    CheckText(bad, "attachments", name, kMaxText);
    if (Lines(name).empty()) bad.Add("attachments", "must not be empty");
  }
  return bad.status();
}

// The leaves and documents of the parts (ElementKeys).
absl::StatusOr<std::set<std::string>> PartsOf(std::string_view code, const DocumentFacts& facts,
                                              const ReplyTable& replies) {
  if (facts.leaves.empty()) return std::set<std::string>();
  ASSIGN_OR_RETURN(const CombinedReply reply, replies.CombineParts(facts.leaves));
  if (reply.leaf->document != code) {
    return error::BadRequest({{"leaves", absl::StrCat(reply.leaf->leaf, " has the document ", reply.leaf->document)}});
  }
  return ElementKeys(reply);
}

// A third party does not learn who asks.
absl::Status CheckHidden(const std::string& code, const std::set<std::string>& naming) {
  if (naming.empty()) return absl::OkStatus();
  error::Info info{.reason = "DOCUMENT_NAMES_APPLICANT", .metadata = {{"document", code}}};
  for (const std::string& name : naming) info.violations.push_back({name, "出现了申请人"});
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("document ", code, " goes to a third party and names the applicant in: ",
                                  absl::StrJoin(naming, ", ")),
                     std::move(info));
}

// What a line of the template needs beyond the mandatory elements.
absl::Status CheckHoles(const std::string& code, const std::set<std::string>& holes) {
  if (holes.empty()) return absl::OkStatus();
  error::Info info{.reason = "DOCUMENT_INCOMPLETE", .metadata = {{"document", code}}};
  for (const std::string& name : holes) info.violations.push_back({name, "缺少"});
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("document ", code, " lacks: ", absl::StrJoin(holes, ", ")), std::move(info));
}

}  // namespace

absl::StatusOr<Document> Compose(std::string_view code, const DocumentFacts& facts, const DocumentTables& tables) {
  const DocumentTemplate* const form = tables.templates.Find(code);
  if (form == nullptr) return error::NotFound(absl::StrCat("document ", View(code)));
  RETURN_IF_ERROR(CheckFacts(facts, tables.elements));
  ASSIGN_OR_RETURN(const std::set<std::string> parts, PartsOf(code, facts, tables.replies));
  Composer composer(*form, facts, tables, parts);
  Document document = composer.Compose();
  RETURN_IF_ERROR(tables.elements.CheckComplete(code, parts, composer.printed()));
  RETURN_IF_ERROR(CheckHoles(form->code, composer.holes()));
  RETURN_IF_ERROR(CheckHidden(form->code, composer.naming_applicant()));
  return document;
}

std::vector<std::string> TitleLines(const Document& document) {
  for (const Block& block : document.blocks) {
    const auto* const signature = std::get_if<Signature>(&block);
    if (signature == nullptr || CodePoints(document.title) <= kTitleWidth) continue;
    absl::string_view rest = document.title;
    if (absl::ConsumePrefix(&rest, signature->organ) && !rest.empty()) return {signature->organ, std::string(rest)};
  }
  return {document.title};
}

std::vector<std::string> Numbered(const std::vector<std::string>& items) {
  if (items.size() < 2) return items;
  std::vector<std::string> numbered;
  for (const std::string& item : items) numbered.push_back(absl::StrCat(numbered.size() + 1, ". ", item));
  return numbered;
}

std::vector<std::string> AttachmentLines(const Document& document) {
  if (!document.attachments) return {};
  std::vector<std::string> lines = Numbered(*document.attachments);
  if (lines.empty()) lines.push_back("无");
  lines.front() = "附件：" + lines.front();
  return lines;
}

}  // namespace disclosure::request
