#include "catalog-service/importers/fold.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/status.h"
#include "common/chinese/simplifier.h"
#include "common/tables/encoding.h"

namespace disclosure::catalog {
namespace {

constexpr int kSeveralReadings = 3;
constexpr size_t kSampleBytes = 8 << 10;
// Share of Han characters that t2s changes: above 20 % in traditional pages, below 1 % in simplified ones.
constexpr int kTraditionalPerCent = 10;
constexpr size_t kLongestSyllable = 6;  // zhuang, shuang

bool IsHan(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) ||
         (c >= 0xF900 && c <= 0xFAFF);
}

bool IsToneLetter(char32_t c) {
  static constexpr std::u32string_view kLetters = U"āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿĀÁǍÀĒÉĚÈŌÓǑÒ";
  return kLetters.find(c) != kLetters.npos;
}

bool IsPlainLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || c == U'ü' || c == U'ɡ' || c == U'ɑ' || c == U'ê';
}

bool IsToneless(std::string_view syllable) {
  static constexpr std::array<std::string_view, 6> kToneless = {"men", "me", "le", "ne", "ma", "de"};
  return std::find(kToneless.begin(), kToneless.end(), syllable) != kToneless.end();
}

// Length in bytes of the reading in parentheses at text[at], or 0.
size_t ReadingAt(std::string_view text, size_t at) {
  if (at >= text.size()) return 0;
  size_t i = at;
  const char32_t open = NextCodePoint(text, &i);
  if (open != '(' && open != U'（') return 0;
  const size_t begin = i;
  bool tone = false;
  for (size_t letters = 0; i < text.size() && letters <= kLongestSyllable; ++letters) {
    const size_t here = i;
    const char32_t c = NextCodePoint(text, &i);
    if (c == ')' || c == U'）') {
      const std::string_view syllable = text.substr(begin, here - begin);
      return tone || IsToneless(syllable) ? i - at : 0;
    }
    if (IsToneLetter(c)) {
      tone = true;
    } else if (!IsPlainLetter(c)) {
      return 0;
    }
  }
  return 0;
}

void ForEachText(Document* document, const std::function<void(std::string*)>& visit) {
  for (Table& table : document->tables) {
    visit(&table.name);
    for (std::string& line : table.preamble) visit(&line);
    for (Row& row : table.rows) {
      for (Cell& cell : row.cells) visit(&cell.text);
    }
  }
}

// Cheap: no catalogue in traditional characters does without all of these, and OpenCC's dictionaries are slow
// to load.
bool MayBeTraditional(std::string_view sample) {
  static constexpr std::u32string_view kCommon =
      U"開務項內據時體間業責級與為國發門實會處關縣區鄉鎮動請辦監財設標準審執單記變對條環報機構網點線維護農場學義養衛險稅災"
      U"們個這來說讓見題問應當長東車馬書電話產過還進連選遠萬無從後樂聽";
  for (size_t i = 0; i < sample.size();) {
    if (kCommon.find(NextCodePoint(sample, &i)) != kCommon.npos) return true;
  }
  return false;
}

std::u32string HanOf(std::string_view text) {
  std::u32string han;
  for (size_t i = 0; i < text.size();) {
    const char32_t c = NextCodePoint(text, &i);
    if (IsHan(c)) han += c;
  }
  return han;
}

bool LooksTraditional(const std::string& sample, const Simplifier& simplifier) {
  const std::u32string before = HanOf(sample);
  const std::u32string after = HanOf(simplifier.Simplify(sample));
  size_t changed = 0;
  for (size_t i = 0; i < std::min(before.size(), after.size()); ++i) changed += before[i] != after[i] ? 1 : 0;
  return !before.empty() && changed * 100 > before.size() * kTraditionalPerCent;
}

}  // namespace

int CountDoubledReadings(std::string_view text) {
  if (text.find('(') == text.npos && text.find("（") == text.npos) return 0;
  int count = 0;
  for (size_t i = 0; i < text.size();) {
    if (IsHan(NextCodePoint(text, &i)) && ReadingAt(text, i) > 0) ++count;
  }
  return count;
}

std::string RemoveDoubledReadings(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    const bool han = IsHan(NextCodePoint(text, &i));
    out.append(text.substr(start, i - start));
    if (han) i += ReadingAt(text, i);
  }
  return out;
}

absl::Status FoldDocument(const ReadLimits& limits, Document* document) {
  int readings = 0;
  ForEachText(document, [&](std::string* text) { readings += CountDoubledReadings(*text); });
  if (readings >= kSeveralReadings) {
    document->doubled_readings = true;
    ForEachText(document, [](std::string* text) { *text = RemoveDoubledReadings(*text); });
  }
  std::string sample;
  ForEachText(document, [&](std::string* text) {
    if (sample.size() < kSampleBytes && !text->empty()) absl::StrAppend(&sample, *text, "\n");
  });
  if (!MayBeTraditional(sample)) return absl::OkStatus();
  const Simplifier simplifier;
  if (!simplifier.ok()) return absl::InternalError("OpenCC has no t2s.json; install package libopencc-data");
  if (!LooksTraditional(sample, simplifier)) return absl::OkStatus();
  int64_t bytes = 0;
  ForEachText(document, [&](std::string* text) { bytes += static_cast<int64_t>(text->size()); });
  if (bytes > limits.traditional_bytes) {
    return ReadError("TOO_MUCH_TEXT",
                     absl::StrCat("a page in traditional characters may hold at most ",
                                  limits.traditional_bytes, " bytes of text; split it into several files"),
                     {{"limit", std::to_string(limits.traditional_bytes)}});
  }
  ForEachText(document, [&](std::string* text) {
    if (!text->empty()) *text = simplifier.Simplify(*text);
  });
  return absl::OkStatus();
}

}  // namespace disclosure::catalog
