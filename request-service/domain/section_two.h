// Section 二 of the annual report, form of 2021 (国办公开办函〔2021〕30号; 条例 art. 20(一)(五)(六)(八)):
// recorded per year by the organ.
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

struct NamedCount {
  std::string label;
  int64_t count = 0;
};

// Every count of section 二 with its label as printed, in the order of the form; the charges in yuan.
std::vector<NamedCount> NamedCounts(const NormativeCounts& counts);

}  // namespace disclosure::request
