// Texts as people write them: rare characters of names come back as they were; emoji and control characters do not come in.
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kName[] = "𠮷野𪚥";
constexpr char kSubject[] = "𠮷祥里小区学区划分方案";
constexpr char kEmoji[] = "学区🏫划分";
constexpr char kBell[] = "响\a铃";

class TextTest : public ServiceTest {
 protected:
  v1::FileRequestResponse File() {
    v1::FileRequestRequest filing = NewFiling();
    filing.mutable_applicant()->set_display_name(kName);
    filing.mutable_wanted()->set_subject(kSubject);
    const auto filed = Call(Caller{}, filing, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    if (!filed.ok()) return {};
    v1::ConfirmReceiptRequest confirm;
    confirm.set_act("电话向𠮷野确认");
    EXPECT_OK(Act(clerk_, filed->request(), confirm, &Stub::ConfirmReceipt).status());
    return *filed;
  }
  std::string Export() {
    grpc::ClientContext context;
    context.AddMetadata(kCallerMetadata, ToProto(clerk_).SerializeAsString());
    v1::ExportRequestsRequest request;
    request.set_parent("organs/330108-jyj");
    const auto reader = stub_->ExportRequests(&context, request);
    std::string all;
    for (google::api::HttpBody piece; reader->Read(&piece);) all += piece.data();
    EXPECT_OK(FromGrpc(reader->Finish()));
    return all;
  }
  template <typename Response>
  static std::vector<std::string> BadFields(const absl::StatusOr<Response>& refused) {
    EXPECT_THAT(refused, HasReason("BAD_REQUEST"));
    std::vector<std::string> fields;
    for (const error::Violation& violation : error::GetInfo(refused.status()).value_or(error::Info{}).violations) fields.push_back(violation.field);
    return fields;
  }
};

TEST_F(TextTest, IdeographsOfFourBytesComeBackFromTheDatabaseAsTheyWereWritten) {
  const v1::Request filed = File().request();
  EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM requests WHERE subject='", kSubject, "'")), 1);
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(filed, handler_));
  EXPECT_EQ(read.applicant().display_name(), kName);
  EXPECT_EQ(read.wanted().subject(), kSubject);
  EXPECT_EQ(read.events(1).details().at("act"), "电话向𠮷野确认");

  v1::ListRequestsRequest list;
  list.set_parent("organs/330108-jyj");
  list.mutable_filter()->set_text("𠮷祥");
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse listed, Call(handler_, list, &Stub::ListRequests));
  ASSERT_EQ(listed.requests_size(), 1);
  EXPECT_EQ(listed.requests(0).wanted().subject(), kSubject);
  EXPECT_EQ(listed.requests(0).applicant().display_name(), kName);
  list.mutable_filter()->set_text("𠀀祥");
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse none, Call(handler_, list, &Stub::ListRequests));
  EXPECT_EQ(none.requests_size(), 0) << "one rare character is not another";

  EXPECT_THAT(Export(), HasSubstr(absl::StrCat(",", kName, ",resident_id,33010819000101001X,internet,2026-09-18,", kSubject, ",")));
  v1::GetDocumentRequest receipt;
  receipt.set_name(filed.name() + "/documents/receipt");
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody html, Call(handler_, receipt, &Stub::GetDocument));
  EXPECT_THAT(html.data(), HasSubstr(kSubject));
}

TEST_F(TextTest, EmojiAndControlCharactersInAnOfficersActAreRefusedByField) {
  const v1::Request request = File().request();
  for (const char* text : {kBell, kEmoji}) {
    v1::RequireCorrectionRequest correction;
    correction.add_items(text);
    correction.set_guidance(text);
    correction.set_deadline("2026-10-12");
    EXPECT_THAT(BadFields(Act(clerk_, request, correction, &Stub::RequireCorrection)), ElementsAre("items", "guidance"));
    v1::ExtendPeriodRequest extend;
    extend.set_working_days(5);
    extend.set_reason(text);
    EXPECT_THAT(BadFields(Act(approver_, request, extend, &Stub::ExtendPeriod)), ElementsAre("reason"));
  }
  ASSERT_OK_AND_ASSIGN(const v1::Request after, Get(request, handler_));
  EXPECT_EQ(after.events_size(), 2) << "nothing was written";
}

TEST_F(TextTest, EmojiAndControlCharactersOfAnApplicantAreRefusedByField) {
  for (const char* text : {kBell, kEmoji}) {
    v1::FileRequestRequest filing = NewFiling();
    filing.mutable_applicant()->set_display_name(text);
    filing.mutable_wanted()->set_subject(text);
    EXPECT_THAT(BadFields(Call(Caller{}, filing, &Stub::FileRequest)), ElementsAre("applicant.display_name", "wanted.subject"));
  }
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 0) << "nothing was written";
  const v1::FileRequestResponse filed = File();
  v1::WithdrawOwnRequestRequest withdraw;
  withdraw.set_number(filed.request().number());
  withdraw.set_access_code(filed.access_code());
  for (const char* text : {kBell, kEmoji}) {
    withdraw.set_reason(text);
    EXPECT_THAT(BadFields(Call(Caller{}, withdraw, &Stub::WithdrawOwnRequest)), ElementsAre("reason"));
  }
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), 2) << "nothing was written";
}

}  // namespace
}  // namespace disclosure::request
