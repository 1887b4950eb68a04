#include "media-service/domain/web_address.h"

#include <algorithm>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/tables/encoding.h"

namespace disclosure::media {
namespace {

constexpr size_t kMaxBytes = 2048;

absl::Status Bad(std::string_view why) {
  return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat("the address ", std::string(why)),
                     {.reason = "BAD_URL", .violations = {{"url", std::string(why)}}});
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = absl::ascii_tolower(static_cast<unsigned char>(c));
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// %41 → A, once; what is no escape stays.
std::string Decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escape = text[i] == '%' && i + 2 < text.size() && HexValue(text[i + 1]) >= 0 && HexValue(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

// Of a segment of the path, decoded once.
bool HidesASlash(std::string_view segment) {
  for (size_t i = 0; i < segment.size(); ++i) {
    const char c = segment[i];
    if (c == '/' || c == '\\' || static_cast<unsigned char>(c) < ' ' || c == 0x7F) return true;
    if (c != '%' || i + 2 >= segment.size() || HexValue(segment[i + 1]) < 0 || HexValue(segment[i + 2]) < 0) continue;
    const int code = HexValue(segment[i + 1]) * 16 + HexValue(segment[i + 2]);
    if (code == '/' || code == '\\' || code == '.') return true;
  }
  return false;
}

// Dot segments are resolved as browsers do, for which %2e is a dot (WHATWG URL, "double-dot URL path segment").
void ReadPath(std::string_view raw, WebAddress& out) {
  std::vector<std::string> kept;
  const std::vector<absl::string_view> parts = absl::StrSplit(absl::string_view(raw.data(), raw.size()), '/');
  for (size_t i = 1; i < parts.size(); ++i) {
    std::string segment = Decoded({parts[i].data(), parts[i].size()}, /*plus_is_blank=*/false);
    if (segment == ".") continue;
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
      continue;
    }
    out.hidden_slash |= HidesASlash(segment);
    kept.push_back(std::move(segment));
  }
  out.path = absl::StrCat("/", absl::StrJoin(kept, "/"));
  while (out.path.size() > 1 && out.path.back() == '/') out.path.pop_back();
}

// As browsers fold a host before they ask for it (UTS 46, the part that matters here).
std::string FoldedHost(std::string_view raw) {
  std::string out;
  for (size_t at = 0; at < raw.size();) {
    const size_t begin = at;
    const char32_t c = NextCodePoint(raw, &at);
    if (c == U'。' || c == U'．' || c == U'｡') {
      out += '.';
    } else if (c >= 0xFF01 && c <= 0xFF5E) {
      out += static_cast<char>(absl::ascii_tolower(static_cast<unsigned char>(c - 0xFEE0)));
    } else if (c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF) {
      continue;  // invisible
    } else if (c < 0x80) {
      out += absl::ascii_tolower(static_cast<unsigned char>(c));
    } else {
      out += raw.substr(begin, at - begin);
    }
  }
  if (!out.empty() && out.back() == '.') out.pop_back();
  return out;
}

bool IsForeign(std::string_view host) {
  const bool beyond = std::any_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return beyond || host.substr(0, 4) == "xn--" || host.find(".xn--") != std::string_view::npos;
}

std::vector<std::pair<std::string, std::string>> ReadQuery(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> query;
  for (const absl::string_view part : absl::StrSplit(absl::string_view(text.data(), text.size()), '&')) {
    if (part.empty()) continue;
    const size_t equals = std::min(part.find('='), part.size());
    const absl::string_view name = part.substr(0, equals), value = part.substr(std::min(equals + 1, part.size()));
    // A + in base64 ids is itself more often than a blank, and ids have no blanks.
    query.emplace_back(Decoded({name.data(), name.size()}, false), Decoded({value.data(), value.size()}, false));
  }
  return query;
}

absl::Status ReadAuthority(std::string_view authority, bool secure, WebAddress& out) {
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
    out.userinfo = true;
    authority.remove_prefix(at + 1);
  }
  std::string_view port;
  if (const size_t colon = authority.rfind(':'); colon != std::string_view::npos && authority.find(']') == std::string_view::npos) {
    port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  int number = secure ? 443 : 80;
  const bool digits = std::all_of(port.begin(), port.end(), [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); });
  const bool valid = port.empty() || (digits && absl::SimpleAtoi(absl::string_view(port.data(), port.size()), &number));
  if (!valid || number > 65535) return Bad("has no valid port");
  if (number != (secure ? 443 : 80)) out.port = absl::StrCat(number);
  out.host = FoldedHost(Decoded(authority, false));
  if (out.host.empty() || out.host.size() > 253 || out.host.find_first_of(" /?#@:%<>\"") != std::string::npos) return Bad("has no host");
  out.foreign = IsForeign(out.host);
  return absl::OkStatus();
}

// What a letter of another script, or a digit, looks like in an address.
char LooksLike(char32_t c) {
  struct Pair {
    char32_t from;
    char to;
  };
  static constexpr Pair kPairs[] = {
      {U'а', 'a'}, {U'ӕ', 'a'}, {U'с', 'c'}, {U'ԁ', 'd'}, {U'е', 'e'}, {U'ё', 'e'}, {U'һ', 'h'}, {U'і', 'i'}, {U'ї', 'i'}, {U'ј', 'j'},
      {U'к', 'k'}, {U'ӏ', 'l'}, {U'м', 'm'}, {U'п', 'n'}, {U'о', 'o'}, {U'р', 'p'}, {U'ԛ', 'q'}, {U'г', 'r'}, {U'ѕ', 's'}, {U'т', 't'},
      {U'у', 'y'}, {U'ѵ', 'v'}, {U'ԝ', 'w'}, {U'х', 'x'}, {U'ь', 'b'}, {U'в', 'b'}, {U'α', 'a'}, {U'ε', 'e'}, {U'ι', 'i'}, {U'κ', 'k'},
      {U'ν', 'v'}, {U'ο', 'o'}, {U'ρ', 'p'}, {U'τ', 't'}, {U'υ', 'u'}, {U'ω', 'w'}, {U'χ', 'x'}, {U'ı', 'i'}, {U'ɡ', 'g'}, {U'ƅ', 'b'},
      {U'ß', 'b'}, {U'í', 'i'}, {U'ì', 'i'}, {U'ï', 'i'}, {U'î', 'i'}, {U'ó', 'o'}, {U'ò', 'o'}, {U'ö', 'o'}, {U'ô', 'o'}, {U'é', 'e'},
      {U'è', 'e'}, {U'ê', 'e'}, {U'ë', 'e'}, {U'á', 'a'}, {U'à', 'a'}, {U'ä', 'a'}, {U'ú', 'u'}, {U'ù', 'u'}, {U'ü', 'u'}, {U'ɩ', 'i'},
      {U'0', 'o'}, {U'1', 'l'}, {U'3', 'e'}, {U'5', 's'}};
  for (const Pair& pair : kPairs) {
    if (pair.from == c) return pair.to;
  }
  return 0;
}

constexpr uint32_t kBase = 36, kTmin = 1, kTmax = 26, kSkew = 38, kDamp = 700;

uint32_t Adapt(uint32_t delta, uint32_t points, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  uint32_t k = 0;
  for (; delta > (kBase - kTmin) * kTmax / 2; k += kBase) delta /= kBase - kTmin;
  return k + (kBase - kTmin + 1) * delta / (delta + kSkew);
}

int PunycodeDigit(char c) {
  if (c >= 'a' && c <= 'z') return c - 'a';
  return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
}

}  // namespace

const std::string* WebAddress::Parameter(std::string_view name) const {
  const auto found = std::find_if(query.begin(), query.end(), [&](const auto& pair) { return pair.first == name; });
  return found == query.end() ? nullptr : &found->second;
}

bool WebAddress::IsRepeated(std::string_view name) const {
  const absl::string_view asked(name.data(), name.size());
  return std::count_if(query.begin(), query.end(), [&](const auto& pair) { return absl::EqualsIgnoreCase(pair.first, asked); }) > 1;
}

absl::StatusOr<WebAddress> ParseWebAddress(std::string_view text) {
  while (!text.empty() && absl::ascii_isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && absl::ascii_isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  if (text.empty()) return Bad("is empty");
  if (text.size() > kMaxBytes) return Bad("has more than 2048 bytes");
  if (FirstInvalidUtf8(text)) return Bad("is not UTF-8");
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == 0x7F || c == '\\') return Bad("has a blank, a control character or a backslash");
  }
  bool secure = true;
  if (const size_t scheme = text.find("://"); scheme != std::string_view::npos && scheme < text.find_first_of("/?#")) {
    const std::string name = absl::AsciiStrToLower(absl::string_view(text.data(), scheme));
    if (name != "http" && name != "https") return Bad("must begin with https:// or http://");
    secure = name == "https";
    text.remove_prefix(scheme + 3);
  } else if (text.substr(0, 2) == "//") {
    text.remove_prefix(2);
  } else if (const size_t colon = text.find_first_of(":/?#@"); colon != std::string_view::npos && text[colon] == ':' &&
                                                               text.find('@') < text.find_first_of("/?#")) {
    return Bad("must begin with https:// or http://");  // mailto:a@example.org
  }
  WebAddress out;
  if (const size_t hash = text.find('#'); hash != std::string_view::npos) {
    const std::string_view fragment = text.substr(hash + 1);
    if (fragment.substr(0, 1) == "/" || fragment.substr(0, 1) == "!") out.route = Decoded(fragment, false);
    text = text.substr(0, hash);
  }
  const size_t question = text.find('?');
  if (question != std::string_view::npos) out.query = ReadQuery(text.substr(question + 1));
  text = text.substr(0, question);
  const size_t slash = std::min(text.find('/'), text.size());
  RETURN_IF_ERROR(ReadAuthority(text.substr(0, slash), secure, out));
  if (out.host.find('.') == std::string::npos) return Bad("has no host");
  ReadPath(text.substr(slash), out);
  return out;
}

std::string Skeleton(std::string_view host) {
  std::string out;
  for (const absl::string_view label : absl::StrSplit(absl::string_view(host.data(), host.size()), '.')) {
    absl::StrAppend(&out, out.empty() ? "" : ".");
    std::u32string letters = absl::StartsWith(label, "xn--") ? DecodePunycode({label.data() + 4, label.size() - 4}) : std::u32string();
    if (letters.empty()) {
      const std::string_view text(label.data(), label.size());
      for (size_t at = 0; at < text.size();) letters += NextCodePoint(text, &at);
    }
    for (const char32_t c : letters) {
      const char looks = LooksLike(c);
      const char letter = looks != 0 ? looks : c < 0x80 ? static_cast<char>(c) : '?';
      const char before = out.empty() ? '.' : out.back();
      if (letter == 'v' && before == 'v') {
        out.back() = 'w';
      } else if (letter == 'n' && before == 'r') {
        out.back() = 'm';
      } else {
        out += letter == 'i' ? 'l' : letter;  // i, l and 1 are one stroke
      }
    }
  }
  return out;
}

std::u32string DecodePunycode(std::string_view label) {
  std::u32string out;
  if (label.size() > 63) return out;
  size_t at = 0;
  if (const size_t dash = label.rfind('-'); dash != std::string_view::npos) {
    for (const char c : label.substr(0, dash)) out += static_cast<unsigned char>(c);
    at = dash + 1;
  }
  uint32_t n = 0x80, i = 0, bias = 72;
  while (at < label.size()) {
    const uint32_t old = i;
    uint32_t weight = 1;
    for (uint32_t k = kBase;; k += kBase) {
      const int digit = at < label.size() ? PunycodeDigit(label[at++]) : -1;
      if (digit < 0 || static_cast<uint32_t>(digit) > (std::numeric_limits<uint32_t>::max() - i) / weight) return {};
      i += static_cast<uint32_t>(digit) * weight;
      const uint32_t t = k <= bias ? kTmin : k >= bias + kTmax ? kTmax : k - bias;
      if (static_cast<uint32_t>(digit) < t) break;
      if (weight > std::numeric_limits<uint32_t>::max() / (kBase - t)) return {};
      weight *= kBase - t;
    }
    const uint32_t points = static_cast<uint32_t>(out.size()) + 1;
    bias = Adapt(i - old, points, old == 0);
    if (i / points > 0x10FFFF - n) return {};
    n += i / points;
    i %= points;
    out.insert(out.begin() + i, static_cast<char32_t>(n));
    ++i;
  }
  return out;
}

}  // namespace disclosure::media
