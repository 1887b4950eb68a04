#include "request-service/api/retention_handlers.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "request-service/api/audit_check.h"
#include "request-service/api/case_work.h"
#include "request-service/domain/retention.h"
#include "request-service/storage/event_json.h"

namespace disclosure::request {
namespace {

constexpr int kAccessesAtOnce = 1000;

bool PastItsTime(const Case& request, absl::CivilDay cutoff) {
  std::vector<Event> events;
  for (const StoredEvent& stored : request.events) events.push_back(stored.event);
  return PastItsTime(request.row.state, events, cutoff);
}

// The chain stays as it is; what now stands in the place of the texts is proved by the event that says so.
absl::Status Redact(Writer& writer, const Bench& bench, Case& request) {
  const RequestKey key = request.row.key;
  ASSIGN_OR_RETURN(std::vector<KeptEvent> kept, writer.KeptEvents({key.organ, key.year}, key.serial, key.serial));
  Anonymised anonymised{.rule = std::string(kKeepApplicant)};
  std::vector<KeptEvent> replaced;
  std::vector<RedactedEvent> redacted;
  for (size_t i = 0; i < request.events.size(); ++i) {
    const EventData& data = request.events[i].event.data;
    const EventData without = Redacted(data);
    if (without == data) continue;
    KeptEvent& event = kept[i];
    event.text = ToJson(without);
    anonymised.events.push_back(event.seq);
    redacted.push_back({event.seq, *event.text});
    replaced.push_back(event);
  }
  anonymised.digest = RedactionDigest(Name(key), replaced);
  RETURN_IF_ERROR(Record(writer, bench, std::move(anonymised), request));
  request.row.applicant = Redacted(request.row.applicant);
  request.row.wanted = Redacted(request.row.wanted);
  return writer.Anonymise(request.row, redacted, bench.today());
}

}  // namespace

absl::StatusOr<bool> RetentionHandlers::Anonymise(const Call& call, const RequestKey& key, absl::CivilDay cutoff, bool dry_run) {
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  bool past = false;
  const auto look = [&](Reader& reader) -> absl::StatusOr<Case> {
    ASSIGN_OR_RETURN(Case found, LoadCase(reader, key));
    past = PastItsTime(found, cutoff);
    return found;
  };
  if (dry_run) {
    RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) { return look(reader).status(); }));
    return past;
  }
  RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(Case found, look(writer));
    return past ? Redact(writer, bench, found) : absl::OkStatus();
  }));
  return past;
}

absl::Status RetentionHandlers::Prune(const Call& call, absl::CivilDay until, bool dry_run, v1::ApplyRetentionResponse& response) {
  ASSIGN_OR_RETURN(const absl::CivilDay cutoff, backend_.law.retention.Cutoff(kKeepAccessLog, until));
  const absl::Time time = absl::FromCivil(cutoff, Shanghai());
  if (dry_run) {
    return backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(const int64_t count, reader.CountAccessesBefore(time));
      response.set_accesses_deleted(count);
      return absl::OkStatus();
    });
  }
  for (int64_t deleted = kAccessesAtOnce; deleted == kAccessesAtOnce;) {
    RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(deleted, writer.DeleteAccessesBefore(time, kAccessesAtOnce));
      return absl::OkStatus();
    }));
    response.set_accesses_deleted(response.accesses_deleted() + deleted);
  }
  ASSIGN_OR_RETURN(const int64_t answers, backend_.store.DeleteServedBefore(call.deadline, backend_.clock.Now() - mysql::kServedKept));
  response.set_answers_deleted(answers);
  return absl::OkStatus();
}

absl::StatusOr<v1::ApplyRetentionResponse> RetentionHandlers::ApplyRetention(const Call& call, const v1::ApplyRetentionRequest& request) {
  const absl::CivilDay today = LocalDay(backend_.clock.Now());
  error::Violations bad;
  const absl::CivilDay until = ParseDay(bad, "until", request.until(), today);
  if (until > today) bad.Add("until", "must not lie in the future");
  RETURN_IF_ERROR(bad.status());
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("retention ", request.dry_run(), " ", request.until());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  std::optional<RequestKey> after;
  if (!token.empty()) {
    ASSIGN_OR_RETURN(after, ParseRequestName(token));
  }
  ASSIGN_OR_RETURN(const absl::CivilDay cutoff, backend_.law.retention.Cutoff(kKeepApplicant, until));
  std::vector<RequestKey> keys;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(keys, reader.ClosedBefore(absl::FromCivil(cutoff, Shanghai()), after, size));
    return absl::OkStatus();
  }));
  v1::ApplyRetentionResponse response;
  for (const RequestKey& key : keys) {
    ASSIGN_OR_RETURN(const bool anonymised, Anonymise(call, key, cutoff, request.dry_run()));
    if (anonymised) response.add_anonymised(Name(key));
  }
  if (static_cast<int>(keys.size()) == size) {
    response.set_next_page_token(MakePageToken(Name(keys.back()), bound_to));
  } else {
    RETURN_IF_ERROR(Prune(call, until, request.dry_run(), response));
  }
  return response;
}

}  // namespace disclosure::request
