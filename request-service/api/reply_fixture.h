// For tests: replies as they are drafted, approved and issued.
#pragma once

#include "request-service/api/service_fixture.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {

class ReplyTest : public ServiceTest {
 protected:
  using Elements = std::vector<std::pair<std::string, std::string>>;

  static void AddPart(v1::DraftReplyRequest& draft, const std::string& leaf, const std::string& content, const Elements& elements) {
    v1::ReplyPart& part = *draft.mutable_reply()->add_parts();
    part.set_leaf(leaf);
    part.set_content(content);
    for (const auto& [element, text] : elements) (*part.mutable_elements())[element] = text;
  }
  static void Withhold(v1::DraftReplyRequest& draft, const std::string& article) {
    v1::Withheld& entry = *draft.mutable_reply()->add_withheld();
    entry.set_place("第3页");
    entry.set_content("联系人");
    entry.set_article(article);
    entry.set_reason("个人隐私");
  }
  static v1::DraftReplyRequest Granting() {
    v1::DraftReplyRequest draft;
    AddPart(draft, "granted", "", {{"information_or_way", "《学区划分方案》1份，随本答复书提供"}});
    return draft;
  }
  static v1::DraftReplyRequest Partial(const std::string& article) {
    v1::DraftReplyRequest draft;
    AddPart(draft, "partial", "", {{"released_part", "方案正文"}, {"withheld_part", "附表中的联系人"}});
    Withhold(draft, article);
    return draft;
  }
  static v1::DraftReplyRequest Denying() {
    v1::DraftReplyRequest draft;
    AddPart(draft, "denied_process", "", {{"process_kind", "在作出决定之前形成的讨论记录"}, {"reasons", "公开会影响独立作出决定"}});
    return draft;
  }
  static v1::DraftReplyRequest Repeat(const std::string& earlier = "") {
    v1::DraftReplyRequest draft;
    AddPart(draft, "repeat", "", {});
    draft.mutable_reply()->set_earlier_request(earlier);
    return draft;
  }
  v1::Request Filed(const std::string& subject) {
    v1::FileRequestRequest filing = NewFiling();
    filing.set_channel(v1::IN_PERSON);
    filing.mutable_wanted()->set_subject(subject);
    const auto filed = Call(clerk_, filing, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    return filed.ok() ? filed->request() : v1::Request();
  }
  std::string PreviewOf(const v1::Request& request) {
    v1::PreviewDocumentRequest preview;
    preview.set_name(request.name());
    const auto body = Call(handler_, preview, &Stub::PreviewDocument);
    EXPECT_OK(body.status());
    return body.ok() ? body->data() : "";
  }
  absl::Status Answer(const v1::Request& request, const v1::DraftReplyRequest& draft) {
    RETURN_IF_ERROR(Act(handler_, request, draft, &Stub::DraftReply).status());
    RETURN_IF_ERROR(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    return Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status();
  }
};

}  // namespace disclosure::request
