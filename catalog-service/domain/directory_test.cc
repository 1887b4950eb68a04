#include "catalog-service/domain/directory.h"

#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::UnorderedElementsAre;

const Division kDistrict{"330108", "滨江区", Level::kCounty, ""};
const Division kStreet{"330108001", "西兴街道", Level::kTownship, "330108"};
const Division kElsewhere{"330106", "西湖区", Level::kCounty, ""};

Caller Of(const std::string& organ, std::vector<std::string> roles) { return {.subject = "x", .organ = organ, .roles = std::move(roles)}; }

TEST(OrganStates, OnlyActiveOrgansMove) {
  for (int state = 0; state <= 3; ++state) {
    const auto from = static_cast<OrganState>(state);
    EXPECT_EQ(NextState(from, OrganAct::kMerge), from == OrganState::kActive ? std::optional(OrganState::kMerged) : std::nullopt);
    EXPECT_EQ(NextState(from, OrganAct::kAbolish), from == OrganState::kActive ? std::optional(OrganState::kAbolished) : std::nullopt);
  }
}

TEST(Rights, TheOrganInChargeEditsItsDomain) {
  EXPECT_OK(MayEdit(Of("330108-jyj", {"editor"}), "Import", kDistrict, "03", "330108-jyj"));
  EXPECT_THAT(MayEdit(Of("330108-czj", {"editor"}), "Import", kDistrict, "03", "330108-jyj"), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(MayEdit(Of("", {"editor"}), "Import", kDistrict, "03", ""), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST(Rights, TheDisclosureOfficeSupervisesItsDivisionAndTheStreetsBelowButNoOther) {
  const Caller office = Of("330108-qfb", {"supervisor"});
  EXPECT_OK(MayEdit(office, "Import", kDistrict, "03", "330108-jyj"));
  EXPECT_OK(MayEdit(office, "Import", kStreet, "03", "330108001-xixing"));
  EXPECT_THAT(MayEdit(office, "Import", kElsewhere, "03", ""), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_FALSE(Supervises(Of("330108001-xixing", {"supervisor"}), kDistrict)) << "a street does not supervise its district";
}

TEST(Rights, TheListOfDomainsIsNoStreetsToAddTo) {
  EXPECT_OK(MayAddDomain(Of("330108-qfb", {"supervisor"}), "CreateDomain", kDistrict));
  EXPECT_OK(MayAddDomain(Of("", {"operator"}), "CreateDomain", {}));
  for (const Caller& other : {Of("330108001-xixing", {"supervisor"}), Of("330108001-xixing", {"editor"})}) {
    EXPECT_THAT(MayAddDomain(other, "CreateDomain", kStreet), StatusIs(absl::StatusCode::kPermissionDenied));
  }
  EXPECT_THAT(MayAddDomain(Of("999999-x", {"supervisor"}), "CreateDomain", {}), StatusIs(absl::StatusCode::kPermissionDenied))
      << "of a division that the directory does not have";
}

TEST(Organs, ABadOrganIsToldByAllItsFields) {
  Organ organ{.code = "330108_JYJ", .division = "330108", .kind = "school"};
  const auto info = error::GetInfo(Validate(organ));
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->violations.size(), 3u);
}

TEST(Organs, MergingNeedsTwoActiveOrgans) {
  const Organ a{.code = "330108-a"}, b{.code = "330108-b"};
  Organ gone = b;
  gone.state = OrganState::kAbolished;
  EXPECT_THAT(Merge(a, a), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Merge(a, gone), HasReason("WRONG_STATE"));
  EXPECT_THAT(Merge(gone, a), HasReason("WRONG_STATE"));
  ASSERT_OK_AND_ASSIGN(const Organ merged, Merge(a, b));
  EXPECT_EQ(merged.successor, "330108-b");
  EXPECT_THAT(Abolish(a, 1), HasReason("ORGAN_IN_USE"));
}

TEST(Organs, StandForThoseThatWereMergedIntoThemHoweverFarBack) {
  const Successors successors = {{"a", "b"}, {"b", "d"}, {"c", "d"}, {"x", "y"}};
  EXPECT_THAT(WithPredecessors(successors, "d"), UnorderedElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(WithPredecessors(successors, "b"), UnorderedElementsAre("a", "b")) << "not for what they went into";
  EXPECT_THAT(WithPredecessors(successors, "new"), UnorderedElementsAre("new"));
  EXPECT_THAT(WithPredecessors({{"a", "b"}, {"b", "a"}}, "a"), UnorderedElementsAre("a", "b")) << "ends in a circle too";
}

}  // namespace
}  // namespace disclosure::catalog
