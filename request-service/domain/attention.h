// When the desk's attention is drawn to an applicant's numbers: data/request/attention.csv. The law gives no number for
// 明显超过合理范围 (条例 art. 35), so passing one only proposes a look and, if the officer agrees, asking for reasons;
// nothing follows by itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"

namespace disclosure::request {

// Of one applicant at one organ, by the day of receipt, the request in hand included.
struct ApplicantCounts {
  int in_month = 0;
  int in_quarter = 0;
};

// An earlier request of the applicant with the same wish, by its latest reply.
struct AnsweredTwin {
  std::string request;          // 申请编号
  std::string document_number;  // 文号, "" of a ledger's
  absl::CivilDay replied;
};

// What an officer may do and why; he may as well do nothing.
struct Proposal {
  std::string act;    // "requireReasons", "repeat": a verb of the API or a leaf of replies.csv
  std::string text;   // 本月已提出11件，超过10件；……
  std::string basis;  // articles
  bool operator==(const Proposal&) const = default;
};

// Immutable; thread safe.
class AttentionTable {
 public:
  // "span,more_than,basis,effective_from,note"; BAD_REQUEST with all bad lines.
  static absl::StatusOr<AttentionTable> Parse(std::string_view csv);

  // For a request received on `day`. With an answered twin art. 36(六) is proposed first.
  std::vector<Proposal> Propose(const ApplicantCounts& counts, const std::optional<AnsweredTwin>& twin, absl::CivilDay day) const;

 private:
  enum class Span { kMonth, kQuarter };
  struct Line {
    Span span = Span::kMonth;
    int more_than = 0;
    std::string basis;
    absl::CivilDay from;
  };

  const Line* InForce(Span span, absl::CivilDay day) const;

  std::vector<Line> lines_;  // by date
};

}  // namespace disclosure::request
