#include "catalog-service/domain/diff.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Item Full() {
  Item item;
  item.uid = "a";
  item.serial = "1";
  item.level_one = "政策文件";
  item.level_two = "法律法规";
  item.contents = {"法律", "法规"};
  item.bases = {{"预算法", "", BasisKind::kLaw}};
  item.time_limit_text = "20个工作日";
  item.time_limits = {"wd:20@unspecified"};
  item.responsible_bodies = {{"区教育局", "330108-jyj"}};
  item.channels = {{Channel::kGovernmentWebsite, "政府网站", 0}};
  item.audience.whole_society = true;
  item.methods = {Method::kProactive};
  item.levels = {Level::kCounty};
  item.source = {"a.csv", 1, 2};
  return item;
}

TEST(Diff, EqualItemsDoNotDiffer) {
  Item moved = Full();
  moved.source = {"b.xlsx", 2, 9};
  EXPECT_TRUE(DiffItems({Full()}, {moved}).empty());
}

TEST(Diff, EachFieldIsNamedWithBothTexts) {
  const std::pair<const char*, void (*)(Item&)> changes[] = {
      {"serial", [](Item& i) { i.serial = "2"; }},
      {"level_one", [](Item& i) { i.level_one = "x"; }},
      {"level_two", [](Item& i) { i.level_two = "x"; }},
      {"level_three", [](Item& i) { i.level_three = "x"; }},
      {"contents", [](Item& i) { i.contents.push_back("x"); }},
      {"bases", [](Item& i) { i.bases[0].document_number = "x"; }},
      {"time_limit_text", [](Item& i) { i.time_limit_text = "x"; }},
      {"time_limits", [](Item& i) { i.time_limits.clear(); }},
      {"responsible_bodies", [](Item& i) { i.responsible_bodies[0].organ.clear(); }},
      {"channels", [](Item& i) { i.channels[0].stage = 1; }},
      {"audience", [](Item& i) { i.audience.groups.push_back("申请人"); }},
      {"methods", [](Item& i) { i.methods.push_back(Method::kOnRequest); }},
      {"levels", [](Item& i) { i.levels.clear(); }},
      {"links", [](Item& i) { i.links.push_back("https://example.gov.cn/"); }},
      {"remarks", [](Item& i) { i.remarks = "x"; }},
      {"other_columns", [](Item& i) { i.other_columns.push_back({"咨询电话", "0"}); }},
  };
  for (const auto& [field, change] : changes) {
    Item next = Full();
    change(next);
    const ItemsDiff diff = DiffItems({Full()}, {next});
    ASSERT_THAT(diff.changed, SizeIs(1)) << field;
    ASSERT_THAT(diff.changed[0].fields, SizeIs(1)) << field;
    EXPECT_EQ(diff.changed[0].fields[0].field, field);
    EXPECT_NE(diff.changed[0].fields[0].before, diff.changed[0].fields[0].after) << field;
  }
}

TEST(Diff, TextsAreAsPrinted) {
  Item next = Full();
  next.contents = {"法律"};
  EXPECT_THAT(DiffItems({Full()}, {next}).changed,
              ElementsAre(ItemChange{"a", "政策文件 > 法律法规", {{"contents", "法律；法规", "法律"}}}));
}

TEST(Diff, NewAndGoneItemsAreListed) {
  Item fresh = Full();
  fresh.uid = "";
  Item gone = Full();
  gone.uid = "b";
  const ItemsDiff diff = DiffItems({Full(), gone}, {Full(), fresh});
  EXPECT_THAT(diff.added, ElementsAre(fresh));
  EXPECT_THAT(diff.removed, ElementsAre(gone));
  EXPECT_THAT(diff.changed, IsEmpty());
}

}  // namespace
}  // namespace disclosure::catalog
