// An annual report as a paper: what the organ writes, what was counted, and how it comes to be published (条例 art. 49,
// 50; 国办公开办函〔2021〕30号).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/report_invariants.h"
#include "request-service/domain/section_two.h"

namespace disclosure::request {

// Numbers are stored and on the wire.
enum class ReportState { kDraft = 1, kFinalised = 2, kPublished = 3 };
enum class ReportAct { kWrite, kFinalise, kPublish };

// The one table of legal moves: writing makes a finalised report a draft again; it may be finalised anew, because what it
// counts may have moved; nothing changes a published one.
std::optional<ReportState> NextReportState(ReportState from, ReportAct act);
std::string_view ReportStateName(ReportState state);

// What the organ writes.
struct ReportTexts {
  std::string general;        // 一、总体情况
  std::string problems;       // 五、存在的主要问题及改进情况
  std::string others;         // 六、其他需要报告的事项
  std::string fee_statement;  // 信息处理费, in 六 (国办函〔2020〕109号)
  std::string discrepancies = {};  // 与上年报告不一致的说明, in 六; "" where there is none
  bool operator==(const ReportTexts&) const = default;
};
struct ReportContent {
  ReportTexts texts;
  NormativeCounts section_two;
  NormativeCounts2019 section_two_2019;  // printed instead in the form of 2019
  bool operator==(const ReportContent&) const = default;
};

// The whole report as printed.
struct ReportPaper {
  std::string owner;  // 杭州市滨江区教育局
  int year = 0;
  ReportContent content;
  ReportTables tables;
  std::optional<absl::CivilDay> published;
};

// BAD_REQUEST with every text that is too long or not clean, and every count below zero.
absl::Status CheckContent(const ReportContent& content);
// FAILED_PRECONDITION (REPORT_INCOMPLETE) naming the sections that are not written yet (条例 art. 50).
absl::Status CheckComplete(const ReportContent& content);

// What must hold in it and with the year before, where that is known: I1 to I4, I5, I6, I7.
std::vector<Breach> CheckPaper(const ReportPaper& paper, const ReportPaper* year_before);
// Without those that `texts` account for: I5 and I6 are with a report that is published and cannot change, so that an
// explanation of the organ lets them go on.
std::vector<Breach> Unexplained(std::vector<Breach> breaches, const ReportTexts& texts);
// FAILED_PRECONDITION (REPORT_INVARIANTS) listing them, or OK if there is none.
absl::Status AsStatus(const std::vector<Breach>& breaches);
// FAILED_PRECONDITION (REPORT_CHANGED) listing the cells that moved since the report was finalised.
absl::Status CheckUnmoved(const ReportTables& finalised, const ReportTables& now);

}  // namespace disclosure::request
