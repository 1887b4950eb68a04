#include "media-service/domain/account.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/text_limits.h"
#include "common/tables/encoding.h"

namespace disclosure::media {
namespace {

constexpr size_t kMaxOtherIds = 5;
constexpr size_t kMaxUrlBytes = 2048;

std::string Path(std::string_view prefix, std::string_view field) { return absl::StrCat(std::string(prefix), ".", std::string(field)); }

void CheckUnit(const Unit& unit, std::string_view path, bool required, error::Violations& bad) {
  CheckText(bad, Path(path, "display_name"), unit.text, 100);
  if (required && unit.organ.empty() && unit.text.empty()) bad.Add(path, "must name an organ");
}

bool IsVisible(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; });
}
bool IsId(std::string_view id) { return !id.empty() && id.size() <= 200 && IsVisible(id); }

// The first code point, then a star for each other.
std::string MaskedName(std::string_view name) {
  if (name.empty()) return "";
  size_t at = 0;
  (void)NextCodePoint(name, &at);
  return absl::StrCat(std::string(name.substr(0, at)), std::string(CodePoints(name.substr(at)), '*'));
}

std::string MaskedPhone(std::string_view phone) {
  if (phone.size() < 8) return std::string(phone.size(), '*');
  return absl::StrCat(std::string(phone.substr(0, 3)), std::string(phone.size() - 7, '*'), std::string(phone.substr(phone.size() - 4)));
}

}  // namespace

std::vector<std::string> IdsOf(const Account& account) {
  std::vector<std::string> ids;
  if (!account.platform_id.empty()) ids.push_back(account.platform_id);
  ids.insert(ids.end(), account.other_ids.begin(), account.other_ids.end());
  return ids;
}

void CheckAccount(const Account& account, std::string_view prefix, error::Violations& bad) {
  if (account.name.empty()) bad.Add(Path(prefix, "display_name"), "must not be empty");
  CheckText(bad, Path(prefix, "display_name"), account.name, 100);
  if (account.platform.empty()) bad.Add(Path(prefix, "platform"), "must name a platform, as in platforms/weibo");
  if (!account.platform_id.empty() && !IsId(account.platform_id)) bad.Add(Path(prefix, "platform_id"), "must be up to 200 visible characters");
  if (account.other_ids.size() > kMaxOtherIds) bad.Add(Path(prefix, "other_ids"), "must be at most 5");
  for (size_t i = 0; i < account.other_ids.size(); ++i) {
    if (!IsId(account.other_ids[i])) bad.Add(absl::StrCat(Path(prefix, "other_ids"), "[", i, "]"), "must be up to 200 visible characters");
  }
  const bool web = absl::StartsWith(account.url, "https://") || absl::StartsWith(account.url, "http://");
  if (!account.url.empty() && (!web || account.url.size() > kMaxUrlBytes || !IsVisible(account.url))) {
    bad.Add(Path(prefix, "url"), "must be an http or https address of at most 2048 bytes");
  }
  CheckText(bad, Path(prefix, "url"), account.url, kMaxUrlBytes);
  CheckUnit(account.host, Path(prefix, "host"), /*required=*/true, bad);
  CheckUnit(account.competent, Path(prefix, "competent"), /*required=*/false, bad);
  CheckUnit(account.operation, Path(prefix, "operator"), /*required=*/false, bad);
  CheckText(bad, Path(prefix, "certified_subject"), account.certified_subject, 100);
  CheckText(bad, Path(prefix, "introduction"), account.introduction, 500);
  CheckText(bad, Path(prefix, "filing_number"), account.filing_number, 100);
  CheckText(bad, Path(prefix, "exception_reason"), account.exception_reason, 500);
  CheckText(bad, Path(prefix, "contact.responsible_person"), account.contact.responsible_person, 50);
  CheckText(bad, Path(prefix, "contact.phone"), account.contact.phone, 50);
  CheckText(bad, Path(prefix, "contact.operators"), account.contact.operators, 200);
}

std::vector<std::string> MaterialChanges(const Account& before, const Account& after) {
  std::vector<std::string> changed;
  const auto note = [&](bool differs, std::string_view field) {
    if (differs) changed.emplace_back(field);
  };
  note(before.name != after.name, "display_name");
  note(before.platform != after.platform, "platform");
  note(before.platform_id != after.platform_id, "platform_id");
  note(before.other_ids != after.other_ids, "other_ids");
  // Where an account is, is what makes it genuine.
  note(before.url != after.url, "url");
  note(before.host != after.host, "host");
  // Nobody chooses who approves him, nor when he was approved.
  note(before.competent != after.competent, "competent");
  note(before.opened_on != after.opened_on, "opened_on");
  note(before.filed_on != after.filed_on, "filed_on");
  note(before.filing_number != after.filing_number, "filing_number");
  note(before.certified_subject != after.certified_subject, "certified_subject");
  note(before.contact.responsible_person != after.contact.responsible_person, "contact.responsible_person");
  return changed;
}

Contact Masked(const Contact& contact) {
  return {.responsible_person = MaskedName(contact.responsible_person),
          .phone = MaskedPhone(contact.phone),
          .operators = MaskedName(contact.operators)};
}

}  // namespace disclosure::media
