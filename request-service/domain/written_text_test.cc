#include "request-service/domain/written_text.h"

#include <gtest/gtest.h>

namespace disclosure::request {
namespace {

struct TextCase {
  const char* name;
  const char* text;
  bool clean;
  bool printable;
};

class WrittenText : public ::testing::TestWithParam<TextCase> {};

TEST_P(WrittenText, IsRefusedWhenADocumentCannotShowIt) {
  error::Violations bad;
  CheckWritten(bad, "wanted.subject", GetParam().text, 100);
  EXPECT_EQ(IsCleanText(GetParam().text), GetParam().clean);
  EXPECT_EQ(bad.empty(), GetParam().clean && GetParam().printable);
}

INSTANTIATE_TEST_SUITE_P(Texts, WrittenText,
                         ::testing::Values(TextCase{"Plain", "关于2025年学区划分的通知（①、②）※ ★ é\n第二行\t", true, true},
                                           TextCase{"ExtensionB", "𠮷野𪚥", true, true}, TextCase{"ExtensionG", "\U00030000", true, true},
                                           TextCase{"Emoji", "学区🏫", true, false}, TextCase{"EmojiOfTheBasicPlane", "❤\uFE0F", true, false},
                                           TextCase{"Keycap", "1\u20E3", true, false}, TextCase{"Flag", "🇨🇳", true, false},
                                           TextCase{"MathematicalLetter", "𝐀", true, false}, TextCase{"PrivateUse", "\U000F0000", true, false},
                                           TextCase{"Bell", "响\a铃", false, true}, TextCase{"C1", "\u0085", false, true},
                                           TextCase{"Noncharacter", "\uFFFE", false, true}, TextCase{"NoUtf8", "\xC4\xE3", false, false},
                                           TextCase{"Surrogate", "\xED\xA0\x80", false, false}, TextCase{"Overlong", "\xC0\xAF", false, false},
                                           TextCase{"CutOff", "\xF0\xA0\xAE", false, false}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace disclosure::request
