#include "request-service/domain/filing.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/identity/identity.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostName = 100;
constexpr size_t kMostSubject = 2000;

struct Contact {
  std::string_view field;
  std::string Applicant::*value;
};
constexpr Contact kContacts[] = {
    {"phone", &Applicant::phone}, {"email", &Applicant::email}, {"address", &Applicant::address}, {"postcode", &Applicant::postcode}};

void CheckRequired(error::Violations& bad, std::string_view field, std::string_view text, size_t max) {
  if (absl::StripAsciiWhitespace(absl::string_view(text.data(), text.size())).empty()) return bad.Add(field, "must be given (条例 art. 29)");
  CheckWritten(bad, field, text, max);
}

void CheckIdentity(error::Violations& bad, const Applicant& applicant) {
  constexpr std::string_view kField = "applicant.identity_number";
  const std::string& number = applicant.identity_number;
  IdCheck check;
  switch (applicant.identity_kind) {
    case IdentityKind::kUnspecified: return bad.Add("applicant.identity_kind", "must be given (条例 art. 29)");
    case IdentityKind::kOther:
      CheckRequired(bad, "applicant.identity_kind_text", applicant.identity_kind_text, 50);
      return CheckRequired(bad, kField, number, 50);
    case IdentityKind::kResidentId: check = CheckResidentId(number); break;
    case IdentityKind::kUniformSocialCreditCode: check = CheckUniformSocialCreditCode(number); break;
  }
  if (!check.valid()) bad.Add(kField, ProblemText(check));
}

// A person proves who he is with his own number; the class of an organisation is not a person's.
void CheckClass(error::Violations& bad, std::string_view class_field, std::string_view identity_field, const Applicant& applicant) {
  if (applicant.applicant_class == ApplicantClass::kUnspecified) return bad.Add(class_field, "must be given");
  const bool person = applicant.applicant_class == ApplicantClass::kNaturalPerson;
  if (person && applicant.identity_kind == IdentityKind::kUniformSocialCreditCode) {
    bad.Add(identity_field, "a natural person has no 统一社会信用代码");
  }
  if (!person && applicant.identity_kind == IdentityKind::kResidentId) {
    bad.Add(identity_field, "an organisation gives its 统一社会信用代码 or another document");
  }
}

void CheckContact(error::Violations& bad, const std::string& prefix, const Applicant& applicant, Route route) {
  CheckWritten(bad, prefix + "phone", applicant.phone, 50);
  CheckWritten(bad, prefix + "email", applicant.email, 100);
  CheckWritten(bad, prefix + "address", applicant.address, 200);
  CheckWritten(bad, prefix + "postcode", applicant.postcode, 10);
  CheckWritten(bad, prefix + "agent_name", applicant.agent_name, kMostName);
  const size_t at = applicant.email.find('@');
  if (!applicant.email.empty() && (at == 0 || at == std::string::npos || at + 1 == applicant.email.size())) {
    bad.Add(prefix + "email", "must look like name@example.cn");
  }
  if (applicant.phone.empty() && applicant.email.empty() && applicant.address.empty()) {
    bad.Add(prefix + "phone", "a way of contact must be given: phone, email or address (条例 art. 29)");
  }
  if (route == Route::kByPost && applicant.address.empty()) bad.Add(prefix + "address", "must be given to get the answer by post");
  if (route == Route::kByEmail && applicant.email.empty()) bad.Add(prefix + "email", "must be given to get the answer by e-mail");
}

// Code points of a well-formed text.
char32_t NextCodePoint(std::string_view text, size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  char32_t code = first & (0x3Fu >> more);
  for (int i = 0; i < more && at < text.size(); ++i) code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  return code;
}

// Blanks, punctuation and symbols: ASCII, general, CJK and full width.
bool IsIgnored(char32_t code) {
  if (code < 0x80) return !absl::ascii_isalnum(static_cast<unsigned char>(code));
  return (code >= 0xA0 && code <= 0xBF) || (code >= 0x2000 && code <= 0x206F) || (code >= 0x3000 && code <= 0x303F && code != 0x3007) ||
         (code >= 0xFE30 && code <= 0xFE6F) || code == 0xFEFF || (code >= 0xFFE0 && code <= 0xFFEF);
}

void AppendUtf8(std::string& text, char32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += {static_cast<char>(0xC0 | code >> 6), static_cast<char>(0x80 | (code & 0x3F))};
  } else if (code < 0x10000) {
    text += {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
  } else {
    text += {static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F)),
             static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
  }
}

bool ParsePositive(std::string_view text, int max, int& value) {
  return !text.empty() && text.size() <= 9 && text[0] != '0' && std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
         absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &value) && value <= max;
}

constexpr std::string_view kForms[] = {"", "纸质", "电子文件", "光盘等介质", "现场查阅"};
constexpr std::string_view kRoutes[] = {"", "邮寄", "电子邮件", "传真", "自行领取", "在线获取"};

}  // namespace

std::string_view Label(Form value) { return kForms[static_cast<size_t>(value)]; }
std::string_view Label(Route value) { return kRoutes[static_cast<size_t>(value)]; }

absl::Status ValidateFiling(const Applicant& applicant, const Wanted& wanted) {
  error::Violations bad;
  CheckRequired(bad, "applicant.display_name", applicant.name, kMostName);
  CheckClass(bad, "applicant.applicant_class", "applicant.identity_kind", applicant);
  CheckIdentity(bad, applicant);
  CheckContact(bad, "applicant.", applicant, wanted.route);
  CheckRequired(bad, "wanted.subject", wanted.subject, kMostSubject);
  CheckWritten(bad, "wanted.purpose", wanted.purpose, 500);
  if (wanted.form == Form::kUnspecified) bad.Add("wanted.form", "must be given (条例 art. 29)");
  if (wanted.route == Route::kUnspecified) bad.Add("wanted.route", "must be given (条例 art. 29)");
  return bad.status();
}

std::vector<std::string> CorrectedFields(const Applicant& before, const Applicant& after) {
  std::vector<std::string> fields;
  if (before.applicant_class != after.applicant_class) fields.push_back("applicant_class");
  for (const Contact& contact : kContacts) {
    if (before.*contact.value != after.*contact.value) fields.push_back(std::string(contact.field));
  }
  return fields;
}

absl::Status ValidateCorrection(const Applicant& before, const Applicant& after, Route route) {
  const std::vector<std::string> fields = CorrectedFields(before, after);
  const bool of_class = before.applicant_class != after.applicant_class;
  error::Violations bad;
  if (of_class) CheckClass(bad, "applicant_class", "applicant_class", after);
  if (fields.size() > (of_class ? 1u : 0u)) CheckContact(bad, "", after, route);
  return bad.status();
}

std::string NormalIdentity(const Applicant& applicant) {
  if (applicant.identity_kind != IdentityKind::kOther) {
    const IdCheck check = applicant.identity_kind == IdentityKind::kResidentId ? CheckResidentId(applicant.identity_number)
                                                                               : CheckUniformSocialCreditCode(applicant.identity_number);
    if (check.valid()) return check.normal;
  }
  return absl::AsciiStrToUpper(absl::StripAsciiWhitespace(applicant.identity_number));
}

std::string NormalWish(std::string_view subject) {
  std::string normal;
  for (size_t at = 0; at < subject.size();) {
    char32_t code = NextCodePoint(subject, at);
    if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFEE0;  // full width
    if (IsIgnored(code)) continue;
    AppendUtf8(normal, code < 0x80 ? static_cast<char32_t>(absl::ascii_tolower(static_cast<unsigned char>(code))) : code);
  }
  return normal;
}

std::string Number(const RequestKey& key) { return absl::StrCat(key.organ, "-", key.year, "-", key.serial); }

std::optional<RequestKey> ParseNumber(std::string_view number) {
  const size_t second = number.rfind('-');
  if (second == std::string_view::npos || second == 0) return std::nullopt;
  const size_t first = number.rfind('-', second - 1);
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  return ParseRequestId(number.substr(0, first), number.substr(first + 1));
}

std::string Name(const RequestKey& key) { return absl::StrCat("organs/", key.organ, "/requests/", key.year, "-", key.serial); }

std::optional<RequestKey> ParseRequestId(std::string_view organ, std::string_view id) {
  RequestKey key{.organ = std::string(organ)};
  const size_t hyphen = id.find('-');
  if (hyphen == std::string_view::npos || !ParsePositive(id.substr(0, hyphen), 9999, key.year) || key.year < 2000 ||
      !ParsePositive(id.substr(hyphen + 1), 999'999'999, key.serial)) {
    return std::nullopt;
  }
  return key;
}

}  // namespace disclosure::request
