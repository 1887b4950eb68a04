#include "catalog-service/search/marking.h"

#include <algorithm>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

// How many characters a snippet shows before its first mark, where it has room.
constexpr size_t kLead = 12;

uint64_t Pair(char32_t a, char32_t b) { return static_cast<uint64_t>(a) << 32 | b; }

std::vector<MarkedRange> Ranges(const std::vector<char>& marks, size_t begin, size_t end, int shift) {
  std::vector<MarkedRange> out;
  for (size_t i = begin; i < end; ++i) {
    if (!marks[i]) continue;
    if (i == begin || !marks[i - 1]) out.push_back({static_cast<int>(i - begin) + shift, 0});
    ++out.back().length;
  }
  return out;
}

// Where the window of `width` with the most marks begins; the earliest of several.
size_t BestWindow(const std::vector<char>& marks, size_t width) {
  size_t count = std::count(marks.begin(), marks.begin() + width, 1);
  size_t best = count;
  size_t at = 0;
  for (size_t i = width; i < marks.size(); ++i) {
    count += marks[i];
    count -= marks[i - width];
    if (count > best) {
      best = count;
      at = i - width + 1;
    }
  }
  return at;
}

}  // namespace

Marker::Marker(const Folding& folding, const SearchWords& words) : folding_(folding) {
  const auto add = [&](const Run& run) {
    if (!run.han) {
      words_.insert(run.text);
    } else if (run.text.size() == 1) {
      singles_ += run.text[0];
    } else {
      for (size_t i = 0; i + 1 < run.text.size(); ++i) pairs_.push_back(Pair(run.text[i], run.text[i + 1]));
      for (const char32_t c : run.text) in_pairs_.set(c % in_pairs_.size());
    }
  };
  std::for_each(words.words.begin(), words.words.end(), add);
  for (const auto& phrase : words.phrases) std::for_each(phrase.begin(), phrase.end(), add);
  std::sort(pairs_.begin(), pairs_.end());
}

std::vector<char> Marker::Marks(const std::u32string& folded) const {
  std::vector<char> marks(folded.size(), 0);
  size_t before = folded.npos;  // the ideograph before, blanks passed over
  for (size_t i = 0; i < folded.size();) {
    const char32_t c = folded[i];
    if (IsHan(c)) {
      if (singles_.find(c) != singles_.npos) marks[i] = 1;
      if (before != folded.npos && in_pairs_[c % in_pairs_.size()] && std::binary_search(pairs_.begin(), pairs_.end(), Pair(folded[before], c))) {
        std::fill(marks.begin() + before, marks.begin() + i + 1, 1);
      }
      before = i++;
      continue;
    }
    if (IsSpace(c)) {
      ++i;
      continue;
    }
    before = folded.npos;
    size_t end = i + 1;
    if (IsWordCharacter(c)) {
      while (end < folded.size() && !IsHan(folded[end]) && IsWordCharacter(folded[end])) ++end;
      if (words_.count(folded.substr(i, end - i)) > 0) std::fill(marks.begin() + i, marks.begin() + end, 1);
    }
    i = end;
  }
  return marks;
}

MarkedText Marker::Mark(std::string_view text) const {
  const std::vector<char> marks = Marks(folding_.Fold(text));
  return {std::string(text), Ranges(marks, 0, marks.size(), 0)};
}

MarkedText Marker::Snippet(const std::vector<std::string>& texts, size_t max) const {
  const std::string* best = nullptr;
  std::vector<char> marks;
  long most = -1;
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    std::vector<char> these = Marks(folding_.Fold(text));
    const long count = std::count(these.begin(), these.end(), 1);
    if (count <= most) continue;
    most = count;
    best = &text;
    marks = std::move(these);
  }
  if (best == nullptr) return {};
  std::u32string points = ToCodePoints(*best);
  for (char32_t& c : points) c = c < 0x20 ? U' ' : c;
  size_t begin = 0;
  size_t end = points.size();
  if (points.size() > max) {
    const size_t width = max - 2;  // both ends may be cut
    begin = BestWindow(marks, width);
    // The window ends with a mark where it has been moved: back up so that the first mark has its lead.
    const size_t first = std::find(marks.begin() + begin, marks.end(), 1) - marks.begin();
    if (first < points.size()) begin = std::min(first - std::min(first, kLead), points.size() - width);
    end = begin + width;
  }
  MarkedText out{.ranges = Ranges(marks, begin, end, begin > 0 ? 1 : 0)};
  out.text = (begin > 0 ? "…" : "") + ToUtf8(std::u32string_view(points).substr(begin, end - begin)) + (end < points.size() ? "…" : "");
  return out;
}

}  // namespace disclosure::catalog
