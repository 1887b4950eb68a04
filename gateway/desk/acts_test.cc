#include "gateway/desk/acts.h"

#include <functional>
#include <set>
#include <string>

#include "common/testing/matchers.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "gateway/desk/act_form.h"
#include "gateway/desk/field_words.h"
#include "google/api/annotations.pb.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

const google::protobuf::ServiceDescriptor& Service() {
  return *v1::GetRequestRequest::descriptor()->file()->FindServiceByName("RequestService");
}

TEST(ActsTest, EveryActOfTheContractIsOnTheDesk) {
  int acts = 0;
  for (int i = 0; i < Service().method_count(); ++i) {
    const auto& method = *Service().method(i);
    const std::string path = method.options().GetExtension(google::api::http).post();
    constexpr std::string_view kBegin = "/v1/{name=organs/*/requests/*}:";
    if (path.compare(0, kBegin.size(), kBegin) != 0 || method.output_type() != v1::Request::descriptor()) continue;
    ++acts;
    const DeskAct* act = FindAct(path.substr(kBegin.size()));
    ASSERT_NE(act, nullptr) << method.name();
    EXPECT_EQ(act->method, method.name());
    EXPECT_FALSE(act->label.empty());
    EXPECT_FALSE(act->states.empty());
  }
  EXPECT_EQ(acts, static_cast<int>(DeskActs().size())) << "and nothing else is";
}

void ForEachField(const Descriptor& message, const std::function<void(const FieldDescriptor&)>& visit) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (field.name() == "name" || field.name() == "etag" || field.name() == "request_id" || field.is_map()) continue;
    visit(field);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) ForEachField(*field.message_type(), visit);
  }
}

TEST(ActsTest, EveryFieldAndValueOfAnActHasAChineseName) {
  const auto is_chinese = [](std::string_view text) { return !text.empty() && static_cast<unsigned char>(text[0]) >= 0x80; };
  for (const DeskAct& act : DeskActs()) {
    ForEachField(*MethodOf(act)->input_type(), [&](const FieldDescriptor& field) {
      if (field.name() == "draft") return;  // hidden
      EXPECT_TRUE(is_chinese(WordsOf(field).label)) << field.full_name();
      if (field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM) return;
      for (int i = 0; i < field.enum_type()->value_count(); ++i) {
        const auto& value = *field.enum_type()->value(i);
        EXPECT_TRUE(value.number() == 0 || is_chinese(ValueWord(value))) << value.full_name();
      }
    });
  }
}

TEST(ActsTest, AreOfferedByStateAndRole) {
  type::v1::Caller clerk;
  clerk.add_roles("clerk");
  std::set<std::string_view> verbs;
  for (const DeskAct* act : ActsFor(v1::FILED, clerk)) verbs.insert(act->verb);
  EXPECT_EQ(verbs, (std::set<std::string_view>{"confirmReceipt", "assign", "recordWithdrawal", "correctApplicant"}));
  EXPECT_TRUE(ActsFor(v1::FILED, type::v1::Caller()).empty());
}

class ActFormTest : public ::testing::Test {
 protected:
  ActFormTest() {
    auto tables = ReplyTables::Load(DISCLOSURE_SOURCE_DIR "/data/request");
    EXPECT_OK(tables);
    tables_ = *std::move(tables);
  }
  ReplyTables tables_;
};

TEST_F(ActFormTest, WhatWasShownComesBackAsItWas) {
  v1::DraftReplyRequest request;
  v1::Reply& reply = *request.mutable_reply();
  reply.set_findings("检索了档案");
  reply.add_attachments("方案");
  reply.add_attachments("附表");
  v1::ReplyPart& part = *reply.add_parts();
  part.set_leaf("partial");
  part.set_content("甲");
  (*part.mutable_elements())["released_part"] = "正文\n附表";
  v1::Withheld& withheld = *reply.add_withheld();
  withheld.set_place("第3页");
  withheld.set_article("《条例》第十五条");
  v1::ThirdPartyNotice& notice = *reply.add_third_party_notices();
  notice.set_consultation("330108-jyj-2026-1-c1");
  notice.set_ground(v1::PUBLIC_INTEREST);
  FormFields values;
  ValuesOf(request, "", &values);
  v1::DraftReplyRequest again;
  ASSERT_OK(FillMessage(values, again));
  EXPECT_EQ(again.SerializeAsString(), request.SerializeAsString());
}

TEST_F(ActFormTest, AnOptionalFieldIsSetOnlyWhereItWasChangedAlsoToNothing) {
  v1::CorrectApplicantRequest request;
  ASSERT_OK(FillMessage({{"phone", ""}, {"_was.phone", "0571-00000000"}, {"email", "a@example.com"}, {"_was.email", "a@example.com"}, {"reason", "写错了"}}, request));
  EXPECT_TRUE(request.has_phone());
  EXPECT_EQ(request.phone(), "");
  EXPECT_FALSE(request.has_email());
}

TEST_F(ActFormTest, ValuesOfAnotherTypeAreNamedTogether) {
  v1::NoticeFeeRequest request;
  const auto info = error::GetInfo(FillMessage({{"items", "many"}, {"method", "PER_HOUR"}, {"pages", "99999999999"}}, request));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->violations.size(), 3u);
}

TEST_F(ActFormTest, ListsAreBounded) {
  const ActForm form = MakeForm(*v1::DraftReplyRequest::descriptor(), {{"_count.reply.parts", "1000000"}, {"_count.reply.withheld", "-5"}}, tables_, {});
  EXPECT_LT(form.blocks.size(), 60u);
  v1::DraftReplyRequest request;
  ASSERT_OK(FillMessage({{"_count.reply.parts", "1000000"}}, request));
  EXPECT_EQ(request.reply().parts_size(), 0);
}

TEST_F(ActFormTest, AConsultationIsChosenAmongThoseThereAre) {
  const FieldChoices choices = {{"consultation", {{"1", "1 测试公司"}}}};
  const ActForm form = MakeForm(*v1::ExpireConsultationRequest::descriptor(), {}, tables_, {}, choices);
  ASSERT_EQ(form.blocks.size(), 1u);
  ASSERT_EQ(form.blocks[0].controls.size(), 1u);
  EXPECT_EQ(form.blocks[0].controls[0].kind, ControlKind::kChoice);
  EXPECT_EQ(form.blocks[0].controls[0].choices[0].second, "1 测试公司");
}

TEST_F(ActFormTest, TheGatewaysOwnFieldsAreNotTheOfficers) {
  v1::AssignRequestRequest request;
  ASSERT_OK(FillMessage({{"name", "organs/other/requests/1"}, {"etag", "x"}, {"request_id", "y"}, {"handler", "li"}}, request));
  EXPECT_EQ(request.name(), "");
  EXPECT_EQ(request.etag(), "");
  EXPECT_EQ(request.handler(), "li");
}

TEST_F(ActFormTest, EveryLeafSaysWhatItsDocumentMustSay) {
  for (const ReplyLeaf& leaf : tables_.leaves()) {
    for (const ReplyElement& element : tables_.ElementsOf(leaf.leaf)) EXPECT_NE(element.code, "remedy_clause") << leaf.leaf;
  }
  EXPECT_EQ(tables_.ElementsOf("not_existing").size(), 1u);
  EXPECT_TRUE(tables_.ElementsOf("no such").empty());
}

}  // namespace
}  // namespace disclosure::gateway
