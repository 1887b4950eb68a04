#include "catalog-service/domain/edition.h"

#include "common/testing/matchers.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;

const absl::Time kNow = absl::FromUnixSeconds(1790000000);

Edition In(EditionState state) {
  return {.division = "330108", .domain = "03", .number = 2, .state = state, .item_count = 1};
}

TEST(EditionStates, OnlyTheMovesOfThePrintedTableAreLegal) {
  // The table in edition.h, written out again.
  const auto expected = [](EditionState state, EditionAct act) -> std::optional<EditionState> {
    if (state == EditionState::kScheduled && act == EditionAct::kTakeEffect) return EditionState::kPublished;
    if (state == EditionState::kScheduled && act == EditionAct::kCancel) return EditionState::kCancelled;
    if (state == EditionState::kPublished && act == EditionAct::kWithdraw) return EditionState::kWithdrawn;
    return std::nullopt;
  };
  for (int state = 0; state <= 4; ++state) {
    for (const EditionAct act : {EditionAct::kTakeEffect, EditionAct::kWithdraw, EditionAct::kCancel}) {
      EXPECT_EQ(NextState(static_cast<EditionState>(state), act), expected(static_cast<EditionState>(state), act)) << state;
    }
  }
}

TEST(Editions, AnIllegalMoveIsNamed) {
  EXPECT_THAT(Withdraw(In(EditionState::kScheduled), "误发"), HasReason("WRONG_STATE"));
  EXPECT_THAT(TakeEffect(In(EditionState::kCancelled), kNow), HasReason("WRONG_STATE"));
  EXPECT_THAT(Cancel(In(EditionState::kPublished)), HasReason("WRONG_STATE"));
}

TEST(Editions, ASecondPersonApproves_Article17) {
  const Draft draft{.division = "330108", .domain = "03", .editors = {"a", "b"}};
  EXPECT_THAT(Approve(draft, 3, 1, {.subject = "b"}, "", {}, kNow), HasReason("SAME_PERSON"));
  ASSERT_OK_AND_ASSIGN(const Edition edition, Approve(draft, 3, 1, {.subject = "c"}, "同意", {}, kNow));
  EXPECT_EQ(edition.state, EditionState::kPublished);
  EXPECT_EQ(edition.publish_time, kNow);
  EXPECT_EQ(edition.approved_by, "c");
}

TEST(Editions, AnEmptyDraftIsNotPublished) {
  EXPECT_THAT(Approve({}, 0, 1, {.subject = "c"}, "", {}, kNow), HasReason("EMPTY_DRAFT"));
}

TEST(Editions, TheEffectiveTimeLiesAheadAndWithinTwoYears) {
  const Caller approver{.subject = "c"};
  EXPECT_THAT(Approve({}, 1, 1, approver, "", kNow, kNow), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Approve({}, 1, 1, approver, "", kNow + absl::Hours(24 * 800), kNow), HasReason("BAD_REQUEST"));
  ASSERT_OK_AND_ASSIGN(const Edition edition, Approve({}, 1, 1, approver, "", kNow + absl::Seconds(1), kNow));
  EXPECT_EQ(edition.state, EditionState::kScheduled);
  EXPECT_EQ(edition.publish_time, std::nullopt);
}

TEST(Editions, TheHighestPublishedOneIsInForce) {
  Edition one = In(EditionState::kPublished), two = In(EditionState::kWithdrawn), three = In(EditionState::kScheduled);
  one.number = 1;
  three.number = 3;
  EXPECT_EQ(InForce({one, two, three}), 1);
  EXPECT_EQ(InForce({two, three}), 0);
}

TEST(Items, AllBadFieldsAreNamedAtOnce) {
  Item item;
  item.links = {"javascript:alert(1)"};
  item.channels = {{}};
  item.serial = std::string(101, '1');
  const auto info = error::GetInfo(Validate(item, "item"));
  ASSERT_TRUE(info.has_value());
  std::vector<std::string> fields;
  for (const error::Violation& violation : info->violations) fields.push_back(violation.field);
  EXPECT_THAT(fields, ::testing::UnorderedElementsAre("item.level_one", "item.serial", "item.links[0]", "item.channels[0].channel"));
}

}  // namespace
}  // namespace disclosure::catalog
