// Filing a request and following it.
#include <set>
#include <thread>

#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class FilingTest : public ServiceTest {};

TEST_F(FilingTest, AnybodyFilesByTheInternetAndGetsNumberAndAccessCode) {
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, NewFiling(), &Stub::FileRequest));
  EXPECT_EQ(filed.request().number(), "330108-jyj-2026-1");
  EXPECT_EQ(filed.request().name(), "organs/330108-jyj/requests/2026-1");
  EXPECT_EQ(filed.request().state(), v1::FILED) << "条例 art. 31: an internet filing waits for confirmation";
  EXPECT_EQ(filed.request().received_on(), "");
  EXPECT_EQ(filed.access_code().size(), 19u);
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse tracked, Track("330108-jyj-2026-1", filed.access_code()));
  EXPECT_EQ(tracked.state_label(), "待确认收到");
  EXPECT_EQ(tracked.steps(0).label(), "提交申请");
}

TEST_F(FilingTest, TheClerksFilingInPersonIsReceivedAndDueAtOnce) {
  const v1::Request request = Received();
  EXPECT_EQ(request.state(), v1::HANDLING);
  EXPECT_EQ(request.received_on(), "2026-09-18");
  EXPECT_EQ(request.due_on(), "2026-10-22");
}

TEST_F(FilingTest, AFilingIsNeverRefusedForAMissingNotice) {
  At("2026-12-10");
  const v1::Request request = Received();
  EXPECT_EQ(request.state(), v1::HANDLING);
  EXPECT_EQ(request.due_on(), "");
  EXPECT_EQ(request.due_unknown(), "CALENDAR_YEAR_MISSING");
}

TEST_F(FilingTest, NumbersRunWithoutGapsPerOrganAndYear) {
  v1::FileRequestRequest broken = NewFiling();
  broken.mutable_applicant()->set_identity_number("1");
  std::vector<std::string> numbers;
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(Call(Caller{}, broken, &Stub::FileRequest), HasReason("BAD_REQUEST"));
    numbers.push_back(Received().number());
  }
  EXPECT_THAT(numbers, ::testing::ElementsAre("330108-jyj-2026-1", "330108-jyj-2026-2", "330108-jyj-2026-3"));
  v1::FileRequestRequest other = NewFiling();
  other.set_parent("organs/330108-tjj");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse elsewhere, Call(Caller{}, other, &Stub::FileRequest));
  EXPECT_EQ(elsewhere.request().number(), "330108-tjj-2026-1");
  At("2027-01-04");
  EXPECT_EQ(Received().number(), "330108-jyj-2027-1");
}

TEST_F(FilingTest, FilingsAtOnceGetNumbersOfTheirOwn) {
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::set<std::string> numbers;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 10; ++k) {
        const auto filed = Call(Caller{}, NewFiling(), &Stub::FileRequest);
        ASSERT_OK(filed.status());
        std::lock_guard lock(mutex);
        numbers.insert(filed->request().number());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(numbers.size(), 40u);
  EXPECT_EQ(Count("SELECT last_serial FROM request_serials WHERE organ = '330108-jyj'"), 40);
}

TEST_F(FilingTest, TheSameRequestIdIsOneFilingWithOneCode) {
  v1::FileRequestRequest request = NewFiling();
  request.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0001");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse first, Call(Caller{}, request, &Stub::FileRequest));
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse again, Call(Caller{}, request, &Stub::FileRequest));
  EXPECT_EQ(again.access_code(), first.access_code());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 1);
  request.mutable_wanted()->set_subject("另一件事");
  EXPECT_THAT(Call(Caller{}, request, &Stub::FileRequest), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(FilingTest, EveryMissingElementOfArticle29IsNamedAndNothingIsWritten) {
  v1::FileRequestRequest request;
  request.set_parent("organs/330108-jyj");
  const auto refused = Call(Caller{}, request, &Stub::FileRequest);
  EXPECT_THAT(refused, HasReason("BAD_REQUEST"));
  EXPECT_EQ(error::GetInfo(refused.status())->violations.size(), 7u);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_serials"), 0);
}

TEST_F(FilingTest, ChannelAndDayAreForTheOrgansOwnClerk) {
  v1::FileRequestRequest request = NewFiling();
  request.set_channel(v1::IN_PERSON);
  EXPECT_THAT(Call(Caller{}, request, &Stub::FileRequest), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(stranger_, request, &Stub::FileRequest), StatusIs(absl::StatusCode::kPermissionDenied));
  request.set_arrived_on("2026-09-19");
  EXPECT_THAT(Call(clerk_, request, &Stub::FileRequest), HasReason("BAD_REQUEST")) << "in the future";
  request.set_arrived_on("2026-02-30");
  EXPECT_THAT(Call(clerk_, request, &Stub::FileRequest), HasReason("BAD_REQUEST"));
  request.set_arrived_on("2026-09-17");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, request, &Stub::FileRequest));
  EXPECT_EQ(filed.request().received_on(), "2026-09-17");
}

TEST_F(FilingTest, AnOrganThatIsUnknownOrGoneIsNotAsked) {
  v1::FileRequestRequest request = NewFiling();
  request.set_parent("organs/330108-nobody");
  EXPECT_THAT(Call(Caller{}, request, &Stub::FileRequest), StatusIs(absl::StatusCode::kNotFound));
  request.set_parent("organs/330108-old");
  EXPECT_THAT(Call(Caller{}, request, &Stub::FileRequest), HasReason("WRONG_STATE"));
}

TEST_F(FilingTest, AnOrganThatWasMergedNamesItsSuccessor) {
  v1::FileRequestRequest request = NewFiling();
  request.set_parent("organs/330108-mrg");
  const auto refused = Call(Caller{}, request, &Stub::FileRequest);
  EXPECT_THAT(refused, HasReason("ORGAN_MERGED"));
  EXPECT_EQ(error::GetInfo(refused.status())->metadata.at("successor"), "organs/330108-jyj");
}

TEST_F(FilingTest, WrongCodesAreCountedAndSlowedAndNeverLockTheApplicantOut) {
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, NewFiling(), &Stub::FileRequest));
  const std::string number = filed.request().number(), wrong = "0000-0000-0000-0000";
  for (int i = 0; i < 5; ++i) EXPECT_THAT(Track(number, wrong), HasReason("NO_SUCH_REQUEST")) << i;
  EXPECT_THAT(Track(number, wrong), HasReason("TOO_MANY_ATTEMPTS"));
  clock_.Advance(absl::Seconds(3));
  EXPECT_THAT(Track(number, wrong), HasReason("NO_SUCH_REQUEST"));
  clock_.Advance(absl::Seconds(3));
  const auto slowed = Track(number, wrong);
  EXPECT_THAT(slowed, HasReason("TOO_MANY_ATTEMPTS"));
  EXPECT_EQ(error::GetInfo(slowed.status())->retry_after, absl::Seconds(1));
  EXPECT_OK(Track(number, filed.access_code()).status());
  EXPECT_EQ(Count("SELECT failed FROM access_attempts"), 0);
  EXPECT_THAT(Track("330108-jyj-2026-99", filed.access_code()), HasReason("NO_SUCH_REQUEST"));
  EXPECT_THAT(Track("x", "y"), HasReason("NO_SUCH_REQUEST"));
}

TEST_F(FilingTest, PersonalDataIsNotReadableInTheDatabase) {
  v1::FileRequestRequest request = NewFiling();
  request.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0002");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, request, &Stub::FileRequest));
  for (const char* text : {"测试甲", "33010819000101001X", "0571-00000000"}) {
    EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM requests WHERE applicant_sealed LIKE BINARY '%", text, "%'")), 0) << text;
    EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM served WHERE response LIKE BINARY '%", text, "%'")), 0) << text;
  }
  EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM served WHERE response LIKE BINARY '%", filed.access_code(), "%'")), 0);
}

TEST_F(FilingTest, ListsShowTheOrgansOwnRequestsPageByPageAndNoNumbersOfPersons) {
  for (int i = 0; i < 5; ++i) Received();
  v1::ListRequestsRequest list;
  list.set_parent("organs/330108-jyj");
  list.set_page_size(2);
  std::vector<std::string> names;
  do {
    ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse page, Call(handler_, list, &Stub::ListRequests));
    for (const auto& request : page.requests()) {
      names.push_back(request.name());
      EXPECT_EQ(request.applicant().identity_number(), "");
      EXPECT_EQ(request.colour(), v1::GREEN);
    }
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(names.size(), 5u);
  EXPECT_EQ(names.front(), "organs/330108-jyj/requests/2026-5");
  EXPECT_THAT(Call(stranger_, list, &Stub::ListRequests), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(Caller{}, list, &Stub::ListRequests), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_OK(Call(supervisor_, list, &Stub::ListRequests).status());
  list.set_state(v1::CLOSED);
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse none, Call(handler_, list, &Stub::ListRequests));
  EXPECT_EQ(none.requests_size(), 0);
}

}  // namespace
}  // namespace disclosure::request
