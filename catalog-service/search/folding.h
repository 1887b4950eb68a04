// Folding for search: one character for each character, so that what is found in folded text can be shown in the text as
// printed.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace disclosure::catalog {

// Traditional to simplified, full width to half width, capital to small letters; line ends and tabs become blanks. Each
// character by itself, whatever stands beside it: OpenCC's choice by context (乾隆, 乾燥) would part a query from the text
// it looks for. Thread safe.
class Folding {
 public:
  // INTERNAL if OpenCC's data are not installed.
  static absl::StatusOr<std::unique_ptr<const Folding>> Load();

  // As many code points as ToCodePoints(text) has.
  std::u32string Fold(std::string_view text) const;
  char32_t Fold(char32_t c) const;

 private:
  Folding() = default;

  std::vector<char32_t> simplified_;  // from kFirst on; a table, because every search folds some thousand characters
};

}  // namespace disclosure::catalog
