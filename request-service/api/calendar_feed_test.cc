// Addresses under which calendar programs read the days of an organ.
#include "absl/strings/str_split.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class CalendarFeedTest : public ServiceTest {
 protected:
  absl::StatusOr<v1::CalendarFeed> Create(const Caller& caller, const std::string& handler = "") {
    v1::CreateCalendarFeedRequest request;
    request.set_parent("organs/330108-jyj");
    request.set_handler(handler);
    return Call(caller, request, &Stub::CreateCalendarFeed);
  }
  // By the address alone, as anybody.
  absl::StatusOr<google::api::HttpBody> Fetch(const std::string& path) {
    const std::vector<std::string> parts = absl::StrSplit(path, '/');
    v1::FetchCalendarFeedRequest request;
    request.set_feed(parts.at(3));
    request.set_key(parts.at(4));
    return Call(Caller{}, request, &Stub::FetchCalendarFeed);
  }
};

TEST_F(CalendarFeedTest, WhoeverHasTheAddressReadsTheDaysAndNothingOfTheApplicant) {
  const v1::Request request = Received();
  ASSERT_OK_AND_ASSIGN(const v1::CalendarFeed feed, Create(handler_));
  EXPECT_THAT(feed.path(), ::testing::MatchesRegex("/v1/calendarFeeds/[0-9a-z]{26}/[0-9a-z-]{19}/calendar\\.ics"));
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody body, Fetch(feed.path()));
  EXPECT_EQ(body.content_type(), "text/calendar; charset=utf-8");
  EXPECT_THAT(body.data(), HasSubstr("UID:" + request.number() + "-due-1@disclosure\r\n"));
  EXPECT_THAT(body.data(), Not(::testing::ContainsRegex("测试甲|33010819000101001X|0571|学区划分方案")));
  ASSERT_OK_AND_ASSIGN(const v1::CalendarFeed other, Create(handler_, "somebody-else"));
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody none, Fetch(other.path()));
  EXPECT_THAT(none.data(), Not(HasSubstr("VEVENT"))) << "a feed of one handler has only what he handles";
}

TEST_F(CalendarFeedTest, AnAddressIsShownOnceAndOnlyItsHashIsKept) {
  ASSERT_OK_AND_ASSIGN(const v1::CalendarFeed feed, Create(handler_));
  v1::ListCalendarFeedsRequest list;
  list.set_parent("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(const v1::ListCalendarFeedsResponse listed, Call(clerk_, list, &Stub::ListCalendarFeeds));
  ASSERT_EQ(listed.calendar_feeds_size(), 1);
  EXPECT_EQ(listed.calendar_feeds(0).name(), feed.name());
  EXPECT_EQ(listed.calendar_feeds(0).creator(), "handler-1");
  EXPECT_EQ(listed.calendar_feeds(0).path(), "");
  const std::string key = std::vector<std::string>(absl::StrSplit(feed.path(), '/')).at(4);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM calendar_feeds WHERE key_hash LIKE '%" + key + "%'"), 0);
}

TEST_F(CalendarFeedTest, AWrongAnEndedAndADeletedAddressLookAlike) {
  ASSERT_OK_AND_ASSIGN(const v1::CalendarFeed feed, Create(handler_));
  ASSERT_OK_AND_ASSIGN(const v1::CalendarFeed second, Create(handler_));
  const std::vector<std::string> parts = absl::StrSplit(feed.path(), '/');
  const std::vector<std::string> others = absl::StrSplit(second.path(), '/');
  EXPECT_THAT(Fetch("/v1/calendarFeeds/" + parts[3] + "/" + others[4] + "/calendar.ics"), HasReason("NO_SUCH_CALENDAR_FEED"))
      << "the key of one feed does not open another";
  EXPECT_THAT(Fetch("/v1/calendarFeeds/" + parts[3] + "/no key/calendar.ics"), HasReason("NO_SUCH_CALENDAR_FEED"));
  v1::DeleteCalendarFeedRequest remove;
  remove.set_name(feed.name());
  EXPECT_THAT(Call(stranger_, remove, &Stub::DeleteCalendarFeed), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK(Call(clerk_, remove, &Stub::DeleteCalendarFeed).status());
  EXPECT_THAT(Call(clerk_, remove, &Stub::DeleteCalendarFeed), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Fetch(feed.path()), HasReason("NO_SUCH_CALENDAR_FEED"));
  ASSERT_OK(Fetch(second.path()).status());
  At("2027-09-20");
  EXPECT_THAT(Fetch(second.path()), HasReason("NO_SUCH_CALENDAR_FEED")) << "it lasts 366 days";
}

TEST_F(CalendarFeedTest, OnlyTheOrgansOwnOfficersMakeOne) {
  EXPECT_THAT(Create(stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Create(supervisor_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Create(Caller{}), ::testing::AnyOf(StatusIs(absl::StatusCode::kUnauthenticated), StatusIs(absl::StatusCode::kPermissionDenied)));
  EXPECT_THAT(Create(handler_, std::string(256, 'x')), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
