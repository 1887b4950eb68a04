#include "catalog-service/importers/import.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "catalog-service/domain/content_elements.h"
#include "catalog-service/domain/scope_rules.h"
#include "catalog-service/domain/text_folding.h"
#include "catalog-service/importers/cells.h"
#include "catalog-service/importers/header.h"
#include "catalog-service/importers/item_builder.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::catalog {
namespace {

constexpr int64_t kMaxRows = 50'000;
constexpr size_t kMaxText = size_t{32} << 20;

absl::Status NotACatalogue(const Document& document) {
  return error::Make(absl::StatusCode::kInvalidArgument,
                     document.file + " is not a standard disclosure catalogue: no table has a header row that names "
                                     "an item (公开事项, 一级事项, 二级事项, 事项名称) and at least two of 公开内容, "
                                     "公开依据, 公开时限, 公开主体, 公开渠道和载体",
                     {.reason = "NOT_A_CATALOGUE",
                      .metadata = {{"file", document.file}, {"tables", std::to_string(document.tables.size())}}});
}

absl::Status TooLarge(const Document& document) {
  return error::Make(absl::StatusCode::kInvalidArgument,
                     document.file + " is too large for one import: at most 50000 rows and 32 MiB of text; split it "
                                     "by domain",
                     {.reason = "CATALOGUE_TOO_LARGE", .metadata = {{"file", document.file}}});
}

std::string_view BaseName(std::string_view path) {
  const size_t slash = path.find_last_of("/\\");
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// Whose a section is by its title or its 领域 column.
enum class Names { kNothing, kSeveral, kUnknown, kKnown };

absl::Status DomainConflict(const ImportedTable& table, const std::string& given) {
  const std::string named = "table " + std::to_string(table.table) + " (" + table.title + ")";
  return error::Make(absl::StatusCode::kInvalidArgument,
                     named + " names domain " + table.domain + ", but `domain` says " + given +
                         ": leave `domain` out, or import the other domain's section from a file of its own",
                     {.reason = "DOMAIN_CONFLICT",
                      .metadata = {{"tables", named}, {"named", table.domain}, {"given", given}},
                      .violations = {{"domain", "the file names domain " + table.domain}}});
}

// What a title says of the section under it.
struct SectionTitle {
  std::string title;
  std::string domain;
  std::string warning;
};

SectionTitle ReadTitle(std::string_view title, const DomainDirectory& domains) {
  SectionTitle section{JoinName(title), "", ""};
  const DomainMatch match = domains.FindInTitle(title);
  section.domain = match.code;
  if (match.code.empty() && match.candidates.size() > 1) {
    section.warning = "标题涉及多个领域(";
    for (const std::string& code : match.candidates) {
      if (section.warning.back() != '(') section.warning += "、";
      section.warning += domains.FindByCode(code)->name;
    }
    section.warning += ")，请指定领域";
  }
  return section;
}

Names NamesOf(const SectionTitle& section) {
  if (!section.domain.empty()) return Names::kKnown;
  if (!section.warning.empty()) return Names::kSeveral;
  return SubjectOfTitle(section.title).empty() ? Names::kNothing : Names::kUnknown;
}

// True if the title says whose section begins, rather than that the catalogue goes on.
bool NamesSubject(const SectionTitle& section) { return NamesOf(section) != Names::kNothing; }

// The only text of a row that has no other, or "".
std::string OnlyText(const Row& row) {
  const Cell* only = nullptr;
  for (const Cell& cell : row.cells) {
    if (cell.row_span_of != 0) return "";
    if (cell.text.empty()) continue;
    if (only != nullptr && FoldForCompare(only->text) != FoldForCompare(cell.text)) return "";
    only = &cell;
  }
  return only == nullptr ? "" : only->text;
}

bool IsBlank(const Row& row) {
  return std::all_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) { return cell.text.empty(); });
}

// Page furniture that was captured as cells of the table.
bool IsFurniture(const Row& row) {
  const auto printed = std::count_if(row.cells.begin(), row.cells.end(), [](const Cell& c) { return !c.text.empty(); });
  if (printed > 3) return false;
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& c) { return c.text.size() < 300 && ContainsAny(FoldForCompare(c.text),
                                                {"网站标识码", "icp备", "公网安备", "责任编辑"}); });
}

class Importer {
 public:
  Importer(const Document& document, const ImportOptions& options) : document_(document), options_(options) {}

  absl::StatusOr<std::vector<ImportedTable>> Run() {
    for (const Table& table : document_.tables) {
      if (!HasHeader(table)) {
        SetAsideHeaderless(table);
        continue;
      }
      RETURN_IF_ERROR(ReadTable(table));
      seen_catalogue_ = true;
    }
    if (!seen_catalogue_) return NotACatalogue(document_);
    if (!options_.domain.empty()) RETURN_IF_ERROR(GiveDomain());
    const auto has_rows = [](const ImportedTable& table) { return table.accounting.rows_read() > 0; };
    if (std::any_of(tables_.begin(), tables_.end(), has_rows)) std::erase_if(tables_, std::not_fn(has_rows));
    return std::move(tables_);
  }

 private:
  static bool HasHeader(const Table& table) {
    for (size_t i = 0; i < table.rows.size(); ++i) {
      if (ReadHeader(table, i)) return true;
    }
    return false;
  }

  // A wide table without a header behind a catalogue table is its next page, but nothing says which column
  // is which: columns are known by name only.
  void SetAsideHeaderless(const Table& table) {
    if (!seen_catalogue_ || tables_.empty()) return;
    if (table.rows.empty() || table.rows.front().cells.size() < 8) return;
    ImportedTable set_aside{.table = table.number, .domain = section_.domain, .title = section_.title};
    for (const Row& row : table.rows) {
      if (IsBlank(row) || IsFooter(OnlyText(row)) || !OnlyText(row).empty()) continue;
      set_aside.quarantined.push_back({row.number, "", "表格没有表头，不能确定各列的含义，请补上表头再导入"});
      ++set_aside.accounting.quarantined;
    }
    tables_.push_back(std::move(set_aside));
    names_.push_back(NamesOf(section_));
  }

  // The given domain is for sections that do not say whose they are. Where it stands beside others, a section
  // of a subject of its own (旅游) is none of the given domain's.
  absl::Status GiveDomain() {
    std::set<std::pair<std::string, std::string>> sections;
    for (const ImportedTable& table : tables_) {
      if (table.accounting.rows_read() > 0) sections.emplace(table.domain, table.domain.empty() ? table.title : "");
    }
    for (size_t i = 0; i < tables_.size(); ++i) {
      ImportedTable& table = tables_[i];
      if (table.accounting.rows_read() > 0 && !table.domain.empty() && table.domain != options_.domain) {
        return DomainConflict(table, options_.domain);
      }
      if (names_[i] != Names::kUnknown || sections.size() <= 1) table.domain = options_.domain;
    }
    return absl::OkStatus();
  }

  absl::Status ReadTable(const Table& table) {
    table_ = &table;
    header_.reset();
    notes_ = false;
    last_data_ = false;
    BeginTable();
    for (size_t i = 0; i < table.rows.size();) {
      if (const auto header = ReadHeader(table, i)) {
        header_ = *header;
        notes_ = false;
        i += static_cast<size_t>(header->rows);
        if (new_section_) reader_.BeginSection(table, i);
        NameByFile();
        new_section_ = false;
        continue;
      }
      RETURN_IF_ERROR(ReadRow(i));
      ++i;
    }
    return absl::OkStatus();
  }

  void BeginTable() { BeginSection(TitleOfTable(), 0); }

  // The title of the table: its preamble, else its sheet, else the section before (a page break), else the
  // file's name.
  SectionTitle TitleOfTable() const {
    std::optional<SectionTitle> general;  // 某县基层政务公开标准目录
    for (auto line = table_->preamble.rbegin(); line != table_->preamble.rend(); ++line) {
      if (!IsTitle(*line)) continue;
      SectionTitle section = ReadTitle(*line, *options_.domains);
      if (NamesSubject(section)) return section;
      if (!general) general = section;
    }
    if (!table_->name.empty()) {
      SectionTitle section = ReadTitle(table_->name, *options_.domains);
      if (!section.domain.empty() || seen_catalogue_) return section;
    }
    if (seen_catalogue_) return section_;
    // A file's name is a hint, not a title: what the caller says goes before it.
    if (!options_.domain.empty()) return {general ? general->title : table_->name, "", ""};
    SectionTitle section = ReadTitle(BaseName(document_.file), *options_.domains);
    section.title = general ? general->title : table_->name;
    return section;
  }

  void BeginSection(SectionTitle section, int row) {
    section_ = std::move(section);
    new_section_ = true;
    current_ = SectionIndex(section_.domain, section_.title, NamesOf(section_));
    SayTitle(row);
  }

  // A given domain answers what the title leaves open.
  void SayTitle(int row) {
    if (!section_.warning.empty() && options_.domain.empty()) Current().warnings.push_back({row, "", section_.warning});
  }

  size_t SectionIndex(const std::string& domain, const std::string& title, Names names) {
    for (size_t i = 0; i < tables_.size(); ++i) {
      const ImportedTable& table = tables_[i];
      const bool same = table.domain == domain && (!domain.empty() || table.title == title);
      if (same && table.table == table_->number) return i;
    }
    tables_.push_back({.table = table_->number, .domain = domain, .title = title});
    names_.push_back(names);
    return tables_.size() - 1;
  }

  ImportedTable& Current() { return tables_[current_]; }

  // Our own data files are named 03-….csv.
  void NameByFile() {
    const std::string_view name = BaseName(document_.file);
    if (!options_.domain.empty() || !header_->english || !section_.domain.empty() || name.size() < 3 || name[2] != '-') return;
    if (options_.domains->FindByCode(name.substr(0, 2)) == nullptr) return;
    Current().domain = section_.domain = std::string(name.substr(0, 2));
  }

  // What is remarkable about the header: said once for a section, on the header's row.
  void SayHeader(ImportedTable& section) {
    const auto say = [&](std::string reason) {
      const RowNote note{header_->row_number, "", std::move(reason)};
      const auto same = [&](const RowNote& said) { return said.reason == note.reason && said.column.empty(); };
      if (std::none_of(section.warnings.begin(), section.warnings.end(), same)) section.warnings.push_back(note);
    };
    for (const std::string& warning : header_->warnings) say(warning);
    const auto has = [&](std::initializer_list<Column> columns) {
      return std::any_of(columns.begin(), columns.end(), [&](Column column) { return header_->Has(column); });
    };
    if (!has({Column::kContents})) say("没有“公开内容”列");
    if (!has({Column::kBases})) say("没有“公开依据”列");
    if (!has({Column::kTimeLimit})) say("没有“公开时限”列");
    if (!has({Column::kBody})) say("没有“公开主体”列");
    if (!has({Column::kChannels})) say("没有“公开渠道和载体”列");
    if (!has({Column::kAudienceText, Column::kWholeSociety, Column::kGroups})) say("没有“公开对象”列");
    if (!has({Column::kMethodText, Column::kMethodAttribute, Column::kProactive, Column::kOnRequest})) {
      say("没有“公开方式”列");
    }
    if (!has({Column::kLevelText, Column::kMunicipal, Column::kCounty, Column::kTownship, Column::kTownshipVillage,
              Column::kVillage})) {
      say("没有“公开层级”列，层级由公开主体推定");
    }
  }

  absl::Status ReadRow(size_t index) {
    const Row& row = table_->rows[index];
    if (IsBlank(row)) return absl::OkStatus();
    if (const std::string only = OnlyText(row); !only.empty() && (!header_ || !IsContinuation(row))) {
      if (IsTitle(only)) {
        ReadTitleRow(only, row.number, index);
        return absl::OkStatus();
      }
      notes_ |= BeginsNotes(only);
      if (notes_ || IsFooter(only) || !header_) return absl::OkStatus();
      const std::string shown = ToUtf8(ToCodePoints(only).substr(0, 30));
      Current().quarantined.push_back({row.number, "", "只有一格文字，不能识别为事项：" + shown});
      ++Current().accounting.quarantined;
      return absl::OkStatus();
    }
    if (!header_ || IsSecondHeaderLine(row) || IsFurniture(row)) return absl::OkStatus();
    return ReadData(index);
  }

  // One cell only, but in a column that goes on with the item above: more 公开内容 of it.
  bool IsContinuation(const Row& row) const {
    if (!last_data_) return false;
    for (size_t c = 0; c < row.cells.size() && c < header_->columns.size(); ++c) {
      if (row.cells[c].text.empty()) continue;
      const Column column = header_->columns[c];
      return column == Column::kContents && !IsTitle(row.cells[c].text) && !IsFooter(row.cells[c].text);
    }
    return false;
  }

  void ReadTitleRow(std::string_view text, int row, size_t index) {
    SectionTitle section = ReadTitle(text, *options_.domains);
    notes_ = false;
    const bool same = section.domain == section_.domain &&
                      (!section.domain.empty() || FoldForCompare(section.title) == FoldForCompare(section_.title));
    if (!NamesSubject(section) || same) return;
    const bool unnamed = section_.domain.empty() && section_.title.empty();
    if (unnamed && header_ && !HeaderFollows(index + 1)) {
      NameSection(std::move(section), row);
      return;
    }
    BeginSection(std::move(section), row);
    last_data_ = false;
    reader_.BeginSection(*table_, index + 1);
  }

  bool HeaderFollows(size_t index) const {
    while (index < table_->rows.size() && IsBlank(table_->rows[index])) ++index;
    return index < table_->rows.size() && ReadHeader(*table_, index).has_value();
  }

  // The page title of a table whose first title was lost: rows go on under it without a new header, so it
  // names the rows above as well.
  void NameSection(SectionTitle section, int row) {
    section_ = std::move(section);
    Current().domain = section_.domain;
    Current().title = section_.title;
    names_[current_] = NamesOf(section_);
    SayTitle(row);
  }

  absl::Status ReadData(size_t index) {
    const Row& row = table_->rows[index];
    RowValues values = reader_.Read(*table_, index, *header_);
    new_section_ = false;
    last_data_ = true;
    for (const Value& value : values.values) text_ += value.text.size();
    if (++rows_ > kMaxRows || text_ > kMaxText) return TooLarge(document_);

    const size_t section_index = SectionOfRow(values);
    ImportedTable& section = tables_[section_index];
    if (headers_said_.emplace(section_index, header_->row_number).second) SayHeader(section);
    std::string column;
    std::string reason;
    if (const auto too_long = RowReader::TooLong(values)) {
      column = header_->names[*too_long];
      reason = "单元格文字过长，不像目录内容";
    } else {
      reason = RowReader::Displacement(row, values, *header_, &column);
    }
    if (!reason.empty()) {
      section.quarantined.push_back({row.number, column, std::move(reason)});
      ++section.accounting.quarantined;
      return absl::OkStatus();
    }
    BuiltItem built = BuildItem(values, *header_, document_.file, table_->number, memo_);
    if (!built.quarantine.empty()) {
      section.quarantined.insert(section.quarantined.end(), built.quarantine.begin(), built.quarantine.end());
      ++section.accounting.quarantined;
      return absl::OkStatus();
    }
    const std::vector<Level>& levels = built.item.levels;
    if (options_.level && !levels.empty() && std::find(levels.begin(), levels.end(), *options_.level) == levels.end()) {
      ++section.accounting.out_of_scope;
      return absl::OkStatus();
    }
    SayDuplicate(built, section);
    ++(built.warnings.empty() ? section.accounting.imported : section.accounting.warned);
    section.warnings.insert(section.warnings.end(), built.warnings.begin(), built.warnings.end());
    section.items.push_back(std::move(built.item));
    return absl::OkStatus();
  }

  // A 领域 column decides for its row.
  size_t SectionOfRow(const RowValues& values) {
    const std::string_view named = values.Text(*header_, Column::kDomain);
    if (named.empty()) return current_;
    const Domain* domain = options_.domains->FindByName(named);
    if (domain == nullptr) return SectionIndex("", std::string(named), Names::kUnknown);
    return SectionIndex(domain->code, domain->name, Names::kKnown);
  }

  // Names need not be unique, but the same names with the same number and contents are one item twice.
  void SayDuplicate(BuiltItem& built, const ImportedTable& section) {
    const Item& item = built.item;
    const std::string key = std::to_string(section.table) + "\n" + section.domain + "\n" +
                            FoldForCompare(item.serial) + "\n" + FoldForCompare(item.level_one) + "\n" +
                            FoldForCompare(item.level_two) + "\n" + FoldForCompare(item.level_three) + "\n" +
                            FoldForCompare(JoinContents(item.contents)) + "\n" + FoldForCompare(item.time_limit_text);
    const auto [it, fresh] = rows_by_key_.emplace(key, item.source.row);
    if (!fresh) {
      built.warnings.push_back({item.source.row, "", "与第" + std::to_string(it->second) + "行重复"});
    }
  }

  const Document& document_;
  const ImportOptions& options_;
  std::vector<ImportedTable> tables_;
  std::vector<Names> names_;  // of each of tables_
  const Table* table_ = nullptr;
  std::optional<Header> header_;
  RowReader reader_;
  ImportMemo memo_;
  SectionTitle section_;
  size_t current_ = 0;
  bool new_section_ = false;
  bool notes_ = false;      // behind 标准目录要素说明
  bool last_data_ = false;  // a data row stands above in this section
  bool seen_catalogue_ = false;
  int64_t rows_ = 0;
  size_t text_ = 0;
  std::set<std::pair<size_t, int>> headers_said_;  // section and header row
  absl::flat_hash_map<std::string, int> rows_by_key_;
};

}  // namespace

absl::StatusOr<std::vector<ImportedTable>> ImportDocument(const Document& document, const ImportOptions& options) {
  return Importer(document, options).Run();
}

}  // namespace disclosure::catalog
