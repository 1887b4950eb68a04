#include "media-service/domain/imported_account.h"

#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ImportedAccountTest : public ::testing::Test {
 protected:
  ImportedAccount Read(const ListCells& cells) {
    return ReadImported(cells, Imports(), Platforms(), [&](const std::string& written) -> const Organ* {
      for (const Organ* organ : {&education_, &gone_}) {
        if (written == organ->name || written == organ->short_name || written == organ->code) return organ;
      }
      return nullptr;
    });
  }
  static ListCells Row(std::map<std::string, std::string> more = {}) {
    ListCells cells = {{"platform", "新浪微博"}, {"account_name", "滨江教育"}, {"host_organ", "区教育局"}, {"account_id", "1749127163"}};
    for (auto& [column, text] : more) cells[column] = text;
    return cells;
  }
  static std::vector<std::string> Codes(const std::vector<RowRemark>& remarks) {
    std::vector<std::string> codes;
    for (const RowRemark& remark : remarks) codes.push_back(remark.code);
    return codes;
  }

  const Organ education_{.code = "330108-jyj", .division = "330108", .name = "杭州市滨江区教育局", .short_name = "区教育局", .kind = "department", .parent = "", .successor = ""};
  const Organ gone_{.code = "330108-old", .division = "330108", .name = "已撤销的局", .short_name = "", .kind = "department", .parent = "", .active = false, .successor = ""};
};

TEST_F(ImportedAccountTest, AnOrdinaryRowHasNoRemarks) {
  const ImportedAccount read = Read(Row({{"status_text", "正常"}}));
  EXPECT_THAT(read.warnings, IsEmpty());
  EXPECT_THAT(read.faults, IsEmpty());
  EXPECT_EQ(read.account.platform, "weibo");
  EXPECT_EQ(read.account.host.organ, "330108-jyj");
  EXPECT_EQ(read.account.host.text, "杭州市滨江区教育局") << "of an organ its name";
  EXPECT_EQ(read.account.state, State::kActive);
}

TEST_F(ImportedAccountTest, AnAliasOfAPlatformIsRegisteredWithAWarning) {
  const ImportedAccount read = Read(Row({{"platform", "政务微博"}}));
  EXPECT_EQ(read.account.platform, "weibo");
  EXPECT_THAT(Codes(read.warnings), ElementsAre("PLATFORM_ALIAS"));
  EXPECT_THAT(Codes(Read(Row({{"platform", "飞信"}})).faults), ElementsAre("PLATFORM_UNKNOWN"));
}

TEST_F(ImportedAccountTest, TheNextColumnMaySayMoreOfThePlatform) {
  EXPECT_EQ(Read(Row({{"platform", "微信公众号"}, {"platform_type", "订阅号"}, {"account_id", "binjiangjiaoyu"}})).account.platform, "wechat-subscription");
  EXPECT_EQ(Read({{"platform_type", "抖音"}, {"account_name", "滨江教育"}, {"host_organ", "区教育局"}}).account.platform, "douyin");
}

TEST_F(ImportedAccountTest, AnUnknownHostKeepsItsTextAndAnAbolishedOneIsPointedOut) {
  const ImportedAccount unknown = Read(Row({{"host_organ", "构朳镇"}}));
  EXPECT_EQ(unknown.account.host, (Unit{.organ = "", .text = "构朳镇"}));
  EXPECT_THAT(Codes(unknown.warnings), ElementsAre("HOST_UNKNOWN"));
  EXPECT_THAT(Codes(Read(Row({{"host_organ", "已撤销的局"}})).warnings), ElementsAre("HOST_ABOLISHED"));
  EXPECT_THAT(Codes(Read(Row({{"host_organ", ""}})).warnings), ElementsAre("HOST_MISSING"));
  const ImportedAccount inferred = Read(Row({{"host_inferred", "yes"}}));
  EXPECT_TRUE(inferred.account.host.inferred);
  EXPECT_THAT(Codes(inferred.warnings), ElementsAre("HOST_INFERRED"));
}

TEST_F(ImportedAccountTest, StatusesAreReadByTheTable) {
  const auto state = [&](const std::string& text) { return Read(Row({{"status_text", text}})).account.state; };
  EXPECT_EQ(state("停更公告（2019-05-30）"), State::kSuspended);
  EXPECT_EQ(state("关停注销（2024-04-15起停止发布）"), State::kSuspended);
  EXPECT_EQ(state("注销"), State::kDeregistered);
  EXPECT_EQ(state("拟关停"), State::kClosing);
  EXPECT_EQ(state("单项否决：未提供有效互动功能"), State::kActive);
  EXPECT_EQ(state("正常运行"), State::kActive);
  EXPECT_EQ(state("MERGED"), State::kMerged);
  EXPECT_EQ(Read(Row({{"status_text", "停更"}})).account.status_text, "") << "the register's own word";
  EXPECT_EQ(Read(Row({{"status_text", "停更公告"}})).account.status_text, "停更公告");
  EXPECT_TRUE(Read(Row({{"status_text", "私开公众号（未备案）"}})).account.unfiled);
  EXPECT_TRUE(Read(Row({{"status_text", "已注销后违规私开（2020-11已注销）"}})).account.reopened);
  EXPECT_THAT(Codes(Read(Row({{"status_text", "备案审核中"}})).faults), ElementsAre("STATUS_NEEDS_FILING"));
}

TEST_F(ImportedAccountTest, WhatStandsInBracketsOnlyCommentsAndHintsAreWarnings) {
  const ImportedAccount read = Read(Row({{"status_text", "2020-07在统计名单（江干区2021-04撤并入上城区，账号应随之关停/并号）"}}));
  EXPECT_EQ(read.account.state, State::kActive);
  EXPECT_THAT(Codes(read.warnings), ElementsAre("STATUS_UNKNOWN", "HOST_ABOLISHED"));
}

TEST_F(ImportedAccountTest, ARenamedAccountIsRegisteredUnderItsNewName) {
  const ImportedAccount read = Read(Row({{"account_name", "石狮日报"}, {"status_text", "更名为“石狮融媒”"}}));
  EXPECT_EQ(read.account.name, "石狮融媒");
  EXPECT_EQ(read.former_name, "石狮日报");
  EXPECT_FALSE(read.out_of_scope.has_value()) << "judged by the new name";
}

TEST_F(ImportedAccountTest, CourtsPartyBodiesAndCompaniesAreOutOfScope) {
  for (const auto& [host, name] : std::vector<std::pair<std::string, std::string>>{
           {"石狮市人民法院", "石狮法院"}, {"", "浦江天平"}, {"杭州市委组织部", "西湖先锋"}, {"成都市", "成都地铁"}, {"杭州市妇联", "西子女性"}, {"", "成都共青团"}}) {
    EXPECT_TRUE(Read(Row({{"host_organ", host}, {"account_name", name}})).out_of_scope.has_value()) << name;
  }
  EXPECT_FALSE(Read(Row({{"account_name", "检察官也看的滨江教育"}})).out_of_scope.has_value());
}

TEST_F(ImportedAccountTest, DatesAreReadAsPeopleWriteThem) {
  for (const char* text : {"2019-04-01", "2019/4/1", "2019年4月1日", "2019.04.01", "43556", "2019-04-01 00:00:00"}) {
    EXPECT_EQ(Read(Row({{"opened_on", text}})).account.opened_on, absl::CivilDay(2019, 4, 1)) << text;
  }
  for (const char* text : {"不详", "2019年13月1日", "2019-02-30", "1"}) {
    EXPECT_THAT(Codes(Read(Row({{"opened_on", text}})).warnings), ElementsAre("DATE_UNREADABLE")) << text;
  }
}

TEST_F(ImportedAccountTest, TheTemplatesFieldsAreRead) {
  const Account account = Read(Row({{"operation_mode", "委托运营"}, {"cert_status", "已认证"}, {"purpose_class", "服务类"}, {"phone", "0571-00000000"},
                                    {"interaction_channels", "留言、私信，菜单"}, {"original_id", "2749127163"}, {"competent_organ", "区教育局"}})).account;
  EXPECT_EQ(account.operation_mode, OperationMode::kEntrusted);
  EXPECT_EQ(account.certification, Certification::kCertified);
  EXPECT_EQ(account.purpose, Purpose::kService);
  EXPECT_THAT(account.interactions, ElementsAre(Interaction::kComments, Interaction::kPrivateMessages, Interaction::kMenu));
  EXPECT_THAT(account.other_ids, ElementsAre("2749127163"));
  EXPECT_EQ(account.competent.organ, "330108-jyj");
  EXPECT_THAT(Codes(Read(Row({{"operation_mode", "随缘"}})).warnings), ElementsAre("WORD_UNKNOWN"));
}

TEST_F(ImportedAccountTest, WhatCannotBeKeptIsSetAside) {
  EXPECT_THAT(Codes(Read({{"platform", "微博"}, {"host_organ", "区教育局"}}).faults), Contains("NAME_MISSING"));
  EXPECT_THAT(Codes(Read(Row({{"account_name", std::string(400, 'x')}})).faults), ElementsAre("BAD_VALUE"));
  EXPECT_THAT(Codes(Read(Row({{"url", "javascript:alert(1)"}})).faults), ElementsAre("BAD_VALUE"));
  EXPECT_THAT(Codes(Read(Row({{"account_name", "——"}})).faults), ElementsAre("NAME_UNREADABLE"));
}

TEST(ImportTablesTest, BadLinesAreNamed) {
  EXPECT_THAT(ImportTables::Parse({.columns = "head,column,note\n名称,nothing,\n", .words = "", .status = "", .hints = "", .scope = ""}).status(), HasReason("BAD_REQUEST"));
  const std::string columns = "head,column,note\n", words = "column,text,value,note\n", hints = "text,code,reason,note\n", scope = "pattern,kind,field,source\n";
  EXPECT_THAT(ImportTables::Parse({.columns = columns, .words = words, .status = "text,state,unfiled,reopened,note\n备案,PENDING_FILING,,,\n", .hints = hints, .scope = scope}).status(),
              HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::media
