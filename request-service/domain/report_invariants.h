// What must hold in every annual report, whoever made it (勾稽关系): law of the printed form where it says
// so, else found in all published reports.
#pragma once

#include <string>
#include <vector>

#include "common/base/error.h"
#include "request-service/domain/report_form.h"
#include "request-service/domain/section_two.h"

namespace disclosure::request {

struct Breach {
  std::string invariant;  // "I1"
  std::string text;       // Chinese, with the numbers
};

struct ReportTables {
  ReportFormat format = ReportFormat::k2021;
  Section3 section3;
  Section4 section4 = {};
};

// I1 第一项加第二项之和等于第三项加第四项之和, of each column (printed on the form); I2 the total of the
// outcomes; I3 the total of the applicants; I4 the totals of section 四; I7 nothing below zero. All breaches.
std::vector<Breach> CheckInvariants(const ReportTables& tables);

// I5: what the year before carried out comes in, column by column. The two years may have different forms.
std::vector<Breach> CheckCarriedOver(const Section3& year_before, const Section3& year);

// The cells that differ between two countings: "section3[1,7]" with both numbers, in Chinese.
std::vector<error::Violation> MovedCells(const ReportTables& before, const ReportTables& now);

// I6: 现行有效 = 上年现行有效 + 制发 − 废止, of rules and of normative documents; I7 for both years.
std::vector<Breach> CheckNormative(const NormativeCounts& year_before, const NormativeCounts& year);

}  // namespace disclosure::request
