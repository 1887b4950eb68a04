#include "request-service/documents/document_template.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "request-service/documents/document_facts.h"

namespace disclosure::request {
namespace {

using Kind = TemplateLine::Kind;

constexpr size_t kMaxBytes = size_t{1} << 18;
constexpr char kExtension[] = ".txt";

struct Statement {
  const char* word;
  Kind kind;
  bool has_text;
};
constexpr Statement kStatements[] = {
    {"title", Kind::kTitle, true}, {"to", Kind::kTo, true},
    {"text", Kind::kText, true},   {"heading", Kind::kHeading, true},
    {"list", Kind::kList, true},   {"head", Kind::kHead, true},
    {"row", Kind::kRow, true},     {"each", Kind::kEach, true},
    {"remedy", Kind::kRemedy, false}, {"attachments", Kind::kAttachments, false},
    {"sign", Kind::kSign, false}};

bool IsTable(Kind kind) { return kind == Kind::kHead || kind == Kind::kRow || kind == Kind::kEach; }

std::string_view View(absl::string_view text) { return {text.data(), text.size()}; }

bool IsApplicants(const std::string& name) {
  // The wish is what the applicant wrote: it may say who asks.
  return name == "applicant" || name == "applicant_address" || name == "you" || name == "addressee" ||
         name == "request_restated" || name == "summary";
}

// What all files share.
struct Words {
  const std::set<std::string>& names;
  const ReplyTable& replies;
  const std::map<std::string, const TemplateFile*>& files;
  const std::set<std::string>& codes;
  std::set<std::pair<std::string, std::string>>& bad;  // place and what: an included line is wrong once
};

// Reads one document with what it includes.
class TemplateReader {
 public:
  TemplateReader(std::string code, const Words& words) : words_(words) { template_.code = std::move(code); }

  DocumentTemplate Read(const TemplateFile& file) {
    ReadFile(file, false);
    if (title_count_ != 1) words_.bad.emplace(file.name, "must have one title");
    return std::move(template_);
  }

 private:
  void Bad(std::string_view what) { words_.bad.emplace(place_, what); }

  void ReadFile(const TemplateFile& file, bool included) {
    if (file.text.size() > kMaxBytes || !IsCleanText(file.text)) {
      words_.bad.emplace(file.name, "must be UTF-8 of at most 256 KiB, its lines ended by one line feed");
      return;
    }
    const size_t outer = conditions_.size();
    int number = 0;
    for (const absl::string_view line : absl::StrSplit(file.text, '\n')) {
      place_ = absl::StrCat(file.name, ":", ++number);
      if (line.empty() || line[0] == '#') continue;
      const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(line, absl::MaxSplits(' ', 1));
      ReadStatement(std::string(parts.first), View(parts.second), included, outer);
    }
    if (conditions_.size() != outer) words_.bad.emplace(file.name, "an `if` has no `end`");
    conditions_.resize(outer);
  }

  void ReadStatement(const std::string& word, std::string_view rest, bool included, size_t outer) {
    if (word == "include") return included ? Bad("an included file includes no other") : Include(std::string(rest));
    if (word == "hides") return HideApplicant(rest);
    if (word == "if") return If(rest);
    if (word == "else" || word == "end") return ElseOrEnd(word, outer);
    const auto* const statement = std::find_if(std::begin(kStatements), std::end(kStatements),
                                               [&](const Statement& s) { return word == s.word; });
    if (statement == std::end(kStatements)) return Bad(absl::StrCat("no statement is called ", word));
    if (statement->has_text && rest.empty()) return Bad(absl::StrCat(word, " needs a text"));
    AddLine(statement->kind, rest);
  }

  void Include(const std::string& name) {
    const auto file = words_.files.find(name);
    if (words_.codes.count(name) > 0 || file == words_.files.end()) return Bad("includes a file that is not there");
    const std::string place = place_;
    ReadFile(*file->second, true);
    place_ = place;
  }

  void HideApplicant(std::string_view rest) {
    if (rest != "applicant") return Bad("only the applicant can be hidden");
    if (!template_.lines.empty()) return Bad("`hides applicant` stands before all lines");
    template_.hides_applicant = true;
  }

  void If(std::string_view rest) {
    TemplateCondition condition;
    absl::string_view name(rest.data(), rest.size());
    if (absl::ConsumePrefix(&name, "part ")) condition.kind = TemplateCondition::Kind::kPart;
    if (absl::ConsumePrefix(&name, "also ")) condition.kind = TemplateCondition::Kind::kAlso;
    condition.name = std::string(name);
    const bool known = condition.kind == TemplateCondition::Kind::kFilledIn
                           ? words_.names.count(condition.name) > 0
                           : words_.replies.Find(condition.name) != nullptr;
    if (!known) Bad(absl::StrCat("nothing is called ", condition.name));
    conditions_.push_back(std::move(condition));
  }

  void ElseOrEnd(const std::string& word, size_t outer) {
    if (conditions_.size() <= outer) return Bad(absl::StrCat("`", word, "` without `if`"));
    if (word == "end") return conditions_.pop_back();
    if (!conditions_.back().wanted) return Bad("a second `else`");
    conditions_.back().wanted = false;
  }

  void AddLine(Kind kind, std::string_view rest) {
    TemplateLine line{.kind = kind, .conditions = conditions_};
    absl::string_view text(rest.data(), rest.size());
    if (kind != Kind::kRemedy) line.elements = ReadMarks(text);
    if (kind == Kind::kList) {
      line.cells = {{{true, std::string(text)}}};
      CheckName(std::string(text), kind);
    } else if (IsTable(kind)) {
      for (const absl::string_view cell : absl::StrSplit(text, '|')) line.cells.push_back(ReadText(cell, kind));
    } else {
      line.cells = {ReadText(text, kind)};
    }
    if (kind == Kind::kTitle) ++title_count_;
    CheckColumns(line);
    template_.lines.push_back(std::move(line));
  }

  // The rows of one table have one number of cells.
  void CheckColumns(const TemplateLine& line) {
    if (template_.lines.empty() || !IsTable(line.kind) || line.kind == Kind::kHead) return;
    const TemplateLine& before = template_.lines.back();
    if (IsTable(before.kind) && before.cells.size() != line.cells.size()) Bad("has another number of cells");
  }

  std::set<std::string> ReadMarks(absl::string_view& text) {
    if (!absl::ConsumePrefix(&text, "[")) return {};
    const size_t end = text.find("] ");
    if (end == absl::string_view::npos) {
      Bad("`[` without `] `");
      return {};
    }
    std::set<std::string> marks = absl::StrSplit(text.substr(0, end), ',');
    text.remove_prefix(end + 2);
    for (const std::string& mark : marks) {
      if (words_.names.count(mark) == 0) Bad(absl::StrCat("nothing is called ", mark));
    }
    return marks;
  }

  TemplateText ReadText(absl::string_view text, Kind kind) {
    TemplateText pieces;
    while (!text.empty()) {
      const size_t open = text.find_first_of("{}");
      if (open != 0) pieces.push_back({false, std::string(text.substr(0, open))});
      if (open == absl::string_view::npos) break;
      const size_t close = text.find_first_of("{}", open + 1);
      if (text[open] != '{' || close == absl::string_view::npos || text[close] != '}') {
        Bad("a brace without its other");
        break;
      }
      pieces.push_back({true, std::string(text.substr(open + 1, close - open - 1))});
      CheckName(pieces.back().text, kind);
      text.remove_prefix(close + 1);
    }
    return pieces;
  }

  void CheckName(const std::string& name, Kind kind) {
    const bool of_manifest = absl::string_view(name).substr(0, 9) == "withheld.";
    if (words_.names.count(name) == 0 || (of_manifest && kind != Kind::kEach)) {
      Bad(absl::StrCat("nothing is called ", name, " here"));
    }
    if (template_.hides_applicant && IsApplicants(name)) Bad(absl::StrCat(name, " would name the applicant"));
  }

  const Words& words_;
  DocumentTemplate template_;
  std::vector<TemplateCondition> conditions_;
  std::string place_;
  int title_count_ = 0;
};

std::string NameOf(const TemplateFile& file) { return std::string(absl::StripSuffix(file.name, kExtension)); }

// T01 to R19, as far as the elements know them.
std::set<std::string> Codes(const DocumentElements& elements) {
  std::set<std::string> codes;
  for (const DocumentElement& element : elements.elements()) {
    if (element.applies_to.size() == 3) codes.insert(element.applies_to);
  }
  return codes;
}

}  // namespace

absl::StatusOr<std::vector<TemplateFile>> ReadTemplateFiles(const std::filesystem::path& directory) {
  std::error_code failed;
  std::vector<TemplateFile> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
    if (entry.path().extension() != kExtension) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) return error::NotFound(entry.path().string());
    files.push_back({entry.path().filename().string(), text.str()});
  }
  if (failed) return error::NotFound(directory.string());
  std::sort(files.begin(), files.end(),
            [](const TemplateFile& a, const TemplateFile& b) { return a.name < b.name; });
  return files;
}

absl::StatusOr<DocumentTemplates> DocumentTemplates::Parse(const std::vector<TemplateFile>& files,
                                                           const DocumentElements& elements,
                                                           const ReplyTable& replies) {
  DocumentTemplates result;
  std::set<std::string> names(std::begin(kFactNames), std::end(kFactNames));
  for (const DocumentElement& element : elements.elements()) names.insert(element.element);
  std::map<std::string, const TemplateFile*> by_name;
  for (const TemplateFile& file : files) by_name[NameOf(file)] = &file;
  const std::set<std::string> codes = Codes(elements);
  std::set<std::pair<std::string, std::string>> bad;
  const Words words{names, replies, by_name, codes, bad};
  for (const std::string& code : codes) {
    const auto file = by_name.find(code);
    if (file == by_name.end()) {
      bad.emplace(absl::StrCat(code, kExtension), "is missing");
    } else {
      result.templates_[code] = TemplateReader(code, words).Read(*file->second);
    }
  }
  error::Violations violations;
  for (const auto& [place, what] : bad) violations.Add(place, what);
  RETURN_IF_ERROR(violations.status());
  return result;
}

const DocumentTemplate* DocumentTemplates::Find(std::string_view code) const {
  const auto found = templates_.find(code);
  return found == templates_.end() ? nullptr : &found->second;
}

}  // namespace disclosure::request
