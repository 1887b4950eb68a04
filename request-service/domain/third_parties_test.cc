#include "request-service/domain/third_parties.h"

#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Consultation Asked(const std::string& id, ConsultationAnswer answer, ConsultationKind kind = ConsultationKind::kThirdParty) {
  return {.letter = {.id = id, .kind = kind}, .answer = ConsultationAnswered{id, Day("2024-03-08"), answer, ""}};
}

TEST(Article32, EachThirdPartyThatRefusedAndIsNotProtectedIsTold) {
  const std::vector<Consultation> asked = {Asked("1", ConsultationAnswer::kRefuses), Asked("2", ConsultationAnswer::kRefuses),
                                           Asked("3", ConsultationAnswer::kConsents),
                                           Asked("4", ConsultationAnswer::kRefuses, ConsultationKind::kJointOrgan),
                                           {.letter = {.id = "5", .kind = ConsultationKind::kThirdParty}}};
  EXPECT_THAT(Overridden(asked, {}), ElementsAre("1", "2"));
  EXPECT_THAT(Overridden(asked, {.consultations = {"1"}}), ElementsAre("2"));
  EXPECT_THAT(Overridden(asked, {.consultations = {"1"}, .unnamed = true}), ElementsAre("2")) << "one name asks for the others";
  EXPECT_THAT(Overridden(asked, {.unnamed = true}), ElementsAre("1", "2")) << "for which of them?";
  EXPECT_THAT(Overridden(asked, {.consultations = {"1", "2"}}), IsEmpty());
}

TEST(Article32, WhatIsWithheldWithoutANameIsForTheOnlyOneThatRefused) {
  const std::vector<Consultation> asked = {Asked("1", ConsultationAnswer::kRefuses), Asked("2", ConsultationAnswer::kConsents)};
  EXPECT_THAT(Overridden(asked, {.unnamed = true}), IsEmpty());
  EXPECT_THAT(Overridden(asked, {.consultations = {"2"}, .unnamed = true}), ElementsAre("1"));
}

}  // namespace
}  // namespace disclosure::request
