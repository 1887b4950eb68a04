#include "catalog-service/search/words.h"

#include "catalog-service/domain/text_folding.h"
#include "catalog-service/search/folding.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Texts(const std::vector<Run>& runs) {
  std::vector<std::string> out;
  for (const Run& run : runs) out.push_back(ToUtf8(run.text));
  return out;
}

TEST(Words, IdeographsAndOtherWordsPartFromEachOtherAndFromPunctuation) {
  EXPECT_THAT(Texts(Runs(U"国办发〔2019〕54号，pm2.5 超标")), ElementsAre("国办发", "2019", "54", "号", "pm2", "5", "超标"));
  EXPECT_THAT(Runs(U"，。！？《》()-+*~^\"'\\"), IsEmpty());
}

TEST(Words, BlanksInsideAWordAreJoinedInSourcesButNotInQueries) {
  EXPECT_THAT(Texts(Runs(U"义 务　教育 a b", true)), ElementsAre("义务教育", "a", "b"));
  EXPECT_THAT(Texts(Runs(U"义务 教育")), ElementsAre("义务", "教育"));
  EXPECT_THAT(Texts(Runs(U"义务，教育", true)), ElementsAre("义务", "教育"));
}

TEST(Words, QuotedIsAPhraseAndAMarkWithoutItsPartnerIsNothing) {
  const SearchWords words = ParseQuery(U"招生 \"学区划分\" “2025年”「电子版」 \"半句");
  EXPECT_THAT(Texts(words.words), ElementsAre("招生", "半句"));
  ASSERT_EQ(words.phrases.size(), 3u);
  EXPECT_THAT(Texts(words.phrases[1]), ElementsAre("2025", "年"));
  EXPECT_THAT(ParseQuery(U"\"\" “”").phrases, IsEmpty());
}

TEST(Words, NothingButQuotationMarksIsAnOperator) {
  const SearchWords words = ParseQuery(U"教育 NOT 医疗 OR title:x -税 +费* (住房)");
  EXPECT_THAT(Texts(words.words), ElementsAre("教育", "NOT", "医疗", "OR", "title", "x", "税", "费", "住房"));
}

TEST(Folding, TraditionalWideAndCapitalBecomeSimplifiedNarrowAndSmallOneByOne) {
  ASSERT_OK_AND_ASSIGN(const auto folding, Folding::Load());
  const std::string text = "義務教育　ＡＢｃ，後臺\n乾";
  const std::u32string folded = folding->Fold(text);
  EXPECT_EQ(ToUtf8(folded), "义务教育 abc,后台 干");
  EXPECT_EQ(folded.size(), ToCodePoints(text).size());
  EXPECT_EQ(folding->Fold(ToUtf8(folded)), folded) << "folding twice changes nothing";
}

TEST(Folding, NoBytesAreTooStrange) {
  ASSERT_OK_AND_ASSIGN(const auto folding, Folding::Load());
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(folding->Fold(bytes).size(), ToCodePoints(bytes).size());
}

}  // namespace
}  // namespace disclosure::catalog
