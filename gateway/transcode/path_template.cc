#include "gateway/transcode/path_template.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/transcode/utf8.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMaxTemplateSegments = 32;
constexpr size_t kMaxPathSegments = 64;

class TemplateParser {
 public:
  explicit TemplateParser(std::string_view text) : text_(text) {}

  absl::StatusOr<PathTemplate> Parse() {
    if (!Take('/')) return Bad("a template begins with '/'");
    RETURN_IF_ERROR(ParseSegments(/*in_variable=*/false));
    if (Take(':')) {
      template_.verb = TakeLiteral();
      if (template_.verb.empty()) return Bad("an empty verb");
    }
    if (at_ != text_.size()) return Bad("unexpected character");
    for (size_t i = 0; i + 1 < template_.segments.size(); ++i) {
      if (template_.segments[i].kind == TemplateSegment::Kind::kRest) return Bad("** is not at the end");
    }
    return std::move(template_);
  }

 private:
  absl::Status ParseSegments(bool in_variable) {
    do {
      RETURN_IF_ERROR(ParseSegment(in_variable));
    } while (Take('/'));
    return absl::OkStatus();
  }

  absl::Status ParseSegment(bool in_variable) {
    if (template_.segments.size() == kMaxTemplateSegments) return Bad("too many segments");
    if (Take('{')) {
      if (in_variable) return Bad("a variable within a variable");
      return ParseVariable();
    }
    if (Take('*')) {
      const bool rest = Take('*');
      template_.segments.push_back({rest ? TemplateSegment::Kind::kRest : TemplateSegment::Kind::kAny, ""});
      return absl::OkStatus();
    }
    std::string literal = TakeLiteral();
    if (literal.empty()) return Bad("an empty segment");
    template_.segments.push_back({TemplateSegment::Kind::kLiteral, std::move(literal)});
    return absl::OkStatus();
  }

  absl::Status ParseVariable() {
    TemplateVariable variable;
    variable.begin = template_.segments.size();
    variable.field_path = TakeFieldPath();
    if (variable.field_path.empty()) return Bad("a variable without a field");
    if (Take('=')) {
      RETURN_IF_ERROR(ParseSegments(/*in_variable=*/true));
    } else {
      template_.segments.push_back({TemplateSegment::Kind::kAny, ""});
    }
    if (!Take('}')) return Bad("a variable without '}'");
    variable.end = template_.segments.size();
    variable.multi_segment = variable.end - variable.begin > 1 ||
                             template_.segments.back().kind == TemplateSegment::Kind::kRest;
    template_.variables.push_back(std::move(variable));
    return absl::OkStatus();
  }

  bool Take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::string TakeLiteral() {
    const size_t begin = at_;
    while (at_ < text_.size() && (absl::ascii_isalnum(text_[at_]) ||
                                  std::string_view("-_.~").find(text_[at_]) != std::string_view::npos)) {
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  std::string TakeFieldPath() {
    const size_t begin = at_;
    while (at_ < text_.size() && (absl::ascii_isalnum(text_[at_]) || text_[at_] == '_' || text_[at_] == '.')) {
      ++at_;
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  absl::Status Bad(std::string_view what) const {
    return error::Make(absl::StatusCode::kInvalidArgument,
                       absl::StrCat("path template \"", std::string(text_), "\": ", std::string(what),
                                    " at character ", at_ + 1),
                       {.reason = "BAD_PATH_TEMPLATE", .metadata = {{"template", std::string(text_)}}});
  }

  std::string_view text_;
  size_t at_ = 0;
  PathTemplate template_;
};

absl::Status BadPath(std::string_view what) {
  return error::BadRequest({{"path", std::string(what)}});
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

absl::StatusOr<PathTemplate> ParsePathTemplate(std::string_view text) { return TemplateParser(text).Parse(); }

absl::StatusOr<std::string> DecodePercent(std::string_view text, bool keep_slash, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (plus_is_space && text[i] == '+') {
      decoded += ' ';
      continue;
    }
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? HexValue(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? HexValue(text[i + 2]) : -1;
    if (high < 0 || low < 0) return BadPath("a '%' that is not followed by two hexadecimal digits");
    const char byte = static_cast<char>(high * 16 + low);
    if (byte == '/' && keep_slash) {
      decoded.append(text.substr(i, 3));
    } else {
      decoded += byte;
    }
    i += 2;
  }
  if (!IsUtf8(decoded)) return BadPath("bytes that are not UTF-8");
  return decoded;
}

absl::StatusOr<RequestPath> ParseRequestPath(std::string_view path) {
  if (path.empty() || path[0] != '/') return BadPath("does not begin with '/'");
  RequestPath result;
  std::string_view rest = path.substr(1);
  const size_t last_slash = rest.rfind('/');
  const size_t colon = rest.find(':', last_slash == std::string_view::npos ? 0 : last_slash);
  if (colon != std::string_view::npos) {
    ASSIGN_OR_RETURN(result.verb, DecodePercent(rest.substr(colon + 1), true, false));
    if (result.verb.empty()) return BadPath("an empty verb after ':'");
    rest = rest.substr(0, colon);
  }
  size_t begin = 0;
  while (true) {
    if (result.segments.size() == kMaxPathSegments) return BadPath("more than 64 segments");
    const size_t end = rest.find('/', begin);
    const std::string_view raw = rest.substr(begin, end - begin);
    ASSIGN_OR_RETURN(std::string segment, DecodePercent(raw, true, false));
    for (const char c : segment) {
      if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) return BadPath("a control character");
    }
    result.segments.push_back(std::move(segment));
    result.raw.emplace_back(raw);
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  return result;
}

}  // namespace disclosure::gateway
