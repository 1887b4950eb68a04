// What is kept of annual reports, as JSON.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "request-service/domain/report_paper.h"

namespace disclosure::request {

std::string ToJson(const ReportContent& content);
std::string ToJson(const ReportPaper& paper);

// DATA_LOSS if the text is not what ToJson makes.
absl::StatusOr<ReportContent> ReportContentFromJson(std::string_view text);
absl::StatusOr<ReportPaper> ReportPaperFromJson(std::string_view text);

// {"format":2021,"section3":[[7 numbers]×25],"section4":[15 numbers]}
std::string TablesJson(const ReportTables& tables);
absl::StatusOr<ReportTables> ReportTablesFromJson(std::string_view text);

}  // namespace disclosure::request
