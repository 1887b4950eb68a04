// Ledgers as offices keep them: from bytes to rows, and what a row must hold.
#include "request-service/importers/ledger_csv.h"

#include <iconv.h>

#include <set>
#include <string>

#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kHeader[] = "number,organ,applicant_class,applicant_name,id_type,id_number,channel,received_on,subject,outcome,replied_on\n";
constexpr char kRow[] = "2024-1,330108-jyj,natural_person,测试甲,resident_id,33010819000101001X,in_person,2024-03-01,学区划分,granted,2024-03-20\n";
const absl::CivilDay kToday(2026, 9, 18);

const ReportForm& Form() {
  static const ReportForm form = ReportForm::Parse(testing::LawFile("report_rows.csv")).value();
  return form;
}

absl::StatusOr<LedgerRequest> Read(const std::string& row) {
  ASSIGN_OR_RETURN(const std::vector<LedgerRow> rows, ReadLedgerCsv(LedgerKind::kRequests, kHeader + row));
  EXPECT_THAT(rows, SizeIs(1));
  return ReadLedgerRequest(Form(), rows[0].cells, kToday);
}

// kRow with one column replaced.
absl::StatusOr<LedgerRequest> With(const std::string& column, const std::string& text) {
  ASSIGN_OR_RETURN(std::vector<LedgerRow> rows, ReadLedgerCsv(LedgerKind::kRequests, std::string(kHeader) + kRow));
  rows[0].cells[column] = text;
  return ReadLedgerRequest(Form(), rows[0].cells, kToday);
}

std::string Gb18030(std::string text) {
  std::string out(text.size() * 2, '\0');
  char *in = text.data(), *to = out.data();
  size_t in_left = text.size(), left = out.size();
  const iconv_t converter = iconv_open("GB18030", "UTF-8");
  EXPECT_EQ(iconv(converter, &in, &in_left, &to, &left), 0u);
  iconv_close(converter);
  out.resize(out.size() - left);
  return out;
}

TEST(LedgerRow, IsReadWithItsCodes) {
  const auto request = Read(kRow);
  ASSERT_OK(request.status());
  EXPECT_EQ(request->number, "2024-1");
  EXPECT_EQ(request->organ, "330108-jyj");
  EXPECT_EQ(request->applicant.applicant_class, ApplicantClass::kNaturalPerson);
  EXPECT_EQ(request->applicant.identity_kind, IdentityKind::kResidentId);
  EXPECT_EQ(request->channel, Channel::kInPerson);
  EXPECT_EQ(request->received, absl::CivilDay(2024, 3, 1));
  EXPECT_EQ(request->outcome, "granted");
  EXPECT_EQ(request->replied, absl::CivilDay(2024, 3, 20));
  EXPECT_THAT(request->warnings, IsEmpty());
}

TEST(LedgerRow, IsReadWithTheWordsOfTheFormToo) {
  const std::string csv =
      "编号,机关,申请人类别,申请人,证件类型,证件号码,渠道,收到日期,申请内容,办理结果,答复日期\r\n"
      "1号,区教育局,自然人,测试甲,居民身份证,33010819000101001X,当面提交,2024年3月1日,\"甲,乙\r\n丙\",予以公开,2024/3/20\r\n";
  for (const std::string& bytes : {csv, "\xEF\xBB\xBF" + csv, Gb18030(csv)}) {
    const auto rows = ReadLedgerCsv(LedgerKind::kRequests, bytes);
    ASSERT_OK(rows.status());
    ASSERT_THAT(*rows, SizeIs(1));
    EXPECT_EQ((*rows)[0].number, 2);
    const auto request = ReadLedgerRequest(Form(), (*rows)[0].cells, kToday);
    ASSERT_OK(request.status());
    EXPECT_EQ(request->subject, "甲,乙\n丙");
    EXPECT_EQ(request->outcome, "granted");
    EXPECT_EQ(request->received, absl::CivilDay(2024, 3, 1));
    EXPECT_EQ(request->replied, absl::CivilDay(2024, 3, 20));
  }
}

TEST(LedgerRow, AnOutcomeIsReadAsItIsPrintedOrInShort) {
  const std::pair<const char*, const char*> words[] = {
      {"予以公开", "granted"},
      {"（一）予以公开", "granted"},
      {"部分公开", "partial"},
      {"(二)部分公开(区分处理的,只计这一情形,不计其他情形)", "partial"},
      {"1.属于国家秘密", "denied_state_secret"},
      {"（三）1．属于国家秘密", "denied_state_secret"},
      {"危及\"三安全一稳定\"", "denied_three_securities"},
      {"信息不存在", "unavailable_not_held"},
      {"2、重复申请", "declined_repeat"},
      {"逾期不补正", "other_not_corrected"},
      {"3.其他", "other"},
      {"申请人撤回", "other"}};
  for (const auto& [word, code] : words) {
    const auto request = With("outcome", word);
    ASSERT_OK(request.status()) << word;
    EXPECT_EQ(request->outcome, code) << word;
  }
  for (const char* unclear : {"不予公开", "其他处理", "无法提供", "总计", "（七）总计", "1.", "已办结"}) {
    EXPECT_THAT(With("outcome", unclear), HasReason("BAD_REQUEST")) << unclear;
  }
}

TEST(LedgerRow, AnOpenRequestHasNeitherOutcomeNorDay) {
  const auto request = Read("2024-1,330108-jyj,business,某公司,uscc,91330108MA0000015G,email,2024-03-01,学区划分,,\n");
  ASSERT_OK(request.status());
  EXPECT_EQ(request->outcome, "");
  EXPECT_FALSE(request->replied.has_value());
  EXPECT_THAT(EventsOf(*request), ElementsAre(EventData(Filed{Channel::kEmail, request->received}),
                                              EventData(ReceiptConfirmed{request->received, "台账导入"})));
}

TEST(LedgerRow, EveryBadCellIsNamed) {
  const std::pair<const char*, const char*> bad[] = {
      {"number", ""},           {"organ", ""},         {"applicant_class", "somebody"}, {"applicant_class", ""}, {"channel", ""},
      {"channel", "pigeon"},    {"received_on", ""},   {"received_on", "2024-02-30"},   {"received_on", "昨天"}, {"received_on", "2026-09-19"},
      {"received_on", "1998-01-01"}, {"subject", ""},  {"outcome", "unknown"},          {"outcome", "received"}, {"outcome", "carried_out"},
      {"outcome", ""},          {"replied_on", ""},    {"replied_on", "2024-02-28"},    {"replied_on", "2026-09-19"}};
  for (const auto& [column, text] : bad) {
    const auto refused = With(column, text);
    EXPECT_THAT(refused, HasReason("BAD_REQUEST")) << column << "=" << text;
    if (refused.ok()) continue;
    EXPECT_THAT(testing::BadFields(refused.status()), ElementsAre(column)) << column << "=" << text;
    EXPECT_EQ(refused.status().ToString().find("测试甲"), std::string::npos);
  }
  EXPECT_THAT(With("number", std::string(65, '1')), HasReason("BAD_REQUEST"));
  EXPECT_OK(With("number", std::string(64, '1')).status());
}

TEST(LedgerRow, AnIdentityThatCannotBeRightIsAWarning) {
  EXPECT_THAT(With("id_number", "330108190001010011")->warnings, ElementsAre("证件号码校验不通过"));
  EXPECT_THAT(With("id_number", "")->warnings, ElementsAre("没有证件号码"));
  EXPECT_THAT(With("id_type", "护照")->warnings, IsEmpty());
  EXPECT_EQ(With("id_type", "护照")->applicant.identity_kind_text, "护照");
}

TEST(LedgerFile, ColumnsThatAreMissingOrStandTwiceAreNamed) {
  const auto missing = ReadLedgerCsv(LedgerKind::kRequests, "number,organ\n1,2\n");
  EXPECT_THAT(missing, HasReason("BAD_REQUEST"));
  EXPECT_THAT(testing::BadFields(missing.status()), SizeIs(9));
  const auto twice = ReadLedgerCsv(LedgerKind::kReviews, "request_number,申请编号,route,result,filed_on,closed_on\n");
  EXPECT_THAT(testing::BadFields(twice.status()), ElementsAre("request_number"));
  EXPECT_THAT(ReadLedgerCsv(LedgerKind::kRequests, ""), HasReason("NO_TABLE"));
  EXPECT_THAT(ReadLedgerCsv(LedgerKind::kRequests, std::string(kHeader) + "\"open"), HasReason("UNTERMINATED_QUOTE"));
  EXPECT_THAT(ReadLedgerCsv(LedgerKind::kRequests, std::string(kHeader) + "\xFF\xFF\xFF"), HasReason("WRONG_ENCODING"));
}

TEST(LedgerFile, KnowsRowsThatAreBlankOrTooWide) {
  const auto rows = ReadLedgerCsv(LedgerKind::kRequests, std::string(kHeader) + "\n" + kRow + ",,\n1,2,3,4,5,6,7,8,甲,乙,丙,丁\n");
  ASSERT_OK(rows.status());
  ASSERT_THAT(*rows, SizeIs(2));
  EXPECT_EQ((*rows)[0].number, 3);
  EXPECT_FALSE((*rows)[0].too_wide);
  EXPECT_TRUE((*rows)[1].too_wide);
}

TEST(LedgerDay, IsReadAsOfficesWriteIt) {
  for (const char* text : {"2024-03-01", "2024/3/1", "2024.03.1", "2024年3月1日"}) {
    EXPECT_EQ(ParseLedgerDay(text), absl::CivilDay(2024, 3, 1)) << text;
  }
  for (const char* text : {"", "24-3-1", "2024-3", "2024-13-1", "2024-2-30", "2024-03-01T00:00", "2024--1", "+2024-1-1"}) {
    EXPECT_EQ(ParseLedgerDay(text), std::nullopt) << text;
  }
}

TEST(LedgerReviewRow, IsReadWithTheWordsOfTheFormToo) {
  const auto read = [](const std::string& route, const std::string& result) {
    const std::string closed = result.find("审结") == std::string::npos ? "2024-08-01" : "";
    const auto rows = ReadLedgerCsv(LedgerKind::kReviews, "申请编号,途径,结果,提起日期,审结日期\n1," + route + "," + result + ",2024-06-01," + closed + "\n");
    return ReadLedgerReview(rows->at(0).cells, kToday);
  };
  EXPECT_EQ(read("行政复议", "维持")->route, ReviewRoute::kReconsideration);
  EXPECT_EQ(read("未经复议直接起诉", "维持")->route, ReviewRoute::kSuitDirect);
  EXPECT_EQ(read("复议后起诉", "维持")->route, ReviewRoute::kSuitAfterReview);
  const std::pair<const char*, ReviewResult> results[] = {
      {"维持", ReviewResult::kUpheld},   {"结果维持", ReviewResult::kUpheld}, {"纠正", ReviewResult::kCorrected},
      {"结果纠正", ReviewResult::kCorrected}, {"其他", ReviewResult::kOther},    {"其他结果", ReviewResult::kOther},
      {"尚未审结", ReviewResult::kPending},   {"未审结", ReviewResult::kPending}};
  for (const auto& [word, result] : results) EXPECT_EQ(read("行政复议", word)->result, result) << word;
  EXPECT_THAT(testing::BadFields(read("诉讼", "败诉").status()), ElementsAre("route", "result"));
}

TEST(LedgerReviewRow, NeedsADayOfClosingExactlyIfItIsNotPending) {
  const auto read = [](const std::string& row) {
    const auto rows = ReadLedgerCsv(LedgerKind::kReviews, "request_number,route,result,filed_on,closed_on\n" + row);
    return ReadLedgerReview(rows->at(0).cells, kToday);
  };
  EXPECT_OK(read("1,reconsideration,pending,2024-06-01,\n").status());
  EXPECT_OK(read("1,suit_direct,upheld,2024-06-01,2024-08-01\n").status());
  for (const char* row : {"1,reconsideration,pending,2024-06-01,2024-08-01\n", "1,suit_direct,upheld,2024-06-01,\n",
                          "1,suit_direct,upheld,2024-06-01,2024-05-01\n", "1,appeal,upheld,2024-06-01,2024-08-01\n",
                          "1,suit_direct,won,2024-06-01,2024-08-01\n", ",suit_direct,upheld,2024-06-01,2024-08-01\n",
                          "1,suit_direct,upheld,,2024-08-01\n", "1,suit_direct,upheld,2024-06-01,2027-01-01\n"}) {
    EXPECT_THAT(read(row), HasReason("BAD_REQUEST")) << row;
  }
}

}  // namespace
}  // namespace disclosure::request
