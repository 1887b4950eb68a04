#include "request-service/domain/annual_report.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

const ReportForm& Form() {
  static const ReportForm form = ReportForm::Parse(testing::LawFile("report_rows.csv")).value();
  return form;
}

ReportedRequest Open(const std::string& number, const std::string& received,
                     ApplicantClass applicant = ApplicantClass::kNaturalPerson) {
  return {.number = number, .organ = "330108-qfb", .applicant = applicant, .received = *ParseDate(received)};
}

ReportedRequest Done(const std::string& number, const std::string& received, const std::string& concluded,
                     const std::string& outcome, ApplicantClass applicant = ApplicantClass::kNaturalPerson) {
  ReportedRequest request = Open(number, received, applicant);
  request.outcome = outcome;
  request.concluded = ParseDate(concluded);
  return request;
}

AnnualReport ReportOf(int year, std::vector<ReportedRequest> requests, std::vector<ReportedReview> reviews = {},
                      ReportFormat format = ReportFormat::k2021) {
  return AnnualReport::Project(Form(), year, format, std::move(requests), std::move(reviews)).value();
}

// Row (as printed, from 1) → count, of the natural persons, where it is not zero.
std::vector<std::pair<int, int64_t>> Rows(const AnnualReport& report, int column = 0) {
  std::vector<std::pair<int, int64_t>> rows;
  for (size_t row = 0; row < report.section3().size(); ++row) {
    const int64_t count = report.section3()[row][column];
    if (count != 0) rows.emplace_back(static_cast<int>(row) + 1, count);
  }
  return rows;
}

TEST(ReportForm, NoticeOf2021CountsFromTheReportOf2021) {
  EXPECT_EQ(FormatOf(2019), ReportFormat::k2019);
  EXPECT_EQ(FormatOf(2020), ReportFormat::k2019);
  EXPECT_EQ(FormatOf(2021), ReportFormat::k2021);
  EXPECT_EQ(FormatOf(2026), ReportFormat::k2021);
}

TEST(ReportForm, Has25RowsOf2021And23Of2019) {
  ASSERT_THAT(Form().rows(ReportFormat::k2021), SizeIs(25));
  ASSERT_THAT(Form().rows(ReportFormat::k2019), SizeIs(23));
  EXPECT_EQ(Form().rows(ReportFormat::k2019)[20].label, "（六）其他处理");
  EXPECT_EQ(Form().rows(ReportFormat::k2021)[20].group, "（六）1");
  EXPECT_EQ(Form().OutcomeRow("granted"), 2);
  EXPECT_EQ(Form().OutcomeRow("other"), 22);
  for (const char* code : {"received", "carried_in", "total", "carried_out", "", "x"}) {
    EXPECT_EQ(Form().OutcomeRow(code), std::nullopt) << code;
  }
}

TEST(ReportForm, ItsColumnsAreTheClassesOfTheApplicants) {
  const std::vector<std::string> lines = absl::StrSplit(testing::LawFile("applicant_classes.csv"), '\n');
  for (int column = 1; column <= kApplicantClasses; ++column) {
    const auto value = static_cast<ApplicantClass>(column);
    EXPECT_EQ(lines[column], absl::StrCat(column, ",", std::string(Code(value)), ",", std::string(Label(value))));
  }
}

TEST(ReportForm, RefusesAnotherShape) {
  const std::string csv = testing::LawFile("report_rows.csv");
  EXPECT_THAT(ReportForm::Parse(csv + "26,24,x,,x,x\n"), HasReason("BAD_REQUEST"));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = csv;
    changed.replace(changed.find(from), from.size(), to);
    return testing::BadFields(ReportForm::Parse(changed).status());
  };
  EXPECT_THAT(with("4,4,partial", "5,4,partial"), ElementsAre("report_rows.csv:5"));
  EXPECT_THAT(with("24,22,total", "24,22,sum"), ElementsAre("report_rows.csv:25"));
  EXPECT_THAT(with("4,4,partial", "4,4,granted"), ElementsAre("report_rows.csv:5"));
  EXPECT_THAT(with("25,23,carried", "25,22,carried"), ElementsAre("report_rows.csv"));
  EXPECT_THAT(with("4,4,partial", "4,9,partial"), ::testing::Contains("report_rows.csv:5"));
}

TEST(ReportArticle50, ARequestCountsWhereItWasReceivedAndConcluded) {
  EXPECT_THAT(Rows(ReportOf(2024, {Done("1", "2024-03-01", "2024-03-20", "granted")})),
              ElementsAre(Pair(1, 1), Pair(3, 1), Pair(24, 1)));
}

TEST(ReportArticle50, AnOpenRequestIsCarriedOutAndInAgainUntilItIsConcluded) {
  const std::vector<ReportedRequest> requests = {Done("1", "2023-12-20", "2025-01-10", "denied_process")};
  EXPECT_THAT(Rows(ReportOf(2022, requests)), IsEmpty());
  EXPECT_THAT(Rows(ReportOf(2023, requests)), ElementsAre(Pair(1, 1), Pair(25, 1)));
  EXPECT_THAT(Rows(ReportOf(2024, requests)), ElementsAre(Pair(2, 1), Pair(25, 1)));
  EXPECT_THAT(Rows(ReportOf(2025, requests)), ElementsAre(Pair(2, 1), Pair(10, 1), Pair(24, 1)));
  EXPECT_THAT(Rows(ReportOf(2026, requests)), IsEmpty());
  EXPECT_THAT(Rows(ReportOf(2026, {Open("2", "2023-12-20")})), ElementsAre(Pair(2, 1), Pair(25, 1)));
}

TEST(ReportArticle50, TheYearRunsFromTheFirstOfJanuaryToTheLastOfDecember) {
  EXPECT_THAT(Rows(ReportOf(2024, {Done("1", "2024-01-01", "2024-12-31", "granted")})),
              ElementsAre(Pair(1, 1), Pair(3, 1), Pair(24, 1)));
  EXPECT_THAT(Rows(ReportOf(2024, {Done("1", "2023-12-31", "2024-01-01", "granted")})),
              ElementsAre(Pair(2, 1), Pair(3, 1), Pair(24, 1)));
  EXPECT_THAT(Rows(ReportOf(2024, {Done("1", "2024-12-31", "2025-01-01", "granted")})),
              ElementsAre(Pair(1, 1), Pair(25, 1)));
  EXPECT_THAT(Rows(ReportOf(2024, {Done("1", "2023-12-01", "2023-12-31", "granted"), Open("2", "2025-01-01")})),
              IsEmpty());
}

TEST(ReportForm2019, TheThreeKindsOfOtherHandlingAreOneRow) {
  const std::vector<ReportedRequest> requests = {Done("1", "2020-03-01", "2020-03-20", "other_not_corrected"),
                                                 Done("2", "2020-03-01", "2020-03-20", "other_fee_unpaid"),
                                                 Done("3", "2020-03-01", "2020-03-20", "other")};
  EXPECT_THAT(Rows(ReportOf(2020, requests, {}, ReportFormat::k2019)),
              ElementsAre(Pair(1, 3), Pair(21, 3), Pair(22, 3)));
  EXPECT_THAT(Rows(ReportOf(2020, requests, {}, ReportFormat::k2021)),
              ElementsAre(Pair(1, 3), Pair(21, 1), Pair(22, 1), Pair(23, 1), Pair(24, 3)));
}

TEST(AnnualReport, EveryClassHasItsColumnAndTheLastIsTheirSum) {
  std::vector<ReportedRequest> requests;
  for (int column = 1; column <= kApplicantClasses; ++column) {
    for (int i = 0; i < column; ++i) {
      requests.push_back(Open(absl::StrCat(column, "-", i), "2024-05-01", static_cast<ApplicantClass>(column)));
    }
  }
  const AnnualReport report = ReportOf(2024, requests);
  EXPECT_THAT(report.section3()[kReceivedRow], ElementsAre(1, 2, 3, 4, 5, 6, 21));
  EXPECT_THAT(report.section3()[kCarriedOutRow], ElementsAre(1, 2, 3, 4, 5, 6, 21));
}

ReportedReview Review(const std::string& id, ReviewRoute route, ReviewResult result, const std::string& filed,
                      const std::string& closed) {
  return {.id = id, .route = route, .result = result, .filed = *ParseDate(filed), .closed = ParseDate(closed)};
}

TEST(ReportArticle50, ReviewsOfAYearAreThoseClosedInItOrPendingAtItsEnd) {
  const std::vector<ReportedReview> reviews = {
      Review("a", ReviewRoute::kReconsideration, ReviewResult::kUpheld, "2023-11-01", "2024-01-05"),
      Review("b", ReviewRoute::kSuitDirect, ReviewResult::kCorrected, "2024-06-01", "2025-02-01"),
      Review("c", ReviewRoute::kSuitAfterReview, ReviewResult::kPending, "2024-12-31", ""),
      Review("d", ReviewRoute::kReconsideration, ReviewResult::kOther, "2024-02-01", "2024-12-31"),
      Review("e", ReviewRoute::kReconsideration, ReviewResult::kOther, "2023-02-01", "2023-12-31"),
      Review("f", ReviewRoute::kReconsideration, ReviewResult::kPending, "2025-01-01", "")};
  EXPECT_THAT(ReportOf(2023, {}, reviews).section4(), ElementsAre(0, 0, 1, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(ReportOf(2024, {}, reviews).section4(), ElementsAre(1, 0, 1, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1));
  EXPECT_THAT(ReportOf(2025, {}, reviews).section4(), ElementsAre(0, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1));
}

TEST(AnnualReport, EveryCellListsWhatItCounts) {
  const std::vector<std::string> outcomes = {"granted", "partial", "denied_process", "other", "other_fee_unpaid"};
  std::vector<ReportedRequest> requests;
  for (int i = 0; i < 60; ++i) {
    const auto applicant = static_cast<ApplicantClass>(i % kApplicantClasses + 1);
    const std::string received = i % 3 == 0 ? "2023-12-10" : "2024-04-10";
    requests.push_back(i % 7 == 0
                           ? Open(absl::StrCat(i), received, applicant)
                           : Done(absl::StrCat(i), received, "2024-05-06", outcomes[i % outcomes.size()], applicant));
  }
  std::vector<ReportedReview> reviews;
  for (int i = 0; i < 24; ++i) {
    const auto result = static_cast<ReviewResult>(i % kReviewResults + 1);
    reviews.push_back(Review(absl::StrCat(i), static_cast<ReviewRoute>(i % kReviewRoutes + 1), result, "2024-03-01",
                             result == ReviewResult::kPending ? "" : "2024-08-01"));
  }
  for (const ReportFormat format : {ReportFormat::k2019, ReportFormat::k2021}) {
    const AnnualReport report = ReportOf(2024, requests, reviews, format);
    for (size_t row = 0; row < report.section3().size(); ++row) {
      for (int column = 0; column < kReportColumns; ++column) {
        EXPECT_THAT(report.RequestsOf(row, column), SizeIs(report.section3()[row][column])) << row << "," << column;
      }
    }
    for (int column = 0; column < 15; ++column) {
      EXPECT_THAT(report.ReviewsOf(column), SizeIs(report.section4()[column])) << column;
    }
    EXPECT_THAT(report.RequestsOf(99, 0), IsEmpty());
  }
}

// What a published report keeps of each entry finds the same entries as the report itself.
TEST(AnnualReport, TheSpanOfAPrintedCellHasWhatTheCellCounts) {
  for (const ReportFormat format : {ReportFormat::k2019, ReportFormat::k2021}) {
    std::vector<ReportedRequest> requests;
    for (int row = kFirstOutcomeRow; row < kTotalRow; ++row) {
      const auto applicant = static_cast<ApplicantClass>(1 + row % kApplicantClasses);
      requests.push_back(Done(std::to_string(row), row % 2 == 0 ? "2024-03-01" : "2023-12-20", "2024-03-20", Form().rows(ReportFormat::k2021)[row].code, applicant));
    }
    requests.push_back(Open("open", "2024-12-20"));
    const AnnualReport report = ReportOf(2024, requests, {}, format);
    for (int row = 0; row < static_cast<int>(report.section3().size()); ++row) {
      for (int column = 0; column < kReportColumns; ++column) {
        const CellSpan span = SpanOf(Form(), format, row, column);
        int64_t within = 0;
        for (const ReportedRequest& request : requests) {
          const RequestPlace place = **PlaceOf(Form(), request, 2024);
          const auto in_rows = [&](int at) { return span.first_row <= at && at <= span.last_row; };
          const bool in_columns = span.first_column <= place.column && place.column <= span.last_column;
          if (in_columns && (in_rows(place.entry) || in_rows(place.exit))) ++within;
        }
        EXPECT_EQ(within, report.section3()[row][column]) << static_cast<int>(format) << ": " << row << "," << column;
      }
    }
  }
  EXPECT_EQ(SpanOf(6).first_column, 6);
  EXPECT_EQ(SpanOf(6).last_column, 6);
  EXPECT_EQ(SpanOf(9).first_column, 5) << "总计";
  EXPECT_EQ(SpanOf(9).last_column, 8);
}

TEST(AnnualReport, TheListBehindACellNamesTheRequests) {
  const AnnualReport report = ReportOf(2024, {Done("330108-qfb-2024-1", "2024-03-01", "2024-03-20", "granted"),
                                              Done("330108-qfb-2024-2", "2024-03-01", "2024-03-20", "partial")});
  ASSERT_THAT(report.RequestsOf(3, kTotalColumn), SizeIs(1));
  EXPECT_EQ(report.RequestsOf(3, kTotalColumn)[0]->number, "330108-qfb-2024-2");
}

TEST(AnnualReport, NamesEveryEntryThatContradictsItself) {
  ReportedRequest no_class = Open("1", "2024-03-01", ApplicantClass::kUnspecified);
  ReportedRequest half = Open("2", "2024-03-01");
  half.outcome = "granted";
  const ReportedRequest backwards = Done("3", "2024-03-01", "2024-02-01", "total");
  const ReportedRequest twice = Open("3", "2024-03-01");
  ReportedReview open = Review("a", ReviewRoute::kSuitDirect, ReviewResult::kUpheld, "2024-03-01", "");
  ReportedReview unknown = Review("b", ReviewRoute::kUnspecified, ReviewResult::kOther, "2024-03-01", "2024-02-01");
  const auto report =
      AnnualReport::Project(Form(), 2024, ReportFormat::k2021, {no_class, half, backwards, twice}, {open, unknown});
  EXPECT_THAT(testing::BadFields(report.status()),
              ElementsAre("requests[3].number", "requests[0].applicant", "requests[1].concluded", "requests[2].outcome",
                          "requests[2].concluded", "reviews[0].closed", "reviews[1].route", "reviews[1].closed"));
}

TEST(ReviewCodes, OfTheLedger) {
  EXPECT_EQ(ParseReviewRoute("suit_after_review"), ReviewRoute::kSuitAfterReview);
  EXPECT_EQ(ParseReviewResult("pending"), ReviewResult::kPending);
  EXPECT_EQ(ParseReviewRoute(""), std::nullopt);
  EXPECT_EQ(ParseReviewResult("won"), std::nullopt);
}

}  // namespace
}  // namespace disclosure::request
