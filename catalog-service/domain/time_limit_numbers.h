// Numbers, units and dates at the start of a text.
#pragma once

#include <optional>
#include <string_view>

#include "catalog-service/domain/time_limit.h"

namespace disclosure::catalog::time_limit {

struct Number {
  int value = 0;
  size_t length = 0;  // code points, 0 if there is no number
};

// "20", "二十", "廿", "贰拾", "20(二十)" — 1 to 9999; anything larger is no number.
Number ReadNumber(std::u32string_view text);

struct Unit {
  TimeUnit unit = TimeUnit::kDay;
  int factor = 1;     // a quarter is three months
  size_t length = 0;  // 0 if there is no unit
};

// "个工作日", "日", "自然日", "周", "个月", "季度", "年", "小时".
Unit ReadUnit(std::u32string_view text);

struct Period {
  int amount = 0;
  int low = 0;  // the lower end of "10至20", else `amount`
  TimeUnit unit = TimeUnit::kDay;
  size_t length = 0;  // 0 if there is no period
};

// "20个工作日", "10-20个工作日", "半年", "一个半月" is none.
Period ReadPeriod(std::u32string_view text);

// Behind 每, 按, 逐 or /: "年", "半年", "个季度", "20个工作日".
Period ReadRecurrence(std::u32string_view text);

struct Date {
  int month = 0;
  int day = 0;
  bool bare_month = false;  // "3月" and nothing behind it
  size_t length = 0;        // 0 if there is no date
};

// "1月31日", "3月底", "6月中旬", "12月份", "年底", "第一季度", "上半年": the last day that is meant.
Date ReadDate(std::u32string_view text);

}  // namespace disclosure::catalog::time_limit
