#include "request-service/domain/withheld.h"

#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;

WithheldGrounds Delivered() { return WithheldGrounds::Parse(testing::LawFile("withheld_grounds.csv")).value(); }

// 行政复议法 art. 23(1)(四): reconsideration first where something is not disclosed under 条例 art. 14 to 16.
TEST(WhatIsWithheld, UnderArticles14To16MakesTheRemedyA) {
  for (const char* article : {"《条例》第十四条", "《中华人民共和国政府信息公开条例》第十五条", "第十六条第二款"}) {
    EXPECT_EQ(Delivered().ClassOf(article), RemedyClass::kA) << article;
  }
}

TEST(WhatIsWithheld, UnderArticle37AsNoGovernmentInformationLeavesItB) {
  EXPECT_EQ(Delivered().ClassOf("《条例》第三十七条（不属于政府信息的内容）"), RemedyClass::kB);
}

TEST(WhatIsWithheld, UnderAnyOtherArticleHasNoGround) {
  EXPECT_EQ(Delivered().ClassOf("《条例》第四十条"), std::nullopt);
  EXPECT_EQ(Delivered().ClassOf("内部掌握"), std::nullopt);
}

TEST(TheTable, NamesItsBadLines) {
  EXPECT_THAT(WithheldGrounds::Parse("article,remedy_class,note\n,A,\n第十四条,C,\n").status(), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
