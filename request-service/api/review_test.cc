// 行政复议、行政诉讼, told as stories, and their monthly bulletin.
#include "request-service/api/review_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// 行政复议法实施条例第五十八条.
TEST_F(ReviewTest, Article58AReconsiderationThatCorrectsReopensTheRequestWithTwentyWorkingDays) {
  const v1::Request request = Answered();
  At("2026-10-30");
  const v1::Review review = Created(Told(v1::Review::RECONSIDERATION, "2026-09-25", request.number(), "2026-09-28"));
  EXPECT_EQ(review.name(), "organs/330108-jyj/reviews/2026-1");
  EXPECT_EQ(review.request(), request.name());
  EXPECT_EQ(review.result(), v1::Review::PENDING);
  ASSERT_OK_AND_ASSIGN(const v1::Review closed, Close(review, Ordering("2026-10-30"), handler_));
  EXPECT_EQ(closed.result(), v1::Review::CORRECTED);
  EXPECT_EQ(closed.correction_by(), "2026-11-27") << "the twentieth working day after 30 October";
  ASSERT_OK_AND_ASSIGN(const v1::Request reopened, Get(request, handler_));
  EXPECT_EQ(reopened.state(), v1::HANDLING);
  EXPECT_EQ(reopened.due_on(), "2026-11-27");
  EXPECT_EQ(reopened.events(reopened.events_size() - 1).kind(), "reopened");
  EXPECT_EQ(reopened.events(reopened.events_size() - 1).details().at("document_number"), "滨政复决〔2026〕7号");
}

TEST_F(ReviewTest, TheNewPeriodRunsFromTheDayTheJudgmentWasReceived) {
  const v1::Request request = Answered();
  At("2026-11-04");
  v1::CloseReviewRequest closing = Ordering("2026-10-30");
  closing.set_received_on("2026-11-02");
  ASSERT_OK_AND_ASSIGN(const v1::Review closed, Close(Created(Told(v1::Review::SUIT_DIRECT, "2026-09-25", request.number())), closing, clerk_));
  EXPECT_EQ(closed.correction_by(), "2026-11-30");
}

TEST_F(ReviewTest, ARequestThatWasNeverAnsweredIsNotReopenedAndTheReviewStaysOpen) {
  const v1::Request request = Received();
  At("2026-10-30");
  const v1::Review review = Created(Told(v1::Review::RECONSIDERATION, "2026-10-20", request.number()));
  const auto refused = Close(review, Ordering("2026-10-30"), clerk_);
  EXPECT_THAT(refused, HasReason("REQUEST_NOT_ANSWERED"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("继续办理"));
  ASSERT_OK_AND_ASSIGN(const v1::Review open, Read(review, clerk_));
  EXPECT_EQ(open.result(), v1::Review::PENDING);
  EXPECT_EQ(open.events_size(), 1) << "nothing was kept";
  ASSERT_OK_AND_ASSIGN(const v1::Review closed, Close(review, Closing(v1::Review::CORRECTED, "2026-10-30"), clerk_));
  EXPECT_EQ(closed.correction_by(), "");
  ASSERT_OK_AND_ASSIGN(const v1::Request same, Get(request, handler_));
  EXPECT_EQ(same.events_size(), 1);
}

TEST_F(ReviewTest, ASuitStandsAloneAndIsClosedOnce) {
  At("2026-10-30");
  const v1::Review suit = Created(Told(v1::Review::SUIT_DIRECT, "2026-10-08"));
  EXPECT_EQ(suit.request(), "");
  EXPECT_THAT(Close(suit, Ordering("2026-10-29"), clerk_), HasReason("BAD_REQUEST")) << "no request to answer anew";
  v1::CloseReviewRequest closing = Closing(v1::Review::OTHER, "2026-10-29");
  closing.set_mediated(true);
  closing.set_head_attended(true);
  closing.set_etag("\"7\"");
  EXPECT_THAT(Close(suit, closing, clerk_), HasReason("ETAG_MISMATCH"));
  closing.set_etag(suit.etag());
  closing.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0009");
  ASSERT_OK_AND_ASSIGN(const v1::Review closed, Close(suit, closing, clerk_));
  EXPECT_TRUE(closed.mediated());
  EXPECT_TRUE(closed.head_attended());
  ASSERT_OK_AND_ASSIGN(const v1::Review replayed, Close(suit, closing, clerk_));
  EXPECT_EQ(replayed.etag(), closed.etag());
  EXPECT_THAT(Close(suit, Closing(v1::Review::UPHELD, "2026-10-30"), clerk_), HasReason("WRONG_STATE"));
}

TEST_F(ReviewTest, AWrongResultIsCorrectedByAnotherOfficerAndTheCountsFollow) {
  const v1::Review review = Created(Told(v1::Review::SUIT_DIRECT, "2026-09-10"));
  ASSERT_OK(Close(review, Closing(v1::Review::UPHELD, "2026-09-17"), clerk_).status());
  v1::CorrectReviewRequest correction = Correction(v1::Review::SUIT_AFTER_REVIEW, v1::Review::CORRECTED, "2026-09-16");
  correction.set_document_number("(2026)浙0108行初8号");
  correction.set_head_attended(true);
  EXPECT_THAT(Correct(review, correction, clerk_), StatusIs(absl::StatusCode::kPermissionDenied)) << "not the desk's";
  EXPECT_THAT(Correct(review, correction, stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Correct(review, correction, Person("clerk-1", {"clerk", "approver"})), HasReason("SAME_PERSON"));
  v1::CorrectReviewRequest silent = correction;
  silent.clear_reason();
  EXPECT_THAT(Correct(review, silent, approver_), HasReason("BAD_REQUEST"));
  correction.set_etag("\"1\"");
  EXPECT_THAT(Correct(review, correction, approver_), HasReason("ETAG_MISMATCH"));
  correction.clear_etag();
  ASSERT_OK_AND_ASSIGN(const v1::Review corrected, Correct(review, correction, approver_));
  EXPECT_EQ(corrected.route(), v1::Review::SUIT_AFTER_REVIEW);
  EXPECT_EQ(corrected.result(), v1::Review::CORRECTED);
  ASSERT_OK_AND_ASSIGN(const v1::Review read, Read(review, clerk_));
  EXPECT_EQ(read.closed_on(), "2026-09-16");
  EXPECT_EQ(read.document_number(), "(2026)浙0108行初8号");
  EXPECT_TRUE(read.head_attended());
  const v1::ReviewEvent& event = read.events(2);
  EXPECT_EQ(event.kind(), "amended");
  EXPECT_EQ(event.actor(), "approver-1");
  EXPECT_EQ(event.details().at("reason"), "登记时看错了决定书");
  EXPECT_EQ(event.details().at("route"), "suit_after_review");
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport report, Report("organs/330108-jyj/annualReports/2026", clerk_));
  EXPECT_EQ(report.section4(5), 0) << "未经复议直接起诉，结果维持";
  EXPECT_EQ(report.section4(11), 1) << "复议后起诉，结果纠正";
  ASSERT_OK_AND_ASSIGN(const v1::Bulletin september, Bulletin("organs/330108-jyj/bulletins/2026-09", clerk_));
  EXPECT_EQ(september.suits().corrected().n(), 1);
}

TEST_F(ReviewTest, AReviewClosedByMistakeIsPendingAgainAndTheSupervisorMaySaySo) {
  const v1::Review review = Created(Told(v1::Review::SUIT_DIRECT, "2026-09-10"));
  ASSERT_OK(Close(review, Closing(v1::Review::UPHELD, "2026-09-17"), clerk_).status());
  ASSERT_OK_AND_ASSIGN(const v1::Review pending, Correct(review, Correction(v1::Review::SUIT_DIRECT, v1::Review::PENDING, ""), supervisor_));
  EXPECT_EQ(pending.result(), v1::Review::PENDING);
  EXPECT_EQ(pending.closed_on() + pending.document_number(), "");
  EXPECT_OK(Close(review, Closing(v1::Review::OTHER, "2026-09-18"), clerk_).status());
}

TEST_F(ReviewTest, ACorrectionDoesNotTakeBackANewAnswerThatWasOrdered) {
  const v1::Request request = Answered();
  At("2026-10-30");
  const v1::Review review = Created(Told(v1::Review::RECONSIDERATION, "2026-09-25", request.number()));
  ASSERT_OK(Close(review, Ordering("2026-10-30"), handler_).status());
  v1::CorrectReviewRequest correction = Correction(v1::Review::RECONSIDERATION, v1::Review::UPHELD, "2026-10-29");
  correction.set_document_number("滨政复决〔2026〕8号");
  EXPECT_THAT(Correct(review, correction, approver_), HasReason("REQUEST_REOPENED"));
  correction.set_result(v1::Review::CORRECTED);
  ASSERT_OK_AND_ASSIGN(const v1::Review corrected, Correct(review, correction, approver_));
  EXPECT_EQ(corrected.closed_on(), "2026-10-29");
  EXPECT_EQ(corrected.correction_by(), "2026-11-27");
  ASSERT_OK_AND_ASSIGN(const v1::Request same, Get(request, handler_));
  EXPECT_EQ(same.state(), v1::HANDLING);
}

// 行政复议法实施条例第五十八条.
TEST_F(ReviewTest, Article58TheLastDayOfANewAnswerFollowsTheRequestsClock) {
  const v1::Request request = Answered();
  At("2026-12-15");
  const v1::Review review = Created(Told(v1::Review::RECONSIDERATION, "2026-11-02", request.number()));
  ASSERT_OK_AND_ASSIGN(const v1::Review closed, Close(review, Ordering("2026-12-15"), handler_));
  EXPECT_EQ(closed.correction_by(), "") << "the notice of 2027 is not in";
  v1::ImportCalendarRequest calendar;
  calendar.set_holidays_csv("date,kind,name,year\n2027-01-01,off,元旦,2027\n");
  ASSERT_OK(Call(operator_, calendar, &Stub::ImportCalendar).status());
  ASSERT_OK_AND_ASSIGN(const v1::Review known, Read(review, clerk_));
  EXPECT_EQ(known.correction_by(), "2027-01-13");
  v1::ExtendPeriodRequest extension;
  extension.set_working_days(5);
  extension.set_reason("需要检索");
  ASSERT_OK(Act(approver_, request, extension, &Stub::ExtendPeriod).status());
  v1::ListReviewsRequest list;
  ASSERT_OK_AND_ASSIGN(const v1::ListReviewsResponse extended, List(list, clerk_));
  EXPECT_EQ(extended.reviews(0).correction_by(), "2027-01-20");
}

TEST_F(ReviewTest, AllThatIsWrongWithANewReviewIsToldAtOnce) {
  v1::Review told = Told(v1::Review::ROUTE_UNSPECIFIED, "2026-09-19", "330108-tjj-2026-1", "bald");
  told.set_note(std::string("\x01"));
  const auto refused = Create(told, clerk_);
  ASSERT_THAT(refused, HasReason("BAD_REQUEST"));
  std::vector<std::string> fields;
  const std::optional<error::Info> info = error::GetInfo(refused.status());
  for (const error::Violation& violation : info->violations) fields.push_back(violation.field);
  EXPECT_THAT(fields, UnorderedElementsAre("review.route", "review.filed_on", "review.request_number", "review.accepted_on", "review.note"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM review_serials"), 0);
  const v1::Request request = Received();
  EXPECT_THAT(Create(Told(v1::Review::RECONSIDERATION, "2026-09-17", request.number()), clerk_), HasReason("BAD_REQUEST")) << "before the request";
}

TEST_F(ReviewTest, ASuitAfterReviewIsWarnedOfUntilItsReconsiderationIsRecorded) {
  const v1::Request request = Received();
  At("2026-10-30");
  const v1::Review suit = Created(Told(v1::Review::SUIT_AFTER_REVIEW, "2026-10-20", request.number()));
  ASSERT_EQ(suit.warnings_size(), 1);
  EXPECT_THAT(suit.warnings(0), HasSubstr("没有登记过更早的行政复议"));
  Created(Told(v1::Review::RECONSIDERATION, "2026-09-20", request.number()));
  ASSERT_OK_AND_ASSIGN(const v1::Review read, Read(suit, clerk_));
  EXPECT_EQ(read.warnings_size(), 0);
}

TEST_F(ReviewTest, AnotherOrganNeitherReadsNorWritesAndTheSupervisorReads) {
  const v1::Review review = Created(Told(v1::Review::SUIT_DIRECT, "2026-09-10"));
  EXPECT_THAT(Create(Told(v1::Review::SUIT_DIRECT, "2026-09-10"), stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Close(review, Closing(v1::Review::UPHELD, "2026-09-18"), stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Update(review, stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Read(review, stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(List({}, stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Close(review, Closing(v1::Review::UPHELD, "2026-09-18"), approver_), StatusIs(absl::StatusCode::kPermissionDenied)) << "reads only";
  EXPECT_THAT(Bulletin("organs/330108-jyj/bulletins/2026-09", stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Bulletin("divisions/330108/bulletins/2026-09", clerk_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(Read(review, supervisor_).status());
  EXPECT_OK(Read(review, approver_).status());
}

TEST_F(ReviewTest, EveryChangeIsInTheHistoryWithItsOfficer) {
  v1::Review review = Created(Told(v1::Review::SUIT_DIRECT, "2026-09-10"));
  review.set_accepted_on("2026-09-15");
  review.set_head_attended(false);
  review.set_note("定于10月开庭");
  ASSERT_OK_AND_ASSIGN(const v1::Review updated, Update(review, handler_));
  EXPECT_EQ(updated.accepted_on(), "2026-09-15");
  EXPECT_THAT(Update(review, handler_), HasReason("ETAG_MISMATCH")) << "of the review before";
  ASSERT_OK(Close(review, Closing(v1::Review::UPHELD, "2026-09-18"), clerk_).status());
  ASSERT_OK_AND_ASSIGN(const v1::Review read, Read(review, clerk_));
  ASSERT_EQ(read.events_size(), 3);
  EXPECT_EQ(read.events(0).kind(), "created");
  EXPECT_EQ(read.events(1).kind(), "updated");
  EXPECT_EQ(read.events(1).actor(), "handler-1");
  EXPECT_EQ(read.events(1).details().at("head_attended"), "no");
  EXPECT_EQ(read.events(1).details().count("result"), 0) << "did not change";
  EXPECT_EQ(read.events(2).details().at("result"), "upheld");
  EXPECT_TRUE(read.has_head_attended()) << "as it was said before the closing";
  v1::Review late = read;
  late.set_accepted_on("2026-09-19");
  EXPECT_THAT(Update(late, clerk_), HasReason("BAD_REQUEST"));
}

constexpr char kHeaderWithOrgan[] = "request_number,route,result,filed_on,closed_on,organ\n";

TEST_F(ReviewTest, ALedgersReviewsHaveAHistoryToo) {
  const std::string header = kHeaderWithOrgan;
  ASSERT_OK(ImportReviews(header + ",suit_direct,pending,2026-09-01,,330108-jyj\n", operator_).status());
  ASSERT_OK(ImportReviews(header + ",suit_direct,upheld,2026-09-01,2026-09-10,330108-jyj\n", operator_).status());
  v1::Review review;
  review.set_name("organs/330108-jyj/reviews/2026-1");
  ASSERT_OK_AND_ASSIGN(const v1::Review read, Read(review, clerk_));
  ASSERT_EQ(read.events_size(), 2);
  EXPECT_EQ(read.events(1).kind(), "imported");
  EXPECT_EQ(read.events(1).details().at("closed_on"), "2026-09-10");
}

TEST_F(ReviewTest, ALedgerDoesNotCloseAReviewBeforeItWasAccepted) {
  Created(Told(v1::Review::SUIT_DIRECT, "2026-09-01", "", "2026-09-11"));
  const std::string row = ",suit_direct,upheld,2026-09-01,2026-09-10,330108-jyj\n";
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport import, ImportReviews(kHeaderWithOrgan + row, operator_));
  ASSERT_EQ(import.quarantined(), 1);
  EXPECT_EQ(import.quarantined_rows(0).column(), "closed_on");
}

TEST_F(ReviewTest, ListsArePagedLatestFirstAndFiltered) {
  const v1::Request request = Received();
  Created(Told(v1::Review::SUIT_DIRECT, "2026-09-01"));
  Created(Told(v1::Review::RECONSIDERATION, "2026-09-18", request.number()));
  Created(Told(v1::Review::SUIT_DIRECT, "2026-09-01"));
  ASSERT_OK(Create(Told(v1::Review::SUIT_DIRECT, "2026-09-02"), stranger_, "330108-tjj").status());
  const auto all = [&](v1::ListReviewsRequest list, const Caller& caller) {
    std::vector<std::string> names;
    do {
      const auto page = List(list, caller);
      EXPECT_OK(page.status());
      if (!page.ok()) break;
      for (const v1::Review& review : page->reviews()) names.push_back(review.name().substr(std::string("organs/330108-").size()));
      list.set_page_token(page->next_page_token());
    } while (!list.page_token().empty());
    return names;
  };
  v1::ListReviewsRequest list;
  list.set_page_size(1);
  EXPECT_THAT(all(list, clerk_), ElementsAre("jyj/reviews/2026-2", "jyj/reviews/2026-3", "jyj/reviews/2026-1"));
  list.set_parent("divisions/330108");
  EXPECT_THAT(all(list, supervisor_), ElementsAre("jyj/reviews/2026-2", "tjj/reviews/2026-1", "jyj/reviews/2026-3", "jyj/reviews/2026-1"));
  list.set_route(v1::Review::SUIT_DIRECT);
  list.set_filed_to("2026-09-01");
  EXPECT_THAT(all(list, supervisor_), ElementsAre("jyj/reviews/2026-3", "jyj/reviews/2026-1"));
  v1::ListReviewsRequest of_request;
  of_request.set_request(request.name());
  EXPECT_THAT(all(of_request, clerk_), ElementsAre("jyj/reviews/2026-2"));
  v1::ListReviewsRequest closed;
  closed.set_result(v1::Review::UPHELD);
  EXPECT_THAT(all(closed, clerk_), IsEmpty());
  closed.set_filed_from("gestern");
  EXPECT_THAT(List(closed, clerk_), HasReason("BAD_REQUEST"));
}

TEST_F(ReviewTest, AClosedReviewIsInSectionFourOfItsYear) {
  const v1::Review review = Created(Told(v1::Review::RECONSIDERATION, "2026-09-10"));
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport before, Report("organs/330108-jyj/annualReports/2026", clerk_));
  EXPECT_EQ(before.section4(3), 1) << "尚未审结";
  ASSERT_OK(Close(review, Closing(v1::Review::CORRECTED, "2026-09-18"), clerk_).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport after, Report("organs/330108-jyj/annualReports/2026", clerk_));
  EXPECT_EQ(after.section4(1), 1) << "结果纠正";
  EXPECT_EQ(after.section4(3), 0);
  EXPECT_EQ(after.section4(4), 1) << "总计";
}

}  // namespace
}  // namespace disclosure::request
