// Ticks, audience (公开对象), method (公开方式) and level (公开层级) of a catalogue cell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

// What a √ cell says. `text` is what stands beside the tick: √(面向拟征收土地所在地的村集体成员).
struct Tick {
  bool ticked = false;
  std::string text;
};

// √ ✓ ✔ ☑ ■ ● R(Wingdings) 是 tick; □ ○ 〇 - — / × 否 无 and nothing do not. Other text comes in `text`, unticked.
Tick ParseTick(std::string_view cell);

// True if the cell is ticks and blanks only, such as "√" or "√ √ √".
bool IsOnlyTicks(std::string_view cell);
int CountTicks(std::string_view cell);

// 全社会; 特定群体：申请人; 全社会;特定群体：未写明 (no group). An empty cell gives an empty audience.
Audience ParseAudience(std::string_view text);
// A name of the 特定群体 column without its tick, outer brackets and 面向.
std::string GroupName(std::string_view text);

// 主动公开, 依申请, both. nullopt if the text names no method (全文发布).
std::optional<std::vector<Method>> ParseMethods(std::string_view text);

// The level that a header or text names: 县级=区级=旗级=市级(县级市), 乡级=镇街级=乡、村级, 市级, 村级.
// `covers_village` says that 村 stands beside 乡.
struct LevelName {
  Level level = Level::kUnspecified;
  bool covers_village = false;
};
LevelName ParseLevelName(std::string_view text);

// 县级;乡级. Sorted, without repetition; {} if none is named.
struct LevelList {
  std::vector<Level> levels;
  bool covers_village = false;
};
LevelList ParseLevels(std::string_view text);

}  // namespace disclosure::catalog
