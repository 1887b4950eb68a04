// Who sees and does what: organs, those who oversee them, and those they were merged into.
#include "request-service/api/service_fixture.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::StatusCode kDenied = absl::StatusCode::kPermissionDenied;

class RightsTest : public ServiceTest {
 protected:
  absl::Status WriteDivisionReport(const Caller& caller) {
    v1::UpdateAnnualReportRequest update;
    update.mutable_annual_report()->set_name("divisions/330108/annualReports/2025");
    update.mutable_annual_report()->mutable_texts()->set_general("总体情况");
    return Call(caller, update, &Stub::UpdateAnnualReport).status();
  }
};

TEST_F(RightsTest, Article3OnlyTheCompetentOrganSupervisesTheOthers) {
  const v1::Request request = Received();
  EXPECT_OK(Get(request, supervisor_).status());
  EXPECT_THAT(Get(request, Person("s", {"supervisor"}, "330108-tjj")), StatusIs(kDenied));
  EXPECT_THAT(Get(request, Person("s", {"supervisor"}, "330108001-xixing")), StatusIs(kDenied));
  EXPECT_OK(Get(request, Person("a", {"auditor"}, "330108-tjj")).status()) << "an auditor of the division";
  EXPECT_THAT(Get(request, Person("a", {"auditor"}, "330108001-xixing")), StatusIs(kDenied)) << "of a street";
}

TEST_F(RightsTest, Article3OnlyTheCompetentOrganWritesTheDivisionsReport) {
  EXPECT_OK(WriteDivisionReport(supervisor_));
  EXPECT_THAT(WriteDivisionReport(Person("s", {"supervisor"}, "330108-tjj")), StatusIs(kDenied));
}

TEST_F(RightsTest, WhoOverseesAnOrganDoesNotReadWhoItsApplicantsAre) {
  const v1::Request request = Received();
  for (const Caller& overseer : {supervisor_, Person("a", {"auditor"}, "330108-tjj")}) {
    ASSERT_OK_AND_ASSIGN(const v1::Request seen, Get(request, overseer));
    EXPECT_EQ(seen.applicant().identity_number(), "");
    EXPECT_EQ(seen.applicant().phone(), "");
    EXPECT_THAT(seen.applicant().display_name(), Not(HasSubstr("测试甲")));
  }
  ASSERT_OK_AND_ASSIGN(const v1::Request own, Get(request, handler_));
  EXPECT_NE(own.applicant().identity_number(), "");
}

TEST_F(RightsTest, WhoOverseesAnOrganReadsNothingThatWasWrittenInARequest) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  v1::NewAttachment& file = *filing.add_attachments();
  file.set_file_name("测试甲的说明.txt");
  file.set_content("说明");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
  const v1::Request& request = filed.request();
  v1::RequireCorrectionRequest correction;
  correction.add_items("测试甲请写明文号");
  correction.set_guidance("测试甲可以参考公开目录");
  correction.set_deadline("2026-10-12");
  ASSERT_OK(Act(clerk_, request, correction, &Stub::RequireCorrection).status());
  v1::SupplyCorrectionRequest supply;
  supply.set_text("我是测试甲，要的是2025年的");
  ASSERT_OK(Act(clerk_, request, supply, &Stub::SupplyCorrection).status());
  v1::ConsultRequest consult;
  consult.set_kind(v1::THIRD_PARTY);
  consult.set_party("测试有限公司");
  consult.set_information("合同中的报价");
  ASSERT_OK(Act(handler_, request, consult, &Stub::Consult).status());
  v1::RecordConsultationAnswerRequest answer;
  answer.set_consultation("1");
  answer.set_answer(v1::CONSENTS);
  answer.set_reasons("本公司与测试甲有往来");
  ASSERT_OK(Act(clerk_, request, answer, &Stub::RecordConsultationAnswer).status());
  v1::DraftReplyRequest draft;
  v1::ReplyPart& part = *draft.mutable_reply()->add_parts();
  part.set_leaf("not_existing");
  (*part.mutable_elements())["search_record"] = "检索了测试甲的全部往来";
  ASSERT_OK(Act(handler_, request, draft, &Stub::DraftReply).status());

  ASSERT_OK_AND_ASSIGN(const v1::Request own, Get(request, handler_));
  EXPECT_THAT(own.Utf8DebugString(), HasSubstr("测试有限公司"));
  EXPECT_TRUE(own.has_reply());
  for (const Caller& overseer : {supervisor_, Person("a", {"auditor"}, "330108-tjj")}) {
    ASSERT_OK_AND_ASSIGN(const v1::Request seen, Get(request, overseer));
    for (const char* text : {"测试甲", "测试有限公司", "说明.txt", "公开目录"}) EXPECT_THAT(seen.Utf8DebugString(), Not(HasSubstr(text)));
    EXPECT_FALSE(seen.has_reply());
    ASSERT_EQ(seen.events_size(), own.events_size()) << "what happened, when and by whom";
    EXPECT_EQ(seen.events(1).details().at("deadline"), "2026-10-12");
    EXPECT_EQ(seen.attachments_size(), 1);
  }
}

TEST_F(RightsTest, TheSuccessorOfAMergedOrganGoesOnWithItsRequests) {
  const v1::Request request = Received();
  EXPECT_THAT(Get(request, Person("h", {"handler"}, "330108-new")), StatusIs(kDenied));
  ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(30), [](Writer& writer) {
    return writer.ReplaceOrgans({{.code = "330108-jyj", .division = "330108", .name = "杭州市滨江区教育局", .active = false, .successor = "330108-mid"},
                                 {.code = "330108-mid", .division = "330108", .name = "中间的局", .active = false, .successor = "330108-new"},
                                 {.code = "330108-new", .division = "330108", .name = "新的局"}});
  }));
  ASSERT_OK_AND_ASSIGN(auto view, LoadReference(*store_, absl::Now() + absl::Seconds(30)));
  reference_->Set(std::move(view));
  const Caller successor = Person("h", {"handler", "clerk"}, "330108-new");
  ASSERT_OK_AND_ASSIGN(const v1::Request seen, Get(request, successor));
  EXPECT_NE(seen.applicant().identity_number(), "") << "it is his desk now";
  v1::AssignRequestRequest assign;
  assign.set_handler("h");
  EXPECT_OK(Act(successor, request, assign, &Stub::AssignRequest).status());
  EXPECT_THAT(Get(request, stranger_), StatusIs(kDenied));
}

TEST_F(RightsTest, ARequestIsFoundByWhoItWasAssignedToFromTheFirstDay) {
  const v1::Request request = Received();
  v1::AssignRequestRequest assign;
  EXPECT_THAT(Act(clerk_, request, assign, &Stub::AssignRequest), HasReason("BAD_REQUEST"));
  for (int i = 0; i < 256; ++i) assign.mutable_handler()->append("承");
  EXPECT_THAT(testing::BadFields(Act(clerk_, request, assign, &Stub::AssignRequest).status()), ::testing::ElementsAre("handler"));
  assign.mutable_handler()->resize(255 * 3);
  EXPECT_OK(Act(clerk_, request, assign, &Stub::AssignRequest).status()) << "as many as the list keeps";
  assign.set_handler("handler-7");
  ASSERT_OK_AND_ASSIGN(const v1::Request assigned, Act(clerk_, request, assign, &Stub::AssignRequest));
  EXPECT_EQ(assigned.handler(), "handler-7");
  v1::ListRequestsRequest list;
  list.set_parent("organs/330108-jyj");
  list.mutable_filter()->set_handler("handler-7");
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse found, Call(handler_, list, &Stub::ListRequests));
  ASSERT_EQ(found.requests_size(), 1);
  EXPECT_EQ(found.requests(0).name(), request.name());
}

}  // namespace
}  // namespace disclosure::request
