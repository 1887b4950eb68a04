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
    "SELECT state, content, finaliser, publisher, snapshot, version, create_us, update_us, finalised_tables FROM annual_reports "
    "WHERE owner=? AND year=?";
constexpr char kPublishedReports[] =
    "SELECT year, published_on FROM annual_reports WHERE owner=? AND year < ? AND published_on IS NOT NULL ORDER BY year DESC LIMIT ?";
constexpr char kInsertReport[] =
    "INSERT INTO annual_reports (owner, year, state, content, finaliser, publisher, published_on, snapshot, version, create_us, update_us, "
    "finalised_tables) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateReport[] =
    "UPDATE annual_reports SET state=?, content=?, finaliser=?, publisher=?, published_on=?, snapshot=?, version=?, update_us=?, "
    "finalised_tables=? WHERE owner=? AND year=? AND version=? AND published_on IS NULL";

constexpr char kInsertEntries[] =
    "INSERT INTO report_entries (owner, report_year, section, organ, year, serial, cell_column, entry_row, exit_row, received_on, "
    "concluded_on, request_number) VALUES";
constexpr char kEntryValues[] = "(?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr size_t kEntriesAtOnce = 4096;  // so that a large report does not stand in memory twice
// A request comes in by a row of 一、二 and goes out by one of 三、四: the two never meet in a span.
#define ENTRIES_OF_CELL                                                                                    \
  "FROM report_entries WHERE owner=? AND report_year=? AND section=? AND cell_column BETWEEN ? AND ? AND " \
  "(entry_row BETWEEN ? AND ? OR exit_row BETWEEN ? AND ?)"
constexpr char kCountEntries[] = "SELECT COUNT(*) " ENTRIES_OF_CELL;
constexpr char kEntries[] =
    "SELECT organ, year, serial, request_number, cell_column, entry_row, exit_row, received_on, concluded_on " ENTRIES_OF_CELL
    " ORDER BY organ, year, serial LIMIT ? OFFSET ?";

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

std::vector<mysql::Value> CellValues(std::string_view owner, int year, int section, const CellSpan& span) {
  return {owner, year, section, span.first_column, span.last_column, span.first_row, span.last_row, span.first_row, span.last_row};
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

absl::StatusOr<std::optional<ReportRecord>> Reader::FindReport(std::string_view owner, int year) {
  ReportRecord record{.owner = std::string(owner), .year = year};
  std::string content, snapshot, finalised;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kReport), {owner, year}, [&](const mysql::Row& row) {
    record.state = static_cast<ReportState>(row.Int(0));
    content = row.Text(1);
    record.finaliser = row.Text(2);
    record.publisher = row.Text(3);
    snapshot = row.Text(4);
    record.version = row.Int(5);
    record.create_time = row.Time(6);
    record.update_time = row.Time(7);
    finalised = row.Text(8);
  }));
  if (!found) return std::nullopt;
  ASSIGN_OR_RETURN(record.content, ReportContentFromJson(content));
  if (!snapshot.empty()) {
    ASSIGN_OR_RETURN(record.snapshot, ReportPaperFromJson(snapshot));
  }
  if (!finalised.empty()) {
    ASSIGN_OR_RETURN(record.finalised, ReportTablesFromJson(finalised));
  }
  return record;
}

absl::StatusOr<std::vector<ReportPublished>> Reader::PublishedReports(std::string_view owner, int before, int limit) {
  std::vector<ReportPublished> out;
  RETURN_IF_ERROR(transaction_.Select(kPublishedReports, {owner, before, limit}, [&](const mysql::Row& row) {
    out.push_back({static_cast<int>(row.Int(0)), row.Day(1)});
  }));
  return out;
}

absl::Status Writer::PutReport(const ReportRecord& r) {
  const std::string content = ToJson(r.content), snapshot = r.snapshot ? ToJson(*r.snapshot) : "";
  const std::optional<absl::CivilDay> published = r.snapshot ? r.snapshot->published : std::nullopt;
  const mysql::Value finalised = r.finalised ? mysql::Value(TablesJson(*r.finalised)) : mysql::Value();
  if (r.version == 1) {
    return transaction_
        .Execute(kInsertReport, {r.owner, r.year, r.state, content, r.finaliser, r.publisher, published, snapshot, r.version,
                                 r.create_time, r.update_time, finalised})
        .status();
  }
  ASSIGN_OR_RETURN(const int64_t touched,
                   transaction_.Execute(kUpdateReport, {r.state, content, r.finaliser, r.publisher, published, snapshot, r.version,
                                                        r.update_time, finalised, r.owner, r.year, r.version - 1}));
  return touched == 1 ? absl::OkStatus() : absl::InternalError("an annual report that is published, or of another version, is not written");
}

absl::StatusOr<int64_t> Reader::CountReportEntries(std::string_view owner, int year, int section, const CellSpan& span) {
  int64_t count = 0;
  RETURN_IF_ERROR(transaction_.Select(kCountEntries, CellValues(owner, year, section, span), [&](const mysql::Row& row) { count = row.Int(0); }));
  return count;
}

absl::StatusOr<std::vector<ReportEntry>> Reader::ReportEntries(std::string_view owner, int year, int section, const CellSpan& span,
                                                               int64_t first, int limit) {
  std::vector<mysql::Value> values = CellValues(owner, year, section, span);
  values.emplace_back(limit);
  values.emplace_back(first);
  std::vector<ReportEntry> out;
  RETURN_IF_ERROR(transaction_.Select(kEntries, values, [&](const mysql::Row& row) {
    out.push_back({.section = section,
                   .key = DecodeKey(row),
                   .request_number = row.Text(3),
                   .place = {static_cast<int>(row.Int(4)), static_cast<int>(row.Int(5)), static_cast<int>(row.Int(6))},
                   .received = row.Day(7),
                   .concluded = row.OptionalDay(8)});
  }));
  return out;
}

absl::Status Writer::InsertReportEntries(std::string_view owner, int year, const std::vector<ReportEntry>& entries) {
  std::vector<std::vector<mysql::Value>> rows;
  for (size_t i = 0; i < entries.size(); ++i) {
    const ReportEntry& entry = entries[i];
    rows.push_back({owner, year, entry.section, entry.key.organ, entry.key.year, entry.key.serial, entry.place.column, entry.place.entry,
                    entry.place.exit, entry.received, entry.concluded, entry.request_number});
    if (rows.size() < kEntriesAtOnce && i + 1 < entries.size()) continue;
    RETURN_IF_ERROR(transaction_.ExecuteMany(kInsertEntries, kEntryValues, rows).status());
    rows.clear();
  }
  return absl::OkStatus();
}

}  // namespace disclosure::request
