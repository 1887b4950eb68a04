#include "request-service/documents/document_json.h"

#include "common/testing/matchers.h"
#include "gtest/gtest.h"
#include "request-service/documents/document_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::StatusIs;

TEST(DocumentJson, EveryDocumentComesBackAsItWas) {
  for (const std::string& code : testing::AllCodes()) {
    ASSERT_OK_AND_ASSIGN(const Document document, Compose(code, testing::FullFacts(code), testing::Tables()));
    ASSERT_OK_AND_ASSIGN(const Document again, DocumentFromJson(ToJson(document)));
    EXPECT_EQ(again, document) << code;
  }
}

TEST(DocumentJson, WhatIsNoDocumentIsDataLoss) {
  for (const char* text : {"", "{}", "[]", R"({"code":"R01","title":"","number":"","addressee":"","attachments":null,"blocks":[{"kind":"x"}]})"}) {
    EXPECT_THAT(DocumentFromJson(text), StatusIs(absl::StatusCode::kDataLoss)) << text;
  }
}

}  // namespace
}  // namespace disclosure::request
