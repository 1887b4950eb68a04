#include "gateway/limits/gate.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::gateway {
namespace {

constexpr absl::Duration kWhenFull = absl::Seconds(5);

absl::Status Refusal(std::string_view reason, std::string_view what, absl::Duration wait,
                     std::map<std::string, std::string> metadata = {}) {
  return error::Make(absl::StatusCode::kResourceExhausted,
                     absl::StrCat(std::string(what), "; the next call is allowed in ", absl::FormatDuration(wait)),
                     {.reason = std::string(reason), .metadata = std::move(metadata), .retry_after = wait});
}

absl::Status QueueFull(absl::Duration wait) {
  return Refusal("QUEUE_FULL", "too many filings wait already", std::max(kWhenFull, wait));
}

absl::Status Stopping() {
  return error::Make(absl::StatusCode::kUnavailable, "The gateway stops; nothing was handed in. Try again.",
                     {.reason = "STOPPING", .retry_after = absl::Seconds(1)});
}

// "": the row is not for this call.
const std::string& KeyOf(LimitedBy by, const CallFacts& facts) {
  static const std::string everybody = "*";
  switch (by) {
    case LimitedBy::kAddress: return facts.prefix;
    case LimitedBy::kCaller: return facts.caller;
    case LimitedBy::kAccessCode: return facts.access_code;
    case LimitedBy::kEverybody: break;
  }
  return everybody;
}

}  // namespace

Gate::Gate(Options options, const Clock* clock)
    : options_(std::move(options)),
      clock_(clock),
      buckets_(clock),
      brake_(options_.guesses, clock),
      room_(clock, options_.most_waiting) {}

Gate::Charges Gate::ChargesOf(const CallFacts& facts, Rows& rows) const {
  Charges charges;
  for (const LimitRow& row : options_.limits.rows()) {
    if (row.method_class != facts.method_class) continue;
    const std::string& key = KeyOf(row.by, facts);
    if (key.empty()) continue;
    const auto number = &row - options_.limits.rows().data();
    charges.push_back({.key = absl::StrCat(number, " ", key), .rate = row.rate, .may_wait = row.waits});
    rows.push_back(&row);
  }
  return charges;
}

void Gate::Pass(const CallFacts& facts, Go go) {
  if (!facts.access_code.empty()) {
    if (const absl::Duration wait = brake_.Wait(facts.prefix); wait > absl::ZeroDuration()) {
      return go(Refusal("TOO_MANY_ATTEMPTS", "too many wrong access codes came from here", wait));
    }
  }
  Rows rows;
  const Charges charges = ChargesOf(facts, rows);
  if (charges.empty()) return go(absl::OkStatus());
  const absl::Time now = clock_->Now();
  const absl::Duration patience = std::max(absl::ZeroDuration(), facts.deadline - now - options_.time_to_serve);
  const bool full = room_.full();  // then nobody waits
  const Admission admission = buckets_.Admit(charges, full ? absl::ZeroDuration() : patience);
  if (!admission.admitted) {
    if (full && charges[admission.refused_by].may_wait && admission.wait <= patience) return go(QueueFull(admission.wait));
    return go(Refusal("RATE_LIMITED", "there are too many calls of this kind", admission.wait,
                      {{"class", std::string(NameOf(facts.method_class))},
                       {"limited_by", std::string(NameOf(rows[admission.refused_by]->by))}}));
  }
  if (admission.wait <= absl::ZeroDuration()) return go(absl::OkStatus());
  const auto turn = [go](bool is_turn) { go(is_turn ? absl::OkStatus() : Stopping()); };
  switch (room_.Wait(now + admission.wait, turn)) {
    case WaitingRoom::Place::kGiven: return;
    case WaitingRoom::Place::kFull: return go(QueueFull(admission.wait));  // another took the last place just now
    case WaitingRoom::Place::kClosed: return go(Stopping());
  }
}

}  // namespace disclosure::gateway
