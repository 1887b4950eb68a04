// Published annual reports (政府信息公开工作年度报告): which there are, and one in the official form. The script
// client/src/report draws charts from the tables; the page is whole without them.
#pragma once

#include <string>
#include <vector>

#include "disclosure/request/v1/report.pb.h"
#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// The name of who reports: of an organ or division of the snapshot; "" if there is none such.
std::string ReportOwnerTitle(const Snapshot& snapshot, const std::string& owner);

// `reports` are those of `owner` ("organs/330108-jyj") that are published, latest first.
void WriteReports(const Snapshot& snapshot, const std::string& owner, const request::v1::ListAnnualReportsResponse& reports, PageBuilder& page);
void WriteReport(const Snapshot& snapshot, const std::string& owner, const request::v1::AnnualReport& report, PageBuilder& page);

}  // namespace disclosure::gateway
