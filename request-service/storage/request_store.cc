// Requests and what belongs to them.
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/crypto/audit_chain.h"
#include "common/crypto/blind_index.h"
#include "request-service/storage/applicant_json.h"
#include "request-service/storage/event_json.h"
#include "request-service/storage/request_row.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

#define REQUEST_COLUMNS                                                                                                   \
  "organ, year, serial, channel, applicant_sealed, access_hash, subject, purpose, form, route, state, arrived_on, received_on, " \
  "due_on, due_provisional, due_unknown, handler, leaf, document_number, concluded_on, concluded_leaf, version, create_us, update_us, " \
  "outcome, ledger_number, ledger_digest, items, calendar_version"
constexpr char kRequest[] = "SELECT " REQUEST_COLUMNS " FROM requests WHERE organ=? AND year=? AND serial=?";
constexpr char kInsertRequest[] = "INSERT INTO requests (" REQUEST_COLUMNS ", applicant_class, applicant_index, wish_index) VALUES";
constexpr char kRequestValues[] = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateProjection[] =
    "UPDATE requests SET state=?, received_on=?, due_on=?, due_provisional=?, due_unknown=?, handler=?, leaf=?, document_number=?, "
    "concluded_on=?, concluded_leaf=?, outcome=?, items=?, calendar_version=?, version=?, update_us=?, "
    "anonymised_on=NULL WHERE organ=? AND year=? AND serial=?";
constexpr char kCorrectWish[] = "UPDATE requests SET corrected=?, wish_index=? WHERE organ=? AND year=? AND serial=?";
constexpr char kUpdateApplicant[] = "UPDATE requests SET applicant_sealed=?, applicant_class=? WHERE organ=? AND year=? AND serial=?";
constexpr char kTwins[] =
    "SELECT year, serial FROM requests WHERE applicant_index=? AND organ=? "
    "AND wish_index=(SELECT wish_index FROM requests WHERE organ=? AND year=? AND serial=?) "
    // REPLIED, SERVED, CLOSED; the many that a repeating applicant has of 不予重复处理 and 不再处理 leave room for the others.
    "AND state IN (8, 9, 11) AND IF(leaf = '', outcome, leaf) NOT IN "
    "('', 'repeat', 'declined_repeat', 'not_corrected', 'fee_unpaid', 'other', 'other_not_corrected', 'other_fee_unpaid') "
    "AND NOT (year=? AND serial=?) ORDER BY year DESC, serial DESC LIMIT 20";
constexpr char kCountReceived[] =
    "SELECT COUNT(*) FROM requests WHERE applicant_index=? AND organ=? AND received_on BETWEEN ? AND ?";

constexpr char kCountBefore[] =
    "SELECT CAST(COALESCE(SUM(items), 0) AS SIGNED) FROM requests WHERE applicant_index=? AND organ=? AND received_on BETWEEN ? AND ? "
    "AND (received_on < ? OR year < ? OR (year = ? AND serial < ?))";

constexpr char kEvents[] =
    "SELECT seq, kind, time_us, actor, data_sealed, hash FROM request_events WHERE organ=? AND year=? AND serial=? ORDER BY seq";
constexpr char kInsertEvent[] =
    "INSERT INTO request_events (organ, year, serial, seq, kind, time_us, actor, data_sealed, hash) VALUES";
constexpr char kEventValues[] = "(?,?,?,?,?,?,?,?,?)";

constexpr char kAwaitSeal[] = "INSERT INTO audit_pending (organ, year, serial) VALUES";
constexpr char kAwaitSealValues[] = "(?,?,?)";
constexpr char kAwaitSealAgain[] = "ON DUPLICATE KEY UPDATE serial=VALUES(serial)";

constexpr char kDraft[] = "SELECT reply_sealed FROM reply_drafts WHERE organ=? AND year=? AND serial=? AND draft=?";
constexpr char kInsertDraft[] = "INSERT INTO reply_drafts (organ, year, serial, draft, reply_sealed) VALUES (?,?,?,?,?)";

// The row lock holds until COMMIT, so the number is given up with the transaction.
constexpr char kStepSerial[] =
    "INSERT INTO request_serials (organ, year, last_serial) VALUES (?,?,?) ON DUPLICATE KEY UPDATE last_serial = last_serial + ?";
constexpr char kLastSerial[] = "SELECT last_serial FROM request_serials WHERE organ=? AND year=?";
constexpr char kStepDocument[] =
    "INSERT INTO document_serials (organ, series, year, last_serial) VALUES (?,?,?,1) ON DUPLICATE KEY UPDATE last_serial = last_serial + 1";
constexpr char kLastDocument[] = "SELECT last_serial FROM document_serials WHERE organ=? AND series=? AND year=?";

constexpr char kAttempts[] = "SELECT failed, next_us FROM access_attempts WHERE organ=? AND year=? AND serial=?";
constexpr char kPutAttempts[] =
    "INSERT INTO access_attempts (organ, year, serial, failed, next_us) VALUES (?,?,?,?,?) "
    "ON DUPLICATE KEY UPDATE failed=VALUES(failed), next_us=VALUES(next_us)";

std::string ApplicantIndex(const Vault& vault, const Applicant& applicant) {
  return crypto::BlindIndex(vault.keys, "identity_number", {NormalIdentity(applicant)});
}
// Who gave no identity number, as in old ledgers, is nobody's match.
std::string ApplicantIndex(const Vault& vault, const RequestRow& row) {
  const std::string index = ApplicantIndex(vault, row.applicant);
  return index.empty() ? crypto::BlindIndex(vault.keys, "unidentified", {Number(row.key)}) : index;
}
std::string WishIndex(const Vault& vault, std::string_view wish) { return crypto::BlindIndex(vault.keys, "wish", {NormalWish(wish)}); }

std::string Sealed(const Vault& vault, const RequestKey& key, const Applicant& applicant) {
  const std::string number = Number(key);
  return vault.cipher.Encrypt(ToJson(applicant), {.table = "requests", .column = "applicant_sealed", .row = number});
}

std::string DraftRow(const RequestKey& key, int draft) { return absl::StrCat(Number(key), "/", draft); }

struct SealedEvent {
  StoredEvent stored;
  int kind = 0;
  std::string data;
};

}  // namespace

const std::string_view kRequestColumns = REQUEST_COLUMNS;

RequestRow DecodeRequest(const mysql::Row& row, std::string& sealed) {
  sealed = row.Text(4);
  return {.key = {row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))},
          .channel = static_cast<Channel>(row.Int(3)),
          .access_hash = row.Text(5),
          .wanted = {.subject = row.Text(6),
                     .purpose = row.Text(7),
                     .form = static_cast<Form>(row.Int(8)),
                     .route = static_cast<Route>(row.Int(9))},
          .state = static_cast<State>(row.Int(10)),
          .arrived = row.Day(11),
          .received = row.OptionalDay(12),
          .due = row.OptionalDay(13),
          .due_provisional = row.Bool(14),
          .due_unknown = row.Text(15),
          .handler = row.Text(16),
          .leaf = row.Text(17),
          .document_number = row.Text(18),
          .concluded = row.OptionalDay(19),
          .concluded_leaf = row.Text(20),
          .outcome = row.Text(24),
          .ledger_number = row.Text(25),
          .ledger_digest = row.Text(26),
          .items = static_cast<int>(row.Int(27)),
          .calendar_version = row.Int(28),
          .version = row.Int(21),
          .create_time = row.Time(22),
          .update_time = row.Time(23)};
}

std::vector<mysql::Value> ValuesOf(const Vault& vault, const RequestRow& row) {
  const std::string sealed = Sealed(vault, row.key, row.applicant);
  const auto from_ledger = [&](const std::string& text) { return row.ledger_number.empty() ? mysql::Value() : mysql::Value(text); };
  return {row.key.organ, row.key.year, row.key.serial, row.channel, sealed, row.access_hash, row.wanted.subject, row.wanted.purpose,
          row.wanted.form, row.wanted.route, row.state, row.arrived, row.received, row.due, row.due_provisional, row.due_unknown,
          row.handler, row.leaf, row.document_number, row.concluded, row.concluded_leaf, row.version, row.create_time,
          row.update_time, row.outcome, from_ledger(row.ledger_number), from_ledger(row.ledger_digest), row.items,
          row.calendar_version, row.applicant.applicant_class,
          ApplicantIndex(vault, row), WishIndex(vault, row.wanted.subject)};
}

// The applicant of one request does not decrypt in the row of another.
absl::Status Unseal(const Vault& vault, std::string_view sealed, RequestRow& row) {
  const std::string number = Number(row.key);
  ASSIGN_OR_RETURN(const std::string text,
                   vault.cipher.Decrypt(sealed, {.table = "requests", .column = "applicant_sealed", .row = number}));
  ASSIGN_OR_RETURN(row.applicant, ApplicantFromJson(text));
  return absl::OkStatus();
}

std::string EventPlace(const RequestKey& key, int seq) { return absl::StrCat(Number(key), "#", seq); }

std::string Reader::Locking(std::string_view sql) const { return absl::StrCat(std::string(sql), lock_ ? " FOR UPDATE" : ""); }

absl::StatusOr<RequestRow> Reader::GetRequest(const RequestKey& key) {
  RequestRow out;
  std::string sealed;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kRequest), {key.organ, key.year, key.serial},
                                                            [&](const mysql::Row& row) { out = DecodeRequest(row, sealed); }));
  if (!found) return error::NotFound(Name(key));
  RETURN_IF_ERROR(Unseal(vault_, sealed, out));
  return out;
}

absl::StatusOr<std::vector<StoredEvent>> Reader::Events(const RequestKey& key) {
  std::vector<SealedEvent> rows;
  RETURN_IF_ERROR(transaction_.Select(kEvents, {key.organ, key.year, key.serial}, [&](const mysql::Row& row) {
    rows.push_back({.stored = {.event = {.seq = static_cast<int>(row.Int(0)), .time = row.Time(2), .actor = row.Text(3)}, .hash = row.Text(5)},
                    .kind = static_cast<int>(row.Int(1)),
                    .data = row.Text(4)});
  }));
  std::vector<StoredEvent> out;
  for (SealedEvent& row : rows) {
    const std::string place = EventPlace(key, row.stored.event.seq);
    ASSIGN_OR_RETURN(const std::string text,
                     vault_.cipher.Decrypt(row.data, {.table = "request_events", .column = "data_sealed", .row = place}));
    ASSIGN_OR_RETURN(row.stored.event.data, EventFromJson(row.kind, text));
    row.stored.event.papers = PapersFromJson(text);
    out.push_back(std::move(row.stored));
  }
  return out;
}

absl::StatusOr<std::string> Reader::GetDraft(const RequestKey& key, int draft) {
  std::string reply;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(kDraft, {key.organ, key.year, key.serial, draft},
                                                            [&](const mysql::Row& row) { reply = row.Text(0); }));
  if (!found) return error::NotFound(absl::StrCat(Name(key), "/drafts/", draft));
  const std::string place = DraftRow(key, draft);
  return vault_.cipher.Decrypt(reply, {.table = "reply_drafts", .column = "reply_sealed", .row = place});
}

absl::StatusOr<AccessAttempts> Reader::Attempts(const RequestKey& key) {
  AccessAttempts attempts{.next = absl::UnixEpoch()};
  RETURN_IF_ERROR(transaction_.Select(Locking(kAttempts), {key.organ, key.year, key.serial}, [&](const mysql::Row& row) {
    attempts = {static_cast<int>(row.Int(0)), row.Time(1)};
  }));
  return attempts;
}

absl::StatusOr<std::vector<RequestKey>> Reader::EndedTwins(const RequestRow& row) {
  const auto& [organ, year, serial] = row.key;
  std::vector<RequestKey> twins;
  RETURN_IF_ERROR(transaction_.Select(kTwins, {ApplicantIndex(vault_, row), organ, organ, year, serial, year, serial}, [&](const mysql::Row& found) {
    twins.push_back({row.key.organ, static_cast<int>(found.Int(0)), static_cast<int>(found.Int(1))});
  }));
  return twins;
}

absl::StatusOr<int> Reader::CountReceived(std::string_view organ, const Applicant& applicant, absl::CivilDay from, absl::CivilDay to) {
  int count = 0;
  RETURN_IF_ERROR(transaction_.Select(kCountReceived, {ApplicantIndex(vault_, applicant), organ, from, to},
                                      [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); }));
  return count;
}

absl::StatusOr<int> Reader::CountBeforeInMonth(const RequestRow& row) {
  if (!row.received) return 0;
  const absl::CivilDay received = *row.received;
  const absl::CivilDay first{absl::CivilMonth(received)};
  int count = 0;
  RETURN_IF_ERROR(transaction_.Select(kCountBefore,
                                      {ApplicantIndex(vault_, row.applicant), row.key.organ, first, received, received, row.key.year,
                                       row.key.year, row.key.serial},
                                      [&](const mysql::Row& found) { count = static_cast<int>(found.Int(0)); }));
  return count;
}

absl::StatusOr<int> Writer::NextSerial(std::string_view organ, int year) { return NextSerials(organ, year, 1); }

absl::StatusOr<int> Writer::NextSerials(std::string_view organ, int year, int count) {
  RETURN_IF_ERROR(transaction_.Execute(kStepSerial, {organ, year, count, count}).status());
  int serial = 0;
  RETURN_IF_ERROR(transaction_.Select(kLastSerial, {organ, year}, [&](const mysql::Row& row) { serial = static_cast<int>(row.Int(0)); }));
  return serial - count + 1;
}

absl::StatusOr<int> Writer::NextDocumentSerial(std::string_view organ, std::string_view series, int year) {
  RETURN_IF_ERROR(transaction_.Execute(kStepDocument, {organ, series, year}).status());
  int serial = 0;
  RETURN_IF_ERROR(transaction_.Select(kLastDocument, {organ, series, year}, [&](const mysql::Row& row) { serial = static_cast<int>(row.Int(0)); }));
  return serial;
}

absl::Status Writer::InsertRequest(const RequestRow& row) { return InsertRequests({row}); }

absl::Status Writer::InsertRequests(const std::vector<RequestRow>& rows) {
  std::vector<std::vector<mysql::Value>> values;
  for (const RequestRow& row : rows) values.push_back(ValuesOf(vault_, row));
  return transaction_.ExecuteMany(kInsertRequest, kRequestValues, values).status();
}

absl::Status Writer::UpdateProjection(const RequestRow& row) {
  return transaction_
      .Execute(kUpdateProjection, {row.state, row.received, row.due, row.due_provisional, row.due_unknown, row.handler, row.leaf,
                                   row.document_number, row.concluded, row.concluded_leaf, row.outcome, row.items, row.calendar_version,
                                   row.version, row.update_time,
                                   row.key.organ, row.key.year, row.key.serial})
      .status();
}

absl::Status Writer::CorrectWish(const RequestKey& key, std::string_view text) {
  return transaction_.Execute(kCorrectWish, {text, WishIndex(vault_, text), key.organ, key.year, key.serial}).status();
}

absl::Status Writer::UpdateApplicant(const RequestKey& key, const Applicant& applicant) {
  return transaction_
      .Execute(kUpdateApplicant, {Sealed(vault_, key, applicant), applicant.applicant_class, key.organ, key.year, key.serial})
      .status();
}

absl::StatusOr<std::string> Writer::AppendEvent(const RequestKey& key, const Event& event, std::string_view previous) {
  ASSIGN_OR_RETURN(const std::vector<std::string> hashes, AppendEvents({{key, {event}}}, previous));
  return hashes.front();
}

absl::StatusOr<std::vector<std::string>> Writer::AppendEvents(const std::vector<RequestEvents>& stories, std::string_view previous) {
  std::vector<std::vector<mysql::Value>> values, waiting;
  std::vector<std::string> hashes;
  for (const RequestEvents& story : stories) {
    std::string hash(previous);
    for (const Event& event : story.events) {
      const std::string text = ToJson(event.data, event.papers);
      // The chain is over the text, not over its encryption, which a new key changes.
      hash = crypto::Next(hash, {.aggregate = Name(story.key), .seq = event.seq, .kind = std::string(KindName(event.data)),
                                 .time = event.time, .actor = event.actor, .payload = text});
      const std::string place = EventPlace(story.key, event.seq);
      const std::string sealed = vault_.cipher.Encrypt(text, {.table = "request_events", .column = "data_sealed", .row = place});
      values.push_back({story.key.organ, story.key.year, story.key.serial, event.seq, static_cast<int>(event.data.index()), event.time,
                        event.actor, sealed, hash});
    }
    hashes.push_back(hash);
    waiting.push_back({story.key.organ, story.key.year, story.key.serial});
  }
  RETURN_IF_ERROR(transaction_.ExecuteMany(kInsertEvent, kEventValues, values).status());
  RETURN_IF_ERROR(transaction_.ExecuteMany(kAwaitSeal, kAwaitSealValues, waiting, kAwaitSealAgain).status());
  return hashes;
}

absl::Status Writer::InsertDraft(const RequestKey& key, int draft, std::string_view reply) {
  const std::string place = DraftRow(key, draft);
  const std::string sealed = vault_.cipher.Encrypt(reply, {.table = "reply_drafts", .column = "reply_sealed", .row = place});
  return transaction_.Execute(kInsertDraft, {key.organ, key.year, key.serial, draft, sealed}).status();
}

absl::Status Writer::PutAttempts(const RequestKey& key, const AccessAttempts& attempts) {
  return transaction_.Execute(kPutAttempts, {key.organ, key.year, key.serial, attempts.failed, attempts.next}).status();
}

absl::StatusOr<std::string> Writer::Serve(const mysql::ServedKey& key, std::string_view content, absl::Time now,
                                          absl::FunctionRef<absl::StatusOr<std::string>()> body) {
  const crypto::FieldContext context{.table = "served", .column = "response", .row = key.request_id};
  ASSIGN_OR_RETURN(const std::string sealed,
                   mysql::ServeOnce(transaction_, key, content, now, [&]() -> absl::StatusOr<std::string> {
                     ASSIGN_OR_RETURN(const std::string bytes, body());
                     return vault_.cipher.Encrypt(bytes, context);
                   }));
  return vault_.cipher.Decrypt(sealed, context);
}

absl::Status Writer::AppendChanges(std::string_view organ, const std::vector<RequestKey>& keys, std::string_view kind, absl::Time now) {
  std::vector<mysql::NewChange> changes;
  for (const RequestKey& key : keys) changes.push_back({.name = Name(key), .kind = std::string(kind), .payload = ""});
  return mysql::AppendChanges(transaction_, absl::StrCat("organs/", std::string(organ)), changes, now);
}

absl::Status Writer::AppendChange(const RequestKey& key, std::string_view kind, absl::Time now) {
  return mysql::AppendChange(transaction_, absl::StrCat("organs/", key.organ),
                             {.name = Name(key), .kind = std::string(kind), .payload = ""}, now);
}

absl::StatusOr<int64_t> Store::DeleteServedBefore(absl::Time deadline, absl::Time time) {
  return mysql::PruneServed(database_, deadline, time);
}

absl::StatusOr<int64_t> Store::DeleteChangesBefore(absl::Time deadline, absl::Time time) {
  return mysql::PruneChanges(database_, deadline, time);
}

absl::Status Store::Read(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body) {
  return database_.Read(deadline, [&](mysql::Transaction& transaction) {
    Reader reader(transaction, vault_);
    return body(reader);
  });
}

absl::Status Store::Snapshot(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body) {
  return database_.Snapshot(deadline, [&](mysql::Transaction& transaction) {
    Reader reader(transaction, vault_);
    return body(reader);
  });
}

absl::Status Store::Write(absl::Time deadline, absl::FunctionRef<absl::Status(Writer&)> body) {
  return database_.Write(deadline, [&](mysql::Transaction& transaction) {
    Writer writer(transaction, vault_);
    return body(writer);
  });
}

}  // namespace disclosure::request
