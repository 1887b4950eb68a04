#include "gateway/web/catalogue_table.h"

#include <algorithm>
#include <set>
#include <string>
#include <unordered_set>

#include "absl/strings/str_join.h"
#include "gateway/web/item_text.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Edition;
using catalog::v1::Item;
using catalog::v1::Level;
using Items = std::vector<const Item*>;

struct Columns {
  bool level_three = false;
  std::vector<Level> levels;
};

Columns ColumnsOf(const Items& items) {
  Columns columns;
  std::set<int> used = {catalog::v1::COUNTY, catalog::v1::TOWNSHIP};  // of the national form
  for (const Item* item : items) {
    columns.level_three |= !item->level_three().empty();
    used.insert(item->levels().begin(), item->levels().end());
  }
  for (const int level : used) {
    if (!LevelWord(static_cast<Level>(level)).empty()) columns.levels.push_back(static_cast<Level>(level));
  }
  return columns;
}

void AddTick(Dictionary& row, std::string_view label, bool ticked) {
  Dictionary& tick = *row.AddSectionDictionary("TICK");
  SetText(tick, "LABEL", label);
  if (ticked) tick.ShowSection("TICKED");
}

void AddAudience(const Item& item, Dictionary& row) {
  if (item.audience().whole_society()) row.ShowSection("WHOLE_SOCIETY");
  SetSection(row, "GROUPS", absl::StrJoin(item.audience().groups(), "；"));
}

template <typename Field, typename Value>
bool Contains(const Field& field, Value value) {
  return std::find(field.begin(), field.end(), value) != field.end();
}

void AddNames(const Item& item, const Columns& columns, bool linked, Dictionary& row) {
  // The row's heading is the deepest column of names; it carries the link even where its name is empty.
  const bool three = columns.level_three;
  if (three) SetText(*row.AddSectionDictionary("MIDDLE"), "TWO", item.level_two());
  const std::string& name = three ? item.level_three() : item.level_two();
  Dictionary& heading = *row.AddSectionDictionary(linked ? "NAME_LINK" : "NAME_PLAIN");
  SetText(heading, "NAME", name.empty() ? (linked ? "详情" : "—") : name);
  if (linked) SetText(heading, "HREF", "/" + item.name());
}

void AddRow(const Snapshot& snapshot, const Item& item, const Columns& columns, bool linked, Dictionary& row) {
  SetText(row, "SERIAL", item.serial());
  SetText(row, "ONE", item.level_one());
  AddNames(item, columns, linked, row);
  AddContents(item, row);
  AddBases(item, row);
  AddTimeLimit(item, row);
  AddBodies(snapshot, item, row);
  AddChannels(item, row);
  AddAudience(item, row);
  AddTick(row, "主动公开", Contains(item.methods(), catalog::v1::PROACTIVE));
  AddTick(row, "依申请公开", Contains(item.methods(), catalog::v1::ON_REQUEST));
  for (const Level level : columns.levels) AddTick(row, LevelWord(level), Contains(item.levels(), level));
}

void FillHeader(const Columns& columns, Dictionary& table) {
  SetNumber(table, "NAME_COLUMNS", columns.level_three ? 3 : 2);
  if (columns.level_three) table.ShowSection("THREE_LEVELS");
  SetNumber(table, "LEVEL_COLUMNS", static_cast<long>(columns.levels.size()));
  for (const Level level : columns.levels) SetText(*table.AddSectionDictionary("LEVEL"), "TEXT", LevelWord(level));
}

}  // namespace

void AddCatalogueTable(const Snapshot& snapshot, const Items& items, const Edition* in_force,
                       std::string_view caption, Dictionary& parent) {
  Dictionary& table = *parent.AddIncludeDictionary("TABLE");
  table.SetFilename("table");
  SetText(table, "CAPTION", caption);
  const Columns columns = ColumnsOf(items);
  FillHeader(columns, table);
  std::unordered_set<std::string_view> linked;
  if (in_force != nullptr) {
    for (const Item& item : in_force->items()) linked.insert(item.name());
  }
  for (size_t begin = 0; begin < items.size();) {
    size_t end = begin + 1;
    while (end < items.size() && items[end]->level_one() == items[begin]->level_one()) ++end;
    Dictionary& group = *table.AddSectionDictionary("GROUP");
    for (size_t i = begin; i < end; ++i) {
      Dictionary& row = *group.AddSectionDictionary("ROW");
      if (i == begin) SetNumber(*row.AddSectionDictionary("FIRST"), "SPAN", static_cast<long>(end - begin));
      AddRow(snapshot, *items[i], columns, linked.count(items[i]->name()) > 0, row);
    }
    begin = end;
  }
}

}  // namespace disclosure::gateway
