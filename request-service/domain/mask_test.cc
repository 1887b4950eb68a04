#include "request-service/domain/mask.h"

#include "gtest/gtest.h"

namespace disclosure::request {
namespace {

std::string Name(std::string name) {
  return MaskedName({.applicant_class = ApplicantClass::kNaturalPerson, .name = std::move(name)});
}

TEST(Mask, APersonsNameKeepsItsFirstHalf) {
  EXPECT_EQ(Name("测试甲"), "测试*");
  EXPECT_EQ(Name("测甲"), "测*");
  EXPECT_EQ(Name("甲"), "*");
  EXPECT_EQ(Name("测试试甲"), "测试**");
  EXPECT_EQ(Name(""), "");
}

TEST(Mask, AnOrganisationsNameIsNotPersonal) {
  EXPECT_EQ(MaskedName({.applicant_class = ApplicantClass::kBusiness, .name = "测试有限公司"}), "测试有限公司");
}

TEST(Mask, ANumberKeepsItsEnds) {
  EXPECT_EQ(MaskedIdentity("33010819000101001X"), "330108********001X");
  EXPECT_EQ(MaskedIdentity("T12345678"), "T1*****78");
  EXPECT_EQ(MaskedIdentity("123"), "***");
  EXPECT_EQ(MaskedIdentity(""), "");
}

}  // namespace
}  // namespace disclosure::request
