#include "gateway/web/display.h"

#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/web/address.h"
#include "gateway/web/query_text.h"

namespace disclosure::gateway {
namespace {

constexpr char kCookie[] = "display";

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

// "display=large-en" among the cookies → "large-en".
std::string CookieValue(std::string_view cookies) {
  for (absl::string_view cookie : absl::StrSplit(View(cookies), ';')) {
    cookie = absl::StripAsciiWhitespace(cookie);
    if (absl::ConsumePrefix(&cookie, absl::StrCat(kCookie, "="))) return std::string(cookie);
  }
  return "";
}

}  // namespace

Display DisplayOf(const Request& request) {
  Display display;
  for (const absl::string_view word : absl::StrSplit(CookieValue(request.Header("cookie")), '-')) {
    if (word == "large") display.large = true;
    if (word == "en") display.english = true;
  }
  const std::string type = QueryText(request.query, "type"), lang = QueryText(request.query, "lang");
  if (type == "large" || type == "plain") display.large = type == "large";
  if (lang == "en" || lang == "zh") display.english = lang == "en";
  return display;
}

std::string DisplayCookie(const Request& request, const Display& display) {
  if (QueryText(request.query, "type").empty() && QueryText(request.query, "lang").empty()) return "";
  return absl::StrCat(kCookie, "=", display.large ? "large" : "plain", display.english ? "-en" : "-zh",
                      "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
}

std::string AddressWith(const Request& request, const std::string& choice) {
  if (ParseAddress(request.path).page == Address::Page::kNone) return absl::StrCat("/?", choice);
  const std::string name = choice.substr(0, choice.find('=') + 1);
  std::string query;
  for (const absl::string_view pair : absl::StrSplit(View(request.query), '&', absl::SkipEmpty())) {
    if (!absl::StartsWith(pair, name)) absl::StrAppend(&query, pair, "&");
  }
  return absl::StrCat(request.path, "?", query, choice);
}

}  // namespace disclosure::gateway
