// The register over the wire: who registers, edits and reads what.
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class RegisterTest : public ServiceTest {
 protected:
  absl::StatusOr<v1::Account> Update(const Caller& caller, const v1::Account& account, const std::vector<std::string>& mask = {}) {
    v1::UpdateAccountRequest request;
    *request.mutable_account() = account;
    for (const std::string& path : mask) request.mutable_update_mask()->add_paths(path);
    return Call(caller, request, &Stub::UpdateAccount);
  }
  absl::StatusOr<v1::ListAccountsResponse> List(const Caller& caller, const std::function<void(v1::ListAccountsRequest&)>& fill = [](auto&) {}) {
    v1::ListAccountsRequest request;
    fill(request);
    return Call(caller, request, &Stub::ListAccounts);
  }
  // As if it had been filed and opened: that is others' to test.
  v1::Account Opened(const std::string& name = "滨江教育", const std::string& id = "1749127163", State state = State::kActive) {
    const auto draft = Create(registrar_, NewAccount(name, id));
    EXPECT_OK(draft.status());
    if (!draft.ok()) return {};
    EXPECT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(Account account, writer.GetAccount(draft->name().substr(9)));
      account.state = state;
      ++account.version;
      RETURN_IF_ERROR(writer.UpdateAccount(account, "weibo"));
      return writer.AppendChanges({account.uid}, "opened", clock_.Now());
    }));
    replica_->backend().nudge();
    AwaitView();
    const auto opened = Get(registrar_, draft->name());
    EXPECT_OK(opened.status());
    return opened.ok() ? *opened : v1::Account();
  }
  static std::vector<std::string> Names(const v1::ListAccountsResponse& page) {
    std::vector<std::string> names;
    for (const v1::Account& account : page.accounts()) names.push_back(account.display_name());
    return names;
  }
  static std::vector<std::string> Codes(const v1::Account& account) {
    std::vector<std::string> codes;
    for (const v1::Finding& finding : account.findings()) codes.push_back(finding.code());
    return codes;
  }
};

TEST_F(RegisterTest, ARegistrarRegistersADraftOfHisOwnOrgan) {
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, NewAccount()));
  EXPECT_EQ(draft.state(), v1::DRAFT);
  EXPECT_EQ(draft.division(), "divisions/330108");
  EXPECT_EQ(draft.host().display_name(), "杭州市滨江区教育局") << "as the directory calls it";
  EXPECT_EQ(draft.contact().phone(), "0571-00000000");
  EXPECT_THAT(Codes(draft), IsEmpty());
  EXPECT_THAT(Create(stranger_, NewAccount()), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Create(public_, NewAccount()), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(Create(approver_, NewAccount()), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(RegisterTest, AllBadFieldsAreNamedAtOnce) {
  v1::Account account = NewAccount("");
  account.set_platform("platforms/nothing");
  account.set_url("javascript:alert(1)");
  account.set_opened_on("2026-13-01");
  account.mutable_operator_()->set_organ("organs/330108-nobody");
  const auto refused = Create(registrar_, account);
  ASSERT_THAT(refused, HasReason("BAD_REQUEST"));
  std::vector<std::string> fields;
  const auto told = error::GetInfo(refused.status());
  for (const error::Violation& violation : told->violations) fields.push_back(violation.field);
  for (const char* field : {"account.display_name", "account.platform", "account.url", "account.opened_on", "account.operator.organ"}) {
    EXPECT_THAT(fields, Contains(field));
  }
}

TEST_F(RegisterTest, ContactsAreEncryptedWhereTheyAreKept) {
  ASSERT_OK(Create(registrar_, NewAccount()).status());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts WHERE contact_sealed LIKE '%0571%' OR contact_sealed LIKE '%测试甲%'"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts WHERE LENGTH(contact_sealed) > 0"), 1);
}

TEST_F(RegisterTest, ADraftIsNotReadableByIdToThePublicNorToOtherOrgans) {
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, NewAccount()));
  for (const Caller& caller : {public_, stranger_, Person("far", {"supervisor"}, "330109-fb")}) {
    EXPECT_THAT(Get(caller, draft.name()), HasReason("NOT_FOUND"));
  }
  EXPECT_THAT(Get(public_, "accounts/01j00000000000000000000000"), HasReason("NOT_FOUND")) << "the same as if there were none";
  for (const Caller& caller : {registrar_, approver_, supervisor_}) EXPECT_OK(Get(caller, draft.name()).status());
  EXPECT_THAT(Update(stranger_, draft), HasReason("NOT_FOUND"));
  v1::ListAccountsRequest drafts;
  drafts.add_states(v1::DRAFT);
  EXPECT_THAT(Call(public_, drafts, &Stub::ListAccounts), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(RegisterTest, ContactAndFindingsAreForOfficersAndTheContactIsMaskedForOthers) {
  const v1::Account account = Opened();
  ASSERT_OK_AND_ASSIGN(const v1::Account seen, Get(public_, account.name()));
  EXPECT_FALSE(seen.has_contact());
  EXPECT_THAT(seen.findings(), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const v1::Account own, Get(registrar_, account.name()));
  EXPECT_EQ(own.contact().responsible_person(), "测试甲");
  ASSERT_OK_AND_ASSIGN(const v1::Account supervised, Get(supervisor_, account.name()));
  EXPECT_EQ(supervised.contact().phone(), "0571-00000000");
  ASSERT_OK_AND_ASSIGN(const v1::Account other, Get(stranger_, account.name()));
  EXPECT_EQ(other.contact().responsible_person(), "测**");
  EXPECT_EQ(other.contact().phone(), "057******0000");
  ASSERT_OK_AND_ASSIGN(const v1::Account far, Get(Person("far", {"supervisor"}, "330109-fb"), account.name()));
  EXPECT_EQ(far.contact().responsible_person(), "测**") << "a supervisor of another division";
}

TEST_F(RegisterTest, OneIdUnderTwoOrgansIsRefusedAndASecondAccountIsPointedOut) {
  Opened();
  v1::Account theirs = NewAccount("滨江统计");
  theirs.mutable_host()->set_organ("organs/330108-tjj");
  const auto refused = Create(stranger_, theirs);
  EXPECT_THAT(refused, HasReason("ID_UNDER_TWO_ORGANS"));
  EXPECT_THAT(Create(registrar_, NewAccount("滨江教育二")), HasReason("ID_REGISTERED_TWICE"));
  Opened("滨江教育考试", "2749127163");
  ASSERT_OK_AND_ASSIGN(const v1::Account second, Create(registrar_, NewAccount("滨江招生", "3749127163")));
  EXPECT_THAT(Codes(second), Contains("SECOND_ACCOUNT_ON_PLATFORM"));
}

TEST_F(RegisterTest, OneNameOnTwoPlatformsIsAsItShouldBe) {
  Opened();
  v1::Account wechat = NewAccount("滨江教育", "binjiangjiaoyu");
  wechat.set_platform("微信公众号");
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, wechat));
  EXPECT_EQ(draft.platform(), "platforms/wechat");
  EXPECT_THAT(Codes(draft), ElementsAre("SAME_NAME_ON_OTHER_PLATFORM"));
}

TEST_F(RegisterTest, AnAbolishedOrganOpensNothing) {
  v1::Account account = NewAccount("已撤销的局");
  account.mutable_host()->set_organ("organs/330108-old");
  EXPECT_THAT(Create(Person("last", {"registrar"}, "330108-old"), account), HasReason("HOST_ABOLISHED"));
}

TEST_F(RegisterTest, CheckingOnlyKeepsNothing) {
  v1::CreateAccountRequest request;
  *request.mutable_account() = NewAccount();
  request.set_validate_only(true);
  ASSERT_OK_AND_ASSIGN(const v1::Account checked, Call(registrar_, request, &Stub::CreateAccount));
  EXPECT_EQ(checked.name(), "");
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts"), 0);
}

TEST_F(RegisterTest, ARepeatedCallHasOneEffect) {
  v1::CreateAccountRequest request;
  *request.mutable_account() = NewAccount();
  request.set_request_id("5b2f6d0b-7b2c-4f36-9d2e-4e5310000000");
  ASSERT_OK_AND_ASSIGN(const v1::Account first, Call(registrar_, request, &Stub::CreateAccount));
  ASSERT_OK_AND_ASSIGN(const v1::Account again, Call(registrar_, request, &Stub::CreateAccount));
  EXPECT_EQ(again.name(), first.name());
  request.mutable_account()->set_display_name("另一个");
  EXPECT_THAT(Call(registrar_, request, &Stub::CreateAccount), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(RegisterTest, ADraftIsEditedAsAWholeOrByItsMask) {
  ASSERT_OK_AND_ASSIGN(v1::Account draft, Create(registrar_, NewAccount()));
  draft.set_display_name("滨江教育发布");
  draft.set_introduction("教育资讯");
  ASSERT_OK_AND_ASSIGN(const v1::Account masked, Update(registrar_, draft, {"introduction"}));
  EXPECT_EQ(masked.display_name(), "滨江教育");
  EXPECT_EQ(masked.introduction(), "教育资讯");
  EXPECT_THAT(Update(registrar_, draft, {"introduction"}), HasReason("ETAG_MISMATCH")) << "it was read before";
  draft.clear_etag();
  ASSERT_OK_AND_ASSIGN(const v1::Account renamed, Update(registrar_, draft));
  EXPECT_EQ(renamed.display_name(), "滨江教育发布");
  v1::Account only_phone;
  only_phone.set_name(draft.name());
  only_phone.mutable_contact()->set_phone("0571-11111111");
  ASSERT_OK_AND_ASSIGN(const v1::Account called, Update(registrar_, only_phone, {"contact.phone"}));
  EXPECT_EQ(called.contact().responsible_person(), "测试甲");
  EXPECT_EQ(called.contact().phone(), "0571-11111111");
  EXPECT_THAT(Update(registrar_, only_phone, {"state"}), HasReason("BAD_REQUEST"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM account_events"), 4);
}

TEST_F(RegisterTest, AnEditThatChangesNothingKeepsTheEtag) {
  ASSERT_OK_AND_ASSIGN(const v1::Account draft, Create(registrar_, NewAccount()));
  ASSERT_OK_AND_ASSIGN(const v1::Account same, Update(registrar_, draft));
  EXPECT_EQ(same.etag(), draft.etag());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM account_events"), 1);
}

TEST_F(RegisterTest, ADraftGoesToNoOtherOrgan) {
  ASSERT_OK_AND_ASSIGN(v1::Account draft, Create(registrar_, NewAccount()));
  draft.mutable_host()->set_organ("organs/330108-tjj");
  EXPECT_THAT(Update(registrar_, draft), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(RegisterTest, WhatIsMaterialNeedsAFilingOnceTheAccountIsOpen) {
  v1::Account account = Opened();
  account.set_introduction("教育资讯");
  ASSERT_OK_AND_ASSIGN(v1::Account edited, Update(registrar_, account));
  EXPECT_EQ(edited.introduction(), "教育资讯");
  edited.set_display_name("滨江教育发布");
  edited.mutable_contact()->set_responsible_person("测试乙");
  const auto refused = Update(registrar_, edited);
  ASSERT_THAT(refused, HasReason("MATERIAL_CHANGE"));
  EXPECT_EQ(error::GetInfo(refused.status())->metadata.at("fields"), "display_name,contact.responsible_person");
  EXPECT_THAT(Update(stranger_, edited), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(RegisterTest, WhatIsBeingFiledOrIsOverIsNotEdited) {
  v1::Account account = Opened("滨江教育", "1749127163", State::kPendingFiling);
  account.set_introduction("教育资讯");
  EXPECT_THAT(Update(registrar_, account), HasReason("WRONG_STATE"));
}

TEST_F(RegisterTest, TheListShowsWhatIsInForceAndHistoryOnRequest) {
  Opened("滨江教育", "1000001");
  Opened("滨江民政", "1000002", State::kSuspended);
  ASSERT_OK(Create(registrar_, NewAccount("滨江草稿", "1000003")).status());
  ASSERT_OK_AND_ASSIGN(const auto first, List(public_));
  EXPECT_THAT(Names(first), ElementsAre("滨江教育"));
  ASSERT_OK_AND_ASSIGN(const auto again, List(public_, [](auto& request) { request.set_page_size(50); }));
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString()) << "memory and store say the same";
  // Both were opened in the same millisecond of the fake clock, and identifiers order by it.
  ASSERT_OK_AND_ASSIGN(const auto history, List(public_, [](auto& request) { request.set_history(true); }));
  EXPECT_THAT(Names(history), UnorderedElementsAre("滨江教育", "滨江民政"));
}

TEST_F(RegisterTest, FiltersAreAllToMatch) {
  Opened("滨江教育", "1000001");
  Opened("滨江100%真", "1000002");
  ASSERT_OK_AND_ASSIGN(const auto by_text, List(public_, [](auto& request) { request.set_text("教 育"); }));
  EXPECT_THAT(Names(by_text), ElementsAre("滨江教育"));
  ASSERT_OK_AND_ASSIGN(const auto by_organ, List(public_, [](auto& request) { request.set_organ("organs/330108-tjj"); }));
  EXPECT_THAT(Names(by_organ), IsEmpty());
  ASSERT_OK_AND_ASSIGN(const auto by_city, List(public_, [](auto& request) {
    request.set_division("divisions/330100");
    request.set_platform("微博");
  }));
  EXPECT_EQ(by_city.accounts_size(), 2);
  EXPECT_THAT(List(public_, [](auto& request) { request.set_platform("飞信"); }), HasReason("BAD_REQUEST"));
  EXPECT_THAT(List(public_, [](auto& request) { request.set_text("%"); }), HasReason("BAD_REQUEST"));
  EXPECT_THAT(List(public_, [](auto& request) { request.set_page_size(-1); }), HasReason("BAD_REQUEST"));
}

TEST_F(RegisterTest, PagesGoOnWhereTheFirstOneEnded) {
  for (int i = 1; i <= 55; ++i) Opened("账号" + std::to_string(i), std::to_string(1000000 + i));
  ASSERT_OK_AND_ASSIGN(const auto first, List(public_));
  ASSERT_EQ(first.accounts_size(), 50);
  ASSERT_OK_AND_ASSIGN(const auto second, List(public_, [&](auto& request) { request.set_page_token(first.next_page_token()); }));
  EXPECT_EQ(second.accounts_size(), 5);
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_THAT(List(public_, [&](auto& request) {
    request.set_page_token(first.next_page_token());
    request.set_history(true);
  }), HasReason("BAD_REQUEST"));
}

TEST_F(RegisterTest, OfficersListTheDraftsOfTheOrganOrDivisionThatTheyLookAfter) {
  ASSERT_OK(Create(registrar_, NewAccount()).status());
  const auto drafts = [&](const Caller& caller, const std::string& organ, const std::string& division) {
    return List(caller, [&](auto& request) {
      request.set_organ(organ);
      request.set_division(division);
      request.add_states(v1::DRAFT);
    });
  };
  ASSERT_OK_AND_ASSIGN(const auto own, drafts(registrar_, "organs/330108-jyj", ""));
  EXPECT_EQ(own.accounts_size(), 1);
  EXPECT_FALSE(own.accounts(0).has_contact()) << "of one account only";
  ASSERT_OK_AND_ASSIGN(const auto supervised, drafts(supervisor_, "", "divisions/330108"));
  EXPECT_EQ(supervised.accounts_size(), 1);
  ASSERT_OK_AND_ASSIGN(const auto to_decide, drafts(approver_, "", "divisions/330108"));
  EXPECT_EQ(to_decide.accounts_size(), 1) << "its competent organ";
  ASSERT_OK_AND_ASSIGN(const auto nothing, drafts(stranger_, "", "divisions/330108"));
  EXPECT_EQ(nothing.accounts_size(), 0) << "an approver of another organ";
  EXPECT_THAT(drafts(Person("other", {"registrar"}, "330108-tjj"), "organs/330108-jyj", ""), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(drafts(Person("far", {"supervisor"}, "330109-fb"), "", "divisions/330108"), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(drafts(registrar_, "", ""), StatusIs(absl::StatusCode::kPermissionDenied)) << "all of them are nobody's to see";
}

TEST_F(RegisterTest, PlatformsAreListedInPages) {
  v1::ListPlatformsRequest request;
  request.set_page_size(20);
  ASSERT_OK_AND_ASSIGN(const auto first, Call(public_, request, &Stub::ListPlatforms));
  ASSERT_EQ(first.platforms_size(), 20);
  EXPECT_EQ(first.platforms(0).name(), "platforms/wechat");
  request.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(const auto second, Call(public_, request, &Stub::ListPlatforms));
  EXPECT_EQ(first.platforms_size() + second.platforms_size(), static_cast<int>(rules_->platforms.all().size()));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_NE(second.platforms(0).name(), first.platforms(19).name());
}

TEST_F(RegisterTest, TheWireRefusesWhatIsNoMessage) {
  grpc::ClientContext context;
  v1::VerifyAccountRequest nothing;
  v1::VerifyAccountResponse response;
  EXPECT_THAT(FromGrpc(stub().VerifyAccount(&context, nothing, &response)), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::media
