// The files of data/catalogue, compared with what a person reads in them.
#include <filesystem>
#include <map>
#include <set>

#include "catalog-service/domain/content_elements.h"
#include "catalog-service/domain/time_limit.h"
#include "catalog-service/importers/import_fixture.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ImportedTable ImportSample(const std::string& name) {
  const auto document = ReadDocument(name, ReadTestFile("raw_samples/" + name));
  EXPECT_OK(document);
  const auto tables = ImportDocument(*document, {.domains = &TestDomains()});
  EXPECT_OK(tables);
  EXPECT_THAT(*tables, SizeIs(1));
  return tables->at(0);
}

LegalBasis Law(std::string title) { return {std::move(title), "", BasisKind::kLaw}; }
LegalBasis Regulation(std::string title) { return {std::move(title), "", BasisKind::kAdministrativeRegulation}; }
ChannelUse Use(Channel channel, std::string text = "") {
  return {channel, text.empty() ? std::string(ChannelText(channel)) : text, 0};
}

std::vector<std::string> ClausesOf(std::string_view text) { return NormaliseTimeLimit(text).clauses; }

TEST(ImportSamples, SaihanMergedCellsAndSameAsAbove) {
  const std::string file = "01_saihan_merged_tongshang.html";
  const ImportedTable table = ImportSample(file);
  EXPECT_EQ(table.domain, "01");
  EXPECT_EQ(table.title, "重大建设项目领域基层政务公开标准目录");
  EXPECT_THAT(table.quarantined, IsEmpty());
  const std::vector<LegalBasis> bases = {
      Regulation("中华人民共和国政府信息公开条例"),
      {"关于全面推进政务公开工作的意见", "", BasisKind::kNormativeDocument}};
  const ChannelUse approval = Use(Channel::kOther, "投资项目在线审批监管平台");
  Item first;
  first.serial = "1";
  first.level_one = "批准服务信息";
  first.level_two = "办事指南";
  first.contents = {"申报材料清单、批准流程、办理时限、受理机构联系方式、申报要求等"};
  first.bases = bases;
  first.time_limit_text = "实时公开";
  first.time_limits = ClausesOf("实时公开");
  first.responsible_bodies = {{"相关审批部门", ""}};
  first.channels = {Use(Channel::kGovernmentWebsite), Use(Channel::kNewMedia), Use(Channel::kPrintMedia),
                    Use(Channel::kReadingPlace), Use(Channel::kServiceCentre), Use(Channel::kConvenienceStation),
                    approval};
  first.audience = {true, {}};
  first.methods = {Method::kProactive};
  first.levels = {Level::kCounty};
  first.levels_derived = true;
  first.source = {file, 1, 3};
  Item second = first;
  second.serial = "2";
  second.level_two = "办理过程信息";
  second.contents = {"事项名称、事项办理部门、办理进展等"};
  second.time_limit_text = "及时公开";
  second.time_limits = ClausesOf("及时公开");
  second.channels = {Use(Channel::kGovernmentWebsite), Use(Channel::kNewMedia), Use(Channel::kServiceCentre), approval};
  second.audience = {false, {"项目单位"}};
  second.source.row = 4;
  Item third = second;
  third.serial = "3";
  third.level_one = "招标投标信息";
  third.level_two = "招标投标";
  third.contents = {"招标公告、中标候选人公示、中标结果公示、合同订立及备案情况、招标投标违法处罚信息"};
  third.responsible_bodies = {{"招标人及其招标代理机构或相关行政监督部门", ""}};
  third.channels = {Use(Channel::kGovernmentWebsite), Use(Channel::kNewMedia),
                    Use(Channel::kPressConference, "发布会听证会"), Use(Channel::kServiceCentre),
                    Use(Channel::kOther, "公共资源交易平台"), Use(Channel::kOther, "信用中国网站")};
  third.audience = {true, {}};
  third.source.row = 5;
  EXPECT_THAT(table.items, ElementsAre(first, second, third));
  EXPECT_THAT(table.warnings, ::testing::Contains(RowNote{1, "", "没有“公开层级”列，层级由公开主体推定"}));
}

TEST(ImportSamples, SuixiTraditionalTextAndVillageColumn) {
  const std::string file = "02_suixi_traditional_level_village.html";
  const ImportedTable table = ImportSample(file);
  EXPECT_EQ(table.domain, "15");
  EXPECT_THAT(table.quarantined, IsEmpty());
  Item first;
  first.serial = "1";
  first.level_one = "法规政策";
  first.level_two = "国家层面法规政策";
  first.contents = {"《国有土地上房屋征收与补偿条例》", "《国有土地上房屋征收评估办法》"};
  first.bases = {Regulation("政府信息公开条例")};
  first.time_limit_text = "信息形成或者变更之日起20个工作日内予以公开";
  first.time_limits = ClausesOf(first.time_limit_text);
  first.responsible_bodies = {{"县(区、市)人民政府及房屋征收部门", ""}};
  first.channels = {Use(Channel::kGovernmentWebsite)};
  first.audience = {true, {}};
  first.methods = {Method::kProactive};
  first.levels = {Level::kCounty};
  first.source = {file, 1, 3};
  Item second = first;
  second.serial = "2";
  second.level_two = "地方层面法规政策";
  second.contents = {"地方性法规", "地方政府规章", "规范性文件"};
  second.source.row = 4;
  Item third = first;
  third.serial = "3";
  third.level_one = "征收";
  third.level_two = "启动要件";
  third.contents = {"征收项目符合公共利益的相关材料"};
  third.bases = {Regulation("国有土地上房屋征收与补偿条例")};
  third.time_limit_text = "自收到申请之日起20个工作日内公开";
  third.time_limits = ClausesOf(third.time_limit_text);
  third.responsible_bodies = {{"县(区、市)人民政府及相关部门", ""}};
  third.channels = {Use(Channel::kOther, "其他")};
  third.audience = {false, {"申请人"}};
  third.methods = {Method::kOnRequest};
  third.source.row = 5;
  Item fourth = third;
  fourth.serial = "4";
  fourth.level_two = "社会稳定风险评估";
  fourth.contents = {"社会稳定风险评估结果"};
  fourth.responsible_bodies = {{"县(区、市)人民政府", ""}};
  fourth.source.row = 6;
  EXPECT_THAT(table.items, ElementsAre(first, second, third, fourth));
}

TEST(ImportSamples, XilinhotBrokenLinesAndRepeatedTitle) {
  const std::string file = "03_xilinhot_pdf_ocr.csv";
  const ImportedTable table = ImportSample(file);
  EXPECT_EQ(table.domain, "21");
  EXPECT_EQ(table.title, "卫生健康领域基层政务公开标准目录(试行)");
  EXPECT_THAT(table.quarantined, IsEmpty());
  Item first;
  first.serial = "0505";
  first.level_one = "05 行政给付";
  first.level_two = "独生子女父母奖励";
  first.contents = {"法律法规和政策文件", "申请材料", "受理范围及条件", "办理流程", "咨询投诉渠道"};
  first.bases = {{"中华人民共和国人口与计划生育法", "中华人民共和国主席令第41号2015年12月27日修正", BasisKind::kLaw}};
  first.time_limit_text = "自信息形成或者变更之日起20个工作日内予以公开";
  first.time_limits = ClausesOf(first.time_limit_text);
  first.responsible_bodies = {{"街道办事处", ""}};
  first.channels = {Use(Channel::kGovernmentWebsite)};
  first.audience = {true, {}};
  first.methods = {Method::kProactive};
  first.levels = {Level::kTownship};
  first.source = {file, 1, 3};
  Item second = first;
  second.serial = "0507";
  second.level_two = "计划生育家庭特别扶助";
  second.contents = {"法律法规和政策文件", "申请材料"};
  second.bases = {Law("中华人民共和国人口与计划生育法"), {"国人口发(2007)78号", "国人口发(2007)78号", BasisKind::kOther}};
  second.source.row = 5;
  EXPECT_THAT(table.items, ElementsAre(first, second));
}

TEST(ImportSamples, PingwuOtherOrderAndFullTextIsNoMethod) {
  const std::string file = "05_pingwu_reordered_phone.csv";
  const ImportedTable table = ImportSample(file);
  EXPECT_EQ(table.domain, "");
  EXPECT_THAT(table.quarantined, IsEmpty());
  Item first;
  first.serial = "1";
  first.level_one = "社会保险登记";
  first.level_two = "城乡居民养老保险参保登记";
  first.contents = {
      "事项名称、事项简述、办理材料、办理方式、办理时限、结果送达、收费依据及标准、办事时间、办理机构及地点、咨询查询途径、"
      "监督投诉渠道"};
  first.bases = {Regulation("政府信息公开条例"), Law("中华人民共和国社会保险法"), Regulation("社会保险费征缴暂行条例")};
  first.time_limit_text = "公开事项信息形成或变更之日起20个工作日内公开";
  first.time_limits = ClausesOf(first.time_limit_text);
  first.responsible_bodies = {{"乡镇人民政府", ""}};
  first.channels = {Use(Channel::kOther, "乡镇便民服务中心")};
  first.audience = {true, {}};
  first.methods = {Method::kProactive};
  first.levels = {Level::kTownship};
  first.levels_derived = true;
  first.other_columns = {{"公开方式", "全文发布"}, {"咨询电话", "0000-0000001"}, {"监督举报电话", "0000-0000001"}};
  first.source = {file, 1, 3};
  Item second = first;
  second.serial = "2";
  second.level_one = "社会保险参保信息维护";
  second.level_two = "个人基本信息变更";
  second.source.row = 4;
  Item third = second;
  third.serial = "3";
  third.level_two = "养老保险待遇发放账户维护申请";
  third.source.row = 5;
  EXPECT_THAT(table.items, ElementsAre(first, second, third));
}

TEST(ImportSamples, ChongmingCombinedNamesAndTexts) {
  const std::string file = "08_chongming_flat_combined.csv";
  const ImportedTable table = ImportSample(file);
  EXPECT_EQ(table.domain, "");
  EXPECT_THAT(table.quarantined, IsEmpty());
  Item first;
  first.level_one = "政府信息公开";
  first.level_two = "依申请公开";
  first.contents = {"依申请公开表格和途径"};
  first.bases = {Regulation("中华人民共和国政府信息公开条例"), {"上海市政府信息公开规定", "", BasisKind::kRule}};
  first.time_limit_text = "20个工作日(自该政府信息形成或者变更之日起)";
  first.time_limits = ClausesOf(first.time_limit_text);
  first.responsible_bodies = {{"区教育局", ""}};
  first.channels = {Use(Channel::kGovernmentWebsite)};
  first.audience = {true, {}};
  first.methods = {Method::kProactive};
  first.levels = {Level::kCounty};
  first.other_columns = {{"类别", "综合政务"}, {"链接", "查看"}};
  first.source = {file, 1, 2};
  Item second = first;
  second.level_two = "政府信息公开年报";
  second.contents = {"本单位政府信息公开工作年度报告"};
  second.time_limit_text = "每年1月31日前";
  second.time_limits = ClausesOf("每年1月31日前");
  second.source.row = 3;
  Item third = first;
  third.level_two = "政府信息公开指南";
  third.contents = {"1.政府信息的分类、编排体系", "2.政府信息获取方式",
                    "3.政府信息公开机构信息(包括名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式等)"};
  third.channels = {Use(Channel::kGovernmentWebsite), Use(Channel::kNewMedia)};
  third.source.row = 4;
  EXPECT_THAT(table.items, ElementsAre(first, second, third));
}

// Every file of data/catalogue/items with its number of data rows.
std::map<std::string, int> ItemFiles() {
  std::map<std::string, int> files;
  const std::filesystem::path directory = std::string(DISCLOSURE_SOURCE_DIR) + "/data/catalogue/items";
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string name = entry.path().filename();
    const auto document = ReadDocument(name, ReadTestFile("items/" + name));
    files[name] = static_cast<int>(document->tables.at(0).rows.size()) - 1;
  }
  return files;
}

TEST(ImportSamples, OurOwnDataFilesGiveTheir586Items) {
  int items = 0;
  for (const auto& [name, rows] : ItemFiles()) {
    const auto document = ReadDocument(name, ReadTestFile("items/" + name));
    ASSERT_OK_AND_ASSIGN(const auto tables, ImportDocument(*document, {.domains = &TestDomains()}));
    ASSERT_THAT(tables, SizeIs(1)) << name;
    EXPECT_EQ(tables[0].domain, name.substr(0, 2));
    EXPECT_THAT(tables[0].quarantined, IsEmpty()) << name;
    EXPECT_EQ(tables[0].accounting.rows_read(), rows) << name;
    for (const Item& item : tables[0].items) {
      EXPECT_FALSE(item.level_one.empty() || item.contents.empty() || item.bases.empty() || item.channels.empty() ||
                   item.responsible_bodies.empty() || item.methods.empty() || item.levels.empty())
          << name << " row " << item.source.row;
      EXPECT_FALSE(item.levels_derived);
      EXPECT_EQ(SplitContents(JoinContents(item.contents)), item.contents);
    }
    items += static_cast<int>(tables[0].items.size());
  }
  EXPECT_EQ(items, 586);
}

TEST(ImportSamples, ALevelTakesItsRowsAndTheAccountAddsUp) {
  std::map<Level, int64_t> taken;
  for (const auto& [name, rows] : ItemFiles()) {
    const auto document = ReadDocument(name, ReadTestFile("items/" + name));
    for (const Level level : {Level::kCounty, Level::kTownship}) {
      ASSERT_OK_AND_ASSIGN(const auto tables,
                           ImportDocument(*document, {.domains = &TestDomains(), .level = level, .domain = "07"}));
      ImportAccounting sum;
      for (const ImportedTable& table : tables) {
        EXPECT_EQ(table.domain, "07");
        sum += table.accounting;
        taken[level] += static_cast<int64_t>(table.items.size());
        EXPECT_EQ(table.accounting.imported + table.accounting.warned, static_cast<int64_t>(table.items.size()));
      }
      EXPECT_EQ(sum.rows_read(), rows) << name;
    }
  }
  EXPECT_EQ(taken[Level::kCounty], 329 + 162);   // 县级, 县级;乡级
  EXPECT_EQ(taken[Level::kTownship], 95 + 162);  // 乡级, 县级;乡级
}

TEST(ImportSamples, OneItemOfOurDataFieldByField) {
  const auto document = ReadDocument("12-x.csv", ReadTestFile("items/12-zhengdi-buchang.csv"));
  ASSERT_OK_AND_ASSIGN(const auto tables, ImportDocument(*document, {.domains = &TestDomains()}));
  const Item& item = tables[0].items[3];
  EXPECT_EQ(item.serial, "4");
  EXPECT_THAT(item.contents, ElementsAre("拟征收土地用途", "位置和范围", "征地补偿标准及安置途径", "土地现状调查安排",
                                         "原用途管控（不得抢栽抢种抢建）", "听证权利"));
  EXPECT_THAT(item.bases, ElementsAre(LegalBasis{"国务院关于深化改革严格土地管理的决定", "国发〔2004〕28号",
                                                 BasisKind::kNormativeDocument}));
  EXPECT_THAT(item.responsible_bodies,
              ElementsAre(ResponsibleBody{"县级主管部门", ""}, ResponsibleBody{"乡镇人民政府（街道办事处）", ""}));
  EXPECT_THAT(item.channels, ElementsAre(Use(Channel::kCommunityNoticeBoard)));
  EXPECT_EQ(item.audience, (Audience{false, {"拟征收土地所在地的村集体成员"}}));
  EXPECT_THAT(item.methods, ElementsAre(Method::kProactive));
  EXPECT_THAT(item.levels, ElementsAre(Level::kCounty, Level::kTownship));
  EXPECT_THAT(item.other_columns, ElementsAre(OtherColumn{"来源", "佛山市高明区荷城街道办事处(转载镜像)"},
                                              OtherColumn{"原文公开主体", "荷城街道办事处"}));
  EXPECT_EQ(tables[0].items[0].level_two, "");  // printed ─: none
}

}  // namespace
}  // namespace disclosure::catalog
