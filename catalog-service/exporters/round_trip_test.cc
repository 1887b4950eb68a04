// What is exported can be imported again without loss, for every item of data/catalogue/items.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catalog-service/domain/basis_rules.h"
#include "catalog-service/exporters/exporters.h"
#include "catalog-service/importers/import.h"
#include "catalog-service/importers/import_fixture.h"
#include "catalog-service/importers/reader.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::catalog {
namespace {

absl::StatusOr<std::vector<ImportedTable>> Import(const std::string& file, const std::string& bytes) {
  absl::StatusOr<Document> document = ReadDocument(file, bytes);
  if (!document.ok()) return document.status();
  return ImportDocument(*document, {.domains = &TestDomains()});
}

// Everything of an item that a person sees, one field a line: what differs is easily found.
std::string Shown(const Item& item) {
  const auto join = [](const auto& values, auto text) {
    std::string all;
    for (const auto& value : values) absl::StrAppend(&all, "[", text(value), "]");
    return all;
  };
  const auto same = [](const std::string& text) { return text; };
  return absl::StrCat(
      "序号 ", item.serial, "\n一级 ", item.level_one, "\n二级 ", item.level_two, "\n三级 ", item.level_three,
      "\n内容 ", join(item.contents, same), "\n依据 ",
      join(item.bases,
           [](const LegalBasis& b) {
             return absl::StrCat(FormatBasis(b), b.document_number, static_cast<int>(b.kind));
           }),
      "\n时限 ", item.time_limit_text, join(item.time_limits, same), "\n主体 ",
      join(item.responsible_bodies,
           [](const ResponsibleBody& b) { return absl::StrCat(b.text, "|", b.organ); }),
      "\n渠道 ",
      join(item.channels,
           [](const ChannelUse& c) { return absl::StrCat(static_cast<int>(c.channel), c.text, c.stage); }),
      "\n对象 ", item.audience.whole_society, join(item.audience.groups, same), "\n方式 ",
      join(item.methods, [](Method m) { return static_cast<int>(m); }), "\n层级 ",
      join(item.levels, [](Level l) { return static_cast<int>(l); }), item.levels_derived, "\n链接 ",
      join(item.links, same), "\n备注 ", item.remarks, "\n其他 ",
      join(item.other_columns, [](const OtherColumn& o) { return absl::StrCat(o.header, "=", o.text); }));
}

// The 13 channels have the order of the form once they are printed in it.
Item InOrderOfTheForm(Item item) {
  std::stable_sort(item.channels.begin(), item.channels.end(), [](const ChannelUse& a, const ChannelUse& b) {
    const auto place = [](const ChannelUse& use) {
      const bool beyond = use.channel == Channel::kOther && use.text != ChannelText(Channel::kOther);
      return static_cast<int>(use.channel) + (beyond ? 1 : 0);
    };
    return place(a) < place(b);
  });
  return item;
}

void ExpectSameItems(const std::vector<Item>& before, const std::string& file, const std::string& bytes,
                     const std::string& domain) {
  ASSERT_OK_AND_ASSIGN(const std::vector<ImportedTable> tables, Import(file, bytes));
  ASSERT_EQ(tables.size(), 1u) << file;
  EXPECT_EQ(tables[0].domain, domain) << file;
  EXPECT_EQ(tables[0].accounting.quarantined, 0) << file;
  ASSERT_EQ(tables[0].items.size(), before.size()) << file;
  for (size_t i = 0; i < before.size(); ++i)
    EXPECT_EQ(Shown(tables[0].items[i]), Shown(InOrderOfTheForm(before[i]))) << file;
}

void ExpectRoundTrips(const ExportedCatalogue& catalogue, const std::string& domain) {
  ExpectSameItems(catalogue.items, "export.csv", ExportCsv(catalogue), domain);
  ASSERT_OK_AND_ASSIGN(const std::string workbook, ExportXlsx(catalogue));
  ExpectSameItems(catalogue.items, "export.xlsx", workbook, domain);
  ExpectSameItems(catalogue.items, "export.html", ExportPrintHtml(catalogue), domain);
}

TEST(RoundTrip, AllItemsOfTheDataSet) {
  size_t items = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(DISCLOSURE_SOURCE_DIR "/data/catalogue/items")) {
    const std::string file = entry.path().filename().string();
    ASSERT_OK_AND_ASSIGN(const std::vector<ImportedTable> tables,
                         Import(file, ReadTestFile("items/" + file)));
    ASSERT_EQ(tables.size(), 1u);
    const std::string name = TestDomains().FindByCode(tables[0].domain)->name;
    items += tables[0].items.size();
    ExpectRoundTrips({.title = absl::StrCat("滨江区", name, "领域基层政务公开标准目录"),
                      .domain_name = name,
                      .division_name = "滨江区",
                      .edition = 1,
                      .publish_date = "2026-03-01",
                      .sample = items % 2 == 0,
                      .items = tables[0].items},
                     tables[0].domain);
  }
  EXPECT_EQ(items, 586u);
}

TEST(RoundTrip, ForeignFormsComeBackAsTheyWereRead) {
  for (const std::string file :
       {"01_saihan_merged_tongshang.html", "02_suixi_traditional_level_village.html",
        "03_xilinhot_pdf_ocr.csv", "05_pingwu_reordered_phone.csv", "08_chongming_flat_combined.csv"}) {
    ASSERT_OK_AND_ASSIGN(const std::vector<ImportedTable> tables,
                         Import(file, ReadTestFile("raw_samples/" + file)));
    ASSERT_FALSE(tables.empty());
    // The title of a table without one would be told from the file's name.
    const std::string title = tables[0].title.empty() ? "某区综合政务基层政务公开标准目录" : tables[0].title;
    ExpectRoundTrips({.title = title, .domain_name = "", .items = tables[0].items}, tables[0].domain);
  }
}

Item Bare(const std::string& serial, const std::string& level_two) {
  Item item;
  item.serial = serial;
  item.level_one = "行政许可";
  item.level_two = level_two;
  item.contents = {"办事指南", "申请材料（见附件；可下载）"};
  item.bases = {{"政府信息公开条例", "", BasisKind::kAdministrativeRegulation}};
  item.time_limit_text = "实时公开";
  item.time_limits = {"realtime"};
  item.responsible_bodies = {{"区教育局", ""}};
  item.channels = {{Channel::kGovernmentWebsite, "政府网站"}};
  item.audience.whole_society = true;
  item.methods = {Method::kProactive};
  item.levels = {Level::kCounty};
  return item;
}

ExportedCatalogue Of(std::vector<Item> items) {
  return {.title = "滨江区义务教育领域基层政务公开标准目录",
          .domain_name = "义务教育",
          .items = std::move(items)};
}

TEST(RoundTrip, EveryFieldThatTheFormHas) {
  Item item = Bare("0505", "许可");
  item.level_three = "三级";
  item.channels = {{Channel::kNewMedia, "公众号"},
                   {Channel::kCommunityNoticeBoard, "村公示栏", 1},
                   {Channel::kOther, "其他"},
                   {Channel::kOther, "12345政务服务热线"},
                   {Channel::kOther, "政府公报"}};
  item.audience.groups = {"申请人"};
  item.methods = {Method::kProactive, Method::kOnRequest};
  item.levels = {Level::kMunicipal, Level::kCounty, Level::kTownship, Level::kVillage};
  item.links = {"https://example.cn/?a=1&b=2"};
  item.remarks = "=1+1";
  item.other_columns = {{"咨询电话", "0571-00000000"}, {"责任科室", "'-办公室"}};
  ExpectRoundTrips(Of({item, Bare("2", "延续")}), "03");
}

TEST(RoundTrip, RowsThatAMergedCellWouldChange) {
  ExpectRoundTrips(Of({Bare("1", "许可"), Bare("", ""), Bare("3", ""), Bare("", "变更"), Bare("", "延续")}),
                   "03");
}

TEST(RoundTrip, DerivedLevelsAreDerivedAgain) {
  Item derived = Bare("1", "许可");
  derived.levels_derived = true;
  ExpectRoundTrips(Of({derived, derived}), "03");
  ExpectRoundTrips(Of({derived, Bare("2", "延续")}), "03");
}

}  // namespace
}  // namespace disclosure::catalog
