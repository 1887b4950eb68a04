// What an import hands on to the drafts.
#include "catalog-service/importers/catalogue_import.h"

#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::SizeIs;

TEST(ItemsByDomain, ATableWithoutDataRowsNeedsNoDomain) {
  const ImportedTable phantom{.table = 1, .title = "旅游"};
  const ImportedTable real{.table = 1, .domain = "03", .items = {Item{}}, .accounting = {.imported = 1}};
  ASSERT_OK_AND_ASSIGN(const auto items, ItemsByDomain({phantom, real}));
  ASSERT_THAT(items, SizeIs(1));
  EXPECT_THAT(items.at("03"), SizeIs(1));
  ImportedTable unknown = phantom;
  unknown.accounting.quarantined = 1;
  EXPECT_THAT(ItemsByDomain({unknown, real}), HasReason("DOMAIN_UNKNOWN"));
}

}  // namespace
}  // namespace disclosure::catalog
