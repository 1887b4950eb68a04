#include "media-service/domain/import_match.h"

#include "gmock/gmock.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Account AnAccount(const std::string& uid, const std::string& name, const std::string& id, const std::string& host = "甲局") {
  Account account{.uid = uid, .division = "330108", .state = State::kActive, .platform = "weibo", .platform_id = id, .name = name};
  account.host.text = host;
  return account;
}
ListedAccount Row(int row, const std::string& name, const std::string& id, const std::string& host = "甲局") {
  ListedAccount listed{.row = row, .uid = "", .read = {}};
  listed.read.account = AnAccount("", name, id, host);
  listed.read.state_given = true;
  return listed;
}
std::vector<std::string> Codes(const std::vector<RowRemark>& remarks) {
  std::vector<std::string> codes;
  for (const RowRemark& remark : remarks) codes.push_back(remark.code);
  return codes;
}

TEST(RowsOfOneFile, AnIdUnderTwoOrgansIsSetAsideInAllOfThem) {
  std::vector<ListedAccount> rows = {Row(2, "滨江教育", "1000001", "甲局"), Row(3, "滨江民政", "1000001", "乙局"), Row(4, "滨江统计", "1000002", "丙局")};
  SetAsideRepeated(rows, Platforms());
  EXPECT_THAT(Codes(rows[0].read.faults), ElementsAre("ID_UNDER_TWO_ORGANS"));
  EXPECT_THAT(Codes(rows[1].read.faults), ElementsAre("ID_UNDER_TWO_ORGANS"));
  EXPECT_NE(rows[0].read.faults[0].reason.find("第3行"), std::string::npos);
  EXPECT_THAT(rows[2].read.faults, IsEmpty());
}

TEST(RowsOfOneFile, OneAccountTwiceCountsOnce) {
  std::vector<ListedAccount> rows = {Row(2, "成都发布", ""), Row(3, "成都·发布", ""), Row(4, "成都发布", "1000001"), Row(5, "成都发布", "1000002")};
  rows[1].read.account.host = {.organ = "", .text = "成都市", .inferred = true};
  SetAsideRepeated(rows, Platforms());
  EXPECT_THAT(rows[0].read.faults, IsEmpty());
  EXPECT_THAT(Codes(rows[1].read.faults), ElementsAre("DUPLICATE_ROW"));
  EXPECT_THAT(Codes(rows[2].read.faults), ElementsAre("DUPLICATE_ROW")) << "the first one has no id to tell them apart";
}

TEST(RowsOfOneFile, OneNameUnderTwoOrgansOrIdsIsTwoAccountsToBeChecked) {
  std::vector<ListedAccount> rows = {Row(2, "德山公安", "", "常德市公安局"), Row(3, "德山公安", "", "常德经开区"), Row(4, "滨江教育", "1000001"), Row(5, "滨江教育", "1000002")};
  SetAsideRepeated(rows, Platforms());
  EXPECT_THAT(Codes(rows[1].read.warnings), ElementsAre("SAME_NAME_OF_OTHER_ORGAN"));
  EXPECT_THAT(Codes(rows[3].read.warnings), ElementsAre("NAME_KNOWN_ID_DIFFERS"));
  for (const ListedAccount& row : rows) EXPECT_THAT(row.read.faults, IsEmpty());
}

TEST(RowsOfOneFile, OneNameOnTwoPlatformsIsTwoAccounts) {
  std::vector<ListedAccount> rows = {Row(2, "德山公安", ""), Row(3, "德山公安", "")};
  rows[1].read.account.platform = "wechat";
  SetAsideRepeated(rows, Platforms());
  EXPECT_THAT(rows[0].read.faults, IsEmpty());
  EXPECT_THAT(rows[1].read.faults, IsEmpty());
}

TEST(ARow, IsTheAccountWithItsIdWhateverTheName) {
  const Candidates known{.with_uid = {}, .with_id = {AnAccount("u1", "滨江教育", "1000001")}, .with_name = {}};
  const ImportMatch match = MatchAccount(Row(2, "滨江教育发布", "1000001"), "330108", known);
  ASSERT_NE(match.account, nullptr);
  std::vector<RowRemark> warnings;
  EXPECT_EQ(Updated(*match.account, Row(2, "滨江教育发布", "1000001").read, false, warnings).name, "滨江教育发布");
  EXPECT_THAT(Codes(warnings), ElementsAre("RENAMED"));
}

TEST(ARow, IsSetAsideWhenItsIdIsAnotherOrgansOrAnotherRegisters) {
  Candidates known{.with_uid = {}, .with_id = {AnAccount("u1", "滨江教育", "1000001", "乙局")}, .with_name = {}};
  EXPECT_THAT(Codes(MatchAccount(Row(2, "滨江教育", "1000001"), "330108", known).faults), ElementsAre("ID_UNDER_TWO_ORGANS"));
  known.with_id[0].host.inferred = true;
  EXPECT_THAT(MatchAccount(Row(2, "滨江教育", "1000001"), "330108", known).faults, IsEmpty());
  known.with_id[0].division = "330109";
  EXPECT_THAT(Codes(MatchAccount(Row(2, "滨江教育", "1000001"), "330108", known).faults), ElementsAre("ID_IN_OTHER_REGISTER"));
}

TEST(ARow, IsTheAccountOfItsNameUnlessTheirIdsDiffer) {
  const Candidates known{.with_uid = {}, .with_id = {}, .with_name = {AnAccount("u1", "滨江 教育", "")}};
  EXPECT_EQ(MatchAccount(Row(2, "滨江教育", "1000001"), "330108", known).account, &known.with_name[0]);
  const Candidates hijacked{.with_uid = {}, .with_id = {}, .with_name = {AnAccount("u1", "滨江教育", "1000002")}};
  const ImportMatch match = MatchAccount(Row(2, "滨江教育", "1000001"), "330108", hijacked);
  EXPECT_EQ(match.account, nullptr);
  EXPECT_THAT(Codes(match.warnings), ElementsAre("NAME_KNOWN_ID_DIFFERS"));
  const Candidates other{.with_uid = {}, .with_id = {}, .with_name = {AnAccount("u1", "滨江教育", "", "乙局")}};
  EXPECT_THAT(Codes(MatchAccount(Row(2, "滨江教育", ""), "330108", other).warnings), ElementsAre("SAME_NAME_OF_OTHER_ORGAN"));
}

TEST(ARow, FindsTheAccountUnderItsFormerName) {
  ListedAccount row = Row(2, "石狮融媒", "");
  row.read.former_name = "石狮日报";
  const Candidates known{.with_uid = {}, .with_id = {}, .with_name = {AnAccount("u1", "石狮日报", "")}};
  EXPECT_EQ(MatchAccount(row, "330108", known).account, &known.with_name[0]);
}

TEST(ARow, WithANumberOfTheRegisterIsThatAccountOrNone) {
  ListedAccount row = Row(2, "滨江教育", "");
  row.uid = "u1";
  EXPECT_THAT(Codes(MatchAccount(row, "330108", {}).faults), ElementsAre("UID_UNKNOWN"));
  const Candidates known{.with_uid = {AnAccount("u1", "别的名称", "")}, .with_id = {}, .with_name = {}};
  EXPECT_EQ(MatchAccount(row, "330108", known).account, &known.with_uid[0]);
}

TEST(AnUpdate, TakesWhatTheRowSaysAndKeepsTheRest) {
  Account account = AnAccount("u1", "滨江教育", "1000001");
  account.introduction = "教育资讯";
  account.contact.phone = "0571-00000000";
  ListedAccount row = Row(2, "滨江教育", "1000003");
  row.read.account.state = State::kSuspended;
  row.read.account.url = "https://weibo.com/u/1000003";
  std::vector<RowRemark> warnings;
  const Account updated = Updated(account, row.read, false, warnings);
  EXPECT_EQ(updated.state, State::kSuspended);
  EXPECT_EQ(updated.introduction, "教育资讯");
  EXPECT_EQ(updated.contact.phone, "0571-00000000");
  EXPECT_EQ(updated.platform_id, "1000003");
  EXPECT_THAT(updated.other_ids, Contains("1000001")) << "it is still found by its former id";
  EXPECT_THAT(warnings, IsEmpty());
}

TEST(AnUpdate, LeavesWhatWasDoneHereToThoseWhoDidIt) {
  const Account account = AnAccount("u1", "滨江教育", "1000001");
  ListedAccount row = Row(2, "滨江教育发布", "1000001");
  row.read.account.state = State::kSuspended;
  row.read.account.url = "https://weibo.com/u/1000001";
  std::vector<RowRemark> warnings;
  const Account updated = Updated(account, row.read, true, warnings);
  EXPECT_EQ(updated.state, State::kActive);
  EXPECT_EQ(updated.name, "滨江教育");
  EXPECT_EQ(updated.url, "https://weibo.com/u/1000001");
  ASSERT_THAT(Codes(warnings), ElementsAre("KEPT_AS_REGISTERED"));
  EXPECT_NE(warnings[0].reason.find("状态、账号名称"), std::string::npos);
}

TEST(AnUpdate, DoesNotReplaceAFactByWhatIsInferredNorADetailedPlatformByALooseOne) {
  Account account = AnAccount("u1", "滨江教育", "binjiangjiaoyu");
  account.platform = "wechat-subscription";
  ListedAccount row = Row(2, "滨江教育", "binjiangjiaoyu", "滨江区");
  row.read.account.host.inferred = true;
  row.read.account.platform = "wechat";
  std::vector<RowRemark> warnings;
  const Account updated = Updated(account, row.read, false, warnings);
  EXPECT_EQ(updated.host.text, "甲局");
  EXPECT_EQ(updated.platform, "wechat-subscription");
}

}  // namespace
}  // namespace disclosure::media
