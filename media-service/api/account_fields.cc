#include "media-service/api/account_fields.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::media {
namespace {

struct Field {
  std::string_view path;
  bool (*is_set)(const v1::Account& message);
  void (*copy)(const Account& from, Account& to);
  bool (*differs)(const Account& a, const Account& b);
};

// A plain field: its path, whether the message has it, and the domain's member.
#define ACCOUNT_FIELD(path, is_set, member)                                        \
  {path, [](const v1::Account& m) -> bool { return is_set; },                      \
   [](const Account& from, Account& to) { to.member = from.member; },              \
   [](const Account& a, const Account& b) -> bool { return a.member != b.member; }}

constexpr Field kFields[] = {
    ACCOUNT_FIELD("display_name", !m.display_name().empty(), name),
    ACCOUNT_FIELD("platform", !m.platform().empty(), platform),
    ACCOUNT_FIELD("platform_id", !m.platform_id().empty(), platform_id),
    ACCOUNT_FIELD("other_ids", !m.other_ids().empty(), other_ids),
    ACCOUNT_FIELD("url", !m.url().empty(), url),
    ACCOUNT_FIELD("host", m.has_host(), host),
    ACCOUNT_FIELD("competent", m.has_competent(), competent),
    ACCOUNT_FIELD("operator", m.has_operator_(), operation),
    ACCOUNT_FIELD("operation_mode", m.operation_mode() != 0, operation_mode),
    ACCOUNT_FIELD("certified_subject", !m.certified_subject().empty(), certified_subject),
    ACCOUNT_FIELD("certification_status", m.certification_status() != 0, certification),
    ACCOUNT_FIELD("purpose", m.purpose() != 0, purpose),
    ACCOUNT_FIELD("interactions", !m.interactions().empty(), interactions),
    ACCOUNT_FIELD("introduction", !m.introduction().empty(), introduction),
    ACCOUNT_FIELD("opened_on", !m.opened_on().empty(), opened_on),
    ACCOUNT_FIELD("filed_on", !m.filed_on().empty(), filed_on),
    ACCOUNT_FIELD("filing_number", !m.filing_number().empty(), filing_number),
    ACCOUNT_FIELD("exception_reason", !m.exception_reason().empty(), exception_reason),
    ACCOUNT_FIELD("contact", m.has_contact(), contact),
    // Parts, in a mask only.
    ACCOUNT_FIELD("contact.responsible_person", false, contact.responsible_person),
    ACCOUNT_FIELD("contact.phone", false, contact.phone),
    ACCOUNT_FIELD("contact.operators", false, contact.operators),
};
#undef ACCOUNT_FIELD

bool IsPart(const Field& field) { return field.path.find('.') != std::string_view::npos; }

}  // namespace

absl::Status ApplyMask(const google::protobuf::FieldMask& mask, const v1::Account& message, const Account& given, Account& account) {
  error::Violations bad;
  const bool all = mask.paths_size() == 1 && mask.paths(0) == "*";
  if (mask.paths().empty() || all) {
    for (const Field& field : kFields) {
      if (!IsPart(field) && (all || field.is_set(message))) field.copy(given, account);
    }
    return absl::OkStatus();
  }
  for (const std::string& path : mask.paths()) {
    const auto field = std::find_if(std::begin(kFields), std::end(kFields), [&](const Field& known) { return known.path == path; });
    if (field == std::end(kFields)) {
      bad.Add("update_mask", absl::StrCat("\"", path, "\" cannot be updated"));
    } else {
      field->copy(given, account);
    }
  }
  return bad.status();
}

std::vector<std::string> ChangedFields(const Account& before, const Account& after) {
  std::vector<std::string> changed;
  for (const Field& field : kFields) {
    if (!IsPart(field) && field.differs(before, after)) changed.emplace_back(field.path);
  }
  return changed;
}

}  // namespace disclosure::media
