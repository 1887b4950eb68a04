#include "common/crypto/audit_chain.h"

#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "common/crypto/testing.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::crypto {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;

constexpr int64_t kMicros = 1700000000000001;

std::vector<AuditEvent> Chain(const std::string& aggregate, int64_t length) {
  std::vector<AuditEvent> events;
  std::string previous;
  for (int64_t seq = 1; seq <= length; ++seq) {
    AuditEvent event{.aggregate = aggregate,
                     .seq = seq,
                     .kind = "received",
                     .time = absl::FromUnixMicros(kMicros + seq),
                     .actor = "officers/o2",
                     .payload = "内容" + std::to_string(seq)};
    event.hash = previous = Next(previous, event);
    events.push_back(std::move(event));
  }
  return events;
}

// "requests/1 3 gap" for a broken chain, "whole" for a whole one.
std::string Found(const std::vector<AuditEvent>& events) {
  const absl::Status status = Verify(events);
  if (status.ok()) return "whole";
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(status, HasReason("AUDIT_CHAIN_BROKEN"));
  const auto metadata = error::GetInfo(status)->metadata;
  return metadata.at("aggregate") + " " + metadata.at("seq") + " " + metadata.at("problem");
}

TEST(AuditChain, IsWholeWhenNothingWasDoneToIt) {
  EXPECT_EQ(Found({}), "whole");
  EXPECT_EQ(Found(Chain("requests/1", 1)), "whole");
  EXPECT_EQ(Found(Chain("requests/1", 100)), "whole");
}

TEST(AuditChain, ShowsEveryChangeOfContent) {
  const std::vector<std::function<void(AuditEvent&)>> changes = {
      [](AuditEvent& event) { event.kind = "replied"; },
      [](AuditEvent& event) { event.time += absl::Microseconds(1); },
      [](AuditEvent& event) { event.actor = "officers/o3"; },
      [](AuditEvent& event) { event.payload += " "; },
      [](AuditEvent& event) { event.payload = ""; },
      [](AuditEvent& event) { std::swap(event.actor, event.payload); },
      [](AuditEvent& event) { event.actor += event.payload[0], event.payload.erase(0, 1); },
      [](AuditEvent& event) { event.hash[31] ^= 1; },
      [](AuditEvent& event) { event.hash = ""; },
      [](AuditEvent& event) { event.payload = "x", event.hash = Next("", event); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    auto events = Chain("requests/1", 5);
    changes[i](events[2]);
    EXPECT_EQ(Found(events), "requests/1 3 changed") << i;
  }
}

TEST(AuditChain, ShowsTheEventAfterOneThatWasRewrittenWithItsHash) {
  auto events = Chain("requests/1", 5);
  events[2].payload = "另一内容";
  events[2].hash = Next(events[1].hash, events[2]);
  EXPECT_EQ(Found(events), "requests/1 4 changed");
}

TEST(AuditChain, ShowsAGapAtTheFirstMissingEvent) {
  auto events = Chain("requests/1", 5);
  events.erase(events.begin() + 1, events.begin() + 3);
  EXPECT_EQ(Found(events), "requests/1 2 gap");
  events.erase(events.begin());
  EXPECT_EQ(Found(events), "requests/1 1 gap");
}

TEST(AuditChain, ShowsAGapThatWasClosedByRenumbering) {
  auto events = Chain("requests/1", 5);
  events.erase(events.begin() + 2);
  events[2].seq = 3;
  events[3].seq = 4;
  EXPECT_EQ(Found(events), "requests/1 3 changed");
}

TEST(AuditChain, ShowsEventsInTheWrongOrder) {
  auto events = Chain("requests/1", 5);
  std::swap(events[1], events[2]);
  EXPECT_EQ(Found(events), "requests/1 3 reordered");
}

TEST(AuditChain, ShowsEventsThatExchangedTheirNumbers) {
  auto events = Chain("requests/1", 5);
  std::swap(events[1], events[2]);
  std::swap(events[1].seq, events[2].seq);
  EXPECT_EQ(Found(events), "requests/1 2 changed");
}

TEST(AuditChain, ShowsAnEventThatComesTwice) {
  auto events = Chain("requests/1", 3);
  events.push_back(events[1]);
  EXPECT_EQ(Found(events), "requests/1 2 reordered");
}

TEST(AuditChain, OfSeveralAggregatesMayBeMixedAndNamesTheBrokenOne) {
  std::vector<AuditEvent> events;
  const auto first = Chain("requests/1", 3), second = Chain("requests/2", 3);
  for (size_t i = 0; i < 3; ++i) {
    events.push_back(second[i]);
    events.push_back(first[i]);
  }
  EXPECT_EQ(Found(events), "whole");
  events[4].actor = "";
  EXPECT_EQ(Found(events), "requests/2 3 changed");
  events.erase(events.begin() + 2);
  EXPECT_EQ(Found(events), "requests/2 2 gap");
}

TEST(AuditChain, CannotLendItsEventsToAnotherAggregate) {
  auto events = Chain("requests/1", 2);
  for (AuditEvent& event : events) event.aggregate = "requests/2";
  EXPECT_EQ(Found(events), "requests/2 1 changed");
}

TEST(AuditChain, CannotSeeWhatWasCutOffItsEnd) {
  auto events = Chain("requests/1", 5);
  events.pop_back();
  EXPECT_EQ(Found(events), "whole") << "which is why the last hashes are kept elsewhere";
}

TEST(AuditChain, HasTheSameHashesFromVersionToVersion) {
  EXPECT_EQ(absl::BytesToHexString(Chain("requests/1", 2)[1].hash),
            "f4643f3c8115c6299b8426f9d0bde6bfc2212425a74080ff549cece223a1935e");
}

TEST(AuditChain, CountsTimeInWholeMicroseconds) {
  auto events = Chain("requests/1", 1);
  events[0].time += absl::Nanoseconds(999);
  EXPECT_EQ(Found(events), "whole") << "the store keeps no more";
}

TEST(AuditSeal, IsOverEverythingItSeals) {
  const KeyRing keys = TestKeys({1});
  const absl::Time time = absl::FromUnixMicros(kMicros);
  const std::vector<AuditHead> heads = {{"requests/1", 3, "a"}, {"requests/2", 1, "b"}};
  const std::string seal = Seal(keys, "", 1, time, heads);
  EXPECT_EQ(seal.size(), 32u);
  EXPECT_EQ(Seal(TestKeys({1, 2}), "", 1, time, heads), seal) << "a new field key changes no seal";
  EXPECT_NE(Seal(keys, seal, 1, time, heads), seal);
  EXPECT_NE(Seal(keys, "", 2, time, heads), seal);
  EXPECT_NE(Seal(keys, "", 1, time + absl::Microseconds(1), heads), seal);
  for (const std::vector<AuditHead>& others : {std::vector<AuditHead>{heads[0]}, {heads[1], heads[0]}, {heads[0], {"requests/2", 2, "b"}},
                                               {heads[0], {"requests/2", 1, "c"}}, {}}) {
    EXPECT_NE(Seal(keys, "", 1, time, others), seal);
  }
}

}  // namespace
}  // namespace disclosure::crypto
