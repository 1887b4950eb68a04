// The calendar and the fees over the wire.
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;

class ReferenceTest : public ServiceTest {
 protected:
  v1::CountDueDateRequest From(const std::string& start, int days, const std::string& division = "") {
    v1::CountDueDateRequest request;
    request.set_start_on(start);
    request.set_working_days(days);
    request.set_division(division);
    return request;
  }
};

TEST_F(ReferenceTest, CountsWorkingDaysForAnybodyAndNamesTheMissingYear) {
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation due, Call(Caller{}, From("2026-09-18", 20), &Stub::CountDueDate));
  EXPECT_EQ(due.due_on(), "2026-10-22");
  EXPECT_EQ(due.days_size(), 34);
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation local, Call(Caller{}, From("2016-08-25", 7, "330108"), &Stub::CountDueDate));
  EXPECT_EQ(local.due_on(), "2016-09-09");
  EXPECT_THAT(Call(Caller{}, From("2026-12-20", 20), &Stub::CountDueDate), HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_THAT(Call(Caller{}, From("2026-02-30", 0), &Stub::CountDueDate), HasReason("BAD_REQUEST"));
}

TEST_F(ReferenceTest, AnImportedNoticeCountsAtOnceAndAWrongOneChangesNothing) {
  const Caller operator_ = Person("operator", {"operator"});
  v1::ImportCalendarRequest import;
  import.set_holidays_csv("date,kind,name,year\n2027-01-01,off,元旦,2027\n");
  EXPECT_THAT(Call(clerk_, import, &Stub::ImportCalendar), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::ImportCalendarResponse imported, Call(operator_, import, &Stub::ImportCalendar));
  EXPECT_EQ(imported.years(imported.years_size() - 1), 2027);
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation due, Call(Caller{}, From("2026-12-20", 10), &Stub::CountDueDate));
  EXPECT_EQ(due.due_on(), "2027-01-04");
  import.set_holidays_csv("date,kind,name,year\n2028-01-01,maybe,元旦,2028\n");
  EXPECT_THAT(Call(operator_, import, &Stub::ImportCalendar), HasReason("BAD_REQUEST"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM holidays WHERE year = 2028"), 0);
}

TEST_F(ReferenceTest, ANewNoticeFillsInAndMovesTheDueDatesOfOpenRequestsAndReportsThem) {
  At("2026-12-10");
  const v1::Request unknown = Received();
  EXPECT_EQ(unknown.due_unknown(), "CALENDAR_YEAR_MISSING");
  At("2026-09-18");
  const v1::Request known = Received();
  v1::ImportCalendarRequest import;
  import.set_holidays_csv("date,kind,name,year\n2027-01-01,off,元旦,2027\n");
  import.set_overlays_csv("division,date,kind,name,notice\n330108,2026-09-21,off,运动会,区政办〔2026〕1号\n");
  ASSERT_OK_AND_ASSIGN(const v1::ImportCalendarResponse imported, Call(Person("operator", {"operator"}), import, &Stub::ImportCalendar));
  ASSERT_EQ(imported.changes_size(), 2);
  EXPECT_EQ(imported.changes(0).request(), unknown.name());
  EXPECT_EQ(imported.changes(0).before(), "");
  EXPECT_EQ(imported.changes(0).after(), "2027-01-08");
  EXPECT_EQ(imported.changes(1).before(), "2026-10-22");
  EXPECT_EQ(imported.changes(1).after(), "2026-10-23");
  ASSERT_OK_AND_ASSIGN(const v1::Request filled, Get(unknown, handler_));
  EXPECT_EQ(filled.due_on(), "2027-01-08");
  EXPECT_EQ(filled.due_unknown(), "");
  ASSERT_OK_AND_ASSIGN(const v1::ImportCalendarResponse again, Call(Person("operator", {"operator"}), import, &Stub::ImportCalendar));
  EXPECT_EQ(again.changes_size(), 0);
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation old, Call(Caller{}, From("2016-08-25", 7, "330108"), &Stub::CountDueDate));
  EXPECT_EQ(old.due_on(), "2016-09-09") << "the local days of another year stay";
}

// 国办函〔2020〕109号, the worked case: the 12th item of the month, 72 pages.
TEST_F(ReferenceTest, QuotesBothFees) {
  v1::QuoteFeeRequest request;
  request.set_items_before(11);
  request.set_pages(72);
  ASSERT_OK_AND_ASSIGN(v1::QuoteFeeResponse quote, Call(Caller{}, request, &Stub::QuoteFee));
  EXPECT_EQ(quote.per_item_yuan(), 100);
  EXPECT_EQ(quote.per_page_yuan(), 420);
  request.set_already_public(true);
  ASSERT_OK_AND_ASSIGN(quote, Call(Caller{}, request, &Stub::QuoteFee));
  EXPECT_FALSE(quote.has_per_page_yuan());
}

}  // namespace
}  // namespace disclosure::request
