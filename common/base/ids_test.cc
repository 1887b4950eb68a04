#include "common/base/ids.h"

#include <set>

#include "gtest/gtest.h"

namespace disclosure {
namespace {

TEST(Ids, AreOpaqueLowerCaseAndInOrderOfTime) {
  std::string last;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = NewUid(absl::FromUnixMillis(1700000000000 + i));
    ASSERT_EQ(id.size(), 26u);
    ASSERT_EQ(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz"), std::string::npos) << id;
    ASSERT_LT(last, id);
    last = id;
  }
}

TEST(Ids, KeepTheirMillisecondsInTheFirstTenCharacters) {
  EXPECT_EQ(NewUid(absl::FromUnixMillis(1469918176385)).substr(0, 10), "01aryz6s41");  // the example of the ULID specification
}

TEST(Ids, DoNotRepeatWithinAMillisecond) {
  std::set<std::string> ids;
  for (int i = 0; i < 10000; ++i) ids.insert(NewUid(absl::UnixEpoch()));
  EXPECT_EQ(ids.size(), 10000u);
}

}  // namespace
}  // namespace disclosure
