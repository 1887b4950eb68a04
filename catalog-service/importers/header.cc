#include "catalog-service/importers/header.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "catalog-service/domain/scope_rules.h"
#include "catalog-service/domain/text_folding.h"
#include "catalog-service/importers/cells.h"

namespace disclosure::catalog {
namespace {

constexpr int kMaxHeaderRows = 3;

const absl::flat_hash_map<std::string, Column>& Names() {
  static const auto& names = *new absl::flat_hash_map<std::string, Column>{
      {"序号", Column::kSerial},
      {"编号", Column::kSerial},
      {"一级事项", Column::kLevelOne},
      {"一级公开事项", Column::kLevelOne},
      {"二级事项", Column::kLevelTwo},
      {"二级公开事项", Column::kLevelTwo},
      {"三级事项", Column::kLevelThree},
      {"三级公开事项", Column::kLevelThree},
      {"一级/二级", Column::kCombinedItem},
      {"公开事项", Column::kItemName},
      {"事项名称", Column::kItemName},
      {"公开事项名称", Column::kItemName},
      {"对相应领域", Column::kItemName},
      {"公开内容", Column::kContents},
      {"公开内容及要求", Column::kContents},
      {"公开内容要素", Column::kContents},
      {"内容要素", Column::kContents},
      {"公开要素", Column::kContents},
      {"公开依据", Column::kBases},
      {"法律依据", Column::kBases},
      {"公开时限", Column::kTimeLimit},
      {"公开主体", Column::kBody},
      {"责任主体", Column::kBody},
      {"公开责任", Column::kBody},
      {"公开责任主体", Column::kBody},
      {"公开渠道", Column::kChannels},
      {"公开渠道和载体", Column::kChannels},
      {"公开渠道及载体", Column::kChannels},
      {"公开渠道与载体", Column::kChannels},
      {"公开渠道载体", Column::kChannels},
      {"渠道和载体", Column::kChannels},
      {"公开载体", Column::kChannels},
      {"公开对象", Column::kAudienceText},
      {"全社会", Column::kWholeSociety},
      {"特定群众", Column::kGroups},
      {"特定群体", Column::kGroups},
      {"特定对象", Column::kGroups},
      {"特定人群", Column::kGroups},
      {"公开方式", Column::kMethodText},
      {"公开属性", Column::kMethodAttribute},
      {"主动", Column::kProactive},
      {"主动公开", Column::kProactive},
      {"依申请", Column::kOnRequest},
      {"依申请公开", Column::kOnRequest},
      {"申请", Column::kOnRequest},
      {"申请公开", Column::kOnRequest},
      {"公开层级", Column::kLevelText},
      {"链接", Column::kLinks},
      {"公开链接", Column::kLinks},
      {"网址", Column::kLinks},
      {"公开网址", Column::kLinks},
      {"信息链接", Column::kLinks},
      {"链接地址", Column::kLinks},
      {"备注", Column::kRemarks},
      {"公开领域", Column::kDomain},
      {"领域", Column::kDomain},
      {"所属领域", Column::kDomain},
      {"领域名称", Column::kDomain},
      // Form K.
      {"seq", Column::kSerial},
      {"level1_item", Column::kLevelOne},
      {"level2_item", Column::kLevelTwo},
      {"level3_item", Column::kLevelThree},
      {"content_elements", Column::kContents},
      {"legal_basis", Column::kBases},
      {"time_limit", Column::kTimeLimit},
      {"responsible_body", Column::kBody},
      {"channels", Column::kChannels},
      {"audience", Column::kAudienceText},
      {"method", Column::kMethodText},
      {"levels", Column::kLevelText},
  };
  return names;
}

// Headers carry remarks in brackets, blanks inside words and colons behind them.
std::string HeaderName(std::string_view text) {
  std::string name = FoldForCompare(RemoveParenthesised(text));
  while (EndsWithAny(name, {":", "*"})) name.pop_back();
  return name;
}

std::optional<Column> Named(std::string_view text) {
  const std::string name = HeaderName(text);
  const auto it = Names().find(name);
  if (it == Names().end()) return std::nullopt;
  const std::string whole = FoldForCompare(text);
  if (it->second == Column::kItemName && Contains(whole, "一级") && Contains(whole, "二级")) return Column::kCombinedItem;
  return it->second;
}

// 开事项 for 公开事项: mirror sites stripped 公.
std::optional<Column> NamedDamaged(std::string_view text) {
  if (!Contains(text, "开")) return std::nullopt;
  const std::string name = HeaderName(text);
  if (!name.starts_with("开")) return std::nullopt;
  return Named("公" + name);
}

bool IsGroup(Column column) {
  return column == Column::kItemName || column == Column::kCombinedItem || column == Column::kAudienceText ||
         column == Column::kMethodText || column == Column::kLevelText || column == Column::kOther;
}

Column LevelColumn(const LevelName& level) {
  switch (level.level) {
    case Level::kMunicipal: return Column::kMunicipal;
    case Level::kCounty: return Column::kCounty;
    case Level::kTownship: return level.covers_village ? Column::kTownshipVillage : Column::kTownship;
    case Level::kVillage: return Column::kVillage;
    case Level::kUnspecified: return Column::kOther;
  }
  return Column::kOther;
}

// A name under a group, or in the second line of a header.
std::optional<Column> LeafNamed(std::string_view leaf, std::string_view group) {
  const std::string name = HeaderName(leaf);
  const std::string group_name = HeaderName(group);
  if (name == "一级" || name == "二级" || name == "三级") {
    return name == "一级" ? Column::kLevelOne : name == "二级" ? Column::kLevelTwo : Column::kLevelThree;
  }
  if (const auto named = Named(leaf); named && !IsGroup(*named)) return named;
  const bool level_group = Contains(group_name, "层级");
  const bool short_level = name.ends_with("级") && ToCodePoints(name).size() <= 8;
  if (level_group || short_level) {
    if (const Column column = LevelColumn(ParseLevelName(leaf)); column != Column::kOther) return column;
  }
  return std::nullopt;
}

// What the first line of a header must name to be one: an item and at least two more core columns.
bool IsFirstHeaderLine(const Row& row) {
  std::set<Column> known;
  for (const Cell& cell : row.cells) {
    if (cell.text.empty() || cell.text.size() > 200) continue;
    auto named = Named(cell.text);
    if (!named) named = NamedDamaged(cell.text);
    if (named && !IsTickColumn(*named)) known.insert(*named);
  }
  const bool item = known.contains(Column::kLevelOne) || known.contains(Column::kLevelTwo) ||
                    known.contains(Column::kCombinedItem) || known.contains(Column::kItemName) ||
                    known.contains(Column::kLevelThree);
  int core = 0;
  for (const Column column : {Column::kContents, Column::kBases, Column::kTimeLimit, Column::kBody,
                              Column::kChannels}) {
    core += known.contains(column) ? 1 : 0;
  }
  return item && core >= 2;
}

// True if the row continues a header whose columns so far are named by `groups`.
bool ContinuesHeader(const Row& row, const std::vector<std::string>& groups) {
  int known = 0;
  for (size_t c = 0; c < row.cells.size(); ++c) {
    const Cell& cell = row.cells[c];
    if (cell.text.empty()) continue;
    const std::string group = c < groups.size() ? groups[c] : "";
    const auto above = Named(group);
    if (above && !IsGroup(*above) && HeaderName(group) != HeaderName(cell.text)) return false;
    if (ToCodePoints(cell.text).size() > 24 || CountTicks(cell.text) > 0) return false;
    if (LeafNamed(cell.text, group)) ++known;
  }
  return known > 0;
}

// The printed text over column `c` in header line `row`: its own, or of the cell whose span covers it.
std::string TextOver(const Table& table, size_t row, size_t c) {
  if (row >= table.rows.size() || c >= table.rows[row].cells.size()) return "";
  const Cell& cell = table.rows[row].cells[c];
  if (!cell.spanned()) return cell.text;
  const size_t up = static_cast<size_t>(std::max(0, cell.row_span_of));
  const size_t left = static_cast<size_t>(std::max(0, cell.col_span_of));
  if (up > row || left > c || c - left >= table.rows[row - up].cells.size()) return "";
  return table.rows[row - up].cells[c - left].text;
}

// Names over each column of the first line; a blank in a flattened line continues the group on its left.
std::vector<std::string> GroupsOf(const Table& table, size_t index, size_t width) {
  std::vector<std::string> groups(width);
  for (size_t c = 0; c < width; ++c) {
    groups[c] = JoinName(TextOver(table, index, c));
    if (!groups[c].empty() || c == 0 || c >= table.rows[index].cells.size()) continue;
    const auto left = Named(groups[c - 1]);
    if (!groups[c - 1].empty() && (!left || IsGroup(*left))) groups[c] = groups[c - 1];
  }
  return groups;
}

void Repeated(Header& header, size_t c) {
  const Column column = header.columns[c];
  if (column == Column::kLevelOne && !header.Has(Column::kLevelTwo)) {
    header.columns[c] = Column::kLevelTwo;
    header.warnings.push_back("表头有两个“一级事项”，第二个按二级事项读取");
    return;
  }
  header.columns[c] = Column::kOther;
  header.warnings.push_back("表头“" + header.names[c] + "”重复，后一列按其他列保留");
}

// Names that only the whole header decides.
void Settle(Header& header) {
  std::set<Column> seen;
  for (size_t c = 0; c < header.columns.size(); ++c) {
    const Column column = header.columns[c];
    if (column == Column::kOther) continue;
    if (!seen.insert(column).second) Repeated(header, c);
    seen.insert(header.columns[c]);
  }
  if (header.Has(Column::kMunicipal) && !header.Has(Column::kCounty)) {
    // 市级 beside 镇级 only is a county-level city.
    header.columns[*header.Find(Column::kMunicipal)] = Column::kCounty;
    header.warnings.push_back("只有市级、没有县级列，按县级市读取");
  }
}

}  // namespace

bool IsTickColumn(Column column) {
  switch (column) {
    case Column::kWholeSociety:
    case Column::kGroups:
    case Column::kProactive:
    case Column::kOnRequest:
    case Column::kMunicipal:
    case Column::kCounty:
    case Column::kTownship:
    case Column::kTownshipVillage:
    case Column::kVillage:
      return true;
    default:
      return false;
  }
}

std::optional<size_t> Header::Find(Column column) const {
  const auto it = std::find(columns.begin(), columns.end(), column);
  if (it == columns.end()) return std::nullopt;
  return static_cast<size_t>(it - columns.begin());
}

bool IsSecondHeaderLine(const Row& row) {
  int known = 0;
  for (const Cell& cell : row.cells) {
    if (cell.text.empty()) continue;
    if (!LeafNamed(cell.text, "")) return false;
    ++known;
  }
  return known >= 3;
}

std::optional<Header> ReadHeader(const Table& table, size_t index) {
  if (!IsFirstHeaderLine(table.rows[index])) return std::nullopt;
  Header header;
  header.rows = 1;
  header.row_number = table.rows[index].number;
  size_t width = table.rows[index].cells.size();
  std::vector<std::string> groups = GroupsOf(table, index, width);
  while (header.rows < kMaxHeaderRows && index + header.rows < table.rows.size() &&
         ContinuesHeader(table.rows[index + header.rows], groups)) {
    width = std::max(width, table.rows[index + header.rows].cells.size());
    ++header.rows;
  }
  groups.resize(width);
  for (size_t c = 0; c < width; ++c) {
    std::string leaf;
    for (int r = header.rows - 1; r > 0 && leaf.empty(); --r) leaf = JoinName(TextOver(table, index + r, c));
    if (leaf.empty()) leaf = c < table.rows[index].cells.size() ? JoinName(TextOver(table, index, c)) : "";
    const bool grouped = !groups[c].empty() && groups[c] != leaf;
    std::optional<Column> column = grouped ? LeafNamed(leaf, groups[c]) : Named(leaf);
    if (!column) column = LeafNamed(leaf, "");
    if (!column) {
      column = NamedDamaged(leaf);
      header.damaged |= column.has_value();
    }
    if (grouped && NamedDamaged(groups[c]) && !Named(groups[c])) header.damaged = true;
    header.columns.push_back(column.value_or(Column::kOther));
    header.names.push_back(leaf.empty() ? "第" + std::to_string(c + 1) + "列" : grouped ? groups[c] + "/" + leaf : leaf);
    if (HeaderName(leaf) == "level1_item") header.english = true;
  }
  Settle(header);
  return header;
}

}  // namespace disclosure::catalog
