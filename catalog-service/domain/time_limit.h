// The normal form of a time limit for publication (公开时限): from the words of a standard catalogue
// (基层政务公开标准目录) to clauses that later features can compute with.
//
// The grammar is data/catalogue/time_limit_forms.md. It is extended, for wordings that occur in daily
// use and have no form there, by exactly these:
//   "mo:" N "@" anchor, "hr:" N "@" anchor     N calendar months (3个月内, 一年内), N hours (24小时内)
//   "monthly:" DD                              each month by that day (每月10日前)
//   "cycle:P" N ("D"/"W"/"M"/"Y")              any calendar period (每季度 P3M, 每月 P1M, 每两年 P2Y)
//   "before:P" N ("D"/"W"/"M") "@" anchor, "before:" N "wd@" anchor   any lead, any anchor
//   "consult>=" N "wd"                         a consultation counted in working days
//   anchors of the four atoms made, obtained, formed, changed in any combination, in that order
//   (制作 alone is "made", 制定或修订 is "made|changed")
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace disclosure::catalog {

// A phrase in normal form. `clauses` are "[scope]term+flag"; it is empty only for a phrase without a
// word in it. `warnings` are for an officer to read, in Chinese: a bare number of days, a remark that
// the form cannot hold (可延长20个工作日), words that were not understood.
struct TimeLimit {
  std::vector<std::string> clauses;
  std::vector<std::string> warnings;
  bool operator==(const TimeLimit&) const = default;
};

// Longest phrase that is looked at, in code points. A longer one is "text".
inline constexpr int kMaxTimeLimitLength = 2000;

// Reads a phrase (UTF-8; broken bytes are not understood). Never fails: what is not understood is the
// clause "text", which stands for "keep the original, invent no deadline". Time is linear in the length.
TimeLimit NormaliseTimeLimit(std::string_view phrase);

// The clauses joined by ";".
std::string ToString(const TimeLimit& limit);

enum class TermKind {
  kNone,       // the clause has flags only
  kWithin,     // wd:, cd:, mo:, hr: — amount, unit, anchor
  kBefore,     // before: — amount, unit, anchor
  kAt,         // at@ — anchor
  kYearly,     // yearly: — month, day
  kMonthly,    // monthly: — day
  kCycle,      // cycle: — amount, unit
  kRealtime,   // 实时
  kPrompt,     // 及时 — anchor may be ""
  kProgress,   // 按进展
  kDynamic,    // 动态更新
  kLongterm,   // 长期
  kPermanent,  // 永久
  kWith,       // with@ — companion
  kSame,       // 同上
  kText,       // not understood
};

enum class TimeUnit {
  kWorkingDay,  // 工作日
  kDay,         // 日, 自然日
  kWeek,
  kMonth,
  kYear,
  kHour,
};

// A least time that something stays open: 公示不少于7个工作日.
struct MinimumTime {
  int amount = 0;
  TimeUnit unit = TimeUnit::kDay;  // kWorkingDay or kDay
  bool operator==(const MinimumTime&) const = default;
};

// One clause, taken apart. Fields that its kind does not use keep their defaults.
struct Term {
  std::string scope;  // what the clause is for, in the words of the source; "" for everything
  TermKind kind = TermKind::kNone;
  int amount = 0;
  TimeUnit unit = TimeUnit::kWorkingDay;
  std::string anchor;  // "formed|changed", "decision_made", "unspecified" …
  int month = 0;       // 1–12
  int day = 0;         // 1–31
  std::string companion;  // the publication that this one goes with, in the words of the source
  std::optional<MinimumTime> notice;   // 公示、公告
  std::optional<MinimumTime> consult;  // 征求意见
  bool unless_law = false;             // 另有规定的从其规定
  bool keep_longterm = false;          // 保持长期公开
  std::string place;                   // "村公示栏"; "" if none is named
  bool operator==(const Term&) const = default;
};

// Reads a normal form; "" is no terms. Flags may come in any order, each once. INVALID_ARGUMENT names
// every clause that is outside the grammar ("time_limits[1]").
absl::StatusOr<std::vector<Term>> ParseNormalForm(std::string_view form);

// The inverse of ParseNormalForm, with the flags in their one order (notice, consult, unless_law,
// keep:longterm, place).
std::string Format(const Term& term);
std::string Format(const std::vector<Term>& terms);

// True for the anchors of the grammar, such as "formed|changed" and "unspecified".
bool IsTimeLimitAnchor(std::string_view anchor);

}  // namespace disclosure::catalog
