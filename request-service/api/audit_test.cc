// The audit finds what was done to the database behind the service's back.
#include "request-service/api/proof_fixture.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class AuditTest : public ProofTest {
 protected:
  // Two requests, the first with three events, and a checkpoint over them.
  void SetUp() override {
    const v1::Request request = Received();
    ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
    ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    Received();
    ASSERT_OK(Seal().status());
    ASSERT_THAT(Breaks(), IsEmpty());
  }

  absl::StatusOr<v1::SealAuditResponse> Seal() { return Call(operator_, v1::SealAuditRequest(), &Stub::SealAudit); }

  // Page by page, two at a time.
  absl::StatusOr<v1::VerifyAuditResponse> Verify(const std::string& parent = "organs/-", const std::string& head = "") {
    v1::VerifyAuditRequest request;
    request.set_parent(parent);
    request.set_page_size(2);
    request.set_head(head);
    v1::VerifyAuditResponse all;
    do {
      ASSIGN_OR_RETURN(const v1::VerifyAuditResponse page, Call(parent == "organs/-" ? operator_ : auditor_, request, &Stub::VerifyAudit));
      all.MergeFrom(page);
      request.set_page_token(page.next_page_token());
      counted_requests_ += page.requests();
      counted_events_ += page.events();
    } while (!request.page_token().empty());
    return all;
  }
  // "EVENT_ALTERED 2026-1#2".
  std::vector<std::string> Breaks(const std::string& parent = "organs/-", const std::string& head = "") {
    std::vector<std::string> out;
    const auto verified = Verify(parent, head);
    EXPECT_OK(verified.status());
    if (!verified.ok()) return {"failed"};
    for (const v1::AuditBreak& found : verified->breaks()) {
      const std::string id = found.request().substr(found.request().rfind('/') + 1);
      out.push_back(absl::StrCat(v1::AuditBreak::Problem_Name(found.problem()), " ", id.empty() ? absl::StrCat("@", found.checkpoint()) : id,
                                 found.seq() > 0 ? absl::StrCat("#", found.seq()) : ""));
      EXPECT_FALSE(found.text().empty());
    }
    return out;
  }

  // The first request has its reply: 2026-1#4.
  void Issue() {
    v1::IssueReplyRequest issue;
    issue.set_name("organs/330108-jyj/requests/2026-1");
    ASSERT_OK(Call(handler_, issue, &Stub::IssueReply).status());
    ASSERT_THAT(Breaks(), IsEmpty());
  }

  int64_t counted_requests_ = 0;
  int64_t counted_events_ = 0;
};

TEST_F(AuditTest, AWholeRecordHasNoBreaks) {
  counted_requests_ = counted_events_ = 0;
  EXPECT_THAT(Breaks(), IsEmpty());
  EXPECT_EQ(counted_requests_, 2);
  EXPECT_EQ(counted_events_, 4);
  EXPECT_THAT(Breaks("organs/330108-tjj"), IsEmpty());
}

TEST_F(AuditTest, ACorrectedApplicantLeavesTheRecordWholeAndItsEventSaysNoMoreThanWhichFields) {
  v1::Request request;
  request.set_name("organs/330108-jyj/requests/2026-1");
  v1::CorrectApplicantRequest correct;
  correct.set_reason("来电更正");
  const auto bad_fields = [&] { return testing::BadFields(Act(clerk_, request, correct, &Stub::CorrectApplicant).status()); };
  EXPECT_THAT(bad_fields(), ElementsAre("applicant_class")) << "nothing differs";
  correct.set_phone("");
  EXPECT_THAT(bad_fields(), ElementsAre("phone")) << "条例 art. 29";
  correct.set_email("new@example.cn");
  correct.set_postcode("310051");
  EXPECT_THAT(Act(handler_, request, correct, &Stub::CorrectApplicant), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::Request corrected, Act(clerk_, request, correct, &Stub::CorrectApplicant));
  EXPECT_EQ(corrected.applicant().email(), "new@example.cn");
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(request, handler_));
  EXPECT_EQ(read.applicant().phone(), "");
  EXPECT_EQ(read.applicant().postcode(), "310051");
  EXPECT_EQ(read.applicant().display_name(), "测试甲") << "not the clerk's to change";
  const v1::Event& event = read.events(read.events_size() - 1);
  EXPECT_EQ(event.label(), "更正申请人信息");
  EXPECT_EQ(event.details().at("fields"), "phone\nemail\npostcode");
  EXPECT_EQ(event.DebugString().find("new@example.cn"), std::string::npos);
  ASSERT_OK(Seal().status());
  EXPECT_THAT(Breaks(), IsEmpty());
}

TEST_F(AuditTest, AClassThatIsNotTheCorrectedOneIsFound) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_applicant()->set_identity_kind(v1::OTHER_IDENTITY);
  filing.mutable_applicant()->set_identity_kind_text("护照");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
  v1::CorrectApplicantRequest correct;
  correct.set_reason("登记有误");
  correct.set_applicant_class(v1::RESEARCH);
  ASSERT_OK(Act(clerk_, filed.request(), correct, &Stub::CorrectApplicant).status());
  EXPECT_THAT(Breaks(), IsEmpty());
  ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) -> absl::Status {
    const RequestKey key{"330108-jyj", 2026, 3};
    ASSIGN_OR_RETURN(RequestRow row, writer.GetRequest(key));
    row.applicant.applicant_class = ApplicantClass::kBusiness;
    return writer.UpdateApplicant(key, row.applicant);
  }));
  EXPECT_THAT(Breaks(), ElementsAre("PROJECTION_ALTERED 2026-3", "FILING_ALTERED 2026-3")) << "the event vouches for it too";
}

TEST_F(AuditTest, AnAlteredEventIsFound) {
  Tamper("UPDATE request_events SET actor='somebody' WHERE serial=1 AND seq=2");
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_ALTERED 2026-1#2"));
  EXPECT_THAT(Breaks("organs/330108-tjj"), IsEmpty()) << "another organ's";
}

TEST_F(AuditTest, AnEventUnreadableOrOfAnotherRequestIsFound) {
  Tamper("UPDATE request_events SET data_sealed=CONCAT(LEFT(data_sealed, 20), 'xxxxxxxxxxxxxxxxxxxxxxx') WHERE serial=2 AND seq=1");
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_ALTERED 2026-2#1"));
}

TEST_F(AuditTest, AnEventWhoseChainWasComputedAnewIsFoundByItsCheckpoint) {
  // As somebody would who has the keys of the fields and knows the chain: the hash of the last event is right again.
  Tamper("UPDATE request_events SET actor='somebody' WHERE serial=2 AND seq=1");
  const std::string hash = RecomputedHash(2);
  Tamper("UPDATE request_events SET hash=UNHEX('" + absl::BytesToHexString(hash) + "') WHERE serial=2 AND seq=1");
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_ALTERED 2026-2#1")) << "against the seal";
}

TEST_F(AuditTest, AnEventTakenFromTheMiddleIsFound) {
  Tamper("DELETE FROM request_events WHERE serial=1 AND seq=2");
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_MISSING 2026-1#2"));
}

TEST_F(AuditTest, ATailCutOffIsFoundEvenIfTheProjectionWasMadeToFit) {
  Tamper("DELETE FROM request_events WHERE serial=1 AND seq=3");
  EXPECT_THAT(Breaks(), ElementsAre("PROJECTION_ALTERED 2026-1", "EVENT_MISSING 2026-1#3"));
  Tamper("UPDATE requests SET state=6 WHERE serial=1");
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_MISSING 2026-1#3")) << "the checkpoint knows it";
}

TEST_F(AuditTest, ARequestTakenAwayIsFoundByItsNumberAndByItsCheckpoint) {
  Tamper("DELETE FROM requests WHERE serial=1");
  EXPECT_THAT(Breaks(), ElementsAre("REQUEST_MISSING 2026-1"));
  Tamper("DELETE FROM request_events WHERE serial=1");
  EXPECT_THAT(Breaks(), ElementsAre("REQUEST_MISSING 2026-1", "EVENT_MISSING 2026-1#3"));
}

TEST_F(AuditTest, TheLastRequestTakenAwayIsFoundEvenIfItsNumberWasTakenBack) {
  Tamper("DELETE FROM requests WHERE serial=2");
  EXPECT_THAT(Breaks(), ElementsAre("REQUEST_MISSING 2026-2"));
  Tamper("DELETE FROM request_events WHERE serial=2");
  Tamper("UPDATE request_serials SET last_serial=1");
  EXPECT_THAT(Breaks(), ElementsAre("EVENT_MISSING 2026-2#1"));
}

TEST_F(AuditTest, AnAlteredProjectionIsFound) {
  for (const char* change : {"state=8", "due_on='2027-01-01'", "concluded_on='2026-09-18'", "received_on=NULL", "channel=2", "leaf='partial'",
                             "outcome='granted'", "items=3", "handler='somebody'", "applicant_sealed=CONCAT(applicant_sealed, 'x')"}) {
    Tamper(absl::StrCat("UPDATE requests SET ", change, " WHERE serial=1"));
    EXPECT_THAT(Breaks(), Not(IsEmpty())) << change;
  }
  EXPECT_THAT(Breaks(), ElementsAre("PROJECTION_ALTERED 2026-1", "PROJECTION_ALTERED 2026-1")) << "the applicant and the rest";
}

TEST_F(AuditTest, EachFieldOfTheProjectionIsComparedByItself) {
  Issue();
  for (const auto& [change, back] : std::vector<std::pair<std::string, std::string>>{{"outcome='partial'", "outcome=''"},  // not served yet
                                                                                     {"items=3", "items=1"},
                                                                                     {"handler='somebody'", "handler='handler-1'"}}) {
    Tamper(absl::StrCat("UPDATE requests SET ", change, " WHERE serial=1"));
    EXPECT_THAT(Breaks(), ElementsAre("PROJECTION_ALTERED 2026-1")) << change;
    Tamper(absl::StrCat("UPDATE requests SET ", back, " WHERE serial=1"));
    EXPECT_THAT(Breaks(), IsEmpty()) << back;
  }
}

TEST_F(AuditTest, AnAlteredWishOrApplicantIsFound) {
  for (const char* change : {"subject='别的事项'", "purpose='自用'", "form=1", "route=1", "applicant_class=2"}) {
    SCOPED_TRACE(change);
    Tamper("CREATE OR REPLACE TABLE kept AS SELECT * FROM requests");
    Tamper(absl::StrCat("UPDATE requests SET ", change, " WHERE serial=2"));
    EXPECT_THAT(Breaks(), ElementsAre("FILING_ALTERED 2026-2"));
    Tamper("REPLACE INTO requests SELECT * FROM kept");
    EXPECT_THAT(Breaks(), IsEmpty());
  }
}

TEST_F(AuditTest, AnApplicantSealedAnewByWhoHasTheKeysIsFound) {
  ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(RequestRow row, writer.GetRequest({"330108-jyj", 2026, 2}));
    row.applicant.name = "别人";
    return writer.Anonymise(row, {}, clock_.Now());
  }));
  EXPECT_THAT(Breaks(), ElementsAre("FILING_ALTERED 2026-2"));
}

TEST_F(AuditTest, AnEventOfBeforeTheDigestsVouchesForNoFilingAndNoPaper) {
  Issue();
  ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(RequestRow row, writer.GetRequest({"330108-jyj", 2026, 2}));
    row.key.serial = 3;
    RETURN_IF_ERROR(writer.NextSerial("330108-jyj", 2026).status());
    RETURN_IF_ERROR(writer.InsertRequest(row));
    return writer.AppendEvent(row.key, {1, clock_.Now(), "clerk-1", Filed{row.channel, row.arrived}}, "").status();
  }));
  Tamper("UPDATE requests SET subject='别的事项' WHERE serial=3");
  EXPECT_THAT(Breaks(), IsEmpty());
}

TEST_F(AuditTest, AnAlteredOrDeletedPaperIsFound) {
  Issue();
  for (const char* change : {"content_sealed=CONCAT(content_sealed, 'x')", "content_sealed=''", "number='滨教公复〔2026〕9号'", "title='别的'",
                             "issued_on='2026-09-01'", "to_applicant=0", "code='R02'"}) {
    SCOPED_TRACE(change);
    Tamper("CREATE OR REPLACE TABLE kept AS SELECT * FROM documents");
    Tamper(absl::StrCat("UPDATE documents SET ", change));
    EXPECT_THAT(Breaks(), ElementsAre("PAPER_ALTERED 2026-1#4"));
    Tamper("REPLACE INTO documents SELECT * FROM kept");
    EXPECT_THAT(Breaks(), IsEmpty());
  }
  Tamper("DELETE FROM documents");
  EXPECT_THAT(Breaks(), ElementsAre("PAPER_MISSING 2026-1#4"));
}

TEST_F(AuditTest, AnAlteredCheckpointIsFound) {
  Tamper("UPDATE audit_checkpoints SET time_us=time_us+1");
  EXPECT_THAT(Breaks(), ElementsAre("CHECKPOINT_ALTERED @1"));
}

TEST_F(AuditTest, ASealedHeadTakenAwayOrReplacedIsFound) {
  Tamper("UPDATE audit_heads SET hash=REPEAT('x', 32) WHERE serial=2");
  EXPECT_THAT(Breaks(), ElementsAre("CHECKPOINT_ALTERED @1", "EVENT_ALTERED 2026-2#1"));
  Tamper("DELETE FROM audit_heads WHERE serial=2");
  EXPECT_THAT(Breaks(), ElementsAre("NOT_SEALED 2026-2#1", "CHECKPOINT_ALTERED @1"));
}

TEST_F(AuditTest, CheckpointsTakenAwayAreFoundByTheirNumberAndByTheHeadThatWasWrittenDown) {
  Received();
  ASSERT_OK_AND_ASSIGN(const v1::SealAuditResponse second, Seal());
  EXPECT_THAT(second.head(), StartsWith("2:"));
  EXPECT_THAT(Breaks("organs/-", second.head()), IsEmpty());
  EXPECT_THAT(Breaks("organs/-", "2:00"), ElementsAre("CHECKPOINT_ALTERED @2"));
  Tamper("DELETE FROM audit_checkpoints WHERE number=1");
  EXPECT_THAT(Breaks(), ElementsAre("CHECKPOINT_MISSING @1", "CHECKPOINT_ALTERED @2"));
  Tamper("DELETE FROM audit_checkpoints");
  EXPECT_THAT(Breaks(), ElementsAre("CHECKPOINT_MISSING @1"));
  Tamper("UPDATE audit_last SET number=0");
  EXPECT_THAT(Breaks("organs/-", second.head()), ElementsAre("CHECKPOINT_MISSING @2"));
}

TEST_F(AuditTest, ACheckpointSealsOnlyWhatIsNewAndNothingIsSealedTwice) {
  ASSERT_OK_AND_ASSIGN(const v1::SealAuditResponse again, Seal());
  EXPECT_EQ(again.checkpoints(), 0);
  EXPECT_THAT(again.head(), StartsWith("1:"));
  Received();
  EXPECT_THAT(Breaks(), IsEmpty()) << "the newest request waits for its seal";
  ASSERT_OK_AND_ASSIGN(const v1::SealAuditResponse next, Seal());
  EXPECT_EQ(next.checkpoints(), 1);
  EXPECT_EQ(Count("SELECT heads FROM audit_checkpoints WHERE number=2"), 1);
  EXPECT_THAT(Breaks(), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const v1::AuditHead head, Call(auditor_, v1::GetAuditHeadRequest(), &Stub::GetAuditHead));
  EXPECT_EQ(head.head(), next.head());
}

TEST_F(AuditTest, ARequestKeptFromItsSealIsFound) {
  Received();
  Tamper("DELETE FROM audit_pending");
  EXPECT_THAT(Breaks(), ElementsAre("NOT_SEALED 2026-3#1"));
}

TEST_F(AuditTest, ReplicasThatSealAtOnceMakeOneChain) {
  for (int i = 0; i < 8; ++i) Received();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { EXPECT_OK(Seal().status()); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(Breaks(), IsEmpty());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM audit_pending"), 0);
}

TEST_F(AuditTest, TheDatabaseItselfRefusesToChangeTheRecord) {
  for (const char* sql : {"DELETE FROM request_events", "UPDATE request_events SET actor='x'", "UPDATE request_events SET hash=''",
                          "DELETE FROM audit_checkpoints", "UPDATE audit_checkpoints SET heads=0", "DELETE FROM audit_heads",
                          "UPDATE audit_heads SET seq=9"}) {
    EXPECT_FALSE(Execute(sql).ok()) << sql;
  }
  EXPECT_THAT(Breaks(), IsEmpty());
}

TEST_F(AuditTest, OnlyAuditorsVerifyAndOnlyOperatorsSeal) {
  v1::VerifyAuditRequest verify;
  verify.set_parent("organs/-");
  EXPECT_THAT(Call(handler_, verify, &Stub::VerifyAudit), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(auditor_, v1::SealAuditRequest(), &Stub::SealAudit), StatusIs(absl::StatusCode::kPermissionDenied));
  verify.set_page_token("bm9uc2Vuc2U");
  EXPECT_THAT(Call(operator_, verify, &Stub::VerifyAudit), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(AuditTest, AnAuditorVerifiesTheOrgansOfHisDivisionOnly) {
  const Caller street = Person("a", {"auditor"}, "330108001-xixing"), city = Person("a", {"auditor"}, "330100-sjj");
  v1::VerifyAuditRequest verify;
  v1::ListAccessesRequest accesses;
  verify.set_parent("organs/330108-jyj");
  accesses.set_parent("organs/330108-jyj");
  for (const Caller& above : {auditor_, city}) EXPECT_OK(Call(above, verify, &Stub::VerifyAudit).status());
  EXPECT_THAT(Call(street, verify, &Stub::VerifyAudit), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(street, accesses, &Stub::ListAccesses), StatusIs(absl::StatusCode::kPermissionDenied));
  verify.set_parent("organs/-");
  for (const Caller& anybody : {auditor_, city, street}) {
    EXPECT_THAT(Call(anybody, verify, &Stub::VerifyAudit), StatusIs(absl::StatusCode::kPermissionDenied));
  }
  EXPECT_OK(Call(operator_, verify, &Stub::VerifyAudit).status());
}

}  // namespace
}  // namespace disclosure::request
