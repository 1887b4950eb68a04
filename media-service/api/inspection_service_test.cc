// Rounds, work orders and the bulletin, over the wire.
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class InspectionTest : public ServiceTest {
 protected:
  InspectionTest() { At(absl::CivilDay(2026, 9, 30)); }

  void Register(const std::string& uid, const std::string& name, const std::string& platform, const std::string& host = "330108-jyj") {
    Account account{.uid = uid, .division = host.substr(0, host.find('-')), .state = State::kActive, .platform = platform, .platform_id = "id" + uid,
                    .other_ids = {}, .name = name};
    account.host = {.organ = host, .text = host == "330108-jyj" ? "杭州市滨江区教育局" : "西兴街道"};
    EXPECT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) { return writer.InsertAccount(account, platform); }));
  }
  // A look of today at an account that posted `silent` days ago.
  void Look(const std::string& uid, int silent, bool interactive = true) {
    v1::ReportObservationsRequest request;
    request.set_parent("divisions/330108");
    v1::Observation& look = *request.add_observations();
    look.set_account("accounts/" + uid);
    look.set_source("监测平台");
    look.mutable_observe_time()->set_seconds(absl::ToUnixSeconds(clock_.Now()));
    look.mutable_last_post_time()->set_seconds(absl::ToUnixSeconds(clock_.Now() - absl::Hours(24 * silent)));
    look.set_interactive(interactive);
    EXPECT_OK(Call(supervisor_, request, &Stub::ReportObservations).status());
  }
  absl::StatusOr<v1::InspectionRound> Begin(const std::function<void(v1::InspectionRound&)>& fill = [](auto&) {}) {
    v1::CreateInspectionRoundRequest request;
    request.set_parent("divisions/330108");
    v1::InspectionRound& round = *request.mutable_inspection_round();
    round.set_quarter("2026Q3");
    round.set_monitor_on("2026-09-30");
    round.set_coverage(v1::InspectionRound::FULL);
    fill(round);
    return Call(supervisor_, request, &Stub::CreateInspectionRound);
  }
  absl::StatusOr<v1::Inspection> Record(const std::string& round, const std::string& uid, const std::string& rule = "") {
    v1::RecordInspectionRequest request;
    request.set_round(round);
    request.set_account("accounts/" + uid);
    if (!rule.empty()) {
      v1::InspectionFinding& finding = *request.add_findings();
      finding.set_rule(rule);
      finding.set_text("内容12");
      finding.set_evidence("截图12");
      finding.set_observed_on("2026-09-30");
    }
    return Call(supervisor_, request, &Stub::RecordInspection);
  }
  absl::StatusOr<v1::InspectionRound> Close(const std::string& round) {
    v1::CloseInspectionRoundRequest request;
    request.set_name(round);
    request.set_rectify_by("2026-10-12");
    return Call(supervisor_, request, &Stub::CloseInspectionRound);
  }
  absl::StatusOr<v1::MediaBulletin> Bulletin(const std::string& quarter = "2026Q3") {
    v1::GetMediaBulletinRequest request;
    request.set_name("divisions/330108/mediaBulletins/" + quarter);
    return Call(supervisor_, request, &Stub::GetMediaBulletin);
  }
  absl::StatusOr<v1::ListInspectionsResponse> List(const std::string& round, v1::Inspection::Result result = v1::Inspection::RESULT_UNSPECIFIED) {
    v1::ListInspectionsRequest request;
    request.set_parent(round);
    request.set_result(result);
    return Call(supervisor_, request, &Stub::ListInspections);
  }
  using OrderAct = grpc::Status (Stub::*)(grpc::ClientContext*, const v1::WorkOrderActRequest&, v1::WorkOrder*);
  absl::StatusOr<v1::WorkOrder> Act(const Caller& caller, const std::string& name, OrderAct act, const std::function<void(v1::WorkOrderActRequest&)>& fill = [](auto&) {}) {
    v1::WorkOrderActRequest request;
    request.set_name(name);
    fill(request);
    return Call(caller, request, act);
  }
};

TEST_F(InspectionTest, ARoundJudgesByWhatWasSeenAndLeavesTheRestToPeople) {
  Register("a", "滨江教育", "weibo");
  Register("b", "滨江招生", "weibo");
  Register("c", "西兴街道", "wechat", "330108001-xixing");
  Look("a", 3);
  Look("b", 15);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  EXPECT_EQ(round.name(), "divisions/330108/inspectionRounds/2026Q3-01");
  EXPECT_EQ(round.registered(), 3);
  EXPECT_EQ(round.drawn(), 3);
  EXPECT_EQ(round.failed(), 1);
  EXPECT_EQ(round.unjudged(), 1);
  ASSERT_OK_AND_ASSIGN(const v1::ListInspectionsResponse failed, List(round.name(), v1::Inspection::FAILED));
  ASSERT_EQ(failed.inspections_size(), 1);
  EXPECT_EQ(failed.inspections(0).display_name(), "滨江招生");
  EXPECT_EQ(failed.inspections(0).findings(0).rule(), "V2.1");
  EXPECT_EQ(failed.inspections(0).last_post_on(), "2026-09-15");

  const auto open = Close(round.name());
  ASSERT_THAT(open, HasReason("ROUND_UNJUDGED"));
  EXPECT_EQ(error::GetInfo(open.status())->metadata.at("accounts"), "accounts/c");
  EXPECT_THAT(Bulletin(), HasReason("ROUND_OPEN")) << "no bulletin over an open round";
  EXPECT_THAT(Record(round.name(), "c", "V9.9"), HasReason("BAD_REQUEST"));
  ASSERT_OK_AND_ASSIGN(const v1::Inspection looked, Record(round.name(), "c"));
  EXPECT_EQ(looked.result(), v1::Inspection::PASSED);
  ASSERT_OK(Close(round.name()).status());
  EXPECT_THAT(Record(round.name(), "a", "V1.1"), HasReason("ROUND_CLOSED"));
}

TEST_F(InspectionTest, TheBulletinComesOutTheSameAgainWhateverIsObservedLater) {
  Register("a", "滨江教育", "weibo");
  Register("b", "滨江招生", "weibo");
  Register("c", "西兴街道", "wechat", "330108001-xixing");
  Look("a", 1);
  Look("b", 20);
  Look("c", 2, /*interactive=*/false);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  ASSERT_OK(Record(round.name(), "a", "V1.1").status());
  ASSERT_OK(Close(round.name()).status());
  ASSERT_OK_AND_ASSIGN(const v1::MediaBulletin bulletin, Bulletin());
  EXPECT_EQ(bulletin.registered(), 3);
  EXPECT_EQ(bulletin.checked(), 3);
  EXPECT_EQ(bulletin.failed(), 3);
  EXPECT_EQ(bulletin.pass_rate(), "0.00");
  EXPECT_EQ(bulletin.coverage(), "100.00");
  ASSERT_EQ(bulletin.levels_size(), 2);
  EXPECT_EQ(bulletin.levels(0).display_name(), "县级");
  EXPECT_EQ(bulletin.levels(1).display_name(), "乡级");
  ASSERT_EQ(bulletin.problems_size(), 3);
  EXPECT_EQ(bulletin.problems(0).rule(), "V1.1");
  EXPECT_EQ(bulletin.annex_size(), 3);
  At(absl::CivilDay(2026, 10, 1));
  Look("b", 0);
  Register("d", "滨江新号", "weibo");
  ASSERT_OK_AND_ASSIGN(const v1::MediaBulletin again, Bulletin());
  EXPECT_EQ(again.SerializeAsString(), bulletin.SerializeAsString());
  v1::ExportMediaBulletinRequest paper;
  paper.set_name(bulletin.name());
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody html, Call(supervisor_, paper, &Stub::ExportMediaBulletin));
  for (const char* text : {"2026年第3季度", "不合格3个", "合格率0.00%", "附件：不合格政务新媒体名单", "滨江招生", "2026-09-10"}) {
    EXPECT_THAT(html.data(), HasSubstr(text));
  }
  paper.set_format(v1::ExportMediaBulletinRequest::DOCX);
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody docx, Call(supervisor_, paper, &Stub::ExportMediaBulletin));
  EXPECT_EQ(docx.data().substr(0, 2), "PK");
  EXPECT_THAT(Bulletin("2026Q1"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Bulletin("2026Q9"), HasReason("BAD_REQUEST"));
}

TEST_F(InspectionTest, ASampleIsDrawnAgainFromItsSeed) {
  for (int i = 0; i < 20; ++i) Register("u" + std::to_string(10 + i), "账号" + std::to_string(i), "weibo");
  const auto sample = [](uint64_t seed) {
    return [seed](v1::InspectionRound& round) {
      round.set_coverage(v1::InspectionRound::SAMPLE);
      round.set_sample_percent(16);
      round.set_seed(seed);
    };
  };
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound first, Begin(sample(0)));
  EXPECT_NE(first.seed(), 0u);
  EXPECT_EQ(first.drawn(), 4) << "16 per cent of 20, rounded up";
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound second, Begin(sample(first.seed())));
  ASSERT_OK_AND_ASSIGN(const v1::ListInspectionsResponse drawn, List(first.name()));
  ASSERT_OK_AND_ASSIGN(const v1::ListInspectionsResponse again, List(second.name()));
  EXPECT_EQ(drawn.SerializeAsString(), again.SerializeAsString());
  EXPECT_THAT(Record(first.name(), "u99"), HasReason("NOT_DRAWN"));
}

TEST_F(InspectionTest, BadRoundsAreRefusedByField) {
  const auto bad = Begin([](v1::InspectionRound& round) { round.set_monitor_on("2026-10-01"); });
  ASSERT_THAT(bad, HasReason("BAD_REQUEST"));
  EXPECT_EQ(error::GetInfo(bad.status())->violations.size(), 2u) << "in the future, and of another quarter";
  v1::CreateInspectionRoundRequest foreign;
  foreign.set_parent("divisions/330108");
  EXPECT_THAT(Call(stranger_, foreign, &Stub::CreateInspectionRound), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(InspectionTest, AWorkOrderIsRemindedAnsweredRecheckedOrEscalated) {
  Register("a", "滨江教育", "weibo");
  Look("a", 30);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  ASSERT_OK(Close(round.name()).status());
  v1::ListWorkOrdersRequest list;
  list.set_parent("organs/330108-jyj");
  ASSERT_OK_AND_ASSIGN(const v1::ListWorkOrdersResponse orders, Call(registrar_, list, &Stub::ListWorkOrders));
  ASSERT_EQ(orders.work_orders_size(), 1);
  const std::string name = orders.work_orders(0).name();
  EXPECT_EQ(name, "divisions/330108/workOrders/2026-1");
  EXPECT_EQ(orders.work_orders(0).deadline(), "2026-10-12");
  EXPECT_EQ(orders.work_orders(0).findings(0).rule(), "V2.1");
  EXPECT_THAT(Call(stranger_, list, &Stub::ListWorkOrders), StatusIs(absl::StatusCode::kPermissionDenied));

  ASSERT_OK_AND_ASSIGN(const v1::WorkOrder reminded, Act(supervisor_, name, &Stub::RemindWorkOrder));
  EXPECT_EQ(reminded.reminders(), 1);
  EXPECT_THAT(Act(supervisor_, name, &Stub::EscalateWorkOrder), HasReason("NOT_OVERDUE"));
  const auto reply = [](v1::WorkOrderActRequest& request) { request.set_text("已恢复更新"); };
  EXPECT_THAT(Act(registrar_, name, &Stub::ReplyWorkOrder), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Act(stranger_, name, &Stub::ReplyWorkOrder, reply), HasReason("NOT_COMPETENT"));
  ASSERT_OK(Act(registrar_, name, &Stub::ReplyWorkOrder, reply).status());
  EXPECT_THAT(Act(supervisor_, name, &Stub::RecheckWorkOrder, reply), HasReason("BAD_REQUEST")) << "a failed re-check needs a new deadline";
  ASSERT_OK_AND_ASSIGN(const v1::WorkOrder again, Act(supervisor_, name, &Stub::RecheckWorkOrder, [](v1::WorkOrderActRequest& request) {
    request.set_text("仍未更新");
    request.set_deadline("2026-10-20");
  }));
  EXPECT_EQ(again.state(), v1::WorkOrder::ISSUED);
  At(absl::CivilDay(2026, 10, 21));
  list.set_overdue(true);
  ASSERT_OK_AND_ASSIGN(const v1::ListWorkOrdersResponse overdue, Call(registrar_, list, &Stub::ListWorkOrders));
  EXPECT_EQ(overdue.work_orders_size(), 1);
  ASSERT_OK(Act(supervisor_, name, &Stub::EscalateWorkOrder).status());
  ASSERT_OK(Act(registrar_, name, &Stub::ReplyWorkOrder, reply).status());
  ASSERT_OK_AND_ASSIGN(const v1::WorkOrder resolved, Act(supervisor_, name, &Stub::RecheckWorkOrder, [](v1::WorkOrderActRequest& request) {
    request.set_text("已更新");
    request.set_passed(true);
  }));
  EXPECT_EQ(resolved.state(), v1::WorkOrder::RESOLVED);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM work_order_events"), 6);
}

TEST_F(InspectionTest, EvidenceIsKeptEncryptedAndReadByOfficersOnly) {
  Register("a", "滨江教育", "weibo");
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  ASSERT_OK(Record(round.name(), "a", "V1.2").status());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM inspection_findings WHERE evidence_sealed LIKE '%截图12%' OR CONCAT(text, text_sealed) LIKE '%内容12%'"), 0);
  ASSERT_OK_AND_ASSIGN(const v1::ListInspectionsResponse listed, List(round.name()));
  EXPECT_EQ(listed.inspections(0).findings(0).text(), "内容12");
  EXPECT_EQ(listed.inspections(0).findings(0).evidence(), "截图12");
  v1::ListInspectionsRequest request;
  request.set_parent(round.name());
  ASSERT_OK_AND_ASSIGN(const v1::ListInspectionsResponse of_host, Call(registrar_, request, &Stub::ListInspections));
  EXPECT_EQ(of_host.inspections(0).findings(0).evidence(), "截图12");
  ASSERT_OK_AND_ASSIGN(const v1::ListInspectionsResponse of_other, Call(stranger_, request, &Stub::ListInspections));
  EXPECT_EQ(of_other.inspections(0).findings(0).rule(), "V1.2");
  EXPECT_EQ(of_other.inspections(0).findings(0).evidence(), "") << "neither the host nor a supervisor";
  EXPECT_THAT(Call(public_, request, &Stub::ListInspections), StatusIs(absl::StatusCode::kUnauthenticated));
  v1::ListInspectionRulesRequest rules;
  rules.set_parent("divisions/330108");
  ASSERT_OK_AND_ASSIGN(const v1::ListInspectionRulesResponse public_rules, Call(public_, rules, &Stub::ListInspectionRules));
  EXPECT_EQ(public_rules.rules_size(), 8);
}

// 泄露国家秘密 counts in the bulletin, and names nobody there.
TEST_F(InspectionTest, WhatIsRestrictedIsCountedInTheBulletinAndNamesNobody) {
  Register("a", "滨江教育", "weibo");
  Look("a", 1);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  ASSERT_OK(Record(round.name(), "a", "V1.2").status());
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound closed, Close(round.name()));
  EXPECT_EQ(closed.rectify_by(), "2026-10-12");
  ASSERT_OK_AND_ASSIGN(const v1::MediaBulletin bulletin, Bulletin());
  EXPECT_EQ(bulletin.failed(), 1);
  ASSERT_EQ(bulletin.problems_size(), 1);
  EXPECT_EQ(bulletin.problems(0).count(), 1);
  EXPECT_EQ(bulletin.problems(0).accounts_size(), 0);
  EXPECT_EQ(bulletin.annex_size(), 0);
}

TEST_F(InspectionTest, AnotherInspectorTakesNoFindingsAway) {
  Register("a", "滨江教育", "weibo");
  Look("a", 1);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  ASSERT_OK(Record(round.name(), "a", "V1.1").status());
  v1::RecordInspectionRequest request;
  request.set_round(round.name());
  request.set_account("accounts/a");
  ASSERT_OK_AND_ASSIGN(const v1::Inspection second, Call(Person("office-2", {"supervisor"}, "330108-qfb"), request, &Stub::RecordInspection));
  EXPECT_EQ(second.result(), v1::Inspection::FAILED);
  ASSERT_OK_AND_ASSIGN(const v1::Inspection withdrawn, Call(supervisor_, request, &Stub::RecordInspection));
  EXPECT_EQ(withdrawn.result(), v1::Inspection::PASSED) << "he takes back his own";
}

TEST_F(InspectionTest, ARoundOpenedByMistakeIsCancelledAndStandsInNoBulletin) {
  Register("a", "滨江教育", "weibo");
  Look("a", 1);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound mistaken, Begin());
  v1::CancelInspectionRoundRequest cancel;
  cancel.set_name(mistaken.name());
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound cancelled, Call(supervisor_, cancel, &Stub::CancelInspectionRound));
  EXPECT_EQ(cancelled.state(), v1::InspectionRound::CANCELLED);
  EXPECT_THAT(Record(mistaken.name(), "a", "V1.1"), HasReason("ROUND_CLOSED"));
  EXPECT_THAT(Bulletin().status(), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  EXPECT_EQ(round.unjudged(), 0);
  ASSERT_OK(Close(round.name()).status());
  ASSERT_OK_AND_ASSIGN(const v1::MediaBulletin bulletin, Bulletin());
  EXPECT_EQ(bulletin.rounds_size(), 1);
}

// 国办秘函〔2019〕19号: what serves is judged by its use, not by its posts.
TEST_F(InspectionTest, AServiceAccountOfAPublishingPlatformIsNotJudgedByItsPosts) {
  Account account{.uid = "s", .division = "330108", .state = State::kActive, .platform = "wechat", .platform_id = "ids", .other_ids = {}, .name = "滨江办事"};
  account.host = {.organ = "330108-jyj", .text = "杭州市滨江区教育局"};
  account.purpose = Purpose::kService;
  ASSERT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) { return writer.InsertAccount(account, "wechat"); }));
  Look("s", 20);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  EXPECT_EQ(round.failed(), 0);
  EXPECT_THAT(Record(round.name(), "s", "V2.1"), HasReason("BAD_REQUEST"));
}

// Closed after the monitoring day, before the round was opened: it was in force on the day.
TEST_F(InspectionTest, AnAccountClosedSinceTheMonitoringDayIsInspectedStill) {
  Register("a", "滨江教育", "weibo");
  ASSERT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(Account account, writer.GetAccount("a"));
    account.state = State::kSuspended;
    RETURN_IF_ERROR(writer.UpdateAccount(account, "weibo"));
    const absl::CivilDay day(2026, 10, 2);
    return writer.PutClosing({.uid = "a", .division = "330108", .closing = {.announced_on = day, .notice_ends_on = day, .effective_on = day}});
  }));
  At(absl::CivilDay(2026, 10, 8));
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound round, Begin());
  EXPECT_EQ(round.registered(), 1);
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound later, Begin([](v1::InspectionRound& r) {
    r.set_quarter("2026Q4");
    r.set_monitor_on("2026-10-05");
  }));
  EXPECT_EQ(later.registered(), 0);
}

// The city stands above its districts: 330100 and 330108.
TEST_F(InspectionTest, ARoundOfTheCityReachesItsDistricts) {
  Register("a", "滨江教育", "weibo");
  ASSERT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [](Writer& writer) {
    return writer.ReplaceOrgans({Organ{.code = "330100-fb", .division = "330100", .name = "杭州市人民政府办公厅", .short_name = "", .kind = "department",
                                       .parent = "", .active = true, .successor = ""}});
  }));
  const auto replica = NewReplica();
  v1::CreateInspectionRoundRequest request;
  request.set_parent("divisions/330100");
  v1::InspectionRound& round = *request.mutable_inspection_round();
  round.set_quarter("2026Q3");
  round.set_monitor_on("2026-09-30");
  round.set_coverage(v1::InspectionRound::FULL);
  const Caller city = Person("city", {"supervisor"}, "330100-fb");
  ASSERT_OK_AND_ASSIGN(const v1::InspectionRound made, CallOn(replica->stub(), city, request, &Stub::CreateInspectionRound));
  EXPECT_EQ(made.registered(), 1);
  request.set_parent("divisions/330108");
  EXPECT_OK(CallOn(replica->stub(), city, request, &Stub::CreateInspectionRound).status());
}

}  // namespace
}  // namespace disclosure::media
