#include "catalog-service/domain/domain_directory.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

struct Occurrence {
  size_t begin;
  size_t end;
  std::string code;
};

// 十五 → 15, 二十六 → 26; 0 if it is no number up to 99.
int ChineseNumber(std::u32string_view text) {
  constexpr std::u32string_view kDigits = U"〇一二三四五六七八九";
  if (text.empty() || text.size() > 3) return 0;
  int tens = 0;
  int ones = 0;
  bool ten_seen = false;
  for (const char32_t c : text) {
    if (c == U'十') {
      if (ten_seen) return 0;
      ten_seen = true;
      tens = ones == 0 ? 1 : ones;
      ones = 0;
    } else {
      const size_t digit = kDigits.find(c);
      if (digit == std::u32string_view::npos || ones != 0) return 0;
      ones = static_cast<int>(digit);
    }
  }
  return tens * 10 + ones;
}

}  // namespace

int OrdinalOfTitle(std::string_view title) {
  std::u32string text = ToCodePoints(FoldForCompare(title));
  if (!text.empty() && text.front() == U'(') text.erase(0, 1);
  const size_t behind = text.find_first_not_of(U"0123456789〇一二三四五六七八九十");
  const std::u32string number = text.substr(0, std::min(behind, text.size()));
  if (number.empty() || number.size() > 3 || behind == std::u32string::npos) return 0;
  if (std::u32string_view(U").、").find(text[behind]) == std::u32string_view::npos) return 0;
  if (number.front() >= U'0' && number.front() <= U'9') {
    int value = 0;
    for (const char32_t c : number) {
      if (c < U'0' || c > U'9') return 0;
      value = value * 10 + static_cast<int>(c - U'0');
    }
    return value;
  }
  return ChineseNumber(number);
}

DomainDirectory::DomainDirectory(std::vector<Domain> domains) : domains_(std::move(domains)) {}

DomainMatch DomainDirectory::FindInTitle(std::string_view title) const {
  const std::string folded = FoldForCompare(title);
  std::vector<Occurrence> found;
  for (const Domain& domain : domains_) {
    const auto look_for = [&](const std::string& name) {
      const std::string needle = FoldForCompare(name);
      if (needle.empty()) return;
      if (const size_t at = folded.find(needle); at != std::string::npos) {
        found.push_back({at, at + needle.size(), domain.code});
      }
    };
    look_for(domain.name);
    for (const std::string& alias : domain.aliases) look_for(alias);
  }
  const std::vector<Occurrence> all = found;
  std::erase_if(found, [&](const Occurrence& inner) {
    return std::any_of(all.begin(), all.end(), [&](const Occurrence& outer) {
      return outer.begin <= inner.begin && inner.end <= outer.end &&
             outer.end - outer.begin > inner.end - inner.begin;
    });
  });
  std::sort(found.begin(), found.end(),
            [](const Occurrence& a, const Occurrence& b) { return std::tie(a.begin, a.code) < std::tie(b.begin, b.code); });
  DomainMatch match;
  for (const Occurrence& occurrence : found) {
    if (std::find(match.candidates.begin(), match.candidates.end(), occurrence.code) == match.candidates.end()) {
      match.candidates.push_back(occurrence.code);
    }
  }
  if (match.candidates.size() == 1) {
    match.code = match.candidates.front();
  } else if (const int ordinal = OrdinalOfTitle(title); ordinal > 0) {
    const std::string code = (ordinal < 10 ? "0" : "") + std::to_string(ordinal);
    const auto it = std::find(match.candidates.begin(), match.candidates.end(), code);
    if (it != match.candidates.end()) match.code = code;
  }
  return match;
}

const Domain* DomainDirectory::FindByName(std::string_view text) const {
  std::string folded = FoldForCompare(RemoveParenthesised(text));
  if (folded.ends_with("领域")) folded.resize(folded.size() - std::string_view("领域").size());
  for (const Domain& domain : domains_) {
    if (FoldForCompare(domain.name) == folded) return &domain;
    for (const std::string& alias : domain.aliases) {
      if (FoldForCompare(alias) == folded) return &domain;
    }
  }
  return nullptr;
}

const Domain* DomainDirectory::FindByCode(std::string_view code) const {
  const auto it = std::find_if(domains_.begin(), domains_.end(), [&](const Domain& d) { return d.code == code; });
  return it == domains_.end() ? nullptr : &*it;
}

}  // namespace disclosure::catalog
