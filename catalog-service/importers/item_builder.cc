#include "catalog-service/importers/item_builder.h"

#include <algorithm>
#include <utility>

#include "catalog-service/domain/basis_rules.h"
#include "catalog-service/domain/channel_rules.h"
#include "catalog-service/domain/content_elements.h"
#include "catalog-service/domain/responsible_body.h"
#include "catalog-service/domain/scope_rules.h"
#include "catalog-service/domain/text_folding.h"
#include "catalog-service/domain/time_limit.h"
#include "catalog-service/importers/cells.h"

namespace disclosure::catalog {
namespace {

class Builder {
 public:
  Builder(const RowValues& row, const Header& header, ImportMemo& memo) : row_(row), header_(header), memo_(memo) {
    result_.warnings = row.warnings;
  }

  BuiltItem Build(std::string_view file, int table) {
    item().source = {std::string(file), table, row_.number};
    if (Refuse()) return std::move(result_);
    ReadNames();
    ReadTexts();
    ReadChannels();
    ReadAudience();
    ReadMethods();
    ReadLevels();
    ReadRest();
    CheckConsistency();
    return std::move(result_);
  }

 private:
  Item& item() { return result_.item; }
  std::string_view Text(Column column) const { return row_.Text(header_, column); }
  std::string NameOf(Column column) const {
    const auto at = header_.Find(column);
    return at ? header_.names[*at] : "";
  }
  void Warn(Column column, std::string reason) {
    result_.warnings.push_back({row_.number, NameOf(column), std::move(reason)});
  }
  void Quarantine(std::string column, std::string reason) {
    result_.quarantine.push_back({row_.number, std::move(column), std::move(reason)});
  }
  // For a column that the source has: a blank cell is worth a word. A missing column is said once per table.
  void WarnIfMissing(Column column, bool missing) {
    if (missing && header_.Has(column)) Warn(column, "空白");
  }

  // A corrupt copy is set aside, not repaired.
  bool Refuse() {
    if (header_.damaged) {
      Quarantine("", "表头缺“公”字，是损坏的转载副本，请取得原件");
      return true;
    }
    for (size_t c = 0; c < row_.values.size(); ++c) {
      if (const std::string reason = CorruptionOf(row_.values[c].text); !reason.empty()) {
        Quarantine(header_.names[c], reason);
      } else if (Contains(row_.values[c].text, "\xEF\xBF\xBD")) {
        result_.warnings.push_back({row_.number, header_.names[c], "含无法识别的字符"});
      }
    }
    return !result_.quarantine.empty();
  }

  void ReadNames() {
    item().serial = RemoveSpaces(Text(Column::kSerial));
    item().level_one = JoinName(Text(Column::kLevelOne));
    item().level_two = JoinName(Text(Column::kLevelTwo));
    item().level_three = JoinName(Text(Column::kLevelThree));
    if (item().level_one.empty()) item().level_one = JoinName(Text(Column::kItemName));
    ReadCombinedName();
    if (item().level_one.empty() && item().level_two.empty() && item().level_three.empty()) {
      Quarantine(NameOf(header_.Has(Column::kLevelTwo) ? Column::kLevelTwo : Column::kLevelOne), "没有事项名称");
    } else if (item().level_one.empty()) {
      Warn(Column::kLevelOne, "没有一级事项名称");
    }
  }

  // 政府信息公开/依申请公开 under 公开事项(一级/二级).
  void ReadCombinedName() {
    const std::u32string combined = ToCodePoints(JoinName(Text(Column::kCombinedItem)));
    if (combined.empty()) return;
    const size_t cut = combined.find_first_of(U"/／\u2044");
    item().level_one = Trim(ToUtf8(combined.substr(0, cut)));
    if (cut != std::u32string::npos) item().level_two = Trim(ToUtf8(combined.substr(cut + 1)));
  }

  void ReadTexts() {
    item().contents = SplitContents(JoinContentLines(Text(Column::kContents)));
    WarnIfMissing(Column::kContents, item().contents.empty());

    BasisList bases = memo_.bases.Get(
        Text(Column::kBases), [](std::string_view text) { return ParseBases(JoinLines(text)); });
    if (!LooksLikeBases(bases.bases)) Quarantine(NameOf(Column::kBases), "公开依据中没有法律、法规或文件的名称，请取得原件");
    for (std::string& warning : bases.warnings) Warn(Column::kBases, std::move(warning));
    item().bases = std::move(bases.bases);
    WarnIfMissing(Column::kBases, item().bases.empty());

    item().time_limit_text = JoinLines(Text(Column::kTimeLimit));
    WarnIfMissing(Column::kTimeLimit, item().time_limit_text.empty());
    if (!item().time_limit_text.empty()) {
      TimeLimit limit = memo_.time_limits.Get(
          item().time_limit_text, [](std::string_view text) { return NormaliseTimeLimit(std::string(text)); });
      item().time_limits = std::move(limit.clauses);
      for (std::string& warning : limit.warnings) Warn(Column::kTimeLimit, std::move(warning));
    }

    item().responsible_bodies = ParseBodies(JoinBodyLines(Text(Column::kBody)));
    WarnIfMissing(Column::kBody, item().responsible_bodies.empty());
  }

  void ReadChannels() {
    ChannelList channels = memo_.channels.Get(Text(Column::kChannels), ParseChannels);
    item().channels = std::move(channels.uses);
    AddRemark(channels.remarks);
    for (std::string& warning : channels.warnings) Warn(Column::kChannels, std::move(warning));
    WarnIfMissing(Column::kChannels, item().channels.empty());
  }

  void ReadAudience() {
    Audience& audience = item().audience;
    if (header_.Has(Column::kAudienceText)) audience = ParseAudience(JoinLines(Text(Column::kAudienceText)));
    if (header_.Has(Column::kWholeSociety)) {
      const Tick tick = ParseTick(Text(Column::kWholeSociety));
      audience.whole_society |= tick.ticked || FoldForCompare(tick.text) == "全社会";
      if (!tick.ticked && !tick.text.empty() && !audience.whole_society) {
        Warn(Column::kWholeSociety, "不是勾选符号：" + tick.text);
      }
    }
    if (header_.Has(Column::kGroups)) {
      const std::string cell = JoinLines(Text(Column::kGroups));
      // A name without √ counts as ticked.
      if (const std::string name = GroupName(cell); !name.empty()) {
        audience.groups.push_back(name);
      } else if (ParseTick(cell).ticked) {
        Warn(Column::kGroups, "勾选了特定群体，没有写明是谁");
      }
    }
    const bool has_column = header_.Has(Column::kAudienceText) || header_.Has(Column::kWholeSociety);
    if (has_column && !audience.whole_society && audience.groups.empty()) {
      Warn(header_.Has(Column::kAudienceText) ? Column::kAudienceText : Column::kWholeSociety, "没有写明公开对象");
    }
  }

  void ReadMethods() {
    std::vector<Method>& methods = item().methods;
    bool has_column = false;
    for (const auto& [column, method] :
         {std::pair(Column::kProactive, Method::kProactive), std::pair(Column::kOnRequest, Method::kOnRequest)}) {
      if (!header_.Has(column)) continue;
      has_column = true;
      const Tick tick = ParseTick(Text(column));
      if (tick.ticked || ParseMethods(tick.text) == std::vector{method}) methods.push_back(method);
    }
    for (const Column column : {Column::kMethodAttribute, Column::kMethodText}) {
      if (!header_.Has(column)) continue;
      has_column = true;
      const std::string text = JoinLines(Text(column));
      const auto named = ParseMethods(text);
      if (named && methods.empty()) methods = *named;
      // 公开方式 = 全文发布 says how much is published, not on whose initiative.
      if (!named && !text.empty()) item().other_columns.push_back({NameOf(column), text});
    }
    if (has_column && methods.empty()) {
      for (const Column column :
           {Column::kMethodAttribute, Column::kMethodText, Column::kProactive, Column::kOnRequest}) {
        if (!header_.Has(column)) continue;
        Warn(column, "没有写明主动公开还是依申请公开");
        break;
      }
    }
  }

  void ReadLevels() {
    std::vector<Level>& levels = item().levels;
    bool has_column = false;
    bool covers_village = false;
    for (const auto& [column, level] :
         {std::pair(Column::kMunicipal, Level::kMunicipal), std::pair(Column::kCounty, Level::kCounty),
          std::pair(Column::kTownship, Level::kTownship), std::pair(Column::kTownshipVillage, Level::kTownship),
          std::pair(Column::kVillage, Level::kVillage)}) {
      if (!header_.Has(column)) continue;
      has_column = true;
      const Tick tick = ParseTick(Text(column));
      if (!tick.ticked && tick.text.empty()) continue;
      if (std::find(levels.begin(), levels.end(), level) == levels.end()) levels.push_back(level);
      covers_village |= column == Column::kTownshipVillage;
    }
    if (header_.Has(Column::kLevelText)) {
      has_column = true;
      LevelList named = ParseLevels(Text(Column::kLevelText));
      if (levels.empty()) levels = std::move(named.levels);
      covers_village |= named.covers_village;
    }
    if (covers_village) AddRemark("公开层级列为“乡、村级”，含村级");
    if (!levels.empty()) return;
    levels = LevelsOfBodies(item().responsible_bodies);
    item().levels_derived = !levels.empty();
    if (levels.empty()) {
      result_.warnings.push_back({row_.number, "", "没有公开层级，也不能由公开主体推定"});
    } else if (has_column) {
      result_.warnings.push_back({row_.number, "", "公开层级空白，由公开主体推定"});
    }
  }

  void ReadRest() {
    AddRemark(JoinLines(Text(Column::kRemarks)));
    for (size_t c = 0; c < header_.columns.size() && c < row_.values.size(); ++c) {
      const Value& value = row_.values[c];
      const bool is_link = header_.columns[c] == Column::kLinks;
      const std::string folded = FoldForCompare(value.text);
      const bool address = folded.starts_with("http://") || folded.starts_with("https://");
      if (is_link && address) AddLink(RemoveSpaces(value.text));
      AddLink(value.link);
      const bool kept = header_.columns[c] == Column::kOther || header_.columns[c] == Column::kDomain ||
                        (is_link && !address && value.link.empty());
      if (kept && !value.text.empty()) item().other_columns.push_back({OtherName(c), JoinLines(value.text)});
    }
  }

  std::string OtherName(size_t c) const {
    // Form K is ours: its columns have Chinese names for readers.
    if (header_.english && header_.names[c] == "source") return "来源";
    if (header_.english && header_.names[c] == "body_as_found") return "原文公开主体";
    return header_.names[c];
  }

  void AddLink(const std::string& link) {
    if (!link.starts_with("http://") && !link.starts_with("https://")) return;
    if (std::find(item().links.begin(), item().links.end(), link) == item().links.end()) item().links.push_back(link);
  }

  void AddRemark(const std::string& remark) {
    if (remark.empty()) return;
    if (!item().remarks.empty()) item().remarks += "；";
    item().remarks += remark;
  }

  // 依申请 rows count from the request; another anchor is likely a slip of the source.
  void CheckConsistency() {
    if (item().methods != std::vector{Method::kOnRequest}) return;
    if (item().time_limit_text.empty() || Contains(item().time_limit_text, "申请")) return;
    Warn(Column::kTimeLimit, "依申请公开的事项，公开时限没有从收到申请起算");
  }

  const RowValues& row_;
  const Header& header_;
  ImportMemo& memo_;
  BuiltItem result_;
};

}  // namespace

BuiltItem BuildItem(const RowValues& row, const Header& header, std::string_view file, int table,
                    ImportMemo& memo) {
  return Builder(row, header, memo).Build(file, table);
}

}  // namespace disclosure::catalog
