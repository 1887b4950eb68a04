// 更正自身信息 (条例 art. 41), told as stories.
#include "gmock/gmock.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RecordCorrectionTest : public ServiceTest {
 protected:
  static v1::AnswerRecordCorrectionRequest Answering(v1::RecordCorrectionResult result, const std::string& reasons = "",
                                                     const std::string& organ = "") {
    v1::AnswerRecordCorrectionRequest answer;
    answer.set_result(result);
    answer.set_record("入学登记信息中的出生日期");
    answer.set_reasons(reasons);
    answer.set_organ(organ);
    return answer;
  }
  std::vector<v1::Document> Documents(const v1::Request& request) {
    v1::ListDocumentsRequest list;
    list.set_parent(request.name());
    const auto listed = Call(handler_, list, &Stub::ListDocuments);
    EXPECT_OK(listed.status());
    return listed.ok() ? std::vector<v1::Document>(listed->documents().begin(), listed->documents().end()) : std::vector<v1::Document>();
  }
  std::string LastDocument(const v1::Request& request) {
    v1::GetDocumentRequest get;
    get.set_name(Documents(request).back().name());
    const auto body = Call(handler_, get, &Stub::GetDocument);
    EXPECT_OK(body.status());
    return body.ok() ? body->data() : "";
  }
};

TEST_F(RecordCorrectionTest, Article41IsAnsweredByItsOwnDocumentAndTheRequestGoesOn) {
  const v1::Request request = Received();
  const auto answer = Answering(v1::RECORD_CORRECTED, "经查对户口簿，登记有误");
  EXPECT_THAT(Act(handler_, request, answer, &Stub::AnswerRecordCorrection), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::Request answered, Act(approver_, request, answer, &Stub::AnswerRecordCorrection));
  EXPECT_EQ(answered.state(), v1::HANDLING);
  EXPECT_EQ(answered.due_on(), request.due_on());
  EXPECT_EQ(answered.outcome(), "") << "no outcome of the report";
  EXPECT_EQ(answered.document_number(), "") << "no reply to the request";
  const std::vector<v1::Document> documents = Documents(request);
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(documents[0].code() + " " + documents[0].number(), "R16 滨教公复〔2026〕1号");
  EXPECT_TRUE(documents[0].to_applicant());
  EXPECT_THAT(LastDocument(request), AllOf(HasSubstr("要求更正的内容为：入学登记信息中的出生日期"), HasSubstr("已予更正。经查对户口簿"),
                                           HasSubstr("六个月内依法向杭州市滨江区人民法院")));
}

TEST_F(RecordCorrectionTest, Article41ARefusalSaysWhyAndAForwardingToWhom) {
  const v1::Request request = Received();
  for (const auto result : {v1::RECORD_CORRECTION_RESULT_UNSPECIFIED, v1::RECORD_NOT_CORRECTED, v1::RECORD_FORWARDED}) {
    EXPECT_THAT(Act(approver_, request, Answering(result), &Stub::AnswerRecordCorrection), HasReason("BAD_REQUEST")) << result;
  }
  EXPECT_EQ(Count("SELECT COUNT(*) FROM document_serials"), 0) << "nothing half-written";
  ASSERT_OK(Act(approver_, request, Answering(v1::RECORD_NOT_CORRECTED, "未提供证据"), &Stub::AnswerRecordCorrection).status());
  EXPECT_THAT(LastDocument(request), HasSubstr("不予更正，理由如下：未提供证据"));
  ASSERT_OK(Act(approver_, request, Answering(v1::RECORD_FORWARDED, "", "organs/330108-tjj"), &Stub::AnswerRecordCorrection).status());
  EXPECT_THAT(LastDocument(request), AllOf(HasSubstr("已转送有权更正的行政机关处理（杭州市滨江区统计局）"), Not(HasSubstr("理由如下"))));
}

TEST_F(RecordCorrectionTest, Article41IsForWhatWasReceivedAndNotWithdrawnAlsoOnceItIsClosed) {
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, NewFiling(), &Stub::FileRequest));
  const auto answer = Answering(v1::RECORD_CORRECTED);
  EXPECT_THAT(Act(approver_, filed.request(), answer, &Stub::AnswerRecordCorrection), HasReason("WRONG_STATE"));
  const v1::Request request = Received();
  ASSERT_OK(Act(clerk_, request, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  EXPECT_THAT(Act(approver_, request, answer, &Stub::AnswerRecordCorrection), HasReason("WRONG_STATE"));
  ASSERT_OK(Act(clerk_, request, v1::CloseRequestRequest(), &Stub::CloseRequest).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request answered, Act(approver_, request, answer, &Stub::AnswerRecordCorrection));
  EXPECT_EQ(answered.state(), v1::CLOSED);
}

}  // namespace
}  // namespace disclosure::request
