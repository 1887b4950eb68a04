#include "catalog-service/importers/fold.h"

#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::catalog {
namespace {

Document WithText(const std::string& text) {
  Document document;
  document.tables.push_back({.number = 1, .rows = {{.number = 1, .cells = {{.text = text}}}}});
  return document;
}

std::string Folded(const std::string& text, bool* doubled = nullptr) {
  Document document = WithText(text);
  EXPECT_OK(FoldDocument(ReadLimits{}, &document));
  if (doubled != nullptr) *doubled = document.doubled_readings;
  return document.tables[0].rows[0].cells[0].text;
}

TEST(Fold, ReadingsBehindHanCharactersAreRemoved) {
  EXPECT_EQ(RemoveDoubledReadings("內(nèi)容 規（guī）定 依據(jù)他們(men)"), "內容 規定 依據他們");
  EXPECT_EQ(CountDoubledReadings("鄉(xiāng)、村級 網(wǎng)站"), 2);
}

TEST(Fold, OtherParenthesesStay) {
  for (const char* text :
       {"公开内容(要素)", "目录(app)", "表(2007)", "A(nèi)", "甲(nèi róng)", "甲(", "甲(nèi"}) {
    EXPECT_EQ(RemoveDoubledReadings(text), text);
  }
}

TEST(Fold, APageWithSeveralReadingsIsUndoubledAndSimplified) {
  bool doubled = false;
  EXPECT_EQ(Folded("公開內(nèi)容(要素) 法規(guī) 鄉(xiāng)、村級", &doubled),
            "公开内容(要素) 法规 乡、村级");
  EXPECT_TRUE(doubled);
}

TEST(Fold, ASingleReadingIsText) {
  bool doubled = true;
  EXPECT_EQ(Folded("“行”读作行(xíng)，公开内容要素", &doubled), "“行”读作行(xíng)，公开内容要素");
  EXPECT_FALSE(doubled);
}

TEST(Fold, TraditionalPagesBecomeSimplified) {
  EXPECT_EQ(Folded("國有土地上房屋征收與補償條例"), "国有土地上房屋征收与补偿条例");
}

TEST(Fold, ALongTraditionalPageIsRefused) {
  ReadLimits limits;
  limits.traditional_bytes = 20;
  Document document = WithText("國有土地上房屋征收與補償條例");
  EXPECT_THAT(FoldDocument(limits, &document), testing::HasReason("TOO_MUCH_TEXT"));
  document = WithText("国有土地上房屋征收与补偿条例");
  EXPECT_OK(FoldDocument(limits, &document));
}

TEST(Fold, ATraditionalCharacterInASimplifiedPageStays) {
  const std::string text = "国有土地上房屋征收与补偿条例由乾安县人民政府和於潜镇人民政府办公室公开";
  EXPECT_EQ(Folded(text), text);
}

}  // namespace
}  // namespace disclosure::catalog
