// Offices bring their ledgers.
#include "request-service/api/report_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class LedgerTest : public LedgerServiceTest {
 protected:
  v1::LedgerImport Imported(const std::string& rows) {
    const auto imported = ImportRequests(kRequestHeader + rows, operator_);
    EXPECT_OK(imported.status());
    return imported.value_or(v1::LedgerImport());
  }
  static std::string Reasons(const v1::LedgerImport& import) {
    std::string text;
    for (const v1::LedgerNote& note : import.quarantined_rows()) absl::StrAppend(&text, note.row(), " ", note.column(), " ", note.reason(), "\n");
    return text;
  }
};

TEST_F(LedgerTest, RowsBecomeRequestsOfTheSuiteWithNumbersOfTheirYear) {
  const v1::LedgerImport import =
      Imported(Row("甲-7", "2024-03-01", "granted", "2024-03-20") + Row("甲-8", "2026-09-01", "", "") + Row("甲-9", "2024-05-01", "other", "2024-05-02"));
  EXPECT_EQ(import.rows_read(), 3);
  EXPECT_EQ(import.imported(), 3);
  EXPECT_EQ(Reasons(import), "");
  v1::GetRequestRequest get;
  get.set_name("organs/330108-jyj/requests/2024-1");
  ASSERT_OK_AND_ASSIGN(const v1::Request closed, Call(handler_, get, &Stub::GetRequest));
  EXPECT_EQ(closed.ledger_number(), "甲-7");
  EXPECT_EQ(closed.state(), v1::CLOSED);
  EXPECT_EQ(closed.outcome(), "granted");
  EXPECT_EQ(closed.received_on(), "2024-03-01");
  EXPECT_EQ(closed.concluded_on(), "2024-03-20");
  EXPECT_EQ(closed.applicant().display_name(), "测试甲");
  EXPECT_EQ(closed.events(1).label(), "台账办结");
  get.set_name("organs/330108-jyj/requests/2026-1");
  ASSERT_OK_AND_ASSIGN(const v1::Request open, Call(handler_, get, &Stub::GetRequest));
  EXPECT_EQ(open.state(), v1::HANDLING);
  EXPECT_EQ(open.due_on(), "2026-09-29") << "the desk goes on with it";
  EXPECT_EQ(open.history().in_month(), 1);
  EXPECT_EQ(Count("SELECT last_serial FROM request_serials WHERE organ='330108-jyj' AND year=2024"), 2);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM changes"), 3);
  EXPECT_EQ(Received().number(), "330108-jyj-2026-2") << "numbers go on without a gap";
}

TEST_F(LedgerTest, HistoryIsSeenByTheRulesOfRepeats) {
  Imported(Row("1", "2024-03-01", "granted", "2024-03-20") + Row("2", "2024-03-02", "other", "2024-03-20"));
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_wanted()->set_subject("学区划分。");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
  ASSERT_OK_AND_ASSIGN(const v1::Request request, Get(filed.request(), handler_));
  EXPECT_EQ(request.history().answered_twin(), "330108-jyj-2024-1") << "the withdrawn one was not answered";
}

TEST_F(LedgerTest, Article36RowsWithoutAnIdentityAreNotOfOneApplicantForThat) {
  Imported("1,330108-jyj,natural_person,测试甲,other,,in_person,2024-03-01,学区划分,granted,2024-03-20\n"
           "2,330108-jyj,natural_person,测试乙,other,,in_person,2026-09-01,学区划分,,\n");
  v1::DraftReplyRequest repeat;
  repeat.set_name("organs/330108-jyj/requests/2026-1");
  repeat.mutable_reply()->add_parts()->set_leaf("repeat");
  repeat.mutable_reply()->set_earlier_request("1");
  EXPECT_THAT(Call(handler_, repeat, &Stub::DraftReply), HasReason("BAD_REQUEST"));
}

TEST_F(LedgerTest, ImportingAgainChangesNothing) {
  const std::string rows = Row("1", "2024-03-01", "granted", "2024-03-20") + Row("2", "2026-09-01", "", "");
  Imported(rows);
  const v1::LedgerImport again = Imported(rows);
  EXPECT_EQ(again.unchanged(), 2);
  EXPECT_EQ(again.imported() + again.updated() + again.quarantined(), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 2);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), 3);
}

TEST_F(LedgerTest, ARequestIdThatComesAgainWithAnotherFileImportsNothing) {
  v1::ImportRequestsRequest request;
  request.set_csv(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20"));
  request.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0010");
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport first, Call(operator_, request, &Stub::ImportRequests));
  v1::ImportRequestsRequest other = request;
  other.set_csv(kRequestHeader + Row("2", "2024-03-01", "granted", "2024-03-20"));
  EXPECT_THAT(Call(operator_, other, &Stub::ImportRequests), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 1);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport again, Call(operator_, request, &Stub::ImportRequests));
  EXPECT_EQ(again.imported(), first.imported()) << "the first answer";
  v1::ImportReviewsRequest reviews;
  reviews.set_csv(std::string(kReviewHeader) + "1,reconsideration,upheld,2024-06-01,2024-08-01\n");
  reviews.set_request_id(request.request_id());
  ASSERT_OK(Call(operator_, reviews, &Stub::ImportReviews).status());
  reviews.set_csv(std::string(kReviewHeader) + "1,suit_direct,upheld,2024-06-01,2024-08-01\n");
  EXPECT_THAT(Call(operator_, reviews, &Stub::ImportReviews), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reviews"), 1);
}

TEST_F(LedgerTest, AnOpenRequestThatTheLedgerHasConcludedIsConcluded) {
  Imported(Row("1", "2026-09-01", "", ""));
  const v1::LedgerImport later = Imported(Row("1", "2026-09-01", "declined_petition", "2026-09-10"));
  EXPECT_EQ(later.updated(), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE outcome='declined_petition' AND state=11 AND concluded_on='2026-09-10'"), 1);
  EXPECT_EQ(Imported(Row("1", "2026-09-01", "", "")).unchanged(), 1) << "the ledger of before says nothing new";
}

TEST_F(LedgerTest, ConsultationsThatAreOpenEndWithTheOutcomeOfALedger) {
  Imported(Row("1", "2026-09-01", "", ""));
  v1::ConsultRequest consult;
  consult.set_name("organs/330108-jyj/requests/2026-1");
  consult.set_kind(v1::THIRD_PARTY);
  consult.set_party("测试有限公司");
  consult.set_information("合同中的报价");
  ASSERT_OK_AND_ASSIGN(const v1::Request asked, Call(handler_, consult, &Stub::Consult));
  EXPECT_EQ(Imported(Row("1", "2026-09-01", "declined_petition", "2026-09-10")).updated(), 1);
  v1::AnswerConsultationRequest answer;
  answer.set_number(asked.consultation().number());
  answer.set_access_code(asked.consultation().access_code());
  answer.set_answer(v1::CONSENTS);
  EXPECT_THAT(Call(Caller{}, answer, &Stub::AnswerConsultation), HasReason("CONSULTATION_CANCELLED"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM consultations WHERE state=1"), 0) << "nobody has it to do any more";
}

TEST_F(LedgerTest, WhatTheDeskHasInHandIsNotConcludedByALedger) {
  Imported(Row("1", "2026-09-17", "", ""));
  v1::RequireCorrectionRequest correction;
  correction.set_name("organs/330108-jyj/requests/2026-1");
  correction.add_items("名称");
  correction.set_guidance("请写明所需文件的名称");
  correction.set_deadline("2026-10-12");
  ASSERT_OK(Call(handler_, correction, &Stub::RequireCorrection).status());
  const v1::LedgerImport refused = Imported(Row("1", "2026-09-17", "granted", "2026-09-18"));
  EXPECT_EQ(refused.quarantined(), 1);
  EXPECT_THAT(Reasons(refused), HasSubstr("待补正"));
}

TEST_F(LedgerTest, ARowThatContradictsWhatIsThereIsSetAside) {
  Imported(Row("1", "2024-03-01", "granted", "2024-03-20"));
  EXPECT_THAT(Reasons(Imported(Row("1", "2024-03-02", "granted", "2024-03-20"))), HasSubstr("2 number 编号已经导入过"));
  EXPECT_THAT(Reasons(Imported(Row("1", "2024-03-01", "partial", "2024-03-20"))), HasSubstr("2 outcome 已经以granted办结"));
  EXPECT_THAT(Reasons(Imported(Row("1", "2024-03-01", "granted", "2024-03-21"))), HasSubstr("2 outcome"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 1);
}

TEST_F(LedgerTest, BadRowsAreSetAsideWithTheirNumbersAndTheOthersGoIn) {
  const v1::LedgerImport import = Imported(Row("1", "2024-03-01", "granted", "2024-03-20") + Row("1", "2024-04-01", "", "") +
                                           Row("2", "2024-13-01", "granted", "2024-03-20") + Row("3", "2024-03-01", "", "", "330108-nobody") +
                                           Row("4", "2024-03-01", "granted", "2024-03-20").insert(2, "多,") + Row("5", "2024-03-01", "", "", "杭州市滨江区统计局") +
                                           "6,330108-jyj,natural_person,测试乙,,,internet,2024-03-01,学区🏫划分,,\n");
  EXPECT_EQ(import.rows_read(), 7);
  EXPECT_EQ(import.imported(), 2);
  EXPECT_EQ(import.quarantined(), 5);
  const std::string reasons = Reasons(import);
  for (const char* reason : {"3 number 编号与第2行重复", "4 received_on 不是日期", "5 organ 没有这个机关", "6  字段多于表头", "8 subject 有表情符号等不能打印的字符"}) {
    EXPECT_THAT(reasons, HasSubstr(reason));
  }
  EXPECT_THAT(reasons, Not(HasSubstr("测试甲")));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE organ='330108-tjj'"), 1);
}

TEST_F(LedgerTest, AnIdentityThatCannotBeRightIsAWarningAndNoIdentityMatchesNobody) {
  const std::string no_id = "9,330108-jyj,natural_person,测试乙,,,internet,2026-09-02,学区划分,,\n";
  const v1::LedgerImport import = Imported(no_id + "10" + no_id.substr(1));
  EXPECT_EQ(import.imported(), 2);
  EXPECT_EQ(import.warnings_size(), 2);
  EXPECT_EQ(Count("SELECT COUNT(DISTINCT applicant_index) FROM requests"), 2);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE applicant_sealed LIKE BINARY '%测试乙%'"), 0);
}

TEST_F(LedgerTest, AClerkImportsForHisOwnOrganOnly) {
  const std::string csv = kRequestHeader + Row("1", "2024-03-01", "", "") + Row("2", "2024-03-01", "", "", "330108-tjj");
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport import, ImportRequests(csv, clerk_));
  EXPECT_EQ(import.imported(), 1);
  EXPECT_THAT(Reasons(import), HasSubstr("3 organ 不是本机关的台账"));
  EXPECT_THAT(ImportRequests(csv, handler_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(ImportRequests(csv, Caller{}), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(ImportRequests("a,b\n1,2\n", clerk_), HasReason("BAD_REQUEST"));
}

TEST_F(LedgerTest, ADryRunSaysTheSameAndWritesNothing) {
  Imported(Row("1", "2026-09-01", "", ""));
  const std::string csv = kRequestHeader + Row("1", "2026-09-01", "granted", "2026-09-02") + Row("2", "2024-03-01", "", "") + Row("3", "x", "", "");
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport dry, ImportRequests(csv, operator_, /*dry_run=*/true));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 1);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport real, ImportRequests(csv, operator_));
  EXPECT_EQ(dry.DebugString(), real.DebugString());
  EXPECT_EQ(real.updated(), 1);
}

TEST_F(LedgerTest, ReviewsFindTheirRequestByEitherNumber) {
  Imported(Row("甲1", "2024-03-01", "granted", "2024-03-20") + Row("乙1", "2024-03-01", "", "") + Row("乙1", "2024-03-01", "", "", "330108-tjj"));
  const std::string rows =
      "甲1,reconsideration,upheld,2024-06-01,2024-08-01\n330108-jyj-2024-1,suit_after_review,pending,2024-09-01,\n"
      "没有,suit_direct,pending,2024-09-01,\n乙1,suit_direct,pending,2024-09-01,\n";
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport import, ImportReviews(kReviewHeader + rows, operator_));
  EXPECT_EQ(import.imported(), 2);
  EXPECT_THAT(Reasons(import), HasSubstr("4 request_number 没有这件申请"));
  EXPECT_THAT(Reasons(import), HasSubstr("5 request_number 不止一个机关有这个编号"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reviews WHERE organ='330108-jyj' AND request_year=2024 AND request_serial=1"), 2);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport again, ImportReviews(kReviewHeader + rows, operator_));
  EXPECT_EQ(again.unchanged(), 2);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport closed,
                       ImportReviews(std::string(kReviewHeader) + "甲1,suit_after_review,corrected,2024-09-01,2025-01-05\n", operator_));
  EXPECT_EQ(closed.updated(), 1);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport other,
                       ImportReviews(std::string(kReviewHeader) + "甲1,reconsideration,corrected,2024-06-01,2024-08-01\n", operator_));
  EXPECT_THAT(Reasons(other), HasSubstr("结果与这一行不同"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reviews"), 2);
}

TEST_F(LedgerTest, ReviewsMayRestOnNoRequestIfTheirOrganIsNamed) {
  const std::string header = "request_number,organ,route,result,filed_on,closed_on\n";
  const std::string rows = ",330108-tjj,suit_direct,pending,2024-09-01,\n,330108-tjj,suit_direct,pending,2024-09-01,\n";
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport import, ImportReviews(header + rows, operator_));
  EXPECT_EQ(import.imported(), 2) << "two suits on one day";
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport again, ImportReviews(header + rows, operator_));
  EXPECT_EQ(again.unchanged(), 2);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport clerks, ImportReviews(header + rows, clerk_));
  EXPECT_EQ(clerks.quarantined(), 2);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport dry, ImportReviews(header + ",330108-jyj,suit_direct,pending,2024-09-01,\n", clerk_, true));
  EXPECT_EQ(dry.imported(), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reviews"), 2);
}

}  // namespace
}  // namespace disclosure::request
