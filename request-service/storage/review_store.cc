// Reviews: reconsiderations and suits.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "nlohmann/json.hpp"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

#define REVIEW_COLUMNS                                                                                                       \
  "organ, year, serial, request_number, request_year, request_serial, route, result, filed_on, closed_on, mediated, head_attended, " \
  "document_number, reopening_seq, note, version, create_us, update_us, accepted_on"
constexpr char kReview[] = "SELECT " REVIEW_COLUMNS " FROM reviews WHERE organ=? AND year=? AND serial=?";
constexpr char kReviews[] =
    "SELECT " REVIEW_COLUMNS " FROM reviews WHERE organ=? AND filed_on <= ? AND (closed_on IS NULL OR closed_on >= ?) ORDER BY year, serial";
constexpr char kReviewsOfRequest[] =
    "SELECT " REVIEW_COLUMNS " FROM reviews WHERE organ=? AND request_year=? AND request_serial=? ORDER BY year, serial";
constexpr char kReviewsOfSpan[] =
    "SELECT " REVIEW_COLUMNS " FROM reviews WHERE organ=? AND (filed_on BETWEEN ? AND ? OR accepted_on BETWEEN ? AND ? OR "
    "closed_on BETWEEN ? AND ?) ORDER BY year, serial";
constexpr char kFindReviews[] = "SELECT " REVIEW_COLUMNS " FROM reviews WHERE organ IN (";
constexpr char kReviewOrder[] = " ORDER BY filed_on DESC, organ, year DESC, serial DESC LIMIT ?";
constexpr char kReviewEvents[] =
    "SELECT seq, time_us, actor, kind, data FROM review_events WHERE organ=? AND year=? AND serial=? ORDER BY seq";
constexpr char kAppendReviewEvent[] =
    "INSERT INTO review_events (organ, year, serial, seq, time_us, actor, kind, data) VALUES (?,?,?,?,?,?,?,?)";
constexpr char kInsertReview[] = "INSERT INTO reviews (" REVIEW_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateReview[] =
    "UPDATE reviews SET route=?, result=?, closed_on=?, mediated=?, head_attended=?, document_number=?, reopening_seq=?, note=?, version=?, "
    "update_us=?, accepted_on=? WHERE organ=? AND year=? AND serial=? AND version=?";
constexpr char kStepReview[] =
    "INSERT INTO review_serials (organ, year, last_serial) VALUES (?,?,1) ON DUPLICATE KEY UPDATE last_serial = last_serial + 1";
constexpr char kLastReview[] = "SELECT last_serial FROM review_serials WHERE organ=? AND year=?";

Review DecodeReview(const mysql::Row& row) {
  Review review{.key = {row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))},
                .request_number = row.Text(3),
                .route = static_cast<ReviewRoute>(row.Int(6)),
                .result = static_cast<ReviewResult>(row.Int(7)),
                .filed = row.Day(8),
                .accepted = row.OptionalDay(18),
                .closed = row.OptionalDay(9),
                .mediated = row.Bool(10),
                .document_number = row.Text(12),
                .note = row.Text(14),
                .version = row.Int(15),
                .create_time = row.Time(16),
                .update_time = row.Time(17)};
  if (!row.Null(4)) review.request = RequestKey{review.key.organ, static_cast<int>(row.Int(4)), static_cast<int>(row.Int(5))};
  if (!row.Null(11)) review.head_attended = row.Bool(11);
  if (!row.Null(13)) review.reopening = static_cast<int>(row.Int(13));
  return review;
}

struct Search {
  std::string sql;
  std::vector<mysql::Value> values;
  void Add(std::string_view condition, std::vector<mysql::Value> more) {
    absl::StrAppend(&sql, " AND ", std::string(condition));
    for (mysql::Value& value : more) values.push_back(std::move(value));
  }
};

Search ComposeSearch(const ReviewQuery& query, const std::optional<ReviewPlace>& after, int limit) {
  Search search{.sql = kFindReviews};
  for (const std::string& organ : query.organs) {
    absl::StrAppend(&search.sql, search.values.empty() ? "?" : ",?");
    search.values.emplace_back(organ);
  }
  search.sql += ")";
  if (query.route != ReviewRoute::kUnspecified) search.Add("route = ?", {query.route});
  if (query.result != ReviewResult::kUnspecified) search.Add("result = ?", {query.result});
  if (query.filed_from) search.Add("filed_on >= ?", {*query.filed_from});
  if (query.filed_to) search.Add("filed_on <= ?", {*query.filed_to});
  if (query.request) {
    search.Add("organ = ? AND request_year = ? AND request_serial = ?", {query.request->organ, query.request->year, query.request->serial});
  }
  if (after) {
    const RequestKey& key = after->key;
    search.Add("(filed_on < ? OR (filed_on = ? AND (organ > ? OR (organ = ? AND (year < ? OR (year = ? AND serial < ?))))))",
               {after->filed, after->filed, key.organ, key.organ, key.year, key.year, key.serial});
  }
  search.sql += kReviewOrder;
  search.values.emplace_back(limit);
  return search;
}

}  // namespace

absl::StatusOr<Review> Reader::GetReview(const RequestKey& key) {
  Review review;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kReview), {key.organ, key.year, key.serial},
                                                            [&](const mysql::Row& row) { review = DecodeReview(row); }));
  if (!found) return error::NotFound(ReviewName(key));
  return review;
}

absl::StatusOr<std::vector<Review>> Reader::ListReviews(std::string_view organ, absl::CivilDay from, absl::CivilDay to) {
  std::vector<Review> out;
  RETURN_IF_ERROR(transaction_.Select(kReviews, {organ, to, from}, [&](const mysql::Row& row) { out.push_back(DecodeReview(row)); }));
  return out;
}

absl::StatusOr<std::vector<Review>> Reader::ReviewsOfRequest(const RequestKey& request) {
  std::vector<Review> out;
  RETURN_IF_ERROR(transaction_.Select(Locking(kReviewsOfRequest), {request.organ, request.year, request.serial},
                                      [&](const mysql::Row& row) { out.push_back(DecodeReview(row)); }));
  return out;
}

absl::StatusOr<std::vector<Review>> Reader::FindReviews(const ReviewQuery& query, const std::optional<ReviewPlace>& after, int limit) {
  std::vector<Review> out;
  if (query.organs.empty()) return out;
  const Search search = ComposeSearch(query, after, limit);
  RETURN_IF_ERROR(transaction_.Select(search.sql, search.values, [&](const mysql::Row& row) { out.push_back(DecodeReview(row)); }));
  return out;
}

absl::StatusOr<std::vector<Review>> Reader::ReviewsOfSpan(std::string_view organ, absl::CivilDay from, absl::CivilDay to) {
  std::vector<Review> out;
  RETURN_IF_ERROR(transaction_.Select(kReviewsOfSpan, {organ, from, to, from, to, from, to},
                                      [&](const mysql::Row& row) { out.push_back(DecodeReview(row)); }));
  return out;
}

absl::StatusOr<std::vector<ReviewEvent>> Reader::ReviewEvents(const RequestKey& key) {
  std::vector<ReviewEvent> out;
  bool whole = true;
  RETURN_IF_ERROR(transaction_.Select(kReviewEvents, {key.organ, key.year, key.serial}, [&](const mysql::Row& row) {
    const nlohmann::json data = nlohmann::json::parse(row.Text(4), nullptr, /*allow_exceptions=*/false);
    ReviewEvent& event = out.emplace_back(ReviewEvent{row.Int(0), row.Time(1), row.Text(2), row.Text(3), {}});
    whole = whole && data.is_object();
    if (!data.is_object()) return;
    for (const auto& [field, value] : data.items()) {
      if (value.is_string()) event.details.emplace(field, value.get<std::string>());
    }
  }));
  if (!whole) return absl::DataLossError(absl::StrCat("the history of ", ReviewName(key), " cannot be decoded"));
  return out;
}

absl::Status Writer::AppendReviewEvent(const RequestKey& key, const ReviewEvent& event) {
  return transaction_
      .Execute(kAppendReviewEvent, {key.organ, key.year, key.serial, event.seq, event.time, event.actor, event.kind,
                                    nlohmann::json(event.details).dump()})
      .status();
}

absl::StatusOr<int> Writer::NextReviewSerial(std::string_view organ, int year) {
  RETURN_IF_ERROR(transaction_.Execute(kStepReview, {organ, year}).status());
  int serial = 0;
  RETURN_IF_ERROR(transaction_.Select(kLastReview, {organ, year}, [&](const mysql::Row& row) { serial = static_cast<int>(row.Int(0)); }));
  return serial;
}

absl::Status Writer::InsertReview(const Review& r) {
  const auto part = [&](int RequestKey::*member) { return r.request ? mysql::Value((*r.request).*member) : mysql::Value(); };
  return transaction_
      .Execute(kInsertReview, {r.key.organ, r.key.year, r.key.serial, r.request_number, part(&RequestKey::year), part(&RequestKey::serial),
                               r.route, r.result, r.filed, r.closed, r.mediated, r.head_attended, r.document_number, r.reopening,
                               r.note, r.version, r.create_time, r.update_time, r.accepted})
      .status();
}

absl::Status Writer::UpdateReview(const Review& r) {
  ASSIGN_OR_RETURN(const int64_t touched,
                   transaction_.Execute(kUpdateReview, {r.route, r.result, r.closed, r.mediated, r.head_attended, r.document_number,
                                                        r.reopening, r.note, r.version, r.update_time, r.accepted, r.key.organ, r.key.year, r.key.serial,
                                                        r.version - 1}));
  if (touched == 1) return absl::OkStatus();
  return error::EtagMismatch(ReviewName(r.key), absl::StrCat(r.version - 1), "another");
}

}  // namespace disclosure::request
