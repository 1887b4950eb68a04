#include "catalog-service/domain/time_limit_numbers.h"

#include <algorithm>
#include <array>

namespace disclosure::catalog::time_limit {
namespace {

constexpr int kMaxNumber = 9999;
constexpr size_t kMaxNumberLength = 12;  // 九千九百九十九 has seven

int DigitOf(char32_t c) {
  constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
  constexpr std::u32string_view kFormal = U"〇壹贰叁肆伍陆柒捌玖";
  if (c >= U'0' && c <= U'9') return static_cast<int>(c - U'0');
  if (c == U'两') return 2;
  size_t at = kDigits.find(c);
  if (at == std::u32string_view::npos) at = kFormal.find(c);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

int ScaleOf(char32_t c) {
  if (c == U'十' || c == U'拾') return 10;
  if (c == U'百' || c == U'佰') return 100;
  if (c == U'千' || c == U'仟') return 1000;
  return 0;
}

// One run of digits and scales, Arabic or Chinese.
Number ReadPlainNumber(std::u32string_view text) {
  Number number;
  int pending = 0;
  bool arabic = true;
  for (; number.length < std::min(text.size(), kMaxNumberLength + 1); ++number.length) {
    const char32_t c = text[number.length];
    if (const int digit = DigitOf(c); digit >= 0) {
      if (number.length > 0 && (c <= U'9') != arabic) break;
      arabic = c <= U'9';
      pending = std::min(pending * 10 + digit, kMaxNumber + 1);
    } else if (const int scale = ScaleOf(c); scale > 0) {
      if (number.length > 0 && arabic) break;
      arabic = false;
      number.value = std::min(number.value + std::max(pending, 1) * scale, kMaxNumber + 1);
      pending = 0;
    } else if (c == U'廿' || c == U'卅') {
      if (number.length > 0) break;
      arabic = false;
      number.value = c == U'廿' ? 20 : 30;
    } else {
      break;
    }
  }
  number.value += pending;
  const bool good = number.value >= 1 && number.value <= kMaxNumber && number.length <= kMaxNumberLength;
  if (!good) return {};
  return number;
}

struct UnitWord {
  std::u32string_view text;
  TimeUnit unit;
  int factor;
};

// Longer ones before their beginnings.
constexpr UnitWord kUnits[] = {
    {U"工作日", TimeUnit::kWorkingDay, 1}, {U"工作天", TimeUnit::kWorkingDay, 1},
    {U"法定工作日", TimeUnit::kWorkingDay, 1}, {U"作日", TimeUnit::kWorkingDay, 1},
    {U"自然日", TimeUnit::kDay, 1},        {U"自然天", TimeUnit::kDay, 1},
    {U"日历日", TimeUnit::kDay, 1},        {U"日历天", TimeUnit::kDay, 1},
    {U"日", TimeUnit::kDay, 1},            {U"天", TimeUnit::kDay, 1},
    {U"星期", TimeUnit::kWeek, 1},         {U"礼拜", TimeUnit::kWeek, 1},
    {U"周", TimeUnit::kWeek, 1},           {U"半年", TimeUnit::kMonth, 6},
    {U"季度", TimeUnit::kMonth, 3},        {U"月", TimeUnit::kMonth, 1},
    {U"年度", TimeUnit::kYear, 1},         {U"年", TimeUnit::kYear, 1},
    {U"小时", TimeUnit::kHour, 1}};

int LastDay(int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1];
}

struct NamedDate {
  std::u32string_view text;
  int month;
};

// Parts of a year by name, to their last month.
constexpr NamedDate kNamedDates[] = {
    {U"第一季度", 3}, {U"第1季度", 3}, {U"一季度", 3},   {U"1季度", 3},    {U"第二季度", 6},  {U"第2季度", 6},
    {U"二季度", 6},   {U"2季度", 6},   {U"第三季度", 9}, {U"第3季度", 9},  {U"三季度", 9},    {U"3季度", 9},
    {U"第四季度", 12}, {U"第4季度", 12}, {U"四季度", 12}, {U"4季度", 12},   {U"上半年", 6},    {U"下半年", 12},
    {U"年底", 12},    {U"年末", 12},   {U"年终", 12}};

Date ReadNamedDate(std::u32string_view text) {
  for (const NamedDate& named : kNamedDates) {
    if (text.starts_with(named.text)) return {named.month, LastDay(named.month), false, named.text.size()};
  }
  return {};
}

// What follows a month: "31日", "底", "上旬", "份" or nothing.
Date ReadDayOfMonth(std::u32string_view text, int month) {
  struct Part {
    std::u32string_view text;
    int day;
  };
  const Part parts[] = {{U"月底", LastDay(month)}, {U"底", LastDay(month)}, {U"末", LastDay(month)},
                        {U"上旬", 10},             {U"中旬", 20},           {U"下旬", LastDay(month)},
                        {U"份", LastDay(month)}};
  for (const Part& part : parts) {
    if (text.starts_with(part.text)) return {month, part.day, false, part.text.size()};
  }
  const Number day = ReadNumber(text);
  const std::u32string_view rest = text.substr(day.length);
  const bool marked = rest.starts_with(U"日") || rest.starts_with(U"号");
  const int longest = month == 2 ? 29 : LastDay(month);
  if (day.length > 0 && marked && day.value <= longest) return {month, day.value, false, day.length + 1};
  return {month, LastDay(month), true, 0};
}

}  // namespace

Number ReadNumber(std::u32string_view text) {
  Number number = ReadPlainNumber(text);
  const std::u32string_view rest = text.substr(number.length);
  if (number.length == 0 || !rest.starts_with(U"(")) return number;
  const Number again = ReadPlainNumber(rest.substr(1));
  const bool closed = again.length > 0 && rest.substr(1 + again.length).starts_with(U")");
  if (closed && again.value == number.value) number.length += again.length + 2;
  return number;
}

Unit ReadUnit(std::u32string_view text) {
  const size_t counter = text.starts_with(U"个") ? 1 : 0;
  for (const UnitWord& word : kUnits) {
    if (text.substr(counter).starts_with(word.text)) {
      return {word.unit, word.factor, counter + word.text.size()};
    }
  }
  return {};
}

Period ReadPeriod(std::u32string_view text) {
  if (text.starts_with(U"半年")) return {6, 6, TimeUnit::kMonth, 2};
  for (const std::u32string_view half_month : {U"半个月", U"半月"}) {
    if (text.starts_with(half_month)) return {15, 15, TimeUnit::kDay, half_month.size()};
  }
  const Number first = ReadNumber(text);
  if (first.length == 0) return {};
  Period period{first.value, first.value, TimeUnit::kDay, first.length};
  Unit unit = ReadUnit(text.substr(period.length));
  const std::u32string_view behind = text.substr(period.length + unit.length);
  if (!behind.empty() && (behind[0] == U'-' || behind[0] == U'至' || behind[0] == U'到')) {
    const Number second = ReadNumber(behind.substr(1));
    const Unit second_unit = ReadUnit(behind.substr(1 + second.length));
    const bool same_unit = unit.length == 0 || unit.unit == second_unit.unit;
    if (second.length > 0 && second_unit.length > 0 && same_unit && second.value > first.value) {
      period.amount = second.value;
      period.length += unit.length + 1 + second.length;
      unit = second_unit;
    }
  }
  if (unit.length == 0) return {};
  period.amount *= unit.factor;
  period.low *= unit.factor;
  period.unit = unit.unit;
  period.length += unit.length;
  return period;
}

Period ReadRecurrence(std::u32string_view text) {
  size_t skipped = 0;
  if (text.starts_with(U"隔") || text.starts_with(U"满")) skipped = 1;
  Period period = ReadPeriod(text.substr(skipped));
  if (period.length == 0) {
    const std::u32string_view rest = text.substr(skipped);
    const Unit unit = ReadUnit(rest);
    if (unit.length == 0) {
      if (!rest.starts_with(U"季")) return {};
      return {3, 3, TimeUnit::kMonth, skipped + 1};
    }
    period = {unit.factor, unit.factor, unit.unit, unit.length};
  }
  period.length += skipped;
  return period;
}

Date ReadDate(std::u32string_view text) {
  if (const Date named = ReadNamedDate(text); named.length > 0) return named;
  const Number month = ReadNumber(text);
  if (month.length == 0 || month.value > 12 || !text.substr(month.length).starts_with(U"月")) return {};
  const size_t behind_month = month.length + 1;
  const std::u32string_view rest = text.substr(behind_month);
  if (rest.starts_with(U"内") || rest.starts_with(U"以内") || rest.starts_with(U"之内")) return {};
  if (const Number times = ReadNumber(rest); times.length > 0 && rest.substr(times.length).starts_with(U"次")) {
    return {};  // 一月一次 is a period
  }
  Date date = ReadDayOfMonth(rest, month.value);
  date.length += behind_month;
  if (date.bare_month && text.substr(date.length).starts_with(U"前")) {
    date.month = date.month == 1 ? 12 : date.month - 1;  // before March is by the end of February
    date.day = LastDay(date.month);
  }
  return date;
}

}  // namespace disclosure::catalog::time_limit
