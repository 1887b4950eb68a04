#include "common/identity/identity.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "common/identity/check_character.h"

namespace disclosure {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDigitsAndX = "0123456789X";
constexpr std::string_view kDigitsAndLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kIdeographicSpace = "\u3000";
constexpr int kEarliestBirthYear = 1850;
constexpr int kLatestBirthYear = 2149;
constexpr size_t kMaxBytes = 64;  // longer input is never looked into

std::string_view Trim(std::string_view text) {
  while (true) {
    if (text.starts_with(kIdeographicSpace)) {
      text.remove_prefix(kIdeographicSpace.size());
    } else if (text.ends_with(kIdeographicSpace)) {
      text.remove_suffix(kIdeographicSpace.size());
    } else if (!text.empty() && absl::ascii_isspace(text.front())) {
      text.remove_prefix(1);
    } else if (!text.empty() && absl::ascii_isspace(text.back())) {
      text.remove_suffix(1);
    } else {
      return text;
    }
  }
}

// Characters of UTF-8. A stray continuation byte after ASCII counts, so that a text whose count is 18
// either has 18 bytes or a byte that is not ASCII among its first 18.
int CountCharacters(std::string_view text) {
  int count = 0;
  bool after_ascii = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80 || after_ascii) ++count;
    after_ascii = byte < 0x80;
  }
  return count;
}

// The text under check: trimmed, upper case, its length known.
struct Subject {
  std::string code;
  IdCheck check;
};

Subject Begin(std::string_view text, IdKind kind) {
  text = Trim(text);
  Subject subject{.code = absl::AsciiStrToUpper(absl::string_view(text.data(), std::min(text.size(), kMaxBytes)))};
  subject.check.kind = kind;
  subject.check.length = CountCharacters(text);
  return subject;
}

IdCheck Fail(Subject subject, IdProblem problem, int position = 0, char expected = '\0') {
  IdCheck check = std::move(subject.check);
  check.problem = problem;
  check.position = position;
  check.expected = expected;
  if (position > 0 && position <= static_cast<int>(subject.code.size())) {
    const char c = subject.code[position - 1];
    if (absl::ascii_isalnum(c)) check.found = c;
  }
  return check;
}

IdCheck FailLength(Subject subject) {
  const IdProblem problem = subject.check.length == 0 ? IdProblem::kEmpty : IdProblem::kWrongLength;
  return Fail(std::move(subject), problem);
}

// The character position (from 1) of the first of [begin, end) not in `alphabet`, or 0. Up to that one
// every byte was ASCII, so bytes and characters are the same.
int FirstForbidden(std::string_view code, size_t begin, size_t end, std::string_view alphabet) {
  for (size_t i = begin; i < end; ++i) {
    if (alphabet.find(code[i]) == std::string_view::npos) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool IsResidencePermitProvince(std::string_view code) {
  return code.starts_with("81") || code.starts_with("82") || code.starts_with("83");
}

bool IsProvince(std::string_view code) {
  constexpr std::array<std::string_view, 9> kLastByRegion = {"", "5", "3", "7", "6", "4", "5", "1", "3"};
  const int region = code[0] - '0';
  return region >= 1 && region <= 8 && code[1] >= (region == 5 ? '0' : '1') && code[1] <= kLastByRegion[region][0];
}

int Number(std::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

std::optional<absl::CivilDay> BirthDate(std::string_view digits) {
  const int year = Number(digits.substr(0, 4));
  const int month = Number(digits.substr(4, 2));
  const int day = Number(digits.substr(6, 2));
  const absl::CivilDay date(year, month, day);
  const bool real = date.year() == year && date.month() == month && date.day() == day;
  if (!real || year < kEarliestBirthYear || year > kLatestBirthYear) return std::nullopt;
  return date;
}

// 17 digits with two of the three marks of a person's number: province, century, month and day. One
// wrong digit spoils one mark at most.
bool LooksLikePerson(std::string_view code) {
  if (FirstForbidden(code, 0, 17, kDigits) != 0) return false;
  const std::string_view century = code.substr(6, 2);
  const int marks = IsProvince(code) + (century == "18" || century == "19" || century == "20") +
                    BirthDate("2000" + std::string(code.substr(10, 4))).has_value();
  return marks >= 2;
}

}  // namespace

IdCheck CheckUniformSocialCreditCode(std::string_view text) {
  Subject subject = Begin(text, IdKind::kUniformSocialCreditCode);
  if (subject.check.length != 18) return FailLength(std::move(subject));
  const std::string& code = subject.code;
  int position = FirstForbidden(code, 0, 2, kCreditCodeAlphabet);
  if (position == 0) position = FirstForbidden(code, 2, 8, kDigits);
  if (position == 0) position = FirstForbidden(code, 8, 18, kCreditCodeAlphabet);
  if (position != 0) return Fail(std::move(subject), IdProblem::kForbiddenCharacter, position);
  const char expected = CreditCodeCheckCharacter(code);
  if (code[17] != expected) return Fail(std::move(subject), IdProblem::kCheckCharacter, 18, expected);
  IdCheck& check = subject.check;
  check.registration_authority = code[0];
  check.organ_category = code[1];
  check.area_code = code.substr(2, 6);
  check.body_code = code.substr(8, 9);
  check.body_code_checks = code[16] == OrganisationCodeCheckCharacter(check.body_code);
  check.normal = code;
  return check;
}

IdCheck CheckResidentId(std::string_view text) {
  Subject subject = Begin(text, IdKind::kResidentId);
  const std::string& code = subject.code;
  if (subject.check.length == 15 && FirstForbidden(code, 0, code.size(), kDigits) == 0) {
    return Fail(std::move(subject), IdProblem::kFirstGeneration);
  }
  if (subject.check.length != 18) return FailLength(std::move(subject));
  if (IsResidencePermitProvince(code)) subject.check.kind = IdKind::kResidencePermit;
  int position = FirstForbidden(code, 0, 17, kDigits);
  if (position == 0) position = FirstForbidden(code, 17, 18, kDigitsAndX);
  if (position != 0) return Fail(std::move(subject), IdProblem::kForbiddenCharacter, position);
  if (!IsProvince(code)) return Fail(std::move(subject), IdProblem::kUnknownProvince);
  const std::optional<absl::CivilDay> birth_date = BirthDate(std::string_view(code).substr(6, 8));
  if (!birth_date) return Fail(std::move(subject), IdProblem::kImpossibleBirthDate);
  const char expected = ResidentIdCheckCharacter(code);
  if (code[17] != expected) return Fail(std::move(subject), IdProblem::kCheckCharacter, 18, expected);
  IdCheck& check = subject.check;
  check.area_code = code.substr(0, 6);
  check.birth_date = birth_date;
  check.sex = (code[16] - '0') % 2 == 1 ? Sex::kMale : Sex::kFemale;
  check.normal = code;
  return check;
}

IdCheck CheckOrganisationCode(std::string_view text) {
  Subject subject = Begin(text, IdKind::kOrganisationCode);
  std::string& code = subject.code;
  if (subject.check.length == 10 && code.size() > 8 && code[8] == '-') {
    code.erase(8, 1);
    subject.check.length = 9;
  }
  if (subject.check.length != 9) return FailLength(std::move(subject));
  int position = FirstForbidden(code, 0, 8, kDigitsAndLetters);
  if (position == 0) position = FirstForbidden(code, 8, 9, kDigitsAndX);
  if (position != 0) return Fail(std::move(subject), IdProblem::kForbiddenCharacter, position);
  const char expected = OrganisationCodeCheckCharacter(code);
  if (code[8] != expected) return Fail(std::move(subject), IdProblem::kCheckCharacter, 9, expected);
  subject.check.body_code = code;
  subject.check.body_code_checks = true;
  subject.check.normal = code;
  return subject.check;
}

IdCheck CheckId(std::string_view text) {
  Subject subject = Begin(text, IdKind::kUnknown);
  const std::string& code = subject.code;
  if (subject.check.length == 9) return CheckOrganisationCode(text);
  if (subject.check.length == 10 && code.size() > 8 && code[8] == '-') return CheckOrganisationCode(text);
  if (subject.check.length == 15) {
    IdCheck check = CheckResidentId(text);
    if (check.problem == IdProblem::kFirstGeneration) return check;
  }
  if (subject.check.length != 18) return FailLength(std::move(subject));
  IdCheck person = CheckResidentId(text);
  if (person.valid()) return person;
  IdCheck organisation = CheckUniformSocialCreditCode(text);
  if (!LooksLikePerson(code)) return organisation;
  // All-digit codes of old organs may look like a person's number; three agreeing marks say they are not.
  const bool known = !OrganCategoryText(organisation.registration_authority, organisation.organ_category).empty();
  return organisation.valid() && organisation.body_code_checks && known ? organisation : person;
}

}  // namespace disclosure
