#include "gateway/web/time_limit_words.h"

#include <string>

#include "gmock/gmock.h"

namespace disclosure::gateway {
namespace {

TEST(TimeLimitInWords, SaysTheEventAndTheDays) {
  EXPECT_EQ(TimeLimitInWords("wd:20@formed|changed"), "形成或变更后20个工作日内");
  EXPECT_EQ(TimeLimitInWords("wd:20@obtained|formed|changed"), "获取、形成或变更后20个工作日内");
  EXPECT_EQ(TimeLimitInWords("cd:20@npc_approved"), "本级人大或其常委会批准后20日内");
  EXPECT_EQ(TimeLimitInWords("wd:20@unspecified"), "20个工作日内（原文未写明从何时起算）");
}

TEST(TimeLimitInWords, KeepsTheScopeOfAClause) {
  EXPECT_EQ(TimeLimitInWords("[行政许可、行政处罚]wd:7@decision_made"), "行政许可、行政处罚：决定作出后7个工作日内");
}

TEST(TimeLimitInWords, AddsTheFlags) {
  EXPECT_EQ(TimeLimitInWords("wd:10@made|obtained+notice>=7wd"), "制作或获取后10个工作日内，公示不少于7个工作日");
  EXPECT_EQ(TimeLimitInWords("wd:20@formed|changed+unless_law+keep:longterm"),
            "形成或变更后20个工作日内，法律法规另有规定的从其规定，保持长期公开");
  EXPECT_EQ(TimeLimitInWords("wd:10@land_approval_received+place:村公示栏"),
            "收到征地批准文件后10个工作日内，在村公示栏公开");
  EXPECT_EQ(TimeLimitInWords("consult>=30cd"), "征求意见不少于30日");
}

TEST(TimeLimitInWords, KnowsPeriodsAndDates) {
  EXPECT_EQ(TimeLimitInWords("cycle:P6M"), "至少每6个月更新一次");
  EXPECT_EQ(TimeLimitInWords("cycle:P1Y"), "至少每1年更新一次");
  EXPECT_EQ(TimeLimitInWords("cycle:5wd"), "至少每5个工作日更新一次");
  EXPECT_EQ(TimeLimitInWords("yearly:01-31"), "每年1月31日前");
  EXPECT_EQ(TimeLimitInWords("before:P1W@meeting"), "会议前1周");
}

TEST(TimeLimitInWords, KnowsTheTermsWithoutDays) {
  EXPECT_EQ(TimeLimitInWords("realtime"), "实时公开");
  EXPECT_EQ(TimeLimitInWords("prompt@major_decision_made"), "重大决策作出后及时公开");
  EXPECT_EQ(TimeLimitInWords("with@采购公告"), "随采购公告一并公开");
  EXPECT_EQ(TimeLimitInWords("at@land_fieldwork_start"), "实地启动拟征收土地工作时公开");
}

TEST(TimeLimitInWords, SaysNothingOfWhatItDoesNotUnderstand) {
  for (const char* clause :
       {"", "text", "same", "wd:20", "wd:@formed", "wd:20@", "wd:20@moon", "wd:99999@formed", "wd:20@formed|", "cycle:P",
        "cycle:P6X", "yearly:1-31", "yearly:ab-cd", "before:P1W", "[其他", "[]", "notice>=7", "with@", "place:",
        "wd:20@formed+", "+", "<script>"}) {
    EXPECT_EQ(TimeLimitInWords(clause), "") << clause;
  }
  EXPECT_EQ(TimeLimitInWords("with@" + std::string(5000, 'x')), "");
}

}  // namespace
}  // namespace disclosure::gateway
