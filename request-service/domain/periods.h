// The periods of the law as data with effective dates: data/request/periods.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"

namespace disclosure::request {

// As in force on one day: in working days (工作日), where nothing else is said.
struct Periods {
  int answer = 0;             // 答复期限, 条例 art. 33(2)
  int extension_max = 0;      // 延长期限上限, art. 33(2)
  int correction_notice = 0;  // 补正告知期限, art. 30
  int third_party = 0;        // 第三方答复期限, art. 32
  int joint_organ = 0;        // 共同制作机关答复期限, art. 34
  int payment = 0;            // 缴费期限, 国办函〔2020〕109号 art. 6
  int confirmation = 0;       // 与申请人确认收到的内部期限, art. 31 [I]
  int reopened = 0;           // 重新答复期限, 法释〔2025〕8号 art. 11, 行政复议法实施条例 art. 58
  int extensions = 0;         // 延长次数: of one round, through restarts of the period, art. 33(2) [I]
  int review_first = 0;       // 1: 审批以前须经审核, art. 45; 0: 可以不经审核
};

// Immutable; thread safe.
class PeriodTable {
 public:
  // "code,working_days,article,effective_from,note"; BAD_REQUEST with all bad lines ("periods.csv:3").
  static absl::StatusOr<PeriodTable> Parse(std::string_view csv);

  // FAILED_PRECONDITION (LAW_NOT_IN_FORCE) naming the first period that no row gives for `day`.
  absl::StatusOr<Periods> On(absl::CivilDay day) const;

 private:
  struct Row {
    std::string code;
    int working_days = 0;
    absl::CivilDay from;
  };

  std::vector<Row> rows_;  // by date
};

}  // namespace disclosure::request
