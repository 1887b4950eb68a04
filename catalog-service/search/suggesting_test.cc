// Suggestions over the sample catalogues of a district: what the data says is what a citizen would get.
#include "catalog-service/search/suggesting.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "catalog-service/domain/text_folding.h"
#include "catalog-service/importers/catalogue_import.h"
#include "catalog-service/importers/import_fixture.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

class SuggestingTest : public ::testing::Test {
 protected:
  // Read in once for all tests.
  static void SetUpTestSuite() {
    directory_ = new testing::TempDir();
    auto index = ItemIndex::Create(directory_->path());
    ASSERT_OK(index.status());
    index_ = index->release();
    const DomainDirectory& domains = TestDomains();
    ASSERT_OK(index_->Build([&](ItemIndex::Add add) -> absl::Status {
      for (const auto& entry : std::filesystem::directory_iterator(DISCLOSURE_SOURCE_DIR "/data/catalogue/items")) {
        const std::string file = entry.path().filename().string();
        ASSIGN_OR_RETURN(const auto tables, ImportFile(file, ReadTestFile("items/" + file), "", domains, {}));
        ASSIGN_OR_RETURN(auto by_domain, ItemsByDomain(tables));
        for (auto& [domain, items] : by_domain) {
          for (size_t i = 0; i < items.size(); ++i) items[i].uid = absl::StrCat(domain, "-", i);
          RETURN_IF_ERROR(add({.name = absl::StrCat("divisions/330108/catalogues/", domain),
                               .title = absl::StrCat("滨江区", domains.FindByCode(domain)->name, "领域基层政务公开标准目录"),
                               .division = "330108", .domain = domain, .edition = 1, .items = std::move(items)}));
        }
      }
      return absl::OkStatus();
    }));
  }
  static void TearDownTestSuite() {
    delete index_;
    delete directory_;
  }

  // Domain and titles of what is suggested.
  static std::vector<std::string> Suggested(std::string_view text, const SearchFilter& filter = {}) {
    const auto found = index_->Suggest(text, filter);
    EXPECT_OK(found.status());
    std::vector<std::string> out;
    for (const FoundItem& item : *found) {
      std::string line = item.record.domain;
      for (const std::string& title : item.record.titles) absl::StrAppend(&line, " ", title);
      out.push_back(line);
    }
    return out;
  }

  static inline testing::TempDir* directory_ = nullptr;
  static inline ItemIndex* index_ = nullptr;
};

TEST_F(SuggestingTest, WhatIsPublishedIsSuggestedToThoseWhoAskInTheirOwnWords) {
  const std::pair<const char*, const char*> kAsked[] = {
      {"2025年学区划分方案", "03 招生管理 招生范围"},
      {"申请公开滨江区2025年小学招生范围和学区划分", "03 招生管理 招生范围"},
      {"我想了解你们局今年義務教育階段學校的招生計劃，谢谢", "03 招生管理 招生计划"},
      {"低保申请条件和办理流程", "05 综合业务 办事指南"},
      {"请公开最低生活保障的办理材料和标准", "05 最低生活保障 办事指南"},
      {"长河街道某地块征地补偿标准及安置方案", "12 征地前期准备 征地补偿安置方案听证"},
      {"滨江区2024年部门预算和三公经费", "08 财政预决算 部门预算"},
      {"公租房申请条件", "14 （原表一级事项空白） 公租房承租资格确认"},
      {"就业补贴如何申领", "09 创业服务 创业补贴申领"},
      {"医保参保登记需要什么材料", "10 社会保险登记 职工参保登记"},
      {"建设项目环境影响评价批复", "01 批准结果信息 建设项目环境影响评价审批"},
      {"养老机构补贴", "06 养老服务行业管理信息 养老机构备案信息"},
      {"户口迁入办理流程", "04 迁移登记 迁出、迁入登记"},
      {"国有土地上房屋征收补偿决定", "15 补偿 补偿决定"},
      {"法律援助申请条件", "07 行政给付 提供法律援助"},
  };
  for (const auto& [text, title] : kAsked) EXPECT_THAT(Suggested(text), Contains(title)) << text;
}

TEST_F(SuggestingTest, NothingIsSuggestedForWhatNoCatalogueHas) {
  for (const char* text :
       {"本人父亲1985年的招工档案", "请公开江南大道与滨盛路路口红绿灯配时方案", "区长2025年3月的行程安排", "某公司与你单位签订的办公用品采购合同",
        "小区物业费涨价的依据", "我的案件什么时候开庭", "邻居违建的查处情况", "滨江区政府大楼空调采购价格", "地铁6号线施工噪声监测", "申请公开政府信息",
        "你好，请问如何申请公开有关材料？", "asdf qwer", "1 2 3"}) {
    EXPECT_THAT(Suggested(text), IsEmpty()) << text;
  }
}

TEST_F(SuggestingTest, AtMostFiveTheBestFirst) {
  const std::vector<FoundItem> found = *index_->Suggest("国有土地上房屋征收补偿决定", {});
  ASSERT_EQ(found.size(), 5u);
  for (size_t i = 1; i < found.size(); ++i) EXPECT_LE(found[i].coverage, found[i - 1].coverage);
  EXPECT_LE(found[0].coverage, 100);
}

TEST_F(SuggestingTest, OfAStoryTheClausesThatAskCount) {
  std::string text = "您好！我家住在本区，孩子明年就要上学了，全家人都很着急，问了许多人说法都不一样。";
  text += "我想知道义务教育学校的招生范围和学区划分，还有报名条件、招生计划，麻烦你们把这些告诉我们，非常感谢，祝工作顺利！";
  EXPECT_THAT(Suggested(text), Contains("03 招生管理 招生范围"));
  std::string other = "您好！我家门口的小区物业费去年涨了两次，业主委员会说不知道，街道说归物业公司管，居民意见都很大。";
  other += "请问楼下餐馆的油烟到底由谁来处理，报名了几次都没有人管，麻烦你们把答复寄到家里，非常感谢，祝工作顺利！";
  EXPECT_THAT(Suggested(other), IsEmpty());
}

TEST_F(SuggestingTest, OnlyTheOrganAndTheDivisionAskedAreLookedAt) {
  EXPECT_THAT(Suggested("公租房申请条件", {.division = "330109"}), IsEmpty());
  EXPECT_THAT(Suggested("公租房申请条件", {.organs = {"330108-jyj"}}), IsEmpty());
}

}  // namespace
}  // namespace disclosure::catalog
