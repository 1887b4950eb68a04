#include "common/rpc/names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"

namespace disclosure {
namespace {

bool IsId(absl::string_view segment) {
  return !segment.empty() && segment.size() <= 64 && std::all_of(segment.begin(), segment.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ParseName(std::string_view pattern, std::string_view name, std::string_view field) {
  const std::vector<absl::string_view> expected = absl::StrSplit(absl::string_view(pattern.data(), pattern.size()), '/');
  const std::vector<absl::string_view> segments = absl::StrSplit(absl::string_view(name.data(), name.size()), '/');
  std::vector<std::string> ids;
  bool fits = expected.size() == segments.size();
  for (size_t i = 0; fits && i < expected.size(); ++i) {
    if (expected[i] == "*") {
      fits = IsId(segments[i]);
      ids.emplace_back(segments[i]);
    } else {
      fits = segments[i] == expected[i];
    }
  }
  if (!fits) return error::BadRequest({{std::string(field), absl::StrCat("must look like ", std::string(pattern))}});
  return ids;
}

std::string FormatName(std::string_view pattern, const std::vector<std::string>& ids) {
  std::string out;
  size_t next = 0;
  for (const char c : pattern) {
    if (c == '*') {
      out += ids.at(next++);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace disclosure
