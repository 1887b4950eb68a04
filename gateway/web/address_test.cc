#include "gateway/web/address.h"

#include <string>

#include "gateway/web/query_text.h"
#include "gmock/gmock.h"

namespace disclosure::gateway {
namespace {

using Page = Address::Page;

TEST(Address, NamesTheResourceOfEachPage) {
  EXPECT_EQ(ParseAddress("/").page, Page::kPortal);
  EXPECT_EQ(ParseAddress("/divisions/330108").division, "divisions/330108");
  EXPECT_EQ(ParseAddress("/divisions/330108/catalogues/03").catalogue, "divisions/330108/catalogues/03");
  const Address item = ParseAddress("/divisions/330108/catalogues/03/items/01j9ab");
  EXPECT_EQ(item.page, Page::kItem);
  EXPECT_EQ(item.item, "divisions/330108/catalogues/03/items/01j9ab");
  const Address diff = ParseAddress("/divisions/330108/catalogues/03/editions/2/diff");
  EXPECT_EQ(diff.page, Page::kDiff);
  EXPECT_EQ(diff.edition, "divisions/330108/catalogues/03/editions/2");
  EXPECT_EQ(ParseAddress("/organs/330108-jyj").organ, "organs/330108-jyj");
}

TEST(Address, RefusesWhateverIsNoPage) {
  for (const std::string path :
       {"", "divisions/330108", "//", "/divisions", "/divisions/", "/divisions/330108/", "/divisions/../etc/passwd",
        "/divisions/%2e%2e/catalogues/03", "/divisions/330108/catalogues", "/divisions/330108/catalogues/03/items",
        "/divisions/330108/catalogues/03/editions/0", "/divisions/330108/catalogues/03/editions/abc",
        "/divisions/330108/catalogues/03/editions/9999999999", "/divisions/330108/catalogues/03/editions/2/other",
        "/divisions/330108/catalogues/03/editions/2/diff/more", "/organs/a/b", "/organs/\xE6\x95\x99", "/v1/domains"}) {
    EXPECT_EQ(ParseAddress(path).page, Page::kNone) << path;
  }
  EXPECT_EQ(ParseAddress("/organs/" + std::string(1 << 20, 'a')).page, Page::kNone);
}

TEST(Address, LeavesTheRestOfTheSpaceToOthers) {
  EXPECT_TRUE(IsPagePath("/"));
  EXPECT_TRUE(IsPagePath("/search"));
  EXPECT_TRUE(IsPagePath("/divisions/nowhere/at/all"));  // its 404 is a page
  EXPECT_FALSE(IsPagePath("/v1/divisions"));
  EXPECT_FALSE(IsPagePath("/static/portal.css"));
  EXPECT_FALSE(IsPagePath("/healthz"));
}

TEST(QueryText, DecodesTheFirstValue) {
  EXPECT_EQ(QueryText("a=1&q=%E6%8B%9B%E7%94%9F+a%2Bb&q=2", "q"), "招生 a+b");
  EXPECT_EQ(QueryText("q=%20%09x%00y%20", "q"), "x y");
}

TEST(QueryText, IsEmptyForWhatIsBroken) {
  for (const char* query : {"", "q", "q=", "p=x", "q=%", "q=%4", "q=%zz", "q=%ff%fe", "q=%C0%AF"}) {
    EXPECT_EQ(QueryText(query, "q"), "") << query;
  }
}

TEST(QueryText, IsCutBetweenCodePoints) {
  std::string query = "q=";
  std::string cut;
  for (int i = 0; i < 150; ++i) query += "%E6%95%99";
  for (int i = 0; i < 100; ++i) cut += "教";
  EXPECT_EQ(QueryText(query, "q"), cut);
}

TEST(QueryNumber, IsZeroForAnythingButAPlainNumber) {
  EXPECT_EQ(QueryNumber("base=12", "base"), 12);
  for (const char* query : {"", "base=", "base=-1", "base=1x", "base=%2B1", "base=9999999999", "base=1.5"}) {
    EXPECT_EQ(QueryNumber(query, "base"), 0) << query;
  }
}

TEST(Address, OfANameThatIsNoneLeadsHomeAndNowhereElse) {
  EXPECT_EQ(PathOf("organs/330108-jyj/annualReports/2025"), "/organs/330108-jyj/annualReports/2025");
  for (const char* name : {"", "/evil.example/x", "//evil.example", "javascript:alert(1)", "organs/a b"}) EXPECT_EQ(PathOf(name), "/") << name;
}

}  // namespace
}  // namespace disclosure::gateway
