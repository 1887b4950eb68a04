// Lists of accounts, end to end: every row is accounted for, and a list may come again.
#include <fstream>
#include <map>
#include <sstream>

#include "common/tables/workbook_writer.h"
#include "media-service/api/service_fixture.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::Pair;

std::string RealRows() {
  std::ifstream file(DISCLOSURE_SOURCE_DIR "/media-service/testdata/accounts.csv", std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class ImportTest : public ServiceTest {
 protected:
  static int Sum(const v1::ImportAccountsResponse& done) {
    return done.imported() + done.warned() + done.unchanged() + done.quarantined() + done.out_of_scope();
  }
  // Code by row.
  static std::multimap<int, std::string> Codes(const google::protobuf::RepeatedPtrField<v1::ImportNote>& notes) {
    std::multimap<int, std::string> codes;
    for (const v1::ImportNote& note : notes) codes.emplace(note.row(), note.code());
    return codes;
  }
  v1::Account Find(const std::string& platform, const std::string& name, bool history = true) {
    v1::ListAccountsRequest request;
    request.set_division("divisions/330108");
    request.set_platform(platform);
    request.set_text(name);
    request.set_history(history);
    const auto found = Call(supervisor_, request, &Stub::ListAccounts);
    EXPECT_OK(found.status());
    return found.ok() && found->accounts_size() == 1 ? found->accounts(0) : v1::Account();
  }
};

TEST_F(ImportTest, The178RealRowsAreAllAccountedFor) {
  ASSERT_OK_AND_ASSIGN(const auto done, Import(RealRows()));
  EXPECT_EQ(done.rows_read(), 178);
  EXPECT_EQ(Sum(done), 178);
  EXPECT_EQ(done.quarantined(), 1) << "成都发布 stands there twice";
  EXPECT_EQ(done.out_of_scope(), 19) << "courts, procuratorates, party and mass bodies, companies, a broadcaster";
  EXPECT_EQ(done.warned(), 158) << "no host is in this directory";
  EXPECT_EQ(done.updated(), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts"), 158);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM account_events WHERE kind = 'imported'"), 158);
  EXPECT_THAT(Codes(done.quarantined_rows()), ElementsAre(Pair(159, "DUPLICATE_ROW")));
  const auto warnings = Codes(done.warnings());
  EXPECT_THAT(warnings, Contains(Pair(128, "PLATFORM_ALIAS"))) << "政务微博";
  EXPECT_THAT(warnings, Contains(Pair(106, "HOST_ABOLISHED"))) << "江干发布";
  EXPECT_THAT(warnings, Contains(Pair(1, "NO_IDS")));
}

TEST_F(ImportTest, TheRealCasesAreRegisteredAsTheyAre) {
  ASSERT_OK(Import(RealRows()).status());
  const v1::Account police_wechat = Find("微信公众号", "德山公安"), police_weibo = Find("新浪微博", "德山公安");
  EXPECT_NE(police_wechat.name(), police_weibo.name()) << "one name on two platforms";
  EXPECT_TRUE(police_wechat.host().inferred());
  EXPECT_EQ(Find("新浪微博", "浙江发布").platform(), "platforms/weibo");
  const v1::Account reopened = Find("微信公众号", "冷泉小镇美丽李家");
  EXPECT_EQ(reopened.state(), v1::DEREGISTERED);
  EXPECT_TRUE(reopened.reopened());
  EXPECT_EQ(Find("微信公众号", "首善茅坪").status_text(), "更新不及时（检查时更新日期7月17日）");
  EXPECT_EQ(Find("微信公众号", "张家港市机关幼儿园").state(), v1::SUSPENDED);
  EXPECT_EQ(Find("微信公众号", "美连 · 治污攻坚").display_name(), "美连丨治污攻坚") << "bars and blanks do not count";
  ASSERT_OK_AND_ASSIGN(const v1::Account renamed, Get(public_, Find("微信视频号", "石狮融媒").name()));
  ASSERT_EQ(renamed.former_names_size(), 1);
  EXPECT_EQ(renamed.former_names(0).display_name(), "石狮日报");
  EXPECT_EQ(Find("微信公众号", "畅通虞城").display_name(), "") << "not filed: a draft, which history does not show";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts WHERE state = 1 AND unfiled = 1"), 9);
}

TEST_F(ImportTest, TheSameListAgainChangesNothing) {
  ASSERT_OK(Import(RealRows()).status());
  ASSERT_OK_AND_ASSIGN(const auto again, Import(RealRows()));
  EXPECT_EQ(again.unchanged(), 158);
  EXPECT_EQ(again.imported() + again.warned() + again.updated(), 0);
  EXPECT_EQ(again.quarantined(), 1);
  EXPECT_EQ(again.out_of_scope(), 19);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts"), 158);
  EXPECT_EQ(Count("SELECT MAX(version) FROM accounts"), 1);
}

TEST_F(ImportTest, ADryRunSaysTheSameAndKeepsNothing) {
  ASSERT_OK_AND_ASSIGN(const auto dry, Import(RealRows(), /*dry_run=*/true));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts"), 0);
  ASSERT_OK_AND_ASSIGN(const auto done, Import(RealRows()));
  EXPECT_EQ(dry.SerializeAsString(), done.SerializeAsString());
}

TEST_F(ImportTest, AWorkbookIsReadAsTheCsvIs) {
  ASSERT_OK_AND_ASSIGN(const auto workbook, WorkbookWriter::Create("台账", {"平台", "账号名称", "账号ID", "主办单位"}));
  ASSERT_OK(workbook->Append({"新浪微博", "滨江教育", "1749127163", "区教育局"}));
  ASSERT_OK(workbook->Close());
  ASSERT_OK_AND_ASSIGN(const std::string bytes, workbook->Read(1 << 20));
  ASSERT_OK_AND_ASSIGN(const auto done, Import(bytes));
  EXPECT_EQ(done.imported(), 1) << done.ShortDebugString();
  ASSERT_OK_AND_ASSIGN(const auto again, Import("平台,账号名称,账号ID,主办单位\n新浪微博,滨江教育,1749127163,区教育局\n"));
  EXPECT_EQ(again.unchanged(), 1);
}

TEST_F(ImportTest, AChangedRowUpdatesItsAccountAndARenamedOneKeepsItsFormerName) {
  const std::string head = "平台,账号名称,账号ID,主办单位,联系电话,简介\n";
  ASSERT_OK(Import(head + "新浪微博,滨江教育,1749127163,区教育局,0571-00000000,教育资讯\n").status());
  ASSERT_OK_AND_ASSIGN(const auto done, Import(head + "新浪微博,滨江教育发布,1749127163,区教育局,,\n"));
  EXPECT_EQ(done.updated(), 1);
  EXPECT_THAT(Codes(done.warnings()), Contains(Pair(2, "RENAMED")));
  const v1::Account found = Find("微博", "滨江教育发布");
  ASSERT_OK_AND_ASSIGN(const v1::Account account, Get(supervisor_, found.name()));
  EXPECT_EQ(account.introduction(), "教育资讯") << "a blank says nothing";
  EXPECT_EQ(account.contact().phone(), "0571-00000000");
  ASSERT_EQ(account.former_names_size(), 1);
  EXPECT_EQ(account.former_names(0).display_name(), "滨江教育");
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts"), 1);
}

TEST_F(ImportTest, AnIdUnderTwoOrgansIsSetAsideWithinTheListAndAgainstTheRegister) {
  const std::string head = "平台,账号名称,账号ID,主办单位\n";
  ASSERT_OK_AND_ASSIGN(const auto within, Import(head + "新浪微博,滨江教育,1749127163,区教育局\n新浪微博,滨江统计,1749127163,区统计局\n"));
  EXPECT_EQ(within.quarantined(), 2);
  EXPECT_THAT(Codes(within.quarantined_rows()), ElementsAre(Pair(2, "ID_UNDER_TWO_ORGANS"), Pair(3, "ID_UNDER_TWO_ORGANS")));
  ASSERT_OK(Import(head + "新浪微博,滨江教育,1749127163,区教育局\n").status());
  ASSERT_OK_AND_ASSIGN(const auto against, Import(head + "新浪微博,滨江统计,1749127163,区统计局\n"));
  EXPECT_THAT(Codes(against.quarantined_rows()), ElementsAre(Pair(2, "ID_UNDER_TWO_ORGANS")));
}

TEST_F(ImportTest, AHijackedHandleIsPointedOut) {
  const std::string head = "平台,账号名称,账号ID,主办单位\n";
  ASSERT_OK(Import(head + "新浪微博,滨江教育,1749127163,区教育局\n").status());
  ASSERT_OK_AND_ASSIGN(const auto done, Import(head + "新浪微博,滨江教育,2749127163,区教育局\n"));
  EXPECT_THAT(Codes(done.warnings()), Contains(Pair(2, "NAME_KNOWN_ID_DIFFERS")));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts"), 2);
}

TEST_F(ImportTest, WhatWasDoneInTheSystemIsNotUndoneByAList) {
  ASSERT_OK(Create(registrar_, NewAccount()).status());
  ASSERT_OK_AND_ASSIGN(const auto done, Import("平台,账号名称,账号ID,主办单位,状态,简介\n新浪微博,滨江教育发布,1749127163,区教育局,停更,教育资讯\n"));
  EXPECT_EQ(done.updated(), 1);
  EXPECT_THAT(Codes(done.warnings()), Contains(Pair(2, "KEPT_AS_REGISTERED")));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM accounts WHERE state = 1 AND display_name = '滨江教育' AND introduction = '教育资讯'"), 1);
}

TEST_F(ImportTest, AnAbolishedHostIsRegisteredWithAWarning) {
  ASSERT_OK_AND_ASSIGN(const auto done, Import("平台,账号名称,主办单位\n新浪微博,撤了的,已撤销的局\n"));
  EXPECT_THAT(Codes(done.warnings()), Contains(Pair(2, "HOST_ABOLISHED")));
}

TEST_F(ImportTest, NotesNameTheColumnAsItsHeadIsWritten) {
  ASSERT_OK_AND_ASSIGN(const auto done, Import("新媒体类型,新媒体名称,责任单位,粉丝数\n飞信,甲,区教育局,1\n新浪微博,乙,某局,1\n"));
  ASSERT_EQ(done.quarantined_rows_size(), 1);
  EXPECT_EQ(done.quarantined_rows(0).column(), "新媒体类型");
  std::vector<std::string> columns;
  for (const v1::ImportNote& note : done.warnings()) columns.push_back(note.code() + " " + note.column());
  EXPECT_THAT(columns, Contains("HOST_UNKNOWN 责任单位"));
  EXPECT_THAT(columns, Contains("COLUMN_NOT_TAKEN 粉丝数"));
}

TEST_F(ImportTest, SupervisorsOfTheDivisionImport) {
  v1::ImportAccountsRequest request;
  request.set_parent("divisions/330108");
  request.mutable_file()->set_data("平台,账号名称\n新浪微博,甲\n");
  EXPECT_THAT(Call(registrar_, request, &Stub::ImportAccounts), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Call(Person("far", {"supervisor"}, "330109-fb"), request, &Stub::ImportAccounts), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(Call(operator_, request, &Stub::ImportAccounts).status());
  request.set_parent("divisions/nowhere");
  EXPECT_THAT(Call(operator_, request, &Stub::ImportAccounts), HasReason("BAD_REQUEST"));
}

TEST_F(ImportTest, WhatIsNoListIsNamed) {
  EXPECT_THAT(Import("姓名,电话\n某人,0000\n"), HasReason("NO_HEADER"));
  EXPECT_THAT(Import(""), HasReason("EMPTY_FILE"));
  EXPECT_THAT(Import("%PDF-1.7"), HasReason("UNSUPPORTED_FORMAT"));
  EXPECT_THAT(Import("平台,\xFF\xFF\n"), HasReason("WRONG_ENCODING"));
}

TEST_F(ImportTest, ALongListIsKeptInItsOrder) {
  std::string csv = "平台,账号名称,账号ID,主办单位\n";
  for (int i = 0; i < 600; ++i) absl::StrAppend(&csv, "新浪微博,滨江账号", i, ",", 1000000 + i, ",区教育局\n");
  ASSERT_OK_AND_ASSIGN(const auto done, Import(csv));
  EXPECT_EQ(done.imported(), 600);
  AwaitView();
  v1::ListAccountsRequest request;
  request.set_page_size(1000);
  ASSERT_OK_AND_ASSIGN(const auto page, Call(public_, request, &Stub::ListAccounts));
  ASSERT_EQ(page.accounts_size(), 600);
  for (int i = 1; i < 600; ++i) EXPECT_LT(std::stoi(page.accounts(i - 1).platform_id()), std::stoi(page.accounts(i).platform_id()));
  EXPECT_EQ(replica_->view().size(), 600u);
}

}  // namespace
}  // namespace disclosure::media
