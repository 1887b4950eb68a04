#include "catalog-service/search/folding.h"

#include "catalog-service/domain/text_folding.h"
#include "common/chinese/simplifier.h"

namespace disclosure::catalog {
namespace {

// The ideographs of the basic plane; what OpenCC changes beyond it is not written in catalogues.
constexpr char32_t kFirst = 0x3400;
constexpr char32_t kLast = 0x9FFF;

}  // namespace

absl::StatusOr<std::unique_ptr<const Folding>> Folding::Load() {
  const Simplifier simplifier;
  if (!simplifier.ok()) return absl::InternalError("OpenCC has no t2s.json; install package libopencc-data");
  // A line each, so that no two make a phrase.
  std::u32string characters;
  for (char32_t c = kFirst; c <= kLast; ++c) characters += {c, U'\n'};
  const std::u32string folded = ToCodePoints(simplifier.Simplify(ToUtf8(characters)));
  if (folded.size() != characters.size()) return absl::InternalError("OpenCC's t2s.json does not fold character by character");
  std::unique_ptr<Folding> folding(new Folding());
  for (size_t i = 0; i < folded.size(); i += 2) folding->simplified_.push_back(folded[i]);
  return std::unique_ptr<const Folding>(std::move(folding));
}

char32_t Folding::Fold(char32_t c) const {
  if (c >= kFirst && c <= kLast) return simplified_[c - kFirst];
  c = FoldWidth(c);
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c == U'\n' ? U' ' : c;
  return c;
}

std::u32string Folding::Fold(std::string_view text) const {
  std::u32string points = ToCodePoints(text);
  for (char32_t& c : points) c = Fold(c);
  return points;
}

}  // namespace disclosure::catalog
