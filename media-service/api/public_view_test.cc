#include "media-service/api/public_view.h"

#include <algorithm>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <typename Message>
Message Parsed(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  EXPECT_TRUE(buffer.Dump(&slices).ok());
  std::string bytes;
  for (const grpc::Slice& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  Message message;
  EXPECT_TRUE(message.ParseFromString(bytes));
  return message;
}

// "01…001": uids are 26 characters, in the order of registration.
std::string Uid(int number) {
  std::string uid = "01j00000000000000000000000";
  const std::string digits = std::to_string(number);
  uid.replace(uid.size() - digits.size(), digits.size(), digits);
  return uid;
}

class PublicViewTest : public ::testing::Test {
 protected:
  static Account AnAccount(int number, const std::string& name, State state = State::kActive) {
    Account account{.uid = Uid(number), .division = "330108", .state = state, .platform = "weibo"};
    account.platform_id = std::to_string(1000000 + number);
    account.name = name;
    account.host = {.organ = "330108-jyj", .text = "杭州市滨江区教育局"};
    account.contact = {.responsible_person = "测试甲", .phone = "0571-00000000"};
    return account;
  }
  void Put(const Account& account, const std::vector<std::string>& former_names = {}) { view_.Apply({{account.uid, account, former_names}}); }
  v1::VerifyAccountResponse ByName(const std::string& name) { return view_.Answer({.platform = Platforms().Find("weibo"), .name = name}); }
  v1::VerifyAccountResponse ById(const std::string& id, const std::string& name = "") {
    return view_.Answer({.platform = Platforms().Find("weibo"), .id = id, .name = name});
  }
  v1::VerifyAccountResponse ByUrl(const std::string& url) {
    const absl::StatusOr<AccountUrl> found = RecogniseUrl(url, Platforms());
    EXPECT_TRUE(found.ok()) << url;
    return view_.Answer({.platform = Platforms().Find(found->platform), .id = found->id, .name = found->name, .page = found->page});
  }
  static std::vector<std::string> Codes(const v1::VerifyAccountResponse& answer) {
    std::vector<std::string> codes;
    for (const auto& warning : answer.warnings()) codes.push_back(warning.code());
    return codes;
  }

  PublicView view_{Platforms()};
};

TEST_F(PublicViewTest, AnAccountInForceIsGenuineAndTellsNobodysContact) {
  Put(AnAccount(1, "滨江教育"));
  const v1::VerifyAccountResponse answer = ById("1000001");
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::GENUINE);
  EXPECT_EQ(answer.account().display_name(), "滨江教育");
  EXPECT_FALSE(answer.account().has_contact());
}

TEST_F(PublicViewTest, TheEncodedAnswerIsTheComposedOne) {
  Put(AnAccount(1, "滨江教育"));
  const auto bytes = view_.AnswerById(*Platforms().Find("weibo"), "1000001");
  ASSERT_TRUE(bytes.has_value());
  EXPECT_EQ(Parsed<v1::VerifyAccountResponse>(*bytes).SerializeAsString(), ById("1000001").SerializeAsString());
  EXPECT_FALSE(view_.AnswerById(*Platforms().Find("weibo"), "9").has_value());
}

TEST_F(PublicViewTest, AClosedAccountPointsToItsSuccessor) {
  Put(AnAccount(1, "滨江教育发布"));
  Account closed = AnAccount(2, "滨江教育", State::kDeregistered);
  closed.successor = Uid(1);
  Put(closed);
  const v1::VerifyAccountResponse answer = ById("1000002");
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::CLOSED);
  EXPECT_EQ(answer.successor().display_name(), "滨江教育发布");
  EXPECT_EQ(Parsed<v1::VerifyAccountResponse>(*view_.AnswerById(*Platforms().Find("weibo"), "1000002")).successor().display_name(), "滨江教育发布");
}

TEST_F(PublicViewTest, AKnownNameWithAnotherIdIsWarnedOfAndSimilarOnesAreShown) {
  Put(AnAccount(1, "滨江教育"));
  const v1::VerifyAccountResponse answer = ById("7777777", "滨江教育");
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(Codes(answer), ElementsAre("NAME_KNOWN_ID_DIFFERS"));
  ASSERT_EQ(answer.similar_size(), 1);
  EXPECT_EQ(answer.similar(0).percent(), 100);
  EXPECT_THAT(ById("7777777", "西湖水利").similar(), IsEmpty());
}

TEST_F(PublicViewTest, OnlyThatVeryNameIsGenuineOneThatReadsLikeItIsPointedOut) {
  Put(AnAccount(1, "滨江教育"));
  for (const char* name : {"滨江教育", " 滨江 教育　"}) {
    EXPECT_EQ(ByName(name).verdict(), v1::VerifyAccountResponse::GENUINE) << name;
    EXPECT_THAT(Codes(ByName(name)), ElementsAre("BY_NAME_ONLY")) << name;
  }
  for (const char* name : {"滨江·教育＋", "滨江教育。", "滨江丨教育", "滨江教育🎉"}) {
    const v1::VerifyAccountResponse answer = ByName(name);
    EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN) << name;
    EXPECT_THAT(Codes(answer), ElementsAre("NAME_ONLY_ALIKE")) << name;
    ASSERT_EQ(answer.similar_size(), 1) << name;
    EXPECT_EQ(answer.similar(0).account().display_name(), "滨江教育") << name;
    EXPECT_EQ(answer.similar(0).percent(), 100) << name;
  }
  EXPECT_EQ(ByName("滨江𠀀教育").verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(Codes(ByName("滨江𠀀教育")), IsEmpty()) << "a rare ideograph makes another name";
}

TEST_F(PublicViewTest, ANameBesideAnAddressDoesNotMakeItGenuine) {
  Put(AnAccount(1, "滨江教育"));
  const v1::VerifyAccountResponse answer =
      view_.Answer({.platform = Platforms().Find("weibo"), .name = "滨江教育", .page = "weibo.com/somebody", .by_name = false});
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  ASSERT_EQ(answer.similar_size(), 1);
}

TEST_F(PublicViewTest, AFormerNameLeadsToTheAccountAndBlessesNobodyWhoTookIt) {
  Put(AnAccount(1, "石狮融媒"), {"石狮日报"});
  const v1::VerifyAccountResponse by_name = ByName("石狮日报");
  EXPECT_EQ(by_name.verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(Codes(by_name), ElementsAre("RENAMED"));
  ASSERT_GE(by_name.similar_size(), 1);
  EXPECT_EQ(by_name.similar(0).account().display_name(), "石狮融媒");
  EXPECT_THAT(Codes(ById("7777777", "石狮日报")), ElementsAre("RENAMED")) << "somebody else has that name now";
  const v1::VerifyAccountResponse by_id = ById("1000001", "石狮日报");
  EXPECT_EQ(by_id.verdict(), v1::VerifyAccountResponse::GENUINE);
  EXPECT_THAT(Codes(by_id), ElementsAre("RENAMED"));
  Put(AnAccount(2, "石狮日报"));
  EXPECT_EQ(ByName("石狮日报").account().name(), "accounts/" + Uid(2)) << "a name that is in the register goes before a former one";
  view_.Apply({{Uid(2), std::nullopt}});
  Put(AnAccount(1, "石狮融媒"));
  EXPECT_THAT(Codes(ByName("石狮日报")), IsEmpty()) << "forgotten";
}

TEST_F(PublicViewTest, TheSuccessorOfASuccessorIsNamedAndACircleEnds) {
  const auto closed = [](int number, int successor) {
    Account account = AnAccount(number, "账号" + std::to_string(number), State::kMerged);
    account.successor = Uid(successor);
    return account;
  };
  Put(closed(1, 2));
  Put(closed(2, 3));
  Put(AnAccount(3, "滨江发布"));
  EXPECT_EQ(ById("1000001").successor().display_name(), "滨江发布");
  EXPECT_EQ(Parsed<v1::VerifyAccountResponse>(*view_.AnswerById(*Platforms().Find("weibo"), "1000001")).successor().display_name(), "滨江发布");
  Put(closed(3, 1));
  EXPECT_FALSE(ById("1000001").has_successor());
  view_.Apply({{Uid(3), std::nullopt}});
  EXPECT_FALSE(ById("1000001").has_successor());
}

TEST_F(PublicViewTest, AKnownIdUnderAnotherNameIsWarnedOf) {
  Put(AnAccount(1, "滨江教育"));
  EXPECT_THAT(Codes(ById("1000001", "某某娱乐")), ElementsAre("NAME_DIFFERS"));
}

TEST_F(PublicViewTest, AnAppIsThePageThatWasRegisteredAndNoOther) {
  Account app = AnAccount(1, "爱滨江");
  app.platform = "app";
  app.platform_id = "";
  for (const auto& [registered, other] : std::map<std::string, std::string>{
           {"https://android.myapp.com/myapp/detail.htm?apkName=cn.gov.real", "https://android.myapp.com/myapp/detail.htm?apkName=cn.gov.fake"},
           {"https://store.example.org/detail?app=real", "https://store.example.org/detail?app=fake"},
           {"https://store.example.org/#/detail/real", "https://store.example.org/#/detail/fake"},
           {"https://app.binjiang.gov.cn/", "https://app.binjiang.gov.cn:8443/"}}) {
    app.url = registered;
    Put(app);
    EXPECT_EQ(ByUrl(registered).verdict(), v1::VerifyAccountResponse::GENUINE) << registered;
    EXPECT_EQ(ByUrl(other).verdict(), v1::VerifyAccountResponse::UNKNOWN) << other;
  }
}

TEST_F(PublicViewTest, TheHomeOfAPlatformIsNoAccountWhoeverRegisteredIt) {
  Account account = AnAccount(1, "滨江教育");
  for (const char* url : {"https://weibo.com/", "https://weibo.com/login", "https://m.weibo.cn/"}) {
    account.url = url;
    Put(account);
    EXPECT_EQ(ByUrl(url).verdict(), v1::VerifyAccountResponse::UNKNOWN) << url;
  }
  account.url = "https://v.douyin.com/iRNBho5m";
  Put(account);
  EXPECT_EQ(ByUrl(account.url).verdict(), v1::VerifyAccountResponse::UNKNOWN) << "a page of another platform than the account's";
}

TEST_F(PublicViewTest, AnAddressWithAnotherIdThanTheFiledOneMakesNobodyGenuine) {
  Account account = AnAccount(1, "滨江教育");
  account.url = "https://weibo.com/u/6666666666";
  Put(account);
  EXPECT_EQ(ByUrl("https://weibo.com/u/6666666666").verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_EQ(ByUrl("https://weibo.com/u/1000001").verdict(), v1::VerifyAccountResponse::GENUINE);
}

TEST_F(PublicViewTest, AnIdThatIsFiledGoesBeforeOneThatOnlyAnAddressHas) {
  Account by_address = AnAccount(1, "滨江教育");
  by_address.platform_id = "";
  by_address.url = "https://weibo.com/u/1000002";
  Put(by_address);
  EXPECT_EQ(ByUrl("https://m.weibo.cn/u/1000002").account().display_name(), "滨江教育") << "all that was filed of it";
  Put(AnAccount(2, "滨江民政", State::kDeregistered));
  const v1::VerifyAccountResponse answer = ByUrl("https://weibo.com/u/1000002");
  EXPECT_EQ(answer.account().display_name(), "滨江民政");
  EXPECT_EQ(answer.verdict(), v1::VerifyAccountResponse::CLOSED);
}

TEST_F(PublicViewTest, OfAccountsWithOneIdTheOneInForceThatCameFirstAnswers) {
  const auto with_id = [](int number, const std::string& name, State state) {
    Account account = AnAccount(number, name, state);
    account.platform_id = "7000000";
    return account;
  };
  const Account accounts[] = {with_id(1, "甲", State::kDeregistered), with_id(2, "乙", State::kActive), with_id(3, "丙", State::kActive), with_id(4, "丁", State::kMerged)};
  std::vector<int> order = {0, 1, 2, 3};
  do {
    PublicView view(Platforms());
    for (const int i : order) view.Apply({{accounts[i].uid, accounts[i]}});
    const auto name = [&] { return view.Answer({.platform = Platforms().Find("weibo"), .id = "7000000"}).account().display_name(); };
    EXPECT_EQ(name(), "乙");
    view.Apply({{accounts[1].uid, std::nullopt}});
    EXPECT_EQ(name(), "丙");
    view.Apply({{accounts[2].uid, std::nullopt}});
    EXPECT_EQ(name(), "丁") << "of closed ones the latest";
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(PublicViewTest, AWechatIdIsTheSameInWhateverCase) {
  Account account = AnAccount(1, "滨江教育");
  account.platform = "wechat-service";
  account.platform_id = "BinJiangJiaoyu";
  Put(account);
  EXPECT_EQ(view_.Answer({.platform = Platforms().Find("wechat"), .id = "binjiangjiaoyu"}).verdict(), v1::VerifyAccountResponse::GENUINE);
  EXPECT_EQ(ByUrl("https://open.weixin.qq.com/qr/code?username=BINJIANGjiaoyu").verdict(), v1::VerifyAccountResponse::GENUINE);
}

TEST_F(PublicViewTest, WhatIsBeingFiledIsUnknownToThePublic) {
  for (const State state : {State::kDraft, State::kPendingFiling, State::kApproved, State::kFilingClosed}) {
    Put(AnAccount(1, "滨江教育", state));
    EXPECT_EQ(ById("1000001").verdict(), v1::VerifyAccountResponse::UNKNOWN) << StateName(state);
    EXPECT_EQ(view_.size(), 0u);
  }
}

TEST_F(PublicViewTest, AnAccountThatLeavesTheRegisterLeavesTheViewAndTheWatchersAreTold) {
  Put(AnAccount(1, "滨江教育"));
  const v1::WatchAccountsResponse changes = view_.Apply({{Uid(1), std::nullopt}});
  ASSERT_EQ(changes.changes_size(), 1);
  EXPECT_EQ(changes.changes(0).removed(), "accounts/" + Uid(1));
  EXPECT_EQ(ById("1000001").verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_THAT(ById("7", "滨江教育").similar(), IsEmpty()) << "its name is gone too";
}

TEST_F(PublicViewTest, TheFirstPageHasTheFirstFiftyInForceAndWhereToGoOn) {
  for (int i = 1; i <= 60; ++i) Put(AnAccount(i, "账号" + std::to_string(i), i % 10 == 0 ? State::kSuspended : State::kActive));
  const auto page = Parsed<v1::ListAccountsResponse>(view_.FirstPage());
  ASSERT_EQ(page.accounts_size(), 50);
  EXPECT_EQ(page.accounts(0).display_name(), "账号1");
  EXPECT_EQ(page.accounts(49).display_name(), "账号55") << "five of those before are not in force";
  EXPECT_FALSE(page.next_page_token().empty());
}

TEST_F(PublicViewTest, WhatIsNotRetainedIsForgotten) {
  Put(AnAccount(1, "滨江教育"));
  Put(AnAccount(2, "滨江民政"));
  view_.Retain({Uid(2), Uid(3)});
  EXPECT_EQ(view_.size(), 1u);
  EXPECT_EQ(ById("1000001").verdict(), v1::VerifyAccountResponse::UNKNOWN);
  EXPECT_EQ(Parsed<v1::ListAccountsResponse>(view_.FirstPage()).accounts_size(), 1);
}

TEST_F(PublicViewTest, WhatCallsForAWarningIsNoEncodedAnswer) {
  Put(AnAccount(1, "滨江教育", State::kClosing));
  EXPECT_FALSE(view_.AnswerById(*Platforms().Find("weibo"), "1000001").has_value());
  EXPECT_THAT(Codes(ById("1000001")), ElementsAre("CLOSING"));
}

TEST_F(PublicViewTest, RandomChangesLeaveTheViewAsIfBuiltAnew) {
  std::mt19937 random(7);
  std::map<std::string, PublicView::Update> kept;
  for (int step = 0; step < 2000; ++step) {
    const int number = static_cast<int>(random() % 40);
    PublicView::Update update{Uid(number), AnAccount(number, "账号" + std::to_string(random() % 15), static_cast<State>(1 + random() % 11))};
    if (random() % 3 == 0) update.account->platform_id = "";
    if (random() % 2 == 0) update.account->url = absl::StrCat("https://weibo.com/", random() % 2 == 0 ? "u/" : "page", 1000000 + random() % 40);
    if (random() % 4 == 0) update.former_names = {"旧名" + std::to_string(random() % 15)};
    if (random() % 5 == 0) {
      kept.erase(update.uid);
      view_.Apply({{update.uid, std::nullopt}});
    } else {
      kept.insert_or_assign(update.uid, update);
      view_.Apply({update});
    }
  }
  PublicView anew(Platforms());
  for (const auto& [uid, update] : kept) anew.Apply({update});
  EXPECT_EQ(anew.size(), view_.size());
  EXPECT_EQ(Parsed<v1::ListAccountsResponse>(anew.FirstPage()).SerializeAsString(), Parsed<v1::ListAccountsResponse>(view_.FirstPage()).SerializeAsString());
  const auto same = [&](const VerifyQuestion& question) {
    EXPECT_EQ(anew.Answer(question).SerializeAsString(), view_.Answer(question).SerializeAsString()) << question.id << question.name << question.page;
  };
  const Platform* weibo = Platforms().Find("weibo");
  for (int number = 0; number < 40; ++number) {
    const std::string digits = std::to_string(1000000 + number);
    same({.platform = weibo, .id = digits});
    same({.platform = weibo, .page = "weibo.com/page" + digits});
    same({.platform = weibo, .name = "账号" + std::to_string(number)});
    same({.platform = weibo, .name = "旧名" + std::to_string(number)});
  }
}

}  // namespace
}  // namespace disclosure::media
