#include "media-service/api/convert.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"

namespace disclosure::media {
namespace {

// proto3 keeps numbers it does not know: a rule would not.
template <typename To, typename From>
To Cast(From value, int largest) {
  const int number = static_cast<int>(value);
  return number < 0 || number > largest ? To() : static_cast<To>(number);
}

void Fill(const Unit& unit, v1::Unit& out) {
  if (!unit.organ.empty()) out.set_organ(absl::StrCat("organs/", unit.organ));
  out.set_display_name(unit.text);
  out.set_inferred(unit.inferred);
}

Unit FromProto(const v1::Unit& unit, const std::string& field, error::Violations& bad) {
  return {.organ = ParseReference(kOrganName, unit.organ(), absl::StrCat(field, ".organ"), bad), .text = unit.display_name(), .inferred = false};
}

std::optional<absl::CivilDay> ParseDay(const std::string& text, std::string_view field, error::Violations& bad) {
  if (text.empty()) return std::nullopt;
  const std::optional<absl::CivilDay> day = ParseDate(text);
  if (!day) bad.Add(field, "must be a date, as in 2026-09-18");
  return day;
}

std::string DayText(const std::optional<absl::CivilDay>& day) { return day ? FormatDate(*day) : ""; }

}  // namespace

std::string AccountName(std::string_view uid) { return absl::StrCat("accounts/", std::string(uid)); }

absl::StatusOr<std::string> ParseAccountName(const std::string& name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kAccountName, name));
  return ids[0];
}

std::string ParseReference(std::string_view pattern, const std::string& name, std::string_view field, error::Violations& bad) {
  if (name.empty()) return "";
  const auto ids = ParseName(pattern, name, field);
  if (ids.ok()) return (*ids)[0];
  bad.Add(field, absl::StrCat("must be as in ", std::string(pattern)));
  return "";
}

std::string Etag(int64_t version) { return absl::StrCat("\"", version, "\""); }

google::protobuf::Timestamp ToProto(absl::Time time) {
  google::protobuf::Timestamp out;
  out.set_seconds(absl::ToUnixSeconds(time));
  out.set_nanos(static_cast<int32_t>((time - absl::FromUnixSeconds(out.seconds())) / absl::Nanoseconds(1)));
  return out;
}

v1::Account PublicProto(const Account& a) {
  v1::Account out;
  out.set_name(AccountName(a.uid));
  out.set_display_name(a.name);
  out.set_platform(absl::StrCat("platforms/", a.platform));
  out.set_platform_id(a.platform_id);
  for (const std::string& id : a.other_ids) out.add_other_ids(id);
  out.set_url(a.url);
  out.set_state(static_cast<v1::State>(a.state));
  out.set_division(absl::StrCat("divisions/", a.division));
  Fill(a.host, *out.mutable_host());
  if (a.competent != Unit()) Fill(a.competent, *out.mutable_competent());
  if (a.operation != Unit()) Fill(a.operation, *out.mutable_operator_());
  out.set_operation_mode(static_cast<v1::OperationMode>(a.operation_mode));
  out.set_certified_subject(a.certified_subject);
  out.set_certification_status(static_cast<v1::CertificationStatus>(a.certification));
  out.set_purpose(static_cast<v1::Purpose>(a.purpose));
  for (const Interaction interaction : a.interactions) out.add_interactions(static_cast<v1::Interaction>(interaction));
  out.set_introduction(a.introduction);
  out.set_opened_on(DayText(a.opened_on));
  out.set_filed_on(DayText(a.filed_on));
  out.set_filing_number(a.filing_number);
  if (!a.successor.empty()) out.set_successor(AccountName(a.successor));
  out.set_reopened(a.reopened);
  *out.mutable_create_time() = ToProto(a.create_time);
  *out.mutable_update_time() = ToProto(a.update_time);
  out.set_etag(Etag(a.version));
  return out;
}

v1::Account OfficerProto(const Account& a) {
  v1::Account out = PublicProto(a);
  out.set_exception_reason(a.exception_reason);
  if (!a.contact.empty()) {
    out.mutable_contact()->set_responsible_person(a.contact.responsible_person);
    out.mutable_contact()->set_phone(a.contact.phone);
    out.mutable_contact()->set_operators(a.contact.operators);
  }
  out.set_unfiled(a.unfiled);
  out.set_status_text(a.status_text);
  out.set_source(a.source);
  return out;
}

v1::Finding ToProto(const Finding& finding) {
  v1::Finding out;
  out.set_severity(static_cast<v1::Finding::Severity>(finding.severity));
  out.set_code(finding.code);
  out.set_message(finding.message);
  for (const std::string& uid : finding.others) out.add_accounts(AccountName(uid));
  return out;
}

v1::Platform ToProto(const Platform& p) {
  v1::Platform out;
  out.set_name(absl::StrCat("platforms/", p.code));
  out.set_display_name(p.name);
  out.set_kind(p.kind);
  out.set_rule_class(static_cast<v1::Platform::RuleClass>(p.rule_class));
  out.set_id_space(p.id_space);
  out.set_id_format(p.id_format->pattern());
  out.set_id_hint(p.id_hint);
  out.set_url_template(p.url_template);
  out.set_effective_from(FormatDate(p.in_force.from));
  out.set_effective_to(DayText(p.in_force.to));
  for (const PlatformAlias& alias : p.aliases) {
    v1::Platform::Alias& to = *out.add_aliases();
    to.set_display_name(alias.name);
    to.set_warning(alias.warning);
  }
  return out;
}

Account FromProto(const v1::Account& m, const PlatformTable& platforms, error::Violations& bad) {
  const Platform* platform = platforms.FindWritten(m.platform());
  if (platform == nullptr && !m.platform().empty()) bad.Add("account.platform", "is no platform of /v1/platforms");
  Account out{.uid = "",
              .division = "",
              .platform = platform == nullptr ? m.platform() : platform->code,
              .platform_id = m.platform_id(),
              .other_ids = {m.other_ids().begin(), m.other_ids().end()},
              .name = m.display_name(),
              .url = m.url(),
              .host = FromProto(m.host(), "account.host", bad),
              .competent = FromProto(m.competent(), "account.competent", bad),
              .operation = FromProto(m.operator_(), "account.operator", bad),
              .operation_mode = Cast<OperationMode>(m.operation_mode(), 2),
              .certified_subject = m.certified_subject(),
              .certification = Cast<Certification>(m.certification_status(), 3),
              .purpose = Cast<Purpose>(m.purpose(), 3),
              .interactions = {},
              .introduction = m.introduction(),
              .opened_on = ParseDay(m.opened_on(), "account.opened_on", bad),
              .filed_on = ParseDay(m.filed_on(), "account.filed_on", bad),
              .filing_number = m.filing_number(),
              .exception_reason = m.exception_reason(),
              .contact = {m.contact().responsible_person(), m.contact().phone(), m.contact().operators()},
              .successor = "",
              .status_text = "",
              .source = "",
              .import_digest = ""};
  for (const int interaction : m.interactions()) {
    const auto known = Cast<Interaction>(interaction, kInteractions);
    if (known != Interaction::kUnspecified) out.interactions.push_back(known);
  }
  return out;
}

}  // namespace disclosure::media
