// A request of an organ that was merged: who goes on with it signs what is issued (law.md 1.7).
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class MergedOrganTest : public ServiceTest {
 protected:
  MergedOrganTest() { Directory({Of("330108-fgj", "滨江区房管局", "滨房"), Of("330108-jsj", "滨江区建设局", "滨建"), Education()}); }

  static Organ Of(const std::string& code, const std::string& name, const std::string& prefix) {
    return {.code = code, .division = "330108", .name = "杭州市" + name, .reconsideration_organ = name + "的复议机关",
            .court = name + "的法院", .document_prefix = prefix, .phone = prefix + "的电话"};
  }
  static Organ Education() { return Of("330108-jyj", "滨江区教育局", "滨教"); }
  static Organ Merged(Organ organ, const std::string& into) {
    organ.active = false;
    organ.successor = into;
    return organ;
  }
  void Directory(std::vector<Organ> organs) {
    ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) { return writer.ReplaceOrgans(organs); }));
    ASSERT_OK_AND_ASSIGN(auto view, LoadReference(*store_, absl::Now() + absl::Seconds(30)));
    reference_->Set(std::move(view));
  }
  // The housing office into the building office, and that into the education office.
  void Merge() {
    Directory({Merged(Of("330108-fgj", "滨江区房管局", "滨房"), "330108-jsj"), Merged(Of("330108-jsj", "滨江区建设局", "滨建"), "330108-jyj"),
               Education()});
  }
  v1::FileRequestResponse Filed() {
    v1::FileRequestRequest filing = NewFiling();
    filing.set_parent("organs/330108-fgj");
    filing.set_channel(v1::IN_PERSON);
    const auto filed = Call(Person("clerk-2", {"clerk"}, "330108-fgj"), filing, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    return filed.value_or(v1::FileRequestResponse());
  }
  static v1::DraftReplyRequest Granting() {
    v1::DraftReplyRequest draft;
    v1::ReplyPart& part = *draft.mutable_reply()->add_parts();
    part.set_leaf("granted");
    (*part.mutable_elements())["information_or_way"] = "方案1份，随本答复书提供";
    return draft;
  }
  std::string Html(const v1::Request& request, const std::string& id) {
    v1::GetDocumentRequest get;
    get.set_name(absl::StrCat(request.name(), "/documents/", id));
    const auto body = Call(handler_, get, &Stub::GetDocument);
    EXPECT_OK(body.status());
    return body.ok() ? body->data() : "";
  }
  void Answer(const v1::Request& request) {
    ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
    ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    ASSERT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  }
};

TEST_F(MergedOrganTest, Of8Article4TheReplyIsSignedByTheOrganThatGoesOnWithTheRequest) {
  const v1::FileRequestResponse filed = Filed();
  const v1::Request& request = filed.request();
  ASSERT_OK(Act(Person("h", {"handler"}, "330108-fgj"), request, Granting(), &Stub::DraftReply).status());
  Merge();
  Answer(Received());
  Answer(request);
  ASSERT_OK_AND_ASSIGN(const v1::Request issued, Get(request, handler_));
  EXPECT_EQ(issued.document_number(), "滨教公复〔2026〕2号") << "in the series of who signs";
  const std::string html = Html(request, "5-1");
  EXPECT_THAT(html, AllOf(HasSubstr("杭州市滨江区教育局"), HasSubstr("滨江区教育局的复议机关"), HasSubstr("滨江区教育局的法院"),
                          HasSubstr("330108-fgj-2026-1"), Not(HasSubstr("房管局")), Not(HasSubstr("建设局"))));
  EXPECT_EQ(Html(request, "receipt"), filed.receipt_html()) << "what was filed where, stays";
}

TEST_F(MergedOrganTest, Of8Article4TheRemedyAgainstSilenceNamesTheOrganThatGoesOn) {
  const v1::FileRequestResponse filed = Filed();
  Merge();
  At("2026-11-02");
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse tracked, Track(filed.request().number(), filed.access_code()));
  EXPECT_THAT(tracked.overdue_remedy(), HasSubstr("滨江区教育局的复议机关"));
}

TEST_F(MergedOrganTest, TheOrganThatGoesOnDoesNotConsultItself) {
  const v1::FileRequestResponse filed = Filed();
  Merge();
  v1::ConsultRequest consult;
  consult.set_kind(v1::JOINT_ORGAN);
  consult.set_organ("organs/330108-jyj");
  consult.set_information("方案");
  EXPECT_THAT(Act(handler_, filed.request(), consult, &Stub::Consult), HasReason("BAD_REQUEST"));
}

TEST_F(MergedOrganTest, ADirectoryThatRunsInACircleHoldsNobodyUp) {
  const v1::FileRequestResponse filed = Filed();
  Directory({Merged(Of("330108-fgj", "滨江区房管局", "滨房"), "330108-jsj"), Merged(Of("330108-jsj", "滨江区建设局", "滨建"), "330108-fgj"), Education()});
  EXPECT_OK(Get(filed.request(), Person("h", {"handler"}, "330108-fgj")).status());
}

}  // namespace
}  // namespace disclosure::request
