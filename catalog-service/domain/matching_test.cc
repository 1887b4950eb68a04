#include "catalog-service/domain/matching.h"

#include <set>

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

Item Named(std::string uid, std::string serial, std::string one, std::string two, std::string content) {
  Item item;
  item.uid = std::move(uid);
  item.serial = std::move(serial);
  item.level_one = std::move(one);
  item.level_two = std::move(two);
  item.contents = {std::move(content)};
  return item;
}

TEST(Matching, EqualNamesKeepTheirUidWhateverTheOrder) {
  const std::vector<Item> previous = {Named("a", "1", "政策文件", "法律法规", "法律"),
                                      Named("b", "2", "政策文件", "规范性文件", "文件")};
  const MatchResult result = MatchItems(previous, {Named("", "1", "政策 文件", "规范性文件", "文件全文"),
                                                   Named("", "2", "政策文件", "法律法规", "法律")});
  EXPECT_EQ(result.items[0].uid, "b");
  EXPECT_EQ(result.items[1].uid, "a");
  EXPECT_THAT(result.ambiguous, IsEmpty());
}

TEST(Matching, ARenamedItemIsKnownByItsSimilarNameAndContents) {
  const std::vector<Item> previous = {Named("a", "1", "批准服务信息", "办事指南", "申报材料清单、批准流程、办理时限")};
  const MatchResult result =
      MatchItems(previous, {Named("", "7", "批准服务信息", "办事指南信息", "申报材料清单、批准流程、办理时限、受理机构")});
  EXPECT_EQ(result.items[0].uid, "a");
}

TEST(Matching, BoilerplateContentsDoNotMakeAnotherItemTheSame) {
  const std::string boilerplate = "事项名称、事项简述、办理材料、办理方式、办理时限、结果送达、收费依据及标准";
  const std::vector<Item> previous = {Named("a", "1", "社会保险参保信息维护", "个人基本信息变更", boilerplate)};
  const MatchResult result =
      MatchItems(previous, {Named("", "9", "社会保险参保信息维护", "养老待遇发放账户维护申请", boilerplate)});
  EXPECT_EQ(result.items[0].uid, "");
}

TEST(Matching, ItemsOfEqualNamesAreToldApartByTheirContents) {
  const std::vector<Item> previous = {Named("a", "1", "行政许可", "医疗机构", "法律法规、办事指南、申请材料"),
                                      Named("b", "1", "行政许可", "医疗机构", "结果信息、许可决定书")};
  const MatchResult result =
      MatchItems(previous, {Named("", "1", "行政许可", "医疗机构", "结果信息、许可决定书、送达回证"),
                            Named("", "1", "行政许可", "医疗机构", "法律法规、办事指南、申请材料清单")});
  EXPECT_EQ(result.items[0].uid, "b");
  EXPECT_EQ(result.items[1].uid, "a");
  EXPECT_THAT(result.ambiguous, IsEmpty());
}

TEST(Matching, TwoEquallyGoodCandidatesAreForTheEditor) {
  const std::vector<Item> previous = {Named("a", "1", "财政预决算", "部门预算", "收支总体情况表甲"),
                                      Named("b", "2", "财政预决算", "部门预算", "收支总体情况表乙")};
  const MatchResult result = MatchItems(previous, {Named("", "3", "财政预决算", "部门预算", "收支总体情况表丙")});
  EXPECT_EQ(result.items[0].uid, "a");
  ASSERT_THAT(result.ambiguous, SizeIs(1));
  EXPECT_EQ(result.ambiguous[0].chosen_uid, "a");
  EXPECT_EQ(result.ambiguous[0].other_uid, "b");
  EXPECT_EQ(result.ambiguous[0].next, "财政预决算 > 部门预算");
  EXPECT_EQ(result.ambiguous[0].other, "财政预决算 > 部门预算");
}

TEST(Matching, TheSerialDecidesOnlyUnderTheSameHeadAndWithSomeSimilarity) {
  const std::vector<Item> previous = {Named("a", "12", "救助", "临时救助政策", "政策法规文件"),
                                      Named("b", "13", "救助", "特困供养", "供养标准")};
  const MatchResult result = MatchItems(previous, {Named("", "12", "救助", "临时救济政策规定", "政策依据"),
                                                   Named("", "13", "救助", "监督检查", "检查结果")});
  EXPECT_EQ(result.items[0].uid, "a");
  EXPECT_EQ(result.items[1].uid, "");
}

TEST(Matching, NoUidIsGivenTwice) {
  const std::vector<Item> previous = {Named("a", "1", "政策", "文件", "内容")};
  const MatchResult result =
      MatchItems(previous, {Named("", "1", "政策", "文件", "内容"), Named("", "1", "政策", "文件", "内容")});
  EXPECT_EQ(result.items[0].uid, "a");
  EXPECT_EQ(result.items[1].uid, "");
}

TEST(Matching, AUidInTheNewListIsNotBelieved) {
  EXPECT_EQ(MatchItems({}, {Named("forged", "1", "政策", "文件", "内容")}).items[0].uid, "");
}

TEST(Matching, TenThousandItemsWithOneCharacterChangedKeepTheirUids) {
  std::vector<Item> previous;
  std::vector<Item> next;
  for (int i = 0; i < 10'000; ++i) {
    const std::string number = std::to_string(i * 7919);
    previous.push_back(Named("u" + std::to_string(i), std::to_string(i), "社会保险", "登记事项" + number, "材料" + number));
    next.push_back(Named("", "", "社会保险", "登记事项" + number + "号", "材料" + number));
  }
  const MatchResult result = MatchItems(previous, next);
  int kept = 0;
  std::set<std::string> uids;
  for (int i = 0; i < 10'000; ++i) {
    kept += result.items[i].uid == previous[i].uid ? 1 : 0;
    const std::string& uid = result.items[i].uid;
    EXPECT_TRUE(uid.empty() || uids.insert(uid).second) << uid;
  }
  EXPECT_GT(kept, 9'900);
}

TEST(Matching, SimilarityIsSharedBigrams) {
  EXPECT_EQ(Similarity("办事指南", "办事指南"), 1);
  EXPECT_EQ(Similarity("办事指南", "结果信息"), 0);
  EXPECT_DOUBLE_EQ(Similarity("办事指南", "办事流程"), 2.0 / 6);
  EXPECT_EQ(Similarity("", ""), 1);
}

}  // namespace
}  // namespace disclosure::catalog
