// Section 二 of the annual report in its two forms, recorded per year by the organ: that of 2021 (国办公开办函〔2021〕30号;
// 条例 art. 20(一)(五)(六)(八)) and that of 2019 (国办公开办函〔2019〕60号; also art. 20(九)), which counts other things.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace disclosure::request {

// An amount in 万元 with up to four places, as the form prints it: 59237.2449. Four places make it whole
// yuan.
class WanYuan {
 public:
  WanYuan() = default;
  static WanYuan OfYuan(int64_t yuan);
  // Digits, at most twelve before the point and four after it; no sign, no grouping. Else nullopt.
  static std::optional<WanYuan> Parse(std::string_view text);

  int64_t yuan() const { return yuan_; }
  std::string ToString() const;  // "59237.2449", "12.5", "0"

  auto operator<=>(const WanYuan&) const = default;

 private:
  int64_t yuan_ = 0;
};

struct DocumentCounts {
  int64_t made = 0;       // 本年制发件数
  int64_t abolished = 0;  // 本年废止件数
  int64_t in_force = 0;   // 现行有效件数
  bool operator==(const DocumentCounts&) const = default;
};

struct NormativeCounts {
  DocumentCounts rules;                // 规章, art. 20(一)
  DocumentCounts normative_documents;  // 行政规范性文件
  int64_t licences = 0;                // 行政许可处理决定数量, art. 20(五)
  int64_t penalties = 0;               // 行政处罚, art. 20(六)
  int64_t coercions = 0;               // 行政强制
  WanYuan charges;                     // 行政事业性收费, 本年收费金额, art. 20(八)
  bool operator==(const NormativeCounts&) const = default;
};

struct PublishedCounts {
  int64_t made = 0;       // 本年新制作数量
  int64_t published = 0;  // 本年新公开数量
  int64_t total = 0;      // 对外公开总数量
  bool operator==(const PublishedCounts&) const = default;
};
struct ItemCounts {
  int64_t before = 0;     // 上一年项目数量
  int64_t change = 0;     // 本年增/减: the only count that may be below zero
  int64_t decisions = 0;  // 处理决定数量
  bool operator==(const ItemCounts&) const = default;
};

struct NormativeCounts2019 {
  PublishedCounts rules;                // 规章, art. 20(一)
  PublishedCounts normative_documents;  // 规范性文件
  ItemCounts licences;                  // 行政许可, art. 20(五)
  ItemCounts other_services;            // 其他对外管理服务事项
  ItemCounts penalties;                 // 行政处罚, art. 20(六)
  ItemCounts coercions;                 // 行政强制
  ItemCounts charges;                   // 行政事业性收费, art. 20(八); the form asks for no decisions
  int64_t purchases = 0;                // 政府集中采购项目数量, art. 20(九)
  WanYuan purchased;                    // 采购总金额
  bool operator==(const NormativeCounts2019&) const = default;
};

struct NamedCount {
  std::string label;
  int64_t count = 0;
};

// Every count of section 二 with its label as printed, in the order of the form; the charges in yuan.
std::vector<NamedCount> NamedCounts(const NormativeCounts& counts);
// Of the form of 2019; without 本年增/减.
std::vector<NamedCount> NamedCounts(const NormativeCounts2019& counts);

}  // namespace disclosure::request
