#include "common/crypto/audit_chain.h"

#include <algorithm>
#include <unordered_map>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"

namespace disclosure::crypto {
namespace {

absl::Status Broken(std::string_view aggregate, int64_t seq, std::string_view problem, std::string_view what) {
  return error::Make(
      absl::StatusCode::kDataLoss,
      absl::StrCat("the audit chain of ", std::string(aggregate), " is broken at event ", seq, ": ", std::string(what)),
      {.reason = "AUDIT_CHAIN_BROKEN",
       .metadata = {{"aggregate", std::string(aggregate)},
                    {"seq", std::to_string(seq)},
                    {"problem", std::string(problem)}}});
}

// What is wrong at events.front(), which is not the event `expected` of its aggregate.
absl::Status WrongPlace(std::span<const AuditEvent> events, int64_t expected) {
  const AuditEvent& found = events.front();
  if (found.seq < expected) return Broken(found.aggregate, found.seq, "reordered", "it comes too late or twice");
  const bool comes_later = std::ranges::any_of(events, [&](const AuditEvent& event) {
    return event.seq == expected && event.aggregate == found.aggregate;
  });
  if (comes_later) {
    return Broken(found.aggregate, found.seq, "reordered", absl::StrCat("it comes before event ", expected));
  }
  return Broken(found.aggregate, expected, "gap", absl::StrCat("it is missing; event ", found.seq, " follows"));
}

}  // namespace

std::string Next(std::string_view previous, const AuditEvent& event) {
  static constexpr Digest kStart{};
  const auto micros = static_cast<uint64_t>(absl::ToUnixMicros(event.time));
  std::string chained(previous.empty() ? View(kStart) : previous);
  chained += Frame({event.aggregate, BigEndian(static_cast<uint64_t>(event.seq)), event.kind, BigEndian(micros),
                    event.actor, event.payload});
  return std::string(View(Sha256(chained)));
}

absl::Status Verify(std::span<const AuditEvent> events) {
  struct Link {
    int64_t seq = 0;
    std::string_view hash;
  };
  std::unordered_map<std::string_view, Link> last;
  for (size_t i = 0; i < events.size(); ++i) {
    const AuditEvent& event = events[i];
    Link& link = last[event.aggregate];
    if (event.seq != link.seq + 1) return WrongPlace(events.subspan(i), link.seq + 1);
    if (event.hash != Next(link.hash, event)) {
      return Broken(event.aggregate, event.seq, "changed", "its content or its hash is not what was written");
    }
    link = {event.seq, event.hash};
  }
  return absl::OkStatus();
}

std::string Seal(const KeyRing& keys, std::string_view previous, int64_t number, absl::Time time, std::span<const AuditHead> heads) {
  static constexpr Digest kStart{};
  const Digest key = HmacSha256(keys.index_key().view(), Frame({"audit checkpoints"}));
  std::string sealed(previous.empty() ? View(kStart) : previous);
  sealed += Frame({BigEndian(static_cast<uint64_t>(number)), BigEndian(static_cast<uint64_t>(absl::ToUnixMicros(time)))});
  for (const AuditHead& head : heads) sealed += Frame({head.aggregate, BigEndian(static_cast<uint64_t>(head.seq)), head.hash});
  return std::string(View(HmacSha256(View(key), sealed)));
}

}  // namespace disclosure::crypto
