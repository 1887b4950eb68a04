// What the store keeps of annual reports, and how it is asked for reviews.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "request-service/domain/annual_report.h"
#include "request-service/domain/filing.h"
#include "request-service/domain/report_counts.h"
#include "request-service/domain/report_paper.h"
#include "request-service/domain/review.h"

namespace disclosure::request {

// Which reviews a list is of.
struct ReviewQuery {
  std::vector<std::string> organs;
  ReviewRoute route = ReviewRoute::kUnspecified;
  ReviewResult result = ReviewResult::kUnspecified;
  std::optional<absl::CivilDay> filed_from;
  std::optional<absl::CivilDay> filed_to;
  std::optional<RequestKey> request;
};
// The last review of a page.
struct ReviewPlace {
  absl::CivilDay filed;
  RequestKey key;
};

// 年度报告 of an organ or a division.
struct ReportRecord {
  std::string owner;  // organs/330108-jyj or divisions/330108
  int year = 0;
  ReportState state = ReportState::kDraft;
  ReportContent content;
  std::string finaliser;  // subject
  std::string publisher;
  // As counted when it was finalised last; absent while it is a draft, and of one published before its entries were kept.
  std::optional<ReportTables> finalised;
  std::optional<ReportPaper> snapshot;  // once published
  int64_t version = 0;
  absl::Time create_time;
  absl::Time update_time;
};

// That a report is published.
struct ReportPublished {
  int year = 0;
  absl::CivilDay published;
};

// A request or a review as a published report counts it.
struct ReportEntry {
  int section = 3;             // or 4
  RequestKey key;              // of the request, or of the review
  std::string request_number;  // of a review, as it was recorded
  RequestPlace place;          // of a review only the column
  absl::CivilDay received;     // of a review: filed
  std::optional<absl::CivilDay> concluded;  // in the year of the report or before
};

}  // namespace disclosure::request
