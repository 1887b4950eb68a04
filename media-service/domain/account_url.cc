#include "media-service/domain/account_url.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace disclosure::media {
namespace {

// The host of a platform that `host` looks like without being it, or "".
std::string Imitated(const std::string& host, const PlatformTable& platforms) {
  const std::string skeleton = Skeleton(host);
  for (const auto& [genuine, rules] : platforms.hosts()) {
    // weibo.com.example.org, weibo-com.example.org and wеibо.com; but not m.weibo.com itself.
    const std::string real = Skeleton(genuine);
    const std::string dashed = absl::StrCat(genuine.substr(0, genuine.rfind('.')), "-", genuine.substr(genuine.rfind('.') + 1));
    const bool same = skeleton == real || skeleton == absl::StrCat("www.", real);
    const bool inside = absl::StrContains(absl::StrCat(".", skeleton), absl::StrCat(".", real, ".")) ||
                        absl::StrContains(skeleton, absl::StrCat(dashed, ".")) || absl::StartsWith(skeleton, absl::StrCat(real, "-"));
    if (same || inside) return genuine;
  }
  return "";
}

std::string WithoutWww(const std::string& host) { return absl::StartsWith(host, "www.") ? host.substr(4) : host; }

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
    out.imitated = Imitated(address.host, platforms);
    out.trick = !out.imitated.empty() ? UrlTrick::kLookalike : address.hidden_slash ? UrlTrick::kHiddenSlash : UrlTrick::kNone;
    if (out.trick == UrlTrick::kNone) out.page = absl::StrCat(WithoutWww(address.host), address.path);
    return out;
  }
  if (address.other_port || address.hidden_slash) {
    out.trick = address.other_port ? UrlTrick::kPort : UrlTrick::kHiddenSlash;
    return out;
  }
  out.page = absl::StrCat(WithoutWww(address.host), address.path);
  for (const UrlRule& rule : *rules) {
    if (Applies(rule, address, out)) break;
  }
  return out;
}

}  // namespace disclosure::media
