#include "request-service/domain/report_paper.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/state_table.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostText = 20'000;

using enum ReportState;
using enum ReportAct;

constexpr StateTable kTable(std::to_array<Move<ReportState, ReportAct>>({
    {kDraft, kWrite, kDraft},
    {kDraft, kFinalise, kFinalised},
    {kFinalised, kWrite, kDraft},
    {kFinalised, kFinalise, kFinalised},
    {kFinalised, kPublish, kPublished},
}));

struct Section {
  std::string_view field;
  std::string_view title;
  std::string ReportTexts::*text;
};
constexpr std::array<Section, 4> kSections = {{{"texts.general", "一、总体情况", &ReportTexts::general},
                                               {"texts.problems", "五、存在的主要问题及改进情况", &ReportTexts::problems},
                                               {"texts.others", "六、其他需要报告的事项", &ReportTexts::others},
                                               {"texts.fee_statement", "信息处理费收取情况", &ReportTexts::fee_statement}}};

// What only the year before and an explanation can settle.
bool IsWithYearBefore(const Breach& breach) { return breach.invariant == "I5" || breach.invariant == "I6"; }

void CheckCounts(error::Violations& bad, std::string_view field, const std::vector<NamedCount>& counts) {
  for (const NamedCount& named : counts) {
    if (named.count < 0) bad.Add(field, absl::StrCat(named.label, " must not be below zero"));
  }
}

void Append(std::vector<Breach> more, std::vector<Breach>& breaches) {
  breaches.insert(breaches.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

std::optional<ReportState> NextReportState(ReportState from, ReportAct act) { return kTable.Next(from, act); }

std::string_view ReportStateName(ReportState state) {
  switch (state) {
    case kDraft: return "REPORT_DRAFT";
    case kFinalised: return "REPORT_FINALISED";
    case kPublished: return "REPORT_PUBLISHED";
  }
  return "";
}

absl::Status CheckContent(const ReportContent& content) {
  error::Violations bad;
  for (const Section& section : kSections) CheckWritten(bad, section.field, content.texts.*section.text, kMostText);
  CheckWritten(bad, "texts.discrepancies", content.texts.discrepancies, kMostText);
  CheckCounts(bad, "section2", NamedCounts(content.section_two));
  CheckCounts(bad, "section2_of_2019", NamedCounts(content.section_two_2019));
  return bad.status();
}

absl::Status CheckComplete(const ReportContent& content) {
  std::string missing;
  for (const Section& section : kSections) {
    if ((content.texts.*section.text).empty()) absl::StrAppend(&missing, missing.empty() ? "" : "；", std::string(section.title));
  }
  if (missing.empty()) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("年度报告还没有写：", missing),
                     {.reason = "REPORT_INCOMPLETE", .metadata = {{"missing", missing}}});
}

std::vector<Breach> CheckPaper(const ReportPaper& paper, const ReportPaper* year_before) {
  std::vector<Breach> breaches = CheckInvariants(paper.tables);
  if (year_before == nullptr) return breaches;
  Append(CheckCarriedOver(year_before->tables.section3, paper.tables.section3), breaches);
  // Only the form of 2021 has 现行有效件数.
  if (paper.tables.format == ReportFormat::k2021 && year_before->tables.format == ReportFormat::k2021) {
    Append(CheckNormative(year_before->content.section_two, paper.content.section_two), breaches);
  }
  return breaches;
}

std::vector<Breach> Unexplained(std::vector<Breach> breaches, const ReportTexts& texts) {
  if (!texts.discrepancies.empty()) std::erase_if(breaches, IsWithYearBefore);
  return breaches;
}

absl::Status AsStatus(const std::vector<Breach>& breaches) {
  if (breaches.empty()) return absl::OkStatus();
  error::Info info{.reason = "REPORT_INVARIANTS"};
  for (const Breach& breach : breaches) info.violations.push_back({breach.invariant, breach.text});
  const bool explainable = std::any_of(breaches.begin(), breaches.end(), IsWithYearBefore);
  const char* const advice = explainable ? "；其中与上年已发布的报告不一致的（I5、I6），核对无误后写明原因（texts.discrepancies）即可定稿" : "";
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("年度报告有", breaches.size(), "处勾稽关系不成立", advice),
                     std::move(info));
}

absl::Status CheckUnmoved(const ReportTables& finalised, const ReportTables& now) {
  std::vector<error::Violation> moved = MovedCells(finalised, now);
  if (moved.empty()) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("定稿以后有", moved.size(), "处数字变了，请核对后重新定稿"),
                     {.reason = "REPORT_CHANGED", .violations = std::move(moved)});
}

}  // namespace disclosure::request
