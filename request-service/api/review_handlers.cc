#include "request-service/api/review_handlers.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "request-service/api/case_work.h"
#include "request-service/api/desk_query.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr char kReviewName[] = "organs/*/reviews/*";
constexpr size_t kMostNote = 2000;
constexpr size_t kMostNumber = 100;

absl::StatusOr<RequestKey> ParseReviewName(const std::string& name, std::string_view field) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kReviewName, name, field));
  const std::optional<RequestKey> key = ParseRequestId(ids[0], ids[1]);
  if (!key) return error::BadRequest({{std::string(field), "must be like organs/330108-jyj/reviews/2026-3"}});
  return *key;
}

// Absent for "" and, with its fault told, for what is no day.
std::optional<absl::CivilDay> DayOf(error::Violations& bad, std::string_view field, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::optional<absl::CivilDay> day = ParseDate(text);
  if (!day) bad.Add(field, "must be a date, as in 2026-09-18");
  return day;
}

template <typename Message>
std::optional<bool> HeadOf(const Message& message) {
  return message.has_head_attended() ? std::optional<bool>(message.head_attended()) : std::nullopt;
}

v1::Review Shown(const Review& review) {
  v1::Review out;
  out.set_name(ReviewName(review.key));
  out.set_request_number(review.request_number);
  if (review.request) out.set_request(Name(*review.request));
  out.set_route(static_cast<v1::Review::Route>(review.route));
  out.set_result(static_cast<v1::Review::Result>(review.result));
  out.set_filed_on(DayText(review.filed));
  out.set_accepted_on(DayText(review.accepted));
  out.set_closed_on(DayText(review.closed));
  out.set_mediated(review.mediated);
  if (review.head_attended) out.set_head_attended(*review.head_attended);
  out.set_document_number(review.document_number);
  out.set_note(review.note);
  *out.mutable_create_time() = ToProto(review.create_time);
  *out.mutable_update_time() = ToProto(review.update_time);
  out.set_etag(Etag(review.version));
  return out;
}

v1::ReviewEvent Shown(const ReviewEvent& event) {
  v1::ReviewEvent out;
  out.set_seq(event.seq);
  *out.mutable_time() = ToProto(event.time);
  out.set_actor(event.actor);
  out.set_kind(event.kind);
  out.mutable_details()->insert(event.details.begin(), event.details.end());
  return out;
}

// 重新答复的最后一日, by the request as it is now; nullopt while nothing is owed or the notice of the year is missing.
absl::StatusOr<std::optional<absl::CivilDay>> CorrectionBy(const Backend& backend, const Call& call, Reader& reader, const Review& review) {
  const absl::StatusOr<Bench> bench = Bench::Open(backend, call, review.key.organ);
  if (!review.reopening || !review.request || !bench.ok()) return std::nullopt;
  ASSIGN_OR_RETURN(const std::vector<StoredEvent> stored, reader.Events(*review.request));
  std::vector<Event> events;
  for (const StoredEvent& each : stored) events.push_back(each.event);
  const std::string& division = bench->organ().division;
  const absl::StatusOr<std::optional<AnswerPeriod>> period =
      CorrectionPeriodOf(events, *review.reopening, bench->periods(), bench->calendar(), division);
  if (period.ok() && !*period) return std::nullopt;
  const absl::StatusOr<AnswerDue> due = period.ok() ? ExplainAnswerDue(**period, bench->calendar(), division) : period.status();
  if (due.ok()) return due->date;
  if (error::Reason(due.status()) == "CALENDAR_YEAR_MISSING") return std::nullopt;
  return due.status();
}

absl::StatusOr<v1::Review> Show(const Backend& backend, const Call& call, Reader& reader, const Review& review) {
  v1::Review out = Shown(review);
  ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> correction_by, CorrectionBy(backend, call, reader, review));
  out.set_correction_by(DayText(correction_by));
  return out;
}

absl::Status AddWarnings(Reader& reader, const Review& review, v1::Review& out) {
  std::vector<Review> others;
  if (review.request) {
    ASSIGN_OR_RETURN(others, reader.ReviewsOfRequest(*review.request));
  }
  for (std::string& warning : ReviewWarnings(review, others)) out.add_warnings(std::move(warning));
  return absl::OkStatus();
}

// The organ's request by the suite's number or that of its own ledger; nullopt where there is none.
absl::StatusOr<std::optional<RequestRow>> FindRequest(Reader& reader, const std::string& organ, const std::string& number) {
  std::optional<RequestKey> key = ParseNumber(number);
  if (!key || key->organ != organ) {
    ASSIGN_OR_RETURN(const std::optional<LedgerEntry> entry, reader.FindLedgerEntry(organ, number));
    if (!entry) return std::nullopt;
    key = entry->key;
  }
  absl::StatusOr<RequestRow> row = reader.GetRequest(*key);
  if (absl::IsNotFound(row.status())) return std::nullopt;
  RETURN_IF_ERROR(row.status());
  return *std::move(row);
}

// What was told of a new review, and everything that is wrong with it.
absl::StatusOr<Review> ReadNewReview(Reader& reader, const Bench& bench, const v1::Review& told) {
  error::Violations bad;
  const ReviewFiling filing{.route = v1::Review::Route_IsValid(told.route()) ? static_cast<ReviewRoute>(told.route()) : ReviewRoute::kUnspecified,
                            .filed = DayOf(bad, "review.filed_on", told.filed_on()),
                            .accepted = DayOf(bad, "review.accepted_on", told.accepted_on())};
  if (told.filed_on().empty()) bad.Add("review.filed_on", "must be given");
  CheckWritten(bad, "review.note", told.note(), kMostNote);
  CheckWritten(bad, "review.request_number", told.request_number(), kMostNumber);
  std::optional<RequestRow> requested;
  if (!told.request_number().empty()) {
    ASSIGN_OR_RETURN(requested, FindRequest(reader, bench.organ().code, told.request_number()));
    if (!requested) bad.Add("review.request_number", "is the number of no request of the organ");
  }
  CheckFiling(filing, requested ? std::optional(requested->received.value_or(requested->arrived)) : std::nullopt, bench.today(), bad);
  RETURN_IF_ERROR(bad.status());
  Review review{.key = {bench.organ().code, static_cast<int>(filing.filed->year()), 0},
                .request_number = told.request_number(),
                .route = filing.route,
                .filed = *filing.filed,
                .accepted = filing.accepted,
                .note = told.note(),
                .version = 1,
                .create_time = bench.now(),
                .update_time = bench.now()};
  if (requested) review.request = requested->key;
  return review;
}

ReviewClosing ReadClosing(const v1::CloseReviewRequest& request, absl::CivilDay today, error::Violations& bad) {
  ReviewClosing closing{.closed = DayOf(bad, "closed_on", request.closed_on()),
                        .received = DayOf(bad, "received_on", request.received_on()),
                        .document_number = request.document_number(),
                        .mediated = request.mediated(),
                        .head_attended = HeadOf(request),
                        .orders_new_answer = request.orders_new_answer()};
  if (v1::Review::Result_IsValid(request.result())) closing.result = static_cast<ReviewResult>(request.result());
  if (request.closed_on().empty()) closing.closed = today;
  CheckWritten(bad, "document_number", request.document_number(), kMostNumber);
  return closing;
}

// 责令重新答复: the request's new period, in the transaction that closes the review.
absl::Status ReopenRequest(Writer& writer, const Bench& bench, const ReviewClosing& closing, Review& review) {
  ASSIGN_OR_RETURN(Case found, LoadCase(writer, *review.request));
  RETURN_IF_ERROR(CheckReopening(found.progress, closing, Number(*review.request)));
  RETURN_IF_ERROR(Record(writer, bench, ReopeningOf(review, closing), found));
  review.reopening = found.events.back().event.seq;
  return absl::OkStatus();
}

// An officer's change of the review `key`, who may make it; `change` judges it and makes it.
template <typename Request, typename Change>
absl::StatusOr<v1::Review> ChangeReview(const Backend& backend, const Call& call, const Request& request, const RequestKey& key,
                                        const std::string& etag, const std::string& kind, const Change& change,
                                        const std::string& reason = "") {
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend, call, key.organ));
  return WriteOnce<v1::Review>(backend, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Review> {
    ASSIGN_OR_RETURN(const Review before, writer.GetReview(key));
    if (!etag.empty() && etag != Etag(before.version)) return error::EtagMismatch(ReviewName(key), etag, Etag(before.version));
    Review after = before;
    RETURN_IF_ERROR(change(writer, bench, after));
    ++after.version;
    after.update_time = bench.now();
    RETURN_IF_ERROR(KeepReview(writer, before, after, call.caller.subject, kind, reason));
    return Show(backend, call, writer, after);
  });
}

// The organ's own officers, and those who oversee the organ (条例 art. 3).
absl::Status CheckAmender(const Backend& backend, const Call& call, const std::string& organ) {
  const absl::CivilDay today = LocalDay(backend.clock.Now());
  const bool oversees = backend.law.competent_organs.Supervises(call.caller.organ, DivisionOf(organ), today);
  if (call.caller.Has("supervisor") && oversees) return absl::OkStatus();
  return CheckOrgan(backend, call, organ, /*reading=*/false);
}

ReviewAmendment ReadAmendment(const v1::CorrectReviewRequest& request, error::Violations& bad) {
  ReviewAmendment amendment{.closed = DayOf(bad, "closed_on", request.closed_on()),
                            .document_number = request.document_number(),
                            .mediated = request.mediated(),
                            .head_attended = HeadOf(request)};
  if (v1::Review::Route_IsValid(request.route())) amendment.route = static_cast<ReviewRoute>(request.route());
  if (v1::Review::Result_IsValid(request.result())) amendment.result = static_cast<ReviewResult>(request.result());
  CheckWritten(bad, "document_number", request.document_number(), kMostNumber);
  CheckWritten(bad, "reason", request.reason(), kMostNote);
  if (request.reason().empty()) bad.Add("reason", "must be given");
  return amendment;
}

absl::StatusOr<ReviewQuery> ParseReviewQuery(const DeskScope& scope, const v1::ListReviewsRequest& request) {
  error::Violations bad;
  ReviewQuery query{.organs = scope.organs,
                    .filed_from = DayOf(bad, "filed_from", request.filed_from()),
                    .filed_to = DayOf(bad, "filed_to", request.filed_to())};
  if (!v1::Review::Route_IsValid(request.route())) bad.Add("route", "is none of the routes");
  if (!v1::Review::Result_IsValid(request.result())) bad.Add("result", "is none of the results");
  query.route = static_cast<ReviewRoute>(request.route());
  query.result = static_cast<ReviewResult>(request.result());
  if (!request.request().empty()) {
    const absl::StatusOr<RequestKey> key = ParseRequestName(request.request());
    if (key.ok()) query.request = *key;
    if (!key.ok()) bad.Add("request", "must be like organs/330108-jyj/requests/2026-12");
  }
  RETURN_IF_ERROR(bad.status());
  return query;
}

// "2026-10-08|330108-jyj|2026-3"
std::string PlaceText(const Review& review) {
  return absl::StrCat(DayText(review.filed), "|", review.key.organ, "|", review.key.year, "-", review.key.serial);
}

absl::StatusOr<std::optional<ReviewPlace>> ParsePlace(const std::string& token) {
  if (token.empty()) return std::nullopt;
  const std::vector<std::string> parts = absl::StrSplit(token, '|');
  const std::optional<absl::CivilDay> filed = parts.size() == 3 ? ParseDate(parts[0]) : std::nullopt;
  const std::optional<RequestKey> key = filed ? ParseRequestId(parts[1], parts[2]) : std::nullopt;
  if (!key) return error::BadRequest({{"page_token", "was not made here"}});
  return ReviewPlace{*filed, *key};
}

}  // namespace

absl::Status KeepReview(Writer& writer, const Review& before, const Review& after, const std::string& actor, const std::string& kind,
                        const std::string& reason) {
  RETURN_IF_ERROR(after.version == 1 ? writer.InsertReview(after) : writer.UpdateReview(after));
  ReviewDetails details = ChangesBetween(before, after);
  if (!reason.empty()) details.emplace("reason", reason);
  return writer.AppendReviewEvent(after.key, {after.version, after.update_time, actor, kind, std::move(details)});
}

absl::StatusOr<v1::Review> ReviewHandlers::CreateReview(const Call& call, const v1::CreateReviewRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, ids[0], /*reading=*/false));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, ids[0]));
  return WriteOnce<v1::Review>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Review> {
    ASSIGN_OR_RETURN(Review review, ReadNewReview(writer, bench, request.review()));
    ASSIGN_OR_RETURN(review.key.serial, writer.NextReviewSerial(review.key.organ, review.key.year));
    RETURN_IF_ERROR(KeepReview(writer, Review(), review, call.caller.subject, "created"));
    v1::Review response = Shown(review);
    RETURN_IF_ERROR(AddWarnings(writer, review, response));
    return response;
  });
}

absl::StatusOr<v1::Review> ReviewHandlers::GetReview(const Call& call, const v1::GetReviewRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseReviewName(request.name(), "name"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/true));
  v1::Review response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Review review, reader.GetReview(key));
    ASSIGN_OR_RETURN(const std::vector<ReviewEvent> events, reader.ReviewEvents(key));
    ASSIGN_OR_RETURN(response, Show(backend_, call, reader, review));
    for (const ReviewEvent& event : events) *response.add_events() = Shown(event);
    return AddWarnings(reader, review, response);
  }));
  return response;
}

absl::StatusOr<v1::ListReviewsResponse> ReviewHandlers::ListReviews(const Call& call, const v1::ListReviewsRequest& request) {
  ASSIGN_OR_RETURN(const DeskScope scope, OpenScope(backend_, call, request.parent()));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const ReviewQuery query, ParseReviewQuery(scope, request));
  v1::ListReviewsRequest bound = request;
  bound.clear_page_size();
  bound.clear_page_token();
  const std::string bound_to = absl::StrCat("reviews ", bound.SerializeAsString());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  ASSIGN_OR_RETURN(const std::optional<ReviewPlace> after, ParsePlace(token));
  v1::ListReviewsResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    response.Clear();
    ASSIGN_OR_RETURN(std::vector<Review> found, reader.FindReviews(query, after, size + 1));
    if (static_cast<int>(found.size()) > size) {
      found.resize(size);
      response.set_next_page_token(MakePageToken(PlaceText(found.back()), bound_to));
    }
    for (const Review& review : found) {
      ASSIGN_OR_RETURN(*response.add_reviews(), Show(backend_, call, reader, review));
    }
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::Review> ReviewHandlers::UpdateReview(const Call& call, const v1::UpdateReviewRequest& request) {
  const v1::Review& told = request.review();
  ASSIGN_OR_RETURN(const RequestKey key, ParseReviewName(told.name(), "review.name"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/false));
  return ChangeReview(backend_, call, request, key, told.etag(), "updated", [&](Writer&, const Bench& bench, Review& review) -> absl::Status {
    error::Violations bad;
    review.accepted = DayOf(bad, "review.accepted_on", told.accepted_on());
    review.head_attended = HeadOf(told);
    review.note = told.note();
    CheckWritten(bad, "review.note", told.note(), kMostNote);
    CheckAcceptance(review.accepted, review, bench.today(), bad);
    CheckHead("review.head_attended", review.head_attended, review.route, bad);
    return bad.status();
  });
}

absl::StatusOr<v1::Review> ReviewHandlers::CloseReview(const Call& call, const v1::CloseReviewRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseReviewName(request.name(), "name"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, key.organ, /*reading=*/false));
  return ChangeReview(backend_, call, request, key, request.etag(), "closed",
                      [&](Writer& writer, const Bench& bench, Review& review) -> absl::Status {
    RETURN_IF_ERROR(CheckOpen(review));
    error::Violations bad;
    const ReviewClosing closing = ReadClosing(request, bench.today(), bad);
    CheckClosing(closing, review, bench.today(), bad);
    RETURN_IF_ERROR(bad.status());
    review.result = closing.result;
    review.closed = closing.closed;
    review.mediated = closing.mediated;
    if (closing.head_attended) review.head_attended = closing.head_attended;  // else as it was said before
    review.document_number = closing.document_number;
    return closing.orders_new_answer ? ReopenRequest(writer, bench, closing, review) : absl::OkStatus();
  });
}

absl::StatusOr<v1::Review> ReviewHandlers::CorrectReview(const Call& call, const v1::CorrectReviewRequest& request) {
  ASSIGN_OR_RETURN(const RequestKey key, ParseReviewName(request.name(), "name"));
  RETURN_IF_ERROR(CheckAmender(backend_, call, key.organ));
  return ChangeReview(backend_, call, request, key, request.etag(), std::string(kAmended),
                      [&](Writer& writer, const Bench& bench, Review& review) -> absl::Status {
    error::Violations bad;
    const ReviewAmendment amendment = ReadAmendment(request, bad);
    CheckAmendment(amendment, review, bench.today(), bad);
    RETURN_IF_ERROR(bad.status());
    ASSIGN_OR_RETURN(const std::vector<ReviewEvent> history, writer.ReviewEvents(key));
    RETURN_IF_ERROR(CheckAmendable(review, history, call.caller.subject, amendment.result));
    review = Amended(std::move(review), amendment);
    return absl::OkStatus();
  }, request.reason());
}

}  // namespace disclosure::request
