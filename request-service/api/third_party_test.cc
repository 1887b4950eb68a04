// 条例 art. 32, told as stories: what is disclosed against the will of a third party is told to it.
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::AllOf;
using ::testing::HasSubstr;

class ThirdPartyTest : public ServiceTest {
 protected:
  static v1::DraftReplyRequest Drafting(const std::string& leaf, const std::vector<std::pair<std::string, std::string>>& elements) {
    v1::DraftReplyRequest draft;
    v1::ReplyPart& part = *draft.mutable_reply()->add_parts();
    part.set_leaf(leaf);
    for (const auto& [element, text] : elements) (*part.mutable_elements())[element] = text;
    return draft;
  }
  static v1::DraftReplyRequest Granting() { return Drafting("granted", {{"information_or_way", "合同1份，随本答复书提供"}}); }
  static v1::DraftReplyRequest Denying() {
    return Drafting("denied_third_party", {{"public_interest_weighing", "不公开不影响公共利益"}, {"reasons", "属于商业秘密"}});
  }
  static void Tell(v1::DraftReplyRequest& draft, const std::string& consultation) {
    v1::ThirdPartyNotice& notice = *draft.mutable_reply()->add_third_party_notices();
    notice.set_consultation(consultation);
    notice.set_disclosed_content("合同的总价");
    notice.set_reasons("使用财政资金");
    notice.set_ground(v1::PUBLIC_INTEREST);
  }
  void Consult(const v1::Request& request, const std::string& party, const std::string& id, v1::ConsultationAnswer answer) {
    v1::ConsultRequest consult;
    consult.set_kind(v1::THIRD_PARTY);
    consult.set_party(party);
    consult.set_information("合同中的报价");
    ASSERT_OK(Act(handler_, request, consult, &Stub::Consult).status());
    v1::RecordConsultationAnswerRequest answered;
    answered.set_consultation(id);
    answered.set_answer(answer);
    answered.set_reasons("同意公开总价，不同意公开单价");
    ASSERT_OK(Act(clerk_, request, answered, &Stub::RecordConsultationAnswer).status());
  }
  absl::Status Draft(const v1::Request& request, const v1::DraftReplyRequest& draft) {
    return Act(handler_, request, draft, &Stub::DraftReply).status();
  }
  void Issue(const v1::Request& request) {
    ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    ASSERT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  }
  // A reconsideration sets the reply aside and orders a new one.
  void OrderAnew(const v1::Request& request) {
    v1::CreateReviewRequest create;
    create.set_parent("organs/330108-jyj");
    create.mutable_review()->set_route(v1::Review::RECONSIDERATION);
    create.mutable_review()->set_filed_on("2026-09-25");
    create.mutable_review()->set_request_number(request.number());
    ASSERT_OK_AND_ASSIGN(const v1::Review review, Call(clerk_, create, &Stub::CreateReview));
    v1::CloseReviewRequest close;
    close.set_name(review.name());
    close.set_result(v1::Review::CORRECTED);
    close.set_closed_on("2026-10-30");
    close.set_document_number("滨政复决〔2026〕7号");
    close.set_orders_new_answer(true);
    ASSERT_OK(Call(handler_, close, &Stub::CloseReview).status());
  }
  std::vector<std::string> Codes(const v1::Request& request) {
    v1::ListDocumentsRequest list;
    list.set_parent(request.name());
    std::vector<std::string> codes;
    const auto documents = Call(handler_, list, &Stub::ListDocuments);
    EXPECT_OK(documents.status());
    for (const v1::Document& document : documents->documents()) codes.push_back(document.code());
    return codes;
  }
};

TEST_F(ThirdPartyTest, Article32WhoRefusedBeforeTheReconsiderationIsToldWhenTheNewAnswerDiscloses) {
  const v1::Request request = Received();
  Consult(request, "甲公司", "1", v1::REFUSES);
  ASSERT_OK(Draft(request, Denying()));
  Issue(request);
  v1::RecordServiceRequest service;
  service.set_method(v1::DIRECT_SERVICE);
  service.set_evidence("本人签收");
  ASSERT_OK(Act(clerk_, request, service, &Stub::RecordService).status());
  At("2026-10-30");
  OrderAnew(request);
  v1::DraftReplyRequest draft = Granting();
  const absl::Status untold = Draft(request, draft);
  EXPECT_THAT(untold, HasReason("THIRD_PARTY_NOTICE_MISSING"));
  EXPECT_THAT(error::GetInfo(untold)->violations.at(0).description, HasSubstr("征求意见1"));
  ASSERT_OK(Draft(request, Denying())) << "withheld again, nobody is told";
  Tell(draft, "1");
  ASSERT_OK(Draft(request, draft));
  Issue(request);
  EXPECT_EQ(Codes(request), (std::vector<std::string>{"T05", "T07", "R04", "R01", "T08"}));
}

TEST_F(ThirdPartyTest, Article32WhoConsentsWhenAskedAgainAfterTheReconsiderationIsNotTold) {
  const v1::Request request = Received();
  Consult(request, "甲公司", "1", v1::REFUSES);
  ASSERT_OK(Draft(request, Denying()));
  Issue(request);
  v1::RecordServiceRequest service;
  service.set_method(v1::DIRECT_SERVICE);
  service.set_evidence("本人签收");
  ASSERT_OK(Act(clerk_, request, service, &Stub::RecordService).status());
  At("2026-10-30");
  OrderAnew(request);
  Consult(request, "甲公司", "2", v1::CONSENTS);
  EXPECT_OK(Draft(request, Granting()));
}

TEST_F(ThirdPartyTest, Article32WhoConsentsInPartOnlyIsProtectedOrTold) {
  const v1::Request request = Received();
  Consult(request, "甲公司", "1", v1::OPINION);
  v1::DraftReplyRequest draft = Granting();
  EXPECT_THAT(Draft(request, draft), HasReason("THIRD_PARTY_NOTICE_MISSING"));
  v1::DraftReplyRequest partial = Drafting("partial", {{"released_part", "合同的总价"}, {"withheld_part", "合同的单价"}});
  v1::Withheld& withheld = *partial.mutable_reply()->add_withheld();
  withheld.set_place("第3页");
  withheld.set_content("单价");
  withheld.set_article("《条例》第十五条");
  withheld.set_reason("属于商业秘密");
  withheld.set_consultation("1");
  EXPECT_OK(Draft(request, partial)) << "only what it agreed to is disclosed";
  Tell(draft, "1");
  EXPECT_OK(Draft(request, draft));
}

}  // namespace
}  // namespace disclosure::request
