// What annual reports are counted from.
#include <utility>

#include "absl/strings/str_cat.h"
#include "request-service/storage/report_json.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

constexpr char kLedgerEntry[] =
    "SELECT organ, year, serial, ledger_digest, state, outcome, concluded_on, anonymised_on FROM requests WHERE ledger_number=? AND organ=?";
constexpr char kByLedgerNumber[] = "SELECT organ, year, serial FROM requests WHERE ledger_number=? ORDER BY organ LIMIT 3";
constexpr char kExists[] = "SELECT organ, year, serial FROM requests WHERE organ=? AND year=? AND serial=?";

// The index for_report answers these alone.
constexpr char kCountRequests[] =
    "SELECT applicant_class, received_on < ?, CASE WHEN concluded_on <= ? THEN outcome ELSE '' END AS ended, COUNT(*) "
    "FROM requests WHERE organ=? AND received_on <= ? AND (concluded_on IS NULL OR concluded_on >= ?) "
    "GROUP BY applicant_class, received_on < ?, ended";
constexpr char kReportedRequests[] =
    "SELECT year, serial, applicant_class, received_on, concluded_on, outcome FROM requests "
    "WHERE organ=? AND received_on <= ? AND (concluded_on IS NULL OR concluded_on >= ?) ORDER BY year, serial";
constexpr char kReportedReviews[] =
    "SELECT year, serial, request_number, route, result, filed_on, closed_on FROM reviews "
    "WHERE organ=? AND filed_on <= ? AND (closed_on IS NULL OR closed_on >= ?) ORDER BY year, serial";

constexpr char kStaleConclusions[] = "SELECT organ, year, serial FROM stale_conclusions ORDER BY organ, year, serial LIMIT ?";
constexpr char kPutConclusion[] = "UPDATE requests SET concluded_on=?, concluded_leaf=?, outcome=? WHERE organ=? AND year=? AND serial=?";
constexpr char kForgetStale[] = "DELETE FROM stale_conclusions WHERE organ=? AND year=? AND serial=?";

constexpr char kReport[] =
    "SELECT state, content, finaliser, publisher, snapshot, version, create_us, update_us FROM annual_reports WHERE owner=? AND year=?";
constexpr char kInsertReport[] =
    "INSERT INTO annual_reports (owner, year, state, content, finaliser, publisher, published_on, snapshot, version, create_us, update_us) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateReport[] =
    "UPDATE annual_reports SET state=?, content=?, finaliser=?, publisher=?, published_on=?, snapshot=?, version=?, update_us=? "
    "WHERE owner=? AND year=? AND version=? AND published_on IS NULL";

RequestKey DecodeKey(const mysql::Row& row) { return {row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))}; }

// Requests that stand in the same cells.
struct Alike {
  ApplicantClass applicant = ApplicantClass::kUnspecified;
  bool carried_in = false;
  std::string outcome;  // "" for those carried out
  int64_t count = 0;
};

absl::Status AddAlike(const ReportForm& form, const Alike& alike, ReportCounts::RequestCells& cells) {
  const int column = static_cast<int>(alike.applicant) - 1;
  const std::optional<int> row = alike.outcome.empty() ? kCarriedOutRow : form.OutcomeRow(alike.outcome);
  if (column < 0 || column >= kApplicantClasses || !row) {
    return absl::DataLossError(absl::StrCat("stored requests have the class ", column + 1, " and the outcome \"", alike.outcome, "\""));
  }
  cells[alike.carried_in ? kCarriedInRow : kReceivedRow][column] += alike.count;
  cells[*row][column] += alike.count;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<LedgerEntry>> Reader::FindLedgerEntry(std::string_view organ, std::string_view ledger_number) {
  LedgerEntry entry;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kLedgerEntry), {ledger_number, organ}, [&](const mysql::Row& row) {
    entry = {.key = DecodeKey(row),
             .digest = row.Text(3),
             .state = static_cast<State>(row.Int(4)),
             .outcome = row.Text(5),
             .concluded = row.OptionalDay(6),
             .anonymised = !row.Null(7)};
  }));
  return found ? std::optional<LedgerEntry>(std::move(entry)) : std::nullopt;
}

absl::StatusOr<std::vector<RequestKey>> Reader::FindByAnyNumber(const std::string& number) {
  std::vector<RequestKey> keys;
  const auto take = [&](const mysql::Row& row) {
    const RequestKey key = DecodeKey(row);
    if (keys.empty() || !(keys.front() == key)) keys.push_back(key);
  };
  if (const std::optional<RequestKey> key = ParseNumber(number); key) {
    RETURN_IF_ERROR(transaction_.Select(kExists, {key->organ, key->year, key->serial}, take));
  }
  RETURN_IF_ERROR(transaction_.Select(kByLedgerNumber, {number}, take));
  return keys;
}

absl::StatusOr<ReportCounts> Reader::CountReport(const ReportForm& form, std::string_view organ, int year) {
  const absl::CivilDay first(year, 1, 1), last(year, 12, 31);
  std::vector<Alike> groups;
  RETURN_IF_ERROR(transaction_.Select(kCountRequests, {first, last, organ, last, first, first}, [&](const mysql::Row& row) {
    groups.push_back({static_cast<ApplicantClass>(row.Int(0)), row.Bool(1), row.Text(2), row.Int(3)});
  }));
  ReportCounts::RequestCells cells = {};
  for (const Alike& alike : groups) RETURN_IF_ERROR(AddAlike(form, alike, cells));
  ReportCounts counts(year, cells, {});
  ASSIGN_OR_RETURN(const std::vector<ReportedReview> reviews, ReportedReviews(organ, year));
  for (const ReportedReview& review : reviews) RETURN_IF_ERROR(counts.Add(review));
  return counts;
}

absl::StatusOr<std::vector<ReportedRequest>> Reader::ReportedRequests(std::string_view organ, int year) {
  std::vector<ReportedRequest> out;
  RETURN_IF_ERROR(transaction_.Select(
      kReportedRequests, {organ, absl::CivilDay(year, 12, 31), absl::CivilDay(year, 1, 1)}, [&](const mysql::Row& row) {
        ReportedRequest& request = out.emplace_back();
        request.organ = std::string(organ);
        request.number = Number(RequestKey{request.organ, static_cast<int>(row.Int(0)), static_cast<int>(row.Int(1))});
        request.applicant = static_cast<ApplicantClass>(row.Int(2));
        request.received = row.Day(3);
        request.concluded = row.OptionalDay(4);
        if (request.concluded) request.outcome = row.Text(5);
      }));
  return out;
}

absl::StatusOr<std::vector<ReportedReview>> Reader::ReportedReviews(std::string_view organ, int year) {
  std::vector<ReportedReview> out;
  RETURN_IF_ERROR(transaction_.Select(
      kReportedReviews, {organ, absl::CivilDay(year, 12, 31), absl::CivilDay(year, 1, 1)}, [&](const mysql::Row& row) {
        out.push_back({.id = absl::StrCat("organs/", std::string(organ), "/reviews/", row.Int(0), "-", row.Int(1)),
                       .request = row.Text(2),
                       .route = static_cast<ReviewRoute>(row.Int(3)),
                       .result = static_cast<ReviewResult>(row.Int(4)),
                       .filed = row.Day(5),
                       .closed = row.OptionalDay(6)});
      }));
  return out;
}

absl::StatusOr<std::optional<ReportRecord>> Reader::FindReport(std::string_view owner, int year) {
  ReportRecord record{.owner = std::string(owner), .year = year};
  std::string content, snapshot;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kReport), {owner, year}, [&](const mysql::Row& row) {
    record.state = static_cast<ReportState>(row.Int(0));
    content = row.Text(1);
    record.finaliser = row.Text(2);
    record.publisher = row.Text(3);
    snapshot = row.Text(4);
    record.version = row.Int(5);
    record.create_time = row.Time(6);
    record.update_time = row.Time(7);
  }));
  if (!found) return std::nullopt;
  ASSIGN_OR_RETURN(record.content, ReportContentFromJson(content));
  if (!snapshot.empty()) {
    ASSIGN_OR_RETURN(record.snapshot, ReportPaperFromJson(snapshot));
  }
  return record;
absl::StatusOr<std::vector<RequestKey>> Reader::StaleConclusions(int limit) {
  std::vector<RequestKey> keys;
  RETURN_IF_ERROR(transaction_.Select(Locking(kStaleConclusions), {limit}, [&](const mysql::Row& row) { keys.push_back(DecodeKey(row)); }));
  return keys;
}

absl::Status Writer::ForgetStaleConclusion(const RequestKey& key) {
  return transaction_.Execute(kForgetStale, {key.organ, key.year, key.serial}).status();
}

absl::Status Writer::PutConclusion(const RequestRow& row) {
  const RequestKey& key = row.key;
  return transaction_
      .Execute(kPutConclusion, {row.concluded, row.concluded_leaf, row.outcome, key.organ, key.year, key.serial})
      .status();
}

}

absl::Status Writer::PutReport(const ReportRecord& r) {
  const std::string content = ToJson(r.content), snapshot = r.snapshot ? ToJson(*r.snapshot) : "";
  const std::optional<absl::CivilDay> published = r.snapshot ? r.snapshot->published : std::nullopt;
  if (r.version == 1) {
    return transaction_
        .Execute(kInsertReport, {r.owner, r.year, r.state, content, r.finaliser, r.publisher, published, snapshot, r.version,
                                 r.create_time, r.update_time})
        .status();
  }
  ASSIGN_OR_RETURN(const int64_t touched,
                   transaction_.Execute(kUpdateReport, {r.state, content, r.finaliser, r.publisher, published, snapshot, r.version,
                                                        r.update_time, r.owner, r.year, r.version - 1}));
  return touched == 1 ? absl::OkStatus() : absl::InternalError("an annual report that is published, or of another version, is not written");
}

}  // namespace disclosure::request
