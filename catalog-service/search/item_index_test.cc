#include "catalog-service/search/item_index.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

Item Named(const std::string& uid, const std::string& one, const std::string& two, const std::string& contents,
           const std::string& organ = "330108-jyj") {
  return {.uid = uid, .level_one = one, .level_two = two, .contents = {contents},
          .bases = {{"中华人民共和国义务教育法", "主席令第52号", BasisKind::kLaw}}, .responsible_bodies = {{"区教育局", organ}}};
}

IndexedCatalogue Catalogue(const std::string& division, const std::string& domain, std::vector<Item> items, int edition = 1) {
  return {.name = absl::StrCat("divisions/", division, "/catalogues/", domain), .title = "示例目录", .division = division,
          .domain = domain, .edition = edition, .items = std::move(items)};
}

class ItemIndexTest : public ::testing::Test {
 protected:
  ItemIndexTest() {
    auto index = ItemIndex::Create(directory_.path());
    EXPECT_OK(index.status());
    index_ = *std::move(index);
  }
  absl::Status Build(const std::vector<IndexedCatalogue>& catalogues) {
    return index_->Build([&](ItemIndex::Add add) -> absl::Status {
      for (const IndexedCatalogue& catalogue : catalogues) RETURN_IF_ERROR(add(catalogue));
      return absl::OkStatus();
    });
  }
  std::vector<std::string> Found(std::string_view query, const SearchFilter& filter = {}) {
    const auto found = index_->Search(query, filter, 0, 50);
    EXPECT_OK(found.status()) << query;
    std::vector<std::string> uids;
    if (found.ok()) {
      for (const FoundItem& item : found->items) uids.push_back(item.record.uid);
    }
    return uids;
  }
  int Directories() {
    int count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(directory_.path())) count += entry.is_directory();
    return count;
  }

  testing::TempDir directory_;
  std::unique_ptr<ItemIndex> index_;
};

TEST_F(ItemIndexTest, BeforeTheFirstBuildThereIsNoAnswerRatherThanAnEmptyOne) {
  EXPECT_THAT(index_->Search("教育", {}, 0, 10), HasReason("INDEX_NOT_READY"));
  EXPECT_THAT(index_->Suggest("义务教育招生", {}), HasReason("INDEX_NOT_READY"));
  EXPECT_THAT(index_->Update({}, {}), HasReason("INDEX_NOT_READY"));
}

TEST_F(ItemIndexTest, ItemsAreFoundByAnyFieldInEitherScriptAndWidth) {
  ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生管理", "学区划分", "義務教育學校招生範圍（2025年）"),
                                              Named("b", "教育统计", "经费", "ＰＭ２ 指标", "330108-czj")})}));
  for (const char* query : {"学区划分", "學區劃分", "招生范围", "2025", "２０２５", "学区 招生", "招生学区"}) {
    EXPECT_THAT(Found(query), ElementsAre("a")) << query;
  }
  for (const char* query : {"pm2", "PM2", "ｐｍ２", "教育统计 经费"}) EXPECT_THAT(Found(query), ElementsAre("b")) << query;
  for (const char* query : {"义务教育法", "主席令第52号", "区教育局", "示例目录"}) EXPECT_THAT(Found(query), UnorderedElementsAre("a", "b")) << query;
  for (const char* query : {"养老", "学区 养老", "区划分学", "202"}) EXPECT_THAT(Found(query), IsEmpty()) << query;
}

TEST_F(ItemIndexTest, AWordOfOneIdeographIsFoundAnywhere) {
  ASSERT_OK(Build({Catalogue("330108", "24", {Named("a", "纳税服务", "", "")})}));
  EXPECT_THAT(Found("税"), ElementsAre("a"));
  EXPECT_THAT(Found("费"), IsEmpty());
}

TEST_F(ItemIndexTest, TitlesComeBeforeContents) {
  std::vector<Item> items;
  for (int i = 0; i < 20; ++i) items.push_back(Named(absl::StrCat("other", i), "政策", "文件", "提到过学区划分，也提到别的事情"));
  items.push_back(Named("title", "招生", "学区划分", "范围"));
  ASSERT_OK(Build({Catalogue("330108", "03", items)}));
  EXPECT_EQ(Found("学区划分").front(), "title");
}

TEST_F(ItemIndexTest, APhraseStandsAsItIsAndDoesNotReachFromFieldToField) {
  ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生", "计划", "小学招生计划公告"), Named("b", "计划招生", "公告", "小学")})}));
  EXPECT_THAT(Found("\"招生计划\""), ElementsAre("a"));
  EXPECT_THAT(Found("“招生计划公告”"), ElementsAre("a"));
  EXPECT_THAT(Found("\"计划小学\""), IsEmpty());
  EXPECT_THAT(Found("\"招生公告\""), IsEmpty());
}

TEST_F(ItemIndexTest, NoWordsIsAnErrorAndNoOperatorWorks) {
  ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生", "学区划分", "xd 330108")})}));
  for (const char* query : {"", "  ", "，。", "\"\"", "*"}) EXPECT_THAT(index_->Search(query, {}, 0, 10), HasReason("BAD_REQUEST")) << query;
  for (const char* query : {"招生 NOT 学区", "招生 OR 养老", "-招生 养老", "3301*", "XD:330109"}) EXPECT_THAT(Found(query), IsEmpty()) << query;
  EXPECT_THAT(Found("+招生 -学区"), ElementsAre("a")) << "signs are punctuation";
}

TEST_F(ItemIndexTest, FiltersHoldTogether) {
  ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生", "", ""), Named("b", "招生", "", "", "330108-czj")}),
                   Catalogue("330108001", "03", {Named("c", "招生", "", "")}), Catalogue("330108", "09", {Named("d", "招生", "", "", "")})}));
  EXPECT_THAT(Found("招生", {.division = "330108"}), UnorderedElementsAre("a", "b", "d"));
  EXPECT_THAT(Found("招生", {.division = "330108", .domain = "03"}), UnorderedElementsAre("a", "b"));
  EXPECT_THAT(Found("招生", {.organs = {"330108-jyj"}}), UnorderedElementsAre("a", "c"));
  EXPECT_THAT(Found("招生", {.division = "330108", .domain = "03", .organs = {"330108-czj"}}), ElementsAre("b"));
  EXPECT_THAT(Found("招生", {.domain = "03", .organs = {"330108-jyj", "330108-czj"}}), IsSupersetOf({"a", "b"})) << "any of them";
  EXPECT_THAT(Found("招生", {.domain = "3"}), IsEmpty());
}

TEST_F(ItemIndexTest, PagesTogetherShowEachItemOnceAndTheTotalIsExact) {
  std::vector<Item> items;
  for (int i = 0; i < 45; ++i) items.push_back(Named(absl::StrCat("i", i), "招生", "", ""));
  ASSERT_OK(Build({Catalogue("330108", "03", items)}));
  std::set<std::string> seen;
  for (int offset = 0; offset < 45; offset += 20) {
    ASSERT_OK_AND_ASSIGN(const FoundItems page, index_->Search("招生", {}, offset, 20));
    EXPECT_EQ(page.total_estimate, 45);
    EXPECT_EQ(page.more, offset < 40);
    for (const FoundItem& item : page.items) EXPECT_TRUE(seen.insert(item.record.uid).second);
  }
  EXPECT_EQ(seen.size(), 45u);
}

TEST_F(ItemIndexTest, AnUpdateReplacesCataloguesWholeAndTakesOthersOut) {
  ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生", "", ""), Named("b", "招生", "", "")}), Catalogue("330108", "09", {Named("c", "招生", "", "")})}));
  EXPECT_THAT(Found("招生"), UnorderedElementsAre("a", "b", "c"));
  ASSERT_OK(index_->Update({Catalogue("330108", "03", {Named("b", "招生", "", ""), Named("d", "就业", "", "")}, 2)}, {"divisions/330108/catalogues/09"}));
  EXPECT_THAT(Found("招生"), ElementsAre("b"));
  EXPECT_THAT(Found("就业"), ElementsAre("d"));
  ASSERT_OK_AND_ASSIGN(const FoundItems found, index_->Search("招生", {}, 0, 10));
  EXPECT_EQ(found.items[0].record.edition, 2);
}

TEST_F(ItemIndexTest, ABuildThatFailsLeavesTheOldIndex) {
  ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生", "", "")})}));
  const int before = Directories();
  EXPECT_THAT(index_->Build([&](ItemIndex::Add add) -> absl::Status {
                RETURN_IF_ERROR(add(Catalogue("330108", "03", {Named("b", "招生", "", "")})));
                return absl::InternalError("half way");
              }).code(), absl::StatusCode::kInternal);
  EXPECT_THAT(Found("招生"), ElementsAre("a"));
  EXPECT_EQ(Directories(), before) << "and nothing of its own";
}

// Searches run all the time while indexes are built and updated; each must see the whole of one state.
TEST_F(ItemIndexTest, SearchesSeeAWholeIndexAtAllTimes) {
  const auto state = [](int n) {
    std::vector<Item> items;
    for (int i = 0; i < 40; ++i) items.push_back(Named(absl::StrCat(n, "-", i), "招生", "", "第几版"));
    return Catalogue("330108", "03", items, n);
  };
  ASSERT_OK(Build({state(1)}));
  std::atomic<bool> stop = false;
  std::atomic<int> searches = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&] {
      int last = 1;
      while (!stop) {
        const auto found = index_->Search("招生", {}, 0, 50);
        ASSERT_OK(found.status());
        ASSERT_EQ(found->items.size(), 40u);
        for (const FoundItem& item : found->items) ASSERT_EQ(item.record.edition, found->items[0].record.edition);
        ASSERT_GE(found->items[0].record.edition, last) << "and never an older one";
        last = found->items[0].record.edition;
        ++searches;
      }
    });
  }
  for (int n = 2; n <= 60; ++n) {
    const int before = searches;
    if (n % 5 == 0) {
      ASSERT_OK(Build({state(n)}));
    } else {
      ASSERT_OK(index_->Update({state(n)}, {}));
    }
    while (searches < before + 3) std::this_thread::yield();
  }
  stop = true;
  for (std::thread& thread : threads) thread.join();
  ASSERT_OK_AND_ASSIGN(const FoundItems found, index_->Search("招生", {}, 0, 50));
  EXPECT_EQ(found.items[0].record.edition, 60);
}

TEST_F(ItemIndexTest, OldFilesGoAndSoDoesTheDirectoryWithTheIndex) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生", "", "")})}));
    EXPECT_THAT(Found("招生"), ElementsAre("a"));
  }
  EXPECT_EQ(Directories(), 2) << "the process's and the current index";
  index_.reset();
  EXPECT_TRUE(std::filesystem::is_empty(directory_.path()));
}

TEST_F(ItemIndexTest, WhatAKilledProcessLeftIsRemovedAndWhatALivingOneHasIsNot) {
  ASSERT_OK(Build({Catalogue("330108", "03", {Named("a", "招生", "", "")})}));
  const std::filesystem::path left = std::filesystem::path(directory_.path()) / "item-index-gone";
  std::filesystem::create_directories(left / "1");
  std::ofstream(left / "lock") << "";
  ASSERT_OK_AND_ASSIGN(const auto other, ItemIndex::Create(directory_.path()));
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_THAT(Found("招生"), ElementsAre("a"));
}

TEST_F(ItemIndexTest, ARecordComesBackAsItWas) {
  Item item = Named("a", "一", "二", "三");
  item.contents.push_back("四\n五");
  const ItemRecord record = RecordOf(Catalogue("330108", "03", {}), item);
  EXPECT_EQ(Unpack(Pack(record)), record);
  const std::string bytes = Pack(record);
  for (size_t size = 0; size < bytes.size(); ++size) Unpack(bytes.substr(0, size));  // cut bytes end somewhere
}

}  // namespace
}  // namespace disclosure::catalog
