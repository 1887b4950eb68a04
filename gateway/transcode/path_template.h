// Path templates of google.api.http: "/v1/{name=divisions/*/catalogues/*}:export".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace disclosure::gateway {

// One piece of a path between two slashes.
struct TemplateSegment {
  enum class Kind { kLiteral, kAny, kRest };  // text, *, **
  Kind kind = Kind::kLiteral;
  std::string literal;
  bool operator==(const TemplateSegment&) const = default;
};

// A variable covers the segments [begin, end); `end` is past the last segment if it ends in **.
struct TemplateVariable {
  std::string field_path;  // "item.name"
  size_t begin = 0;
  size_t end = 0;
  // More than one segment: a %2F in its value stays as it is, so that it cannot become a slash.
  bool multi_segment = false;
};

struct PathTemplate {
  std::vector<TemplateSegment> segments;
  std::vector<TemplateVariable> variables;
  std::string verb;  // "export", or ""
};

// Template = "/" Segments [":" LITERAL]; Segment = "*" | "**" | LITERAL | "{" FieldPath ["=" Segments] "}".
// INVALID_ARGUMENT saying what is wrong where: a variable within a variable, ** before the end, an empty
// segment, more than 32 segments.
absl::StatusOr<PathTemplate> ParsePathTemplate(std::string_view text);

// The path of a request, cut and decoded.
struct RequestPath {
  // Decoded text of each segment; an encoded slash (%2F) is left as it was sent.
  std::vector<std::string> segments;
  std::vector<std::string> raw;  // as sent
  std::string verb;  // what follows a ':' in the last segment; a colon within an id is sent as %3A
};

// INVALID_ARGUMENT for a path that does not begin with '/', a bad % escape, control characters, bytes that
// are not UTF-8, or more than 64 segments.
absl::StatusOr<RequestPath> ParseRequestPath(std::string_view path);

// Decodes %xx, and with `plus_is_space` also '+', as in a query. INVALID_ARGUMENT as above.
absl::StatusOr<std::string> DecodePercent(std::string_view text, bool keep_slash, bool plus_is_space);

}  // namespace disclosure::gateway
