#include "request-service/domain/filing.h"

#include <set>

#include "common/base/text_limits.h"
#include "common/testing/matchers.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::Contains;
using ::testing::UnorderedElementsAre;

Applicant Person() {
  return {.applicant_class = ApplicantClass::kNaturalPerson,
          .name = "测试甲",
          .identity_kind = IdentityKind::kResidentId,
          .identity_number = "33010819000101001x",
          .phone = "0571-00000000"};
}
Wanted Information() {
  return {.subject = "某某路改造工程的立项批复", .form = Form::kElectronic, .route = Route::kOnline};
}

std::set<std::string> BadFields(const absl::Status& status) {
  std::set<std::string> fields;
  const auto info = error::GetInfo(status);
  for (const auto& violation : info ? info->violations : std::vector<error::Violation>()) fields.insert(violation.field);
  return fields;
}

TEST(Filing, AcceptsWhatArticle29AsksForAndNoMore) {
  EXPECT_OK(ValidateFiling(Person(), Information()));
  Applicant company{.applicant_class = ApplicantClass::kBusiness, .name = "测试有限公司", .identity_kind = IdentityKind::kUniformSocialCreditCode,
                    .identity_number = "91330108MA0000015G", .email = "a@example.cn"};
  EXPECT_OK(ValidateFiling(company, Information()));
  Applicant guest{.applicant_class = ApplicantClass::kNaturalPerson, .name = "Test Person", .identity_kind = IdentityKind::kOther,
                  .identity_number = "E00000000", .identity_kind_text = "护照", .address = "某地"};
  EXPECT_OK(ValidateFiling(guest, Information()));
}

TEST(Filing, NamesEveryElementOfArticle29ThatIsMissing) {
  EXPECT_THAT(BadFields(ValidateFiling({}, {})),
              UnorderedElementsAre("applicant.display_name", "applicant.applicant_class", "applicant.identity_kind", "applicant.phone",
                                   "wanted.subject", "wanted.form", "wanted.route"));
  EXPECT_THAT(ValidateFiling({}, {}), HasReason("BAD_REQUEST"));
}

TEST(Filing, RefusesAWrongIdentityNumberWithoutRepeatingIt) {
  Applicant person = Person();
  person.identity_number = "330108190001010020";
  const absl::Status status = ValidateFiling(person, Information());
  EXPECT_THAT(BadFields(status), UnorderedElementsAre("applicant.identity_number"));
  EXPECT_EQ(status.ToString().find("19000101"), std::string::npos);
}

TEST(Filing, ThePromisedRouteNeedsItsAddress) {
  Wanted wanted = Information();
  wanted.route = Route::kByPost;
  EXPECT_THAT(BadFields(ValidateFiling(Person(), wanted)), UnorderedElementsAre("applicant.address"));
  wanted.route = Route::kByEmail;
  EXPECT_THAT(BadFields(ValidateFiling(Person(), wanted)), UnorderedElementsAre("applicant.email"));
}

TEST(Filing, ClassAndDocumentAgree) {
  Applicant person = Person();
  person.applicant_class = ApplicantClass::kLegalService;
  EXPECT_THAT(BadFields(ValidateFiling(person, Information())), Contains("applicant.identity_kind"));
}

TEST(Filing, TakesRareCharactersOfNamesButNoEmojiControlCharactersOrBrokenText) {
  Applicant person = Person();
  Wanted wanted = Information();
  person.name = "𠮷𡈽";
  wanted.subject = "关于𠮷祥里的文件\n第二行";
  EXPECT_OK(ValidateFiling(person, wanted));
  for (const std::string& bad : {std::string("关于😀的文件"), std::string("甲\0乙", 7), std::string("甲\x1b[31m"), std::string("\xE4\xBD"), std::string("\xED\xA0\x80"), std::string("\xC0\xAF")}) {
    wanted.subject = bad;
    EXPECT_THAT(BadFields(ValidateFiling(person, wanted)), UnorderedElementsAre("wanted.subject"));
  }
  wanted.subject = std::string(3 * 2001, ' ');
  for (int i = 0; i < 2001; ++i) wanted.subject.replace(3 * i, 3, "字");
  EXPECT_THAT(BadFields(ValidateFiling(person, wanted)), UnorderedElementsAre("wanted.subject")) << "2001 characters";
}

TEST(Wishes, AreTheSameWithoutWidthPunctuationBlanksAndCase) {
  EXPECT_EQ(NormalWish("请公开 ＡＢＣ－１ 号文件。"), NormalWish("请公开《abc-1》号文件"));
  EXPECT_EQ(NormalWish("　请，公　开：“x”"), "请公开x");
  EXPECT_NE(NormalWish("2023年预算"), NormalWish("2024年预算"));
  EXPECT_EQ(NormalWish("二〇二四"), "二〇二四");
  EXPECT_EQ(NormalWish("𠮷。"), "𠮷");
}

TEST(Numbers, AndNamesAreWrittenAndReadAlike) {
  const RequestKey key{"330108-jyj", 2026, 12};
  EXPECT_EQ(Number(key), "330108-jyj-2026-12");
  EXPECT_EQ(ParseNumber("330108-jyj-2026-12"), key);
  EXPECT_EQ(Name(key), "organs/330108-jyj/requests/2026-12");
  for (const char* bad : {"", "-", "330108-jyj-2026", "330108-jyj-2026-", "330108-jyj-2026-0", "330108-jyj-2026-012", "330108-jyj-26-1",
                          "330108-jyj-2026-1x", "-2026-1", "a-2026-99999999999"}) {
    EXPECT_FALSE(ParseNumber(bad).has_value()) << bad;
  }
}

TEST(ACorrectionOfTheApplicant, IsHeldToArticle29InWhatItChangesAndToNothingElse) {
  const Applicant before{.applicant_class = ApplicantClass::kBusiness, .name = "测试事务所", .identity_kind = IdentityKind::kUniformSocialCreditCode,
                         .identity_number = "31330108000000107E", .phone = "0571"};
  Applicant after = before;
  EXPECT_TRUE(CorrectedFields(before, after).empty());
  after.applicant_class = ApplicantClass::kLegalService;
  after.email = "a@example.cn";
  EXPECT_THAT(CorrectedFields(before, after), ::testing::ElementsAre("applicant_class", "email"));
  EXPECT_OK(ValidateCorrection(before, after, Route::kOnline));
  after.applicant_class = ApplicantClass::kNaturalPerson;
  after.email = "nobody";
  EXPECT_THAT(BadFields(ValidateCorrection(before, after, Route::kOnline)), UnorderedElementsAre("applicant_class", "email"));
  Applicant unreachable = before;
  unreachable.phone = "";
  EXPECT_THAT(BadFields(ValidateCorrection(before, unreachable, Route::kByPost)), UnorderedElementsAre("phone", "address"));
  const Applicant of_ledger{.applicant_class = ApplicantClass::kBusiness, .name = "某公司"};
  Applicant moved = of_ledger;
  moved.applicant_class = ApplicantClass::kResearch;
  EXPECT_OK(ValidateCorrection(of_ledger, moved, Route::kByPost)) << "an old ledger knows no contact";
}

}  // namespace
}  // namespace disclosure::request
