#include "gateway/http/target.h"

#include <string>

#include "gateway/http/negotiation.h"

namespace disclosure::gateway {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// A ".." counts between slashes of either spelling, so the whole decoded path is looked at.
bool HasDotSegment(std::string_view decoded) {
  while (!decoded.empty()) {
    const size_t slash = decoded.find('/');
    const std::string_view segment = decoded.substr(0, slash);
    if (segment == "." || segment == "..") return true;
    if (slash == std::string_view::npos) return false;
    decoded.remove_prefix(slash + 1);
  }
  return false;
}

HttpError BadTarget(std::string_view reason, std::string_view message) {
  return {.status = 400, .reason = std::string(reason), .message = std::string(message)};
}

}  // namespace

std::optional<std::string> PercentDecoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size() || HexDigit(text[i + 1]) < 0 || HexDigit(text[i + 2]) < 0) return std::nullopt;
    out += static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]));
    i += 2;
  }
  return out;
}

std::optional<Target> SplitTarget(std::string_view target) {
  if (target == "*") return Target{target, {}};
  if (target.empty()) return std::nullopt;
  std::string_view authority;
  if (target[0] != '/') {
    const size_t scheme = target.find("://");
    if (scheme == std::string_view::npos) return std::nullopt;
    const std::string_view name = target.substr(0, scheme);
    if (!EqualsIgnoringCase(name, "http") && !EqualsIgnoringCase(name, "https")) return std::nullopt;
    const size_t slash = target.find('/', scheme + 3);
    if (slash == std::string_view::npos) return std::nullopt;
    authority = target.substr(scheme + 3, slash - scheme - 3);
    if (authority.empty()) return std::nullopt;
    target.remove_prefix(slash);
  }
  const size_t mark = target.find('?');
  if (mark == std::string_view::npos) return Target{target, {}, authority};
  return Target{target.substr(0, mark), target.substr(mark + 1), authority};
}

std::optional<HttpError> CheckTarget(const Target& target) {
  if (target.path.find('#') != std::string_view::npos || target.query.find('#') != std::string_view::npos) {
    return BadTarget("BAD_TARGET", "the request target holds a fragment; send it without \"#\"");
  }
  for (const char c : target.path) {
    if (static_cast<unsigned char>(c) > 0x7e) {
      return BadTarget("BAD_TARGET", "the path holds bytes beyond ASCII; percent-encode them");
    }
  }
  const std::optional<std::string> path = PercentDecoded(target.path);
  if (!path || !PercentDecoded(target.query)) {
    return BadTarget("BAD_PERCENT_ENCODING",
                     "a \"%\" in the request target is not followed by two hexadecimal digits");
  }
  if (HasDotSegment(*path) || path->find('\\') != std::string::npos ||
      path->find('\0') != std::string::npos) {
    return BadTarget("PATH_TRAVERSAL",
                     "the path holds a \".\" or \"..\" segment, a backslash or a NUL; "
                     "send the resource's own path");
  }
  return std::nullopt;
}

}  // namespace disclosure::gateway
