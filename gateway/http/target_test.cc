#include "gateway/http/target.h"

#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

std::string ReasonFor(std::string_view text) {
  const std::optional<Target> target = SplitTarget(text);
  if (!target) return "not split";
  const std::optional<HttpError> error = CheckTarget(*target);
  return error ? error->reason : "";
}

TEST(Target, IsSplitAtTheFirstQuestionMark) {
  const std::optional<Target> target = SplitTarget("/v1/items?filter=a?b");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/v1/items");
  EXPECT_EQ(target->query, "filter=a?b");
}

TEST(Target, TheAbsoluteFormLosesItsAuthority) {
  const std::optional<Target> target = SplitTarget("HTTP://host:80/v1/items?a=b");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/v1/items");
  EXPECT_EQ(target->authority, "host:80");
  EXPECT_FALSE(SplitTarget("http://host"));
  EXPECT_FALSE(SplitTarget("http:///x"));
  EXPECT_FALSE(SplitTarget("ftp://host/x"));
  EXPECT_FALSE(SplitTarget("v1/items"));
}

TEST(Target, OrdinaryPathsPass) {
  for (const char* text :
       {"/", "*", "/v1/catalogues:import", "/a..b/.c/...", "/%E6%95%99?q=\xe6\x95\x99", "//"}) {
    EXPECT_EQ(ReasonFor(text), "") << text;
  }
}

TEST(Target, TraversalIsRefusedInAnySpelling) {
  for (const char* text : {"/../../etc/passwd", "/a/..", "/./a", "/%2e%2e/etc/passwd", "/%2E./x",
                           "/a%2f..%2fb", "/..%5c..%5cx", "/a\\b", "/a%00b", "http://host/../x"}) {
    EXPECT_EQ(ReasonFor(text), "PATH_TRAVERSAL") << text;
  }
}

TEST(Target, BrokenEncodingAndFragmentsAreRefused) {
  EXPECT_EQ(ReasonFor("/%"), "BAD_PERCENT_ENCODING");
  EXPECT_EQ(ReasonFor("/%4"), "BAD_PERCENT_ENCODING");
  EXPECT_EQ(ReasonFor("/%zz"), "BAD_PERCENT_ENCODING");
  EXPECT_EQ(ReasonFor("/a?b=%f"), "BAD_PERCENT_ENCODING");
  EXPECT_EQ(ReasonFor("/a#b"), "BAD_TARGET");
  EXPECT_EQ(ReasonFor("/\xe6\x95\x99"), "BAD_TARGET");
}

}  // namespace
}  // namespace disclosure::gateway
