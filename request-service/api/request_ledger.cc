#include "request-service/api/request_ledger.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"
#include "common/crypto/access_code.h"
#include "common/crypto/primitives.h"
#include "request-service/storage/digests.h"

namespace disclosure::request {
namespace {

// Rows of one transaction: its locks are held for a fraction of a second.
constexpr size_t kChunk = 200;
constexpr size_t kDigestSize = 16;

std::string Text(absl::CivilDay day) { return FormatDate(day); }

}  // namespace

RequestLedger::RequestLedger(const Backend& backend, const Call& call, bool dry_run)
    : backend_(backend), call_(call), dry_run_(dry_run), today_(LocalDay(backend.clock.Now())), organs_(backend, call) {}

absl::StatusOr<LedgerOutcome> RequestLedger::Import(const std::vector<LedgerRow>& rows) {
  LedgerOutcome outcome;
  const std::vector<Entry> entries = Check(rows, outcome);
  for (size_t first = 0; first < entries.size(); first += kChunk) {
    const size_t count = std::min(kChunk, entries.size() - first);
    ASSIGN_OR_RETURN(const LedgerOutcome chunk, ImportChunk(std::span(entries).subspan(first, count)));
    outcome.Add(chunk);
  }
  return outcome;
}

absl::StatusOr<LedgerRequest> RequestLedger::CheckRow(const LedgerRow& row) const {
  if (row.too_wide) return TooWide();
  ASSIGN_OR_RETURN(LedgerRequest request, ReadLedgerRequest(backend_.law.report, row.cells, today_));
  ASSIGN_OR_RETURN(request.organ, organs_.Find(request.organ));
  RETURN_IF_ERROR(organs_.CheckCaller(request.organ));
  return request;
}

std::vector<RequestLedger::Entry> RequestLedger::Check(const std::vector<LedgerRow>& rows, LedgerOutcome& outcome) const {
  std::vector<Entry> entries;
  std::map<std::pair<std::string, std::string>, int> seen;
  for (const LedgerRow& row : rows) {
    absl::StatusOr<LedgerRequest> request = CheckRow(row);
    if (!request.ok()) {
      outcome.Quarantine(row.number, request.status());
      continue;
    }
    const auto [first, is_new] = seen.emplace(std::pair(request->organ, request->number), row.number);
    if (!is_new) {
      outcome.Quarantine(row.number, "number", absl::StrCat("编号与第", first->second, "行重复"));
      continue;
    }
    entries.push_back({row.number, *std::move(request)});
  }
  return entries;
}

absl::StatusOr<LedgerOutcome> RequestLedger::ImportChunk(std::span<const Entry> chunk) {
  LedgerOutcome outcome;
  std::vector<const Entry*> fresh;
  std::vector<std::pair<const Entry*, RequestKey>> ended;
  const auto compare = [&](Reader& reader) -> absl::Status {
    outcome = {};
    fresh.clear();
    ended.clear();
    for (const Entry& entry : chunk) RETURN_IF_ERROR(Compare(reader, entry, outcome, fresh, ended));
    outcome.counts.imported = static_cast<int64_t>(fresh.size());
    for (const Entry* entry : fresh) {
      for (const std::string& warning : entry->request.warnings) outcome.warnings.push_back({entry->row, "", warning});
    }
    return absl::OkStatus();
  };
  if (dry_run_) {
    RETURN_IF_ERROR(backend_.store.Read(call_.deadline, compare));
    outcome.counts.updated = static_cast<int64_t>(ended.size());
    return outcome;
  }
  RETURN_IF_ERROR(backend_.store.Write(call_.deadline, [&](Writer& writer) -> absl::Status {
    RETURN_IF_ERROR(compare(writer));
    for (const auto& [entry, key] : ended) RETURN_IF_ERROR(Conclude(writer, *entry, key, outcome));
    return Insert(writer, fresh);
  }));
  return outcome;
}

absl::Status RequestLedger::Compare(Reader& reader, const Entry& entry, LedgerOutcome& outcome, std::vector<const Entry*>& fresh,
                                    std::vector<std::pair<const Entry*, RequestKey>>& ended) const {
  const LedgerRequest& request = entry.request;
  ASSIGN_OR_RETURN(const std::optional<LedgerEntry> found, reader.FindLedgerEntry(request.organ, request.number));
  if (!found) {
    fresh.push_back(&entry);
  } else if (found->anonymised) {
    ++outcome.counts.unchanged;  // what it said is gone, on purpose
  } else if (found->digest != DigestOf(request)) {
    outcome.Quarantine(entry.row, "number", absl::StrCat("编号已经导入过（", Number(found->key), "），申请的内容与这一行不同"));
  } else if (request.outcome.empty() || (request.outcome == found->outcome && request.replied == found->concluded)) {
    // Open in the ledger, concluded at the desk since: the ledger says nothing new.
    ++outcome.counts.unchanged;
  } else if (found->concluded) {
    outcome.Quarantine(entry.row, "outcome",
                       absl::StrCat("已经以", found->outcome, "办结（", Text(*found->concluded), "），与这一行不同"));
  } else if (found->state != State::kHandling) {
    outcome.Quarantine(entry.row, "outcome",
                       absl::StrCat("申请", Number(found->key), "正在系统内办理（", std::string(StateLabel(found->state)), "），不能以台账办结"));
  } else {
    ended.emplace_back(&entry, found->key);
  }
  return absl::OkStatus();
}

absl::Status RequestLedger::Conclude(Writer& writer, const Entry& entry, const RequestKey& key, LedgerOutcome& outcome) {
  ASSIGN_OR_RETURN(const Bench* bench, BenchOf(key.organ));
  ASSIGN_OR_RETURN(Case found, LoadCase(writer, key));
  const absl::Status recorded = Record(writer, *bench, OutcomeRecorded{entry.request.outcome, *entry.request.replied}, found);
  if (recorded.ok()) {
    ++outcome.counts.updated;
    return absl::OkStatus();
  }
  // Refused by a rule: nothing was written. Anything else ends the chunk.
  if (error::Reason(recorded) != "BAD_REQUEST" && error::Reason(recorded) != "WRONG_STATE") return recorded;
  outcome.Quarantine(entry.row, recorded);
  return absl::OkStatus();
}

absl::Status RequestLedger::Insert(Writer& writer, const std::vector<const Entry*>& fresh) {
  // In one order for all imports, so that two do not wait for each other crosswise.
  std::map<std::pair<std::string, int>, std::vector<const LedgerRequest*>> groups;
  for (const Entry* entry : fresh) {
    groups[{entry->request.organ, static_cast<int>(entry->request.received.year())}].push_back(&entry->request);
  }
  std::vector<RequestRow> rows;
  std::vector<RequestEvents> stories;
  std::map<std::string, std::vector<RequestKey>> changed;
  for (const auto& [group, requests] : groups) {
    ASSIGN_OR_RETURN(const Bench* bench, BenchOf(group.first));
    RequestKey key{.organ = group.first, .year = group.second};
    ASSIGN_OR_RETURN(key.serial, writer.NextSerials(key.organ, key.year, static_cast<int>(requests.size())));
    for (const LedgerRequest* request : requests) {
      RequestRow row{.key = key,
                     .channel = request->channel,
                     .applicant = request->applicant,
                     // Nobody was given this code.
                     .access_hash = crypto::AccessHash(backend_.vault.keys, Name(key), crypto::NewAccessCode()),
                     .wanted = {.subject = request->subject},
                     .arrived = request->received,
                     .ledger_number = request->number,
                     .ledger_digest = DigestOf(*request),
                     .create_time = bench->now(),
                     .update_time = bench->now()};
      RequestEvents story{.key = key, .events = {}};
      for (EventData& data : EventsOf(*request)) {
        if (auto* filed = std::get_if<Filed>(&data)) filed->digest = FilingDigest(backend_.vault, row);
        story.events.push_back({static_cast<int>(story.events.size()) + 1, bench->now(), call_.caller.subject, std::move(data)});
      }
      row.version = static_cast<int64_t>(story.events.size());
      ASSIGN_OR_RETURN(const Progress progress, Fold(story.events));
      RETURN_IF_ERROR(Project(progress, *bench, row));
      rows.push_back(std::move(row));
      stories.push_back(std::move(story));
      changed[key.organ].push_back(key);
      ++key.serial;
    }
  }
  RETURN_IF_ERROR(writer.InsertRequests(rows));
  RETURN_IF_ERROR(writer.AppendEvents(stories, "").status());
  for (const auto& [organ, keys] : changed) {
    RETURN_IF_ERROR(writer.AppendChanges(organ, keys, KindName(Filed{}), backend_.clock.Now()));
  }
  return absl::OkStatus();
}

absl::StatusOr<const Bench*> RequestLedger::BenchOf(const std::string& organ) {
  const auto found = benches_.find(organ);
  if (found != benches_.end()) return &found->second;
  ASSIGN_OR_RETURN(Bench bench, Bench::Open(backend_, call_, organ));
  return &benches_.emplace(organ, std::move(bench)).first->second;
}

// What the row says beside its outcome: a row that comes again is told by it, without decrypting anything.
std::string RequestLedger::DigestOf(const LedgerRequest& request) const {
  const Applicant& applicant = request.applicant;
  const std::string content = crypto::Frame(
      {"ledger row", request.organ, request.number, Code(applicant.applicant_class), applicant.name,
       absl::StrCat(static_cast<int>(applicant.identity_kind)), applicant.identity_kind_text, NormalIdentity(applicant),
       Code(request.channel), Text(request.received), request.subject});
  const crypto::Digest digest = crypto::HmacSha256(backend_.vault.keys.index_key().view(), content);
  return std::string(crypto::View(digest).substr(0, kDigestSize));
}

}  // namespace disclosure::request
