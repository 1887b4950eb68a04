// For tests: published annual reports as the ledgers that they were counted from.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "request-service/api/service_fixture.h"
#include "request-service/domain/law_files_testing.h"
#include "request-service/domain/ledger.h"
#include "request-service/storage/report_json.h"

namespace disclosure::request {

inline constexpr char kRequestHeader[] =
    "number,organ,applicant_class,applicant_name,id_type,id_number,channel,received_on,subject,outcome,replied_on\n";
inline constexpr char kReviewHeader[] = "request_number,route,result,filed_on,closed_on\n";

struct PublishedTables {
  ReportTables tables;
  std::string requests_csv;
  std::string reviews_csv;
};

// Fills in the cells that a publication lost with the sum of their row.
inline ReportTables ReadTables(const std::string& name) {
  const std::string path = absl::StrCat("request-service/domain/testdata/annual_reports/", name, ".json");
  nlohmann::json json = nlohmann::json::parse(testing::ReadTestFile(path));
  ReportTables tables{.format = static_cast<ReportFormat>(json["format"].get<int>()), .section4 = json["section4"].get<Section4>()};
  for (const nlohmann::json& row : json["section3"]) {
    ReportCells& cells = tables.section3.emplace_back(ReportCells{});
    for (int i = 0; i < kApplicantClasses; ++i) cells[kTotalColumn] += cells[i] = row[i].get<int64_t>();
  }
  return tables;
}

// The requests of one class: those carried in first; the last ones stay open, or end in the year after.
inline void AppendRequests(const ReportForm& form, const ReportTables& tables, int column, int year, std::string& csv) {
  std::vector<std::string> outcomes;
  for (size_t row = kFirstOutcomeRow; row + 2 < tables.section3.size(); ++row) {
    const std::string& code = form.rows(tables.format)[row].code;
    for (int64_t n = 0; n < tables.section3[row][column]; ++n) outcomes.push_back(code);
  }
  const int64_t carried_in = tables.section3[kCarriedInRow][column];
  const int64_t requests = tables.section3[kReceivedRow][column] + carried_in;
  const std::string applicant_class(Code(static_cast<ApplicantClass>(column + 1)));
  const char* channels[] = {"in_person", "internet", "email", "registered_post"};
  for (int64_t i = 0; i < requests; ++i) {
    const absl::CivilDay received = i < carried_in ? absl::CivilDay(year - 1, 12, 20) : absl::CivilDay(year, 1, 1) + i % 366;
    const bool done = i < static_cast<int64_t>(outcomes.size());
    const bool later = !done && i % 2 == 0;
    const std::string outcome = done ? outcomes[i] : later ? "granted" : "";
    const absl::CivilDay replied = later ? absl::CivilDay(year + 1, 1, 15) : std::min(received + 20, absl::CivilDay(year, 12, 31));
    absl::StrAppend(&csv, column, "-", i, ",330108-jyj,", applicant_class, ",测试甲,other,T", column, i % 50, ",", channels[i % 4], ",",
                    absl::FormatCivilTime(received), ",\"台账第", i, "件, 某某方案\",", outcome, ",",
                    outcome.empty() ? "" : absl::FormatCivilTime(replied), "\n");
  }
}

inline PublishedTables Published(const ReportForm& form, const std::string& name, int year) {
  PublishedTables published{.tables = ReadTables(name), .requests_csv = kRequestHeader, .reviews_csv = kReviewHeader};
  for (int column = 0; column < kApplicantClasses; ++column) {
    AppendRequests(form, published.tables, column, year, published.requests_csv);
  }
  const char* routes[] = {"reconsideration", "suit_direct", "suit_after_review"};
  const char* results[] = {"upheld", "corrected", "other", "pending"};
  int made = 0;
  for (int column = 0; column < static_cast<int>(published.tables.section4.size()); ++column) {
    if (column % 5 == 4) continue;
    for (int64_t n = 0; n < published.tables.section4[column]; ++n, ++made) {
      absl::StrAppend(&published.reviews_csv, "0-", made % 26, ",", routes[column / 5], ",", results[column % 5], ",", year - made % 2,
                      "-06-01,", column % 5 == 3 ? "" : absl::StrCat(year, "-09-01"), "\n");
    }
  }
  return published;
}

class LedgerServiceTest : public ServiceTest {
 protected:
  absl::StatusOr<v1::LedgerImport> ImportRequests(const std::string& csv, const Caller& caller, bool dry_run = false) {
    v1::ImportRequestsRequest request;
    request.set_csv(csv);
    request.set_dry_run(dry_run);
    return Call(caller, request, &Stub::ImportRequests);
  }
  absl::StatusOr<v1::LedgerImport> ImportReviews(const std::string& csv, const Caller& caller, bool dry_run = false) {
    v1::ImportReviewsRequest request;
    request.set_csv(csv);
    request.set_dry_run(dry_run);
    return Call(caller, request, &Stub::ImportReviews);
  }
  absl::StatusOr<v1::AnnualReport> Report(const std::string& name, const Caller& caller, int format = 0) {
    v1::GetAnnualReportRequest request;
    request.set_name(name);
    request.set_format(format);
    return Call(caller, request, &Stub::GetAnnualReport);
  }
  // One row of a ledger, in person by 测试甲.
  static std::string Row(const std::string& number, const std::string& received, const std::string& outcome, const std::string& replied,
                         const std::string& organ = "330108-jyj") {
    return absl::StrCat(number, ",", organ, ",natural_person,测试甲,resident_id,33010819000101001X,in_person,", received, ",学区划分,", outcome,
                        ",", replied, "\n");
  }

  const Caller operator_{.kind = CallerKind::kJob, .subject = "ctl-operator", .organ = "330108-qfb", .roles = {"operator", "auditor"}};
};

}  // namespace disclosure::request
