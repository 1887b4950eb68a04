#include "catalog-service/exporters/official_form.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "catalog-service/domain/basis_rules.h"
#include "catalog-service/domain/channel_rules.h"

namespace disclosure::catalog {
namespace {

using CellOf = std::function<std::string(const Item&)>;

constexpr char kTick[] = "√";

// What stands for "none" in columns where a blank means "as above".
constexpr char kNone[] = "—";

std::string OrNone(const std::string& text) { return text.empty() ? kNone : text; }

std::string TickIf(bool condition) { return condition ? kTick : ""; }

template <typename T>
bool Has(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

// Each on a line of its own. The semicolon separates even where an import joins broken lines.
std::string ContentsCell(const Item& item) { return absl::StrJoin(item.contents, "；\n"); }

// As FormatBasis; but a number with an odd bracket would not be read back from within brackets.
std::string BasisText(const LegalBasis& basis) {
  const std::string text = FormatBasis(basis);
  const std::vector<LegalBasis> read_back = ParseBases(text).bases;
  if (read_back == std::vector<LegalBasis>{basis}) return text;
  const std::string bare = absl::StrCat("《", basis.title, "》", basis.document_number);
  return ParseBases(bare).bases == std::vector<LegalBasis>{basis} ? bare : text;
}

std::string BasesCell(const Item& item) {
  return OrNone(absl::StrJoin(item.bases, "、\n", [](std::string* out, const LegalBasis& basis) {
    absl::StrAppend(out, BasisText(basis));
  }));
}

std::string BodiesCell(const Item& item) {
  return OrNone(
      absl::StrJoin(item.responsible_bodies, "、",
                    [](std::string* out, const ResponsibleBody& body) { absl::StrAppend(out, body.text); }));
}

std::string Box(const ChannelUse& use) { return use.stage == 0 ? "■" : "▲"; }

// The ticked uses of one of the 13 as printed, or its empty box.
std::string StandardChannel(const std::vector<ChannelUse>& channels, Channel channel) {
  const std::string name(ChannelText(channel));
  std::string cell;
  for (const ChannelUse& use : channels) {
    if (use.channel != channel) continue;
    if (channel == Channel::kOther && use.text != name && !use.text.empty()) continue;
    absl::StrAppend(&cell, cell.empty() ? "" : " ", Box(use), use.text.empty() ? name : use.text);
  }
  return cell.empty() ? absl::StrCat("□", name) : cell;
}

// Collects columns and, beside each, how an item fills it.
class FormBuilder {
 public:
  explicit FormBuilder(const std::vector<Item>& items) : items_(items) {}

  void Add(FormColumn column, CellOf cell) {
    columns_.push_back(std::move(column));
    cells_.push_back(std::move(cell));
  }
  void AddTicks(std::string group, std::string name, std::function<bool(const Item&)> ticked) {
    Add({std::move(group), std::move(name), 6, true},
        [ticked](const Item& item) { return TickIf(ticked(item)); });
  }
  bool Any(const std::function<bool(const Item&)>& has) const {
    return std::any_of(items_.begin(), items_.end(), has);
  }
  size_t columns() const { return columns_.size(); }

  OfficialForm Build() && {
    OfficialForm form;
    form.columns = std::move(columns_);
    for (const Item& item : items_) {
      std::vector<std::string>& row = form.rows.emplace_back();
      for (const CellOf& cell : cells_) row.push_back(cell(item));
    }
    return form;
  }

 private:
  const std::vector<Item>& items_;
  std::vector<FormColumn> columns_;
  std::vector<CellOf> cells_;
};

void AddScope(FormBuilder* builder) {
  builder->AddTicks("公开对象", "全社会", [](const Item& item) { return item.audience.whole_society; });
  builder->Add({"公开对象", "特定群体（请写明）", 10, true},
               [](const Item& item) { return absl::StrJoin(item.audience.groups, "；"); });
  builder->AddTicks("公开方式", "主动",
                    [](const Item& item) { return Has(item.methods, Method::kProactive); });
  builder->AddTicks("公开方式", "依申请公开",
                    [](const Item& item) { return Has(item.methods, Method::kOnRequest); });
  const auto derived = [](const Item& item) { return item.levels_derived; };
  if (!builder->Any(std::not_fn(derived)) && builder->Any(derived)) return;
  for (const Level level : {Level::kMunicipal, Level::kCounty, Level::kTownship, Level::kVillage}) {
    const auto has = [level](const Item& item) { return !item.levels_derived && Has(item.levels, level); };
    const bool always = level == Level::kCounty || level == Level::kTownship;
    if (always || builder->Any(has)) builder->AddTicks("公开层级", std::string(LevelText(level)), has);
  }
}

// The columns beyond the form by header, and by number where an item has several of one header.
std::vector<std::pair<std::string, int>> OtherHeaders(const std::vector<Item>& items) {
  std::vector<std::pair<std::string, int>> headers;
  for (const Item& item : items) {
    std::map<std::string, int> seen;
    for (const OtherColumn& other : item.other_columns) {
      const std::pair<std::string, int> header(other.header, seen[other.header]++);
      if (!Has(headers, header)) headers.push_back(header);
    }
  }
  return headers;
}

std::string OtherText(const Item& item, const std::string& header, int number) {
  for (const OtherColumn& other : item.other_columns) {
    if (other.header == header && number-- == 0) return other.text;
  }
  return "";
}

void AddOptional(const std::vector<Item>& items, FormBuilder* builder) {
  if (builder->Any([](const Item& item) { return !item.links.empty(); })) {
    builder->Add({"", "链接", 20, false}, [](const Item& item) { return absl::StrJoin(item.links, "\n"); });
  }
  if (builder->Any([](const Item& item) { return !item.remarks.empty(); })) {
    builder->Add({"", "备注", 14, false}, [](const Item& item) { return item.remarks; });
  }
  for (const auto& [header, number] : OtherHeaders(items)) {
    builder->Add({"", header, 14, false},
                 [header, number](const Item& item) { return OtherText(item, header, number); });
  }
}

}  // namespace

size_t OfficialForm::RowsOfLevelOne(size_t row) const {
  size_t end = row + 1;
  // A row without 二级事项 stands alone: under a merged cell it would read as a part of the row above.
  while (end < rows.size() && rows[end][level_one_column] == rows[row][level_one_column] &&
         !rows[end][level_one_column + 1].empty()) {
    ++end;
  }
  return end - row;
}

size_t OfficialForm::ColumnsOfGroup(size_t column) const {
  size_t end = column + 1;
  while (!columns[column].group.empty() && end < columns.size() &&
         columns[end].group == columns[column].group)
    ++end;
  return end - column;
}

std::string ChannelCell(const std::vector<ChannelUse>& channels) {
  std::string cell;
  for (int i = 1; i <= static_cast<int>(Channel::kOther); ++i) {
    // Two on a line, the long eleventh alone, as the national form prints them.
    const bool second = (i <= 10 && i % 2 == 0) || i == 13;
    absl::StrAppend(&cell,
                    i == 1   ? ""
                    : second ? " "
                             : "\n",
                    StandardChannel(channels, static_cast<Channel>(i)));
  }
  for (const ChannelUse& use : channels) {
    const bool beyond = use.channel == Channel::kOther || use.channel == Channel::kUnspecified;
    if (!beyond || use.text.empty() || use.text == ChannelText(Channel::kOther)) continue;
    // A text that reads as one of the 13 must say that it is not.
    const bool plain = ChannelOf(use.text) == Channel::kUnspecified;
    absl::StrAppend(&cell, "\n", Box(use), plain ? "" : "其他：", use.text);
  }
  return cell;
}

OfficialForm MakeOfficialForm(const ExportedCatalogue& catalogue) {
  FormBuilder builder(catalogue.items);
  builder.Add({"", "序号", 6, true}, [](const Item& item) { return item.serial; });
  const size_t level_one_column = builder.columns();
  builder.Add({"公开事项", "一级事项", 12, true}, [](const Item& item) { return item.level_one; });
  builder.Add({"公开事项", "二级事项", 14, true}, [](const Item& item) { return item.level_two; });
  if (builder.Any([](const Item& item) { return !item.level_three.empty(); })) {
    builder.Add({"公开事项", "三级事项", 14, true}, [](const Item& item) { return item.level_three; });
  }
  builder.Add({"", "公开内容（要素）", 36, false}, ContentsCell);
  builder.Add({"", "公开依据", 32, false}, BasesCell);
  builder.Add({"", "公开时限", 16, false}, [](const Item& item) { return OrNone(item.time_limit_text); });
  builder.Add({"", "公开主体", 14, false}, BodiesCell);
  builder.Add({"", "公开渠道和载体", 34, false}, [](const Item& item) { return ChannelCell(item.channels); });
  AddScope(&builder);
  AddOptional(catalogue.items, &builder);
  OfficialForm form = std::move(builder).Build();
  form.title = absl::StrCat(catalogue.title, catalogue.sample ? "（示例数据）" : "");
  form.level_one_column = level_one_column;
  return form;
}

}  // namespace disclosure::catalog
