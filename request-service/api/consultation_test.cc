// Consultations as stories over the wire: a third party answers with its code, an organ by its certificate or through
// its officers, and neither learns who asks.
#include "gmock/gmock.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::google::api::HttpBody;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ConsultationTest : public ServiceTest {
 protected:
  void SetUp() override { request_ = Received(); }

  absl::StatusOr<v1::Request> Ask(v1::ConsultationKind kind, const std::string& organ, const std::string& party,
                                  const std::string& information = "") {
    v1::ConsultRequest consult;
    consult.set_kind(kind);
    consult.set_organ(organ);
    consult.set_party(party);
    consult.set_information(information);
    return Act(handler_, request_, consult, &Stub::Consult);
  }
  v1::NewConsultation AskThirdParty() {
    const auto asked = Ask(v1::THIRD_PARTY, "", "测试有限公司", "校车服务合同中的报价");
    EXPECT_OK(asked.status());
    return asked->consultation();
  }
  // The name of the consultation that is put to the bureau of statistics.
  std::string AskOrgan(v1::ConsultationKind kind = v1::JOINT_ORGAN) {
    const auto asked = Ask(kind, "organs/330108-tjj", "");
    EXPECT_OK(asked.status());
    return "organs/330108-tjj/consultations/" + asked->consultation().number();
  }
  absl::StatusOr<v1::ViewConsultationResponse> View(const std::string& number, const std::string& code) {
    v1::ViewConsultationRequest request;
    request.set_number(number);
    request.set_access_code(code);
    return Call(Caller{}, request, &Stub::ViewConsultation);
  }
  absl::StatusOr<v1::Consultation> Answer(const v1::NewConsultation& to, v1::ConsultationAnswer answer, const std::string& reasons = "",
                                          const std::string& request_id = "") {
    v1::AnswerConsultationRequest request;
    request.set_number(to.number());
    request.set_access_code(to.access_code());
    request.set_answer(answer);
    request.set_reasons(reasons);
    request.set_request_id(request_id);
    return Call(Caller{}, request, &Stub::AnswerConsultation);
  }
  absl::StatusOr<v1::Consultation> OrganAnswers(const Caller& caller, const std::string& name, v1::ConsultationAnswer answer,
                                                const std::string& reasons = "") {
    v1::AnswerOrganConsultationRequest request;
    request.set_name(name);
    request.set_answer(answer);
    request.set_reasons(reasons);
    return Call(caller, request, &Stub::AnswerOrganConsultation);
  }
  absl::StatusOr<v1::Consultation> Read(const Caller& caller, const std::string& name) {
    v1::GetConsultationRequest request;
    request.set_name(name);
    return Call(caller, request, &Stub::GetConsultation);
  }
  absl::StatusOr<v1::Consultation> Acknowledge(const Caller& caller, const std::string& name) {
    v1::AcknowledgeConsultationRequest request;
    request.set_name(name);
    return Call(caller, request, &Stub::AcknowledgeConsultation);
  }
  absl::StatusOr<HttpBody> Letter(const Caller& caller, const std::string& name, v1::DocumentFormat format = v1::HTML) {
    v1::GetConsultationLetterRequest request;
    request.set_name(name);
    request.set_format(format);
    return Call(caller, request, &Stub::GetConsultationLetter);
  }
  absl::StatusOr<v1::ListConsultationsResponse> List(const Caller& caller, v1::ConsultationFilter filter = {}, int size = 0,
                                                     const std::string& token = "") {
    v1::ListConsultationsRequest request;
    request.set_parent("organs/330108-tjj");
    request.set_filter(filter);
    request.set_page_size(size);
    request.set_page_token(token);
    return Call(caller, request, &Stub::ListConsultations);
  }
  absl::Status RecordReceived(const std::string& id) {
    v1::RecordConsultationReceivedRequest received;
    received.set_consultation(id);
    return Act(clerk_, request_, received, &Stub::RecordConsultationReceived).status();
  }
  absl::Status Expire(const std::string& id) {
    v1::ExpireConsultationRequest expire;
    expire.set_consultation(id);
    return Act(handler_, request_, expire, &Stub::ExpireConsultation).status();
  }
  // "consulted handler-1", in order.
  std::vector<std::string> Record() {
    const auto read = Get(request_, handler_);
    EXPECT_OK(read.status());
    std::vector<std::string> out;
    for (const v1::Event& event : read->events()) out.push_back(absl::StrCat(event.kind(), " ", event.actor()));
    return out;
  }
  static void ExpectHidesApplicant(const std::string& bytes) {
    for (const char* mark : {"测试甲", "0571-00000000", "33010819000101001X"}) EXPECT_THAT(bytes, Not(HasSubstr(mark)));
  }

  const Caller peer_{.kind = CallerKind::kPeerOrgan, .subject = "organ:330108-tjj", .organ = "330108-tjj"};
  const Caller other_peer_{.kind = CallerKind::kPeerOrgan, .subject = "organ:330108-qfb", .organ = "330108-qfb"};
  v1::Request request_;
};

TEST_F(ConsultationTest, Article32AThirdPartyReadsItsLetterAndAnswersByItself) {
  const v1::NewConsultation asked = AskThirdParty();
  EXPECT_EQ(asked.number(), "330108-jyj-2026-1-c1");
  EXPECT_EQ(asked.access_code().size(), 19u);
  ASSERT_OK_AND_ASSIGN(const v1::ViewConsultationResponse seen, View(asked.number(), asked.access_code()));
  EXPECT_EQ(seen.consultation().information(), "校车服务合同中的报价");
  EXPECT_EQ(seen.consultation().asked_by_name(), "杭州市滨江区教育局");
  EXPECT_EQ(seen.consultation().due_on(), "2026-10-15") << "15 working days";
  EXPECT_EQ(seen.consultation().letter_number(), "滨教公询〔2026〕1号");
  EXPECT_THAT(seen.letter_html(), AllOf(HasSubstr("测试有限公司"), HasSubstr(asked.number()), HasSubstr(asked.access_code())));
  At("2026-09-22");
  ASSERT_OK_AND_ASSIGN(const v1::Consultation answered, Answer(asked, v1::REFUSES, "属于商业秘密"));
  EXPECT_EQ(answered.state(), v1::CONSULTATION_ANSWERED);
  EXPECT_EQ(answered.outcome(), "不同意公开");
  EXPECT_EQ(answered.received_on(), "2026-09-22") << "who answers has received the letter";
  EXPECT_THAT(Record(), ElementsAre("filed clerk-1", "consulted handler-1", "consultation_received third-party", "consultation_answered third-party"));
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(request_, handler_));
  EXPECT_EQ(read.events(3).details().at("reasons"), "属于商业秘密");
  EXPECT_FALSE(read.has_consultation()) << "the code is not shown again";
  EXPECT_THAT(Answer(asked, v1::CONSENTS), HasReason("CONSULTATION_ANSWERED"));
}

TEST_F(ConsultationTest, Article32TheThirdPartyDoesNotLearnWhoAsks) {
  EXPECT_THAT(Ask(v1::THIRD_PARTY, "", "测试有限公司"), HasReason("BAD_REQUEST")) << "the words of the wish may tell";
  ASSERT_OK_AND_ASSIGN(const v1::Request asked, Ask(v1::THIRD_PARTY, "", "测试有限公司", "合同中的报价"));
  ASSERT_OK_AND_ASSIGN(const v1::ViewConsultationResponse seen, View(asked.consultation().number(), asked.consultation().access_code()));
  EXPECT_EQ(seen.consultation().information(), "合同中的报价");
  ExpectHidesApplicant(seen.SerializeAsString());
  ASSERT_OK_AND_ASSIGN(const v1::Consultation answered, Answer(asked.consultation(), v1::CONSENTS));
  ExpectHidesApplicant(answered.SerializeAsString());
}

TEST_F(ConsultationTest, Article34NeitherDoesAnOrgan) {
  const std::string name = AskOrgan();
  ASSERT_OK_AND_ASSIGN(const v1::Consultation one, Read(peer_, name));
  ASSERT_OK_AND_ASSIGN(const v1::ListConsultationsResponse all, List(peer_));
  ASSERT_OK_AND_ASSIGN(const HttpBody letter, Letter(peer_, name));
  ASSERT_OK_AND_ASSIGN(const v1::Consultation answered, OrganAnswers(peer_, name, v1::CONSENTS));
  EXPECT_THAT(letter.data(), HasSubstr("2025年义务教育招生学区划分方案"));
  for (const std::string& bytes : {one.SerializeAsString(), all.SerializeAsString(), letter.data(), answered.SerializeAsString()}) {
    ExpectHidesApplicant(bytes);
  }
}

TEST_F(ConsultationTest, InformationThatTellsWhoAsksIsNotSent) {
  for (const char* text : {"测试甲要的合同", "电话0571-00000000的人要的合同", "33010819000101001X的合同"}) {
    EXPECT_THAT(Ask(v1::THIRD_PARTY, "", "测试有限公司", text), HasReason("DOCUMENT_NAMES_APPLICANT")) << text;
    EXPECT_THAT(Ask(v1::JOINT_ORGAN, "organs/330108-tjj", "", text), HasReason("DOCUMENT_NAMES_APPLICANT")) << text;
  }
  EXPECT_EQ(Count("SELECT COUNT(*) FROM consultations"), 0);
  EXPECT_THAT(Record(), ElementsAre("filed clerk-1"));
}

TEST_F(ConsultationTest, WrongCodesAreCountedAndSlowed) {
  const v1::NewConsultation asked = AskThirdParty();
  const std::string wrong = "0000-0000-0000-0000";
  for (int i = 0; i < 5; ++i) EXPECT_THAT(View(asked.number(), wrong), HasReason("NO_SUCH_CONSULTATION")) << i;
  EXPECT_THAT(View(asked.number(), wrong), HasReason("TOO_MANY_ATTEMPTS"));
  EXPECT_OK(Answer(asked, v1::CONSENTS).status());
  EXPECT_EQ(Count("SELECT failed FROM consultations"), 0);
  EXPECT_THAT(View("330108-jyj-2026-1-c2", asked.access_code()), HasReason("NO_SUCH_CONSULTATION"));
  EXPECT_THAT(View("x", "y"), HasReason("NO_SUCH_CONSULTATION"));
}

TEST_F(ConsultationTest, ACodeOpensItsOwnConsultationOnly) {
  const v1::NewConsultation first = AskThirdParty(), second = AskThirdParty();
  EXPECT_EQ(second.number(), "330108-jyj-2026-1-c2");
  EXPECT_THAT(View(second.number(), first.access_code()), HasReason("NO_SUCH_CONSULTATION"));
  EXPECT_THAT(Track(request_.number(), first.access_code()), HasReason("NO_SUCH_REQUEST"));
  ASSERT_OK_AND_ASSIGN(const v1::Request organ, Ask(v1::JOINT_ORGAN, "organs/330108-tjj", ""));
  EXPECT_EQ(organ.consultation().access_code(), "") << "an organ has its own way in";
  EXPECT_THAT(View(organ.consultation().number(), first.access_code()), HasReason("NO_SUCH_CONSULTATION"));
}

TEST_F(ConsultationTest, TheSameRequestIdIsOneConsultationWithOneCodeAndOneAnswer) {
  v1::ConsultRequest consult;
  consult.set_kind(v1::THIRD_PARTY);
  consult.set_party("测试有限公司");
  consult.set_information("合同中的报价");
  consult.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0031");
  ASSERT_OK_AND_ASSIGN(const v1::Request first, Act(handler_, request_, consult, &Stub::Consult));
  ASSERT_OK_AND_ASSIGN(const v1::Request again, Act(handler_, request_, consult, &Stub::Consult));
  EXPECT_EQ(again.consultation().access_code(), first.consultation().access_code());
  const std::string id = "7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0032";
  ASSERT_OK(Answer(first.consultation(), v1::CONSENTS, "", id).status());
  ASSERT_OK(Answer(first.consultation(), v1::CONSENTS, "", id).status());
  EXPECT_THAT(Answer(first.consultation(), v1::REFUSES, "", id), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Record().size(), 4u);
}

TEST_F(ConsultationTest, Article32AThirdPartysSilenceLeavesTheDecisionToTheOrgan) {
  const v1::NewConsultation asked = AskThirdParty();
  ASSERT_OK(RecordReceived("1"));
  At("2026-10-15");
  EXPECT_THAT(Expire("1"), HasReason("DEADLINE_NOT_PASSED"));
  At("2026-10-16");
  ASSERT_OK(Expire("1"));
  ASSERT_OK_AND_ASSIGN(const v1::ViewConsultationResponse seen, View(asked.number(), asked.access_code()));
  EXPECT_EQ(seen.consultation().state(), v1::CONSULTATION_EXPIRED);
  EXPECT_EQ(seen.consultation().outcome(), "逾期未答复，由征求意见的机关决定是否公开");
  EXPECT_EQ(seen.consultation().closed_on(), "2026-10-15");
  EXPECT_THAT(Answer(asked, v1::REFUSES, "属于商业秘密"), HasReason("CONSULTATION_EXPIRED"));
}

TEST_F(ConsultationTest, Article34AJointOrgansSilenceIsConsentAndAnotherOrgansIsNot) {
  const std::string joint = AskOrgan(v1::JOINT_ORGAN), other = AskOrgan(v1::OTHER_ORGAN);
  ASSERT_OK(RecordReceived("1"));
  ASSERT_OK(RecordReceived("2"));
  At("2026-10-16");
  ASSERT_OK(Expire("1"));
  ASSERT_OK(Expire("2"));
  ASSERT_OK_AND_ASSIGN(const v1::Consultation consents, Read(peer_, joint));
  EXPECT_EQ(consents.outcome(), "视为同意公开（条例第三十四条）");
  ASSERT_OK_AND_ASSIGN(const v1::Consultation undecided, Read(peer_, other));
  EXPECT_EQ(undecided.outcome(), "逾期未答复，由征求意见的机关决定是否公开");
  EXPECT_THAT(undecided.effect_of_silence(), HasSubstr("不视为同意公开"));
  EXPECT_THAT(OrganAnswers(peer_, joint, v1::REFUSES, "涉及统计秘密"), HasReason("CONSULTATION_EXPIRED"));
}

TEST_F(ConsultationTest, AWithdrawnRequestNeedsNoAnswerAnyMore) {
  const v1::NewConsultation asked = AskThirdParty();
  const std::string name = AskOrgan();
  ASSERT_OK(Act(clerk_, request_, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  EXPECT_THAT(Answer(asked, v1::CONSENTS), HasReason("CONSULTATION_CANCELLED"));
  EXPECT_THAT(OrganAnswers(peer_, name, v1::CONSENTS), HasReason("CONSULTATION_CANCELLED"));
  ASSERT_OK_AND_ASSIGN(const v1::Consultation cancelled, Read(peer_, name));
  EXPECT_EQ(cancelled.outcome(), "申请已撤回或者已办结，不需要再答复");
}

TEST_F(ConsultationTest, WhatTheDeskRecordsIsSeenByWhoIsAsked) {
  const std::string name = AskOrgan();
  v1::RecordConsultationReceivedRequest received;
  received.set_consultation("1");
  At("2026-09-21");
  ASSERT_OK(Act(clerk_, request_, received, &Stub::RecordConsultationReceived).status());
  ASSERT_OK_AND_ASSIGN(const v1::Consultation known, Read(peer_, name));
  EXPECT_EQ(known.received_on(), "2026-09-21");
  EXPECT_EQ(known.due_on(), "2026-10-19");
  v1::RecordConsultationAnswerRequest answer;
  answer.set_consultation("1");
  answer.set_answer(v1::OPINION);
  answer.set_reasons("请隐去附表");
  ASSERT_OK(Act(clerk_, request_, answer, &Stub::RecordConsultationAnswer).status());
  ASSERT_OK_AND_ASSIGN(const v1::Consultation answered, Read(peer_, name));
  EXPECT_EQ(answered.outcome(), "其他意见");
  EXPECT_EQ(answered.reasons(), "请隐去附表");
  EXPECT_THAT(OrganAnswers(peer_, name, v1::CONSENTS), HasReason("CONSULTATION_ANSWERED"));
}

TEST_F(ConsultationTest, AnOrganReadsAcknowledgesAndAnswers) {
  const std::string name = AskOrgan();
  ASSERT_OK_AND_ASSIGN(const HttpBody html, Letter(peer_, name));
  EXPECT_THAT(html.data(), AllOf(HasSubstr("杭州市滨江区统计局"), HasSubstr("视为同意公开")));
  ASSERT_OK_AND_ASSIGN(const HttpBody docx, Letter(peer_, name, v1::DOCX));
  EXPECT_THAT(docx.data(), StartsWith("PK"));
  At("2026-09-21");
  ASSERT_OK_AND_ASSIGN(const v1::Consultation acknowledged, Acknowledge(peer_, name));
  EXPECT_EQ(acknowledged.due_on(), "2026-10-19");
  At("2026-09-28");
  ASSERT_OK_AND_ASSIGN(const v1::Consultation again, Acknowledge(peer_, name));
  EXPECT_EQ(again.received_on(), "2026-09-21") << "said twice, the period stays";
  EXPECT_THAT(OrganAnswers(peer_, name, v1::OPINION), HasReason("BAD_REQUEST")) << "which opinion";
  EXPECT_THAT(OrganAnswers(peer_, name, {}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(OrganAnswers(peer_, name, v1::REFUSES, std::string(5001, 'x')), HasReason("BAD_REQUEST"));
  ASSERT_OK(OrganAnswers(peer_, name, v1::REFUSES, "涉及统计秘密").status());
  EXPECT_THAT(Record(), ElementsAre("filed clerk-1", "consulted handler-1", "consultation_received organ:330108-tjj",
                                    "consultation_answered organ:330108-tjj"));
}

TEST_F(ConsultationTest, AnOrganWithoutASystemAnswersThroughItsOfficers) {
  const std::string name = AskOrgan();
  ASSERT_OK(Acknowledge(stranger_, name).status());
  ASSERT_OK_AND_ASSIGN(const v1::Consultation answered, OrganAnswers(stranger_, name, v1::CONSENTS));
  EXPECT_EQ(answered.outcome(), "同意公开");
  EXPECT_THAT(Get(request_, stranger_), StatusIs(absl::StatusCode::kPermissionDenied)) << "the request is not theirs";
}

TEST_F(ConsultationTest, AConsultationIsForTheOrganItIsAddressedToAlone) {
  const std::string name = AskOrgan();
  for (const Caller& caller : {other_peer_, clerk_, supervisor_}) {
    EXPECT_THAT(Read(caller, name), StatusIs(absl::StatusCode::kPermissionDenied)) << caller.subject;
    EXPECT_THAT(Letter(caller, name), StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(List(caller), StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(Acknowledge(caller, name), StatusIs(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(OrganAnswers(caller, name, v1::CONSENTS), StatusIs(absl::StatusCode::kPermissionDenied));
  }
  EXPECT_THAT(Read(Caller{}, name), StatusIs(absl::StatusCode::kUnauthenticated));
  const std::string under_own_name = "organs/330108-qfb/consultations/330108-jyj-2026-1-c1";
  EXPECT_THAT(Read(other_peer_, under_own_name), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(OrganAnswers(other_peer_, under_own_name, v1::CONSENTS), StatusIs(absl::StatusCode::kNotFound));
  const v1::NewConsultation third_party = AskThirdParty();
  EXPECT_THAT(Read(peer_, "organs/330108-tjj/consultations/" + third_party.number()), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Read(peer_, "organs/330108-tjj/consultations/x"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(ConsultationTest, ListsComePageByPageLatestFirstOpenOrClosed) {
  for (int i = 0; i < 5; ++i) {
    AskOrgan();
    if (i % 2 == 1) clock_.Advance(absl::Minutes(1));  // some at the same time
  }
  ASSERT_OK(OrganAnswers(peer_, "organs/330108-tjj/consultations/330108-jyj-2026-1-c2", v1::CONSENTS).status());
  const auto numbers = [&](v1::ConsultationFilter filter) {
    std::vector<std::string> out;
    std::string token;
    do {
      const auto page = List(peer_, filter, 2, token);
      EXPECT_OK(page.status());
      for (const v1::Consultation& one : page->consultations()) out.push_back(one.number().substr(one.number().size() - 2));
      token = page->next_page_token();
    } while (!token.empty());
    return out;
  };
  EXPECT_THAT(numbers(v1::CONSULTATION_FILTER_UNSPECIFIED), ElementsAre("c5", "c4", "c3", "c2", "c1"));
  EXPECT_THAT(numbers(v1::OPEN_CONSULTATIONS), ElementsAre("c5", "c4", "c3", "c1"));
  EXPECT_THAT(numbers(v1::CLOSED_CONSULTATIONS), ElementsAre("c2"));
  ASSERT_OK_AND_ASSIGN(const v1::ListConsultationsResponse page, List(peer_, v1::OPEN_CONSULTATIONS, 2));
  EXPECT_THAT(List(peer_, v1::CLOSED_CONSULTATIONS, 2, page.next_page_token()), HasReason("BAD_REQUEST"));
  EXPECT_THAT(List(peer_, static_cast<v1::ConsultationFilter>(9)), HasReason("BAD_REQUEST"));
}

TEST_F(ConsultationTest, OnlyAnotherActiveOrganOfTheDirectoryIsAsked) {
  EXPECT_THAT(Ask(v1::JOINT_ORGAN, "organs/330108-nobody", ""), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Ask(v1::JOINT_ORGAN, "organs/330108-old", ""), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Ask(v1::JOINT_ORGAN, "organs/330108-jyj", ""), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Ask(v1::THIRD_PARTY, "organs/330108-tjj", ""), HasReason("BAD_REQUEST"));
  EXPECT_OK(Ask(v1::JOINT_ORGAN, "", "某市财政局").status()) << "one outside of the suite answers by letter";
}

TEST_F(ConsultationTest, WhatIsAskedAndAnsweredIsNotReadableInTheDatabase) {
  const v1::NewConsultation asked = AskThirdParty();
  ASSERT_OK(Answer(asked, v1::REFUSES, "属于商业秘密").status());
  for (const std::string& text : {std::string("校车服务合同"), std::string("属于商业秘密"), asked.access_code()}) {
    EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM consultations WHERE CONCAT(information_sealed, reasons_sealed, access_hash) "
                                 "LIKE BINARY '%", text, "%'")), 0) << text;
    EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM documents WHERE content_sealed LIKE BINARY '%", text, "%'")), 0) << text;
    EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM changes WHERE payload LIKE BINARY '%", text, "%'")), 0) << text;
  }
}

}  // namespace
}  // namespace disclosure::request
