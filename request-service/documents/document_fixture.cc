#include "request-service/documents/document_fixture.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "request-service/documents/document_number.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request::testing {
namespace {

const DocumentElements& Elements() {
  static const DocumentElements table = DocumentElements::Parse(LawFile("document_elements.csv")).value();
  return table;
}

const ReplyTable& Replies() {
  static const ReplyTable table = ReplyTable::Parse(LawFile("replies.csv")).value();
  return table;
}

const FeeTable& Fees() {
  static const FeeTable table = FeeTable::Parse(LawFile("fees.csv")).value();
  return table;
}

Organ AnOrgan() {
  return {.code = "330108-jyj",
          .division = "330108",
          .name = "杭州市滨江区教育局",
          .reconsideration_organ = "杭州市滨江区人民政府",
          .court = "杭州市滨江区人民法院",
          .document_prefix = "滨教",
          .disclosure_office = "局办公室",
          .address = "杭州市滨江区江南大道100号",
          .phone = "0571-87700000"};
}

std::map<std::string, absl::CivilDay> Dates() {
  return {{"received_on", absl::CivilDay(2026, 3, 2)},        {"due_date", absl::CivilDay(2026, 3, 30)},
          {"original_due_date", absl::CivilDay(2026, 3, 30)}, {"new_due_date", absl::CivilDay(2026, 4, 28)},
          {"approval", absl::CivilDay(2026, 3, 20)},          {"correction_period", absl::CivilDay(2026, 3, 20)},
          {"explain_by", absl::CivilDay(2026, 3, 20)},        {"pause_from", absl::CivilDay(2026, 3, 9)},
          {"deadline_missed", absl::CivilDay(2026, 3, 20)},   {"new_period", absl::CivilDay(2026, 6, 30)},
          {"withdrawn_on", absl::CivilDay(2026, 3, 12)}};
}

std::map<std::string, std::string> Texts() {
  return {
      {"items_to_correct", "所需政府信息的名称、文号或者便于查询的其他特征性描述\n申请人的身份证明"},
      {"guidance", "“学校建设的全部材料”包括立项、规划、施工等多个环节，请写明所需文件的名称或者形成时间。"},
      {"counts", "2026年2月，您共向本机关提出政府信息公开申请32件"},
      {"what_to_explain", "上述申请的用途，以及短期内提出多件申请的原因"},
      {"information_asked", "贵方与本机关于2025年9月签订的校车服务合同中的报价部分"},
      {"online_answer", "编号330108-jyj-2026-12-c1，答复码7k3m-x0rd-9vqe-h2ta"},
      {"disclosed_content", "校车服务合同的车辆数量、线路和总价"},
      {"how_to_pay", "持本通知书附带的缴款码，通过浙江省政府非税收入统一收缴平台缴纳"},
      {"information_or_way", "《2025年滨江区校车服务合同》1份，随本答复书一并提供"},
      {"delivery_form", "电子版，通过电子邮件提供"},
      {"way_to_public", "登录滨江区人民政府门户网站，在“政府信息公开”栏目查询，索引号为 00250239-7/2025-00413。"},
      {"released_part", "校车服务合同（隐去第3条、第7条的部分内容）"},
      {"withheld_part", "合同第3条、第7条中涉及第三方商业秘密和个人隐私的内容"},
      {"secret_marking", "密级为秘密，保密期限10年"},
      {"harm_evidence", "该信息载明校园安防设施的点位和参数"},
      {"public_interest_weighing", "不公开该信息不会对公共利益造成重大影响"},
      {"internal_kind", "人事管理"},
      {"process_kind", "在作出决定之前形成的讨论记录"},
      {"enforcement_file", "在行政处罚案件办理过程中形成并存入案卷"},
      {"search_record", "2026年3月5日，以“学区调整”“2019年”为关键词，检索本机关档案管理系统和办公系统，并查阅2019年纸质档案目录"},
      {"competent_organ", "杭州市规划和自然资源局滨江分局，电话0571-87700001"},
      {"earlier_reply", "2025年6月9日，滨教公复〔2025〕31号"},
      {"special_rules", "《不动产登记暂行条例》第二十七条"},
      {"where_to_query", "滨江区不动产登记服务中心"},
      {"what_is_needed", "需要按年级、户籍对历年招生数据重新统计"},
      {"what_exists", "本机关现有《2025年招生统计表》，如需要可以另行申请"},
      {"proper_channel", "滨江区信访局，或者浙江省“民呼我为”统一平台"},
      {"how_to_get", "《浙江教育报》可以向杭州市滨江区图书馆借阅"},
      {"reasons_given", "2026年3月10日，您说明理由为“了解情况”"},
      {"why_not_reasonable", "32件申请内容高度相似，所述理由不能说明短期内大量申请的必要"},
      {"correction_result", "经核实，您的入学登记信息中出生日期记录有误，已予更正"},
      {"still_unclear", "仍未写明所需文件的名称、文号或者其他特征性描述"},
      {"already_obtained", "2025年12月1日，本机关已通过电子邮件向您提供"}};
}

std::string ReasonsOf(const std::string& code) {
  if (code == "T04") return "需要检索和审查的材料数量较多";
  if (code == "T08") return "校车服务使用财政资金，车辆数量、线路和总价关系学生出行安全";
  if (code == "R06") return "该信息由杭州市规划和自然资源局滨江分局在履行规划管理职能过程中制作";
  return "经书面征求意见，第三方不同意公开，其提出的理由合理";
}

std::string NoticeOf(const std::string& code) {
  if (code == "R14") return "本机关于2026年2月20日作出收费通知书（滨教公费〔2026〕1号），并于当日送达您";
  return "本机关于2026年3月5日作出补正告知书（滨教公告〔2026〕3号），并于当日送达您";
}

std::map<std::string, std::string> TextsOf(const std::string& code) {
  std::map<std::string, std::string> texts = Texts();
  texts["reasons"] = ReasonsOf(code);
  texts["notice_served"] = NoticeOf(code);
  return texts;
}

std::string NumberOf(const std::string& code) {
  static const SeriesTable table = SeriesTable::Parse(LawFile("series.csv")).value();
  const std::string series = table.Series(code);
  return series.empty() ? "" : FormatDocumentNumber({"滨教", series, 2026, 12}).value();
}

std::vector<std::string> LeavesOf(const std::string& code) {
  if (code == "R04") return {"denied_third_party"};
  for (const ReplyLeaf& leaf : Replies().leaves()) {
    if (leaf.document == code) return {leaf.leaf};
  }
  return {};
}

std::string RemedyFor(RemedyClass remedy_class) {
  static const RemedyTable table =
      RemedyTable::Parse(LawFile("remedies.csv"), LawFile("remedy_clauses.csv")).value();
  const Organ organ = AnOrgan();
  return table
      .Clause({.remedy_class = remedy_class, .decided = absl::CivilDay(2026, 3, 26), .service = ServiceMethod::kPost},
              {.reconsideration_organ = organ.reconsideration_organ, .court = organ.court})
      .value();
}

void Line(const std::string& text, std::string& all) { absl::StrAppend(&all, text, "\n"); }

void AddBlock(const Block& block, const Document& document, std::string& all) {
  if (const auto* paragraph = std::get_if<Paragraph>(&block)) Line(paragraph->text, all);
  if (const auto* heading = std::get_if<Heading>(&block)) Line(heading->text, all);
  if (const auto* remedy = std::get_if<Remedy>(&block)) Line(remedy->text, all);
  if (const auto* list = std::get_if<List>(&block)) Line(absl::StrJoin(Numbered(list->items), "\n"), all);
  if (const auto* table = std::get_if<Table>(&block)) {
    if (!table->head.empty()) Line(absl::StrJoin(table->head, "|"), all);
    for (const std::vector<std::string>& row : table->rows) Line(absl::StrJoin(row, "|"), all);
  }
  if (const auto* signature = std::get_if<Signature>(&block)) {
    for (const std::string& line : AttachmentLines(document)) Line(line, all);
    Line(signature->organ, all);
    Line(signature->date, all);
  }
}

}  // namespace

const DocumentTables& Tables() {
  static const DocumentTemplates templates =
      DocumentTemplates::Parse(ReadTemplateFiles(DISCLOSURE_SOURCE_DIR + std::string(kTemplates)).value(), Elements(),
                               Replies())
          .value();
  static const DocumentTables tables{templates, Elements(), Replies()};
  return tables;
}

std::vector<std::string> AllCodes() {
  std::vector<std::string> codes;
  for (int i = 1; i <= 9; ++i) codes.push_back(absl::StrCat("T0", i));
  for (int i = 1; i <= 19; ++i) codes.push_back(absl::StrCat("R", i < 10 ? "0" : "", i));
  return codes;
}

DocumentFacts FullFacts(const std::string& code) {
  const std::vector<std::string> leaves = LeavesOf(code);
  std::optional<std::vector<std::string>> attachments;
  if (code == "R01" || code == "R03") attachments = {"校车服务合同（公开部分）"};
  return {.organ = AnOrgan(),
          .document_number = NumberOf(code),
          .request_number = "330108-jyj-2026-12",
          .applicant_name = "测试甲",
          .applicant_address = "杭州市滨江区江陵路1号",
          .applicant_class = ApplicantClass::kNaturalPerson,
          .channel = Channel::kRegisteredPost,
          .party = code == "T06" ? "杭州市滨江区财政局" : "杭州安途客运有限公司",
          .consultation = code == "T06" ? ConsultationKind::kJointOrgan : ConsultationKind::kThirdParty,
          .disclosure_ground = DisclosureGround::kPublicInterest,
          .wish = "2025年滨江区校车服务合同",
          .date = absl::CivilDay(2026, 3, 26),
          .leaves = leaves,
          .dates = Dates(),
          .elements = TextsOf(code),
          .withheld = {{"第3条第2款", "单价和成本构成", "《条例》第十五条", "属于第三方商业秘密"},
                       {"第7条", "联系人姓名、电话", "《条例》第十五条", "属于个人隐私"}},
          .attachments = attachments,
          .fee = FeeNoticed{.method = FeeMethod::kPerPage, .pages = 101, .yuan = 720},
          .fee_schedule = Fees().On(absl::CivilDay(2026, 3, 26)),
          .remedy_clause = leaves.empty() ? RemedyFor(RemedyClass::kB) : RemedyClauseOf(leaves.front())};
}

// What the fixture's `partial` withholds rests on 条例 art. 15.
std::string RemedyClauseOf(const std::string& leaf) {
  return RemedyFor(leaf == "partial" ? RemedyClass::kA : Replies().Find(leaf)->remedy_class);
}

std::string PlainText(const Document& document) {
  std::string all = absl::StrJoin(TitleLines(document), "\n") + "\n";
  if (!document.number.empty()) Line(document.number, all);
  if (!document.addressee.empty()) Line(document.addressee + "：", all);
  for (const Block& block : document.blocks) AddBlock(block, document, all);
  return all;
}

}  // namespace disclosure::request::testing
