#include "catalog-service/search/marking.h"

#include "catalog-service/domain/text_folding.h"
#include "common/base/text_limits.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class MarkingTest : public ::testing::Test {
 protected:
  MarkingTest() {
    auto folding = Folding::Load();
    EXPECT_OK(folding.status());
    folding_ = *std::move(folding);
  }
  Marker For(std::string_view query) { return Marker(*folding_, ParseQuery(folding_->Fold(query))); }
  // The marked pieces of the text.
  static std::vector<std::string> Pieces(const MarkedText& marked) {
    const std::u32string points = ToCodePoints(marked.text);
    std::vector<std::string> out;
    for (const MarkedRange& range : marked.ranges) out.push_back(ToUtf8(std::u32string_view(points).substr(range.start, range.length)));
    return out;
  }

  std::unique_ptr<const Folding> folding_;
};

TEST_F(MarkingTest, WhatWasSoughtIsMarkedInTheTextAsPrinted) {
  EXPECT_THAT(Pieces(For("义务教育招生").Mark("義務教育階段學校招生計劃")), ElementsAre("義務教育", "招生"));
  EXPECT_THAT(Pieces(For("PM2").Mark("ｐｍ２ 与 pm25、pm2")), ElementsAre("ｐｍ２", "pm2")) << "whole words only";
  EXPECT_THAT(Pieces(For("税").Mark("纳税、减税")), ElementsAre("税", "税"));
  EXPECT_THAT(For("养老").Mark("义务教育").ranges, IsEmpty());
}

TEST_F(MarkingTest, BlanksInsideAWordArePassedOver) { EXPECT_THAT(Pieces(For("义务教育").Mark("义 务教 育")), ElementsAre("义 务教 育")); }

TEST_F(MarkingTest, RangesCountCodePointsBeyondTheBasicPlaneToo) {
  const MarkedText marked = For("公示").Mark("𠮷😀公示");
  EXPECT_THAT(marked.ranges, ElementsAre(MarkedRange{2, 2}));
}

TEST_F(MarkingTest, MarkupStaysText) {
  const MarkedText marked = For("公示").Mark("<b>公示</b>&amp;");
  EXPECT_EQ(marked.text, "<b>公示</b>&amp;");
  EXPECT_THAT(Pieces(marked), ElementsAre("公示"));
}

TEST_F(MarkingTest, ASnippetIsThePassageWithTheMostMarks) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "其他内容";
  const std::string long_text = text + "学区划分方案与招生计划" + text;
  const MarkedText snippet = For("学区划分 招生").Snippet({"", "没有", long_text}, 100);
  EXPECT_LE(CodePoints(snippet.text), 100u);
  EXPECT_THAT(Pieces(snippet), ElementsAre("学区划分", "招生"));
  EXPECT_TRUE(snippet.text.starts_with("…") && snippet.text.ends_with("…")) << snippet.text;
}

TEST_F(MarkingTest, AShortTextIsWholeAndAMarkAtTheVeryEndIsShown) {
  EXPECT_EQ(For("无").Snippet({"甲\n乙"}, 100).text, "甲 乙");
  EXPECT_EQ(For("无").Snippet({"", ""}, 100).text, "");
  std::string text(300, 'x');
  const MarkedText snippet = For("公示").Snippet({text + "公示"}, 100);
  EXPECT_THAT(Pieces(snippet), ElementsAre("公示"));
  EXPECT_TRUE(snippet.text.ends_with("公示")) << snippet.text;
}

}  // namespace
}  // namespace disclosure::catalog
