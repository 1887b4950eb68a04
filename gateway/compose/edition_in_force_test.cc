#include "gateway/compose/edition_in_force.h"

#include "gmock/gmock.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Edition;
using catalog::v1::Item;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

Edition ThreeItems() {
  Edition edition;
  edition.set_name("divisions/330108/catalogues/03/editions/2");
  edition.set_sample(true);
  edition.add_items()->set_level_one("政策文件");
  Item& joint = *edition.add_items();
  for (const char* organ : {"organs/330108-mzj", "organs/330108-jyj", "organs/330108-jyj", ""}) {
    joint.add_responsible_bodies()->set_organ(organ);
  }
  edition.add_items()->add_responsible_bodies()->set_organ("organs/330108-jyj");
  return edition;
}

TEST(EditionInForce, ItsHeadHasEverythingButTheItems) {
  const EditionInForce edition(ThreeItems());
  EXPECT_EQ(edition.head().name(), "divisions/330108/catalogues/03/editions/2");
  EXPECT_TRUE(edition.head().sample());
  EXPECT_EQ(edition.head().item_count(), 3);
  EXPECT_THAT(edition.head().items(), IsEmpty());
}

TEST(EditionInForce, WholeItIsWhatWasPublished) {
  Edition published = ThreeItems();
  published.set_item_count(3);
  const EditionInForce edition(published);
  EXPECT_EQ(edition.Whole()->SerializeAsString(), published.SerializeAsString());
  EXPECT_EQ(edition.Whole()->items(0).level_one(), "政策文件");
}

TEST(EditionInForce, AnOrganCountsOnceForEachItemThatNamesIt) {
  EXPECT_THAT(EditionInForce(ThreeItems()).organ_uses(),
              ElementsAre(Pair("organs/330108-jyj", 2), Pair("organs/330108-mzj", 1)));
}

}  // namespace
}  // namespace disclosure::gateway
