#include "request-service/domain/earlier_reply.h"

#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

const ReplyTable& Replies() {
  static const ReplyTable table = ReplyTable::Parse(ReadData("request/replies.csv")).value();
  return table;
}

void Answer(Story& story, const std::string& leaf, const std::string& number, std::string_view day) {
  EXPECT_OK(story.On(day).By("handler").Does(Drafted{static_cast<int>(story.events().size()) + 1, leaf}));
  EXPECT_OK(story.By("approver").Does(Approved{""}));
  EXPECT_OK(story.Does(Replied{number, leaf, Day(day)}));
}

Story Answered(const std::string& leaf) {
  Story story;
  story.Received("2024-03-01");
  Answer(story, leaf, "滨教公复〔2024〕1号", "2024-03-20");
  return story;
}

std::optional<EarlierReply> Of(const Story& story) { return EarlierReplyOf(story.progress(), Replies()); }

TEST(Article36Six, ARepeatRestsOnAReplyAndNotOnARequestInHand) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_FALSE(Of(story));
  EXPECT_OK(story.Does(Drafted{1, "granted"}));
  EXPECT_FALSE(Of(story)) << "a draft is no reply";
  const Story answered = Answered("granted");
  ASSERT_TRUE(Of(answered));
  EXPECT_EQ(Of(answered)->document_number, "滨教公复〔2024〕1号");
  EXPECT_EQ(Of(answered)->day, Day("2024-03-20"));
}

TEST(Article36Six, WhatPointsToAnotherReplyOrEndsWithoutOneIsNone) {
  EXPECT_FALSE(Of(Answered("repeat")));
  EXPECT_FALSE(Of(Answered("other")));
  Story withdrawn;
  withdrawn.Received("2024-03-01");
  EXPECT_OK(withdrawn.Does(Drafted{1, "granted"}));
  EXPECT_OK(withdrawn.Does(Withdrawn{Day("2024-03-01"), ""}));
  EXPECT_OK(withdrawn.Does(Closed{}));
  EXPECT_FALSE(Of(withdrawn));
}

TEST(Interpretation8Article10, WhetherItWasDisclosedIsTheLatestRepliesToSay) {
  EXPECT_FALSE(Of(Answered("denied_process"))->disclosed);
  Story story = Answered("denied_process");
  EXPECT_OK(story.Does(Served{ServiceMethod::kPost, Day("2024-03-20"), "EMS"}));
  EXPECT_OK(story.On("2024-06-03").Does(Reopened{ReopenedBy::kReconsideration, "滨政复决〔2024〕1号", Day("2024-06-03")}));
  EXPECT_FALSE(Of(story)) << "annulled, and not answered anew yet";
  Answer(story, "granted", "滨教公复〔2024〕9号", "2024-06-11");
  ASSERT_TRUE(Of(story));
  EXPECT_TRUE(Of(story)->disclosed);
  EXPECT_EQ(Of(story)->document_number, "滨教公复〔2024〕9号");
  EXPECT_EQ(Of(story)->day, Day("2024-06-11"));
}

TEST(Article36Six, ALedgersOutcomeIsAReplyWithoutNumber) {
  const auto recorded = [](const std::string& outcome) {
    Story story;
    story.Received("2024-03-01");
    EXPECT_OK(story.On("2024-03-20").Does(OutcomeRecorded{outcome, Day("2024-03-19")}));
    return Of(story);
  };
  ASSERT_TRUE(recorded("partial"));
  EXPECT_TRUE(recorded("partial")->disclosed);
  EXPECT_EQ(recorded("partial")->day, Day("2024-03-19"));
  EXPECT_EQ(recorded("partial")->document_number, "");
  EXPECT_FALSE(recorded("declined_repeat"));
  EXPECT_FALSE(recorded("other_fee_unpaid"));
}

}  // namespace
}  // namespace disclosure::request
