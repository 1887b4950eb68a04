#include "catalog-service/api/publication_handlers.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/logging.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"

namespace disclosure::catalog {
namespace {

// A replica that dies with a job gives it up after this; a publication takes milliseconds.
constexpr absl::Duration kLease = absl::Seconds(10);
// A failed job is tried again after 5 s, 10 s, … 5 min.
constexpr absl::Duration kRetryBase = absl::Seconds(5);
constexpr absl::Duration kRetryCap = absl::Minutes(5);
constexpr int kBatch = 100;

// Numbers and times run together: what takes effect later was approved later.
absl::Status CheckNothingScheduledAfter(const std::vector<Edition>& editions, std::optional<absl::Time> effective, absl::Time now) {
  for (const Edition& edition : editions) {
    if (edition.state == EditionState::kScheduled && *edition.effective_time >= effective.value_or(now)) {
      return error::Make(absl::StatusCode::kFailedPrecondition,
                         absl::StrCat(EditionName(edition), " is scheduled for ", absl::FormatTime(*edition.effective_time, Shanghai()),
                                      ": cancel it first or choose a later time"),
                         {.reason = "EDITION_SCHEDULED", .metadata = {{"edition", EditionName(edition)}}});
    }
  }
  return absl::OkStatus();
}

// Operators and auditors see every job; others those of the catalogues they work on.
absl::StatusOr<bool> MaySee(Reader& reader, const Call& call, const PublicationJob& job) {
  if (call.caller.Has("operator") || call.caller.Has("auditor")) return true;
  ASSIGN_OR_RETURN(const Division division, reader.GetDivision(job.division));
  ASSIGN_OR_RETURN(const std::string in_charge, reader.OrganInCharge(job.division, job.domain));
  return MayEdit(call.caller, call.method, division, job.domain, in_charge).ok();
}

}  // namespace

absl::StatusOr<std::string> PublicationHandlers::Title(Reader& reader, const std::string& division, const std::string& domain) {
  ASSIGN_OR_RETURN(const Division of, reader.GetDivision(division));
  ASSIGN_OR_RETURN(const Domain about, reader.GetDomain(domain));
  return CatalogueTitle(of.name, about.name);
}

absl::Status PublicationHandlers::CheckMayApprove(Writer& writer, const Call& call, const std::vector<std::string>& ids) {
  ASSIGN_OR_RETURN(const Division division, writer.GetDivision(ids[0]));
  ASSIGN_OR_RETURN(const std::string in_charge, writer.OrganInCharge(ids[0], ids[1]));
  return MayEdit(call.caller, call.method, division, ids[1], in_charge);
}

absl::StatusOr<v1::Edition> PublicationHandlers::Publish(Writer& writer, const Call& call, const std::vector<std::string>& ids,
                                                         const v1::PublishCatalogueRequest& request) {
  RETURN_IF_ERROR(CheckMayApprove(writer, call, ids));
  ASSIGN_OR_RETURN(const std::string title, Title(writer, ids[0], ids[1]));
  ASSIGN_OR_RETURN(CatalogueRow row, writer.LockCatalogue(ids[0], ids[1]));
  ASSIGN_OR_RETURN(const std::optional<Draft> draft, writer.FindDraft(ids[0], ids[1]));
  if (!draft) return error::NotFound(DraftName(ids[0], ids[1]));
  if (!request.etag().empty() && request.etag() != Etag(draft->version)) {
    return error::EtagMismatch(DraftName(ids[0], ids[1]), request.etag(), Etag(draft->version));
  }
  const absl::Time now = backend_.clock.Now();
  std::optional<absl::Time> effective;
  if (request.has_effective_time()) effective = FromProto(request.effective_time());
  ASSIGN_OR_RETURN(const std::vector<Item> items, writer.DraftItems(ids[0], ids[1]));
  ASSIGN_OR_RETURN(const Edition edition, Approve(*draft, static_cast<int>(items.size()), row.last_edition + 1, call.caller,
                                                  request.review_note(), effective, now));
  ASSIGN_OR_RETURN(const std::vector<Edition> editions, writer.AllEditions(ids[0], ids[1]));
  RETURN_IF_ERROR(CheckNothingScheduledAfter(editions, effective, now));
  RETURN_IF_ERROR(writer.InsertEdition(edition, Encode(edition, title, items)));
  RETURN_IF_ERROR(writer.DeleteDraft(ids[0], ids[1]));
  row.last_edition = edition.number;
  if (effective) {
    RETURN_IF_ERROR(writer.InsertJob({.id = NewUid(now), .division = ids[0], .domain = ids[1], .edition = edition.number,
                                      .effective_time = *effective}));
  } else {
    row.edition_in_force = edition.number;
  }
  RETURN_IF_ERROR(writer.UpdateCatalogue(row));
  // The feed's lock last, so that it is held briefly.
  if (!effective) RETURN_IF_ERROR(writer.AppendChange(CatalogueName(ids[0], ids[1]), "published", now));
  v1::Edition response = ToProto(edition);
  response.set_display_name(title);
  return response;
}

absl::StatusOr<v1::Edition> PublicationHandlers::PublishCatalogue(const Call& call, const v1::PublishCatalogueRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kCatalogueName, request.name()));
  ASSIGN_OR_RETURN(v1::Edition response, WriteOnce<v1::Edition>(backend_, call, request, [&](Writer& writer) {
    return Publish(writer, call, ids, request);
  }));
  backend_.nudge();
  return response;
}

absl::StatusOr<v1::Edition> PublicationHandlers::WithdrawEdition(const Call& call, const v1::WithdrawEditionRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kEditionName, request.name()));
  ASSIGN_OR_RETURN(const int number, EditionNumber(ids[2]));
  ASSIGN_OR_RETURN(v1::Edition response, WriteOnce<v1::Edition>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Edition> {
    RETURN_IF_ERROR(CheckMayApprove(writer, call, ids));
    ASSIGN_OR_RETURN(const std::string title, Title(writer, ids[0], ids[1]));
    ASSIGN_OR_RETURN(CatalogueRow row, writer.LockCatalogue(ids[0], ids[1]));
    ASSIGN_OR_RETURN(const StoredEdition stored, writer.GetEdition(ids[0], ids[1], number));
    ASSIGN_OR_RETURN(const Edition edition, Withdraw(stored.edition, request.reason()));
    RETURN_IF_ERROR(writer.UpdateEdition(edition, Encode(edition, title, {}), call.caller.subject));
    ASSIGN_OR_RETURN(const std::vector<Edition> editions, writer.AllEditions(ids[0], ids[1]));
    row.edition_in_force = InForce(editions);
    RETURN_IF_ERROR(writer.UpdateCatalogue(row));
    RETURN_IF_ERROR(writer.AppendChange(CatalogueName(ids[0], ids[1]), "withdrawn", backend_.clock.Now()));
    v1::Edition made = ToProto(edition);
    made.set_display_name(title);
    return made;
  }));
  backend_.nudge();
  return response;
}

absl::StatusOr<v1::Edition> PublicationHandlers::CancelEdition(const Call& call, const v1::CancelEditionRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kEditionName, request.name()));
  ASSIGN_OR_RETURN(const int number, EditionNumber(ids[2]));
  return WriteOnce<v1::Edition>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Edition> {
    RETURN_IF_ERROR(CheckMayApprove(writer, call, ids));
    ASSIGN_OR_RETURN(const std::string title, Title(writer, ids[0], ids[1]));
    RETURN_IF_ERROR(writer.LockCatalogue(ids[0], ids[1]).status());
    ASSIGN_OR_RETURN(const StoredEdition stored, writer.GetEdition(ids[0], ids[1], number));
    ASSIGN_OR_RETURN(const Edition edition, Cancel(stored.edition));
    RETURN_IF_ERROR(writer.UpdateEdition(edition, stored.answer, ""));
    RETURN_IF_ERROR(writer.CancelJob(ids[0], ids[1], number, backend_.clock.Now()));
    v1::Edition made = ToProto(edition);
    made.set_display_name(title);
    return made;
  });
}

absl::StatusOr<v1::ListPublicationJobsResponse> PublicationHandlers::ListPublicationJobs(const Call& call,
                                                                                         const v1::ListPublicationJobsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), "publicationJobs"));
  std::optional<std::pair<absl::Time, std::string>> after;
  if (!token.empty()) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(token, absl::MaxSplits(' ', 1));
    int64_t micros = 0;
    if (!absl::SimpleAtoi(parts.first, &micros)) return error::BadRequest({{"page_token", "does not belong to this listing"}});
    after = {absl::FromUnixMicros(micros), parts.second};
  }
  v1::ListPublicationJobsResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    response.Clear();
    ASSIGN_OR_RETURN(std::vector<PublicationJob> jobs, reader.ListJobs(after, size + 1));
    if (static_cast<int>(jobs.size()) > size) {
      jobs.resize(size);
      response.set_next_page_token(
          MakePageToken(absl::StrCat(absl::ToUnixMicros(jobs.back().effective_time), " ", jobs.back().id), "publicationJobs"));
    }
    for (const PublicationJob& job : jobs) {
      ASSIGN_OR_RETURN(const bool visible, MaySee(reader, call, job));
      if (visible) *response.add_publication_jobs() = ToProto(job);
    }
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<bool> PublicationHandlers::RunClaimedJob(Writer& writer, const PublicationJob& claimed) {
  ASSIGN_OR_RETURN(const std::string title, Title(writer, claimed.division, claimed.domain));
  ASSIGN_OR_RETURN(CatalogueRow row, writer.LockCatalogue(claimed.division, claimed.domain));
  const absl::Time now = backend_.clock.Now();
  PublicationJob done = claimed;
  done.state = JobState::kDone;
  done.finish_time = now;
  done.last_error = "";
  // Somebody with a newer fence holds the job, or it was cancelled: leave it to them.
  ASSIGN_OR_RETURN(const bool ours, writer.UpdateJob(done));
  if (!ours) return false;
  ASSIGN_OR_RETURN(const StoredEdition stored, writer.GetEdition(claimed.division, claimed.domain, claimed.edition));
  ASSIGN_OR_RETURN(const Edition edition, TakeEffect(stored.edition, now));
  ASSIGN_OR_RETURN(const std::vector<Item> items, DecodeItems(stored.answer));
  RETURN_IF_ERROR(writer.UpdateEdition(edition, Encode(edition, title, items), ""));
  row.edition_in_force = std::max(row.edition_in_force, edition.number);
  RETURN_IF_ERROR(writer.UpdateCatalogue(row));
  RETURN_IF_ERROR(writer.AppendChange(CatalogueName(claimed.division, claimed.domain), "published", now));
  return true;
}

void PublicationHandlers::NoteFailure(PublicationJob claimed, const absl::Status& status, absl::Time deadline) {
  Log(LogLevel::kError, "publication job failed",
      {{"job", claimed.id}, {"code", absl::StatusCodeToString(status.code())}, {"detail", std::string(status.message())}});
  claimed.state = JobState::kFailed;
  // The code only: the message may be cut inside a character, and details are in the log.
  claimed.last_error = absl::StatusCodeToString(status.code());
  const absl::Duration pause = std::min(kRetryCap, kRetryBase * (1 << std::min(claimed.attempts, 10)));
  claimed.lease_until = backend_.clock.Now() + pause;
  // If even this fails the lease lapses by itself.
  backend_.store.Write(deadline, [&](Writer& writer) { return writer.UpdateJob(claimed).status(); }).IgnoreError();
}

absl::StatusOr<bool> PublicationHandlers::RunJob(const PublicationJob& job, absl::Time deadline) {
  bool claimed = false;
  RETURN_IF_ERROR(backend_.store.Write(deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(claimed, writer.ClaimJob(job, replica_, backend_.clock.Now() + kLease));
    return absl::OkStatus();
  }));
  if (!claimed) return false;
  PublicationJob ours = job;
  ++ours.fence;
  ++ours.attempts;
  bool published = false;
  const absl::Status status = backend_.store.Write(deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(published, RunClaimedJob(writer, ours));
    return absl::OkStatus();
  });
  if (!status.ok()) {
    NoteFailure(ours, status, deadline);
    return status;
  }
  return published;
}

absl::StatusOr<v1::PublishDueResponse> PublicationHandlers::PublishDue(const Call& call, const v1::PublishDueRequest& request) {
  if (request.limit() < 0) return error::BadRequest({{"limit", "must not be negative"}});
  v1::PublishDueResponse response;
  const auto full = [&] { return request.limit() > 0 && response.editions_size() >= request.limit(); };
  bool progress = true;
  while (progress && !full() && absl::Now() < call.deadline) {
    progress = false;
    std::vector<PublicationJob> due;
    RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(due, reader.DueJobs(backend_.clock.Now(), kBatch));
      return absl::OkStatus();
    }));
    // Each replica begins elsewhere, so that they do not all reach for the same job.
    if (!due.empty()) std::rotate(due.begin(), due.begin() + std::hash<std::string>()(replica_) % due.size(), due.end());
    for (const PublicationJob& job : due) {
      if (full()) break;
      const absl::StatusOr<bool> published = RunJob(job, call.deadline);
      // The database is away: what was published before counts, the rest waits for the next look.
      if (!published.ok() && absl::IsUnavailable(published.status())) {
        if (response.editions().empty()) return published.status();
        return response;
      }
      // One broken edition does not hold up the others, nor do those that another replica has taken: the
      // next look leaves them out.
      const std::string edition = FormatName(kEditionName, {job.division, job.domain, std::to_string(job.edition)});
      if (published.ok()) progress = true;
      if (!published.ok()) response.add_failed(edition);
      if (published.ok() && *published) {
        response.add_editions(edition);
      }
    }
    if (progress) backend_.nudge();
  }
  return response;
}

}  // namespace disclosure::catalog
