// Accounts and what belongs to them.
#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/crypto/primitives.h"
#include "media-service/domain/name_fold.h"
#include "media-service/storage/account_json.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

#define ACCOUNT_COLUMNS                                                                                                               \
  "uid, division, state, platform, platform_id, other_ids, display_name, url, host, host_text, host_inferred, competent, "            \
  "competent_text, operator, operator_text, operation_mode, certified_subject, certification, purpose, interactions, introduction, " \
  "opened_on, filed_on, filing_number, exception_reason, successor, unfiled, reopened, status_text, source, import_digest, version, " \
  "create_us, update_us"
constexpr int kContactColumn = 34;  // behind ACCOUNT_COLUMNS
constexpr char kAccount[] = "SELECT " ACCOUNT_COLUMNS ", contact_sealed FROM accounts WHERE uid=?";
constexpr char kAccounts[] = "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE ";
constexpr char kByName[] = "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE name_folded=? ORDER BY uid";
constexpr char kByHost[] = "SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE host=? ORDER BY uid";
constexpr char kIds[] = "SELECT DISTINCT uid FROM account_ids WHERE id_space=? AND ";
constexpr char kActedOn[] = "SELECT DISTINCT uid FROM account_events WHERE kind <> 'imported' AND ";

constexpr char kInsertAccounts[] = "INSERT INTO accounts (" ACCOUNT_COLUMNS ", contact_sealed, name_folded) VALUES";
constexpr char kAccountValues[] = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateAccount[] =
    "UPDATE accounts SET division=?, state=?, platform=?, platform_id=?, other_ids=?, display_name=?, url=?, host=?, host_text=?, "
    "host_inferred=?, competent=?, competent_text=?, operator=?, operator_text=?, operation_mode=?, certified_subject=?, "
    "certification=?, purpose=?, interactions=?, introduction=?, opened_on=?, filed_on=?, filing_number=?, exception_reason=?, "
    "successor=?, unfiled=?, reopened=?, status_text=?, source=?, import_digest=?, version=?, create_us=?, update_us=?, "
    "contact_sealed=?, name_folded=? WHERE uid=?";
constexpr char kInsertIds[] = "INSERT IGNORE INTO account_ids (id_space, id, uid) VALUES";
constexpr char kDeleteIds[] = "DELETE FROM account_ids WHERE uid=?";

constexpr char kLockIdSpace[] = "INSERT INTO id_spaces (id_space) VALUES (?) ON DUPLICATE KEY UPDATE id_space=VALUES(id_space)";

constexpr char kNames[] = "SELECT display_name, until_on FROM account_names WHERE uid=? ORDER BY seq DESC";
constexpr char kNamesOf[] = "SELECT uid, display_name FROM account_names WHERE ";
constexpr char kInsertName[] =
    "INSERT INTO account_names (uid, seq, display_name, until_on) SELECT ?, COALESCE(MAX(seq), 0) + 1, ?, ? FROM account_names WHERE uid=?";

std::string Joined(const std::vector<Interaction>& interactions) {
  return absl::StrJoin(interactions, ",", [](std::string* out, Interaction i) { absl::StrAppend(out, static_cast<int>(i)); });
}
std::vector<Interaction> Interactions(const std::string& text) {
  std::vector<Interaction> out;
  for (const absl::string_view part : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    if (int number = 0; absl::SimpleAtoi(part, &number)) out.push_back(static_cast<Interaction>(number));
  }
  return out;
}

Account Decode(const mysql::Row& row) {
  return {.uid = row.Text(0),
          .division = row.Text(1),
          .state = static_cast<State>(row.Int(2)),
          .platform = row.Text(3),
          .platform_id = row.Text(4),
          .other_ids = absl::StrSplit(row.Text(5), '\n', absl::SkipEmpty()),
          .name = row.Text(6),
          .url = row.Text(7),
          .host = {row.Text(8), row.Text(9), row.Bool(10)},
          .competent = {row.Text(11), row.Text(12), false},
          .operation = {row.Text(13), row.Text(14), false},
          .operation_mode = static_cast<OperationMode>(row.Int(15)),
          .certified_subject = row.Text(16),
          .certification = static_cast<Certification>(row.Int(17)),
          .purpose = static_cast<Purpose>(row.Int(18)),
          .interactions = Interactions(row.Text(19)),
          .introduction = row.Text(20),
          .opened_on = row.OptionalDay(21),
          .filed_on = row.OptionalDay(22),
          .filing_number = row.Text(23),
          .exception_reason = row.Text(24),
          .contact = {},
          .successor = row.Text(25),
          .unfiled = row.Bool(26),
          .reopened = row.Bool(27),
          .status_text = row.Text(28),
          .source = row.Text(29),
          .import_digest = row.Text(30),
          .version = row.Int(31),
          .create_time = row.Time(32),
          .update_time = row.Time(33)};
}

crypto::FieldContext ContactPlace(std::string_view uid) { return {.table = "accounts", .column = "contact_sealed", .row = uid}; }

std::vector<mysql::Value> ValuesOf(const Vault& vault, const Account& a) {
  return {a.uid, a.division, a.state, a.platform, a.platform_id, absl::StrJoin(a.other_ids, "\n"), a.name, a.url, a.host.organ, a.host.text,
          a.host.inferred, a.competent.organ, a.competent.text, a.operation.organ, a.operation.text, a.operation_mode, a.certified_subject,
          a.certification, a.purpose, Joined(a.interactions), a.introduction, a.opened_on, a.filed_on, a.filing_number, a.exception_reason,
          a.successor, a.unfiled, a.reopened, a.status_text, a.source, a.import_digest, a.version, a.create_time, a.update_time,
          vault.cipher.Encrypt(ToJson(a.contact), ContactPlace(a.uid)), FoldName(a.name)};
}

std::vector<std::vector<mysql::Value>> IdRows(const Account& account, std::string_view id_space) {
  std::vector<std::vector<mysql::Value>> rows;
  for (const std::string& id : IdsOf(account)) rows.push_back({id_space, id, account.uid});
  return rows;
}

}  // namespace

std::string Reader::Locking(std::string_view sql) const { return absl::StrCat(std::string(sql), lock_ ? " FOR UPDATE" : ""); }

absl::StatusOr<std::vector<Account>> Reader::Select(const Statement& statement) {
  std::vector<Account> out;
  RETURN_IF_ERROR(transaction_.Select(statement.sql, statement.values, [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  return out;
}

absl::StatusOr<Account> Reader::GetAccount(std::string_view uid) {
  Account account;
  std::string sealed;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kAccount), {uid}, [&](const mysql::Row& row) {
    account = Decode(row);
    sealed = row.Text(kContactColumn);
  }));
  if (!found) return error::NotFound(absl::StrCat("accounts/", std::string(uid)));
  ASSIGN_OR_RETURN(const std::string text, vault_.cipher.Decrypt(sealed, ContactPlace(uid)));
  ASSIGN_OR_RETURN(account.contact, ContactFromJson(text));
  return account;
}

absl::StatusOr<std::vector<Account>> Reader::ListAccounts(const AccountQuery& query, std::string_view after, int limit) {
  return Select(ComposeList(ACCOUNT_COLUMNS, query, after, limit));
}

absl::StatusOr<std::vector<Account>> Reader::AccountsWithId(std::string_view id_space, const std::vector<std::string>& ids) {
  if (ids.empty()) return std::vector<Account>();
  Statement statement = ComposeIn(kIds, "id", ids);
  statement.values.insert(statement.values.begin(), id_space);
  std::vector<std::string> uids;
  RETURN_IF_ERROR(transaction_.Select(Locking(statement.sql), statement.values, [&](const mysql::Row& row) { uids.push_back(row.Text(0)); }));
  return Accounts(uids);
}

absl::StatusOr<std::vector<Account>> Reader::Accounts(const std::vector<std::string>& uids) {
  return uids.empty() ? std::vector<Account>() : Select(ComposeIn(kAccounts, "uid", uids));
}

absl::StatusOr<std::vector<Account>> Reader::AccountsNamed(const std::vector<std::string>& folded_names) {
  return folded_names.empty() ? std::vector<Account>() : Select(ComposeIn(kAccounts, "name_folded", folded_names));
}

absl::StatusOr<std::set<std::string>> Reader::ActedOn(const std::vector<std::string>& uids) {
  std::set<std::string> out;
  if (uids.empty()) return out;
  const Statement statement = ComposeIn(kActedOn, "uid", uids);
  RETURN_IF_ERROR(transaction_.Select(statement.sql, statement.values, [&](const mysql::Row& row) { out.insert(row.Text(0)); }));
  return out;
}

std::string Reader::DigestOf(std::string_view row) const {
  const crypto::Digest digest = crypto::HmacSha256(vault_.keys.index_key().view(), crypto::Frame({"account row", row}));
  return std::string(crypto::View(digest));
}

absl::StatusOr<std::vector<Account>> Reader::AccountsWithName(std::string_view folded_name) { return Select({kByName, {folded_name}}); }

absl::StatusOr<std::vector<Account>> Reader::AccountsOfHost(std::string_view organ) { return Select({kByHost, {organ}}); }

absl::StatusOr<std::vector<FormerName>> Reader::FormerNames(std::string_view uid) {
  std::vector<FormerName> out;
  RETURN_IF_ERROR(transaction_.Select(kNames, {uid}, [&](const mysql::Row& row) { out.push_back({row.Text(0), row.Day(1)}); }));
  return out;
}

absl::StatusOr<std::map<std::string, std::vector<std::string>>> Reader::FormerNames(const std::vector<std::string>& uids) {
  std::map<std::string, std::vector<std::string>> out;
  if (uids.empty()) return out;
  const Statement statement = ComposeIn(kNamesOf, "uid", uids);
  RETURN_IF_ERROR(transaction_.Select(statement.sql, statement.values, [&](const mysql::Row& row) { out[row.Text(0)].push_back(row.Text(1)); }));
  return out;
}

absl::StatusOr<mysql::FeedPosition> Reader::FeedHead() { return mysql::ReadHead(transaction_, kAccountsFeed); }

absl::Status Writer::LockIdSpace(std::string_view id_space) { return transaction_.Execute(kLockIdSpace, {id_space}).status(); }

// Division codes are no id spaces: their rows lock what only imports ask for.
absl::Status Writer::LockRegister(std::string_view division) { return LockIdSpace(absl::StrCat("register ", std::string(division))); }

absl::Status Writer::InsertAccount(const Account& account, std::string_view id_space) { return InsertAccounts({{account, std::string(id_space)}}); }

absl::Status Writer::InsertAccounts(const std::vector<std::pair<Account, std::string>>& accounts) {
  std::vector<std::vector<mysql::Value>> rows, ids;
  for (const auto& [account, id_space] : accounts) {
    rows.push_back(ValuesOf(vault_, account));
    for (std::vector<mysql::Value>& row : IdRows(account, id_space)) ids.push_back(std::move(row));
  }
  RETURN_IF_ERROR(transaction_.ExecuteMany(kInsertAccounts, kAccountValues, rows).status());
  return transaction_.ExecuteMany(kInsertIds, "(?,?,?)", ids).status();
}

absl::Status Writer::UpdateAccount(const Account& account, std::string_view id_space) {
  std::vector<mysql::Value> values = ValuesOf(vault_, account);
  std::rotate(values.begin(), values.begin() + 1, values.end());  // the uid goes last
  RETURN_IF_ERROR(transaction_.Execute(kUpdateAccount, values).status());
  RETURN_IF_ERROR(transaction_.Execute(kDeleteIds, {account.uid}).status());
  return transaction_.ExecuteMany(kInsertIds, "(?,?,?)", IdRows(account, id_space)).status();
}

absl::Status Writer::AppendFormerName(std::string_view uid, const FormerName& name) {
  return transaction_.Execute(kInsertName, {uid, name.name, name.until, uid}).status();
}

absl::Status Writer::AppendChanges(const std::vector<std::string>& uids, std::string_view kind, absl::Time now) {
  std::vector<mysql::NewChange> changes;
  for (const std::string& uid : uids) changes.push_back({.name = absl::StrCat("accounts/", uid), .kind = std::string(kind), .payload = ""});
  return mysql::AppendChanges(transaction_, kAccountsFeed, changes, now);
}

}  // namespace disclosure::media
