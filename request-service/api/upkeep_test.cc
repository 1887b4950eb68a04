// What the service does by itself: due dates by the calendar in force, and forgetting what is old.
#include "request-service/api/upkeep.h"

#include "request-service/api/proof_fixture.h"
#include "request-service/api/reference_handlers.h"

namespace disclosure::request {
namespace {

using ::testing::IsEmpty;

constexpr char kSportsDay[] = "division,date,kind,name,notice\n330108,2026-09-21,off,运动会,区政办〔2026〕1号\n";

class UpkeepTest : public ProofTest {
 protected:
  static v1::ImportCalendarRequest SportsDay() {
    v1::ImportCalendarRequest import;
    import.set_overlays_csv(kSportsDay);
    return import;
  }
  v1::ImportCalendarResponse Import() {
    const auto imported = Call(operator_, SportsDay(), &Stub::ImportCalendar);
    EXPECT_OK(imported.status());
    return imported.value_or(v1::ImportCalendarResponse());
  }
  // With no time left for any request.
  v1::ImportCalendarResponse ImportBrokenOff() {
    const disclosure::Call call{.method = "ImportCalendar", .caller = operator_, .deadline = absl::Now() + absl::Seconds(2)};
    const auto imported = ReferenceHandlers(*backend_).ImportCalendar(call, SportsDay());
    EXPECT_OK(imported.status());
    return imported.value_or(v1::ImportCalendarResponse());
  }
  static std::vector<std::string> Told(const v1::ImportCalendarResponse& imported) {
    std::vector<std::string> out;
    for (const auto& change : imported.changes()) out.push_back(absl::StrCat(change.request(), " ", change.before(), " ", change.after()));
    return out;
  }
  std::string Due(const v1::Request& request) {
    const auto read = Get(request, handler_);
    EXPECT_OK(read.status());
    return read.ok() ? read->due_on() : "";
  }
  std::vector<std::string> Breaks() {
    v1::VerifyAuditRequest verify;
    verify.set_parent("organs/330108-jyj");
    std::vector<std::string> out;
    do {
      const auto page = Call(auditor_, verify, &Stub::VerifyAudit);
      EXPECT_OK(page.status());
      if (!page.ok()) return {"failed"};
      for (const v1::AuditBreak& found : page->breaks()) out.push_back(found.ShortDebugString());
      verify.set_page_token(page->next_page_token());
    } while (!verify.page_token().empty());
    return out;
  }
  static absl::Time Soon() { return absl::Now() + absl::Seconds(30); }

  const std::string first_ = "organs/330108-jyj/requests/2026-1 2026-10-22 2026-10-23";
  const std::string second_ = "organs/330108-jyj/requests/2026-2 2026-10-22 2026-10-23";
};

TEST_F(UpkeepTest, Article33AReplyIsOwedUntilItIsServedSoANewCalendarMovesItsDueDateToo) {
  const v1::Request request = Received();
  ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
  ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  ASSERT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  EXPECT_EQ(Due(request), "2026-10-22");
  EXPECT_THAT(Told(Import()), ElementsAre(first_));
  EXPECT_EQ(Due(request), "2026-10-23");
  EXPECT_THAT(Breaks(), IsEmpty());
}

TEST_F(UpkeepTest, ACalendarWhoseImportBrokeOffIsFollowedByTheServiceAndToldByTheNextImport) {
  const v1::Request first = Received(), second = Received();
  const v1::ImportCalendarResponse broken = ImportBrokenOff();
  EXPECT_THAT(Told(broken), IsEmpty());
  EXPECT_EQ(broken.remaining(), 2);
  EXPECT_EQ(Due(first), "2026-10-22");
  EXPECT_THAT(Breaks(), IsEmpty()) << "what waits to be counted anew is not altered";
  ASSERT_OK_AND_ASSIGN(const int64_t left, FollowCalendar(*backend_, Soon()));
  EXPECT_EQ(left, 0);
  EXPECT_EQ(Due(first), "2026-10-23");
  EXPECT_EQ(Due(second), "2026-10-23");
  EXPECT_THAT(Breaks(), IsEmpty());
  const v1::ImportCalendarResponse again = Import();
  EXPECT_THAT(Told(again), ElementsAre(first_, second_));
  EXPECT_EQ(again.remaining(), 0);
  EXPECT_THAT(Told(Import()), IsEmpty()) << "each is told once";
}

TEST_F(UpkeepTest, TheSameCalendarAgainGoesOnWithTheRest) {
  Received();
  Received();
  EXPECT_EQ(ImportBrokenOff().remaining(), 2);
  EXPECT_EQ(ImportBrokenOff().remaining(), 2);
  const v1::ImportCalendarResponse rest = Import();
  EXPECT_THAT(Told(rest), ElementsAre(first_, second_));
  EXPECT_EQ(rest.remaining(), 0);
}

TEST_F(UpkeepTest, ARequestThatCannotBeCountedDoesNotKeepTheOthers) {
  Received();
  Received();
  Tamper("UPDATE requests SET applicant_sealed=REPEAT('x', 100) WHERE serial=1");
  const v1::ImportCalendarResponse imported = Import();
  EXPECT_THAT(Told(imported), ElementsAre(second_));
  EXPECT_EQ(imported.remaining(), 1);
}

TEST_F(UpkeepTest, AnotherReplicaActsByTheNewCalendarOnceItHasLooked) {
  const v1::Request request = Received();
  Reference other_reference(reference_->Get());
  const Backend other{*store_, vault_, clock_, other_reference, law_, {}, {}, &*objects_};
  const auto service = NewService(*runner_, other, *feeds_, *consultation_feeds_);
  ASSERT_OK_AND_ASSIGN(const auto server, RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, service.get(),
                                                           v1::RequestService::service_full_name()));
  Import();
  stub_ = v1::RequestService::NewStub(server->InProcessChannel());
  // It has not looked yet: what it counts by the old calendar does not stay.
  ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
  EXPECT_EQ(Due(request), "2026-10-22");
  ASSERT_OK_AND_ASSIGN(const int64_t left, FollowCalendar(other, Soon()));
  EXPECT_EQ(left, 0);
  EXPECT_EQ(Due(request), "2026-10-23");
  ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  EXPECT_EQ(Due(request), "2026-10-23");
  EXPECT_EQ(Due(Received()), "2026-10-23");
  EXPECT_THAT(Breaks(), IsEmpty());
  server->Stop(absl::Seconds(5));
}

TEST_F(UpkeepTest, RememberedAnswersAndChangesGoWhenTheirDayIsOver) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0001");
  ASSERT_OK(Call(Caller{}, filing, &Stub::FileRequest).status());
  At("2026-09-19", 9);
  filing.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0002");
  ASSERT_OK(Call(Caller{}, filing, &Stub::FileRequest).status());
  ASSERT_OK(ForgetOld(*backend_, Soon()));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM served"), 2);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM changes"), 2);
  At("2026-09-19", 11);
  ASSERT_OK(ForgetOld(*backend_, Soon()));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM served"), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM changes"), 1);
  ASSERT_OK(Call(Caller{}, filing, &Stub::FileRequest).status());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 2) << "the second is remembered still";
}

}  // namespace
}  // namespace disclosure::request
