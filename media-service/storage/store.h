// The tables of media-service. Read and Write hand a Reader or a Writer to a function; a Writer's reads lock what they read.
// The only place with SQL.
#pragma once

#include <map>
#include <optional>
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
#include "common/mysql/served.h"
#include "common/mysql/transaction.h"
#include "media-service/domain/account.h"
#include "media-service/domain/batch.h"
#include "media-service/domain/bulletin.h"
#include "media-service/domain/closing.h"
#include "media-service/domain/inspection.h"
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
  std::string hash;  // 32 bytes; made when it is kept
};

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
  absl::StatusOr<std::vector<AccountEvent>> Events(std::string_view uid);
  absl::StatusOr<mysql::FeedPosition> FeedHead();

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
  absl::StatusOr<InspectionRound> GetRound(std::string_view division, std::string_view id);
  // Latest first, before `id` ("" for the first page).
  absl::StatusOr<std::vector<InspectionRound>> ListRounds(std::string_view division, std::string_view before, int limit);
  absl::StatusOr<std::vector<InspectionRound>> RoundsOfQuarter(std::string_view division, const Quarter& quarter);
  // By uid, behind `after`; of one result only, unless nullopt.
  absl::StatusOr<std::vector<InspectionRow>> ListInspections(std::string_view division, std::string_view round, std::optional<Result> result,
                                                             std::string_view after, int limit);
  absl::StatusOr<std::optional<InspectionRow>> FindInspection(std::string_view division, std::string_view round, std::string_view uid);
  absl::StatusOr<std::vector<Stratum>> Strata(std::string_view division, std::string_view round);
  // How many of each result, by its number.
  absl::StatusOr<std::map<Result, int64_t>> CountResults(std::string_view division, std::string_view round);
  absl::StatusOr<WorkOrder> GetWorkOrder(std::string_view division, int year, int serial);
  // Soonest deadline first, behind `after`.
  absl::StatusOr<std::vector<WorkOrder>> ListWorkOrders(const WorkOrderQuery& query, const std::optional<WorkOrderPlace>& after, int limit);

  // ---- reference (reference_store.cc)
  absl::StatusOr<std::vector<Organ>> Organs();

 protected:
  std::string Locking(std::string_view sql) const;

  mysql::Transaction& transaction_;
  const Vault& vault_;

 private:
  absl::StatusOr<std::vector<Account>> Select(const Statement& statement);
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
  // `id_space` is that of the account's platform.
  absl::Status InsertAccount(const Account& account, std::string_view id_space);
  absl::Status InsertAccounts(const std::vector<std::pair<Account, std::string>>& accounts);
  absl::Status UpdateAccount(const Account& account, std::string_view id_space);
  absl::Status AppendFormerName(std::string_view uid, const FormerName& name);
  // Behind the last one of its account; sets its seq and hash.
  absl::Status AppendEvent(std::string_view uid, AccountEvent& event);
  // First events of new accounts.
  absl::Status AppendFirstEvents(const std::vector<std::pair<std::string, AccountEvent>>& events);
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
  absl::Status InsertRound(const InspectionRound& round, const std::vector<Stratum>& strata);
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

  // Last in a transaction: it locks the feed.
  absl::Status AppendChanges(const std::vector<std::string>& uids, std::string_view kind, absl::Time now);

  // See common/mysql/served.h. What is remembered may hold contacts: it is kept encrypted.
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
  // May run `body` again after a deadlock: it must not keep state across calls.
  absl::Status Write(absl::Time deadline, absl::FunctionRef<absl::Status(Writer&)> body);

 private:
  mysql::Database& database_;
  const Vault& vault_;
};

}  // namespace disclosure::media
