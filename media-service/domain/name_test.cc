#include "gmock/gmock.h"
#include "media-service/domain/name_fold.h"
#include "media-service/domain/name_index.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(Names, WidthCaseBlanksAndPunctuationDoNotCount) {
  EXPECT_EQ(FoldName("美连丨治污攻坚"), FoldName("美连 · 治污攻坚"));
  EXPECT_EQ(FoldName("ＡＰＰ（移动客户端）"), "app移动客户端");
  EXPECT_EQ(FoldName("宁陵县12345服务热线"), "宁陵县12345服务热线");
  EXPECT_EQ(FoldName("“平安”滨江！"), "平安滨江");
  EXPECT_EQ(FoldName("\xff\xfe"), "");
}

TEST(Names, RareIdeographsAreLetters) {
  EXPECT_EQ(FoldName("杭州𠀀发布"), "杭州𠀀发布");
  EXPECT_NE(FoldName("杭州𠀀发布"), FoldName("杭州发布"));
  EXPECT_EQ(FoldName("杭州🎉发布"), FoldName("杭州发布")) << "a picture is none";
}

TEST(Names, ThatVeryNameHasItsSignsAndOnlyWidthCaseAndBlanksAreFree) {
  EXPECT_EQ(ExactName("滨江 ＡＰＰ　发布"), "滨江app发布");
  for (const char* other : {"滨江·教育", "滨江教育＋", "滨江教育。", "滨江丨教育", "滨江教育🎉", "滨江\u200B教育", "滨江教育\xff"}) {
    EXPECT_NE(ExactName(other), ExactName("滨江教育")) << other;
  }
  EXPECT_EQ(ExactName("\xff\xfe"), "");
}

TEST(Names, OneLetterChangedIsAlikeAnotherPlaceIsNot) {
  const auto like = [](std::string_view a, std::string_view b) { return Likeness(FoldToCodePoints(a), FoldToCodePoints(b)); };
  EXPECT_EQ(like("滨江发布", "滨江发布"), 100);
  EXPECT_GE(like("滨江发布", "滨江发布官方"), 60);
  EXPECT_GE(like("滨江发布", "賓江发布"), 75);
  EXPECT_LT(like("滨江发布", "萧山教育"), 20);
  EXPECT_EQ(like("", "滨江"), 0);
}

TEST(NameIndexes, FindWhatIsAlikeAndForgetWhatIsRemoved) {
  NameIndex index;
  index.Add(1, "滨江发布");
  index.Add(2, "滨江教育");
  index.Add(3, "萧山日报");
  EXPECT_THAT(index.Candidates("滨江 发布", 10), ElementsAre(1, 2));
  EXPECT_THAT(index.Candidates("余杭", 10), IsEmpty());
  EXPECT_THAT(index.Candidates("滨江发布", 1), ElementsAre(1));
  index.Remove(1, "滨江发布");
  EXPECT_THAT(index.Candidates("滨江发布", 10), UnorderedElementsAre(2));
}

}  // namespace
}  // namespace disclosure::media
