// When its time is over, personal data goes; the record still proves itself, and the annual report counts the same.
#include "request-service/api/counted_testing.h"
#include "request-service/api/proof_fixture.h"
#include "request-service/storage/sealed_columns.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kLater[] = "2036-09-29";  // ten years and a day after the closing

class RetentionTest : public ProofTest {
 protected:
  // Filed by the internet, with its code; granted, served and closed on 2026-09-28.
  v1::FileRequestResponse Closed() {
    v1::FileRequestRequest filing = NewFiling();
    filing.mutable_wanted()->set_purpose("自用之需");
    auto filed = Call(Caller{}, filing, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    const v1::Request& request = filed->request();
    v1::ConfirmReceiptRequest confirm;
    confirm.set_day("2026-09-18");
    confirm.set_act("电话联系测试甲");
    EXPECT_OK(Act(clerk_, request, confirm, &Stub::ConfirmReceipt).status());
    At("2026-09-28");
    EXPECT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
    EXPECT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    EXPECT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
    v1::RecordServiceRequest service;
    service.set_method(v1::DIRECT_SERVICE);
    service.set_evidence("测试甲签收");
    EXPECT_OK(Act(clerk_, request, service, &Stub::RecordService).status());
    EXPECT_OK(Act(clerk_, request, v1::CloseRequestRequest(), &Stub::CloseRequest).status());
    return *filed;
  }

  absl::StatusOr<v1::ApplyRetentionResponse> Apply(bool dry_run = false, const std::string& until = "") {
    v1::ApplyRetentionRequest request;
    request.set_dry_run(dry_run);
    request.set_until(until);
    request.set_page_size(1);
    v1::ApplyRetentionResponse all;
    do {
      ASSIGN_OR_RETURN(const v1::ApplyRetentionResponse page, Call(operator_, request, &Stub::ApplyRetention));
      all.MergeFrom(page);
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  int BreaksFound() {
    v1::VerifyAuditRequest request;
    request.set_parent("organs/-");
    int breaks = 0;
    do {
      const auto page = Call(operator_, request, &Stub::VerifyAudit);
      EXPECT_OK(page.status());
      if (!page.ok()) return -1;
      breaks += page->breaks_size();
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return breaks;
  }

  // Everything that the database keeps encrypted.
  std::string AllSealed() {
    std::string all;
    for (const mysql::SealedColumn& column : kSealedColumns) {
      std::vector<mysql::SealedRow> rows;
      EXPECT_OK(database_->Read(absl::Now() + absl::Seconds(30), [&](mysql::Transaction& transaction) -> absl::Status {
        ASSIGN_OR_RETURN(rows, mysql::ReadSealedRows(transaction, column, {}, 1000));
        return absl::OkStatus();
      }));
      for (const mysql::SealedRow& row : rows) {
        const std::string place = mysql::PlaceOf(column, row.keys);
        const auto text = vault_.cipher.Decrypt(row.bytes, {.table = column.table, .column = column.column, .row = place});
        EXPECT_OK(text.status());
        absl::StrAppend(&all, text.value_or(""), "\n");
      }
    }
    return all;
  }
  // With letters to a third party and to another organ, both answered, and mail to the applicant; withdrawn and closed.
  v1::Request ClosedAfterLettersAndMail(v1::NewConsultation& asked, std::string& organ_letter) {
    backend_->mail = true;
    EXPECT_OK(store_->Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) {
      return writer.PutSettings({.organ = "330108-jyj", .enabled = true, .desk_email = "desk@example.com"});
    }));
    v1::FileRequestRequest filing = NewFiling();
    filing.set_channel(v1::IN_PERSON);
    filing.mutable_applicant()->set_email("jia@example.com");
    const v1::Request request = Call(clerk_, filing, &Stub::FileRequest)->request();
    v1::ConsultRequest consult;
    consult.set_kind(v1::THIRD_PARTY);
    consult.set_party("测试有限公司");
    consult.set_information("校车服务合同中的报价");
    asked = Act(handler_, request, consult, &Stub::Consult)->consultation();
    v1::AnswerConsultationRequest answer;
    answer.set_number(asked.number());
    answer.set_access_code(asked.access_code());
    answer.set_answer(v1::REFUSES);
    answer.set_reasons("涉及本人住址");
    EXPECT_OK(Call(Caller{}, answer, &Stub::AnswerConsultation).status());
    consult.set_kind(v1::JOINT_ORGAN);
    consult.clear_party();
    consult.set_organ("organs/330108-tjj");
    v1::AnswerOrganConsultationRequest organ_answer;
    organ_letter = "organs/330108-tjj/consultations/" + Act(handler_, request, consult, &Stub::Consult)->consultation().number();
    organ_answer.set_name(organ_letter);
    organ_answer.set_answer(v1::CONSENTS);
    EXPECT_OK(Call(stranger_, organ_answer, &Stub::AnswerOrganConsultation).status());
    EXPECT_OK(Act(clerk_, request, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
    EXPECT_OK(Act(clerk_, request, v1::CloseRequestRequest(), &Stub::CloseRequest).status());
    return request;
  }

  // What the report of 2026 counts, cell by cell.
  std::vector<int64_t> Report() {
    Concluded concluded;
    EXPECT_OK(store_->Read(absl::Now() + absl::Seconds(30), [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(const RequestRow row, reader.GetRequest({"330108-jyj", 2026, 1}));
      concluded = {Number(row.key), row.applicant.applicant_class, *row.received, row.concluded_leaf, *row.concluded};
      return absl::OkStatus();
    }));
    return CountedCells(concluded);
  }
};

TEST_F(RetentionTest, PersonalDataGoesAfterItsTimeAndNothingOfItIsLeftInTheDatabase) {
  const v1::FileRequestResponse filed = Closed();
  At("2036-09-28");
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse early, Apply());
  EXPECT_THAT(early.anonymised(), IsEmpty()) << "the last day";
  At(kLater);
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse dry, Apply(/*dry_run=*/true));
  EXPECT_THAT(dry.anonymised(), ElementsAre(filed.request().name()));
  ASSERT_OK_AND_ASSIGN(const v1::Request untouched, Get(filed.request(), handler_));
  EXPECT_EQ(untouched.applicant().display_name(), "测试甲");

  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse applied, Apply());
  EXPECT_THAT(applied.anonymised(), ElementsAre(filed.request().name()));
  ASSERT_OK_AND_ASSIGN(const v1::Request after, Get(filed.request(), handler_));
  EXPECT_EQ(after.applicant().display_name(), "已匿名");
  EXPECT_EQ(after.applicant().applicant_class(), v1::NATURAL_PERSON);
  EXPECT_EQ(after.state(), v1::CLOSED);
  EXPECT_EQ(after.document_number(), "滨教公复〔2026〕1号");
  EXPECT_EQ(after.events(after.events_size() - 1).label(), "匿名化");
  for (const char* personal : {"测试甲", "33010819000101001X", "0571", "自用", "学区划分"}) {
    EXPECT_THAT(after.Utf8DebugString(), Not(HasSubstr(personal)));
  }
  EXPECT_THAT(Track(filed.request().number(), filed.access_code()), HasReason("NO_SUCH_REQUEST"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reply_drafts WHERE reply_sealed <> ''"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM documents WHERE content_sealed <> ''"), 0);
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse again, Apply());
  EXPECT_THAT(again.anonymised(), IsEmpty());
}

TEST_F(RetentionTest, TheWishAsItWasCorrectedGoesToo) {
  const v1::Request request = Received();
  v1::RequireCorrectionRequest correction;
  correction.add_items("信息的名称或者文号");
  correction.set_guidance("请写明所需文件的名称");
  correction.set_deadline("2026-10-12");
  ASSERT_OK(Act(clerk_, request, correction, &Stub::RequireCorrection).status());
  v1::SupplyCorrectionRequest supplied;
  supplied.set_text("测试甲的学籍材料");
  ASSERT_OK(Act(clerk_, request, supplied, &Stub::SupplyCorrection).status());
  ASSERT_OK(Act(clerk_, request, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  ASSERT_OK(Act(clerk_, request, v1::CloseRequestRequest(), &Stub::CloseRequest).status());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE corrected = '测试甲的学籍材料'"), 1);
  At(kLater);
  ASSERT_OK(Apply().status());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE corrected <> ''"), 0);
}

TEST_F(RetentionTest, LettersToOthersAndMailGoWithTheRest) {
  v1::NewConsultation asked;
  std::string organ_letter;
  ClosedAfterLettersAndMail(asked, organ_letter);
  const char* const personal[] = {"测试甲", "33010819000101001X", "0571", "jia@example.com", "学区划分", "测试有限公司", "校车服务", "本人住址"};
  const std::string before = AllSealed();
  for (const char* text : personal) EXPECT_THAT(before, HasSubstr(text));
  At(kLater);
  ASSERT_OK(Apply().status());
  const std::string after = AllSealed();
  for (const char* text : personal) EXPECT_THAT(after, Not(HasSubstr(text)));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notifications WHERE due_us IS NOT NULL"), 0) << "what is empty is not sent";
  v1::ViewConsultationRequest view;
  view.set_number(asked.number());
  view.set_access_code(asked.access_code());
  EXPECT_THAT(Call(Caller{}, view, &Stub::ViewConsultation), HasReason("NO_SUCH_CONSULTATION"));
  v1::GetConsultationLetterRequest letter;
  letter.set_name(organ_letter);
  EXPECT_THAT(Call(stranger_, letter, &Stub::GetConsultationLetter), StatusIs(absl::StatusCode::kNotFound));
  v1::GetConsultationRequest get;
  get.set_name(organ_letter);
  ASSERT_OK_AND_ASSIGN(const v1::Consultation kept, Call(stranger_, get, &Stub::GetConsultation));
  EXPECT_EQ(kept.answer(), v1::CONSENTS) << "that it was asked, and the answer, stay";
  EXPECT_EQ(kept.information(), "");
}

TEST_F(RetentionTest, WhatIsAddedAfterReopeningGoesInItsTimeToo) {
  const v1::FileRequestResponse filed = Closed();
  At(kLater);
  ASSERT_OK(Apply().status());
  v1::ReopenRequestRequest reopen;
  reopen.set_by(v1::JUDGMENT);
  reopen.set_document_number("(2036)浙0108行初1号");
  reopen.set_day(kLater);
  ASSERT_OK(Act(handler_, filed.request(), reopen, &Stub::ReopenRequest).status());
  v1::RecordWithdrawalRequest withdrawal;
  withdrawal.set_reason("测试甲改变了主意");
  ASSERT_OK(Act(clerk_, filed.request(), withdrawal, &Stub::RecordWithdrawal).status());
  ASSERT_OK(Act(clerk_, filed.request(), v1::CloseRequestRequest(), &Stub::CloseRequest).status());
  At("2046-09-29");
  EXPECT_THAT(Apply()->anonymised(), IsEmpty()) << "the last day";
  At("2046-09-30");
  EXPECT_THAT(Apply()->anonymised(), ElementsAre(filed.request().name()));
  EXPECT_THAT(AllSealed(), Not(HasSubstr("测试甲")));
  EXPECT_EQ(BreaksFound(), 0) << "the papers of before and after";
}

TEST_F(RetentionTest, TheOfficesLedgerTellsNobodyAndMayComeAgain) {
  v1::ImportRequestsRequest import;
  import.set_csv("number,organ,applicant_class,applicant_name,id_type,id_number,channel,received_on,subject,outcome,replied_on\n"
                 "甲-7,330108-jyj,natural_person,测试甲,other,T1,internet,2024-03-01,学区划分方案,granted,2024-03-20\n");
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport first, Call(operator_, import, &Stub::ImportRequests));
  ASSERT_EQ(first.imported(), 1) << first.DebugString();
  const std::string digest = "SELECT CAST(CONV(SUBSTR(HEX(ledger_digest), 1, 15), 16, 10) AS SIGNED) FROM requests";
  const int64_t before = Count(digest);
  At(kLater);
  EXPECT_THAT(Apply()->anonymised(), ElementsAre("organs/330108-jyj/requests/2024-1"));
  EXPECT_NE(Count(digest), before);
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport again, Call(operator_, import, &Stub::ImportRequests));
  EXPECT_EQ(again.unchanged(), 1) << again.DebugString();
  EXPECT_THAT(AllSealed(), Not(HasSubstr("测试甲")));
}

TEST_F(RetentionTest, NothingMoreIsWrittenOfAnAnonymousApplicantAndWhatWasWrittenGoesToo) {
  const v1::FileRequestResponse filed = Closed();
  v1::CorrectApplicantRequest correct;
  correct.set_phone("13900000000");
  correct.set_reason("测试甲来电更正");
  ASSERT_OK(Act(clerk_, filed.request(), correct, &Stub::CorrectApplicant).status());
  v1::RecordApplicantReceiptRequest receipt;
  receipt.set_evidence("测试甲的家人签收");
  ASSERT_OK(Act(clerk_, filed.request(), receipt, &Stub::RecordApplicantReceipt).status());
  At(kLater);
  EXPECT_THAT(Apply()->anonymised(), ElementsAre(filed.request().name()));
  for (const char* personal : {"测试甲", "13900000000"}) EXPECT_THAT(AllSealed(), Not(HasSubstr(personal)));
  EXPECT_EQ(BreaksFound(), 0);
  correct.set_phone("13900000001");
  EXPECT_THAT(Act(clerk_, filed.request(), correct, &Stub::CorrectApplicant), HasReason("ANONYMISED"));
  EXPECT_THAT(Act(clerk_, filed.request(), receipt, &Stub::RecordApplicantReceipt), HasReason("ANONYMISED"));
  EXPECT_THAT(Apply()->anonymised(), IsEmpty());
}

TEST_F(RetentionTest, AnAnonymousRequestIsFoundByNoApplicant) {
  Closed();
  At(kLater);
  ASSERT_OK(Apply().status());
  At("2026-09-29");
  const v1::Request next = Received();
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(next, handler_));
  EXPECT_EQ(read.history().in_month(), 1);
  EXPECT_EQ(read.history().answered_twin(), "");
}

TEST_F(RetentionTest, TheAuditHoldsAcrossIt) {
  Closed();
  ASSERT_OK(Call(operator_, v1::SealAuditRequest(), &Stub::SealAudit).status());
  At(kLater);
  ASSERT_OK(Apply().status());
  EXPECT_EQ(BreaksFound(), 0);
  ASSERT_OK(Call(operator_, v1::SealAuditRequest(), &Stub::SealAudit).status());
  EXPECT_EQ(BreaksFound(), 0);
}

TEST_F(RetentionTest, WhatIsLeftOfAnAnonymousRequestIsVouchedForToo) {
  Closed();
  At(kLater);
  ASSERT_OK(Apply().status());
  ASSERT_EQ(Count("SELECT COUNT(*) FROM documents"), 1);
  for (const char* change : {"UPDATE requests SET subject='别的'", "UPDATE requests SET subject='（已匿名）', form=1",
                             "UPDATE requests SET form=2, applicant_class=2"}) {
    Tamper(change);
    EXPECT_EQ(BreaksFound(), 1) << change;
  }
  Tamper("UPDATE requests SET applicant_class=1");
  EXPECT_EQ(BreaksFound(), 0);
  Tamper("DELETE FROM documents");
  EXPECT_EQ(BreaksFound(), 1) << "that there was a paper stays";
}

TEST_F(RetentionTest, AnEventChangedAfterItsRedactionIsFound) {
  Closed();
  At(kLater);
  ASSERT_OK(Apply().status());
  Tamper("UPDATE request_events SET actor='somebody' WHERE seq=2");
  EXPECT_EQ(BreaksFound(), 1);
}

TEST_F(RetentionTest, AnEventThatNobodyRedactedIsNotExcused) {
  Closed();
  At(kLater);
  ASSERT_OK(Apply().status());
  Tamper("UPDATE request_events SET actor='somebody' WHERE seq=4");  // 审批 without a note: nothing was replaced
  EXPECT_EQ(BreaksFound(), 1);
}

TEST_F(RetentionTest, TheAnnualReportCountsTheSame) {
  Closed();
  const std::vector<int64_t> before = Report();
  At(kLater);
  ASSERT_OK(Apply().status());
  EXPECT_EQ(Report(), before);
}

TEST_F(RetentionTest, WhatIsNotClosedOrWasReopenedIsNeverTouched) {
  const v1::Request open = Received();
  const v1::FileRequestResponse reopened = Closed();
  v1::ReopenRequestRequest reopen;
  reopen.set_by(v1::JUDGMENT);
  reopen.set_document_number("(2026)浙0108行初1号");
  reopen.set_day("2026-09-28");
  ASSERT_OK(Act(handler_, reopened.request(), reopen, &Stub::ReopenRequest).status());
  At(kLater);
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse applied, Apply());
  EXPECT_THAT(applied.anonymised(), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(open, handler_));
  EXPECT_EQ(read.applicant().display_name(), "测试甲");
}

TEST_F(RetentionTest, TheAccessLogAndRememberedAnswersGoAfterTheirOwnTime) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0001");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, filing, &Stub::FileRequest));
  ASSERT_OK(Get(filed.request(), handler_).status());
  At("2029-09-18");
  ASSERT_OK(Get(filed.request(), handler_).status());
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse kept, Apply());
  EXPECT_EQ(kept.accesses_deleted(), 0) << "the last day of three years";
  EXPECT_EQ(kept.answers_deleted(), 1) << "after a day";
  At("2029-09-19");
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse dry, Apply(/*dry_run=*/true));
  EXPECT_EQ(dry.accesses_deleted(), 1);
  ASSERT_OK_AND_ASSIGN(const v1::ApplyRetentionResponse applied, Apply());
  EXPECT_EQ(applied.accesses_deleted(), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM access_log"), 1);
}

TEST_F(RetentionTest, OnlyOperatorsApplyItAndNotForTheFuture) {
  EXPECT_THAT(Call(auditor_, v1::ApplyRetentionRequest(), &Stub::ApplyRetention), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Apply(false, "2027-01-01"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Apply(false, "soon"), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
