#include "gateway/http/published_answers.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <thread>
#include <vector>

#include "common/testing/matchers.h"
#include "gateway/http/http_error.h"
#include "gateway/http/static_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::Not;

std::shared_ptr<const Answer> Text(std::string body, std::string type = "text/plain") {
  return Answer::Make({.content_type = std::move(type), .body = std::move(body)});
}

TEST(Answer, HasVariantsWithTagsOfTheirOwn) {
  const auto answer = Text(std::string(4000, 'a'));
  const Answer::Variant& identity = answer->Choose("");
  const Answer::Variant& gzip = answer->Choose("gzip");
  const Answer::Variant& brotli = answer->Choose("br");
  EXPECT_NE(identity.etag, gzip.etag);
  EXPECT_NE(gzip.etag, brotli.etag);
  EXPECT_THAT(gzip.message, HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_THAT(brotli.message, HasSubstr("Content-Encoding: br\r\n"));
  EXPECT_LT(gzip.message.size(), 2000u);
  for (const Answer::Variant* variant : {&identity, &gzip, &brotli}) {
    EXPECT_THAT(variant->message, HasSubstr("Vary: Accept-Encoding\r\n"));
    EXPECT_THAT(variant->message, HasSubstr("ETag: " + variant->etag + "\r\n"));
    EXPECT_THAT(variant->not_modified, HasSubstr("ETag: " + variant->etag + "\r\n"));
    EXPECT_EQ(variant->message.substr(variant->head_size - 4, 4), "\r\n\r\n");
  }
  EXPECT_EQ(identity.message.substr(identity.head_size), std::string(4000, 'a'));
}

TEST(Answer, WhatDoesNotGetSmallerStaysAsItIs) {
  EXPECT_THAT(Text("short")->Choose("gzip, br").message, Not(HasSubstr("Content-Encoding")));
  EXPECT_THAT(Text(std::string(4000, 'a'), "image/png")->Choose("gzip, br").message,
              Not(HasSubstr("Content-Encoding")));
}

TEST(Answer, TheTagFollowsTheContentAlone) {
  EXPECT_EQ(Text("a")->etag(), Text("a")->etag());
  EXPECT_NE(Text("a")->etag(), Text("b")->etag());
  EXPECT_NE(Text("a")->etag(), Text("a", "text/html")->etag());
}

TEST(PublishedAnswers, AreFoundReplacedAndRemoved) {
  PublishedAnswers published;
  PublishedAnswers::View view(&published);
  EXPECT_EQ(view.Find("/a"), nullptr);
  const auto first = Text("1"), second = Text("2");
  published.Replace({{"/a", first}, {"/b", first}});
  ASSERT_NE(view.Find("/a"), nullptr);
  EXPECT_EQ(*view.Find("/a"), first);
  published.Replace({{"/a", second}, {"/b", nullptr}});
  EXPECT_EQ(*view.Find("/a"), second);
  EXPECT_EQ(view.Find("/b"), nullptr);
  EXPECT_EQ(published.Find("/a"), second);
  EXPECT_EQ(published.size(), 1u);
}

TEST(PublishedAnswers, AReaderNeverSeesAMixture) {
  std::vector<std::shared_ptr<const Answer>> editions;
  std::map<const Answer*, int> number;
  for (int i = 0; i < 300; ++i) {
    editions.push_back(Text(std::to_string(i)));
    number[editions.back().get()] = i;
  }
  PublishedAnswers published;
  const auto publish = [&](int i) { published.Replace({{"/a", editions[i]}, {"/b", editions[i]}}); };
  publish(0);
  std::thread writer([&] {
    for (int i = 1; i < 300; ++i) publish(i);
  });
  PublishedAnswers::View view(&published);
  int a = 0;
  while (a < 299) {
    // Groups follow each other, so what is read later is never older, whichever path it is.
    a = number[view.Find("/a")->get()];
    const int b = number[view.Find("/b")->get()];
    ASSERT_GE(b, a);
    a = number[view.Find("/a")->get()];
    ASSERT_GE(a, b);
  }
  writer.join();
}

TEST(ErrorResponse, SaysWhenToTryAgain) {
  const Response response = ErrorResponse({.status = 429,
                                           .reason = "RATE_LIMITED",
                                           .message = "a \"quoted\"\nline",
                                           .retry_after = absl::Milliseconds(1500)});
  EXPECT_THAT(*response.body, HasSubstr("\"code\":429"));
  EXPECT_THAT(*response.body, HasSubstr("\"status\":\"RESOURCE_EXHAUSTED\""));
  EXPECT_THAT(*response.body, HasSubstr("\"retryDelay\":\"1.500s\""));
  EXPECT_THAT(*response.body, HasSubstr("a \\\"quoted\\\"\\u000aline"));
  EXPECT_THAT(response.headers, ::testing::Contains(::testing::Pair("retry-after", "2")));
}

class StaticFilesTest : public ::testing::Test {
 protected:
  StaticFilesTest() : directory_(::testing::TempDir() + "static-files-" + std::to_string(getpid())) {
    std::filesystem::create_directories(directory_ + "/css");
    std::ofstream(directory_ + "/css/portal.css") << std::string(3000, 'c');
    std::ofstream(directory_ + "/.hidden") << "x";
    std::filesystem::create_symlink("/etc/passwd", directory_ + "/link.txt");
  }
  ~StaticFilesTest() override { std::filesystem::remove_all(directory_); }

  const std::string directory_;
};

TEST_F(StaticFilesTest, AreServedUnderTheirNameAndUnderAHashForever) {
  ASSERT_OK_AND_ASSIGN(const StaticFiles files, StaticFiles::Load(directory_, "/static/"));
  ASSERT_EQ(files.answers().size(), 2u);  // neither the hidden file nor the link
  EXPECT_EQ(files.answers()[0].path, "/static/css/portal.css");
  EXPECT_EQ(files.answers()[1].path, files.Url("css/portal.css"));
  EXPECT_THAT(files.Url("css/portal.css"), ::testing::MatchesRegex("/static/css/portal\\.[0-9a-f]+\\.css"));
  EXPECT_THAT(files.answers()[1].answer->Choose("br").message, HasSubstr("immutable"));
  EXPECT_THAT(files.answers()[0].answer->Choose("br").message,
              HasSubstr("Content-Type: text/css; charset=utf-8\r\n"));
  EXPECT_EQ(files.Url("other.css"), "/static/other.css");
}

TEST_F(StaticFilesTest, OverALimitTheyAreRefusedByName) {
  EXPECT_THAT(StaticFiles::Load(directory_, "/static/", {.file_bytes = 100}, {}),
              HasReason("STATIC_TOO_LARGE"));
  EXPECT_THAT(StaticFiles::Load(directory_, "/static/", {.files = 0}, {}), HasReason("STATIC_TOO_LARGE"));
  EXPECT_THAT(StaticFiles::Load(directory_ + "/none", "/static/"), HasReason("STATIC_DIRECTORY"));
}

}  // namespace
}  // namespace disclosure::gateway
