// The tables of request-service. Read and Write hand a Reader or a Writer to a function; a Writer's reads lock what
// they read. The only place with SQL.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/status.h"
#include "common/calendar/rows.h"
#include "common/mysql/changes.h"
#include "common/mysql/database.h"
#include "common/mysql/sealed_column.h"
#include "common/mysql/served.h"
#include "common/mysql/transaction.h"
#include "request-service/domain/notification.h"
#include "request-service/domain/organ.h"
#include "request-service/domain/report_form.h"
#include "request-service/storage/consultation_rows.h"
#include "request-service/storage/proof_rows.h"
#include "request-service/storage/report_rows.h"
#include "request-service/storage/request_query.h"
#include "request-service/storage/request_rows.h"
#include "request-service/storage/vault.h"

namespace disclosure::request {

// Reads; locks nothing. Errors: NOT_FOUND where one thing is asked for, and those of common/mysql/fault.h.
class Reader {
 public:
  Reader(mysql::Transaction& transaction, const Vault& vault, bool lock = false)
      : transaction_(transaction), vault_(vault), lock_(lock) {}

  absl::StatusOr<RequestRow> GetRequest(const RequestKey& key);
  absl::StatusOr<std::vector<StoredEvent>> Events(const RequestKey& key);
  // In the order of the query, behind `after`.
  absl::StatusOr<std::vector<RequestRow>> ListRequests(const RequestQuery& query, const std::optional<ListPlace>& after, int limit);
  absl::StatusOr<std::vector<OpenGroup>> CountOpen(const std::vector<std::string>& organs);
  // Those that may owe an answer and whose due date rests on a calendar before `version`, by number, behind `after`.
  absl::StatusOr<std::vector<RequestKey>> CountedBefore(int64_t version, const RequestKey& after, int limit);
  absl::StatusOr<int64_t> CountCountedBefore(int64_t version);
  absl::StatusOr<std::string> GetDraft(const RequestKey& key, int draft);
  absl::StatusOr<AccessAttempts> Attempts(const RequestKey& key);
  // As issued, without their content.
  absl::StatusOr<std::vector<DocumentRow>> Documents(const RequestKey& key);
  absl::StatusOr<DocumentRow> GetDocument(const RequestKey& key, int seq, int item);
  // As they came.
  absl::StatusOr<std::vector<AttachmentRow>> Attachments(const RequestKey& key);
  absl::StatusOr<AttachmentRow> GetAttachment(const RequestKey& key, std::string_view id);
  absl::StatusOr<int> CountAttachments(const RequestKey& key);
  // Those whose content has no key of its own, by id and object only; behind the place `after` (organ, year, serial, id;
  // empty: from the first).
  absl::StatusOr<std::vector<PlacedAttachment>> AttachmentsWithoutKey(const std::vector<std::string>& after, int limit);
  // Objects that no attachment names any more and that the store was not yet seen to delete, behind `after`.
  absl::StatusOr<std::vector<std::string>> DiscardedObjects(std::string_view after, int limit);
  absl::StatusOr<int64_t> CountDiscardedObjects();
  // Other requests of the applicant at the organ with the same wish, as it was last corrected, that ended with what may be a
  // reply to it (art. 36(六)); latest first. Which of them is one, their events say.
  absl::StatusOr<std::vector<RequestKey>> EndedTwins(const RequestRow& row);
  // Requests of the applicant at the organ received in [from, to].
  absl::StatusOr<int> CountReceived(std::string_view organ, const Applicant& applicant, absl::CivilDay from, absl::CivilDay to);
  // Of the month in which `row` was received, those before it: on an earlier day, or on the same with a lower number.
  absl::StatusOr<int> CountBeforeInMonth(const RequestRow& row);

  // Ledgers and reports.
  absl::StatusOr<std::optional<LedgerEntry>> FindLedgerEntry(std::string_view organ, std::string_view ledger_number);
  // By the suite's number or an office's; several where offices number alike.
  absl::StatusOr<std::vector<RequestKey>> FindByAnyNumber(const std::string& number);
  absl::StatusOr<ReportCounts> CountReport(const ReportForm& form, std::string_view organ, int year);
  // Those with a part in the year, by number; what PlaceOf needs to know of them.
  absl::StatusOr<std::vector<ReportedRequest>> ReportedRequests(std::string_view organ, int year);
  absl::StatusOr<std::vector<ReportedReview>> ReportedReviews(std::string_view organ, int year);

  // Requests whose conclusion is to be computed anew after a rule was changed.
  absl::StatusOr<std::vector<RequestKey>> StaleConclusions(int limit);

  // Nothing is kept of a report that nobody has written at yet.
  absl::StatusOr<std::optional<ReportRecord>> FindReport(std::string_view owner, int year);

  // Latest first, of years before `before`.
  absl::StatusOr<std::vector<ReportPublished>> PublishedReports(std::string_view owner, int before, int limit);

  // What stands in a cell of a published report: how much, and a page of it by organ and number.
  absl::StatusOr<int64_t> CountReportEntries(std::string_view owner, int year, int section, const CellSpan& span);
  absl::StatusOr<std::vector<ReportEntry>> ReportEntries(std::string_view owner, int year, int section, const CellSpan& span,
                                                         int64_t first, int limit);

  absl::StatusOr<Review> GetReview(const RequestKey& key);
  // With a part in [from, to]: filed by `to`, and not closed before `from`. By number.
  absl::StatusOr<std::vector<Review>> ListReviews(std::string_view organ, absl::CivilDay from, absl::CivilDay to);
  absl::StatusOr<std::vector<Review>> ReviewsOfRequest(const RequestKey& request);
  // Filed last first, behind `after`.
  absl::StatusOr<std::vector<Review>> FindReviews(const ReviewQuery& query, const std::optional<ReviewPlace>& after, int limit);
  // Filed, accepted or closed in [from, to]. By number.
  absl::StatusOr<std::vector<Review>> ReviewsOfSpan(std::string_view organ, absl::CivilDay from, absl::CivilDay to);
  absl::StatusOr<std::vector<ReviewEvent>> ReviewEvents(const RequestKey& key);
  // Those of an organ that were never set are off; locks nothing, because every event reads them.
  absl::StatusOr<NotificationSettings> SettingsOf(std::string_view organ);
  // Latest first, behind `before` ("" for the first page); without recipients and payloads.
  absl::StatusOr<std::vector<Notification>> ListNotifications(std::string_view organ, std::string_view before, int limit);
  absl::StatusOr<std::optional<CalendarFeedRow>> FindCalendarFeed(std::string_view id);
  // By id, behind `after`.
  absl::StatusOr<std::vector<CalendarFeedRow>> ListCalendarFeeds(std::string_view organ, std::string_view after, int limit);
  absl::StatusOr<ConsultationRow> GetConsultation(const ConsultationKey& key);
  // Of a request, by the organ they are addressed to.
  absl::StatusOr<std::vector<ConsultationRow>> OpenConsultations(const RequestKey& key);
  // Latest first.
  absl::StatusOr<std::vector<ConsultationRow>> ListConsultations(std::string_view addressed, ConsultationFilter filter,
                                                                 const std::optional<ConsultationPosition>& before, int limit);
  // The feeds of consultations by the organ they are addressed to; a change has the number of the consultation.
  absl::StatusOr<std::vector<mysql::FeedHead>> ConsultationHeads();
  absl::StatusOr<mysql::FeedPosition> ConsultationHead(std::string_view addressed);
  absl::StatusOr<std::vector<mysql::Change>> ConsultationChanges(std::string_view addressed, const mysql::FeedPosition& after, int limit);
  absl::StatusOr<std::vector<mysql::Change>> LatestConsultationChanges(std::string_view addressed, int limit);
  // ---- proof. A shelf is the requests of one organ and year.
  // The first one behind `after`; of `organ` only, unless that is "".
  absl::StatusOr<std::optional<Shelf>> NextShelf(const std::optional<Shelf>& after, std::string_view organ);
  // The last number that was given there.
  absl::StatusOr<int> LastSerial(const Shelf& shelf);
  // Those behind `serial`, by number.
  absl::StatusOr<std::vector<KeptRequest>> KeptRequests(const Shelf& shelf, int serial, int limit);
  // Of the requests `first` to `last`, by number and sequence.
  absl::StatusOr<std::vector<KeptEvent>> KeptEvents(const Shelf& shelf, int first, int last);
  absl::StatusOr<std::vector<KeptPaper>> KeptPapers(const Shelf& shelf, int first, int last);
  absl::StatusOr<std::vector<Checkpoint>> Checkpoints(int64_t after, int limit);
  absl::StatusOr<int64_t> LastCheckpoint();
  absl::StatusOr<std::vector<SealedHead>> SealedHeads(int64_t checkpoint);
  // Latest first.
  absl::StatusOr<std::vector<AccessRow>> Accesses(const AccessQuery& query, int limit);
  // Closed requests behind `after` whose row was last touched before `touched` and that were not made anonymous yet.
  absl::StatusOr<std::vector<RequestKey>> ClosedBefore(absl::Time touched, const std::optional<RequestKey>& after, int limit);
  absl::StatusOr<int64_t> CountAccessesBefore(absl::Time time);
  // Of the column of kSealedColumns (sealed_columns.h) at `position`.
  absl::StatusOr<mysql::KeyPage> CountKeys(const mysql::SealedPosition& position, int limit);

  absl::StatusOr<std::vector<Organ>> Organs();
  // Steps with each change of what follows.
  absl::StatusOr<int64_t> CalendarVersion();
  absl::StatusOr<std::vector<HolidayRow>> Holidays();
  absl::StatusOr<std::vector<OverlayRow>> Overlays();

 protected:
  std::string Locking(std::string_view sql) const;

  mysql::Transaction& transaction_;
  const Vault& vault_;

 private:
  const bool lock_;
};

// Reads with locks, and writes.
class Writer : public Reader {
 public:
  Writer(mysql::Transaction& transaction, const Vault& vault) : Reader(transaction, vault, true) {}

  // The next number of the organ and year; locked until COMMIT.
  absl::StatusOr<int> NextSerial(std::string_view organ, int year);
  // The first of `count` numbers in a row.
  absl::StatusOr<int> NextSerials(std::string_view organ, int year, int count);
  absl::StatusOr<int> NextReviewSerial(std::string_view organ, int year);
  absl::StatusOr<int> NextDocumentSerial(std::string_view organ, std::string_view series, int year);

  absl::Status InsertRequest(const RequestRow& row);
  absl::Status InsertRequests(const std::vector<RequestRow>& rows);
  // The wish as corrected by `text`, for the index of repeats and the search.
  absl::Status CorrectWish(const RequestKey& key, std::string_view text);
  // The projection; what was filed stays, but for CorrectWish and UpdateApplicant. An act on a request that was made
  // anonymous makes it one that is not.
  absl::Status UpdateProjection(const RequestRow& row);
  // Class and contact as corrected. Name and proof of identity, which the applicant is found by, never change.
  absl::Status UpdateApplicant(const RequestKey& key, const Applicant& applicant);
  // Chained to the one before, whose hash is `previous` ("" for the first); returns its own.
  absl::StatusOr<std::string> AppendEvent(const RequestKey& key, const Event& event, std::string_view previous);
  // Of many requests whose records end alike: new ones, with "".
  absl::StatusOr<std::vector<std::string>> AppendEvents(const std::vector<RequestEvents>& stories, std::string_view previous);
  absl::Status InsertDraft(const RequestKey& key, int draft, std::string_view reply);
  absl::Status PutAttempts(const RequestKey& key, const AccessAttempts& attempts);
  // Returns its digest (digests.h).
  absl::StatusOr<std::string> InsertDocument(const RequestKey& key, const DocumentRow& row);
  absl::Status InsertAttachment(const RequestKey& key, const AttachmentRow& row);
  // The content of `row` is now another object, under another key, and `previous` is discarded; false, and nothing is done,
  // if the attachment does not name `previous` any more.
  absl::StatusOr<bool> ReplaceContent(const RequestKey& key, const AttachmentRow& row, std::string_view previous, absl::Time now);
  absl::Status ForgetDiscardedObject(std::string_view object);

  absl::Status PutSettings(const NotificationSettings& settings);
  absl::Status InsertNotification(const Notification& notification, absl::Time due);
  // One that is due and that nobody else has in hand: it is due again after `lease`, in case this process ends. Still
  // encrypted (Unseal).
  absl::StatusOr<std::optional<Notification>> ClaimNotification(absl::Time now, absl::Duration lease);
  // How the attempt ended; nothing if another process has claimed it since.
  absl::Status FinishNotification(const Notification& notification, std::optional<absl::Time> next);
  // The first organ behind `after` whose warnings of `day` are still to be told, with the day that was told last.
  struct Unwarned {
    std::string organ;
    std::optional<absl::CivilDay> last;
  };
  absl::StatusOr<std::optional<Unwarned>> ClaimWarnings(absl::CivilDay day, std::string_view after = "");
  absl::Status SettleWarnings(std::string_view organ, absl::CivilDay day);

  absl::Status InsertCalendarFeed(const CalendarFeedRow& row);
  absl::Status DeleteCalendarFeed(std::string_view organ, std::string_view id);

  absl::Status InsertConsultation(const ConsultationRow& row);
  // What changes in it: how far it is, and the attempts at its code.
  absl::Status UpdateConsultation(const ConsultationRow& row);
  // To the feed of the organ it is addressed to. After AppendChange: every transaction locks the feeds in this order.
  absl::Status AppendConsultationChange(const ConsultationRow& row, std::string_view kind, absl::Time now);

  // The notices of the years that are given, and a division's days of those years, replace what is there.
  absl::Status ReplaceHolidays(const std::vector<HolidayRow>& rows);
  absl::Status ReplaceOverlays(const std::vector<OverlayRow>& rows);
  absl::Status StepCalendarVersion();
  // What a calendar did to a due date, until it is told: the first `before` stays.
  absl::Status NoteMove(const DueDateMove& move);
  // All that were noted, by number; from now on they count as told.
  absl::StatusOr<std::vector<DueDateMove>> TakeMoves();

  absl::Status InsertReview(const Review& review);
  // ABORTED if its version is not the one before that of `review`.
  absl::Status UpdateReview(const Review& review);
  absl::Status AppendReviewEvent(const RequestKey& key, const ReviewEvent& event);

  absl::Status ForgetStaleConclusion(const RequestKey& key);
  // The conclusion of the row alone.
  absl::Status PutConclusion(const RequestRow& row);
  // New or changed; one that is published never changes again (INTERNAL).
  absl::Status PutReport(const ReportRecord& record);
  // In the transaction that publishes the report.
  absl::Status InsertReportEntries(std::string_view owner, int year, const std::vector<ReportEntry>& entries);
  // ---- proof
  // Heads of requests that no checkpoint seals yet, at most `limit`, which from now on count as sealed.
  absl::StatusOr<std::vector<SealedHead>> TakePendingHeads(int limit);
  // The number of the next checkpoint; others wait for it until COMMIT.
  absl::StatusOr<int64_t> NextCheckpoint();
  absl::Status InsertCheckpoint(const Checkpoint& checkpoint, const std::vector<SealedHead>& heads);
  absl::Status InsertAccess(const AccessRow& row);
  // At most `limit`, the oldest; returns how many.
  absl::StatusOr<int64_t> DeleteAccessesBefore(absl::Time time, int limit);
  // Puts `row`'s applicant and wish in the place of what is there, under indexes that find nobody and an access code
  // that nobody has; the events' texts likewise. Drafts, papers, what was asked of others, notifications and attachments go:
  // the objects of these are discarded.
  absl::Status Anonymise(const RequestRow& row, const std::vector<RedactedEvent>& events, absl::Time now);
  // The same, and puts what stands under an older key under the current one.
  absl::StatusOr<mysql::KeyPage> RotateKeys(const mysql::SealedPosition& position, int limit);

  // To the feed of the request's organ.
  absl::Status AppendChange(const RequestKey& key, std::string_view kind, absl::Time now);
  absl::Status AppendChanges(std::string_view organ, const std::vector<RequestKey>& keys, std::string_view kind, absl::Time now);

  // See common/mysql/served.h. What is remembered holds personal data and access codes: it is kept encrypted.
  absl::StatusOr<std::string> Serve(const mysql::ServedKey& key, std::string_view content, absl::Time now,
                                    absl::FunctionRef<absl::StatusOr<std::string>()> body);

  // The snapshot of catalog-service's directory, whole.
  absl::Status ReplaceOrgans(const std::vector<Organ>& organs);
};

// Thread safe.
class Store {
 public:
  Store(mysql::Database& database, const Vault& vault) : database_(database), vault_(vault) {}

  absl::Status Read(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body);
  // With one view for all statements, so that a feed joins what it is read with.
  absl::Status Snapshot(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body);
  // Answers remembered for repeated calls, given before `time`; returns how many.
  absl::StatusOr<int64_t> DeleteServedBefore(absl::Time deadline, absl::Time time);
  // Changes of the feeds, appended before `time`: who resumes behind them begins anew.
  absl::StatusOr<int64_t> DeleteChangesBefore(absl::Time deadline, absl::Time time);
  // May run `body` again after a deadlock: it must not keep state across calls.
  absl::Status Write(absl::Time deadline, absl::FunctionRef<absl::Status(Writer&)> body);

 private:
  mysql::Database& database_;
  const Vault& vault_;
};

}  // namespace disclosure::request
