#include "common/crypto/blind_index.h"

#include "absl/strings/escaping.h"
#include "common/crypto/testing.h"
#include "gtest/gtest.h"

namespace disclosure::crypto {
namespace {

TEST(IndexText, MakesFullWidthHalfWidthAndCapitals) {
  EXPECT_EQ(IndexText("３３０１０８１９０００１０１００１ｘ"), "33010819000101001X");
  EXPECT_EQ(IndexText("33010819000101001x"), "33010819000101001X");
  EXPECT_EQ(IndexText("Ａｌｉｃｅ"), "ALICE");
}

TEST(IndexText, DropsBlanksAndPunctuationOfAnyScript) {
  EXPECT_EQ(IndexText(" 张\t三\u3000\n"), "张三");
  EXPECT_EQ(IndexText("00248940-1"), "002489401");
  EXPECT_EQ(IndexText("00248940－1"), "002489401");
  EXPECT_EQ(IndexText("（杭州）“某某”有限公司，《分》、。"), "杭州某某有限公司分");
  EXPECT_EQ(IndexText("a\u00A0b\u200B\uFEFFc\u2014"), "ABC");
  for (const char* dot : {"·", "•", "・", "．", ".", "‧", "･", "∙", "⋅", "●"}) {
    EXPECT_EQ(IndexText(std::string("阿卜杜拉") + dot + "买买提"), "阿卜杜拉买买提") << dot;
  }
}

TEST(IndexText, KeepsLettersOfAllScriptsAsTheyAre) {
  for (const char* name : {"刘〇", "佐々木", "𬍛", "張", "张", "أحمد", "한글", "ÉMILE", "é", "ᠮᠣᠩᠭᠣᠯ", "ཀ"}) {
    EXPECT_EQ(IndexText(name), name);
  }
}

TEST(IndexText, LosesTheSelectorsOfVariantsOfIdeographs) {
  EXPECT_EQ(IndexText("葛\U000E0100"), "葛");
  EXPECT_EQ(IndexText("葛\uFE00"), "葛");
}

TEST(IndexText, KeepsBytesThatAreNoUtf8) {
  for (const char* bytes : {"\xff", "\xe5\xbc", "\xe5", "\x80", "\xc1\x81", "\xe0\x81\x81", "\xf0\x80\x81\x81"}) {
    EXPECT_EQ(IndexText(bytes), bytes);
  }
  EXPECT_EQ(IndexText("\xe5 a\xbc"), "\xe5" "A\xbc");
}

TEST(IndexText, OfItselfIsItself) {
  for (const char* text : {"张 三", "ａＢｃ－1", "阿·卜", "\xe5\xbc 1"}) {
    EXPECT_EQ(IndexText(IndexText(text)), IndexText(text)) << text;
  }
}

TEST(BlindIndex, IsEqualForEqualValuesHoweverTheyAreTyped) {
  const KeyRing keys = TestKeys({1});
  const std::string index = BlindIndex(keys, "id_number", {"33010819000101001X"});
  EXPECT_EQ(index.size(), kBlindIndexSize);
  EXPECT_EQ(BlindIndex(keys, "id_number", {"３３０１０８ 19000101 001x"}), index);
  EXPECT_NE(BlindIndex(keys, "id_number", {"330108190001010010"}), index);
}

TEST(BlindIndex, IsAnotherUnderAnotherLabel) {
  const KeyRing keys = TestKeys({1});
  EXPECT_NE(BlindIndex(keys, "id_number", {"张三"}), BlindIndex(keys, "name", {"张三"}));
}

TEST(BlindIndex, OfSeveralValuesKnowsWhichIsWhich) {
  const KeyRing keys = TestKeys({1});
  EXPECT_NE(BlindIndex(keys, "name+id", {"张三", "1"}), BlindIndex(keys, "name+id", {"1", "张三"}));
  EXPECT_NE(BlindIndex(keys, "name+id", {"张三", "1"}), BlindIndex(keys, "name+id", {"张三1"}));
  EXPECT_NE(BlindIndex(keys, "name+id", {"张三", "12"}), BlindIndex(keys, "name+id", {"张三1", "2"}));
}

TEST(BlindIndex, OfABlankIsNone) {
  const KeyRing keys = TestKeys({1});
  for (const char* blank : {"", " ", "—", "\u3000"}) {
    EXPECT_EQ(BlindIndex(keys, "name", {blank}), "");
    EXPECT_EQ(BlindIndex(keys, "name+id", {"张三", blank}), "");
  }
}

TEST(BlindIndex, OutlivesTheRotationOfFieldKeys) {
  EXPECT_EQ(BlindIndex(TestKeys({1}), "name", {"张三"}), BlindIndex(TestKeys({1, 2}), "name", {"张三"}));
}

TEST(BlindIndex, StaysTheSameFromVersionToVersion) {
  const std::string index = BlindIndex(TestKeys({1}), "name+id", {"张三", "33010819000101001x"});
  EXPECT_EQ(absl::BytesToHexString(index), "76c3f6a12d48de189175eae79257b8ad");
}

}  // namespace
}  // namespace disclosure::crypto
