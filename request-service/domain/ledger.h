// The ledgers (台账) in which offices kept requests and reviews before the suite: what their rows must hold.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/event.h"
#include "request-service/domain/filing.h"
#include "request-service/domain/report_counts.h"
#include "request-service/domain/report_form.h"

namespace disclosure::request {

// The cells of one row by the code of their column; one that is missing is "".
using LedgerCells = std::map<std::string, std::string, std::less<>>;

enum class LedgerKind { kRequests, kReviews };

// The columns of a header: codes as in the ledgers' own format, or the Chinese words for them. "" for a column that
// means nothing here. BAD_REQUEST names every column that is missing or stands twice.
absl::StatusOr<std::vector<std::string>> ReadLedgerHeader(LedgerKind kind, const std::vector<std::string>& header);

struct LedgerRequest {
  std::string number;  // the office's own numbering
  std::string organ;   // as written: its code or its name
  Applicant applicant;
  Channel channel = Channel::kUnspecified;
  absl::CivilDay received;
  std::string subject;
  std::string outcome;                   // code of report_rows.csv; "" while it is open
  std::optional<absl::CivilDay> replied;  // with `outcome`
  std::vector<std::string> warnings;     // Chinese
};

struct LedgerReview {
  std::string request_number;  // the suite's or the office's; "" where the review rests on no request
  std::string organ;           // as written; may be "" where there is a request
  ReviewRoute route = ReviewRoute::kUnspecified;
  ReviewResult result = ReviewResult::kUnspecified;
  absl::CivilDay filed;
  std::optional<absl::CivilDay> closed;  // exactly if the result is not pending
};

// BAD_REQUEST with everything that is wrong in the row, by column, in Chinese and without personal data. An identity
// number that cannot be right is a warning: history is as it is.
absl::StatusOr<LedgerRequest> ReadLedgerRequest(const ReportForm& form, const LedgerCells& cells, absl::CivilDay today);
absl::StatusOr<LedgerReview> ReadLedgerReview(const LedgerCells& cells, absl::CivilDay today);

// 2024-03-01, and as spreadsheets and offices write it: 2024/3/1, 2024.3.1, 2024年3月1日.
std::optional<absl::CivilDay> ParseLedgerDay(std::string_view text);

// How the request came to stand where the ledger has it.
std::vector<EventData> EventsOf(const LedgerRequest& request);

// What became of each row; the four add up to the rows read.
struct LedgerAccounting {
  int64_t imported = 0;
  int64_t unchanged = 0;
  int64_t updated = 0;
  int64_t quarantined = 0;  // set aside with a reason

  int64_t rows_read() const { return imported + unchanged + updated + quarantined; }
  bool operator==(const LedgerAccounting&) const = default;
};

}  // namespace disclosure::request
