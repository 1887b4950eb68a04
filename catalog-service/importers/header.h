// The header of a catalogue table: which column holds what, told by name and never by position.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/tables/table.h"

namespace disclosure::catalog {

enum class Column {
  kOther,          // a column the official form does not have
  kSerial,         // 序号
  kLevelOne,       // 一级事项
  kLevelTwo,       // 二级事项
  kLevelThree,     // 三级事项
  kCombinedItem,   // 公开事项(一级/二级) in one cell
  kItemName,       // 公开事项 without levels
  kContents,       // 公开内容(要素)
  kBases,          // 公开依据
  kTimeLimit,      // 公开时限
  kBody,           // 公开主体
  kChannels,       // 公开渠道和载体
  kAudienceText,   // 公开对象 as text
  kWholeSociety,   // 全社会
  kGroups,         // 特定群体
  kMethodText,     // 公开方式 as text
  kMethodAttribute,  // 公开属性
  kProactive,      // 主动
  kOnRequest,      // 依申请
  kLevelText,      // 公开层级 as text
  kMunicipal,      // 市级
  kCounty,         // 县级
  kTownship,       // 乡级
  kTownshipVillage,  // 乡、村级
  kVillage,        // 村级
  kLinks,          // 链接
  kRemarks,        // 备注
  kDomain,         // 公开领域
};

// True for the columns that hold a √.
bool IsTickColumn(Column column);

struct Header {
  std::vector<Column> columns;         // one per column of the table
  std::vector<std::string> names;      // as printed, group/leaf
  int rows = 0;                        // header rows read
  int row_number = 0;                  // of the first
  bool english = false;                // our own data files (form K)
  bool damaged = false;                // 公 was stripped (开事项): a corrupt copy
  std::vector<std::string> warnings;   // Chinese

  std::optional<size_t> Find(Column column) const;
  bool Has(Column column) const { return Find(column).has_value(); }
};

// Reads the header that begins at table.rows[index]; nullopt if no header stands there. One to three rows,
// with spans or flattened (a blank beside a group name continues it).
std::optional<Header> ReadHeader(const Table& table, size_t index);

// True if the row repeats only the second line of a header (一级事项 二级事项 全社会 …).
bool IsSecondHeaderLine(const Row& row);

}  // namespace disclosure::catalog
