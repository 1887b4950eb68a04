#include "ctl/check_id.h"

#include <string>

#include "common/identity/identity.h"
#include "ctl/json_text.h"

namespace disclosure::ctl {
namespace {

std::string_view KindName(IdKind kind) {
  switch (kind) {
    case IdKind::kUniformSocialCreditCode: return "uniform_social_credit_code";
    case IdKind::kResidentId: return "resident_id";
    case IdKind::kResidencePermit: return "residence_permit";
    case IdKind::kOrganisationCode: return "organisation_code";
    case IdKind::kUnknown: break;
  }
  return "unknown";
}

void PrintPart(std::string_view label, std::string_view value, std::ostream& out) {
  if (!value.empty()) out << label << "：" << value << '\n';
}

void PrintText(const IdCheck& check, std::ostream& out) {
  out << IdKindText(check.kind);
  if (!check.valid()) {
    out << " 无效：" << ProblemText(check) << '\n';
    return;
  }
  out << " 有效\n";
  PrintPart("号码", Masked(check), out);
  PrintPart("登记管理部门", RegistrationAuthorityText(check.registration_authority), out);
  PrintPart("机构类别", OrganCategoryText(check.registration_authority, check.organ_category), out);
  PrintPart("行政区划代码", check.area_code, out);
  if (check.kind != IdKind::kUniformSocialCreditCode) return;
  PrintPart("主体标识码", check.body_code, out);
  if (!check.body_code_checks) out << "注意：主体标识码的校验位不符合GB 11714，请与登记证书核对\n";
}

void PrintJson(const IdCheck& check, std::ostream& out) {
  out << "{\"kind\":" << JsonString(KindName(check.kind)) << ",\"kind_text\":" << JsonString(IdKindText(check.kind))
      << ",\"valid\":" << JsonBool(check.valid()) << ",\"problem\":" << JsonString(ProblemText(check))
      << ",\"position\":" << check.position << ",\"number\":" << JsonString(Masked(check))
      << ",\"area_code\":" << JsonString(check.area_code) << ",\"registration_authority\":"
      << JsonString(RegistrationAuthorityText(check.registration_authority)) << ",\"organ_category\":"
      << JsonString(OrganCategoryText(check.registration_authority, check.organ_category))
      << ",\"body_code\":" << JsonString(check.body_code)
      << ",\"body_code_checks\":" << JsonBool(check.body_code_checks) << "}\n";
}

}  // namespace

int RunCheckId(std::string_view code, bool json, std::ostream& out) {
  const IdCheck check = CheckId(code);
  if (json) {
    PrintJson(check, out);
  } else {
    PrintText(check, out);
  }
  return check.valid() ? 0 : 1;
}

}  // namespace disclosure::ctl
