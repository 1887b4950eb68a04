// Observations over the wire: reported, imported, listed.
#include <algorithm>

#include "common/tables/workbook_writer.h"
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<std::string> BadFields(const absl::Status& status) {
  std::vector<std::string> fields;
  if (const auto info = error::GetInfo(status)) {
    for (const error::Violation& violation : info->violations) fields.push_back(violation.field);
  }
  return fields;
}

class ObservationTest : public ServiceTest {
 protected:
  ObservationTest() {
    Register("a", "滨江教育", "1749127163");
    Register("b", "滨江统计", "1749127164", "330108-tjj");
    Register("s", "西兴街道", "1749127165", "330108001-xixing", "330108001");
    Register("x", "萧山发布", "1749127166", "330109-fb", "330109");
  }
  void Register(const std::string& uid, const std::string& name, const std::string& id, const std::string& host = "330108-jyj",
                const std::string& division = "330108", State state = State::kActive) {
    Account account{.uid = uid, .division = division, .state = state, .platform = "weibo", .platform_id = id, .other_ids = {}, .name = name};
    account.host = {.organ = host, .text = name};
    EXPECT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) { return writer.InsertAccount(account, "weibo"); }));
  }
  v1::Observation Look(const std::string& uid, absl::Duration ago, absl::Duration posted_ago) {
    v1::Observation look;
    look.set_account("accounts/" + uid);
    look.set_source("监测平台");
    look.mutable_observe_time()->set_seconds(absl::ToUnixSeconds(clock_.Now() - ago));
    look.mutable_last_post_time()->set_seconds(absl::ToUnixSeconds(clock_.Now() - posted_ago));
    return look;
  }
  absl::StatusOr<v1::ReportObservationsResponse> Report(const Caller& caller, std::vector<v1::Observation> looks, const std::string& id = "",
                                                        const std::string& division = "330108") {
    v1::ReportObservationsRequest request;
    request.set_parent("divisions/" + division);
    request.set_request_id(id);
    for (v1::Observation& look : looks) *request.add_observations() = std::move(look);
    return Call(caller, request, &Stub::ReportObservations);
  }
  absl::StatusOr<v1::ListObservationsResponse> List(const Caller& caller, const std::string& uid, int size = 0, const std::string& token = "") {
    v1::ListObservationsRequest request;
    request.set_parent("accounts/" + uid);
    request.set_page_size(size);
    request.set_page_token(token);
    return Call(caller, request, &Stub::ListObservations);
  }
  absl::StatusOr<v1::ImportObservationsResponse> ImportLooks(const Caller& caller, const std::string& bytes, bool dry_run = false,
                                                             const std::string& id = "") {
    v1::ImportObservationsRequest request;
    request.set_parent("divisions/330108");
    request.mutable_file()->set_data(bytes);
    request.set_dry_run(dry_run);
    request.set_request_id(id);
    return Call(caller, request, &Stub::ImportObservations);
  }
  static std::vector<std::string> Notes(const v1::ImportObservationsResponse& response) {
    std::vector<std::string> notes;
    for (const auto& note : response.quarantined_rows()) notes.push_back(absl::StrCat(note.row(), " ", note.column(), " ", note.code()));
    return notes;
  }
};

TEST_F(ObservationTest, ReportedLooksAreListedLatestFirst) {
  v1::Observation look = Look("a", absl::Hours(1), absl::Hours(30));
  look.set_followers(12000);
  look.set_usable(true);
  look.set_interactive(false);
  look.set_posts(7);
  look.set_quarter("2026Q3");
  look.set_evidence("截图3");
  const v1::Observation earlier = Look("a", absl::Hours(48), absl::Hours(60));
  ASSERT_OK_AND_ASSIGN(const auto reported, Report(operator_, {earlier, look, Look("s", absl::Hours(1), absl::Hours(2))}));
  EXPECT_EQ(reported.recorded(), 3);
  ASSERT_OK_AND_ASSIGN(const auto listed, List(supervisor_, "a"));
  ASSERT_EQ(listed.observations_size(), 2);
  EXPECT_EQ(listed.observations(0).SerializeAsString(), look.SerializeAsString());
  EXPECT_EQ(listed.observations(1).SerializeAsString(), earlier.SerializeAsString());
}

TEST_F(ObservationTest, TheSameAgainIsUnchangedAndAnotherUnderItsKeyIsRefused) {
  ASSERT_OK(Report(supervisor_, {Look("a", absl::Hours(1), absl::Hours(30))}).status());
  ASSERT_OK_AND_ASSIGN(const auto again,
                       Report(supervisor_, {Look("a", absl::Hours(1), absl::Hours(30)), Look("a", absl::Hours(2), absl::Hours(30))}));
  EXPECT_EQ(again.recorded(), 1);
  EXPECT_EQ(again.unchanged(), 1);
  const auto other = Report(supervisor_, {Look("a", absl::Hours(3), absl::Hours(30)), Look("a", absl::Hours(1), absl::Hours(31))});
  EXPECT_THAT(other, HasReason("OBSERVATION_DIFFERS"));
  EXPECT_THAT(BadFields(other.status()), ElementsAre("observations[1]"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM observations"), 2) << "all or none";
}

TEST_F(ObservationTest, EveryBadOneIsNamedAndNothingIsKept) {
  const auto strangers = Report(supervisor_, {Look("a", absl::Hours(1), absl::Hours(2)), Look("nobody", absl::Hours(1), absl::Hours(2)),
                                              Look("x", absl::Hours(1), absl::Hours(2))});
  EXPECT_THAT(strangers, HasReason("ACCOUNT_UNKNOWN"));
  EXPECT_THAT(BadFields(strangers.status()), ElementsAre("observations[1].account", "observations[2].account"));
  const auto future = Report(supervisor_, {Look("a", -absl::Hours(1), absl::Hours(2))});
  EXPECT_THAT(future, HasReason("OBSERVED_IN_FUTURE"));
  EXPECT_THAT(BadFields(future.status()), ElementsAre("observations[0].observe_time"));
  v1::Observation odd = Look("nobody", absl::Hours(1), absl::Hours(0));
  odd.set_account("account/1");
  odd.set_posts(-1);
  odd.set_failure("超时");
  const auto many = Report(supervisor_, {odd, Look("nobody", absl::Hours(1), absl::Hours(2))});
  EXPECT_THAT(many, HasReason("BAD_REQUEST"));
  EXPECT_THAT(BadFields(many.status()), ElementsAre("observations[0].account", "observations[0].last_post_time", "observations[0].posts",
                                                    "observations[0].quarter", "observations[0]", "observations[1].account"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM observations"), 0);
  EXPECT_THAT(Report(supervisor_, {}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Report(supervisor_, std::vector<v1::Observation>(1001, Look("a", absl::Hours(1), absl::Hours(2)))), HasReason("BAD_REQUEST"));
}

TEST_F(ObservationTest, RegistrarsReportOnTheAccountsOfTheirOrganOnly) {
  EXPECT_OK(Report(registrar_, {Look("a", absl::Hours(1), absl::Hours(2))}).status());
  EXPECT_THAT(Report(registrar_, {Look("a", absl::Hours(2), absl::Hours(3)), Look("b", absl::Hours(1), absl::Hours(2))}),
              StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Report(approver_, {Look("a", absl::Hours(1), absl::Hours(2))}), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Report(public_, {Look("a", absl::Hours(1), absl::Hours(2))}), StatusIs(absl::StatusCode::kUnauthenticated));
  const Caller elsewhere = Person("far", {"supervisor"}, "330109-fb");
  EXPECT_THAT(Report(elsewhere, {Look("a", absl::Hours(1), absl::Hours(2))}), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM observations"), 1);
}

TEST_F(ObservationTest, ARepeatedRequestIsAnsweredAlike) {
  const std::string id = "4e6b3d2a-0000-4000-8000-000000000001";
  ASSERT_OK_AND_ASSIGN(const auto first, Report(supervisor_, {Look("a", absl::Hours(1), absl::Hours(2))}, id));
  ASSERT_OK_AND_ASSIGN(const auto second, Report(supervisor_, {Look("a", absl::Hours(1), absl::Hours(2))}, id));
  EXPECT_EQ(first.recorded(), 1);
  EXPECT_EQ(second.SerializeAsString(), first.SerializeAsString());
  EXPECT_THAT(Report(supervisor_, {Look("a", absl::Hours(2), absl::Hours(2))}, id), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(ObservationTest, ListsGoOnPageByPage) {
  std::vector<v1::Observation> looks;
  for (int i = 0; i < 5; ++i) looks.push_back(Look("a", absl::Hours(i), absl::Hours(30)));
  ASSERT_OK(Report(supervisor_, looks).status());
  std::vector<int64_t> times;
  std::string token;
  do {
    ASSERT_OK_AND_ASSIGN(const auto page, List(registrar_, "a", 2, token));
    for (const auto& look : page.observations()) times.push_back(look.observe_time().seconds());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(times, SizeIs(5));
  EXPECT_TRUE(std::is_sorted(times.rbegin(), times.rend()));
  EXPECT_THAT(List(registrar_, "a", 2, "abc"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(List(registrar_, "a", -1), HasReason("BAD_REQUEST"));
}

TEST_F(ObservationTest, WhoLooksAfterAnAccountReadsItsObservations) {
  Register("d", "草稿", "1749127199", "330108-jyj", "330108", State::kDraft);
  EXPECT_OK(List(registrar_, "a").status());
  EXPECT_OK(List(supervisor_, "b").status());
  EXPECT_THAT(List(stranger_, "a"), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(List(stranger_, "d"), StatusIs(absl::StatusCode::kNotFound)) << "a draft of others is as if there were none";
  EXPECT_THAT(List(supervisor_, "nobody"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(List(public_, "a"), StatusIs(absl::StatusCode::kUnauthenticated));
}

TEST_F(ObservationTest, EveryRowOfAListIsAccountedFor) {
  const std::string csv =
      "滨江区政务新媒体监测表,,,,,,,,\n"
      "平台,账号名称,账号ID,观测时间,来源,粉丝数,最近更新,可用,失败原因\n"
      "新浪微博,滨江教育,,2026-09-17 10:00,人工检查,1.2万,2026-09-16,是,\n"
      "政务微博,,1749127164,2026年9月17日,人工检查,,2026/9/10,,\n"
      "新浪微博,西兴街道,,2026-09-17,人工检查,,,,网页打不开\n"
      "新浪微博,萧山发布,,2026-09-17,人工检查,1,,,\n"         // of another division
      "某平台,滨江教育,,2026-09-17,人工检查,1,,,\n"
      "新浪微博,滨江教育,9999999,2026-09-17,人工检查,1,,,\n"  // the name is known, the id is not its own
      "新浪微博,滨江教育,,2026-09-19,人工检查,很多,,也许,\n"
      "新浪微博,滨江教育,,2026-09-19,人工检查,3,,,\n"
      "新浪微博,滨江教育,,2026-09-17 10:00,人工检查,5,,,\n"   // another than that of the first row
      "新浪微博,滨江教育,,2026-09-17 10:00,人工检查,1.2万,2026-09-16,是,\n";
  ASSERT_OK_AND_ASSIGN(const auto dry, ImportLooks(operator_, csv, /*dry_run=*/true));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM observations"), 0);
  ASSERT_OK_AND_ASSIGN(const auto done, ImportLooks(operator_, csv));
  EXPECT_EQ(dry.SerializeAsString(), done.SerializeAsString());
  EXPECT_EQ(done.rows_read(), 10);
  EXPECT_EQ(done.recorded(), 3);
  EXPECT_EQ(done.unchanged(), 1);
  EXPECT_EQ(done.quarantined(), 6);
  EXPECT_EQ(done.rows_read(), done.recorded() + done.unchanged() + done.quarantined());
  EXPECT_THAT(Notes(done), ElementsAre("6 账号名称 ACCOUNT_UNKNOWN", "7 平台 PLATFORM_UNKNOWN", "8 账号ID ACCOUNT_UNKNOWN", "9 粉丝数 BAD_NUMBER",
                                       "9 可用 BAD_FLAG", "10 观测时间 OBSERVED_IN_FUTURE", "11  OBSERVATION_DIFFERS"));
  ASSERT_OK_AND_ASSIGN(const auto again, ImportLooks(operator_, csv));
  EXPECT_EQ(again.recorded(), 0);
  EXPECT_EQ(again.unchanged(), 4);
  EXPECT_EQ(again.quarantined(), 6);
  ASSERT_OK_AND_ASSIGN(const auto listed, List(supervisor_, "s"));
  EXPECT_EQ(listed.observations(0).failure(), "网页打不开");
}

TEST_F(ObservationTest, AWorkbookIsReadLikeAList) {
  ASSERT_OK_AND_ASSIGN(const auto workbook, WorkbookWriter::Create("监测", {"account", "observed_at", "source", "followers"}));
  ASSERT_OK(workbook->Append({"accounts/a", "2026-09-17 10:00", "人工", "12000"}));
  ASSERT_OK(workbook->Append({"accounts/nobody", "2026-09-17 10:00", "人工", "12000"}));
  ASSERT_OK(workbook->Close());
  std::string bytes;
  while (true) {
    ASSERT_OK_AND_ASSIGN(const std::string part, workbook->Read(65536));
    if (part.empty()) break;
    bytes += part;
  }
  ASSERT_OK_AND_ASSIGN(const auto done, ImportLooks(supervisor_, bytes));
  EXPECT_EQ(done.recorded(), 1);
  EXPECT_THAT(Notes(done), ElementsAre("3 account ACCOUNT_UNKNOWN"));
}

TEST_F(ObservationTest, WhatIsNoListIsRefusedAndUnknownColumnsAreTold) {
  EXPECT_THAT(ImportLooks(supervisor_, "姓名,电话\n某人,0\n"), HasReason("NO_HEADER"));
  EXPECT_THAT(ImportLooks(supervisor_, ""), HasReason("EMPTY_FILE"));
  EXPECT_THAT(ImportLooks(supervisor_, "%PDF-1.7"), HasReason("UNSUPPORTED_FORMAT"));
  ASSERT_OK_AND_ASSIGN(const auto odd, ImportLooks(supervisor_, "账号,观测时间,来源,吉祥物,粉丝数\na,2026-09-17,人工,鹿,1\n"));
  EXPECT_EQ(odd.recorded(), 1);
  ASSERT_EQ(odd.warnings_size(), 1);
  EXPECT_EQ(odd.warnings(0).code(), "COLUMN_UNKNOWN");
}

TEST_F(ObservationTest, SupervisorsAndOperatorsImport) {
  const std::string csv = "账号,观测时间,来源,粉丝数\na,2026-09-17,人工,1\n";
  EXPECT_THAT(ImportLooks(registrar_, csv), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(ImportLooks(Person("far", {"supervisor"}, "330109-fb"), csv), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(ImportLooks(supervisor_, csv, false, "4e6b3d2a-0000-4000-8000-000000000002").status());
  ASSERT_OK_AND_ASSIGN(const auto again, ImportLooks(supervisor_, csv, false, "4e6b3d2a-0000-4000-8000-000000000002"));
  EXPECT_EQ(again.recorded(), 1) << "the first answer";
}

TEST_F(ObservationTest, OfTwoAccountsWithOneNameTheOneInForceIsMeant) {
  Register("old", "滨江民政", "1749127170", "330108-jyj", "330108", State::kDeregistered);
  Register("new", "滨江民政", "1749127171");
  const std::string csv = "平台,账号名称,观测时间,来源,粉丝数\n新浪微博,滨江民政,2026-09-17,人工,1\n";
  ASSERT_OK_AND_ASSIGN(const auto one, ImportLooks(supervisor_, csv));
  EXPECT_EQ(one.recorded(), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM observations WHERE uid='new'"), 1);
  Register("twin", "滨江民政", "1749127172");
  ASSERT_OK_AND_ASSIGN(const auto two, ImportLooks(supervisor_, csv));
  EXPECT_THAT(Notes(two), ElementsAre("2 账号名称 ACCOUNT_AMBIGUOUS"));
}

TEST_F(ObservationTest, AnAccountWithoutAnIdIsFoundByItsNameWhateverIdTheListHas) {
  Register("noid", "滨江水利", "");
  ASSERT_OK_AND_ASSIGN(const auto done, ImportLooks(supervisor_, "平台,账号名称,账号ID,观测时间,来源,粉丝数\n新浪微博,滨江水利,5555555,2026-09-17,人工,1\n"));
  EXPECT_EQ(done.recorded(), 1);
}

}  // namespace
}  // namespace disclosure::media
