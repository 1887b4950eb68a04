// Statuses and the macros that pass them on. Abseil 20220623 has the types but neither the macros nor
// the matchers (common/testing/matchers.h).
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define DISCLOSURE_CONCAT_INNER(a, b) a##b
#define DISCLOSURE_CONCAT(a, b) DISCLOSURE_CONCAT_INNER(a, b)

// Returns from the enclosing function if `expression` is not OK.
#define RETURN_IF_ERROR(expression)                              \
  do {                                                           \
    if (absl::Status status_macro_value = (expression);          \
        !status_macro_value.ok()) {                              \
      return status_macro_value;                                 \
    }                                                            \
  } while (false)

// ASSIGN_OR_RETURN(const Item item, reader.GetItem(name));
#define ASSIGN_OR_RETURN(declaration, expression) \
  DISCLOSURE_ASSIGN_OR_RETURN(DISCLOSURE_CONCAT(status_or_, __LINE__), declaration, expression)
#define DISCLOSURE_ASSIGN_OR_RETURN(value, declaration, expression) \
  auto value = (expression);                                        \
  if (!value.ok()) return std::move(value).status();                \
  declaration = *std::move(value)
