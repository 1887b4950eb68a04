#include "media-service/domain/account_url.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace disclosure::media {
namespace {

std::string WithoutWww(const std::string& host) { return absl::StartsWith(host, "www.") ? host.substr(4) : host; }

// Bytes that part a page from its neighbours stay escaped: "/a%3Fb" is another page than "/a?b".
void AppendEscaped(std::string_view text, std::string& out) {
  constexpr char kDigits[] = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte != 0x7F && std::string_view("%?#&=").find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
}

std::string PathPage(const WebAddress& address) {
  std::string page = WithoutWww(address.host);
  if (!address.port.empty()) absl::StrAppend(&page, ":", address.port);
  AppendEscaped(address.path, page);
  return page;
}

// What tells pages of one host apart; in which order the parameters stand does not, unless they have one name.
std::string FullPage(const WebAddress& address, const PlatformTable& platforms) {
  std::string page = PathPage(address);
  std::vector<const std::pair<std::string, std::string>*> query;
  for (const auto& parameter : address.query) {
    if (!platforms.IsTracking(parameter.first)) query.push_back(&parameter);
  }
  std::stable_sort(query.begin(), query.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  char before = '?';
  for (const auto* parameter : query) {
    page += std::exchange(before, '&');
    AppendEscaped(parameter->first, page);
    page += '=';
    AppendEscaped(parameter->second, page);
  }
  if (!address.route.empty()) absl::StrAppend(&page, "#", address.route);
  return page;
}

// Whether the rule speaks of this address; what it says then in `out`.
bool Applies(const UrlRule& rule, const WebAddress& address, AccountUrl& out) {
  const std::string* where = rule.parameter.empty() ? &address.path : address.Parameter(rule.parameter);
  if (where == nullptr || (rule.path != nullptr && !RE2::FullMatch(address.path, *rule.path))) return false;
  // Of a parameter that is given twice the platform takes one: which is not for us to guess, so the address names no account.
  const bool repeated = !rule.parameter.empty() && address.IsRepeated(rule.parameter);
  std::string found;
  if (!repeated) {
    const bool fits = rule.gives == UrlRule::Gives::kNone ? RE2::FullMatch(*where, *rule.pattern) : RE2::FullMatch(*where, *rule.pattern, &found);
    if (!fits) return false;
  }
  out.platform = rule.platform;
  if (rule.gives == UrlRule::Gives::kId) out.id = found;
  if (rule.gives == UrlRule::Gives::kName) out.name = found;
  if (rule.gives == UrlRule::Gives::kPage) out.page = PathPage(address);  // the path alone names it
  return true;
}

}  // namespace

absl::StatusOr<AccountUrl> RecogniseUrl(std::string_view url, const PlatformTable& platforms) {
  ASSIGN_OR_RETURN(const WebAddress address, ParseWebAddress(url));
  AccountUrl out;
  const std::vector<UrlRule>* rules = platforms.UrlRulesOf(address.host);
  if (address.userinfo) {
    out.trick = UrlTrick::kUserinfo;
    return out;
  }
  if (rules == nullptr) {
    out.imitated = platforms.look_alikes().Imitated(address.host);
    out.trick = !out.imitated.empty() ? UrlTrick::kLookalike : address.hidden_slash ? UrlTrick::kHiddenSlash : UrlTrick::kNone;
    if (out.trick == UrlTrick::kNone) out.page = FullPage(address, platforms);
    return out;
  }
  if (!address.port.empty() || address.hidden_slash) {
    out.trick = !address.port.empty() ? UrlTrick::kPort : UrlTrick::kHiddenSlash;
    return out;
  }
  for (const UrlRule& rule : *rules) {
    if (Applies(rule, address, out)) break;
  }
  return out;
}

}  // namespace disclosure::media
