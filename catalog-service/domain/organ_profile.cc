#include "catalog-service/domain/organ_profile.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/text_limits.h"
#include "common/calendar/civil_date.h"
#include "common/net/http_url.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kGuideText = 10000;
constexpr size_t kRules = 50;
constexpr size_t kRuleText = 20000;
constexpr size_t kLink = 500;
constexpr size_t kEmail = 254;  // RFC 5321

// What is pasted from a web page brings its tags along; a lone < is text.
bool HasMarkup(std::string_view text) {
  for (size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    if (next == '/' || next == '!' || next == '?' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) return true;
  }
  return false;
}

void CheckPlain(error::Violations& bad, const std::string& field, std::string_view text, size_t max) {
  CheckText(bad, field, text, max);
  if (HasMarkup(text)) bad.Add(field, "must be plain text, without HTML");
}

void CheckLine(error::Violations& bad, const std::string& field, std::string_view text, size_t max) {
  CheckPlain(bad, field, text, max);
  if (text.find('\n') != std::string_view::npos) bad.Add(field, "must be one line");
}

void CheckLink(error::Violations& bad, const std::string& field, std::string_view link) {
  if (link.empty()) return;
  HttpUrl url;
  if (const std::string why = ParseHttpUrl(link, url); !why.empty()) bad.Add(field, why);
  LimitText(bad, field, link, kLink);
}

void CheckEmail(error::Violations& bad, std::string_view email) {
  if (email.empty()) return;
  const size_t at = email.find('@');
  const bool printable = std::all_of(email.begin(), email.end(), [](char c) { return c > ' ' && c < 0x7F && c != '<' && c != '>'; });
  const bool whole = at != std::string_view::npos && at > 0 && at + 1 < email.size() && email.find('@', at + 1) == std::string_view::npos;
  if (!printable || !whole || email.size() > kEmail) bad.Add("profile.guide.email", "must be a mail address, as in xxgk@example.gov.cn");
}

void CheckRule(error::Violations& bad, const std::string& field, const DisclosureRule& rule) {
  if (rule.title.empty()) bad.Add(field + ".title", "must not be empty");
  CheckLine(bad, field + ".title", rule.title, 100);
  CheckLine(bad, field + ".document_number", rule.document_number, 50);
  if (!rule.issued_on.empty() && !ParseDate(rule.issued_on)) bad.Add(field + ".issued_on", "must be a date, as in 2026-03-01");
  CheckPlain(bad, field + ".text", rule.text, kRuleText);
  CheckLink(bad, field + ".link", rule.link);
  if (rule.text.empty() && rule.link.empty()) bad.Add(field + ".text", "must not be empty without a link");
}

}  // namespace

absl::Status Validate(const OrganProfile& profile) {
  error::Violations bad;
  CheckPlain(bad, "profile.guide.classification", profile.guide.classification, kGuideText);
  CheckPlain(bad, "profile.guide.arrangement", profile.guide.arrangement, kGuideText);
  CheckPlain(bad, "profile.guide.access", profile.guide.access, kGuideText);
  CheckLink(bad, "profile.guide.website", profile.guide.website);
  CheckEmail(bad, profile.guide.email);
  if (profile.rules.size() > kRules) bad.Add("profile.rules", absl::StrCat("must be at most ", kRules));
  for (size_t i = 0; i < std::min(profile.rules.size(), kRules); ++i) {
    CheckRule(bad, absl::StrCat("profile.rules[", i, "]"), profile.rules[i]);
  }
  return bad.status();
}

absl::Status MayEditProfile(const Caller& caller, std::string_view method, const Organ& organ, const Division& division) {
  if (Supervises(caller, division)) return absl::OkStatus();
  if (caller.Has("editor") && !caller.organ.empty() && caller.organ == organ.code) return absl::OkStatus();
  return error::PermissionDenied(method, absl::StrCat("the profile of organs/", organ.code, " is written by its own editors, and the caller acts for ",
                                                      caller.organ.empty() ? "no organ" : absl::StrCat("organs/", caller.organ)));
}

}  // namespace disclosure::catalog
