#include "common/tables/encoding.h"

#include <iconv.h>

#include <string>

#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;

constexpr char kText[] = "公开事项,一级事项㐀𠮷\n";

std::string Encoded(std::string text, const char* charset) {
  const iconv_t converter = iconv_open(charset, "UTF-8");
  std::string out(text.size() * 4, '\0');
  char* in = text.data();
  char* to = out.data();
  size_t in_left = text.size(), out_left = out.size();
  iconv(converter, &in, &in_left, &to, &out_left);
  iconv_close(converter);
  out.resize(out.size() - out_left);
  return out;
}

TEST(Encoding, Utf8WithAndWithoutByteOrderMark) {
  EXPECT_THAT(DecodeText(kText), IsOkAndHolds(kText));
  EXPECT_THAT(DecodeText(std::string("\xEF\xBB\xBF") + kText), IsOkAndHolds(kText));
}

TEST(Encoding, Utf16WithByteOrderMark) {
  EXPECT_THAT(DecodeText("\xFF\xFE" + Encoded(kText, "UTF-16LE")), IsOkAndHolds(kText));
  EXPECT_THAT(DecodeText("\xFE\xFF" + Encoded(kText, "UTF-16BE")), IsOkAndHolds(kText));
}

TEST(Encoding, Gb18030AndItsSubsets) {
  EXPECT_THAT(DecodeText(Encoded(kText, "GB18030")), IsOkAndHolds(kText));
  EXPECT_THAT(DecodeText(Encoded("公开渠道和载体", "GB2312")), IsOkAndHolds("公开渠道和载体"));
}

TEST(Encoding, Big5OnlyWhenThePageSaysSo) {
  EXPECT_THAT(DecodeText(Encoded("公開內容", "BIG5"), "big5"), IsOkAndHolds("公開內容"));
}

TEST(Encoding, ValidUtf8WinsOverAMetaThatWasLeftBehind) {
  EXPECT_THAT(DecodeText(kText, "gb2312"), IsOkAndHolds(kText));
}

TEST(Encoding, TheFirstBadByteIsNamed) {
  const std::string bad = std::string("公开,") + "\xFF\xFF" + "甲";
  const absl::Status status = DecodeText(bad, "utf-8").status();
  EXPECT_THAT(status, HasReason("WRONG_ENCODING"));
  EXPECT_EQ(error::GetInfo(status)->metadata.at("offset"), "7");
  EXPECT_THAT(DecodeText(std::string_view("a\0b", 3)), HasReason("WRONG_ENCODING"));
  EXPECT_THAT(DecodeText("\xFF\xFE\x41"), HasReason("WRONG_ENCODING"));
}

TEST(Encoding, OverlongFormsSurrogatesAndHugeCodePointsAreNotUtf8) {
  EXPECT_EQ(FirstInvalidUtf8("ab\xC0\x80"), 2u);
  EXPECT_EQ(FirstInvalidUtf8("\xE0\x80\x80"), 0u);
  EXPECT_EQ(FirstInvalidUtf8("\xED\xA0\x80"), 0u);
  EXPECT_EQ(FirstInvalidUtf8("\xF4\x90\x80\x80"), 0u);
  EXPECT_EQ(FirstInvalidUtf8("中\xE4\xB8"), 3u);
  EXPECT_EQ(FirstInvalidUtf8("中𠮷"), std::nullopt);
}

TEST(Encoding, CellsLoseOuterBlanksAndControlCharacters) {
  EXPECT_EQ(CleanCell(" \u3000甲\r\n乙\u00A0丙\x01\t\u00A0\n"), "甲\n乙 丙");
  EXPECT_EQ(CleanCell("\uFEFF \n"), "");
  EXPECT_EQ(CleanCell("甲\xED\xA0\x80乙\xE4"), "甲乙");
}

}  // namespace
}  // namespace disclosure
