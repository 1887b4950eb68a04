// Attachments, as stories over the wire.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "request-service/api/service_fixture.h"
#include "request-service/attachments/files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::google::api::HttpBody;
using ::testing::HasSubstr;
using ::testing::Not;

class AttachmentTest : public ServiceTest {
 protected:
  static v1::NewAttachment File(const std::string& name, const std::string& content) {
    v1::NewAttachment file;
    file.set_file_name(name);
    file.set_content(content);
    return file;
  }
  v1::FileRequestResponse Filed(const std::vector<v1::NewAttachment>& files = {}) {
    const auto filed = FileWith(files);
    EXPECT_OK(filed.status());
    return filed.ok() ? *filed : v1::FileRequestResponse();
  }
  absl::StatusOr<v1::FileRequestResponse> FileWith(const std::vector<v1::NewAttachment>& files, const std::string& request_id = "") {
    v1::FileRequestRequest filing = NewFiling();
    for (const v1::NewAttachment& file : files) *filing.add_attachments() = file;
    filing.set_request_id(request_id);
    return Call(Caller{}, filing, &Stub::FileRequest);
  }
  absl::StatusOr<v1::Attachment> Upload(const Caller& caller, const v1::Request& request, const v1::NewAttachment& file, const std::string& id = "") {
    v1::UploadAttachmentRequest upload;
    upload.set_name(request.name());
    *upload.mutable_attachment() = file;
    upload.set_request_id(id);
    return Call(caller, upload, &Stub::UploadAttachment);
  }
  absl::StatusOr<v1::Attachment> Submit(const v1::FileRequestResponse& filed, const std::string& code, const v1::NewAttachment& file) {
    v1::SubmitAttachmentRequest submit;
    submit.set_number(filed.request().number());
    submit.set_access_code(code);
    *submit.mutable_attachment() = file;
    return Call(Caller{}, submit, &Stub::SubmitAttachment);
  }
  absl::StatusOr<HttpBody> Read(const Caller& caller, const v1::Request& request, const std::string& id) {
    v1::GetAttachmentRequest get;
    get.set_name(request.name() + "/attachments/" + id);
    return Call(caller, get, &Stub::GetAttachment);
  }
  std::vector<std::filesystem::path> Objects() const {
    std::vector<std::filesystem::path> objects;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(object_directory_.path())) {
      if (entry.is_regular_file()) objects.push_back(entry.path());
    }
    return objects;
  }
};

TEST_F(AttachmentTest, AFilingBringsItsAttachmentsAndTheDeskReadsThem) {
  const v1::FileRequestResponse filed = Filed({File("C:\\资料\\身份证.pdf", testing::APdf()), File("说明.txt", "申请的说明")});
  ASSERT_EQ(filed.request().attachments_size(), 2);
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(filed.request(), handler_));
  ASSERT_EQ(read.attachments_size(), 2);
  const v1::Attachment& first = read.attachments(0).file_name() == "身份证.pdf" ? read.attachments(0) : read.attachments(1);
  EXPECT_EQ(first.file_name(), "身份证.pdf") << "without its path";
  EXPECT_EQ(first.content_type(), "application/pdf");
  EXPECT_EQ(first.size(), static_cast<int64_t>(testing::APdf().size()));
  EXPECT_EQ(first.sha256().size(), 64u);
  ASSERT_OK_AND_ASSIGN(const HttpBody body, Read(handler_, filed.request(), first.id()));
  EXPECT_EQ(body.data(), testing::APdf());
  EXPECT_EQ(body.content_type(), "application/pdf");
  v1::ListRequestsRequest list;
  list.set_parent("organs/330108-jyj");
  EXPECT_EQ(Call(handler_, list, &Stub::ListRequests)->requests(0).attachments_size(), 0);
}

TEST_F(AttachmentTest, WhatIsKeptTellsNothing) {
  const v1::FileRequestResponse filed = Filed({File("身份证.pdf", testing::APdf())});
  Filed({File("身份证.pdf", testing::APdf())});
  ASSERT_EQ(Objects().size(), 2u) << "the same file of two requests is not seen to be the same";
  for (const auto& path : Objects()) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_THAT(std::string(std::istreambuf_iterator<char>(file), {}), Not(HasSubstr("%PDF")));
    EXPECT_NE(path.filename().string(), filed.request().attachments(0).sha256());
  }
  EXPECT_EQ(Count("SELECT COUNT(*) FROM attachments WHERE INSTR(file_name_sealed, '身份证') > 0 OR INSTR(sha256_sealed, '" +
                  filed.request().attachments(0).sha256() + "') > 0"), 0);
}

TEST_F(AttachmentTest, AnAttachmentOfAnotherRequestIsNotShown) {
  const v1::FileRequestResponse one = Filed({File("a.txt", "甲的说明")}), two = Filed();
  EXPECT_THAT(Read(handler_, two.request(), one.request().attachments(0).id()), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Read(stranger_, one.request(), one.request().attachments(0).id()), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Read(supervisor_, one.request(), one.request().attachments(0).id()), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(AttachmentTest, WrongTypesNamesAndBombsAreRefusedAndNothingIsKept) {
  EXPECT_THAT(FileWith({File("a.txt", "好的说明"), File("a.zip", testing::AZip({{"a", "b"}}))}), HasReason("ATTACHMENT_TYPE_NOT_ALLOWED"));
  EXPECT_THAT(FileWith({File("a.pdf", testing::AJpeg())}), HasReason("ATTACHMENT_NAME_CONTRADICTS"));
  EXPECT_THAT(FileWith({File("a.docx", testing::AZip({{"word/document.xml", std::string(8 << 20, '0')}}))}), HasReason("ATTACHMENT_BOMB"));
  EXPECT_THAT(FileWith({File("../", "好的说明")}), HasReason("BAD_ATTACHMENT_NAME"));
  EXPECT_THAT(FileWith({File("a.txt", "")}), HasReason("ATTACHMENT_EMPTY"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests"), 0);
  EXPECT_TRUE(Objects().empty());
}

TEST_F(AttachmentTest, TooLargeAndTooManyAreRefused) {
  backend_->attachment_limits = {.file_bytes = 100, .files = 2, .request_bytes = 150};
  const std::string text(80, 'a');
  EXPECT_THAT(FileWith({File("a.txt", std::string(101, 'a'))}), HasReason("ATTACHMENT_TOO_LARGE"));
  EXPECT_THAT(FileWith({File("a.txt", text), File("b.txt", text)}), HasReason("TOO_MANY_ATTACHMENTS")) << "160 bytes together";
  const v1::FileRequestResponse filed = Filed({File("a.txt", text)});
  EXPECT_THAT(Upload(clerk_, filed.request(), File("b.txt", text)), HasReason("TOO_MANY_ATTACHMENTS"));
  EXPECT_OK(Upload(clerk_, filed.request(), File("b.txt", "短的说明")).status());
  EXPECT_THAT(Upload(clerk_, filed.request(), File("c.txt", "短的说明")), HasReason("TOO_MANY_ATTACHMENTS")) << "a third";
  EXPECT_EQ(Objects().size(), 2u) << "what was refused is deleted again";
}

TEST_F(AttachmentTest, UploadsAtOnceDoNotExceedTheLimitTogether) {
  backend_->attachment_limits.files = 3;
  const v1::FileRequestResponse filed = Filed();
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] { Upload(clerk_, filed.request(), File("a.txt", absl::StrCat("说明", i))).IgnoreError(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count("SELECT COUNT(*) FROM attachments"), 3);
  EXPECT_EQ(Objects().size(), 3u);
}

TEST_F(AttachmentTest, TheApplicantAddsWithHisCodeUntilTheRequestIsOver) {
  const v1::FileRequestResponse filed = Filed();
  ASSERT_OK_AND_ASSIGN(const v1::Attachment added, Submit(filed, filed.access_code(), File("证明.png", testing::APng())));
  EXPECT_EQ(added.content_type(), "image/png");
  ASSERT_OK(Act(clerk_, filed.request(), v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  EXPECT_THAT(Submit(filed, filed.access_code(), File("a.txt", "补充说明")), HasReason("WRONG_STATE"));
  EXPECT_OK(Upload(clerk_, filed.request(), File("a.txt", "撤回的书面说明")).status()) << "the desk still may";
  EXPECT_EQ(Objects().size(), 2u);
}

TEST_F(AttachmentTest, AWrongCodeIsCountedAndKeepsNothing) {
  const v1::FileRequestResponse filed = Filed();
  for (int i = 0; i < 5; ++i) EXPECT_THAT(Submit(filed, "0000-0000-0000-0000", File("a.txt", "说明文字")), HasReason("NO_SUCH_REQUEST"));
  EXPECT_THAT(Submit(filed, "0000-0000-0000-0000", File("a.txt", "说明文字")), HasReason("TOO_MANY_ATTEMPTS"));
  EXPECT_TRUE(Objects().empty());
}

TEST_F(AttachmentTest, ARepeatedCallAddsOnceAndLeavesNoObjectBehind) {
  const std::string id = "7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0011";
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse first, FileWith({File("a.txt", "甲的说明")}, id));
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse again, FileWith({File("a.txt", "甲的说明")}, id));
  EXPECT_EQ(again.request().attachments(0).id(), first.request().attachments(0).id());
  EXPECT_EQ(again.receipt_html(), first.receipt_html());
  EXPECT_THAT(FileWith({File("a.txt", "乙的说明")}, id), HasReason("REQUEST_ID_REUSED"));
  ASSERT_OK_AND_ASSIGN(const v1::Attachment added, Upload(clerk_, first.request(), File("b.txt", "丙的说明"), id));
  ASSERT_OK_AND_ASSIGN(const v1::Attachment twice, Upload(clerk_, first.request(), File("b.txt", "丙的说明"), id));
  EXPECT_EQ(twice.id(), added.id());
  EXPECT_EQ(Objects().size(), 2u);
}

TEST_F(AttachmentTest, OnlyTheOrgansOwnDeskAdds) {
  const v1::FileRequestResponse filed = Filed();
  EXPECT_THAT(Upload(stranger_, filed.request(), File("a.txt", "说明文字")), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Upload(approver_, filed.request(), File("a.txt", "说明文字")), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Upload(Caller{}, filed.request(), File("a.txt", "说明文字")), StatusIs(absl::StatusCode::kUnauthenticated));
}

TEST_F(AttachmentTest, DamageIsToldAndAServiceWithoutAStoreFilesAllTheSame) {
  const v1::FileRequestResponse filed = Filed({File("a.txt", "甲的说明")});
  std::ofstream(Objects().front(), std::ios::trunc) << "x";
  EXPECT_THAT(Read(handler_, filed.request(), filed.request().attachments(0).id()), HasReason("OBJECT_DAMAGED"));
  backend_->objects = nullptr;
  EXPECT_THAT(FileWith({File("a.txt", "甲的说明")}), HasReason("ATTACHMENTS_NOT_KEPT"));
  EXPECT_OK(FileWith({}).status());
}

}  // namespace
}  // namespace disclosure::request
