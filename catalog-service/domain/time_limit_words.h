// The vocabulary of 公开时限: which words of a phrase mean what, after width, blanks, traditional
// characters and variants of punctuation are folded away.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::catalog::time_limit {

// The meaning of a word. What is in no list is kText.
enum class Word {
  kText,      // a run of unknown words, or a known compound that hides a key word (灾后, 合并)
  kNoise,     // says nothing here: 应当, 予以, 该
  kGeneric,   // stands for whatever is published: 信息, 事项, 公开内容
  kThing,     // a kind of paper: 材料, 文件
  kConj,      // 或者, 和, 、
  kFrom,      // 自, 在, 于: before an event
  kVia,       // 通过: before a place
  kEventEnd,  // 之日起, 后: behind an event
  kAtTime,    // 时: behind an event
  kBefore,    // 前
  kAhead,     // 提前
  kMin,       // 不少于
  kAbove,     // 以上, behind a number
  kMax,       // 不超过
  kNotice,    // 公示期
  kNoticeVerb,  // 公示, 公告: publishing, and the noun of a display period
  kPeriod,    // 时间, 期限: of what, the words before say
  kConsult,   // 征求意见
  kLawReserve,  // 另有规定
  kLaw,       // 法律, 法规: may open a reserve
  kLawTail,   // 从其规定, 除外: may close it
  kAmong,     // 其中
  kExcept,    // 除
  kOutside,   // 外
  kAnd,       // 并: opens another duty when a verb or a number stands before it
  kVerb,      // 公开, 发布
  kUpdate,    // 更新: publishing, and a change when it is an event
  kWith,      // 随
  kAlong,     // 与, 同: companions if kTogether follows
  kTogether,  // 同时, 一并
  kPlace,     // 公示栏, 网站: the end of a place's name
  kInvite,    // 邀请: to a meeting
  kBy,        // 按, 根据
  kProgress,  // 进展
  kActual,    // 实际
  kRealtime,
  kPrompt,
  kDynamic,
  kLongterm,
  kPermanent,
  kSame,
  // Nouns of events.
  kDecision,
  kPolicyDecision,
  kCongress,
  kFinance,
  kBudget,
  kRequest,
  kLandTaking,
  kApprovalPaper,
  kLandNotice,
  kOnSite,
  kSurvey,
  kAllocation,
  kReviewProcedure,
  kWinner,
  kWinningParty,
  kSupplier,
  kContract,
  kProject,
  kAuction,
  kVoucher,
  kThisUnit,
  kRelatedDocument,
  kMeeting,
  // Verbs of events.
  kTaken,       // 作出
  kApproved,    // 批准, 批复
  kReceived,    // 收到
  kStarted,     // 启动
  kFinished,    // 结束
  kFixed,       // 确定
  kSigned,      // 签订
  kEnded,       // 终止
  kHandedDown,  // 下发
  kHeld,        // 召开
  kFormed,
  kChanged,
  kMade,
  kObtained,
  kOtherEvent,  // an event without an anchor of its own: 审批, 验收, 期满
  // Punctuation.
  kComma,
  kColon,
  kStop,      // ;
  kFullStop,  // 。
  kOpen,
  kClose,
  kTo,        // - ~ 至
  // Made by the lexer.
  kDuration,  // 20个工作日
  kEvery,     // 每季度
  kTimes,     // 1次
  kDate,      // 1月31日, 年底
  kYearWord,  // 每年, 次年: a date behind it comes back each year
  kCertainYear,  // 2024年: a date behind it comes once
};

// A list of words with one meaning, separated by blanks.
struct WordList {
  Word word;
  std::u32string_view words;
};

struct Lexeme {
  Word word = Word::kText;
  size_t length = 0;  // code points
};

// The longest word of the vocabulary that `text` starts with; length 0 if none.
Lexeme LongestWord(std::u32string_view text);

// One form of writing: half width, simplified, no blanks or line breaks, one comma, one dash, enumerators
// ① as stops, doubled readings 內(nèi) single.
std::u32string FoldPhrase(std::string_view phrase);

bool IsNounOfEvent(Word word);
bool IsVerbOfEvent(Word word);  // publishing and updating are not among them
bool IsPunctuation(Word word);

}  // namespace disclosure::catalog::time_limit
