#include "gateway/compose/view_memory.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ViewMemoryTest : public ::testing::Test {
 protected:
  using Memory = ViewMemory<int>;

  // Puts what this caller is given into given_.
  std::shared_ptr<Memory::Making> Ask(const std::string& name = "home") {
    return memory_.Ask(name, published_, now_, [this](int view) { given_.push_back(view); });
  }
  void Made(const std::shared_ptr<Memory::Making>& making, int view, bool keep = true) {
    memory_.Made(making, std::make_shared<const int>(view), keep);
  }
  void Pass(absl::Duration time) { now_ += time; }

  std::vector<int> given_;
  Memory memory_;
  Memory::Published published_ = std::make_shared<const Snapshot>();
  absl::Time now_ = absl::UnixEpoch();
};

TEST_F(ViewMemoryTest, HoweverManyAskAViewIsMadeOnce) {
  const auto making = Ask();
  ASSERT_NE(making, nullptr);
  EXPECT_EQ(Ask(), nullptr);
  EXPECT_EQ(Ask(), nullptr);
  EXPECT_THAT(given_, IsEmpty());
  Made(making, 1);
  EXPECT_THAT(given_, ElementsAre(1, 1, 1));
}

TEST_F(ViewMemoryTest, ItIsGivenForASecondAndThenMadeAnew) {
  Made(Ask(), 1);
  Pass(absl::Milliseconds(999));
  EXPECT_EQ(Ask(), nullptr);
  EXPECT_THAT(given_, ElementsAre(1, 1));
  Pass(absl::Milliseconds(1));
  EXPECT_NE(Ask(), nullptr);
}

TEST_F(ViewMemoryTest, ASecondCountsFromWhereTheMakingBegan) {
  const auto making = Ask();
  Pass(absl::Seconds(1));
  Made(making, 1);
  EXPECT_NE(Ask(), nullptr);
}

TEST_F(ViewMemoryTest, WhileOneMakesItAnewTheOthersGetTheOldForASecondMore) {
  Made(Ask(), 1);
  Pass(absl::Seconds(1));
  const auto making = Ask();
  EXPECT_EQ(Ask(), nullptr);
  EXPECT_THAT(given_, ElementsAre(1, 1)) << "not the one who makes it";
  Pass(absl::Seconds(1));
  EXPECT_EQ(Ask(), nullptr);
  EXPECT_THAT(given_, ElementsAre(1, 1)) << "too old now";
  Made(making, 2);
  EXPECT_THAT(given_, ElementsAre(1, 1, 2, 2));
}

TEST_F(ViewMemoryTest, OneThatIsNotToBeKeptIsGivenToThoseWhoWaitOnly) {
  Made(Ask(), 1);
  Pass(absl::Seconds(1));
  const auto making = Ask();
  Made(making, 2, false);
  EXPECT_THAT(given_, ElementsAre(1, 2));
  EXPECT_NE(Ask(), nullptr) << "and the old one is gone";
}

TEST_F(ViewMemoryTest, AfterAPublicationNobodyGetsWhatWasMadeBefore) {
  const auto before = Ask();
  published_ = std::make_shared<const Snapshot>();
  const auto after = Ask();
  ASSERT_NE(after, nullptr);
  Made(before, 1);
  EXPECT_THAT(given_, ElementsAre(1)) << "who asked before it";
  Made(after, 2);
  EXPECT_EQ(Ask(), nullptr);
  EXPECT_THAT(given_, ElementsAre(1, 2, 2));
}

TEST_F(ViewMemoryTest, ThoseBeingMadeStayWhenTooManyAreKept) {
  const auto making = Ask();
  for (int i = 0; i < 3000; ++i) Made(Ask("organ-" + std::to_string(i)), i);
  given_.clear();
  EXPECT_EQ(Ask(), nullptr);
  Made(making, 7);
  EXPECT_THAT(given_, ElementsAre(7, 7));
  EXPECT_NE(Ask("organ-0"), nullptr) << "others are not kept without end";
}

}  // namespace
}  // namespace disclosure::gateway
