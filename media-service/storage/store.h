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
#include "media-service/domain/organ.h"
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

  // ---- reference (reference_store.cc)
  absl::StatusOr<std::vector<Organ>> Organs();

 protected:
  std::string Locking(std::string_view sql) const;

  mysql::Transaction& transaction_;
  const Vault& vault_;

 private:
  absl::StatusOr<std::vector<Account>> Select(const Statement& statement);

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
