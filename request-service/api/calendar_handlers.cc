#include "request-service/api/calendar_handlers.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/crypto/access_code.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "request-service/api/case_work.h"
#include "request-service/documents/calendar_feed.h"
#include "request-service/domain/deadlines.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr char kFeedName[] = "organs/*/calendarFeeds/*";
constexpr int kMostFeeds = 200;  // of one organ
constexpr absl::Duration kFeedLasts = absl::Hours(24 * 366);
constexpr size_t kLongestHandler = 255;
constexpr int kCalendarPage = 500;

// "330108-jyj-2026-12-warning-1@disclosure"
CalendarEntry EntryOf(const RequestRow& row, const Deadline& deadline, int number) {
  const std::string provisional = deadline.provisional ? "（暂定）" : "";
  return {.uid = absl::StrCat(Number(row.key), "-", std::string(deadline.kind), "-", number, "@disclosure"),
          .day = deadline.date,
          .summary = absl::StrCat(deadline.label, provisional, "：", Number(row.key)),
          // Calendars are read on other people's machines: nothing of the wish.
          .description = deadline.article.empty() ? "" : absl::StrCat("依据：", std::string(deadline.article)),
          .tentative = deadline.provisional};
}

void AddEntries(const Case& request, const Bench& bench, std::vector<CalendarEntry>& out) {
  std::vector<Deadline> deadlines = DeadlinesOf(request.progress, bench.desk(), Parties::kUnnamed);
  if (request.row.due) {
    deadlines.push_back({.kind = "due", .label = "答复期限届满", .date = *request.row.due, .article = "条例第三十三条",
                         .provisional = request.row.due_provisional});
  }
  std::map<std::string_view, int> numbers;
  for (const Deadline& deadline : deadlines) out.push_back(EntryOf(request.row, deadline, ++numbers[deadline.kind]));
}

std::string KeyResource(const std::string& id) { return absl::StrCat("calendarFeeds/", id); }

v1::CalendarFeed Shown(const CalendarFeedRow& row) {
  v1::CalendarFeed out;
  out.set_name(FormatName(kFeedName, {row.organ, row.id}));
  out.set_handler(row.handler);
  out.set_creator(row.creator);
  *out.mutable_create_time() = ToProto(row.create_time);
  *out.mutable_expire_time() = ToProto(row.expire_time);
  return out;
}

// A wrong key and a feed that is no more look alike.
absl::Status NoSuchFeed() {
  return error::Make(absl::StatusCode::kNotFound, "no calendar is at this address, or it has ended: create a feed anew",
                     {.reason = "NO_SUCH_CALENDAR_FEED"});
}

}  // namespace

absl::StatusOr<google::api::HttpBody> CalendarHandlers::Calendar(const Call& call, const DeskScope& scope, const std::string& handler) {
  v1::RequestFilter filter;
  filter.set_handler(handler);
  for (int state = v1::FILED; state <= v1::REPLIED; ++state) filter.add_states(static_cast<v1::State>(state));
  ASSIGN_OR_RETURN(const RequestQuery query, ParseQuery(backend_, call, scope, filter));
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, scope.organs[0]));
  std::vector<CalendarEntry> entries;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    std::optional<ListPlace> after;
    for (std::vector<RequestRow> rows; !after || static_cast<int>(rows.size()) == kCalendarPage;) {
      ASSIGN_OR_RETURN(rows, reader.ListRequests(query, after, kCalendarPage));
      for (const RequestRow& row : rows) {
        ASSIGN_OR_RETURN(const Case found, LoadCase(reader, row.key));
        AddEntries(found, bench, entries);
      }
      if (rows.empty()) break;
      after = PlaceOf(rows.back());
    }
    return absl::OkStatus();
  }));
  google::api::HttpBody body;
  body.set_content_type("text/calendar; charset=utf-8");
  body.set_data(RenderCalendar(absl::StrCat(bench.organ().name, "依申请公开期限"), entries, bench.now()));
  return body;
}

absl::StatusOr<google::api::HttpBody> CalendarHandlers::ExportCalendar(const Call& call, const v1::ExportCalendarRequest& request) {
  ASSIGN_OR_RETURN(const DeskScope scope, OpenScope(backend_, call, request.parent()));
  return Calendar(call, scope, request.handler());
}

absl::StatusOr<v1::CalendarFeed> CalendarHandlers::CreateCalendarFeed(const Call& call, const v1::CreateCalendarFeedRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, ids[0], /*reading=*/false));
  if (backend_.reference.Get()->organs.count(ids[0]) == 0) return error::NotFound(request.parent());
  error::Violations bad;
  CheckWritten(bad, "handler", request.handler(), kLongestHandler);
  RETURN_IF_ERROR(bad.status());
  return WriteOnce<v1::CalendarFeed>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::CalendarFeed> {
    ASSIGN_OR_RETURN(const std::vector<CalendarFeedRow> others, writer.ListCalendarFeeds(ids[0], "", kMostFeeds));
    if (others.size() == kMostFeeds) {
      return error::Make(absl::StatusCode::kResourceExhausted, absl::StrCat("the organ has ", kMostFeeds, " calendar feeds: delete those not in use"),
                         {.reason = "TOO_MANY_CALENDAR_FEEDS"});
    }
    const absl::Time now = backend_.clock.Now();
    const crypto::AccessCode key = crypto::NewAccessCode();
    CalendarFeedRow row{.id = NewUid(now), .organ = ids[0], .handler = request.handler(), .creator = call.caller.subject,
                        .create_time = now, .expire_time = now + kFeedLasts};
    row.key_hash = crypto::AccessHash(backend_.vault.keys, KeyResource(row.id), key);
    RETURN_IF_ERROR(writer.InsertCalendarFeed(row));
    v1::CalendarFeed response = Shown(row);
    response.set_path(absl::StrCat("/v1/calendarFeeds/", row.id, "/", key.ToString(), "/calendar.ics"));
    return response;
  });
}

absl::StatusOr<v1::ListCalendarFeedsResponse> CalendarHandlers::ListCalendarFeeds(const Call& call, const v1::ListCalendarFeedsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, ids[0], /*reading=*/false));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("calendarFeeds ", ids[0]);
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), bound_to));
  std::vector<CalendarFeedRow> found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, reader.ListCalendarFeeds(ids[0], after, size + 1));
    return absl::OkStatus();
  }));
  v1::ListCalendarFeedsResponse response;
  if (static_cast<int>(found.size()) > size) {
    found.resize(size);
    response.set_next_page_token(MakePageToken(found.back().id, bound_to));
  }
  for (const CalendarFeedRow& row : found) *response.add_calendar_feeds() = Shown(row);
  return response;
}

absl::StatusOr<google::protobuf::Empty> CalendarHandlers::DeleteCalendarFeed(const Call& call, const v1::DeleteCalendarFeedRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kFeedName, request.name()));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, ids[0], /*reading=*/false));
  return WriteOnce<google::protobuf::Empty>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<google::protobuf::Empty> {
    RETURN_IF_ERROR(writer.DeleteCalendarFeed(ids[0], ids[1]));
    return google::protobuf::Empty();
  });
}

absl::StatusOr<google::api::HttpBody> CalendarHandlers::FetchCalendarFeed(const Call& call, const v1::FetchCalendarFeedRequest& request) {
  const absl::StatusOr<crypto::AccessCode> key = crypto::ParseAccessCode(request.key());
  if (!key.ok()) return NoSuchFeed();
  std::optional<CalendarFeedRow> feed;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(feed, reader.FindCalendarFeed(request.feed()));
    return absl::OkStatus();
  }));
  const absl::Time now = backend_.clock.Now();
  if (!feed || !crypto::Matches(backend_.vault.keys, KeyResource(feed->id), *key, feed->key_hash) || now >= feed->expire_time) {
    return NoSuchFeed();
  }
  const DeskScope scope{.organs = {feed->organ}, .today = LocalDay(now), .view = backend_.reference.Get()};
  return Calendar(call, scope, feed->handler);
}

}  // namespace disclosure::request
