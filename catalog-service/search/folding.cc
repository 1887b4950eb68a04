#include "catalog-service/search/folding.h"

#include "catalog-service/domain/text_folding.h"
#include "common/chinese/simplifier.h"

namespace disclosure::catalog {
namespace {

// The ideographs of the basic plane; what OpenCC changes beyond it is not written in catalogues.
constexpr std::pair<char32_t, char32_t> kBlocks[] = {{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}};

}  // namespace

absl::StatusOr<std::unique_ptr<const Folding>> Folding::Load() {
  const Simplifier simplifier;
  if (!simplifier.ok()) return absl::InternalError("OpenCC has no t2s.json; install package libopencc-data");
  // A line each, so that no two make a phrase.
  std::u32string characters;
  for (const auto& [first, last] : kBlocks) {
    for (char32_t c = first; c <= last; ++c) characters += {c, U'\n'};
  }
  const std::u32string folded = ToCodePoints(simplifier.Simplify(ToUtf8(characters)));
  if (folded.size() != characters.size()) return absl::InternalError("OpenCC's t2s.json does not fold character by character");
  std::unique_ptr<Folding> folding(new Folding());
  for (size_t i = 0; i < characters.size(); ++i) {
    if (characters[i] != folded[i]) folding->simplified_[characters[i]] = folded[i];
  }
  return std::unique_ptr<const Folding>(std::move(folding));
}

char32_t Folding::Fold(char32_t c) const {
  c = FoldWidth(c);
  if (c < 0x80) return c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c == U'\n' ? U' ' : c;
  const auto found = simplified_.find(c);
  return found == simplified_.end() ? c : found->second;
}

std::u32string Folding::Fold(std::string_view text) const {
  std::u32string points = ToCodePoints(text);
  for (char32_t& c : points) c = Fold(c);
  return points;
}

}  // namespace disclosure::catalog
