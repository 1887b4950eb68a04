// Identity codes of applicants and organs: what a number is, whether it is right, and if not, exactly
// why. Pure; no register is asked, so "valid" means well formed with the right check character.
//
// 统一社会信用代码 GB 32100-2015, 居民身份证号 GB 11643-1999, 组织机构代码 GB 11714.
//
// Numbers of persons are personal data: no text made here holds more of one than a position, a single
// character and Masked().
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace disclosure {

enum class IdKind {
  kUnknown,
  kUniformSocialCreditCode,  // 统一社会信用代码
  kResidentId,               // 居民身份证
  kResidencePermit,          // 港澳台居民居住证: 810000, 820000, 830000, the resident's algorithm
  kOrganisationCode,         // 组织机构代码
};

enum class IdProblem {
  kNone,
  kEmpty,
  kWrongLength,         // `length` characters
  kFirstGeneration,     // the 15-digit resident ID (第一代居民身份证), out of use since 2013
  kForbiddenCharacter,  // at `position`
  kUnknownProvince,     // the first two digits are no province
  kImpossibleBirthDate,
  kCheckCharacter,  // at `position`: is `found`, should be `expected`
};

enum class Sex { kUnknown, kMale, kFemale };

struct IdCheck {
  IdKind kind = IdKind::kUnknown;
  IdProblem problem = IdProblem::kNone;
  bool valid() const { return problem == IdProblem::kNone; }

  int length = 0;       // in characters, blanks around it not counted
  int position = 0;     // from 1, in the normal form
  char found = '\0';    // the ASCII letter or digit at `position`; '\0' for any other character
  char expected = '\0';

  // The parts; empty unless valid.
  std::string normal;     // upper case, trimmed, an organisation code without hyphen
  std::string area_code;  // six digits of GB/T 2260; of a credit code those of its registration office
  std::optional<absl::CivilDay> birth_date;
  Sex sex = Sex::kUnknown;
  char registration_authority = '\0';  // 登记管理部门代码, position 1 of a credit code
  char organ_category = '\0';          // 机构类别代码, position 2 of a credit code
  std::string body_code;               // 主体标识码: the organisation code, also within a credit code
  // Whether the body code within a credit code passes GB 11714 too. No reason to refuse the code: GB
  // 32100 puts its own check character over all 17.
  bool body_code_checks = false;
};

// Tells the kind by form. Blanks around the text (also U+3000) are dropped, lower case is accepted. Any
// input is allowed, of any length. A birth date in the future is not found: this knows no today.
//
// Of 18 characters that could be either, the person's reading stands if it is right, or if neither is. A
// number that looks like a person's counts as a credit code only if that, its body code and its category
// are right too; fewer than one in 300 mistyped resident IDs passes so. Who knows the kind should call the
// function of that kind, or compare `kind`.
IdCheck CheckId(std::string_view text);

// The same when the kind is known. CheckResidentId answers kResidencePermit for 81, 82 and 83.
IdCheck CheckUniformSocialCreditCode(std::string_view text);
IdCheck CheckResidentId(std::string_view text);
IdCheck CheckOrganisationCode(std::string_view text);  // 00248940-1 or 002489401

// "统一社会信用代码", "居民身份证", …; "未知证件".
std::string_view IdKindText(IdKind kind);
// What is wrong, in Chinese, without the number: "第18位校验码为“1”，应为“X”"; "" if nothing is.
std::string ProblemText(const IdCheck& check);
// The normal form for display: of a person's number the area code and the last character
// ("330108***********X"). "" unless valid.
std::string Masked(const IdCheck& check);
// "机构编制", "民政", "市场监督管理" …; "" for a code not known here, which is no fault.
std::string_view RegistrationAuthorityText(char code);
// "机关", "社会团体", "企业" … by both letters; "" if not known here.
std::string_view OrganCategoryText(char authority, char category);

}  // namespace disclosure
