// The events of accounts, each chained by hash to the one before, and what vouches for the accounts themselves.
#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/crypto/audit_chain.h"
#include "common/crypto/primitives.h"
#include "media-service/storage/account_json.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

constexpr char kEvents[] = "SELECT uid, seq, kind, time_us, actor, data_sealed, hash FROM account_events WHERE ";
constexpr char kLastEvent[] = "SELECT seq, hash FROM account_events WHERE uid=? ORDER BY seq DESC LIMIT 1";
constexpr char kInsertEvents[] = "INSERT INTO account_events (uid, seq, kind, time_us, actor, data_sealed, hash) VALUES";
constexpr char kEventValues[] = "(?,?,?,?,?,?,?)";
constexpr char kContacts[] = "SELECT uid, contact_sealed FROM accounts WHERE ";
constexpr char kGone[] =
    "SELECT DISTINCT e.uid FROM account_events e LEFT JOIN accounts a ON a.uid = e.uid WHERE e.uid > ? AND e.uid <= ? AND a.uid IS NULL ORDER BY e.uid";

constexpr char kDigest[] = "account_digest";  // among the fields of an event

std::string EventPlace(std::string_view uid, int seq) { return absl::StrCat(std::string(uid), "#", seq); }

// The chain is over the text, not over its encryption.
std::string HashOf(std::string_view uid, std::string_view previous, const AccountEvent& event, const std::string& text) {
  return crypto::Next(previous, {.aggregate = absl::StrCat("accounts/", std::string(uid)), .seq = event.seq, .kind = event.kind,
                                 .time = event.time, .actor = event.actor, .payload = text, .hash = ""});
}

// Chains the event to `previous` ("" for the first).
std::vector<mysql::Value> EventRow(const Vault& vault, const Account& account, std::string_view previous, AccountEvent& event) {
  event.digest = AccountDigest(vault, account);
  std::map<std::string, std::string> fields = event.data;
  fields[kDigest] = event.digest;
  const std::string text = ToJson(fields);
  event.hash = HashOf(account.uid, previous, event, text);
  const std::string place = EventPlace(account.uid, event.seq);
  const std::string sealed = vault.cipher.Encrypt(text, {.table = "account_events", .column = "data_sealed", .row = place});
  return {account.uid, event.seq, event.kind, event.time, event.actor, sealed, event.hash};
}

absl::Status TakeFields(std::string_view text, AccountEvent& event) {
  ASSIGN_OR_RETURN(event.data, FieldsFromJson(text));
  const auto digest = event.data.find(kDigest);
  if (digest == event.data.end()) return absl::OkStatus();
  event.digest = std::move(digest->second);
  event.data.erase(digest);
  return absl::OkStatus();
}

std::string Day(const std::optional<absl::CivilDay>& day) { return day ? absl::FormatCivilTime(*day) : ""; }

template <typename Enum>
std::string Code(Enum value) {
  return absl::StrCat(static_cast<int>(value));
}

void AppendUnit(std::string& framed, const Unit& unit) {
  crypto::AppendFramed(&framed, crypto::Frame({unit.organ, unit.text, unit.inferred ? "1" : "0"}));
}

}  // namespace

// A field that is added to these later goes into a frame of its own, and only if it is not blank: old digests stay right.
std::string AccountDigest(const Vault& vault, const Account& a) {
  std::string framed = crypto::Frame({"account", a.uid, a.division, Code(a.state), a.platform, a.platform_id, absl::StrJoin(a.other_ids, "\n"),
                                      a.name, a.url, Code(a.operation_mode), a.certified_subject, Code(a.certification), Code(a.purpose),
                                      absl::StrJoin(a.interactions, ",", [](std::string* out, Interaction i) { absl::StrAppend(out, Code(i)); }),
                                      a.introduction, Day(a.opened_on), Day(a.filed_on), a.filing_number, a.exception_reason, ToJson(a.contact),
                                      a.successor, a.unfiled ? "1" : "0", a.reopened ? "1" : "0", a.status_text, a.source, a.import_digest,
                                      absl::StrCat(a.version), absl::StrCat(absl::ToUnixMicros(a.create_time)),
                                      absl::StrCat(absl::ToUnixMicros(a.update_time))});
  for (const Unit& unit : {a.host, a.competent, a.operation}) AppendUnit(framed, unit);
  const crypto::Digest digest = crypto::HmacSha256(vault.keys.index_key().view(), framed);
  return absl::BytesToHexString(std::string(crypto::View(digest)));
}

absl::StatusOr<std::vector<AccountEvent>> Reader::Events(std::string_view uid) {
  ASSIGN_OR_RETURN(std::vector<KeptAccount> kept, WithEvents({{.uid = std::string(uid)}}));
  std::vector<AccountEvent> out;
  for (KeptAccount::Event& event : kept.front().events) {
    if (!event.text) return absl::DataLossError(absl::StrCat("event ", event.event.seq, " of accounts/", std::string(uid), " does not decrypt"));
    RETURN_IF_ERROR(TakeFields(*event.text, event.event));
    out.push_back(std::move(event.event));
  }
  return out;
}

absl::StatusOr<std::vector<KeptAccount>> Reader::WithEvents(std::vector<Account> accounts) {
  std::vector<KeptAccount> out;
  std::vector<std::string> uids;
  for (Account& account : accounts) {
    uids.push_back(account.uid);
    out.push_back({.account = std::move(account), .readable = true, .events = {}});
  }
  if (out.empty()) return out;
  Statement statement = ComposeIn(kEvents, "uid", uids);
  absl::StrAppend(&statement.sql, ", seq");
  RETURN_IF_ERROR(transaction_.Select(statement.sql, statement.values, [&](const mysql::Row& row) {
    const std::string uid = row.Text(0);
    const auto owner = std::find_if(out.begin(), out.end(), [&](const KeptAccount& kept) { return kept.account.uid == uid; });
    AccountEvent event{.seq = static_cast<int>(row.Int(1)), .kind = row.Text(2), .time = row.Time(3), .actor = row.Text(4), .data = {},
                       .hash = row.Text(6), .digest = ""};
    const std::string place = EventPlace(uid, event.seq);
    absl::StatusOr<std::string> text = vault_.cipher.Decrypt(row.Text(5), {.table = "account_events", .column = "data_sealed", .row = place});
    owner->events.push_back({std::move(event), text.ok() ? std::optional(*std::move(text)) : std::nullopt});
  }));
  return out;
}

absl::StatusOr<std::vector<KeptAccount>> Reader::KeptAccounts(std::string_view division, std::string_view after, int limit) {
  AccountQuery query;
  query.division = division;
  ASSIGN_OR_RETURN(std::vector<Account> accounts, ListAccounts(query, after, limit));
  ASSIGN_OR_RETURN(std::vector<KeptAccount> out, WithEvents(std::move(accounts)));
  if (out.empty()) return out;
  std::vector<std::string> uids;
  for (const KeptAccount& kept : out) uids.push_back(kept.account.uid);
  const Statement statement = ComposeIn(kContacts, "uid", uids);  // in the order of `out`
  size_t at = 0;
  RETURN_IF_ERROR(transaction_.Select(statement.sql, statement.values, [&](const mysql::Row& row) {
    KeptAccount& kept = out[at++];
    const std::string uid = row.Text(0);
    const absl::StatusOr<std::string> text = vault_.cipher.Decrypt(row.Text(1), {.table = "accounts", .column = "contact_sealed", .row = uid});
    absl::StatusOr<Contact> contact = text.ok() ? ContactFromJson(*text) : text.status();
    kept.readable = contact.ok();
    if (contact.ok()) kept.account.contact = *std::move(contact);
  }));
  return out;
}

absl::StatusOr<std::vector<std::string>> Reader::AccountsGone(std::string_view after, std::string_view until) {
  std::vector<std::string> out;
  RETURN_IF_ERROR(transaction_.Select(kGone, {after, until}, [&](const mysql::Row& row) { out.push_back(row.Text(0)); }));
  return out;
}

bool FollowsFrom(std::string_view previous, const std::string& uid, const KeptAccount::Event& event) {
  return event.text && event.event.hash == HashOf(uid, previous, event.event, *event.text);
}

std::string DigestIn(const KeptAccount::Event& event) {
  AccountEvent out;
  return event.text && TakeFields(*event.text, out).ok() ? out.digest : "";
}

absl::Status Writer::AppendEvent(const Account& account, AccountEvent& event) {
  std::string previous;
  event.seq = 1;
  RETURN_IF_ERROR(transaction_.SelectOne(Locking(kLastEvent), {account.uid}, [&](const mysql::Row& row) {
    event.seq = static_cast<int>(row.Int(0)) + 1;
    previous = row.Text(1);
  }).status());
  return transaction_.ExecuteMany(kInsertEvents, kEventValues, {EventRow(vault_, account, previous, event)}).status();
}

absl::Status Writer::AppendFirstEvents(const std::vector<std::pair<Account, AccountEvent>>& events) {
  std::vector<std::vector<mysql::Value>> rows;
  for (const auto& [account, event] : events) {
    AccountEvent first = event;
    first.seq = 1;
    rows.push_back(EventRow(vault_, account, "", first));
  }
  return transaction_.ExecuteMany(kInsertEvents, kEventValues, rows).status();
}

}  // namespace disclosure::media
