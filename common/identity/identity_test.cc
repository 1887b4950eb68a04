#include "common/identity/identity.h"

#include <string>

#include "common/identity/check_character.h"
#include "gmock/gmock.h"

namespace disclosure {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kCreditCodes[] = {
    "91330100799655058B", "9144030071526726XG", "914403001922038216", "113301080000000192", "11330108000000027W",
    "91330108MA0000015G", "91330108MA0000023B", "52330108000000094K", "31330108000000107E"};
constexpr const char* kResidentIds[] = {"11010519491231002X", "33010819000101001X", "330108190001010028",
                                        "330108190001020031", "330108190001030045"};
constexpr const char* kOrganisationCodes[] = {"79965505-8", "71526726-X", "19220382-1", "00248940-1", "00250239-7",
                                              "72846652-4", "01431479-9", "01441633-0", "01527918-X"};

std::string Why(std::string_view text) { return ProblemText(CheckId(text)); }

TEST(CheckId, KnowsCreditCodes) {
  for (const char* code : kCreditCodes) {
    const IdCheck check = CheckId(code);
    EXPECT_EQ(check.kind, IdKind::kUniformSocialCreditCode) << code;
    EXPECT_TRUE(check.valid()) << code << ProblemText(check);
    EXPECT_EQ(check.normal, code);
    EXPECT_TRUE(check.body_code_checks) << code;
  }
}

TEST(CheckId, KnowsResidentIds) {
  for (const char* code : kResidentIds) {
    const IdCheck check = CheckId(code);
    EXPECT_EQ(check.kind, IdKind::kResidentId) << code;
    EXPECT_TRUE(check.valid()) << code << ProblemText(check);
  }
}

TEST(CheckId, KnowsOrganisationCodesWithAndWithoutHyphen) {
  for (std::string code : kOrganisationCodes) {
    const IdCheck hyphened = CheckId(code);
    EXPECT_EQ(hyphened.kind, IdKind::kOrganisationCode) << code;
    EXPECT_TRUE(hyphened.valid()) << code << ProblemText(hyphened);
    code.erase(8, 1);
    EXPECT_TRUE(CheckId(code).valid()) << code;
    EXPECT_EQ(hyphened.normal, code);
    EXPECT_EQ(hyphened.body_code, code);
  }
}

TEST(CheckId, TheMadeUpPrefixOfAnIndexNumberIsNoOrganisationCode) {
  EXPECT_EQ(Why("000000001"), "第9位校验码为“1”，应为“0”");
}

TEST(CheckId, GivesThePartsOfACreditCode) {
  const IdCheck check = CheckId("52330108000000094K");
  EXPECT_EQ(check.area_code, "330108");
  EXPECT_EQ(check.body_code, "000000094");
  EXPECT_EQ(RegistrationAuthorityText(check.registration_authority), "民政");
  EXPECT_EQ(OrganCategoryText(check.registration_authority, check.organ_category), "民办非企业单位");
  EXPECT_EQ(RegistrationAuthorityText('Q'), "");
  EXPECT_EQ(OrganCategoryText('1', '8'), "");
}

TEST(CheckId, GivesThePartsOfAResidentId) {
  const IdCheck check = CheckId("33010819000101001x");
  EXPECT_EQ(check.normal, "33010819000101001X");
  EXPECT_EQ(check.area_code, "330108");
  EXPECT_EQ(check.birth_date, absl::CivilDay(1900, 1, 1));
  EXPECT_EQ(check.sex, Sex::kMale);
  EXPECT_EQ(CheckId("330108190001010028").sex, Sex::kFemale);
}

TEST(CheckId, KnowsTheResidencePermitsOfHongKongMacaoAndTaiwan) {
  for (std::string code : {"81000019000101001", "82000019000101001", "83000019000101001"}) {
    code += ResidentIdCheckCharacter(code);
    const IdCheck check = CheckId(code);
    EXPECT_EQ(check.kind, IdKind::kResidencePermit) << code;
    EXPECT_TRUE(check.valid()) << code;
  }
}

TEST(CheckId, DropsBlanksAndTakesLowerCase) {
  EXPECT_EQ(CheckId("\u3000 91330108ma0000015g\t\r\n\u3000").normal, "91330108MA0000015G");
  EXPECT_EQ(CheckId("71526726-x").normal, "71526726X");
}

TEST(CheckId, GivesThePreciseReason) {
  EXPECT_EQ(Why(""), "号码为空");
  EXPECT_EQ(Why(" \u3000"), "号码为空");
  EXPECT_EQ(Why("33010819000101001"), "长度为17位，身份证号和统一社会信用代码应为18位，组织机构代码应为9位");
  EXPECT_EQ(Why("330108190001010"), "15位的第一代居民身份证已停止使用，请提供18位号码");
  EXPECT_EQ(Why("91330108MI0000015G"), "第10位不允许使用“I”");
  EXPECT_EQ(Why("91330A08MA0000015G"), "第6位不允许使用“A”");
  EXPECT_EQ(Why("91330108MA0000015H"), "第18位校验码为“H”，应为“G”");
  EXPECT_EQ(Why("330108190002300012"), "第7至14位不是真实存在的出生日期");
  EXPECT_EQ(Why("990108190001010028"), "第1至2位不是省级行政区划代码");
  EXPECT_EQ(Why("330108190001010020"), "第18位校验码为“0”，应为“8”");
  EXPECT_EQ(Why("33010819000101002A"), "第18位不允许使用“A”");
  EXPECT_EQ(Why("002489402"), "第9位校验码为“2”，应为“1”");
  EXPECT_EQ(Why("0024894A1A"), "长度为10位，身份证号和统一社会信用代码应为18位，组织机构代码应为9位");
  EXPECT_EQ(Why("9133010879965505８B"), "第17位不是数字或英文字母");
  EXPECT_EQ(ProblemText(CheckOrganisationCode("1234")), "长度为4位，组织机构代码应为9位");
  EXPECT_EQ(ProblemText(CheckResidentId("1234")), "长度为4位，居民身份证号应为18位");
  EXPECT_EQ(ProblemText(CheckUniformSocialCreditCode("1234")), "长度为4位，统一社会信用代码应为18位");
}

TEST(CheckId, TheForbiddenLettersOfCreditCodesAreThese) {
  for (const char letter : std::string("IOSVZ")) {
    std::string code = "91330108MA0000015G";
    code[9] = letter;
    const IdCheck check = CheckId(code);
    EXPECT_EQ(check.problem, IdProblem::kForbiddenCharacter);
    EXPECT_EQ(check.position, 10);
    EXPECT_EQ(check.found, letter);
  }
}

TEST(CheckId, BirthDatesFollowTheCalendar) {
  const auto with_birth = [](const std::string& date) {
    std::string code = "330108" + date + "001";
    code += ResidentIdCheckCharacter(code);
    return CheckId(code).problem;
  };
  EXPECT_EQ(with_birth("20000229"), IdProblem::kNone);
  EXPECT_EQ(with_birth("19000228"), IdProblem::kNone);
  EXPECT_EQ(with_birth("19000229"), IdProblem::kImpossibleBirthDate);  // 1900 was no leap year
  EXPECT_EQ(with_birth("20230431"), IdProblem::kImpossibleBirthDate);
  EXPECT_EQ(with_birth("20231301"), IdProblem::kImpossibleBirthDate);
  EXPECT_EQ(with_birth("20230100"), IdProblem::kImpossibleBirthDate);
  EXPECT_EQ(with_birth("18490101"), IdProblem::kImpossibleBirthDate);
}

TEST(CheckId, ProvincesAreThoseOfTheStandard) {
  int provinces = 0;
  for (int first = 10; first <= 99; ++first) {
    std::string code = std::to_string(first) + "010819000101001";
    code += ResidentIdCheckCharacter(code);
    provinces += CheckResidentId(code).valid();
  }
  EXPECT_EQ(provinces, 5 + 3 + 7 + 6 + 5 + 5 + 1 + 3);  // 11-15 21-23 31-37 41-46 50-54 61-65 71 81-83
}

TEST(CheckId, ARemainderOfNothingGivesTheCharacterZero) {
  EXPECT_TRUE(CheckId("913301080000003690").valid());
  EXPECT_TRUE(CheckId("9133010800000102X0").valid());
  EXPECT_EQ(Why("913301080000003691"), "第18位校验码为“1”，应为“0”");
  EXPECT_TRUE(CheckId("00000019-0").valid());           // the same trap of GB 11714: 11 is 0
  EXPECT_TRUE(CheckId("330108190001020031").valid());   // and of GB 11643: remainder 0 is 1
}

// Sums worked by hand in the notes to the standards.
TEST(CheckCharacter, FollowsTheWorkedSums) {
  EXPECT_EQ(CreditCodeCheckCharacter("91330100799655058"), 'B');   // 1384 mod 31 = 20
  EXPECT_EQ(CreditCodeCheckCharacter("9144030071526726X"), 'G');   // 1782 mod 31 = 15
  EXPECT_EQ(CreditCodeCheckCharacter("91440300192203821"), '6');   // 831 mod 31 = 25
  EXPECT_EQ(ResidentIdCheckCharacter("11010519491231002"), 'X');   // 167 mod 11 = 2
  EXPECT_EQ(ResidentIdCheckCharacter("33010819000102003"), '1');   // 121 mod 11 = 0
  EXPECT_EQ(OrganisationCodeCheckCharacter("71526726"), 'X');
}

TEST(IdProperty, EverySingleWrongCharacterOfACreditCodeIsFound) {
  for (const std::string code : kCreditCodes) {
    for (size_t i = 0; i < code.size(); ++i) {
      for (char c = '0'; c <= 'Z'; ++c) {
        std::string wrong = code;
        wrong[i] = c;
        if (wrong == code) continue;
        EXPECT_FALSE(CheckUniformSocialCreditCode(wrong).valid()) << wrong;
        EXPECT_FALSE(CheckId(wrong).valid()) << wrong;
      }
    }
  }
}

TEST(IdProperty, EverySingleWrongCharacterOfAResidentIdIsFound) {
  for (const std::string code : kResidentIds) {
    for (size_t i = 0; i < code.size(); ++i) {
      for (char c = '0'; c <= 'Z'; ++c) {
        std::string wrong = code;
        wrong[i] = c;
        if (wrong == code) continue;
        EXPECT_FALSE(CheckResidentId(wrong).valid()) << wrong;
        EXPECT_NE(CheckId(wrong).valid() && CheckId(wrong).kind == IdKind::kResidentId, true) << wrong;
      }
    }
  }
}

TEST(IdProperty, EverySingleWrongDigitOfAnOrganisationCodeIsFound) {
  for (const std::string code : kOrganisationCodes) {
    for (size_t i = 0; i < code.size(); ++i) {
      for (char c = '0'; c <= '9'; ++c) {
        std::string wrong = code;
        wrong[i] = c;
        if (i == 8 || wrong == code) continue;
        EXPECT_FALSE(CheckId(wrong).valid()) << wrong;
      }
    }
  }
}

TEST(IdProperty, TwoNeighboursOfAResidentIdExchangedAreFound) {
  for (const std::string code : kResidentIds) {
    for (size_t i = 0; i + 1 < code.size(); ++i) {
      std::string wrong = code;
      std::swap(wrong[i], wrong[i + 1]);
      if (wrong != code) {
        EXPECT_FALSE(CheckResidentId(wrong).valid()) << wrong;
      }
    }
  }
}

TEST(CheckId, AnOldOrganCodeThatLooksLikeAPersonsNumberIsStillACreditCode) {
  std::string code;
  for (int serial = 0; serial < 100 && code.empty(); ++serial) {
    std::string body = "580101" + std::to_string(10 + serial % 90);
    body += OrganisationCodeCheckCharacter(body);
    std::string candidate = "11110119" + body;  // an organ of 延庆: 110119 ends like a century
    if (candidate.find('X') != std::string::npos) continue;
    candidate += CreditCodeCheckCharacter(candidate);
    if (!CheckResidentId(candidate).valid()) code = candidate;
  }
  ASSERT_EQ(code.size(), 18u);
  EXPECT_EQ(CheckId(code).kind, IdKind::kUniformSocialCreditCode);
  EXPECT_TRUE(CheckId(code).valid());
}

TEST(CheckId, NoTextHoldsThePersonsNumber) {
  for (const std::string code : kResidentIds) {
    EXPECT_EQ(Masked(CheckId(code)), code.substr(0, 6) + "***********" + code.substr(17));
    for (size_t i = 0; i < code.size(); ++i) {
      std::string wrong = code;
      wrong[i] = wrong[i] == '7' ? '3' : '7';
      const IdCheck check = CheckId(wrong);
      EXPECT_THAT(ProblemText(check), Not(HasSubstr(wrong.substr(6, 8))));
      ASSERT_FALSE(check.valid()) << wrong;
      EXPECT_EQ(check.normal, "");
      EXPECT_EQ(Masked(check), "");
    }
  }
  EXPECT_EQ(Masked(CheckId("91330108MA0000015G")), "91330108MA0000015G");
}

TEST(CheckId, HostileTextIsJustWrong) {
  EXPECT_EQ(CheckId(std::string(1 << 20, '1')).problem, IdProblem::kWrongLength);
  EXPECT_FALSE(CheckId("91330108MA0000015G\x80").valid());  // a stray continuation byte
  EXPECT_FALSE(CheckId("002489401\xBF\xBF").valid());
  EXPECT_FALSE(CheckId(std::string("33010819000101001X\0", 19)).valid());
  EXPECT_EQ(CheckId(std::string(18, '\xFF')).problem, IdProblem::kForbiddenCharacter);
  EXPECT_EQ(CheckId(std::string(18, '\0')).problem, IdProblem::kForbiddenCharacter);
  EXPECT_FALSE(CheckId("𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀").valid());
  EXPECT_FALSE(CheckId("𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀-𠀀").valid());
  for (int byte = 0; byte < 256; ++byte) {
    for (int length = 0; length < 24; ++length) CheckId(std::string(length, static_cast<char>(byte)));
  }
}

}  // namespace
}  // namespace disclosure
