// What is no first request: repeats, and the reply they rest on.
#include "request-service/api/reply_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ReplyTest, Article36ARepeatNamesTheEarlierReplyItRestsOn) {
  const v1::Request first = Received();
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_wanted()->set_subject("请再给我一份那个方案");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse second, Call(clerk_, filing, &Stub::FileRequest));
  v1::DraftReplyRequest repeat;
  AddPart(repeat, "repeat", "", {{"earlier_reply", "见此前答复"}});
  EXPECT_THAT(Act(handler_, second.request(), repeat, &Stub::DraftReply), HasReason("EARLIER_REPLY_MISSING")) << "no text takes its place";
  repeat.mutable_reply()->set_earlier_request(first.number());
  EXPECT_THAT(Act(handler_, second.request(), repeat, &Stub::DraftReply), HasReason("BAD_REQUEST")) << "not answered yet";
  ASSERT_OK(Answer(first, Granting()));
  ASSERT_OK(Act(handler_, second.request(), repeat, &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(second.request()), HasSubstr("2026年9月18日，滨教公复〔2026〕1号"));
  At("2026-09-21");
  v1::RecordServiceRequest service;
  service.set_method(v1::POSTAL_SERVICE);
  service.set_evidence("EMS 1");
  ASSERT_OK(Act(clerk_, first, service, &Stub::RecordService).status());
  EXPECT_THAT(PreviewOf(second.request()), HasSubstr("2026年9月18日，滨教公复〔2026〕1号")) << "its day is not that of its service";
}

TEST_F(ReplyTest, Article36AThirdIdenticalRequestRestsOnTheReplyAndNotOnTheRepeat) {
  const v1::Request first = Received();
  ASSERT_OK(Answer(first, Granting()));
  const v1::Request second = Received();
  ASSERT_OK(Answer(second, Repeat()));
  const v1::Request third = Received();
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(third, handler_));
  EXPECT_EQ(read.history().answered_twin(), first.number());
  ASSERT_OK(Act(handler_, third, Repeat(), &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(third), AllOf(HasSubstr("（2026年9月18日，滨教公复〔2026〕1号）"), Not(HasSubstr("人民法院"))))
      << "法释〔2025〕8号 art. 10: the information was disclosed";
  EXPECT_THAT(Act(handler_, third, Repeat(second.number()), &Stub::DraftReply), HasReason("BAD_REQUEST")) << "named, it is none either";
}

// 法释〔2025〕8号 art. 10(2)(四): what was disclosed, the latest reply says.
TEST_F(ReplyTest, Article36ARepeatAfterAReopeningRestsOnTheNewReply) {
  const v1::Request first = Received();
  ASSERT_OK(Answer(first, Denying()));
  v1::RecordServiceRequest service;
  service.set_method(v1::DIRECT_SERVICE);
  service.set_evidence("本人签收");
  ASSERT_OK(Act(clerk_, first, service, &Stub::RecordService).status());
  const v1::Request denied = Received();
  ASSERT_OK(Act(handler_, denied, Repeat(), &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(denied), HasSubstr("人民法院")) << "nothing was disclosed: a suit is admitted";
  At("2026-09-28");
  v1::ReopenRequestRequest reopen;
  reopen.set_by(v1::RECONSIDERATION);
  reopen.set_document_number("滨政复决〔2026〕7号");
  ASSERT_OK(Act(handler_, first, reopen, &Stub::ReopenRequest).status());
  const v1::Request later = Received();
  EXPECT_THAT(Act(handler_, later, Repeat(), &Stub::DraftReply), HasReason("EARLIER_REPLY_MISSING"));
  EXPECT_THAT(Act(handler_, later, Repeat(first.number()), &Stub::DraftReply), HasReason("BAD_REQUEST")) << "not answered anew yet";
  At("2026-09-29");
  ASSERT_OK(Answer(first, Granting()));
  ASSERT_OK(Act(handler_, later, Repeat(), &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(later), AllOf(HasSubstr("（2026年9月29日，滨教公复〔2026〕2号）"), Not(HasSubstr("人民法院"))));
}

TEST_F(ReplyTest, Article36AWithdrawnRequestThatIsNamedIsNoEarlierReply) {
  const v1::Request first = Filed("请给我一份那个方案");
  ASSERT_OK(Act(handler_, first, Granting(), &Stub::DraftReply).status());
  ASSERT_OK(Act(clerk_, first, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  EXPECT_THAT(Act(handler_, Received(), Repeat(first.number()), &Stub::DraftReply), HasReason("BAD_REQUEST"));
}

TEST_F(ReplyTest, Article30TheWishAsCorrectedTellsARepeat) {
  const auto corrected = [&](const std::string& text) {
    const v1::Request request = Filed("有关材料");
    v1::RequireCorrectionRequest correction;
    correction.add_items("信息的名称或者文号");
    correction.set_guidance("请写明所需文件的名称");
    correction.set_deadline("2026-10-12");
    EXPECT_OK(Act(clerk_, request, correction, &Stub::RequireCorrection).status());
    v1::SupplyCorrectionRequest supplied;
    supplied.set_text(text);
    EXPECT_OK(Act(clerk_, request, supplied, &Stub::SupplyCorrection).status());
    return request;
  };
  const auto twin_of = [&](const v1::Request& request) { return Get(request, handler_)->history().answered_twin(); };
  const v1::Request first = corrected("甲项目的环评批复");
  ASSERT_OK(Answer(first, Granting()));
  const v1::Request second = corrected("乙项目的环评批复");
  EXPECT_EQ(twin_of(second), "") << "the same words, and another wish";
  EXPECT_EQ(twin_of(Filed("有关材料")), "");
  EXPECT_EQ(twin_of(Filed("《甲项目》的 环评批复。")), first.number());
  v1::ListRequestsRequest list;
  list.set_parent("organs/330108-jyj");
  list.mutable_filter()->set_text("乙项目");
  ASSERT_OK_AND_ASSIGN(const v1::ListRequestsResponse found, Call(handler_, list, &Stub::ListRequests));
  ASSERT_EQ(found.requests_size(), 1);
  EXPECT_EQ(found.requests(0).number(), second.number());
}

TEST_F(ReplyTest, Article36WhatWasNotProcessedIsNoEarlierReply) {
  const v1::Request first = Received();
  v1::RecordWithdrawalRequest withdrawal;
  ASSERT_OK(Act(clerk_, first, withdrawal, &Stub::RecordWithdrawal).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request again, Get(Received(), handler_));
  EXPECT_EQ(again.history().answered_twin(), "");
}

}  // namespace
}  // namespace disclosure::request
