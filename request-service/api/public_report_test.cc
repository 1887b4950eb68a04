// What the public reads of annual reports.
#include "request-service/api/report_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::IsEmpty;

class PublicReportTest : public LedgerServiceTest {
 protected:
  void Publish(const std::string& name) {
    v1::UpdateAnnualReportRequest write;
    write.mutable_annual_report()->set_name(name);
    v1::ReportTexts& texts = *write.mutable_annual_report()->mutable_texts();
    for (std::string* text : {texts.mutable_general(), texts.mutable_problems(), texts.mutable_others(), texts.mutable_fee_statement()}) *text = "无";
    ASSERT_OK(Call(handler_, write, &Stub::UpdateAnnualReport).status());
    v1::FinaliseAnnualReportRequest finalise;
    finalise.set_name(name);
    ASSERT_OK(Call(handler_, finalise, &Stub::FinaliseAnnualReport).status());
    v1::PublishAnnualReportRequest publish;
    publish.set_name(name);
    ASSERT_OK(Call(approver_, publish, &Stub::PublishAnnualReport).status());
  }
  absl::StatusOr<v1::ListAnnualReportsResponse> List(const std::string& parent, int size = 0, const std::string& token = "") {
    v1::ListAnnualReportsRequest request;
    request.set_parent(parent);
    request.set_page_size(size);
    request.set_page_token(token);
    return Call(Caller{}, request, &Stub::ListAnnualReports);
  }
  absl::StatusOr<v1::RequestStatistics> Statistics(const std::string& name) {
    v1::GetRequestStatisticsRequest request;
    request.set_name(name);
    return Call(Caller{}, request, &Stub::GetRequestStatistics);
  }
};

TEST_F(PublicReportTest, TheListHasWhatIsPublishedLatestFirst) {
  Publish("organs/330108-jyj/annualReports/2023");
  Publish("organs/330108-jyj/annualReports/2024");
  v1::UpdateAnnualReportRequest draft;
  draft.mutable_annual_report()->set_name("organs/330108-jyj/annualReports/2025");
  ASSERT_OK(Call(handler_, draft, &Stub::UpdateAnnualReport).status());

  ASSERT_OK_AND_ASSIGN(const v1::ListAnnualReportsResponse first, List("organs/330108-jyj", 1));
  ASSERT_EQ(first.reports_size(), 1);
  EXPECT_EQ(first.reports(0).name(), "organs/330108-jyj/annualReports/2024");
  EXPECT_EQ(first.reports(0).published_on(), "2026-09-18");
  ASSERT_OK_AND_ASSIGN(const v1::ListAnnualReportsResponse second, List("organs/330108-jyj", 1, first.next_page_token()));
  ASSERT_EQ(second.reports_size(), 1);
  EXPECT_EQ(second.reports(0).year(), 2023);
  EXPECT_EQ(second.next_page_token(), "") << "the draft is no third";
  EXPECT_THAT(List("divisions/330108", 1, first.next_page_token()), HasReason("BAD_REQUEST"));
  ASSERT_OK_AND_ASSIGN(const v1::ListAnnualReportsResponse none, List("divisions/330108"));
  EXPECT_THAT(none.reports(), IsEmpty());
  EXPECT_THAT(List("organs/330108-nobody"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(List("330108"), HasReason("BAD_REQUEST"));
}

TEST_F(PublicReportTest, TheSumsOfAYearAreThoseOfItsReport) {
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20") + Row("2", "2023-12-20", "granted", "2024-01-10") +
                               Row("3", "2024-12-20", "granted", "2025-01-10") + Row("4", "2026-09-01", "", ""),
                           operator_)
                .status());
  for (const char* owner : {"organs/330108-jyj", "divisions/330108"}) {
    ASSERT_OK_AND_ASSIGN(const v1::RequestStatistics of2024, Statistics(absl::StrCat(owner, "/requestStatistics/2024")));
    EXPECT_EQ(of2024.received(), 2);
    EXPECT_EQ(of2024.carried_in(), 1);
    EXPECT_EQ(of2024.concluded(), 2);
    EXPECT_EQ(of2024.open(), 1);
    ASSERT_OK_AND_ASSIGN(const v1::RequestStatistics now, Statistics(absl::StrCat(owner, "/requestStatistics/2026")));
    EXPECT_EQ(now.received(), 1);
    EXPECT_EQ(now.open(), 1);
    EXPECT_EQ(now.as_of(), "2026-09-18");
  }
  EXPECT_THAT(Statistics("organs/330108-jyj/requestStatistics/2027"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Statistics("organs/330108-jyj/requestStatistics/1999"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Statistics("organs/330108-nobody/requestStatistics/2026"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(PublicReportTest, SumsAreCountedAnewAfterAMinute) {
  constexpr char kName[] = "organs/330108-jyj/requestStatistics/2026";
  ASSERT_OK_AND_ASSIGN(const v1::RequestStatistics before, Statistics(kName));
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2026-09-01", "", ""), operator_).status());
  ASSERT_OK_AND_ASSIGN(const v1::RequestStatistics same, Statistics(kName));
  EXPECT_EQ(same.received(), before.received());
  clock_.Advance(absl::Minutes(1));
  ASSERT_OK_AND_ASSIGN(const v1::RequestStatistics after, Statistics(kName));
  EXPECT_EQ(after.received(), before.received() + 1);
}

}  // namespace
}  // namespace disclosure::request
