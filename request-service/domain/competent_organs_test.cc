#include "request-service/domain/competent_organs.h"

#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;

const absl::CivilDay kToday(2026, 9, 18);

CompetentOrgans Delivered() { return CompetentOrgans::Parse(testing::LawFile("competent_organs.csv")).value(); }

TEST(TheCompetentOrgan, Article3SupervisesItsDivisionAndTheStreets) {
  EXPECT_TRUE(Delivered().Supervises("330108-qfb", "330108", kToday));
  EXPECT_TRUE(Delivered().Supervises("330108-qfb", "330108001", kToday));
  EXPECT_TRUE(Delivered().Runs("330108-qfb", "330108", kToday));
  EXPECT_FALSE(Delivered().Runs("330108-qfb", "330108001", kToday));
}

TEST(AnotherOrganOfTheDivision, Article3SupervisesNobody) {
  EXPECT_FALSE(Delivered().Supervises("330108-wjj", "330108", kToday));
  EXPECT_FALSE(Delivered().Supervises("330108001-xixing", "330108001", kToday));
  EXPECT_FALSE(Delivered().Supervises("330108-qfb", "330109", kToday));
  EXPECT_FALSE(Delivered().Supervises("330108-qfb", "330108", absl::CivilDay(2019, 5, 14))) << "before the regulation";
}

TEST(TheTable, NamesItsBadLines) {
  EXPECT_THAT(CompetentOrgans::Parse("division,organ,effective_from,effective_to,article,note\n,a,2019-05-15,,x,\n").status(), HasReason("BAD_REQUEST"));
  EXPECT_THAT(CompetentOrgans::Parse("division,organ,effective_from,effective_to,article,note\n1,a,soon,,x,\n").status(), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
