#include "gateway/web/marked_text.h"

#include <algorithm>
#include <string_view>

namespace disclosure::gateway {
namespace {

// Takes the first `count` code points of UTF-8 text away, and returns them.
std::string_view TakePoints(std::string_view& text, int count) {
  size_t end = 0;
  for (; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
    if (begins && count-- <= 0) break;
  }
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  return taken;
}

void AddPiece(std::string_view text, const char* kind, Dictionary& parent) {
  if (text.empty()) return;
  SetText(*parent.AddSectionDictionary("PIECE")->AddSectionDictionary(kind), "TEXT", text);
}

}  // namespace

void AddPieces(const catalog::v1::MarkedText& text, Dictionary& parent) {
  std::string_view rest = text.text();
  int at = 0;
  for (const auto& range : text.highlights()) {
    const int start = std::max(range.start(), at);
    const int length = std::max(range.length() - (start - range.start()), 0);
    AddPiece(TakePoints(rest, start - at), "PLAIN", parent);
    AddPiece(TakePoints(rest, length), "MARKED", parent);
    at = start + length;
  }
  AddPiece(rest, "PLAIN", parent);
}

}  // namespace disclosure::gateway
