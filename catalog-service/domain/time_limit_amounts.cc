#include "catalog-service/domain/time_limit_amounts.h"

namespace disclosure::catalog::time_limit {
namespace {

constexpr int kMaxAmount = 9999;
constexpr int kDaysOfMonth = 30;
constexpr int kDaysOfWeek = 7;
constexpr int kMonthsOfYear = 12;

}  // namespace

bool SetDeadline(const Token& duration, Term& term) {
  term.amount = duration.amount;
  term.unit = duration.unit;
  if (duration.unit == TimeUnit::kWeek) {
    term.amount *= kDaysOfWeek;
    term.unit = TimeUnit::kDay;
  } else if (duration.unit == TimeUnit::kYear) {
    term.amount *= kMonthsOfYear;
    term.unit = TimeUnit::kMonth;
  }
  return term.amount <= kMaxAmount;
}

std::optional<MinimumTime> ToMinimum(const Token& duration) {
  MinimumTime minimum{duration.low, TimeUnit::kDay};
  switch (duration.unit) {
    case TimeUnit::kWorkingDay:
      minimum.unit = TimeUnit::kWorkingDay;
      break;
    case TimeUnit::kDay:
      break;
    case TimeUnit::kWeek:
      minimum.amount *= kDaysOfWeek;
      break;
    case TimeUnit::kMonth:
      minimum.amount *= kDaysOfMonth;
      break;
    default:
      return std::nullopt;
  }
  if (minimum.amount > kMaxAmount) return std::nullopt;
  return minimum;
}

}  // namespace disclosure::catalog::time_limit
