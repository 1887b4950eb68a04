// What becomes of accounts, over the wire: stories from published bulletins.
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class LifecycleTest : public ServiceTest {
 protected:
  using Act = grpc::Status (Stub::*)(grpc::ClientContext*, const v1::AccountActRequest&, v1::Account*);
  absl::StatusOr<v1::Account> Do(const Caller& caller, const std::string& name, Act act, const std::string& reason = "") {
    v1::AccountActRequest request;
    request.set_name(name);
    request.set_reason(reason);
    return Call(caller, request, act);
  }
  absl::StatusOr<v1::Account> Open(const std::string& name, const std::string& id = "1749127163", const std::string& opened_on = "2026-09-18") {
    v1::OpenAccountRequest request;
    request.set_name(name);
    request.set_platform_id(id);
    request.set_opened_on(opened_on);
    return Call(registrar_, request, &Stub::OpenAccount);
  }
  // Filed, approved by another, opened.
  std::string Opened(const std::string& display_name = "滨江教育", const std::string& id = "1749127163") {
    v1::Account draft = NewAccount(display_name, id);
    draft.set_exception_reason("测试");
    const auto created = Create(registrar_, draft);
    EXPECT_OK(created.status());
    if (!created.ok()) return "";
    EXPECT_OK(Do(registrar_, created->name(), &Stub::FileAccount).status());
    EXPECT_OK(Do(approver_, created->name(), &Stub::ApproveFiling).status());
    const auto opened = Open(created->name(), id);
    EXPECT_OK(opened.status());
    return created->name();
  }
  absl::StatusOr<v1::Account> Announce(const std::string& name, const std::string& effective_on = "", const std::string& successor = "") {
    v1::AnnounceClosingRequest request;
    request.set_name(name);
    request.set_decision_basis("局长办公会纪要〔2026〕9号");
    request.set_announced_on("2026-09-18");
    request.set_effective_on(effective_on);
    request.set_successor(successor);
    request.set_reason("关注人数少，内容与其他账号重复");
    return Call(supervisor_, request, &Stub::AnnounceClosing);
  }
  absl::StatusOr<v1::Account> Deregister(const std::string& name, const std::string& proof) {
    v1::DeregisterAccountRequest request;
    request.set_name(name);
    request.set_deregistered_on("2026-10-20");
    request.set_platform_proof(proof);
    return Call(registrar_, request, &Stub::DeregisterAccount);
  }
  std::vector<std::string> Kinds(const std::string& name) {
    v1::ListAccountEventsRequest request;
    request.set_parent(name);
    const auto events = Call(supervisor_, request, &Stub::ListAccountEvents);
    EXPECT_OK(events.status());
    std::vector<std::string> kinds;
    if (events.ok()) {
      for (const v1::AccountEvent& event : events->events()) kinds.push_back(event.kind());
    }
    return kinds;
  }
};

TEST_F(LifecycleTest, AnAccountIsFiledApprovedByAnotherAndOpened) {
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, NewAccount()));
  EXPECT_THAT(Open(draft.name()), HasReason("WRONG_STATE")) << "first the approval, then the platform's account (123号)";
  ASSERT_OK_AND_ASSIGN(const v1::Account filed, Do(registrar_, draft.name(), &Stub::FileAccount));
  EXPECT_EQ(filed.state(), v1::PENDING_FILING);
  EXPECT_THAT(Do(stranger_, draft.name(), &Stub::ApproveFiling), HasReason("NOT_COMPETENT"));
  const Caller both = Person("registrar-1", {"approver"}, "330108-qfb");
  EXPECT_THAT(Do(both, draft.name(), &Stub::ApproveFiling), HasReason("SELF_APPROVAL")) << "the same person under another organ";
  ASSERT_OK_AND_ASSIGN(const v1::Account approved, Do(approver_, draft.name(), &Stub::ApproveFiling));
  EXPECT_EQ(approved.filing_number(), "330108-2026-1");
  EXPECT_EQ(approved.filed_on(), "2026-09-18");
  ASSERT_OK_AND_ASSIGN(const v1::Account opened, Open(draft.name()));
  EXPECT_EQ(opened.state(), v1::ACTIVE);
  EXPECT_THAT(Kinds(draft.name()), ElementsAre("created", "filed", "filing_approved", "opened"));
}

TEST_F(LifecycleTest, AFilingIsReturnedWithItsReasonOrRefusedForGood) {
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, NewAccount()));
  ASSERT_OK(Do(registrar_, draft.name(), &Stub::FileAccount).status());
  EXPECT_THAT(Do(approver_, draft.name(), &Stub::ReturnFiling), HasReason("BAD_REQUEST")) << "a reason is due";
  ASSERT_OK_AND_ASSIGN(const v1::Account returned, Do(approver_, draft.name(), &Stub::ReturnFiling, "请补充承办单位"));
  EXPECT_EQ(returned.state(), v1::DRAFT);
  ASSERT_OK(Do(registrar_, draft.name(), &Stub::FileAccount).status());
  ASSERT_OK_AND_ASSIGN(const v1::Account refused, Do(approver_, draft.name(), &Stub::RefuseFiling, "已有同类账号"));
  EXPECT_EQ(refused.state(), v1::FILING_CLOSED);
  EXPECT_THAT(Get(public_, draft.name()), StatusIs(absl::StatusCode::kNotFound)) << "closed filings are not read by id";
}

TEST_F(LifecycleTest, TwoOrgansDoNotOpenTheSamePlatformId) {
  Opened();
  v1::Account other = NewAccount("滨江统计", "1749127999");
  other.mutable_host()->set_organ("organs/330108-tjj");
  other.set_certified_subject("杭州市滨江区统计局");
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(stranger_, other));
  ASSERT_OK(Do(stranger_, draft.name(), &Stub::FileAccount).status());
  ASSERT_OK(Do(supervisor_, draft.name(), &Stub::ApproveFiling).status());
  v1::OpenAccountRequest open;
  open.set_name(draft.name());
  open.set_platform_id("1749127163");
  open.set_opened_on("2026-09-17");
  EXPECT_THAT(Call(stranger_, open, &Stub::OpenAccount), HasReason("ID_UNDER_TWO_ORGANS"));
}

TEST_F(LifecycleTest, AClosingRunsItsFifteenWorkingDaysAndTheProofEndsIt) {
  const std::string name = Opened(), successor = Opened("滨江发布", "1749127200");
  const auto early = Announce(name, "2026-10-15", successor);
  ASSERT_THAT(early, HasReason("NOTICE_TOO_SHORT"));
  EXPECT_EQ(error::GetInfo(early.status())->metadata.at("first_day"), "2026-10-16");
  ASSERT_OK_AND_ASSIGN(const v1::Account closing, Announce(name, "", successor));
  EXPECT_EQ(closing.state(), v1::CLOSING);
  EXPECT_EQ(closing.successor(), successor);
  EXPECT_THAT(Do(registrar_, name, &Stub::SuspendAccount), HasReason("NOTICE_RUNNING"));
  At(absl::CivilDay(2026, 10, 16));
  ASSERT_OK(Do(registrar_, name, &Stub::SuspendAccount).status());
  At(absl::CivilDay(2026, 10, 20));
  EXPECT_THAT(Deregister(name, ""), HasReason("BAD_REQUEST")) << "the platform's proof is due";
  ASSERT_OK_AND_ASSIGN(const v1::Account gone, Deregister(name, "微博客服工单 20261020-1"));
  EXPECT_EQ(gone.state(), v1::DEREGISTERED);
  AwaitView();
  v1::VerifyAccountRequest verify;
  verify.set_platform("weibo");
  verify.set_id("1749127163");
  ASSERT_OK_AND_ASSIGN(const v1::VerifyAccountResponse verdict, Call(public_, verify, &Stub::VerifyAccount));
  EXPECT_EQ(verdict.verdict(), v1::VerifyAccountResponse::CLOSED);
  EXPECT_EQ(verdict.successor().name(), successor) << "as the notice of 张家港 2024 names where followers go";
}

TEST_F(LifecycleTest, ASuccessorThatIsClosingItselfIsNone) {
  const std::string name = Opened(), other = Opened("滨江发布", "1749127200");
  ASSERT_OK(Announce(other).status());
  EXPECT_THAT(Announce(name, "", other), HasReason("SUCCESSOR_NOT_IN_FORCE"));
  EXPECT_THAT(Announce(name, "", name), HasReason("SUCCESSOR_NOT_IN_FORCE"));
}

TEST_F(LifecycleTest, AClosingIsRevokedWithoutATrace) {
  const std::string name = Opened(), other = Opened("滨江发布", "1749127200");
  ASSERT_OK(Announce(name, "", other).status());
  EXPECT_THAT(Do(supervisor_, name, &Stub::RevokeClosing), HasReason("BAD_REQUEST"));
  ASSERT_OK_AND_ASSIGN(const v1::Account revoked, Do(supervisor_, name, &Stub::RevokeClosing, "群众意见集中"));
  EXPECT_EQ(revoked.state(), v1::ACTIVE);
  EXPECT_EQ(revoked.successor(), "");
  ASSERT_OK(Announce(name).status()) << "it may be closed again";
}

TEST_F(LifecycleTest, ARevokedClosingDoesNotEndARectification) {
  const std::string name = Opened();
  v1::RequireRectificationRequest order;
  order.set_name(name);
  order.set_problem("超过14日未更新");
  order.set_deadline("2026-10-15");
  ASSERT_OK(Call(supervisor_, order, &Stub::RequireRectification).status());
  ASSERT_OK(Announce(name).status());
  ASSERT_OK_AND_ASSIGN(const v1::Account revoked, Do(supervisor_, name, &Stub::RevokeClosing, "群众意见集中"));
  EXPECT_EQ(revoked.state(), v1::RECTIFYING);
  ASSERT_OK_AND_ASSIGN(const v1::Account confirmed, Do(supervisor_, name, &Stub::ConfirmRectification));
  EXPECT_EQ(confirmed.state(), v1::ACTIVE);
}

// 三明 2021Q3: 冷泉小镇美丽李家 was opened again after it had been cancelled.
TEST_F(LifecycleTest, AnAccountReopenedAfterCancellationIsRecordedAndResolved) {
  const std::string name = Opened();
  ASSERT_OK(Announce(name).status());
  At(absl::CivilDay(2026, 10, 20));
  ASSERT_OK(Do(registrar_, name, &Stub::SuspendAccount).status());
  ASSERT_OK(Deregister(name, "工单1").status());
  v1::RecordObservedStateRequest record;
  record.set_name(name);
  record.set_observed_on("2026-10-21");
  record.set_evidence("截图1");
  EXPECT_THAT(Call(supervisor_, record, &Stub::RecordReopened), HasReason("BAD_REQUEST")) << "seen in the future";
  record.set_observed_on("2026-10-20");
  EXPECT_THAT(Call(registrar_, record, &Stub::RecordReopened), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::Account reopened, Call(supervisor_, record, &Stub::RecordReopened));
  EXPECT_EQ(reopened.state(), v1::DEREGISTERED) << "what it is by the register";
  EXPECT_TRUE(reopened.reopened());
  ASSERT_OK_AND_ASSIGN(const v1::Account resolved, Do(supervisor_, name, &Stub::ResolveFinding, "已再次注销"));
  EXPECT_FALSE(resolved.reopened());
  EXPECT_THAT(Do(supervisor_, name, &Stub::ResolveFinding, "再次"), HasReason("NOTHING_TO_RESOLVE"));
}

// 石狮日报 → 石狮融媒.
TEST_F(LifecycleTest, ARenamingIsFiledApprovedByAnotherAndTheFormerNameStays) {
  const std::string name = Opened("滨江日报");
  v1::FileChangeRequest change;
  *change.mutable_account() = NewAccount("滨江融媒");
  change.mutable_account()->set_name(name);
  change.set_reason("整合更名");
  ASSERT_OK_AND_ASSIGN(const v1::ChangeFiling filed, Call(registrar_, change, &Stub::FileChange));
  EXPECT_THAT(filed.fields(), ElementsAre("display_name"));
  EXPECT_THAT(Call(registrar_, change, &Stub::FileChange), HasReason("CHANGE_PENDING"));
  ASSERT_OK_AND_ASSIGN(const v1::Account before, Get(public_, name));
  EXPECT_EQ(before.display_name(), "滨江日报") << "nothing changes before it is approved";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM change_filings WHERE proposed_sealed LIKE '%测试甲%'"), 0);
  EXPECT_THAT(Do(Person("registrar-1", {"approver"}, "330108-qfb"), name, &Stub::ApproveChange), HasReason("SELF_APPROVAL"));
  ASSERT_OK_AND_ASSIGN(const v1::Account changed, Do(approver_, name, &Stub::ApproveChange));
  EXPECT_EQ(changed.display_name(), "滨江融媒");
  ASSERT_OK_AND_ASSIGN(const v1::Account read, Get(public_, name));
  ASSERT_EQ(read.former_names_size(), 1);
  EXPECT_EQ(read.former_names(0).display_name(), "滨江日报");
  // Who looks for the former name is told what it is called now: by this process, and by one that starts now.
  AwaitView();
  v1::VerifyAccountRequest verify;
  verify.set_platform("platforms/weibo");
  verify.set_name("滨江日报");
  const auto late = NewReplica();
  for (Stub* stub : {&this->stub(), &late->stub()}) {
    ASSERT_OK_AND_ASSIGN(const v1::VerifyAccountResponse answer, CallOn(*stub, public_, verify, &Stub::VerifyAccount));
    EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN);
    ASSERT_EQ(answer.similar_size(), 1);
    EXPECT_EQ(answer.similar(0).account().display_name(), "滨江融媒");
  }
  EXPECT_THAT(Call(registrar_, change, &Stub::FileChange), HasReason("NOTHING_CHANGED"));
}

TEST_F(LifecycleTest, AChangeThatIsRefusedLeavesTheAccountAsItIs) {
  const std::string name = Opened();
  v1::FileChangeRequest change;
  *change.mutable_account() = NewAccount("滨江第一教育");
  change.mutable_account()->set_name(name);
  change.set_reason("更名");
  ASSERT_OK(Call(registrar_, change, &Stub::FileChange).status());
  ASSERT_OK_AND_ASSIGN(const v1::Account refused, Do(approver_, name, &Stub::RefuseChange, "名称不规范"));
  EXPECT_EQ(refused.display_name(), "滨江教育");
  EXPECT_THAT(Do(approver_, name, &Stub::ApproveChange), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(LifecycleTest, ARepeatedActIsServedOnceAndAStaleEtagIsRefused) {
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, NewAccount()));
  v1::AccountActRequest file;
  file.set_name(draft.name());
  file.set_request_id("r-1");
  ASSERT_OK_AND_ASSIGN(const v1::Account once, Call(registrar_, file, &Stub::FileAccount));
  ASSERT_OK_AND_ASSIGN(const v1::Account twice, Call(registrar_, file, &Stub::FileAccount));
  EXPECT_EQ(once.etag(), twice.etag());
  v1::AccountActRequest stale;
  stale.set_name(draft.name());
  stale.set_etag(draft.etag());
  EXPECT_THAT(Call(approver_, stale, &Stub::ApproveFiling), HasReason("ETAG_MISMATCH"));
}

class BatchTest : public LifecycleTest {
 protected:
  static void Add(v1::AdjustmentBatch& batch, const std::string& account, v1::AdjustmentItem::Action action, const std::string& successor = "") {
    v1::AdjustmentItem& item = *batch.add_items();
    item.set_account(account);
    item.set_action(action);
    item.set_successor(successor);
    item.set_reason("整合");
    if (action == v1::AdjustmentItem::RECTIFY) item.set_deadline("2026-10-12");
  }
  absl::StatusOr<v1::AdjustmentBatch> Plan(const v1::AdjustmentBatch& batch) {
    v1::CreateAdjustmentBatchRequest request;
    request.set_parent("divisions/330108");
    *request.mutable_adjustment_batch() = batch;
    return Call(approver_, request, &Stub::CreateAdjustmentBatch);
  }
  absl::StatusOr<v1::AdjustmentBatch> Decide(const Caller& caller, const std::string& name) {
    v1::DecideAdjustmentBatchRequest request;
    request.set_name(name);
    request.set_decision_basis("区政府办公室主任办公会");
    request.set_decided_on("2026-09-18");
    return Call(caller, request, &Stub::DecideAdjustmentBatch);
  }
  absl::StatusOr<v1::AdjustmentBatch> AnnounceBatch(const std::string& name) {
    v1::AnnounceAdjustmentBatchRequest request;
    request.set_name(name);
    request.set_announced_on("2026-09-18");
    return Call(supervisor_, request, &Stub::AnnounceAdjustmentBatch);
  }
  absl::StatusOr<std::string> Notice(const Caller& caller, const std::string& name, v1::GetAdjustmentNoticeRequest::Format format) {
    v1::GetAdjustmentNoticeRequest request;
    request.set_name(name);
    request.set_format(format);
    ASSIGN_OR_RETURN(const google::api::HttpBody body, Call(caller, request, &Stub::GetAdjustmentNotice));
    return body.data();
  }
};

TEST_F(BatchTest, IsPlannedDecidedByAnotherAnnouncedAndCompleted) {
  const std::string closing = Opened("滨江教育小微", "1749127201"), merging = Opened("滨江招生", "1749127202"), kept = Opened("滨江教育", "1749127203"),
                    rectified = Opened("滨江青少年", "1749127204");
  v1::AdjustmentBatch plan;
  plan.set_title("2026年第三季度瘦身");
  Add(plan, closing, v1::AdjustmentItem::CLOSE, kept);
  Add(plan, merging, v1::AdjustmentItem::MERGE, kept);
  Add(plan, kept, v1::AdjustmentItem::KEEP);
  Add(plan, rectified, v1::AdjustmentItem::RECTIFY);
  ASSERT_OK_AND_ASSIGN(const v1::AdjustmentBatch batch, Plan(plan));
  EXPECT_EQ(batch.name(), "divisions/330108/adjustmentBatches/2026-1");
  EXPECT_THAT(Decide(approver_, batch.name()), HasReason("SELF_APPROVAL"));
  EXPECT_THAT(AnnounceBatch(batch.name()), HasReason("WRONG_STATE"));
  ASSERT_OK(Decide(supervisor_, batch.name()).status());
  EXPECT_THAT(Notice(public_, batch.name(), v1::GetAdjustmentNoticeRequest::HTML), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_OK_AND_ASSIGN(const std::string draft, Notice(supervisor_, batch.name(), v1::GetAdjustmentNoticeRequest::HTML));
  EXPECT_THAT(draft, HasSubstr("草稿"));
  ASSERT_OK_AND_ASSIGN(const v1::AdjustmentBatch announced, AnnounceBatch(batch.name()));
  EXPECT_EQ(announced.notice_ends_on(), "2026-10-15");
  EXPECT_EQ(announced.items(0).state(), v1::CLOSING);
  EXPECT_EQ(announced.items(1).state(), v1::CLOSING);
  EXPECT_EQ(announced.items(2).state(), v1::ACTIVE);
  EXPECT_EQ(announced.items(3).state(), v1::RECTIFYING);
  EXPECT_EQ(announced.progress().done(), 1);

  ASSERT_OK_AND_ASSIGN(const std::string html, Notice(public_, batch.name(), v1::GetAdjustmentNoticeRequest::HTML));
  EXPECT_THAT(html, HasSubstr("滨江教育小微"));
  EXPECT_THAT(html, HasSubstr("2026年10月16日"));
  EXPECT_THAT(html, Not(HasSubstr("滨江青少年"))) << "what is rectified is not told to the public here";
  ASSERT_OK_AND_ASSIGN(const std::string docx, Notice(public_, batch.name(), v1::GetAdjustmentNoticeRequest::DOCX));
  EXPECT_EQ(docx.substr(0, 2), "PK");

  v1::AdjustmentBatchActRequest complete;
  complete.set_name(batch.name());
  EXPECT_THAT(Call(supervisor_, complete, &Stub::CompleteAdjustmentBatch), HasReason("BATCH_UNFINISHED"));
  At(absl::CivilDay(2026, 10, 20));
  ASSERT_OK(Do(registrar_, closing, &Stub::SuspendAccount).status());
  ASSERT_OK(Deregister(closing, "工单").status());
  v1::MergeAccountRequest merge;
  merge.set_name(merging);
  merge.set_successor(kept);
  ASSERT_OK(Call(supervisor_, merge, &Stub::MergeAccount).status());
  ASSERT_OK(Do(supervisor_, rectified, &Stub::ConfirmRectification, "已恢复更新").status());
  ASSERT_OK_AND_ASSIGN(const v1::AdjustmentBatch done, Call(supervisor_, complete, &Stub::CompleteAdjustmentBatch));
  EXPECT_EQ(done.state(), v1::AdjustmentBatch::COMPLETED);
  EXPECT_EQ(done.progress().done(), 4);
}

TEST_F(BatchTest, IsAnnouncedAsAWholeOrNotAtAll) {
  const std::string first = Opened("滨江教育小微", "1749127201"), second = Opened("滨江招生", "1749127202");
  v1::AdjustmentBatch plan;
  plan.set_title("瘦身");
  Add(plan, first, v1::AdjustmentItem::CLOSE);
  Add(plan, second, v1::AdjustmentItem::CLOSE);
  ASSERT_OK_AND_ASSIGN(const v1::AdjustmentBatch batch, Plan(plan));
  ASSERT_OK(Decide(supervisor_, batch.name()).status());
  ASSERT_OK(Announce(second).status()) << "on its own, meanwhile";
  const auto blocked = AnnounceBatch(batch.name());
  ASSERT_THAT(blocked, HasReason("BATCH_BLOCKED"));
  ASSERT_EQ(error::GetInfo(blocked.status())->violations.size(), 1u);
  EXPECT_EQ(error::GetInfo(blocked.status())->violations[0].field, "items[1]");
  ASSERT_OK_AND_ASSIGN(const v1::Account untouched, Get(public_, first));
  EXPECT_EQ(untouched.state(), v1::ACTIVE);
}

TEST_F(BatchTest, NamesEveryBadItemOfAPlan) {
  const std::string name = Opened();
  v1::AdjustmentBatch plan;
  plan.set_title("瘦身");
  Add(plan, name, v1::AdjustmentItem::MERGE);
  Add(plan, "accounts/nobody", v1::AdjustmentItem::KEEP);
  EXPECT_THAT(Plan(plan), HasReason("BAD_REQUEST"));
  plan.mutable_items(0)->set_action(v1::AdjustmentItem::KEEP);
  const auto unknown = Plan(plan);
  ASSERT_THAT(unknown, HasReason("BAD_REQUEST"));
  EXPECT_EQ(error::GetInfo(unknown.status())->violations[0].field, "adjustment_batch.items[1].account");
}

// 三明: 65 listed for closing, 35 still without proof.
TEST_F(BatchTest, ClosingAccountsWithoutProofAreToldLongestFirst) {
  std::vector<std::string> names;
  for (int i = 0; i < 3; ++i) names.push_back(Opened("滨江账号" + std::string(1, static_cast<char>('A' + i)), "17491272" + std::to_string(10 + i)));
  for (const std::string& name : names) ASSERT_OK(Announce(name).status());
  At(absl::CivilDay(2026, 10, 20));
  for (const std::string& name : names) ASSERT_OK(Do(registrar_, name, &Stub::SuspendAccount).status());
  ASSERT_OK(Deregister(names[0], "工单").status());
  v1::ListClosingAlarmsRequest request;
  request.set_parent("divisions/330108");
  ASSERT_OK_AND_ASSIGN(const v1::ListClosingAlarmsResponse early, Call(supervisor_, request, &Stub::ListClosingAlarms));
  EXPECT_EQ(early.closing(), 2);
  EXPECT_EQ(early.without_proof(), 0);
  At(absl::CivilDay(2026, 11, 16));
  request.set_page_size(1);
  ASSERT_OK_AND_ASSIGN(const v1::ListClosingAlarmsResponse first, Call(supervisor_, request, &Stub::ListClosingAlarms));
  EXPECT_EQ(first.without_proof(), 2);
  ASSERT_EQ(first.alarms_size(), 1);
  EXPECT_EQ(first.alarms(0).days(), 31);
  request.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(const v1::ListClosingAlarmsResponse second, Call(supervisor_, request, &Stub::ListClosingAlarms));
  ASSERT_EQ(second.alarms_size(), 1);
  EXPECT_NE(second.alarms(0).account().name(), first.alarms(0).account().name());
  EXPECT_EQ(second.next_page_token(), "");
}

}  // namespace
}  // namespace disclosure::media
