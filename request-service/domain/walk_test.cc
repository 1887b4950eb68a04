// Random stories: whatever is lawful, in any order, keeps the invariants.
#include <random>

#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

// Something that might be done on `today`: often not lawful, which is the point.
EventData Anything(std::mt19937& random, absl::CivilDay today, const Progress& progress) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const absl::CivilDay day = today - pick(3);
  const std::string id = std::to_string(1 + pick(3));
  const char* leaves[] = {"granted", "denied_process", "excessive", "not_corrected", "fee_unpaid", "unclear"};
  switch (pick(34)) {
    case 0: return Filed{static_cast<Channel>(1 + pick(7)), day};
    case 1: return ReceiptConfirmed{day, "电话"};
    case 2: return CorrectionRequired{{"名称"}, "", today + 1 + pick(20)};
    case 3: return CorrectionSupplied{day, "补正"};
    case 4: return CorrectionLapsed{};
    case 5: return ReasonsRequired{40, "本月", today + 1 + pick(10)};
    case 6: return ReasonsGiven{day, "研究"};
    case 7: {
      const auto verdict = static_cast<ReasonsVerdict>(1 + pick(3));
      ReasonsWeighed weighed{verdict, "审核", {}};
      if (verdict == ReasonsVerdict::kDelay) weighed.delayed_until = today + 1 + pick(60);
      return weighed;
    }
    case 8: return Consulted{progress.round ? std::to_string(progress.round->consultations.size() + 1) : "1", static_cast<ConsultationKind>(1 + pick(3)), "", "甲", day};
    case 9: return ConsultationReceived{id, day};
    case 10: return ConsultationAnswered{id, day, static_cast<ConsultationAnswer>(1 + pick(3)), ""};
    case 11: return ConsultationExpired{id, day};
    case 12: return Extended{1 + pick(20), "检索"};
    case 13: return InformationTransferred{"某局", ""};
    case 14: return FeeNoticed{FeeMethod::kPerPage, 0, 72, 420};
    case 15: return FeeNoticeReceived{day};
    case 16: return FeePaid{day, "1"};
    case 17: return FeeLapsed{};
    case 18: return Drafted{1 + progress.events, leaves[pick(6)]};
    case 19: return SentBack{"修改"};
    case 20: return Approved{""};
    case 21: return Replied{"文1号", progress.round ? progress.round->leaf : "", day};
    case 22: return Served{ServiceMethod::kPost, day, "EMS"};
    case 23: return pick(6) == 0 ? EventData(Withdrawn{day, ""}) : EventData(Approved{""});
    case 24: return Closed{};
    case 25: return pick(6) == 0 ? EventData(OutcomeRecorded{"granted", day}) : EventData(Approved{""});
    case 26: return Assigned{"承办人"};
    // Rare, so that what may follow a closing is tried too.
    case 27: return pick(4) == 0 ? EventData(Anonymised{"applicant", {}, ""}) : EventData(Closed{});
    case 28: return ItemsCounted{1 + pick(4), "拆分"};
    case 29: return ApplicantCorrected{ApplicantClass::kBusiness, static_cast<ApplicantClass>(1 + pick(6)), {"applicant_class"}, "更正"};
    case 30: return ApplicantReceived{day, "回执"};
    case 31: return Reviewed{"同意"};
    case 32: return RecordCorrectionAnswered{static_cast<RecordCorrectionResult>(1 + pick(2)), "记录", "理由", ""};
    default: return Reopened{ReopenedBy::kJudgment, "判1号", day};
  }
}

void ExpectInvariants(const Story& story) {
  const Progress& progress = story.progress();
  ASSERT_OK_AND_ASSIGN(const Progress folded, Fold(story.events()));
  EXPECT_EQ(folded.state, progress.state);
  EXPECT_EQ(folded.events, static_cast<int>(story.events().size()));
  const bool concluded = progress.withdrawn || progress.rounds > 1 ||
                         (progress.round && (progress.round->served || progress.round->recorded));
  EXPECT_EQ(progress.conclusion.has_value(), concluded);
  EXPECT_EQ(progress.received.has_value(), progress.round.has_value());
  if (progress.round && progress.round->replied) {
    EXPECT_FALSE(progress.HasOpenConsultation()) << "answered over an open consultation";
  }
  EXPECT_GE(progress.items(), 1);
  EXPECT_TRUE(!progress.anonymised || progress.state == State::kClosed);
  if (progress.round && !progress.round->reviewer.empty()) {
    EXPECT_NE(progress.round->reviewer, progress.round->drafter) << "条例 art. 45";
  }
  if (progress.round && progress.round->served && progress.round->served->received) {
    EXPECT_GE(*progress.round->served->received, progress.round->served->day) << "行政复议法实施条例 art. 23";
  }
  if (progress.round && progress.round->leaf == "excessive") {
    EXPECT_TRUE(progress.round->weighed && progress.round->weighed->verdict == ReasonsVerdict::kRefuse) << "条例 art. 35";
  }
  if (const auto due = story.Explained(); due.ok()) {
    EXPECT_GT(due->date, progress.round->start);
    EXPECT_EQ(due->days.back().date, due->date);
    EXPECT_TRUE(due->days.back().counted) << "a period never ends on a day off";
    int most = 0;
    for (const Consultation& c : progress.round->consultations) {
      most += 15 + static_cast<int>(c.received.value_or(c.letter.sent) - c.letter.sent);
    }
    EXPECT_LE(due->excluded, most) << "a letter, 15 working days from its receipt, and its way there";
    // A delay is one day, fixed as such, whatever the round began with.
    const bool delayed = progress.round->weighed && progress.round->weighed->delayed_until;
    EXPECT_GE(due->days.back().number, delayed ? 1 : 20) << "no act shortens a period";
    if (delayed) {
      EXPECT_GE(due->date, *progress.round->weighed->delayed_until) << "条例 art. 35";
    }
  }
}

TEST(RandomStories, KeepTheInvariantsAndReachEveryState) {
  std::array<int, kStates> reached{};
  std::array<int, kEventKinds> made{};
  int recorded = 0;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    std::mt19937 random(seed);
    Story story;
    absl::CivilDay today(2024, 1, 8);
    for (int step = 0; step < 400; ++step) {
      if (random() % 4 == 0) today += static_cast<int>(random() % 4);
      story.On(FormatDate(today)).By(random() % 2 == 0 ? "a" : "b");
      if (!story.Does(Anything(random, today, story.progress())).ok()) continue;
      ++recorded;
      ++reached[static_cast<size_t>(story.state())];
      ++made[story.events().back().data.index()];
      ExpectInvariants(story);
    }
  }
  for (int state = 1; state < kStates; ++state) EXPECT_GT(reached[static_cast<size_t>(state)], 0) << StateName(static_cast<State>(state));
  for (const EventData& data : {EventData(Assigned{}), EventData(Anonymised{}), EventData(ItemsCounted{}), EventData(ApplicantCorrected{}),
                                EventData(ApplicantReceived{}), EventData(Reviewed{})}) {
    EXPECT_GT(made[data.index()], 0) << KindName(data);
  }
  EXPECT_GT(recorded, 1500);
}

}  // namespace
}  // namespace disclosure::request
