#include "request-service/api/audit_check.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "request-service/api/case_work.h"
#include "request-service/storage/digests.h"
#include "request-service/storage/event_json.h"

namespace disclosure::request {
namespace {

absl::StatusOr<EventData> DataOf(const KeptEvent& event) {
  return event.text ? EventFromJson(event.kind, *event.text) : absl::DataLossError("unreadable");
}

std::string HashOf(std::string_view previous, const std::string& name, const KeptEvent& event, const EventData& data) {
  return crypto::Next(previous, {.aggregate = name, .seq = event.seq, .kind = std::string(KindName(data)), .time = event.time,
                                 .actor = event.actor, .payload = *event.text});
}

// What follows from the events.
auto Projected(const RequestRow& row) {
  return std::tie(row.state, row.received, row.due, row.due_provisional, row.due_unknown, row.handler, row.leaf, row.document_number,
                  row.concluded, row.concluded_leaf, row.outcome, row.items);
}

// Of the last event that vouches for the filing; "" if that was recorded before digests were.
std::string FilingDigestIn(std::span<const KeptEvent> events) {
  std::string digest;
  for (const KeptEvent& event : events) {
    const absl::StatusOr<EventData> data = DataOf(event);
    if (!data.ok()) continue;
    if (const auto* filed = std::get_if<Filed>(&*data)) digest = filed->digest;
    if (const auto* corrected = std::get_if<ApplicantCorrected>(&*data)) digest = corrected->filing;
    if (const auto* anonymised = std::get_if<Anonymised>(&*data)) digest = anonymised->filing;
  }
  return digest;
}

// Of the last event Anonymised, which emptied the papers before it; 0 for none.
int AnonymisedAt(std::span<const KeptEvent> events) {
  int at = 0;
  for (const KeptEvent& event : events) {
    const absl::StatusOr<EventData> data = DataOf(event);
    if (data.ok() && std::holds_alternative<Anonymised>(*data)) at = event.seq;
  }
  return at;
}

// The entries of the request `serial`, which follow one another.
template <typename Entry>
std::span<const Entry> Of(int serial, std::span<const Entry> entries) {
  const auto begin = std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.serial >= serial; });
  const auto end = std::find_if(begin, entries.end(), [&](const Entry& entry) { return entry.serial > serial; });
  return {begin, end};
}

}  // namespace

std::string HeadText(const Checkpoint& checkpoint) { return absl::StrCat(checkpoint.number, ":", absl::BytesToHexString(checkpoint.seal)); }

std::string RedactionDigest(const std::string& name, std::span<const KeptEvent> events) {
  std::string digest;
  for (const KeptEvent& event : events) {
    const absl::StatusOr<EventData> data = DataOf(event);
    digest = data.ok() ? HashOf(digest, name, event, *data) : "";
  }
  return absl::BytesToHexString(digest);
}

void AuditCheck::Add(v1::AuditBreak::Problem problem, const std::string& request, int seq, int64_t checkpoint, std::string text) {
  v1::AuditBreak& added = *found_.add_breaks();
  added.set_problem(problem);
  added.set_request(request);
  added.set_seq(seq);
  added.set_checkpoint(checkpoint);
  added.set_text(std::move(text));
}

// Numbers are given without gaps: one that is not there was taken away.
void AuditCheck::CheckGap(const Shelf& shelf, int from, int to) {
  if (from > to) return;
  const std::string first = Name({shelf.organ, shelf.year, from});
  Add(v1::AuditBreak::REQUEST_MISSING, first, 0, 0,
      from == to ? "编号已经给出，申请不在了" : absl::StrCat("自此至", Number(RequestKey{shelf.organ, shelf.year, to}), "，编号已经给出，申请不在了"));
}

absl::StatusOr<std::optional<int>> AuditCheck::CheckShelf(Reader& reader, const Shelf& shelf, int serial, int limit) {
  ASSIGN_OR_RETURN(const std::vector<KeptRequest> requests, reader.KeptRequests(shelf, serial, limit));
  int last = serial;
  if (!requests.empty()) {
    const int first = requests.front().row.key.serial, end = requests.back().row.key.serial;
    ASSIGN_OR_RETURN(const std::vector<KeptEvent> events, reader.KeptEvents(shelf, first, end));
    ASSIGN_OR_RETURN(const std::vector<KeptPaper> papers, reader.KeptPapers(shelf, first, end));
    for (const KeptRequest& kept : requests) {
      const int number = kept.row.key.serial;
      CheckGap(shelf, last + 1, number - 1);
      CheckRequest(kept, Of(number, std::span(events)), Of(number, std::span(papers)));
      last = number;
    }
  }
  if (static_cast<int>(requests.size()) == limit) return last;
  ASSIGN_OR_RETURN(const int given, reader.LastSerial(shelf));
  CheckGap(shelf, last + 1, given);
  return std::nullopt;
}

void AuditCheck::CheckRequest(const KeptRequest& kept, std::span<const KeptEvent> events, std::span<const KeptPaper> papers) {
  const std::string name = Name(kept.row.key);
  found_.set_requests(found_.requests() + 1);
  found_.set_events(found_.events() + static_cast<int64_t>(events.size()));
  if (!kept.readable) Add(v1::AuditBreak::PROJECTION_ALTERED, name, 0, 0, "申请人的信息解不开，被改动或者缺少密钥");
  Progress progress;
  if (CheckChain(name, events, progress)) {
    CheckProjection(kept.row, progress);
    if (kept.readable) CheckFiling(kept, events);
    CheckPapers(name, events, papers);
  }
  const int last = events.empty() ? 0 : events.back().seq;
  if (!kept.pending && last > kept.sealed_seq) {
    Add(v1::AuditBreak::NOT_SEALED, name, last, 0, "既未列入检查点，也不在待列入之中");
  }
}

// An event cannot take out what comes after it; and it is itself in the chain.
std::set<int> AuditCheck::CheckRedactions(const std::string& name, std::span<const KeptEvent> events) {
  std::set<int> redacted;
  for (const KeptEvent& event : events) {
    const absl::StatusOr<EventData> data = DataOf(event);
    const Anonymised* anonymised = data.ok() ? std::get_if<Anonymised>(&*data) : nullptr;
    if (anonymised == nullptr) continue;
    std::vector<KeptEvent> replaced;
    for (const KeptEvent& earlier : events) {
      const bool named = std::find(anonymised->events.begin(), anonymised->events.end(), earlier.seq) != anonymised->events.end();
      if (named && earlier.seq < event.seq) replaced.push_back(earlier);
    }
    for (const KeptEvent& earlier : replaced) redacted.insert(earlier.seq);
    if (replaced.size() != anonymised->events.size() || RedactionDigest(name, replaced) != anonymised->digest) {
      Add(v1::AuditBreak::EVENT_ALTERED, name, event.seq, 0, "匿名化之后，所涉事件又被改动");
    }
  }
  return redacted;
}

bool AuditCheck::CheckChain(const std::string& name, std::span<const KeptEvent> events, Progress& progress) {
  bool whole = true;
  const auto broken = [&](v1::AuditBreak::Problem problem, int seq, std::string text) {
    Add(problem, name, seq, 0, std::move(text));
    whole = false;
  };
  const std::set<int> redacted = CheckRedactions(name, events);
  int expected = 1;
  std::optional<std::string> previous = "";
  for (const KeptEvent& event : events) {
    if (event.seq != expected) {
      broken(v1::AuditBreak::EVENT_MISSING, expected, absl::StrCat("缺少这一事件，其后是第", event.seq, "号"));
      previous.reset();  // what it was chained to is gone
    }
    const absl::StatusOr<EventData> data = DataOf(event);
    // The text that a replaced one's hash was over is gone; the next event is chained to the hash still.
    const bool chained = !previous || redacted.contains(event.seq) || (data.ok() && event.hash == HashOf(*previous, name, event, *data));
    if (!data.ok() || !chained) {
      broken(v1::AuditBreak::EVENT_ALTERED, event.seq, "内容、时间、办理人或者哈希不是当时写下的");
    } else if (whole && !Apply({.seq = event.seq, .time = event.time, .actor = event.actor, .data = *data}, progress).ok()) {
      broken(v1::AuditBreak::EVENT_ALTERED, event.seq, "在当时的状态下不可能发生");
    }
    previous = event.hash;
    expected = event.seq + 1;
  }
  if (events.empty()) broken(v1::AuditBreak::EVENT_MISSING, 1, "申请没有任何事件");
  return whole;
}

void AuditCheck::CheckProjection(const RequestRow& row, const Progress& progress) {
  const std::string name = Name(row.key);
  RequestRow computed = row;
  // The due date needs the organ's calendar: an organ that left the directory has none.
  const absl::StatusOr<Bench> bench = Bench::Open(backend_, call_, row.key.organ);
  const bool projected = bench.ok() && Project(progress, *bench, computed).ok();
  // The due date of an open request rests on a calendar; of another one than this process has, it is about to be counted anew.
  if (projected && MayOweAnswer(progress.state) && computed.calendar_version != row.calendar_version) {
    computed.due = row.due;
    computed.due_provisional = row.due_provisional;
    computed.due_unknown = row.due_unknown;
  }
  const bool same = projected ? Projected(computed) == Projected(row) : progress.state == row.state && progress.received == row.received;
  const ApplicantClass corrected = progress.applicant_class;
  const bool same_class = corrected == ApplicantClass::kUnspecified || corrected == row.applicant.applicant_class;
  if (!same || !same_class || progress.filed.channel != row.channel || progress.filed.arrived != row.arrived) {
    Add(v1::AuditBreak::PROJECTION_ALTERED, name, 0, 0,
        absl::StrCat("登记的现状（", std::string(StateLabel(row.state)), "）与事件推算的（", std::string(StateLabel(progress.state)),
                     "）不符，或者日期、答复类型、办理结果、承办人、文号、更正后的申请人类别不符"));
  }
}

void AuditCheck::CheckFiling(const KeptRequest& kept, std::span<const KeptEvent> events) {
  const std::string name = Name(kept.row.key);
  if (kept.counted_class != kept.row.applicant.applicant_class) Add(v1::AuditBreak::FILING_ALTERED, name, 0, 0, "登记的申请人类别与申请人的不符");
  const std::string digest = FilingDigestIn(events);
  if (digest.empty() || digest == FilingDigest(backend_.vault, kept.row)) return;
  Add(v1::AuditBreak::FILING_ALTERED, name, 0, 0, "申请人或者所需信息不是当时登记的");
}

void AuditCheck::CheckPapers(const std::string& name, std::span<const KeptEvent> events, std::span<const KeptPaper> papers) {
  const int anonymised = AnonymisedAt(events);
  for (const KeptEvent& event : events) {
    const std::vector<std::string> digests = PapersFromJson(*event.text);
    for (int item = 1; item <= static_cast<int>(digests.size()); ++item) {
      const auto kept = std::find_if(papers.begin(), papers.end(), [&](const KeptPaper& p) { return p.seq == event.seq && p.item == item; });
      if (kept == papers.end()) {
        Add(v1::AuditBreak::PAPER_MISSING, name, event.seq, 0, absl::StrCat("制发的第", item, "份文书不在了"));
      } else if (event.seq > anonymised && kept->digest != digests[static_cast<size_t>(item) - 1]) {
        Add(v1::AuditBreak::PAPER_ALTERED, name, event.seq, 0, absl::StrCat("制发的第", item, "份文书不是当时的"));
      }
    }
  }
}

absl::StatusOr<std::optional<int64_t>> AuditCheck::CheckCheckpoints(Reader& reader, int64_t number, int limit, const std::string& organ,
                                                                    const std::string& head) {
  ASSIGN_OR_RETURN(const std::vector<Checkpoint> before, reader.Checkpoints(number - 1, number > 0 ? 1 : 0));
  ASSIGN_OR_RETURN(const std::vector<Checkpoint> checkpoints, reader.Checkpoints(number, limit));
  ASSIGN_OR_RETURN(const int64_t given, reader.LastCheckpoint());
  std::string previous = before.empty() ? "" : before.front().seal;
  int64_t last = number;
  for (const Checkpoint& checkpoint : checkpoints) {
    if (checkpoint.number != last + 1) Add(v1::AuditBreak::CHECKPOINT_MISSING, "", 0, last + 1, "检查点不在了");
    ASSIGN_OR_RETURN(const std::vector<SealedHead> heads, reader.SealedHeads(checkpoint.number));
    CheckSeal(checkpoint, previous, heads);
    for (const SealedHead& sealed : heads) {
      if (!organ.empty() && sealed.key.organ != organ) continue;
      if (sealed.kept_hash == sealed.head.hash) continue;
      const bool gone = sealed.kept_hash.empty();
      Add(gone ? v1::AuditBreak::EVENT_MISSING : v1::AuditBreak::EVENT_ALTERED, sealed.head.aggregate, static_cast<int>(sealed.head.seq),
          checkpoint.number, gone ? "列入检查点的事件不在了" : "与检查点所列的哈希不符");
    }
    found_.set_checkpoints(found_.checkpoints() + 1);
    previous = checkpoint.seal;
    last = checkpoint.number;
  }
  const bool more = static_cast<int>(checkpoints.size()) == limit;
  CheckNoted(checkpoints, head);
  if (more) return last;
  if (last < given) Add(v1::AuditBreak::CHECKPOINT_MISSING, "", 0, last + 1, absl::StrCat("检查点已做到第", given, "号，此后的不在了"));
  int64_t noted = 0;
  if (!head.empty() && absl::SimpleAtoi(head.substr(0, head.find(':')), &noted) && noted > last) {
    Add(v1::AuditBreak::CHECKPOINT_MISSING, "", 0, noted, "另行记下的检查点不在了");
  }
  return std::nullopt;
}

void AuditCheck::CheckSeal(const Checkpoint& checkpoint, const std::string& previous, const std::vector<SealedHead>& heads) {
  std::vector<crypto::AuditHead> sealed;
  for (const SealedHead& head : heads) sealed.push_back(head.head);
  const bool same = static_cast<int>(heads.size()) == checkpoint.heads &&
                    crypto::Seal(backend_.vault.keys, previous, checkpoint.number, checkpoint.time, sealed) == checkpoint.seal;
  if (!same) Add(v1::AuditBreak::CHECKPOINT_ALTERED, "", 0, checkpoint.number, "封印与所列内容不符：检查点、它所列的事件或者前一个检查点被改动");
}

void AuditCheck::CheckNoted(const std::vector<Checkpoint>& checkpoints, const std::string& head) {
  for (const Checkpoint& checkpoint : checkpoints) {
    if (head.starts_with(absl::StrCat(checkpoint.number, ":")) && head != HeadText(checkpoint)) {
      Add(v1::AuditBreak::CHECKPOINT_ALTERED, "", 0, checkpoint.number, "与另行记下的封印不符");
    }
  }
}

}  // namespace disclosure::request
