#include "request-service/api/report_cells.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/names.h"
#include "request-service/domain/annual_report.h"

namespace disclosure::request {
namespace {

constexpr std::string_view kResultCodes[] = {"", "upheld", "corrected", "other", "pending"};
constexpr char kReviewName[] = "organs/*/reviews/*";

v1::CellEntry EntryOf(const ReportedRequest& request) {
  v1::CellEntry entry;
  if (const std::optional<RequestKey> key = ParseNumber(request.number)) entry.set_name(Name(*key));
  entry.set_request_number(request.number);
  entry.set_received_on(DayText(request.received));
  entry.set_concluded_on(DayText(request.concluded));
  entry.set_outcome(request.outcome.value_or(""));
  return entry;
}

v1::CellEntry EntryOf(const ReportedReview& review) {
  v1::CellEntry entry;
  entry.set_name(review.id);
  entry.set_request_number(review.request);
  entry.set_received_on(DayText(review.filed));
  entry.set_concluded_on(DayText(review.closed));
  entry.set_outcome(std::string(kResultCodes[static_cast<size_t>(review.result)]));
  return entry;
}

v1::CellEntry EntryOf(const ReportEntry& kept, const ReportForm& form) {
  v1::CellEntry entry;
  entry.set_received_on(DayText(kept.received));
  entry.set_concluded_on(DayText(kept.concluded));
  if (kept.section == 4) {
    entry.set_name(ReviewName(kept.key));
    entry.set_request_number(kept.request_number);
    entry.set_outcome(std::string(kResultCodes[kept.place.column % (kReviewResults + 1) + 1]));
    return entry;
  }
  entry.set_name(Name(kept.key));
  entry.set_request_number(Number(kept.key));
  if (kept.place.exit != kCarriedOutRow) entry.set_outcome(form.rows(ReportFormat::k2021)[kept.place.exit].code);
  return entry;
}

// Everything behind a cell as it is now, by organ and number.
absl::StatusOr<std::vector<v1::CellEntry>> EntriesNow(Reader& reader, const Law& law, const ReportOwner& owner, ReportFormat format,
                                                      const CellAsked& cell) {
  std::vector<v1::CellEntry> entries;
  for (const std::string& organ : owner.organs) {
    std::vector<ReportedRequest> requests;
    std::vector<ReportedReview> reviews;
    if (cell.section == 3) {
      ASSIGN_OR_RETURN(requests, reader.ReportedRequests(organ, owner.year));
    } else {
      ASSIGN_OR_RETURN(reviews, reader.ReportedReviews(organ, owner.year));
    }
    ASSIGN_OR_RETURN(const AnnualReport report,
                     AnnualReport::Project(law.report, owner.year, format, std::move(requests), std::move(reviews)));
    if (cell.section == 3) {
      for (const ReportedRequest* request : report.RequestsOf(cell.row, cell.column)) entries.push_back(EntryOf(*request));
    } else {
      for (const ReportedReview* review : report.ReviewsOf(cell.column)) entries.push_back(EntryOf(*review));
    }
  }
  return entries;
}

absl::Status CountRequests(const Law& law, const std::vector<ReportedRequest>& requests, ReportCounts& counts, std::vector<ReportEntry>& entries) {
  for (const ReportedRequest& request : requests) {
    ASSIGN_OR_RETURN(const std::optional<RequestPlace> place, PlaceOf(law.report, request, counts.year()));
    const std::optional<RequestKey> key = ParseNumber(request.number);
    if (!key) return absl::InternalError(absl::StrCat(request.number, " is no number of the suite"));
    if (!place) continue;
    RETURN_IF_ERROR(counts.Add(law.report, request));
    const bool ended = place->exit != kCarriedOutRow;
    entries.push_back({.section = 3, .key = *key, .place = *place, .received = request.received,
                       .concluded = ended ? request.concluded : std::nullopt});
  }
  return absl::OkStatus();
}

absl::Status CountReviews(const std::vector<ReportedReview>& reviews, ReportCounts& counts, std::vector<ReportEntry>& entries) {
  for (const ReportedReview& review : reviews) {
    ASSIGN_OR_RETURN(const std::optional<int> column, PlaceOf(review, counts.year()));
    ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kReviewName, review.id));
    const std::optional<RequestKey> key = ParseRequestId(ids[0], ids[1]);
    if (!key) return absl::InternalError(absl::StrCat(review.id, " is no name of a review"));
    if (!column) continue;
    RETURN_IF_ERROR(counts.Add(review));
    const bool ended = review.closed && review.closed->year() <= counts.year();
    entries.push_back({.section = 4, .key = *key, .request_number = review.request, .place = {.column = *column}, .received = review.filed,
                       .concluded = ended ? review.closed : std::nullopt});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CellAsked> ParseCell(const v1::ListReportCellRequest& request, const ReportTables& tables) {
  error::Violations bad;
  const int rows = static_cast<int>(tables.section3.size());
  if (request.section() != 3 && request.section() != 4) bad.Add("section", "must be 3 or 4");
  if (request.section() == 3 && (request.row() < 1 || request.row() > rows)) bad.Add("row", absl::StrCat("must be 1 to ", rows));
  const int columns = request.section() == 4 ? static_cast<int>(tables.section4.size()) : kReportColumns;
  if (request.column() < 1 || request.column() > columns) bad.Add("column", absl::StrCat("must be 1 to ", columns));
  RETURN_IF_ERROR(bad.status());
  return CellAsked{request.section(), request.row() - 1, request.column() - 1};
}

absl::StatusOr<CellPart> ReadCellPart(Reader& reader, const Law& law, const ReportOwner& owner, const StandingReport& report,
                                      const CellAsked& cell, size_t first, size_t limit) {
  const ReportFormat format = report.paper.tables.format;
  CellPart part;
  // Of a report that was published before entries were kept, there is only what is there now.
  if (!report.record.snapshot || !report.record.finalised) {
    ASSIGN_OR_RETURN(std::vector<v1::CellEntry> all, EntriesNow(reader, law, owner, format, cell));
    part.total = static_cast<int64_t>(all.size());
    for (size_t i = first; i < all.size() && i < first + limit; ++i) part.entries.push_back(std::move(all[i]));
    return part;
  }
  const CellSpan span = cell.section == 3 ? SpanOf(law.report, format, cell.row, cell.column) : SpanOf(cell.column);
  ASSIGN_OR_RETURN(part.total, reader.CountReportEntries(owner.name, owner.year, cell.section, span));
  ASSIGN_OR_RETURN(const std::vector<ReportEntry> kept,
                   reader.ReportEntries(owner.name, owner.year, cell.section, span, static_cast<int64_t>(first), static_cast<int>(limit)));
  for (const ReportEntry& entry : kept) part.entries.push_back(EntryOf(entry, law.report));
  return part;
}

absl::StatusOr<ReportTables> KeepEntries(Writer& writer, const Law& law, const ReportOwner& owner, ReportFormat format) {
  ReportCounts counts(owner.year);
  for (const std::string& organ : owner.organs) {
    std::vector<ReportEntry> entries;
    ASSIGN_OR_RETURN(const std::vector<ReportedRequest> requests, writer.ReportedRequests(organ, owner.year));
    RETURN_IF_ERROR(CountRequests(law, requests, counts, entries));
    ASSIGN_OR_RETURN(const std::vector<ReportedReview> reviews, writer.ReportedReviews(organ, owner.year));
    RETURN_IF_ERROR(CountReviews(reviews, counts, entries));
    RETURN_IF_ERROR(writer.InsertReportEntries(owner.name, owner.year, entries));
  }
  return ReportTables{format, counts.Table3(law.report, format), counts.Table4()};
}

}  // namespace disclosure::request
