#include "gateway/http/negotiation.h"

#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

TEST(AcceptEncoding, BrotliIsPreferredWhereRanksAreEqual) {
  EXPECT_EQ(ChooseEncoding("gzip, deflate, br", true, true), Encoding::kBrotli);
  EXPECT_EQ(ChooseEncoding("gzip, deflate, br", true, false), Encoding::kGzip);
  EXPECT_EQ(ChooseEncoding("gzip, deflate, br", false, false), Encoding::kIdentity);
}

TEST(AcceptEncoding, TheClientsRankDecides) {
  EXPECT_EQ(ChooseEncoding("br;q=0.5, gzip;q=0.8", true, true), Encoding::kGzip);
  EXPECT_EQ(ChooseEncoding("br;q=0.001,gzip;q=0", true, true), Encoding::kBrotli);
  EXPECT_EQ(ChooseEncoding("identity;q=1, gzip;q=0.5", true, true), Encoding::kIdentity);
  EXPECT_EQ(ChooseEncoding("GZIP ; Q=1.000", true, true), Encoding::kGzip);
}

TEST(AcceptEncoding, AStarStandsForWhatIsNotNamed) {
  EXPECT_EQ(ChooseEncoding("*", true, true), Encoding::kBrotli);
  EXPECT_EQ(ChooseEncoding("*, br;q=0", true, true), Encoding::kGzip);
  EXPECT_EQ(ChooseEncoding("*;q=0", true, true), Encoding::kIdentity);
}

TEST(AcceptEncoding, WhatCannotBeReadIsIdentity) {
  for (const char* text :
       {"", ",,,", "gzip;q=nan", "gzip;q=2", "gzip;q=", ";;;q", "deflate", "br;q=0,", "gzip;q=-1"}) {
    EXPECT_EQ(ChooseEncoding(text, true, true), Encoding::kIdentity) << text;
  }
}

TEST(IfNoneMatch, ComparesWeaklyAndKnowsLists) {
  EXPECT_TRUE(NamesEtag("\"a\"", "\"a\""));
  EXPECT_TRUE(NamesEtag("W/\"a\"", "\"a\""));
  EXPECT_TRUE(NamesEtag("\"x,y\" , W/\"z\",\"a\"", "\"a\""));
  EXPECT_TRUE(NamesEtag(" * ", "\"a\""));
  EXPECT_FALSE(NamesEtag("\"b\"", "\"a\""));
  EXPECT_FALSE(NamesEtag("a", "\"a\""));
  EXPECT_FALSE(NamesEtag("\"a", "\"a\""));
  EXPECT_FALSE(NamesEtag("", "\"a\""));
}

}  // namespace
}  // namespace disclosure::gateway
