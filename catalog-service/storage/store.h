// The tables of catalog-service. Read and Write hand a Reader or a Writer to a function; a Writer's reads
// lock what they read. The only place with SQL.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "catalog-service/domain/directory.h"
#include "catalog-service/domain/domain_directory.h"
#include "catalog-service/domain/edition.h"
#include "catalog-service/domain/item.h"
#include "catalog-service/domain/organ_profile.h"
#include "common/base/status.h"
#include "common/mysql/changes.h"
#include "common/mysql/database.h"
#include "common/mysql/served.h"
#include "common/mysql/transaction.h"

namespace disclosure::catalog {

// The change feed that all published catalogues share.
inline constexpr std::string_view kCataloguesFeed = "catalogues";

// What the public reads of an edition, as encoded at publication (api/encode.h).
struct Answer {
  std::string bytes;
  std::string json;
};

struct StoredEdition {
  Edition edition;
  Answer answer;
};

// One row of the catalogues table.
struct CatalogueRow {
  std::string division;
  std::string domain;
  int last_edition = 0;
  int edition_in_force = 0;
};

// Requests that were not filed because their authors found a published item, by the organ that answers for it.
struct AvoidedRequests {
  std::string organ;  // code, "" if no local organ is known
  int64_t count = 0;
};

// Reads; locks nothing. Errors: NOT_FOUND where one thing is asked for, and those of common/mysql/fault.h.
class Reader {
 public:
  explicit Reader(mysql::Transaction& transaction, bool lock = false) : transaction_(transaction), lock_(lock) {}

  absl::StatusOr<std::vector<Division>> ListDivisions(std::string_view after, int limit);
  absl::StatusOr<Division> GetDivision(std::string_view code);

  // `division` "" for all; only active ones unless `all_states`.
  absl::StatusOr<std::vector<Organ>> ListOrgans(std::string_view division, bool all_states, std::string_view after, int limit);
  absl::StatusOr<Organ> GetOrgan(std::string_view code);
  absl::StatusOr<Successors> OrganSuccessors();
  absl::StatusOr<int> CountAssignments(std::string_view organ);
  // The organ in charge of `domain` in `division`, "" if none.
  absl::StatusOr<std::string> OrganInCharge(std::string_view division, std::string_view domain);
  absl::StatusOr<std::vector<Assignment>> ListAssignments();

  // An empty one if nobody has written any.
  absl::StatusOr<OrganProfile> GetProfile(std::string_view organ);
  // From `first` to `last`, both included.
  absl::StatusOr<std::vector<AvoidedRequests>> CountAvoided(std::string_view division, absl::CivilDay first, absl::CivilDay last);

  absl::StatusOr<std::vector<Domain>> ListDomains(std::string_view after, int limit);
  absl::StatusOr<Domain> GetDomain(std::string_view code);

  absl::StatusOr<std::vector<Draft>> ListDrafts(std::string_view division);
  absl::StatusOr<std::optional<Draft>> FindDraft(std::string_view division, std::string_view domain);
  absl::StatusOr<std::vector<Item>> DraftItems(std::string_view division, std::string_view domain);
  absl::StatusOr<Item> GetDraftItem(std::string_view division, std::string_view domain, std::string_view uid);

  // Newest first, numbers below `before` (0: all), without what is scheduled or cancelled.
  absl::StatusOr<std::vector<Edition>> ListEditions(std::string_view division, std::string_view domain, int before, int limit);
  absl::StatusOr<StoredEdition> GetEdition(std::string_view division, std::string_view domain, int number);
  // Every edition of the catalogue, in all states, without answers.
  absl::StatusOr<std::vector<Edition>> AllEditions(std::string_view division, std::string_view domain);
  absl::StatusOr<std::optional<StoredEdition>> EditionInForce(std::string_view division, std::string_view domain);
  // The catalogues with an edition in force.
  absl::StatusOr<std::vector<CatalogueRow>> CataloguesInForce();

  // Newest effective time first, after the position (effective time, id) if given.
  absl::StatusOr<std::vector<PublicationJob>> ListJobs(std::optional<std::pair<absl::Time, std::string>> after, int limit);
  // Jobs that are due and that nobody holds, earliest first.
  absl::StatusOr<std::vector<PublicationJob>> DueJobs(absl::Time now, int limit);

  absl::StatusOr<mysql::FeedPosition> FeedHead() { return mysql::ReadHead(transaction_, kCataloguesFeed); }

 protected:
  std::string Locking(std::string_view sql) const;

  mysql::Transaction& transaction_;

 private:
  const bool lock_;
};

// Reads with locks, and writes.
class Writer : public Reader {
 public:
  explicit Writer(mysql::Transaction& transaction) : Reader(transaction, true) {}

  absl::Status PutDivision(const Division& division);
  absl::Status InsertOrgan(const Organ& organ, std::string_view changed_by);
  absl::Status UpdateOrgan(const Organ& organ, std::string_view changed_by);
  absl::Status MoveAssignments(std::string_view from_organ, std::string_view to_organ);
  absl::Status PutAssignment(const Assignment& assignment);
  absl::Status InsertDomain(const Domain& domain);
  absl::Status PutProfile(const OrganProfile& profile, std::string_view changed_by);
  absl::Status CountAvoidedRequest(std::string_view division, std::string_view domain, std::string_view item, std::string_view organ,
                                   absl::CivilDay day);

  // Locks the catalogue, made if it is not there; to be called before its draft or editions are changed.
  absl::StatusOr<CatalogueRow> LockCatalogue(std::string_view division, std::string_view domain);
  absl::Status UpdateCatalogue(const CatalogueRow& row);

  absl::Status PutDraft(const Draft& draft);
  absl::Status ReplaceDraftItems(const Draft& draft, const std::vector<Item>& items);
  absl::Status AppendDraftItem(const Draft& draft, const Item& item);
  absl::Status UpdateDraftItem(const Draft& draft, const Item& item);
  absl::Status DeleteDraftItem(const Draft& draft, std::string_view uid);
  absl::Status DeleteDraft(std::string_view division, std::string_view domain);

  absl::Status InsertEdition(const Edition& edition, const Answer& answer);
  // State, times, reasons and answer; the rest of an edition never changes.
  absl::Status UpdateEdition(const Edition& edition, const Answer& answer, std::string_view withdrawn_by);

  absl::Status InsertJob(const PublicationJob& job);
  // Claims by compare-and-set on the fence: false if somebody else was faster.
  absl::StatusOr<bool> ClaimJob(const PublicationJob& job, std::string_view owner, absl::Time lease_until);
  // A RUNNING job only. False if the fence has moved on (another replica holds the job now) or the job is done:
  // a COMMIT whose reply was lost is not undone by a late note of failure.
  absl::StatusOr<bool> UpdateJob(const PublicationJob& job);
  absl::Status CancelJob(std::string_view division, std::string_view domain, int edition, absl::Time now);

  absl::Status AppendChange(std::string_view catalogue_name, std::string_view kind, absl::Time now);

  // See common/mysql/served.h.
  absl::StatusOr<std::string> Serve(const mysql::ServedKey& key, std::string_view content, absl::Time now,
                                    absl::FunctionRef<absl::StatusOr<std::string>()> body) {
    return mysql::ServeOnce(transaction_, key, content, now, body);
  }
};

// Thread safe.
class Store {
 public:
  explicit Store(mysql::Database& database) : database_(database) {}

  absl::Status Read(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body);
  // One view for all reads.
  absl::Status Snapshot(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body);
  // May run `body` again after a deadlock: it must not keep state across calls.
  absl::Status Write(absl::Time deadline, absl::FunctionRef<absl::Status(Writer&)> body);

 private:
  mysql::Database& database_;
};

}  // namespace disclosure::catalog
