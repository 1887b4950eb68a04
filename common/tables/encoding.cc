#include "common/tables/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/tables/read_limits.h"
#include "common/base/status.h"

namespace disclosure {
namespace {

struct Converted {
  std::string text;
  std::optional<size_t> bad_offset;
};

// Strict: stops at the first byte that does not belong to `charset`.
Converted Convert(std::string_view bytes, const char* charset) {
  Converted result;
  const iconv_t converter = iconv_open("UTF-8", charset);
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    result.bad_offset = 0;
    return result;
  }
  char* in = const_cast<char*>(bytes.data());
  size_t in_left = bytes.size();
  char buffer[1 << 14];
  while (in_left > 0 && !result.bad_offset) {
    char* out = buffer;
    size_t out_left = sizeof(buffer);
    const size_t done = iconv(converter, &in, &in_left, &out, &out_left);
    result.text.append(buffer, sizeof(buffer) - out_left);
    if (done == static_cast<size_t>(-1) && errno != E2BIG) result.bad_offset = bytes.size() - in_left;
  }
  iconv_close(converter);
  return result;
}

absl::Status WrongEncoding(size_t offset, unsigned char byte) {
  return ReadError("WRONG_ENCODING",
                   absl::StrFormat("byte 0x%02X at offset %d is neither UTF-8 nor GB18030 text; "
                                   "save the file as UTF-8 or XLSX",
                                   byte, offset),
                   {{"offset", std::to_string(offset)}});
}

absl::StatusOr<std::string> Strict(std::string_view bytes, size_t skip, const char* charset) {
  Converted converted = Convert(bytes.substr(skip), charset);
  if (!converted.bad_offset) return std::move(converted.text);
  const size_t offset = skip + *converted.bad_offset;
  return WrongEncoding(offset, offset < bytes.size() ? bytes[offset] : 0);
}

// Text without byte order mark, whatever the charset.
absl::StatusOr<std::string> DecodeUnmarked(std::string_view bytes, std::string_view charset_hint) {
  // A NUL is in no text; without this, binary files would pass as GB18030 now and then.
  if (const size_t nul = bytes.find('\0'); nul != bytes.npos) return WrongEncoding(nul, 0);
  const std::optional<size_t> bad_utf8 = FirstInvalidUtf8(bytes);
  if (!bad_utf8) return std::string(bytes);
  const std::string hint = absl::AsciiStrToLower({charset_hint.data(), charset_hint.size()});
  if (hint == "big5") return Strict(bytes, 0, "BIG5");
  Converted gb18030 = Convert(bytes, "GB18030");
  if (!gb18030.bad_offset) return std::move(gb18030.text);
  const bool said_utf8 = hint == "utf-8" || hint == "utf8";
  const size_t offset = said_utf8 ? *bad_utf8 : std::max(*bad_utf8, *gb18030.bad_offset);
  return WrongEncoding(offset, offset < bytes.size() ? bytes[offset] : 0);
}

// A character reference such as &#xD800; smuggles in what no text holds: such bytes are left out.
std::string WithoutInvalid(std::string_view text) {
  std::string valid;
  while (const std::optional<size_t> bad = FirstInvalidUtf8(text)) {
    valid.append(text.substr(0, *bad));
    text.remove_prefix(*bad + 1);
  }
  return valid.append(text);
}

bool IsBlank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == 0x3000 || c == 0xA0 || c == 0x200B;
}

}  // namespace

std::optional<size_t> FirstInvalidUtf8(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  for (size_t i = 0; i < text.size();) {
    const unsigned char lead = byte(i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const int more = lead >= 0xC2 && lead <= 0xDF   ? 1
                     : (lead & 0xF0) == 0xE0        ? 2
                     : lead >= 0xF0 && lead <= 0xF4 ? 3
                                                    : 0;
    if (more == 0 || i + more >= text.size()) return i;
    const unsigned char second = byte(i + 1);
    const unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;   // overlong forms
    const unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;  // surrogates, > U+10FFFF
    if (second < lowest || second > highest) return i;
    for (int k = 2; k <= more; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return i;
    }
    i += more + 1;
  }
  return std::nullopt;
}

char32_t NextCodePoint(std::string_view text, size_t* at) {
  const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
  const char32_t lead = byte(*at);
  const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t code = more == 0 ? lead : lead & (0x3F >> more);
  for (int k = 1; k <= more; ++k) code = code << 6 | (byte(*at + k) & 0x3F);
  *at += more + 1;
  return code;
}

absl::StatusOr<std::string> DecodeText(std::string_view bytes, std::string_view charset_hint) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    const std::string_view text = bytes.substr(3);
    if (const size_t nul = text.find('\0'); nul != text.npos) return WrongEncoding(nul + 3, 0);
    if (const std::optional<size_t> bad = FirstInvalidUtf8(text)) return WrongEncoding(*bad + 3, text[*bad]);
    return std::string(text);
  }
  const bool little = bytes.substr(0, 2) == "\xFF\xFE";
  if (!little && bytes.substr(0, 2) != "\xFE\xFF") return DecodeUnmarked(bytes, charset_hint);
  ASSIGN_OR_RETURN(std::string text, Strict(bytes, 2, little ? "UTF-16LE" : "UTF-16BE"));
  if (text.find('\0') != text.npos) return WrongEncoding(2 + 2 * text.find('\0'), 0);
  return text;
}

std::string CleanCell(std::string_view raw) {
  if (FirstInvalidUtf8(raw)) return CleanCell(WithoutInvalid(raw));
  std::string out;
  size_t end = 0;  // behind the last code point that is no blank
  for (size_t i = 0; i < raw.size();) {
    const size_t start = i;
    char32_t c = NextCodePoint(raw, &i);
    if (c == '\r') {
      if (i < raw.size() && raw[i] == '\n') continue;
      c = '\n';
    }
    if (c == 0xFEFF || c == 0x7F || (c < 0x20 && c != '\n' && c != '\t')) continue;
    const bool blank = IsBlank(c);
    if (blank && out.empty()) continue;
    if (c == '\n' || c == 0xA0) {
      out += c == '\n' ? '\n' : ' ';
    } else {
      out.append(raw.substr(start, i - start));
    }
    if (!blank) end = out.size();
  }
  out.resize(end);
  return out;
}

}  // namespace disclosure
