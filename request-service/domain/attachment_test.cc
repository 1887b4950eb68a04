#include "request-service/domain/attachment.h"

#include "common/testing/matchers.h"
#include "gtest/gtest.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;

AttachmentTypes Types() { return AttachmentTypes::Parse(testing::LawFile("attachment_types.csv")).value(); }

TEST(Attachment, TheExtensionIsThatOfTheContent) {
  const AttachmentTypes types = Types();
  EXPECT_OK(types.Check("身份证.PDF", "application/pdf"));
  EXPECT_OK(types.Check("说明.wps", "application/msword"));
  EXPECT_OK(types.Check("a.b.jpeg", "image/jpeg"));
  EXPECT_THAT(types.Check("身份证.pdf", "image/jpeg"), HasReason("ATTACHMENT_NAME_CONTRADICTS"));
  EXPECT_THAT(types.Check("身份证", "image/jpeg"), HasReason("ATTACHMENT_NAME_CONTRADICTS"));
  EXPECT_THAT(types.Check("a.zip", "application/zip"), HasReason("ATTACHMENT_TYPE_NOT_ALLOWED"));
  EXPECT_THAT(types.Check("a.txt", "text/html"), HasReason("ATTACHMENT_TYPE_NOT_ALLOWED"));
}

TEST(Attachment, BadLinesOfTheTableAreNamed) {
  const std::string header = "content_type,extensions,label,note\n";
  EXPECT_THAT(AttachmentTypes::Parse(header + "a/b,,甲,\n"), HasReason("BAD_REQUEST"));
  EXPECT_THAT(AttachmentTypes::Parse(header + "a/b,x,甲,\na/b,y,乙,\n"), HasReason("BAD_REQUEST"));
}

TEST(Attachment, ANameIsCleanedOfPathsAndControlCharacters) {
  EXPECT_EQ(CleanFileName("C:\\Users\\甲\\身份证.pdf").value(), "身份证.pdf");
  EXPECT_EQ(CleanFileName("../../etc/passwd").value(), "passwd");
  EXPECT_EQ(CleanFileName(" a\r\nb\t.txt ").value(), "ab.txt");
  EXPECT_EQ(CleanFileName("𠮷.txt").value(), "𠮷.txt");
  for (const std::string& bad : {std::string(), std::string("a/"), std::string(".."), std::string("\xff.txt"), std::string(201, 'a'),
                                 std::string("a\u202etxt.exe")}) {
    EXPECT_THAT(CleanFileName(bad), HasReason("BAD_ATTACHMENT_NAME")) << bad;
  }
}

TEST(Attachment, SizesAndCountsAreLimited) {
  const AttachmentLimits limits{.file_bytes = 10, .files = 2, .request_bytes = 15};
  EXPECT_OK(CheckSize(10, limits));
  EXPECT_THAT(CheckSize(11, limits), HasReason("ATTACHMENT_TOO_LARGE"));
  EXPECT_THAT(CheckSize(0, limits), HasReason("ATTACHMENT_EMPTY"));
  EXPECT_OK(CheckTotal({2, 15}, limits));
  EXPECT_THAT(CheckTotal({3, 3}, limits), HasReason("TOO_MANY_ATTACHMENTS"));
  EXPECT_THAT(CheckTotal({2, 16}, limits), HasReason("TOO_MANY_ATTACHMENTS"));
}

TEST(Attachment, AnApplicantAddsWhileTheRequestIsHandled) {
  EXPECT_TRUE(MayAttach(State::kFiled, /*officer=*/false));
  EXPECT_TRUE(MayAttach(State::kAwaitingCorrection, /*officer=*/false));
  EXPECT_FALSE(MayAttach(State::kReplied, /*officer=*/false));
  EXPECT_FALSE(MayAttach(State::kWithdrawn, /*officer=*/false));
  EXPECT_TRUE(MayAttach(State::kServed, /*officer=*/true));
  EXPECT_FALSE(MayAttach(State::kClosed, /*officer=*/true));
}

}  // namespace
}  // namespace disclosure::request
