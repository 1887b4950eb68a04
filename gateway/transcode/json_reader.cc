#include "gateway/transcode/json_reader.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/transcode/json_body.h"
#include "gateway/transcode/utf8.h"

namespace disclosure::gateway {
namespace {

// Each value of a list may become a message of some hundred bytes; 4 MiB of "{}," must not fill the memory.
constexpr int kMaxJsonValues = 200'000;

void AppendUtf8(uint32_t point, std::string& out) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xE0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?; returns its length, 0 if there is none.
size_t NumberLength(std::string_view text) {
  size_t at = 0;
  const auto digits = [&] {
    const size_t begin = at;
    while (at < text.size() && absl::ascii_isdigit(text[at])) ++at;
    return at - begin;
  };
  if (at < text.size() && text[at] == '-') ++at;
  const size_t first = at;
  if (digits() == 0 || (text[first] == '0' && at - first > 1)) return 0;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return 0;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return 0;
  }
  return at;
}

}  // namespace

absl::Status JsonReader::Peek(Kind& kind) {
  SkipSpace();
  if (at_ == text_.size()) return Bad("the text ends where a value is expected");
  const char c = text_[at_];
  switch (c) {
    case '{': kind = Kind::kObject; break;
    case '[': kind = Kind::kList; break;
    case '"': kind = Kind::kString; break;
    case 't':
    case 'f': kind = Kind::kBool; break;
    case 'n': kind = Kind::kNull; break;
    default:
      if (c != '-' && !absl::ascii_isdigit(c)) return Bad("a value is expected");
      kind = Kind::kNumber;
  }
  return absl::OkStatus();
}

absl::Status JsonReader::Begin(char open) {
  SkipSpace();
  if (!Take(open)) return Bad("an opening bracket is expected");
  if (++depth_ > kMaxJsonDepth) return Bad(absl::StrCat("nested deeper than ", kMaxJsonDepth));
  first_ = true;
  return absl::OkStatus();
}

absl::Status JsonReader::Next(char close, bool& more) {
  SkipSpace();
  more = false;
  if (Take(close)) {
    first_ = false;
    --depth_;
    return absl::OkStatus();
  }
  if (!first_ && !Take(',')) return Bad(absl::StrCat("',' or '", std::string(1, close), "' is expected"));
  first_ = false;
  if (++values_ > kMaxJsonValues) return Bad(absl::StrCat("more than ", kMaxJsonValues, " values"));
  SkipSpace();
  more = true;
  return absl::OkStatus();
}

absl::Status JsonReader::BeginObject() { return Begin('{'); }
absl::Status JsonReader::BeginList() { return Begin('['); }
absl::Status JsonReader::NextElement(bool& more) { return Next(']', more); }

absl::Status JsonReader::NextMember(std::string& key, bool& more) {
  RETURN_IF_ERROR(Next('}', more));
  if (!more) return absl::OkStatus();
  if (at_ == text_.size() || text_[at_] != '"') return Bad("a name in double quotes is expected");
  RETURN_IF_ERROR(ReadString(key));
  SkipSpace();
  return Take(':') ? absl::OkStatus() : Bad("':' is expected");
}

absl::Status JsonReader::ReadString(std::string& value) {
  SkipSpace();
  if (!Take('"')) return Bad("a string is expected");
  value.clear();
  while (true) {
    const size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\\' &&
           static_cast<unsigned char>(text_[at_]) >= 0x20) {
      ++at_;
    }
    value.append(text_.substr(begin, at_ - begin));
    if (at_ == text_.size()) return Bad("a string without its closing quote");
    if (Take('"')) break;
    if (!Take('\\')) return Bad("a control character in a string");
    RETURN_IF_ERROR(ReadEscape(value));
  }
  return IsUtf8(value) ? absl::OkStatus() : Bad("a string that is not UTF-8");
}

absl::Status JsonReader::ReadEscape(std::string& value) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (at_ == text_.size()) return Bad("the text ends in an escape");
  if (const size_t i = kEscapes.find(text_[at_]); i != std::string_view::npos) {
    ++at_;
    value += kMeanings[i];
    return absl::OkStatus();
  }
  if (!Take('u')) return Bad("an unknown escape");
  uint32_t point = 0;
  RETURN_IF_ERROR(ReadHex(point));
  if (point >= 0xD800 && point < 0xDC00) {
    uint32_t low = 0;
    if (!Take('\\') || !Take('u')) return Bad("half a surrogate pair");
    RETURN_IF_ERROR(ReadHex(low));
    if (low < 0xDC00 || low > 0xDFFF) return Bad("half a surrogate pair");
    point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
  } else if (point >= 0xDC00 && point <= 0xDFFF) {
    return Bad("half a surrogate pair");
  }
  AppendUtf8(point, value);
  return absl::OkStatus();
}

absl::Status JsonReader::ReadHex(uint32_t& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    if (at_ == text_.size() || !absl::ascii_isxdigit(text_[at_])) return Bad("four hexadecimal digits are expected");
    const char c = absl::ascii_tolower(text_[at_]);
    unit = unit * 16 + (absl::ascii_isdigit(c) ? c - '0' : c - 'a' + 10);
  }
  return absl::OkStatus();
}

absl::Status JsonReader::ReadLiteral(std::string& literal) {
  SkipSpace();
  const std::string_view rest = text_.substr(at_);
  size_t length = NumberLength(rest);
  for (const std::string_view word : {"true", "false", "null"}) {
    if (rest.substr(0, word.size()) == word) length = word.size();
  }
  if (length == 0) return Bad("a value is expected");
  literal = std::string(rest.substr(0, length));
  at_ += length;
  if (at_ < text_.size() && (absl::ascii_isalnum(text_[at_]) || text_[at_] == '.')) return Bad("a value is expected");
  return absl::OkStatus();
}

absl::Status JsonReader::Skip() {
  Kind kind;
  RETURN_IF_ERROR(Peek(kind));
  std::string text;
  bool more = true;
  if (kind == Kind::kString) return ReadString(text);
  if (kind == Kind::kObject) {
    RETURN_IF_ERROR(BeginObject());
    while (true) {
      RETURN_IF_ERROR(NextMember(text, more));
      if (!more) return absl::OkStatus();
      RETURN_IF_ERROR(Skip());
    }
  }
  if (kind == Kind::kList) {
    RETURN_IF_ERROR(BeginList());
    while (true) {
      RETURN_IF_ERROR(NextElement(more));
      if (!more) return absl::OkStatus();
      RETURN_IF_ERROR(Skip());
    }
  }
  return ReadLiteral(text);
}

absl::Status JsonReader::End() {
  SkipSpace();
  return at_ == text_.size() ? absl::OkStatus() : Bad("something follows the end of the JSON");
}

void JsonReader::SkipSpace() {
  while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
}

bool JsonReader::Take(char c) {
  if (at_ == text_.size() || text_[at_] != c) return false;
  ++at_;
  return true;
}

absl::Status JsonReader::Bad(std::string_view what) const {
  return error::BadRequest({{"body", absl::StrCat("not JSON: ", std::string(what), " at byte ", at_)}});
}

}  // namespace disclosure::gateway
