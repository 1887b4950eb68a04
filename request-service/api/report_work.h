// What the handlers of annual reports share: whose report it is, who may read it, and the report as it stands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/case_work.h"
#include "request-service/domain/report_paper.h"

namespace disclosure::request {

// The report of an organ, or of all organs of a division and of the divisions below it (330108 with its streets).
struct ReportOwner {
  std::string name;      // organs/330108-jyj or divisions/330108
  std::string title;     // 杭州市滨江区教育局
  std::string division;  // of the second kind
  std::vector<std::string> organs;
  int year = 0;

  std::string report() const;  // its resource name
};

// By organs/330108-jyj or divisions/330108, without a year; by such a name with /<collection>/<year> behind it; by that of a
// report. BAD_REQUEST for a name that is none; NOT_FOUND for an organ or division that is not in the directory.
absl::StatusOr<ReportOwner> FindOwner(const Backend& backend, const std::string& name, std::string_view field);
absl::StatusOr<ReportOwner> FindOwnerAndYear(const Backend& backend, const std::string& name, std::string_view collection);
absl::StatusOr<ReportOwner> FindReportOwner(const Backend& backend, const std::string& name);

// As CheckOrgan and CheckDivision.
absl::Status CheckReportOwner(const Backend& backend, const Call& call, const ReportOwner& owner, bool reading);

// 0: the form of the year. BAD_REQUEST for anything but 2019 and 2021.
absl::StatusOr<ReportFormat> FormatAsked(int format, int year);

// The report as it stands: counted now, or as it was published.
struct StandingReport {
  ReportRecord record;  // version 0 if nobody has written at it
  ReportPaper paper;
  std::vector<Breach> breaches;
};
// The counts of all its organs in its year.
absl::StatusOr<ReportCounts> CountOf(Reader& reader, const Law& law, const ReportOwner& owner);
absl::StatusOr<StandingReport> LoadReport(Reader& reader, const Law& law, const ReportOwner& owner, ReportFormat format);

// For `call`: NOT_FOUND for one that is not published, unless the caller works for its owner.
absl::StatusOr<StandingReport> ReadReport(const Backend& backend, const Call& call, const ReportOwner& owner, int format);

v1::AnnualReport ToProto(const StandingReport& report, const ReportOwner& owner, const ReportForm& form);
// texts and section 二. BAD_REQUEST for charges that are no amount of 万元, and as CheckContent.
absl::StatusOr<ReportContent> ContentFromProto(const v1::AnnualReport& report);

}  // namespace disclosure::request
