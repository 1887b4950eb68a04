#include "request-service/domain/moves.h"

#include <set>

#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using enum State;
using enum Act;

// The comment of moves.h, as sets: what each state allows and where it leads.
std::set<std::pair<Act, State>> AllowedIn(State state) {
  const std::set<std::pair<Act, State>> answers = {
      {kReceiveConsultation, state}, {kAnswerConsultation, state}, {kExpireConsultation, state}, {kWithdraw, kWithdrawn}, {kAssign, state},
      {kCountItems, state}, {kCorrectApplicant, state}, {kAnswerRecordCorrection, state}};
  auto with = [&](std::set<std::pair<Act, State>> more) {
    more.insert(answers.begin(), answers.end());
    return more;
  };
  switch (state) {
    case kNone: return {{kArrive, kFiled}, {kReceive, kHandling}};
    case kFiled: return {{kConfirmReceipt, kHandling}, {kWithdraw, kWithdrawn}, {kAssign, state}, {kCorrectApplicant, state}};
    case kHandling:
      return with({{kRequireCorrection, kAwaitingCorrection}, {kRequireReasons, kAwaitingReasons}, {kNoticeFee, kAwaitingPayment},
                   {kDraft, kDrafted}, {kRecordOutcome, kClosed}, {kWeighReasons, state}, {kConsult, state}, {kExtend, state}, {kTransferInformation, state}});
    case kAwaitingCorrection: return with({{kSupplyCorrection, kHandling}, {kLapseCorrection, kHandling}});
    case kAwaitingReasons: return with({{kGiveReasons, kHandling}, {kWeighReasons, kHandling}, {kExtend, state}});
    case kAwaitingPayment: return with({{kPayFee, kHandling}, {kLapseFee, kHandling}, {kReceiveFeeNotice, state}});
    case kDrafted: return with({{kApprove, kApproved}, {kSendBack, kHandling}, {kDraft, state}, {kReview, state}, {kExtend, state}});
    case kApproved: return with({{kReply, kReplied}, {kSendBack, kHandling}});
    case kReplied: return {{kServe, kServed}, {kClose, kClosed}, {kCorrectApplicant, state}, {kAnswerRecordCorrection, state}};
    case kServed:
      return {{kClose, kClosed}, {kReopen, kHandling}, {kRecordApplicantReceipt, state}, {kCorrectApplicant, state}, {kAnswerRecordCorrection, state}};
    case kWithdrawn: return {{kClose, kClosed}, {kCorrectApplicant, state}};
    case kClosed:
      return {{kReopen, kHandling}, {kAnonymise, state}, {kRecordApplicantReceipt, state}, {kCorrectApplicant, state}, {kAnswerRecordCorrection, state}};
  }
  return {};
}

TEST(Moves, EveryPairOfStateAndActIsAsTheTableOfTheHeaderSays) {
  for (int s = 0; s < kStates; ++s) {
    const auto state = static_cast<State>(s);
    std::set<std::pair<Act, State>> allowed;
    for (int a = 0; a < kActs; ++a) {
      const auto act = static_cast<Act>(a);
      if (const auto next = NextState(state, act)) allowed.insert({act, *next});
    }
    EXPECT_EQ(allowed, AllowedIn(state)) << StateName(state);
  }
}

TEST(Moves, Article31MakesLettersAndInternetChannelsWaitForConfirmation) {
  for (const Channel channel : {Channel::kOrdinaryLetter, Channel::kFax, Channel::kInternet, Channel::kEmail}) {
    EXPECT_EQ(ActOf(Filed{channel, {}}), kArrive) << Label(channel);
  }
  for (const Channel channel : {Channel::kInPerson, Channel::kRegisteredPost, Channel::kOral}) {
    EXPECT_EQ(ActOf(Filed{channel, {}}), kReceive) << Label(channel);
  }
}

TEST(Moves, EveryEventHasAnActANameAndALabel) {
  std::set<std::string_view> names;
  const auto check = [&](const EventData& data) {
    EXPECT_TRUE(ActOf(data).has_value()) << data.index();
    EXPECT_FALSE(KindLabel(data).empty()) << data.index();
    names.insert(KindName(data));
  };
  for (const EventData& data :
       {EventData(Filed{}), EventData(ReceiptConfirmed{}), EventData(CorrectionRequired{}), EventData(CorrectionSupplied{}),
        EventData(CorrectionLapsed{}), EventData(ReasonsRequired{}), EventData(ReasonsGiven{}), EventData(ReasonsWeighed{}),
        EventData(Consulted{}), EventData(ConsultationReceived{}), EventData(ConsultationAnswered{}), EventData(ConsultationExpired{}),
        EventData(Extended{}), EventData(InformationTransferred{}), EventData(FeeNoticed{}), EventData(FeeNoticeReceived{}),
        EventData(FeePaid{}), EventData(FeeLapsed{}), EventData(Drafted{}), EventData(SentBack{}), EventData(Approved{}),
        EventData(Replied{}), EventData(Served{}), EventData(Withdrawn{}), EventData(Closed{}), EventData(Reopened{}),
        EventData(OutcomeRecorded{}), EventData(Anonymised{}), EventData(Assigned{}), EventData(RecordCorrectionAnswered{}),
        EventData(ItemsCounted{}),
        EventData(ApplicantCorrected{}), EventData(ApplicantReceived{}), EventData(Reviewed{})}) {
    check(data);
  }
  EXPECT_EQ(names.size(), static_cast<size_t>(kEventKinds - 1));
  EXPECT_FALSE(ActOf(EventData()).has_value());
}

TEST(Moves, ActsStandAtTheirEvents) {
  EXPECT_EQ(ActOf(ReceiptConfirmed{}), kConfirmReceipt);
  EXPECT_EQ(ActOf(ReasonsWeighed{}), kWeighReasons);
  EXPECT_EQ(ActOf(ConsultationExpired{}), kExpireConsultation);
  EXPECT_EQ(ActOf(FeeLapsed{}), kLapseFee);
  EXPECT_EQ(ActOf(Replied{}), kReply);
  EXPECT_EQ(ActOf(Reopened{}), kReopen);
  EXPECT_EQ(ActOf(OutcomeRecorded{}), kRecordOutcome);
  EXPECT_EQ(ActOf(Anonymised{}), kAnonymise);
  EXPECT_EQ(ActOf(Assigned{}), kAssign);
  EXPECT_EQ(ActOf(RecordCorrectionAnswered{}), kAnswerRecordCorrection);
  EXPECT_EQ(ActOf(ItemsCounted{}), kCountItems);
  EXPECT_EQ(ActOf(ApplicantCorrected{}), kCorrectApplicant);
  EXPECT_EQ(ActOf(ApplicantReceived{}), kRecordApplicantReceipt);
  EXPECT_EQ(ActOf(Reviewed{}), kReview);
}

}  // namespace
}  // namespace disclosure::request
