// Drafts, editions and publication jobs.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "catalog-service/storage/item_json.h"
#include "catalog-service/storage/store.h"
#include "common/base/error.h"

namespace disclosure::catalog {
namespace {

constexpr char kMakeCatalogue[] =
    "INSERT INTO catalogues (division, domain) VALUES (?,?) ON DUPLICATE KEY UPDATE domain = VALUES(domain)";
constexpr char kCatalogue[] = "SELECT division, domain, last_edition, edition_in_force FROM catalogues WHERE division=? AND domain=?";
constexpr char kInForce[] =
    "SELECT division, domain, last_edition, edition_in_force FROM catalogues WHERE edition_in_force > 0 ORDER BY division, domain";
constexpr char kUpdateCatalogue[] = "UPDATE catalogues SET last_edition=?, edition_in_force=? WHERE division=? AND domain=?";

constexpr char kDraft[] =
    "SELECT division, domain, base_edition, sample, editors, version, update_us FROM drafts WHERE division=? AND domain=?";
constexpr char kDrafts[] =
    "SELECT division, domain, base_edition, sample, editors, version, update_us FROM drafts WHERE division=? ORDER BY domain";
constexpr char kPutDraft[] =
    "INSERT INTO drafts (division, domain, base_edition, sample, editors, version, update_us) VALUES (?,?,?,?,?,?,?) "
    "ON DUPLICATE KEY UPDATE base_edition=VALUES(base_edition), sample=VALUES(sample), editors=VALUES(editors), "
    "version=VALUES(version), update_us=VALUES(update_us)";
constexpr char kDeleteDraft[] = "DELETE FROM drafts WHERE division=? AND domain=?";
constexpr char kDraftItems[] = "SELECT item FROM draft_items WHERE division=? AND domain=? ORDER BY position";
constexpr char kDraftItem[] = "SELECT item FROM draft_items WHERE division=? AND domain=? AND uid=?";
constexpr char kDeleteDraftItems[] = "DELETE FROM draft_items WHERE division=? AND domain=?";
constexpr char kInsertDraftItems[] = "INSERT INTO draft_items (division, domain, position, uid, item) VALUES";
constexpr char kLastPosition[] = "SELECT COALESCE(MAX(position), 0) FROM draft_items WHERE division=? AND domain=?";
constexpr char kUpdateDraftItem[] = "UPDATE draft_items SET item=? WHERE division=? AND domain=? AND uid=?";
constexpr char kDeleteDraftItem[] = "DELETE FROM draft_items WHERE division=? AND domain=? AND uid=?";

#define EDITION_COLUMNS                                                                                   \
  "division, domain, number, state, item_count, sample, publish_us, effective_us, approved_by, review_note, " \
  "withdraw_reason"
constexpr char kEditions[] =
    "SELECT " EDITION_COLUMNS " FROM editions WHERE division=? AND domain=? AND (? = 0 OR number < ?) AND state IN (2, 3) "
    "ORDER BY number DESC LIMIT ?";
constexpr char kAllEditions[] = "SELECT " EDITION_COLUMNS " FROM editions WHERE division=? AND domain=? ORDER BY number";
constexpr char kEdition[] =
    "SELECT " EDITION_COLUMNS ", answer, answer_json FROM editions WHERE division=? AND domain=? AND number=?";
constexpr char kInsertEdition[] =
    "INSERT INTO editions (" EDITION_COLUMNS ", answer, answer_json) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateEdition[] =
    "UPDATE editions SET state=?, publish_us=?, withdraw_reason=?, withdrawn_by=?, answer=?, answer_json=? "
    "WHERE division=? AND domain=? AND number=?";

#define JOB_COLUMNS \
  "id, division, domain, edition, state, effective_us, finish_us, owner, lease_us, fence, attempts, last_error"
constexpr char kJobs[] =
    "SELECT " JOB_COLUMNS " FROM publication_jobs WHERE (? = 0 OR effective_us < ? OR (effective_us = ? AND id < ?)) "
    "ORDER BY effective_us DESC, id DESC LIMIT ?";
// WAITING, RUNNING with a lapsed lease, FAILED after its pause.
constexpr char kDueJobs[] =
    "SELECT " JOB_COLUMNS " FROM publication_jobs WHERE state IN (1, 2, 5) AND effective_us <= ? AND lease_us <= ? "
    "ORDER BY effective_us, id LIMIT ?";
constexpr char kInsertJob[] =
    "INSERT INTO publication_jobs (id, division, domain, edition, state, effective_us) VALUES (?,?,?,?,?,?)";
constexpr char kClaimJob[] =
    "UPDATE publication_jobs SET state=2, owner=?, lease_us=?, fence=fence+1, attempts=attempts+1 "
    "WHERE id=? AND fence=? AND state IN (1, 2, 5)";
constexpr char kUpdateJob[] =
    "UPDATE publication_jobs SET state=?, finish_us=?, lease_us=?, last_error=? "
    "WHERE id=? AND fence=? AND state = 2";
constexpr char kCancelJob[] =
    "UPDATE publication_jobs SET state=4, finish_us=?, fence=fence+1 WHERE division=? AND domain=? AND edition=?";

Edition DecodeEdition(const mysql::Row& row) {
  return {.division = row.Text(0),
          .domain = row.Text(1),
          .number = static_cast<int>(row.Int(2)),
          .state = static_cast<EditionState>(row.Int(3)),
          .item_count = static_cast<int>(row.Int(4)),
          .sample = row.Bool(5),
          .publish_time = row.OptionalTime(6),
          .effective_time = row.OptionalTime(7),
          .approved_by = row.Text(8),
          .review_note = row.Text(9),
          .withdraw_reason = row.Text(10)};
}

Draft DecodeDraft(const mysql::Row& row) {
  return {.division = row.Text(0),
          .domain = row.Text(1),
          .base_edition = static_cast<int>(row.Int(2)),
          .sample = row.Bool(3),
          .editors = absl::StrSplit(row.Text(4), '\n', absl::SkipEmpty()),
          .version = row.Int(5),
          .update_time = row.Time(6)};
}

PublicationJob DecodeJob(const mysql::Row& row) {
  return {.id = row.Text(0),
          .division = row.Text(1),
          .domain = row.Text(2),
          .edition = static_cast<int>(row.Int(3)),
          .state = static_cast<JobState>(row.Int(4)),
          .effective_time = row.Time(5),
          .finish_time = row.OptionalTime(6),
          .owner = row.Text(7),
          .lease_until = row.Time(8),
          .fence = row.Int(9),
          .attempts = static_cast<int>(row.Int(10)),
          .last_error = row.Text(11)};
}

std::string CatalogueName(std::string_view division, std::string_view domain) {
  return absl::StrCat("divisions/", std::string(division), "/catalogues/", std::string(domain));
}

CatalogueRow DecodeCatalogue(const mysql::Row& row) {
  return {row.Text(0), row.Text(1), static_cast<int>(row.Int(2)), static_cast<int>(row.Int(3))};
}

}  // namespace

absl::StatusOr<std::optional<Draft>> Reader::FindDraft(std::string_view division, std::string_view domain) {
  std::optional<Draft> out;
  RETURN_IF_ERROR(transaction_.Select(Locking(kDraft), {division, domain}, [&](const mysql::Row& row) { out = DecodeDraft(row); }));
  return out;
}

absl::StatusOr<std::vector<Draft>> Reader::ListDrafts(std::string_view division) {
  std::vector<Draft> out;
  RETURN_IF_ERROR(transaction_.Select(kDrafts, {division}, [&](const mysql::Row& row) { out.push_back(DecodeDraft(row)); }));
  return out;
}

absl::StatusOr<std::vector<Item>> Reader::DraftItems(std::string_view division, std::string_view domain) {
  std::vector<std::string> texts;
  RETURN_IF_ERROR(transaction_.Select(kDraftItems, {division, domain}, [&](const mysql::Row& row) { texts.push_back(row.Text(0)); }));
  std::vector<Item> out;
  out.reserve(texts.size());
  for (const std::string& text : texts) {
    ASSIGN_OR_RETURN(Item item, ItemFromJson(text));
    out.push_back(std::move(item));
  }
  return out;
}

absl::StatusOr<Item> Reader::GetDraftItem(std::string_view division, std::string_view domain, std::string_view uid) {
  std::string text;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kDraftItem), {division, domain, uid},
                                                            [&](const mysql::Row& row) { text = row.Text(0); }));
  if (!found) return error::NotFound(absl::StrCat(CatalogueName(division, domain), "/draft/items/", std::string(uid)));
  return ItemFromJson(text);
}

absl::StatusOr<std::vector<Edition>> Reader::ListEditions(std::string_view division, std::string_view domain, int before,
                                                          int limit) {
  std::vector<Edition> out;
  RETURN_IF_ERROR(transaction_.Select(kEditions, {division, domain, before, before, limit},
                                      [&](const mysql::Row& row) { out.push_back(DecodeEdition(row)); }));
  return out;
}

absl::StatusOr<std::vector<Edition>> Reader::AllEditions(std::string_view division, std::string_view domain) {
  std::vector<Edition> out;
  RETURN_IF_ERROR(transaction_.Select(kAllEditions, {division, domain},
                                      [&](const mysql::Row& row) { out.push_back(DecodeEdition(row)); }));
  return out;
}

absl::StatusOr<StoredEdition> Reader::GetEdition(std::string_view division, std::string_view domain, int number) {
  StoredEdition out;
  ASSIGN_OR_RETURN(const bool found,
                   transaction_.SelectOne(Locking(kEdition), {division, domain, number}, [&](const mysql::Row& row) {
                     out = {DecodeEdition(row), {row.Text(11), row.Text(12)}};
                   }));
  if (!found) return error::NotFound(absl::StrCat(CatalogueName(division, domain), "/editions/", number));
  return out;
}

absl::StatusOr<std::optional<StoredEdition>> Reader::EditionInForce(std::string_view division, std::string_view domain) {
  int number = 0;
  RETURN_IF_ERROR(transaction_.Select(kCatalogue, {division, domain},
                                      [&](const mysql::Row& row) { number = DecodeCatalogue(row).edition_in_force; }));
  if (number == 0) return std::optional<StoredEdition>();
  ASSIGN_OR_RETURN(StoredEdition edition, GetEdition(division, domain, number));
  return std::optional(std::move(edition));
}

absl::StatusOr<std::vector<CatalogueRow>> Reader::CataloguesInForce() {
  std::vector<CatalogueRow> out;
  RETURN_IF_ERROR(transaction_.Select(kInForce, {}, [&](const mysql::Row& row) { out.push_back(DecodeCatalogue(row)); }));
  return out;
}

absl::StatusOr<std::vector<PublicationJob>> Reader::ListJobs(std::optional<std::pair<absl::Time, std::string>> after, int limit) {
  std::vector<PublicationJob> out;
  const absl::Time time = after ? after->first : absl::UnixEpoch();
  RETURN_IF_ERROR(transaction_.Select(kJobs, {after.has_value(), time, time, after ? after->second : "", limit},
                                      [&](const mysql::Row& row) { out.push_back(DecodeJob(row)); }));
  return out;
}

absl::StatusOr<std::vector<PublicationJob>> Reader::DueJobs(absl::Time now, int limit) {
  std::vector<PublicationJob> out;
  RETURN_IF_ERROR(transaction_.Select(kDueJobs, {now, now, limit}, [&](const mysql::Row& row) { out.push_back(DecodeJob(row)); }));
  return out;
}

absl::StatusOr<CatalogueRow> Writer::LockCatalogue(std::string_view division, std::string_view domain) {
  RETURN_IF_ERROR(transaction_.Execute(kMakeCatalogue, {division, domain}).status());
  CatalogueRow out;
  RETURN_IF_ERROR(transaction_.Select(Locking(kCatalogue), {division, domain},
                                      [&](const mysql::Row& row) { out = DecodeCatalogue(row); }));
  return out;
}

absl::Status Writer::UpdateCatalogue(const CatalogueRow& row) {
  return transaction_.Execute(kUpdateCatalogue, {row.last_edition, row.edition_in_force, row.division, row.domain}).status();
}

absl::Status Writer::PutDraft(const Draft& draft) {
  return transaction_
      .Execute(kPutDraft, {draft.division, draft.domain, draft.base_edition, draft.sample, absl::StrJoin(draft.editors, "\n"),
                           draft.version, draft.update_time})
      .status();
}

absl::Status Writer::ReplaceDraftItems(const Draft& draft, const std::vector<Item>& items) {
  RETURN_IF_ERROR(transaction_.Execute(kDeleteDraftItems, {draft.division, draft.domain}).status());
  std::vector<std::vector<mysql::Value>> rows;
  rows.reserve(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    rows.push_back({draft.division, draft.domain, i + 1, items[i].uid, ToJson(items[i])});
  }
  return transaction_.ExecuteMany(kInsertDraftItems, "(?,?,?,?,?)", rows).status();
}

absl::Status Writer::AppendDraftItem(const Draft& draft, const Item& item) {
  int64_t last = 0;
  RETURN_IF_ERROR(transaction_.Select(kLastPosition, {draft.division, draft.domain}, [&](const mysql::Row& row) { last = row.Int(0); }));
  const std::vector<std::vector<mysql::Value>> rows = {{draft.division, draft.domain, last + 1, item.uid, ToJson(item)}};
  return transaction_.ExecuteMany(kInsertDraftItems, "(?,?,?,?,?)", rows).status();
}

absl::Status Writer::UpdateDraftItem(const Draft& draft, const Item& item) {
  return transaction_.Execute(kUpdateDraftItem, {ToJson(item), draft.division, draft.domain, item.uid}).status();
}

absl::Status Writer::DeleteDraftItem(const Draft& draft, std::string_view uid) {
  ASSIGN_OR_RETURN(const int64_t deleted, transaction_.Execute(kDeleteDraftItem, {draft.division, draft.domain, uid}));
  if (deleted == 0) return error::NotFound(absl::StrCat(CatalogueName(draft.division, draft.domain), "/draft/items/", std::string(uid)));
  return absl::OkStatus();
}

absl::Status Writer::DeleteDraft(std::string_view division, std::string_view domain) {
  RETURN_IF_ERROR(transaction_.Execute(kDeleteDraftItems, {division, domain}).status());
  return transaction_.Execute(kDeleteDraft, {division, domain}).status();
}

absl::Status Writer::InsertEdition(const Edition& e, const Answer& answer) {
  return transaction_
      .Execute(kInsertEdition, {e.division, e.domain, e.number, e.state, e.item_count, e.sample, e.publish_time,
                                e.effective_time, e.approved_by, e.review_note, e.withdraw_reason, answer.bytes, answer.json})
      .status();
}

absl::Status Writer::UpdateEdition(const Edition& e, const Answer& answer, std::string_view withdrawn_by) {
  return transaction_
      .Execute(kUpdateEdition, {e.state, e.publish_time, e.withdraw_reason, withdrawn_by, answer.bytes, answer.json,
                                e.division, e.domain, e.number})
      .status();
}

absl::Status Writer::InsertJob(const PublicationJob& job) {
  return transaction_.Execute(kInsertJob, {job.id, job.division, job.domain, job.edition, job.state, job.effective_time}).status();
}

absl::StatusOr<bool> Writer::ClaimJob(const PublicationJob& job, std::string_view owner, absl::Time lease_until) {
  ASSIGN_OR_RETURN(const int64_t claimed, transaction_.Execute(kClaimJob, {owner, lease_until, job.id, job.fence}));
  return claimed == 1;
}

absl::StatusOr<bool> Writer::UpdateJob(const PublicationJob& job) {
  ASSIGN_OR_RETURN(const int64_t updated, transaction_.Execute(kUpdateJob, {job.state, job.finish_time, job.lease_until,
                                                                            job.last_error, job.id, job.fence}));
  return updated == 1;
}

absl::Status Writer::CancelJob(std::string_view division, std::string_view domain, int edition, absl::Time now) {
  return transaction_.Execute(kCancelJob, {now, division, domain, edition}).status();
}

absl::Status Writer::AppendChange(std::string_view catalogue_name, std::string_view kind, absl::Time now) {
  return mysql::AppendChange(transaction_, kCataloguesFeed, {std::string(catalogue_name), std::string(kind), ""}, now);
}

}  // namespace disclosure::catalog
