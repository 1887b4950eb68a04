#include "gateway/http/chunked_body.h"

#include <string>

#include "gtest/gtest.h"

namespace disclosure::gateway {
namespace {

// The body of `text` read in pieces of `piece` bytes, and what is left behind it; "bad" or "more" else.
std::string Decode(std::string_view text, size_t piece) {
  ChunkedBody chunks;
  std::string body;
  while (!text.empty()) {
    std::string_view input = text.substr(0, piece);
    const size_t offered = input.size();
    for (ChunkedBody::Step step; (step = chunks.Advance(input)) != ChunkedBody::Step::kNeedMore;) {
      if (step == ChunkedBody::Step::kMalformed) return "bad";
      if (step == ChunkedBody::Step::kDone)
        return body + "|" + std::string(text.substr(offered - input.size()));
      body += chunks.data();
    }
    text.remove_prefix(offered);
  }
  return "more";
}

TEST(ChunkedBody, IsPutTogetherHoweverItIsCut) {
  const std::string text =
      "3\r\nabc\r\nA;name=\"v\"\r\n0123456789\r\n000\r\nTrailer: x\r\nOther: y\r\n\r\nGET /";
  for (size_t piece = 1; piece <= text.size(); ++piece) {
    const std::string body = Decode(text, piece);
    EXPECT_EQ(body.substr(0, body.find('|')), "abc0123456789") << piece;
  }
  EXPECT_EQ(Decode(text, text.size()), "abc0123456789|GET /");
}

TEST(ChunkedBody, WhatReadersDifferOnIsMalformed) {
  for (const char* text : {"\r\n", " 3\r\nabc\r\n", "3 \r\nabc\r\n", "3\nabc\r\n", "3\r\nabcd\r\n",
                           "3\r\nabc\n0\r\n\r\n", "0x3\r\n", "+3\r\n", "-3\r\n", "g\r\n", "123456789\r\n",
                           "0\r\n\n", "0\r\na\nb\r\n\r\n", "0;(\r\r\n", "0\no\nb;\r\n\r\n"}) {
    EXPECT_EQ(Decode(text, 100), "bad") << text;
    EXPECT_EQ(Decode(text, 1), "bad") << text;
  }
}

TEST(ChunkedBody, FramingIsBounded) {
  EXPECT_EQ(Decode("1;" + std::string(9000, 'x'), 100), "bad");
  EXPECT_EQ(Decode("0\r\n" + std::string(9000, 'x'), 100), "bad");
  std::string extensions;
  for (int i = 0; i < 2000; ++i) extensions += "1;12345\r\nx\r\n";
  EXPECT_EQ(Decode(extensions, 100), "bad");
}

}  // namespace
}  // namespace disclosure::gateway
