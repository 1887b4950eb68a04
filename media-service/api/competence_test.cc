// Who may act on an account, and what of it nobody changes alone.
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::Contains;

class CompetenceTest : public ServiceTest {
 protected:
  using Act = grpc::Status (Stub::*)(grpc::ClientContext*, const v1::AccountActRequest&, v1::Account*);
  absl::StatusOr<v1::Account> Do(const Caller& caller, const std::string& name, Act act, const std::string& reason = "理由") {
    v1::AccountActRequest request;
    request.set_name(name);
    request.set_reason(reason);
    return Call(caller, request, act);
  }
  std::string Filed(const v1::Account& account) {
    const auto draft = Create(registrar_, account);
    EXPECT_OK(draft.status());
    if (!draft.ok()) return "";
    EXPECT_OK(Do(registrar_, draft->name(), &Stub::FileAccount).status());
    return draft->name();
  }
  absl::StatusOr<v1::Account> Open(const std::string& name, const std::string& opened_on = "2026-09-18") {
    v1::OpenAccountRequest request;
    request.set_name(name);
    request.set_platform_id("1749127163");
    request.set_opened_on(opened_on);
    return Call(registrar_, request, &Stub::OpenAccount);
  }
  std::string Opened() {
    const std::string name = Filed(NewAccount());
    EXPECT_OK(Do(approver_, name, &Stub::ApproveFiling).status());
    EXPECT_OK(Open(name).status());
    return name;
  }
  absl::StatusOr<v1::Account> Update(const Caller& caller, const v1::Account& account, const std::string& path) {
    v1::UpdateAccountRequest request;
    *request.mutable_account() = account;
    request.mutable_update_mask()->add_paths(path);
    return Call(caller, request, &Stub::UpdateAccount);
  }
  void SetOrgans(const std::vector<Organ>& organs) {
    EXPECT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) { return writer.ReplaceOrgans(organs); }));
    replica_ = nullptr;
    replica_ = NewReplica();
  }
};

// 国办发〔2018〕123号: 主管单位 approves, and nobody is his own.
TEST_F(CompetenceTest, AHostThatNamesItselfCompetentApprovesNothing) {
  v1::Account account = NewAccount();
  account.mutable_competent()->set_organ("organs/330108-jyj");
  const std::string name = Filed(account);
  const Caller own_approver = Person("approver-2", {"approver"}, "330108-jyj");
  EXPECT_THAT(Do(own_approver, name, &Stub::ApproveFiling), HasReason("NOT_COMPETENT"));
  EXPECT_OK(Do(supervisor_, name, &Stub::ApproveFiling).status());
}

TEST_F(CompetenceTest, WhoApprovesWhenAndWhereItIsChangeByAFilingOnly) {
  const std::string name = Opened();
  v1::Account changed;
  changed.set_name(name);
  changed.mutable_competent()->set_organ("organs/330108-tjj");
  EXPECT_THAT(Update(registrar_, changed, "competent"), HasReason("MATERIAL_CHANGE"));
  changed.set_url("https://weibo.com/u/6666666666");
  EXPECT_THAT(Update(registrar_, changed, "url"), HasReason("MATERIAL_CHANGE"));
  changed.set_opened_on("2026-09-01");
  EXPECT_THAT(Update(registrar_, changed, "opened_on"), HasReason("MATERIAL_CHANGE"));
  changed.set_filing_number("自拟-1");
  EXPECT_THAT(Update(registrar_, changed, "filing_number"), HasReason("MATERIAL_CHANGE"));
}

TEST_F(CompetenceTest, WhileAChangeIsFiledTheAccountIsNotEdited) {
  const std::string name = Opened();
  v1::FileChangeRequest change;
  *change.mutable_account() = NewAccount("滨江教育发布");
  change.mutable_account()->set_name(name);
  change.set_reason("更名");
  ASSERT_OK(Call(registrar_, change, &Stub::FileChange).status());
  v1::Account edited;
  edited.set_name(name);
  edited.set_introduction("新的简介");
  EXPECT_THAT(Update(registrar_, edited, "introduction"), HasReason("CHANGE_PENDING"));
  ASSERT_OK(Do(approver_, name, &Stub::ApproveChange).status());
  v1::ListAccountEventsRequest list;
  list.set_parent(name);
  ASSERT_OK_AND_ASSIGN(const v1::ListAccountEventsResponse events, Call(supervisor_, list, &Stub::ListAccountEvents));
  bool told = false;
  for (const v1::AccountEvent& event : events.events()) {
    if (event.kind() != "changed") continue;
    told = true;
    EXPECT_EQ(event.details().at("before.display_name"), "滨江教育");
    EXPECT_EQ(event.details().at("filer"), "registrar-1");
    EXPECT_EQ(event.details().at("filing_reason"), "更名");
  }
  EXPECT_TRUE(told);
}

// An id is nobody's for ever: not by a draft of another organ, not by a filing that came to nothing.
TEST_F(CompetenceTest, AnIdIsFreeAgainWhenItsFilingCameToNothing) {
  const Caller other = Person("registrar-2", {"registrar"}, "330108-tjj");
  v1::Account squatted = NewAccount("滨江统计");
  squatted.mutable_host()->set_organ("organs/330108-tjj");
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(other, squatted));
  const std::string name = Filed(NewAccount());
  EXPECT_THAT(Do(other, draft.name(), &Stub::FileAccount), HasReason("ID_UNDER_TWO_ORGANS"));
  ASSERT_OK(Do(approver_, name, &Stub::RefuseFiling).status());
  EXPECT_OK(Do(other, draft.name(), &Stub::FileAccount).status());
  ASSERT_OK(Do(other, draft.name(), &Stub::WithdrawFiling).status());
  Filed(NewAccount());
}

TEST_F(CompetenceTest, AnOrganAbolishedSinceTheFilingIsNotApproved) {
  const std::string name = Filed(NewAccount());
  Organ organ{.code = "330108-jyj", .division = "330108", .name = "杭州市滨江区教育局", .short_name = "区教育局", .kind = "department", .parent = "",
              .active = false, .successor = ""};
  const Organ office{.code = "330108-qfb", .division = "330108", .name = "杭州市滨江区人民政府办公室", .short_name = "区府办", .kind = "department",
                     .parent = "", .active = true, .successor = ""};
  SetOrgans({organ, office});
  EXPECT_THAT(Do(approver_, name, &Stub::ApproveFiling), HasReason("HOST_ABOLISHED"));
}

// 先开后备.
TEST_F(CompetenceTest, AnAccountOpenedBeforeItsApprovalIsRecordedAsUnfiled) {
  const std::string name = Filed(NewAccount());
  ASSERT_OK(Do(approver_, name, &Stub::ApproveFiling).status());
  ASSERT_OK_AND_ASSIGN(const v1::Account opened, Open(name, "2026-08-01"));
  EXPECT_TRUE(opened.unfiled());
}

TEST_F(CompetenceTest, ADraftFoundUnfiledIsNotWithdrawn) {
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, NewAccount()));
  v1::RecordObservedStateRequest seen;
  seen.set_name(draft.name());
  seen.set_observed_on("2026-09-18");
  seen.set_evidence("截图7");
  ASSERT_OK(Call(supervisor_, seen, &Stub::RecordUnfiled).status());
  EXPECT_THAT(Do(registrar_, draft.name(), &Stub::WithdrawFiling), HasReason("UNFILED"));
}

TEST_F(CompetenceTest, ANoticeOfAnEarlierDayHasTheAddressWhereItWasPublished) {
  const std::string name = Opened();
  v1::AnnounceClosingRequest request;
  request.set_name(name);
  request.set_decision_basis("纪要〔2026〕9号");
  request.set_reason("整合");
  request.set_announced_on("2026-07-01");
  EXPECT_THAT(Call(supervisor_, request, &Stub::AnnounceClosing), HasReason("BAD_REQUEST"));
  request.set_notice_url("https://www.hhtz.gov.cn/notice/1");
  EXPECT_OK(Call(supervisor_, request, &Stub::AnnounceClosing).status());
}

// What an approver may not do to one account he may not do to many.
TEST_F(CompetenceTest, ABatchIsDecidedByWhoIsCompetentForEachAccount) {
  const std::string name = Opened();
  v1::CreateAdjustmentBatchRequest plan;
  plan.set_parent("divisions/330108");
  plan.mutable_adjustment_batch()->set_title("瘦身");
  v1::AdjustmentItem& item = *plan.mutable_adjustment_batch()->add_items();
  item.set_account(name);
  item.set_action(v1::AdjustmentItem::CLOSE);
  item.set_reason("重复");
  ASSERT_OK_AND_ASSIGN(const v1::AdjustmentBatch batch, Call(registrar_, plan, &Stub::CreateAdjustmentBatch));
  v1::DecideAdjustmentBatchRequest decide;
  decide.set_name(batch.name());
  decide.set_decision_basis("纪要〔2026〕9号");
  decide.set_decided_on("2026-09-18");
  EXPECT_THAT(Call(stranger_, decide, &Stub::DecideAdjustmentBatch), HasReason("NOT_COMPETENT"));
  EXPECT_OK(Call(approver_, decide, &Stub::DecideAdjustmentBatch).status());
}

// Most rows of real lists name a host that the directory writes otherwise: somebody has to be able to mend that.
TEST_F(CompetenceTest, ASupervisorActsForAnAccountWhoseHostTheDirectoryDoesNotHave) {
  ASSERT_OK(Import("平台,账号名称,账号ID,主办单位,状态\n新浪微博,滨江某院,1749127199,滨江区某学院,正常\n").status());
  v1::ListAccountsRequest list;
  list.set_division("divisions/330108");
  AwaitView();
  ASSERT_OK_AND_ASSIGN(const v1::ListAccountsResponse page, Call(supervisor_, list, &Stub::ListAccounts));
  ASSERT_EQ(page.accounts_size(), 1);
  v1::FileChangeRequest change;
  *change.mutable_account() = NewAccount("滨江某院", "1749127199");
  change.mutable_account()->set_name(page.accounts(0).name());
  change.set_reason("核实主办单位");
  EXPECT_THAT(Call(registrar_, change, &Stub::FileChange), HasReason("NOT_COMPETENT"));
  ASSERT_OK(Call(supervisor_, change, &Stub::FileChange).status());
  EXPECT_THAT(Do(supervisor_, page.accounts(0).name(), &Stub::ApproveChange), HasReason("SELF_APPROVAL"));
  ASSERT_OK_AND_ASSIGN(const v1::Account changed, Do(Person("office-2", {"supervisor"}, "330108-qfb"), page.accounts(0).name(), &Stub::ApproveChange));
  EXPECT_EQ(changed.host().organ(), "organs/330108-jyj");
}

// 三明: lists bring accounts that are closing already.
TEST_F(CompetenceTest, AnAccountThatAListBroughtAsSilentIsAlarmedToo) {
  ASSERT_OK(Import("平台,账号名称,账号ID,主办单位,状态\n新浪微博,滨江旧号,1749127198,杭州市滨江区教育局,停更\n").status());
  At(absl::CivilDay(2026, 11, 1));
  v1::ListClosingAlarmsRequest request;
  request.set_parent("divisions/330108");
  ASSERT_OK_AND_ASSIGN(const v1::ListClosingAlarmsResponse alarms, Call(supervisor_, request, &Stub::ListClosingAlarms));
  EXPECT_EQ(alarms.closing(), 1);
  ASSERT_EQ(alarms.alarms_size(), 1);
  EXPECT_EQ(alarms.alarms(0).account().display_name(), "滨江旧号");
}

TEST_F(CompetenceTest, AListThatContradictsWhatWasDoneHereIsToldSo) {
  const std::string name = Opened();
  ASSERT_OK_AND_ASSIGN(const v1::ImportAccountsResponse imported,
                       Import("平台,账号名称,账号ID,主办单位,状态\n新浪微博,滨江教育,1749127163,杭州市滨江区教育局,已注销\n"));
  EXPECT_EQ(imported.warned(), 1);
  std::vector<std::string> codes;
  for (const auto& note : imported.warnings()) codes.push_back(note.code());
  EXPECT_THAT(codes, Contains("KEPT_AS_REGISTERED"));
}

}  // namespace
}  // namespace disclosure::media
