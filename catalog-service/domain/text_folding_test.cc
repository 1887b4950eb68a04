#include "catalog-service/domain/text_folding.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;

TEST(TextFolding, WidthAndBlanksDoNotMatterForComparison) {
  EXPECT_EQ(FoldForCompare("序　号"), "序号");
  EXPECT_EQ(FoldForCompare("（１）ＡＢｃ ⁄"), "(1)abc/");
  EXPECT_EQ(RemoveParenthesised("公开内容（要素（含附件））"), "公开内容");
  EXPECT_EQ(Trim("　 公开\u00A0"), "公开");
}

TEST(TextFolding, BrokenBytesBecomeReplacementCharacters) {
  for (const char* bytes : {"\xFF", "\xC0\x80", "\xE4\xB8", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80"}) {
    for (const char32_t c : ToCodePoints(bytes)) EXPECT_EQ(c, U'\uFFFD');
  }
  EXPECT_EQ(ToUtf8(ToCodePoints("a\xE4\xB8z")), "a\uFFFD\uFFFDz");
  EXPECT_EQ(ToUtf8(ToCodePoints("公开𠀀§")), "公开𠀀§");
}

TEST(TextFolding, SplittingRespectsBrackets) {
  EXPECT_THAT(SplitOutsideBrackets(" 甲、乙（丙、丁）、《戊、己》 ", U"、"), ElementsAre("甲", "乙（丙、丁）", "《戊、己》"));
  EXPECT_THAT(SplitOutsideBrackets("甲)、乙", U"、"), ElementsAre("甲)", "乙"));
}

}  // namespace
}  // namespace disclosure::catalog
