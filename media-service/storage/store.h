// The tables of media-service. Read and Write hand a Reader or a Writer to a function; a Writer's reads lock what they read.
// The only place with SQL.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "common/base/status.h"
#include "common/crypto/field_cipher.h"
#include "common/crypto/key_ring.h"
#include "common/mysql/changes.h"
#include "common/mysql/database.h"
#include "common/mysql/sealed_column.h"
#include "common/mysql/served.h"
#include "common/mysql/transaction.h"
#include "media-service/domain/account.h"
#include "media-service/domain/batch.h"
#include "media-service/domain/bulletin.h"
#include "media-service/domain/closing.h"
#include "media-service/domain/feed_source.h"
#include "media-service/domain/inspection.h"
#include "media-service/domain/observation.h"
#include "media-service/domain/organ.h"
#include "media-service/domain/work_order.h"
#include "media-service/storage/account_query.h"

namespace disclosure::media {

// What personal data is kept with. Thread safe; outlives the store.
struct Vault {
  explicit Vault(crypto::KeyRing ring) : keys(std::move(ring)), cipher(keys) {}
  const crypto::KeyRing keys;
  const crypto::FieldCipher cipher;
};

// Something that happened to an account. `data` is what is known of it, by field; kept encrypted.
struct AccountEvent {
  int seq = 0;  // from 1
  std::string kind;  // ActKind, or "imported"
  absl::Time time;
  std::string actor;  // subject
  std::map<std::string, std::string> data;
  std::string hash;    // 32 bytes; made when it is kept, and so is
  std::string digest;  // of the account after it (AccountDigest); "" before there were digests
};

// An account with all its events as they are kept, for who checks them.
struct KeptAccount {
  Account account;
  bool readable = true;  // its contact decrypts
  struct Event {
    AccountEvent event;
    std::optional<std::string> text;  // what is chained; nullopt if it does not decrypt
  };
  std::vector<Event> events;
};

// Whether the event of accounts/uid is what was chained to `previous` ("" for the first).
bool FollowsFrom(std::string_view previous, const std::string& uid, const KeptAccount::Event& event);
// Of the account after it; "" if the event has none or does not decrypt.
std::string DigestIn(const KeptAccount::Event& event);
// Vouches in an event, keyed, for everything that is kept of the account after it; hex.
std::string AccountDigest(const Vault& vault, const Account& account);

// 变更备案 that waits for its approver. Of `proposed` only the material fields count.
struct ChangeFiling {
  std::string uid;
  Account proposed;
  std::string reason;
  std::string filer;  // subject
  absl::Time create_time;
};

// 关停公告, and how far the closing is.
struct ClosingRow {
  std::string uid;
  std::string division;  // of the account's register
  Closing closing;
  std::string platform_proof;
  std::optional<absl::CivilDay> deregistered_on;
  std::optional<absl::CivilDay> national_system_on;
  std::string archive_reference;
  bool rectifying = false;  // when it was announced: a closing that is revoked leads back there
};
// Accounts that are past the day of their closing without proof.
struct ClosingAlarm {
  Account account;
  absl::CivilDay since;
};
struct ClosingPlace {
  absl::CivilDay since;
  std::string uid;
};

// An account of a round, with the code of its host.
struct InspectionRow {
  Inspection inspection;
  std::string host;  // code of the organ, "" if the directory has none
  bool by_person = false;
};

// What a round needs to know of an account that it may draw.
struct RegisteredAccount {
  std::string uid;
  std::string name;
  std::string platform;
  Unit host;
  std::string division;
  Purpose purpose = Purpose::kUnspecified;
};

// Which work orders a list shows.
struct WorkOrderQuery {
  std::string division;  // with those below it; or
  std::string host;
  std::vector<OrderState> states;  // empty: all
  std::optional<absl::CivilDay> due_before;
};
struct WorkOrderPlace {
  absl::CivilDay deadline;
  std::string division;
  int year = 0;
  int serial = 0;
};

// Where a list of looks goes on, latest first.
struct LookPlace {
  absl::Time time;
  std::string source;
};
// What became of looks that were to be kept. The three add up.
struct LooksKept {
  int64_t recorded = 0;
  int64_t unchanged = 0;          // were there, the same
  std::vector<size_t> differing;  // other looks have their key: not kept
};
// What is needed of an account to judge how lively it is, and what was seen of it.
struct WatchedAccount {
  std::string uid;
  std::string division;
  State state = State::kNone;
  std::string platform;
  std::string platform_id;
  Purpose purpose = Purpose::kUnspecified;
  std::string host;  // code of the organ
  Seen seen;         // by all looks: SeenBy
};

// The one feed of all accounts: changes are rare beside readings, and one feed gives one order and one resume token.
inline constexpr std::string_view kAccountsFeed = "accounts";

// Reads; locks nothing. Errors: NOT_FOUND where one thing is asked for, and those of common/mysql/fault.h.
class Reader {
 public:
  Reader(mysql::Transaction& transaction, const Vault& vault, bool lock = false) : transaction_(transaction), vault_(vault), lock_(lock) {}

  // ---- accounts (account_store.cc)
  absl::StatusOr<Account> GetAccount(std::string_view uid);
  // By uid, behind `after` ("" for the first), without contacts.
  absl::StatusOr<std::vector<Account>> ListAccounts(const AccountQuery& query, std::string_view after, int limit);
  // With one of `ids` in `id_space`, whatever their state; without contacts, and so below.
  absl::StatusOr<std::vector<Account>> AccountsWithId(std::string_view id_space, const std::vector<std::string>& ids);
  absl::StatusOr<std::vector<Account>> AccountsWithName(std::string_view folded_name);
  absl::StatusOr<std::vector<Account>> AccountsOfHost(std::string_view organ);
  // Latest first.
  absl::StatusOr<std::vector<FormerName>> FormerNames(std::string_view uid);
  // Of those of `uids` that have any.
  absl::StatusOr<std::map<std::string, std::vector<std::string>>> FormerNames(const std::vector<std::string>& uids);
  absl::StatusOr<std::vector<AccountEvent>> Events(std::string_view uid);
  absl::StatusOr<mysql::FeedPosition> FeedHead();
  // By uid, behind `after`; of a division and those below it, "" for all.
  absl::StatusOr<std::vector<KeptAccount>> KeptAccounts(std::string_view division, std::string_view after, int limit);
  // Behind `after` and up to `until`: uids that have events and no account.
  absl::StatusOr<std::vector<std::string>> AccountsGone(std::string_view after, std::string_view until);
  // Of the column of kSealedColumns (sealed_columns.h) at `position`.
  absl::StatusOr<mysql::KeyPage> CountKeys(const mysql::SealedPosition& position, int limit);
  // By uid; those that are not there are left out.
  absl::StatusOr<std::vector<Account>> Accounts(const std::vector<std::string>& uids);
  absl::StatusOr<std::vector<Account>> AccountsNamed(const std::vector<std::string>& folded_names);
  // Of `uids` those that something happened to besides imports.
  absl::StatusOr<std::set<std::string>> ActedOn(const std::vector<std::string>& uids);
  // Tells rows of lists apart. Keyed: rows have phone numbers, which a plain hash would give away.
  std::string DigestOf(std::string_view row) const;

  // ---- adjustment (adjustment_store.cc)
  absl::StatusOr<std::optional<ChangeFiling>> FindChangeFiling(std::string_view uid);
  absl::StatusOr<std::optional<ClosingRow>> FindClosing(std::string_view uid);
  // Of a division and those below it, silent since before `before`, longest first, behind `after`.
  absl::StatusOr<std::vector<ClosingAlarm>> ClosingAlarms(std::string_view division, absl::CivilDay before, const std::optional<ClosingPlace>& after,
                                                          int limit);
  // Accounts that are closing or silent without proof, and of these those since before `before`.
  absl::StatusOr<std::pair<int64_t, int64_t>> CountClosing(std::string_view division, absl::CivilDay before);
  absl::StatusOr<Batch> GetBatch(std::string_view division, int year, int serial);
  // Latest first, before (year, serial); without items.
  absl::StatusOr<std::vector<Batch>> ListBatches(std::string_view division, int year, int serial, int limit);

  // ---- inspection (inspection_store.cc, work_order_store.cc)
  // Of a division and those below it, opened by `day` and in force then, as far as is known: now, or closed on a later day. By uid.
  absl::StatusOr<std::vector<RegisteredAccount>> RegisteredAccounts(std::string_view division, absl::CivilDay day);
  absl::StatusOr<InspectionRound> GetRound(std::string_view division, std::string_view id);
  // Latest first, before `id` ("" for the first page).
  absl::StatusOr<std::vector<InspectionRound>> ListRounds(std::string_view division, std::string_view before, int limit);
  absl::StatusOr<std::vector<InspectionRound>> RoundsOfQuarter(std::string_view division, const Quarter& quarter);
  // By uid, behind `after`; of one result only, unless nullopt.
  absl::StatusOr<std::vector<InspectionRow>> ListInspections(std::string_view division, std::string_view round, std::optional<Result> result,
                                                             std::string_view after, int limit);
  absl::StatusOr<std::optional<InspectionRow>> FindInspection(std::string_view division, std::string_view round, std::string_view uid);
  // Those in force on the monitoring day, by uid.
  absl::StatusOr<std::vector<RegisteredAt>> RoundAccounts(std::string_view division, std::string_view round);
  // How many of each result, by its number.
  absl::StatusOr<std::map<Result, int64_t>> CountResults(std::string_view division, std::string_view round);
  absl::StatusOr<WorkOrder> GetWorkOrder(std::string_view division, int year, int serial);
  // Soonest deadline first, behind `after`.
  absl::StatusOr<std::vector<WorkOrder>> ListWorkOrders(const WorkOrderQuery& query, const std::optional<WorkOrderPlace>& after, int limit);

  // ---- observations (observation_store.cc, feed_store.cc)
  // Latest first, behind `before`.
  absl::StatusOr<std::vector<Observation>> ListObservations(std::string_view uid, const std::optional<LookPlace>& before, int limit);
  // Calls `each` for every one of `uids` (ascending, each once) in their order, with what was seen from `from` until before
  // `until`, earliest first: with nothing where nobody looked. What was counted (followers, posts) is left out. Only some
  // accounts are in memory at a time. `each` must not use the reader.
  absl::Status StreamLooks(const std::vector<std::string>& uids, absl::Time from, absl::Time until,
                           absl::FunctionRef<void(const std::string& uid, const std::vector<Observation>& looks)> each);
  // In force in a division and those below it, by uid, behind `after`.
  absl::StatusOr<std::vector<WatchedAccount>> WatchedAccounts(std::string_view division, std::string_view after, int limit);
  // By uid, whatever their state; those that are not there are left out. Locks nothing, and so below.
  absl::StatusOr<std::map<std::string, WatchedAccount>> WatchedAccounts(const std::vector<std::string>& uids);
  absl::StatusOr<std::vector<WatchedAccount>> WatchedWithId(std::string_view id_space, std::string_view id);
  absl::StatusOr<std::vector<WatchedAccount>> WatchedWithName(std::string_view folded_name);
  absl::StatusOr<std::optional<FeedSource>> FindFeedSource(std::string_view uid);
  // By account, behind `after`; of a division and those below it.
  absl::StatusOr<std::vector<FeedSource>> ListFeedSources(std::string_view division, bool failing, std::string_view after, int limit);
  // Those of accounts in force that are due and that nobody holds, longest due first.
  absl::StatusOr<std::vector<FeedSource>> DueFeedSources(absl::Time now, int limit);

  // ---- reference (reference_store.cc)
  absl::StatusOr<std::vector<Organ>> Organs();

 protected:
  std::string Locking(std::string_view sql) const;

  mysql::Transaction& transaction_;
  const Vault& vault_;

 private:
  absl::StatusOr<std::vector<Account>> Select(const Statement& statement);
  // `accounts` with their events; the contacts as they were.
  absl::StatusOr<std::vector<KeptAccount>> WithEvents(std::vector<Account> accounts);
  // `rows` are in the order of their uids.
  absl::Status AddFindings(std::string_view division, std::string_view round, std::vector<InspectionRow>& rows);

  const bool lock_;
};

// Reads with locks, and writes.
class Writer : public Reader {
 public:
  Writer(mysql::Transaction& transaction, const Vault& vault) : Reader(transaction, vault, true) {}

  // Others that look for ids of the space wait until COMMIT: what AccountsWithId says stays true.
  absl::Status LockIdSpace(std::string_view id_space);
  // Others that import into the division wait until COMMIT: accounts without an id are told by their names.
  absl::Status LockRegister(std::string_view division);
  // `id_space` is that of the account's platform.
  absl::Status InsertAccount(const Account& account, std::string_view id_space);
  absl::Status InsertAccounts(const std::vector<std::pair<Account, std::string>>& accounts);
  absl::Status UpdateAccount(const Account& account, std::string_view id_space);
  absl::Status AppendFormerName(std::string_view uid, const FormerName& name);
  // Behind the last one of the account, which is kept as it is here; sets its seq, hash and digest.
  absl::Status AppendEvent(const Account& account, AccountEvent& event);
  // First events of new accounts.
  absl::Status AppendFirstEvents(const std::vector<std::pair<Account, AccountEvent>>& events);
  // As CountKeys, and puts what stands under an older key under the current one.
  absl::StatusOr<mysql::KeyPage> RotateKeys(const mysql::SealedPosition& position, int limit);
  // ---- adjustment
  absl::Status PutChangeFiling(const ChangeFiling& filing);
  absl::Status DeleteChangeFiling(std::string_view uid);
  absl::Status PutClosing(const ClosingRow& row);
  absl::Status DeleteClosing(std::string_view uid);
  // The next number of a division and year; locked until COMMIT.
  absl::StatusOr<int> NextSerial(std::string_view division, std::string_view kind, int year);
  absl::StatusOr<int> NextSerials(std::string_view division, std::string_view kind, int year, int count);
  absl::Status InsertBatch(const Batch& batch);
  // ABORTED if its version is not the one before that of `batch`.
  absl::Status UpdateBatch(const Batch& batch);

  // ---- inspection
  absl::Status InsertRound(const InspectionRound& round, const std::vector<RegisteredAt>& registered);
  absl::Status UpdateRound(const InspectionRound& round);
  // Of new rounds, with their findings.
  absl::Status InsertInspections(std::string_view division, std::string_view round, const std::vector<InspectionRow>& rows);
  // The result, and all of its findings.
  absl::Status UpdateInspection(std::string_view division, std::string_view round, const InspectionRow& row);
  absl::Status InsertWorkOrders(const std::vector<WorkOrder>& orders);
  absl::Status UpdateWorkOrder(const WorkOrder& order);
  struct WorkOrderEvent {
    std::string kind;
    absl::Time time;
    std::string actor;
    std::string text;
  };
  absl::Status AppendWorkOrderEvent(const WorkOrder& order, const WorkOrderEvent& event);

  // ---- observations
  // Keeps those whose key (account, time, source) is new.
  absl::StatusOr<LooksKept> InsertObservations(const std::vector<Observation>& looks);
  // As a new source that is due at `due`; whoever reads the old address has lost it.
  absl::Status PutFeedSource(std::string_view uid, std::string_view url, absl::Time due);
  absl::Status DeleteFeedSource(std::string_view uid);
  // Compare and set; false if another replica was faster. Moves the fence of `source`.
  absl::StatusOr<bool> ClaimFeedSource(FeedSource& source, std::string_view owner, absl::Time now, absl::Time lease_until);
  // How the reading went. False if the fence has moved on: it is somebody else's, or another address.
  absl::StatusOr<bool> FinishFeedSource(const FeedSource& source);

  // Last in a transaction: it locks the feed.
  absl::Status AppendChanges(const std::vector<std::string>& uids, std::string_view kind, absl::Time now);

  // See common/mysql/served.h. What is remembered may hold contacts: it is kept encrypted.
  absl::StatusOr<std::string> Serve(const mysql::ServedKey& key, std::string_view content, absl::Time now,
                                    absl::FunctionRef<absl::StatusOr<std::string>()> body);

  // The snapshot of catalog-service's directory, whole.
  absl::Status ReplaceOrgans(const std::vector<Organ>& organs);

 private:
  absl::Status Compare(const std::vector<Observation>& looks, size_t begin, size_t end, std::vector<size_t>& differing);
};

// Thread safe.
class Store {
 public:
  Store(mysql::Database& database, const Vault& vault) : database_(database), vault_(vault) {}

  absl::Status Read(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body);
  // With one view for all statements, so that a feed joins what it is read with.
  absl::Status Snapshot(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body);
  // May run `body` again after a deadlock: it must not keep state across calls.
  absl::Status Write(absl::Time deadline, absl::FunctionRef<absl::Status(Writer&)> body);

 private:
  mysql::Database& database_;
  const Vault& vault_;
};

}  // namespace disclosure::media
