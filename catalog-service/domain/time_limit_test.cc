#include "catalog-service/domain/time_limit.h"

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::IsOk;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Pair = std::pair<std::string, std::string>;  // phrase, normal form

std::string Normalised(std::string_view phrase) { return ToString(NormaliseTimeLimit(phrase)); }

// The rows of a CSV file below its header; cells may have quotes and line breaks.
std::vector<std::vector<std::string>> ReadRows(const std::string& path) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR) + "/" + path);
  std::stringstream text;
  text << file.rdbuf();
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (const char c : text.str()) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      rows.back().emplace_back();
    } else if (c == '\n' && !quoted) {
      rows.push_back({""});
    } else if (c != '\r') {
      rows.back().back() += c;
    }
  }
  rows.pop_back();
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

std::vector<Pair> ReadPairs(const std::string& path) {
  std::vector<Pair> pairs;
  for (std::vector<std::string>& row : ReadRows(path)) pairs.emplace_back(row.at(0), row.at(1));
  return pairs;
}

std::vector<Pair> GoldenOfItems() { return ReadPairs("catalog-service/domain/testdata/time_limit_items.csv"); }

void ExpectForms(const std::vector<Pair>& pairs) {
  for (const auto& [phrase, form] : pairs) EXPECT_EQ(Normalised(phrase), form) << phrase;
}

TEST(TimeLimit, EveryExampleOfTheGrammarHasItsForm) {
  const std::vector<Pair> examples = ReadPairs("data/catalogue/time_limits.csv");
  ASSERT_EQ(examples.size(), 60u);
  ExpectForms(examples);
}

TEST(TimeLimit, EveryPhraseOfTheStandardItemsHasTheFormJudgedRight) { ExpectForms(GoldenOfItems()); }

TEST(TimeLimit, TheGoldenTableHasEveryPhraseOfTheStandardItems) {
  std::vector<std::string> judged;
  for (const Pair& pair : GoldenOfItems()) judged.push_back(pair.first);
  constexpr size_t kTimeLimitColumn = 5;
  size_t items = 0;
  for (const char* file :
       {"01-zhongda-jianshe-xiangmu", "02-gonggong-ziyuan-jiaoyi", "03-yiwu-jiaoyu", "04-huji-guanli",
        "05-shehui-jiuzhu", "06-yanglao-fuwu", "07-gonggong-falv-fuwu", "08-caizheng-yujuesuan", "09-jiuye",
        "10-shehui-baoxian", "11-chengxiang-guihua", "12-zhengdi-buchang", "13-shengtai-huanjing",
        "14-baozhangxing-zhufang", "15-guoyou-tudi-fangwu-zhengshou", "16-shizheng-fuwu",
        "17-nongcun-weifang-gaizao", "18-chengshi-zonghe-zhifa", "19-shenong-butie", "20-gonggong-wenhua-fuwu",
        "21-yiliao-weisheng", "22-anquan-shengchan", "23-jiuzai", "24-shuishou-guanli",
        "25-shipin-yaopin-jianguan", "26-fupin"}) {
    for (const auto& row : ReadRows(absl::StrCat("data/catalogue/items/", file, ".csv"))) {
      ++items;
      EXPECT_THAT(judged, ::testing::Contains(row.at(kTimeLimitColumn)));
    }
  }
  EXPECT_EQ(items, 586u);
}

TEST(TimeLimit, OnlyFivePhrasesOfTheStandardItemsAreNotUnderstood) {
  std::vector<std::string> not_understood;
  for (const auto& [phrase, form] : GoldenOfItems()) {
    if (Normalised(phrase).find("text") != std::string::npos) not_understood.push_back(phrase);
  }
  EXPECT_THAT(not_understood,
              ::testing::UnorderedElementsAre("按法定公告时点公开", "听证结束后公开", "在征收土地公告规定的期限内",
                                              "听证结束后", "征求意见时对外公布的时限内公开"));
}

TEST(TimeLimit, WidthBlanksLineBreaksAndTraditionalCharactersDoNotMatter) {
  ExpectForms({{"自信息形成或者变更之日起 ２０ 个\n工作\r\n日内　予以公开", "wd:20@formed|changed"},
               {"自信息形成或者變更之日起20個工作日內予以公開", "wd:20@formed|changed"},
               {"信息形成或者變(biàn)更之日起20个工作日內(nèi)", "wd:20@formed|changed"},
               {"信息形成【变更】之日起20个工作日内﹔每年１月３１日前", "wd:20@formed|changed;yearly:01-31"}});
}

TEST(TimeLimit, ChineseNumeralsCountAsNumbers) {
  ExpectForms({{"信息形成之日起二十个工作日内", "wd:20@formed"},
               {"信息形成之日起二十（20）个工作日内", "wd:20@formed"},
               {"信息形成之日起十五日内", "cd:15@formed"},
               {"信息形成之日起一百二十日内", "cd:120@formed"},
               {"每年十二月三十一日前", "yearly:12-31"},
               {"公示期不少于七个工作日", "notice>=7wd"}});
}

TEST(TimeLimit, ANumberInANameIsNoDeadline) {
  ExpectForms({{"三年行动计划形成之日起20个工作日内公开", "wd:20@formed"},
               {"一次性告知信息形成之日起20个工作日内", "wd:20@formed"},
               {"1.5个月内", "text"},
               {"99999个工作日", "text"},
               {"0个工作日", "text"}});
}

TEST(TimeLimit, VerbsAndTheOrderOfWordsDoNotMatter) {
  ExpectForms({{"信息形成或变更之日起20个工作日内发布", "wd:20@formed|changed"},
               {"应当于信息形成后20个工作日内主动向社会公布", "wd:20@formed"},
               {"20个工作日，自信息形成之日起计算", "wd:20@formed"},
               {"20个工作日内（自信息形成或更新之日起）公示", "wd:20@formed|changed"},
               {"自信息形成之日起，最迟不超过20个工作日", "wd:20@formed"},
               {"信息形成/变更的次日起20个工作日以内", "wd:20@formed|changed"},
               {"签订合同之日起2个工作日内", "wd:2@contract_signed"},
               {"确定中标供应商之日起2个工作日内", "wd:2@supplier_fixed"},
               {"作出行政处罚决定之日起7个工作日内", "wd:7@decision_made"}});
}

TEST(TimeLimit, CalendarUnitsStayWhatTheyAre) {
  ExpectForms({{"信息形成之日起7个自然日内", "cd:7@formed"},
               {"信息形成之日起一周内", "cd:7@formed"},
               {"信息形成之日起3个月内", "mo:3@formed"},
               {"信息形成之日起一年内", "mo:12@formed"},
               {"信息形成之日起24小时内", "hr:24@formed"}});
}

TEST(TimeLimit, AnEventOutsideTheTableOfAnchorsGetsNoDeadline) {
  ExpectForms({{"竣工验收后20个工作日内", "text"},
               {"信息形成并经审批通过后20个工作日内", "text"},
               {"拟征收土地预公告之日起10个工作日内", "text"},
               {"中标候选人确定之日起3日内", "text"},
               {"公示期满后5个工作日内", "text"},
               {"自2024年1月1日起", "text"},
               {"2024年12月31日前", "text"},
               {"按规定时限公开", "text"},
               {"适时公开", "text"}});
}

TEST(TimeLimit, ABareNumberIsKeptWithAWarning) {
  const TimeLimit limit = NormaliseTimeLimit("20个工作日");
  EXPECT_THAT(limit.clauses, ElementsAre("wd:20@unspecified"));
  EXPECT_THAT(limit.warnings, ElementsAre("“20个工作日”未写明从何时起算"));
}

TEST(TimeLimit, OfARangeTheUpperEndIsTheDeadlineAndTheLowerTheMinimum) {
  const TimeLimit limit = NormaliseTimeLimit("信息形成之日起10至20个工作日内");
  EXPECT_THAT(limit.clauses, ElementsAre("wd:20@formed"));
  EXPECT_THAT(limit.warnings, ElementsAre("期限为区间，按上限计"));
  ExpectForms({{"公示5-7个工作日", "notice>=5wd"}, {"每年1月1日至3月31日", "yearly:03-31"}});
}

TEST(TimeLimit, PeriodsAreCycles) {
  ExpectForms({{"每20个工作日更新", "cycle:20wd"},
               {"每半年更新一次", "cycle:P6M"},
               {"每年至少更新一次", "cycle:P1Y"},
               {"至少1次/年", "cycle:P1Y"},
               {"1次/季度", "cycle:P3M"},
               {"一季度一次", "cycle:P3M"},
               {"按月更新", "cycle:P1M"},
               {"每月底前", "cycle:P1M"},
               {"每两年更新一次", "cycle:P2Y"},
               {"每周更新", "cycle:P1W"},
               {"每学期", "text"},
               {"每季度终了后15日内", "text"}});
  EXPECT_THAT(NormaliseTimeLimit("每年至少2次").warnings, ElementsAre("每周期2次，范式只能记为每周期至少一次"));
}

TEST(TimeLimit, DatesComeBackEachYear) {
  ExpectForms({{"每年3月底前", "yearly:03-31"},
               {"每年2月底前", "yearly:02-28"},
               {"每年年底前", "yearly:12-31"},
               {"次年1月31日前", "yearly:01-31"},
               {"每年第一季度", "yearly:03-31"},
               {"每年6月30日前和12月31日前", "yearly:06-30;yearly:12-31"},
               {"每月10日前", "monthly:10"}});
  EXPECT_THAT(NormaliseTimeLimit("1月31日前").warnings, ElementsAre("日期前未写“每年”，按每年计"));
}

TEST(TimeLimit, SeveralSpeedsStaySeveralClausesWithTheirScopes) {
  ExpectForms(
      {{"信息形成之日起20个工作日内公开，其中行政处罚信息自作出决定之日起7个工作日内公开",
        "wd:20@formed;[行政处罚信息]wd:7@decision_made"},
       {"行政许可：决定作出后7个工作日内，其他信息20个工作日内", "[行政许可]wd:7@decision_made;[其他]wd:20@unspecified"},
       {"除行政处罚外，信息形成之日起20个工作日内；行政处罚决定作出后7个工作日内",
        "[其他]wd:20@formed;[行政处罚]wd:7@decision_made"},
       {"①行政许可自决定作出之日起7个工作日内②其他信息形成之日起20个工作日内",
        "[行政许可]wd:7@decision_made;[其他]wd:20@formed"},
       {"县级：7日内\n乡级：15日内", "[县级]cd:7@unspecified;[乡级]cd:15@unspecified"},
       {"信息形成或变更之日起20个工作日内公开（行政处罚7个工作日内公开）",
        "wd:20@formed|changed;[行政处罚]wd:7@unspecified"}});
}

TEST(TimeLimit, TheSubjectOfTheOnlyClauseIsNoScope) {
  ExpectForms({{"行政处罚决定作出后7个工作日内", "wd:7@decision_made"},
               {"扶持政策形成之日起20个工作日内公开，动态更新", "wd:20@formed;dynamic"},
               {"除涉密信息外，信息形成之日起20个工作日内", "[除涉密信息外]wd:20@formed"}});
}

TEST(TimeLimit, FlagsStandBehindTheClauseTheyBelongTo) {
  ExpectForms({{"信息形成20个工作日内公示，公示期不少于5个工作日", "wd:20@formed+notice>=5wd"},
               {"公示7个工作日，信息形成之日起20个工作日内公开", "wd:20@formed+notice>=7wd"},
               {"信息形成20个工作日内公示7日以上", "wd:20@formed+notice>=7cd"},
               {"公告期不少于20日", "notice>=20cd"},
               {"公开征求意见的期限一般不少于30日", "consult>=30cd"},
               {"信息形成20个工作日内在村公示栏公开，并长期保留", "wd:20@formed+keep:longterm+place:村公示栏"},
               {"公示期不少于一周", "notice>=7cd"},
               {"公示期1个月", "notice>=30cd"},
               {"不少于7日", "text"}});
}

TEST(TimeLimit, AReserveOfTheLawInItsOwnSentenceIsForEveryClause) {
  ExpectForms({{"除法律法规另有规定外，信息形成之日起20个工作日内", "wd:20@formed+unless_law"},
               {"20个工作日内公开法律法规另有规定的从其规定", "wd:20@unspecified+unless_law"},
               {"法律法规另有规定的从其规定", "unless_law"},
               {"信息形成之日起20个工作日内；行政处罚决定作出后7个工作日内。法律、法规另有规定的，从其规定",
                "wd:20@formed+unless_law;[行政处罚]wd:7@decision_made+unless_law"},
               {"信息形成之日起20个工作日内；行政处罚决定作出后7个工作日内（法律另有规定的除外）",
                "wd:20@formed;[行政处罚]wd:7@decision_made+unless_law"}});
}

TEST(TimeLimit, WordsWithoutANumberHaveTheirOwnTerms) {
  ExpectForms({{"实时公开", "realtime"},
               {"信息形成后及时公开", "prompt@formed"},
               {"根据项目进展情况及时公开", "progress"},
               {"按实际更新", "dynamic"},
               {"长期公开、动态更新", "longterm;dynamic"},
               {"永久公开", "permanent"},
               {"同上", "same"},
               {"会议召开3个工作日前", "before:3wd@meeting"},
               {"会前一周", "before:P1W@meeting"},
               {"会议召开时公开", "at@meeting"},
               {"招投标文件随招标公告同步公开", "with@招标公告"},
               {"与采购公告同时发布", "with@采购公告"}});
}

TEST(TimeLimit, ATimeThatIsNotUnderstoodStaysVisibleBesideWhatIs) {
  ExpectForms({{"中标结果确定后3日内公示，公示期不少于3日", "text;notice>=3cd"},
               {"公示期不少于3日，中标结果确定后3日内公示", "notice>=3cd;text"},
               {"自决算批准之日起20日内，且不超过每年10月31日", "text;yearly:10-31"},
               {"规划编制期间公示30日；批准后20个工作日内公布", "notice>=30cd;text"},
               {"每季度终了后15日内，每年1月31日前", "text;yearly:01-31"},
               {"竣工验收后20个工作日内，法律另有规定的从其规定", "text"}});
  EXPECT_THAT(NormaliseTimeLimit("中标结果确定后3日内公示，公示期不少于3日").warnings,
              ElementsAre("“中标结果确定后3日内公示”未能识别，保留原文，不推定期限"));
}

TEST(TimeLimit, ATimeThatIsNotUnderstoodCountsWhenTheOthersNeedAScope) {
  ExpectForms({{"政策文件出台后5个工作日内；解读材料3个工作日内", "text;[解读材料]wd:3@unspecified"},
               {"行政处罚：竣工验收后3日内；其他：20个工作日内", "[行政处罚]text;[其他]wd:20@unspecified"},
               {"重大事项，竣工验收后3日内公开，信息形成之日起20个工作日内公开", "text;wd:20@formed"}});
}

TEST(TimeLimit, AnExtensionIsARemarkAndNoDeadline) {
  const TimeLimit limit = NormaliseTimeLimit("信息形成之日起20个工作日内公开，需要延长的，可延长20个工作日");
  EXPECT_THAT(limit.clauses, ElementsAre("wd:20@formed"));
  EXPECT_THAT(limit.warnings, ElementsAre("“需要延长的，可延长20个工作日”是延长期限的说明，未纳入范式"));
  ExpectForms({{"收到申请之日起20个工作日内，情况复杂的经批准可延长至30个工作日", "wd:20@request_received"},
               {"收到申请之日起20个工作日内；确需延长的，延长期限不得超过20个工作日", "wd:20@request_received"},
               {"收到申请之日起20个工作日内（可延长20个工作日）", "wd:20@request_received"},
               {"公示期7日，可顺延至次年1月31日", "notice>=7cd"},
               {"有效期延长信息形成之日起20个工作日内", "wd:20@formed"}});
  EXPECT_THAT(NormaliseTimeLimit("可延长20个工作日").clauses, ElementsAre("text"));
  EXPECT_THAT(NormaliseTimeLimit("可延长20个工作日").warnings, ElementsAre(HasSubstr("延长期限")));
}

TEST(TimeLimit, AScopeIsInTheWordsOfTheSource) {
  ExpectForms({{"信息形成之日起20个工作日内，其中重大事项3个工作日内", "wd:20@formed;[重大事项]wd:3@unspecified"},
               {"信息形成之日起20个工作日内，其中行政处罚事项3个工作日内", "wd:20@formed;[行政处罚]wd:3@unspecified"},
               {"信息形成之日起20个工作日内，其中需要保密审查的信息30个工作日内",
                "wd:20@formed;[需要保密审查的信息]wd:30@unspecified"}});
}

TEST(TimeLimit, AMinusBeforeTheNumberIsNoNumberOfDays) {
  ExpectForms({{"-5个工作日", "text"},
               {"－5个工作日", "text"},
               {"信息形成之日起-5个工作日内", "text"},
               {"公示期-7日", "text"},
               {"——20个工作日", "wd:20@unspecified"},
               {"信息形成之日起5-10个工作日内", "wd:10@formed"}});
}

TEST(TimeLimit, ARemarkInBracketsIsReportedAndNotRead) {
  const TimeLimit limit = NormaliseTimeLimit("信息形成之日起20个工作日内（须经（集体）研究）");
  EXPECT_THAT(limit.clauses, ElementsAre("wd:20@formed"));
  EXPECT_THAT(limit.warnings, ElementsAre(HasSubstr("研究")));
  EXPECT_EQ(Normalised("信息形成之日起20个工作日内（含20个工作日）"), "wd:20@formed");
}

TEST(TimeLimit, APhraseWithoutAWordHasNoClause) {
  for (const char* phrase : {"", " \n　"}) {
    const TimeLimit limit = NormaliseTimeLimit(phrase);
    EXPECT_THAT(limit.clauses, IsEmpty());
    EXPECT_THAT(limit.warnings, ElementsAre("公开时限为空"));
  }
}

TEST(TimeLimit, WhatTheFormKeepsForItselfIsTakenOutOfScopes) {
  const std::string form = Normalised("甲+乙[丙;丁]：7个工作日内；戊：20个工作日内");
  EXPECT_THAT(ParseNormalForm(form), IsOk()) << form;
}

TEST(TimeLimit, APhraseOverTheLimitIsNotRead) {
  std::string long_phrase = "20个工作日内";
  for (int i = 0; i < kMaxTimeLimitLength; ++i) long_phrase += "公";
  const TimeLimit limit = NormaliseTimeLimit(long_phrase);
  EXPECT_THAT(limit.clauses, ElementsAre("text"));
  EXPECT_THAT(limit.warnings, ElementsAre(HasSubstr("超过2000字")));
}

// --- the normal form as values ----------------------------------------------------------------------

TEST(TimeLimitForm, AClauseIsTakenApart) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Term> terms,
                       ParseNormalForm("wd:20@formed|changed+unless_law;[行政处罚]wd:7@decision_made+notice>=7wd"));
  ASSERT_EQ(terms.size(), 2u);
  EXPECT_EQ(terms[0].kind, TermKind::kWithin);
  EXPECT_EQ(terms[0].amount, 20);
  EXPECT_EQ(terms[0].unit, TimeUnit::kWorkingDay);
  EXPECT_EQ(terms[0].anchor, "formed|changed");
  EXPECT_TRUE(terms[0].unless_law);
  EXPECT_EQ(terms[1].scope, "行政处罚");
  EXPECT_EQ(terms[1].notice, (MinimumTime{7, TimeUnit::kWorkingDay}));
}

TEST(TimeLimitForm, EveryFormOfTheDataSurvivesParsingAndFormatting) {
  std::vector<Pair> pairs = ReadPairs("data/catalogue/time_limits.csv");
  for (Pair& pair : GoldenOfItems()) pairs.push_back(std::move(pair));
  for (const auto& [phrase, form] : pairs) {
    ASSERT_OK_AND_ASSIGN(const std::vector<Term> terms, ParseNormalForm(form));
    EXPECT_EQ(Format(terms), form) << phrase;
  }
}

TEST(TimeLimitForm, WhatIsOutsideTheGrammarIsRefusedClauseByClause) {
  for (const char* form :
       {"wd:20", "wd:0@formed", "wd:020@formed", "wd:20@", "wd:20@somewhen", "wd:20@changed|formed", "wd:20@formed|",
        "yearly:02-30", "yearly:13-01", "yearly:1-1", "monthly:32", "cycle:P6", "cycle:6M", "before:P1Y@meeting",
        "[]dynamic", "[甲dynamic", "dynamic+", "dynamic+unless_law+unless_law", "dynamic+longterm", "notice>=5", "with@",
        "place:", ";", "dynamic;", "wd:99999@formed"}) {
    EXPECT_THAT(ParseNormalForm(form), StatusIs(absl::StatusCode::kInvalidArgument)) << form;
  }
  const auto info = error::GetInfo(ParseNormalForm("a;dynamic;b").status());
  ASSERT_TRUE(info.has_value());
  ASSERT_EQ(info->violations.size(), 2u);
  EXPECT_EQ(info->violations[0].field, "time_limits[0]");
  EXPECT_EQ(info->violations[1].field, "time_limits[2]");
}

class TermMaker {
 public:
  explicit TermMaker(unsigned seed) : random_(seed) {}

  Term Make() {
    Term term;
    term.kind = static_cast<TermKind>(Below(static_cast<int>(TermKind::kText) + 1));
    if (Below(2) == 0) term.scope = Text();
    if (Below(3) == 0) term.notice = Minimum();
    if (Below(3) == 0) term.consult = Minimum();
    term.unless_law = Below(2) == 0;
    term.keep_longterm = Below(2) == 0;
    if (Below(3) == 0 || term.kind == TermKind::kNone) term.place = Text();
    Fill(term);
    return term;
  }

 private:
  int Below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  std::string Text() { return Below(2) == 0 ? "行政许可、行政处罚" : "wd:20@formed"; }
  MinimumTime Minimum() { return {1 + Below(99), Below(2) == 0 ? TimeUnit::kWorkingDay : TimeUnit::kDay}; }
  std::string Anchor() {
    const char* anchors[] = {"formed", "made|obtained", "obtained|formed|changed", "unspecified", "meeting"};
    return anchors[Below(5)];
  }

  void Fill(Term& term) {
    const TimeUnit within[] = {TimeUnit::kWorkingDay, TimeUnit::kDay, TimeUnit::kMonth, TimeUnit::kHour};
    const TimeUnit periods[] = {TimeUnit::kWorkingDay, TimeUnit::kDay, TimeUnit::kWeek, TimeUnit::kMonth};
    const TermKind kind = term.kind;
    if (kind == TermKind::kWithin || kind == TermKind::kBefore || kind == TermKind::kCycle) {
      term.amount = 1 + Below(9999);
      term.unit = kind == TermKind::kWithin ? within[Below(4)] : periods[Below(4)];
    }
    if (kind == TermKind::kWithin || kind == TermKind::kBefore || kind == TermKind::kAt) term.anchor = Anchor();
    if (kind == TermKind::kPrompt && Below(2) == 0) term.anchor = Anchor();
    if (kind == TermKind::kYearly) term.month = 1 + Below(12);
    if (kind == TermKind::kYearly || kind == TermKind::kMonthly) term.day = 1 + Below(29);
    if (kind == TermKind::kWith) term.companion = Text();
  }

  std::mt19937 random_;
};

TEST(TimeLimitForm, ParsingUndoesFormatting) {
  TermMaker maker(20190515);
  for (int i = 0; i < 5000; ++i) {
    const std::vector<Term> terms = {maker.Make(), maker.Make()};
    const std::string form = Format(terms);
    ASSERT_OK_AND_ASSIGN(const std::vector<Term> parsed, ParseNormalForm(form));
    ASSERT_EQ(parsed, terms) << form;
  }
}

TEST(TimeLimitForm, AnyShuffleOfTheVocabularyGivesAFormOfTheGrammar) {
  const char* words[] = {"信息", "形成", "或者", "变更", "之日起", "20", "个工作日", "内", "，", "；", "。", "（", "）",
                         "公开", "公示", "其中", "除", "外", "：", "行政处罚", "决定", "作出", "后", "每年", "1月31日", "前",
                         "长期", "及时", "另有规定", "从其规定", "在", "村公示栏", "征求意见", "不少于", "30日", "随", "时",
                         "半年", "1次", "/", "提前", "+", "[", "]", ";", "《", "\xff", "1.", "同上", "至"};
  std::mt19937 random(586);
  for (int i = 0; i < 5000; ++i) {
    std::string phrase;
    const int length = 1 + static_cast<int>(random() % 24);
    for (int j = 0; j < length; ++j) phrase += words[random() % std::size(words)];
    const TimeLimit limit = NormaliseTimeLimit(phrase);
    const auto terms = ParseNormalForm(ToString(limit));
    ASSERT_TRUE(terms.ok()) << phrase << " => " << ToString(limit);
    ASSERT_EQ(Format(*terms), ToString(limit)) << phrase;
    ASSERT_THAT(limit.clauses, Not(IsEmpty())) << phrase;
  }
}

}  // namespace
}  // namespace disclosure::catalog
