#include "request-service/api/retention_handlers.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"
#include "request-service/api/audit_check.h"
#include "request-service/api/case_work.h"
#include "request-service/api/discarded_objects.h"
#include "request-service/domain/retention.h"
#include "request-service/storage/digests.h"
#include "request-service/storage/event_json.h"

namespace disclosure::request {
namespace {

constexpr int kAccessesAtOnce = 1000;
constexpr std::string_view kContents = "contents/";  // the token of a page behind the requests

bool PastItsTime(const Case& request, absl::CivilDay cutoff) {
  std::vector<Event> events;
  for (const StoredEvent& stored : request.events) events.push_back(stored.event);
  return PastItsTime(request.row.state, events, cutoff);
}

// The chain stays as it is; what now stands in the place of the texts is proved by the event that says so.
absl::Status Redact(Writer& writer, const Bench& bench, Case& request) {
  const RequestKey key = request.row.key;
  request.row.applicant = Redacted(request.row.applicant);
  request.row.wanted = Redacted(request.row.wanted);
  ASSIGN_OR_RETURN(std::vector<KeptEvent> kept, writer.KeptEvents({key.organ, key.year}, key.serial, key.serial));
  Anonymised anonymised{.rule = std::string(kKeepApplicant)};
  std::vector<KeptEvent> replaced;
  std::vector<RedactedEvent> redacted;
  for (size_t i = 0; i < request.events.size(); ++i) {
    const EventData& data = request.events[i].event.data;
    const EventData without = Redacted(data);
    if (without == data) continue;
    KeptEvent& event = kept[i];
    event.text = ToJson(without, request.events[i].event.papers);
    anonymised.events.push_back(event.seq);
    redacted.push_back({event.seq, *event.text});
    replaced.push_back(event);
  }
  anonymised.digest = RedactionDigest(Name(key), replaced);
  anonymised.filing = FilingDigest(bench.backend().vault, request.row);
  RETURN_IF_ERROR(Record(writer, bench, std::move(anonymised), request));
  return writer.Anonymise(request.row, redacted, bench.now());
}

}  // namespace

absl::Status RetentionHandlers::Anonymise(const Call& call, const RequestKey& key, absl::CivilDay cutoff, bool dry_run,
                                          v1::ApplyRetentionResponse& response) {
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend_, call, key.organ));
  bool past = false;
  int attachments = 0;
  const auto look = [&](Reader& reader) -> absl::StatusOr<Case> {
    ASSIGN_OR_RETURN(Case found, LoadCase(reader, key));
    past = PastItsTime(found, cutoff);
    ASSIGN_OR_RETURN(attachments, reader.CountAttachments(key));
    return found;
  };
  if (dry_run) {
    RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) { return look(reader).status(); }));
    if (past) response.set_contents_deleted(response.contents_deleted() + attachments);
  } else {
    RETURN_IF_ERROR(backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(Case found, look(writer));
      return past ? Redact(writer, bench, found) : absl::OkStatus();
    }));
  }
  if (past) response.add_anonymised(Name(key));
  return absl::OkStatus();
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

absl::StatusOr<std::string> RetentionHandlers::DeleteContents(const Call& call, std::string_view after, int size, bool dry_run,
                                                              v1::ApplyRetentionResponse& response) {
  Deletion deletion;
  if (!dry_run) {
    ASSIGN_OR_RETURN(deletion, DeleteDiscardedObjects(backend_, call, after, size));
    response.set_contents_deleted(response.contents_deleted() + deletion.deleted);
  }
  if (deletion.more) return absl::StrCat(std::string(kContents), deletion.last);
  int64_t left = 0;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(left, reader.CountDiscardedObjects());
    return absl::OkStatus();
  }));
  dry_run ? response.set_contents_deleted(response.contents_deleted() + left) : response.set_contents_left(left);
  return "";
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
  v1::ApplyRetentionResponse response;
  const auto delete_contents = [&](std::string_view after) -> absl::StatusOr<v1::ApplyRetentionResponse> {
    ASSIGN_OR_RETURN(const std::string next, DeleteContents(call, after, size, request.dry_run(), response));
    if (!next.empty()) response.set_next_page_token(MakePageToken(next, bound_to));
    return response;
  };
  if (token.starts_with(kContents)) return delete_contents(token.substr(kContents.size()));
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
  for (const RequestKey& key : keys) RETURN_IF_ERROR(Anonymise(call, key, cutoff, request.dry_run(), response));
  if (static_cast<int>(keys.size()) == size) {
    response.set_next_page_token(MakePageToken(Name(keys.back()), bound_to));
    return response;
  }
  RETURN_IF_ERROR(Prune(call, until, request.dry_run(), response));
  return delete_contents("");
}

}  // namespace disclosure::request
