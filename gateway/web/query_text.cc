#include "gateway/web/query_text.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "gateway/http/target.h"
#include "gateway/transcode/utf8.h"

namespace disclosure::gateway {
namespace {

// As a form sends it: "+" is a blank.
std::optional<std::string> Decoded(std::string_view text) {
  std::string blanks(text);
  std::replace(blanks.begin(), blanks.end(), '+', ' ');
  return PercentDecoded(blanks);
}

// The first `most` code points of UTF-8 text.
std::string Cut(std::string text, size_t most) {
  size_t points = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (begins && ++points > most) return text.substr(0, i);
  }
  return text;
}

}  // namespace

std::string QueryText(std::string_view query, std::string_view name, size_t most) {
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    std::optional<std::string> value = Decoded(pair.substr(equals + 1));
    if (!value || !IsUtf8(*value)) return "";
    for (char& c : *value) {
      if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
    }
    absl::StripAsciiWhitespace(&*value);
    return Cut(*std::move(value), most);
  }
  return "";
}

int QueryNumber(std::string_view query, std::string_view name) {
  const std::string text = QueryText(query, name);
  int number = 0;
  const bool plain = text.size() <= 9 && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
  return plain && absl::SimpleAtoi(text, &number) ? number : 0;
}

std::string QueryEscaped(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '~') {
      escaped += c;
    } else {
      escaped += '%';
      escaped += kHex[byte >> 4];
      escaped += kHex[byte & 15];
    }
  }
  return escaped;
}

}  // namespace disclosure::gateway
