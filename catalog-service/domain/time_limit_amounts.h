// Durations of a phrase in the units of the normal form.
#pragma once

#include <optional>

#include "catalog-service/domain/time_limit.h"
#include "catalog-service/domain/time_limit_lexer.h"

namespace disclosure::catalog::time_limit {

// Sets amount and unit of a deadline: weeks become days, years months. False if the number is too large
// for the form.
bool SetDeadline(const Token& duration, Term& term);

// The lower end of the duration as a least time, weeks as 7 and months as 30 days; nothing for hours and
// years.
std::optional<MinimumTime> ToMinimum(const Token& duration);

}  // namespace disclosure::catalog::time_limit
