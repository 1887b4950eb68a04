// What the audit reads and seals.
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "request-service/storage/request_row.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

// An organ's shelves are those that gave a number, and those where a request stands nevertheless.
constexpr char kNextGiven[] =
    "SELECT organ, year FROM request_serials WHERE (organ > ? OR (organ = ? AND year > ?)) AND (? = '' OR organ = ?) ORDER BY organ, year LIMIT 1";
constexpr char kNextStanding[] =
    "SELECT organ, year FROM requests WHERE (organ > ? OR (organ = ? AND year > ?)) AND (? = '' OR organ = ?) ORDER BY organ, year LIMIT 1";
constexpr char kLastSerial[] = "SELECT last_serial FROM request_serials WHERE organ=? AND year=?";
constexpr char kEvents[] =
    "SELECT serial, seq, kind, time_us, actor, data_sealed, hash FROM request_events WHERE organ=? AND year=? AND serial BETWEEN ? AND ? "
    "ORDER BY serial, seq";
constexpr char kSealedSeqs[] =
    "SELECT serial, MAX(seq) FROM audit_heads WHERE organ=? AND year=? AND serial BETWEEN ? AND ? GROUP BY serial";
constexpr char kPendingSerials[] = "SELECT serial FROM audit_pending WHERE organ=? AND year=? AND serial BETWEEN ? AND ?";

constexpr char kCheckpoints[] = "SELECT number, time_us, heads, seal FROM audit_checkpoints WHERE number > ? ORDER BY number LIMIT ?";
constexpr char kLastCheckpoint[] = "SELECT number FROM audit_last WHERE id=1";
constexpr char kHeads[] =
    "SELECT h.organ, h.year, h.serial, h.seq, h.hash, e.hash FROM audit_heads h LEFT JOIN request_events e "
    "ON e.organ=h.organ AND e.year=h.year AND e.serial=h.serial AND e.seq=h.seq WHERE h.checkpoint=? ORDER BY h.organ, h.year, h.serial, h.seq";

// Locked, so that an act in flight commits first: the reads that follow see its event.
constexpr char kPending[] = "SELECT organ, year, serial FROM audit_pending ORDER BY organ, year, serial LIMIT ? FOR UPDATE";
constexpr char kHead[] = "SELECT seq, hash FROM request_events WHERE organ=? AND year=? AND serial=? ORDER BY seq DESC LIMIT 1";
constexpr char kSettled[] = "DELETE FROM audit_pending WHERE organ=? AND year=? AND serial=?";
constexpr char kStepCheckpoint[] = "INSERT INTO audit_last (id, number) VALUES (1,1) ON DUPLICATE KEY UPDATE number = number + 1";
constexpr char kInsertCheckpoint[] = "INSERT INTO audit_checkpoints (number, time_us, heads, seal) VALUES (?,?,?,?)";
constexpr char kInsertHeads[] = "INSERT INTO audit_heads (organ, year, serial, seq, checkpoint, hash) VALUES";

RequestKey KeyOf(const mysql::Row& row) { return {row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))}; }

Checkpoint DecodeCheckpoint(const mysql::Row& row) {
  return {.number = row.Int(0), .time = row.Time(1), .heads = static_cast<int>(row.Int(2)), .seal = row.Text(3)};
}

}  // namespace

absl::StatusOr<std::optional<Shelf>> Reader::NextShelf(const std::optional<Shelf>& after, std::string_view organ) {
  const Shelf from = after.value_or(Shelf{});
  std::optional<Shelf> next;
  for (const char* sql : {kNextGiven, kNextStanding}) {
    RETURN_IF_ERROR(transaction_.Select(sql, {from.organ, from.organ, from.year, organ, organ}, [&](const mysql::Row& row) {
      Shelf found{row.Text(0), static_cast<int>(row.Int(1))};
      if (!next || std::tie(found.organ, found.year) < std::tie(next->organ, next->year)) next = std::move(found);
    }));
  }
  return next;
}

absl::StatusOr<int> Reader::LastSerial(const Shelf& shelf) {
  int last = 0;
  RETURN_IF_ERROR(transaction_.Select(kLastSerial, {shelf.organ, shelf.year}, [&](const mysql::Row& row) { last = static_cast<int>(row.Int(0)); }));
  return last;
}

absl::StatusOr<std::vector<KeptRequest>> Reader::KeptRequests(const Shelf& shelf, int serial, int limit) {
  static const std::string sql = absl::StrCat("SELECT ", std::string(kRequestColumns), ", applicant_class "
                                              "FROM requests WHERE organ=? AND year=? AND serial>? ORDER BY serial LIMIT ?");
  std::vector<KeptRequest> out;
  std::vector<std::string> sealed;
  RETURN_IF_ERROR(transaction_.Select(sql, {shelf.organ, shelf.year, serial, limit}, [&](const mysql::Row& row) {
    RequestRow read = DecodeRequest(row, sealed.emplace_back());
    out.push_back({.row = std::move(read), .counted_class = static_cast<ApplicantClass>(row.Int(kRequestColumnCount))});
  }));
  if (out.empty()) return out;
  for (size_t i = 0; i < out.size(); ++i) out[i].readable = Unseal(vault_, sealed[i], out[i].row).ok();
  const std::vector<mysql::Value> range = {shelf.organ, shelf.year, out.front().row.key.serial, out.back().row.key.serial};
  std::map<int, int> sealed_seqs;
  std::set<int> pending;
  RETURN_IF_ERROR(transaction_.Select(kSealedSeqs, range, [&](const mysql::Row& row) {
    sealed_seqs[static_cast<int>(row.Int(0))] = static_cast<int>(row.Int(1));
  }));
  RETURN_IF_ERROR(transaction_.Select(kPendingSerials, range, [&](const mysql::Row& row) { pending.insert(static_cast<int>(row.Int(0))); }));
  for (KeptRequest& kept : out) {
    kept.sealed_seq = sealed_seqs[kept.row.key.serial];
    kept.pending = pending.contains(kept.row.key.serial);
  }
  return out;
}

absl::StatusOr<std::vector<KeptEvent>> Reader::KeptEvents(const Shelf& shelf, int first, int last) {
  std::vector<KeptEvent> out;
  std::vector<std::string> sealed;
  RETURN_IF_ERROR(transaction_.Select(kEvents, {shelf.organ, shelf.year, first, last}, [&](const mysql::Row& row) {
    out.push_back({.serial = static_cast<int>(row.Int(0)),
                   .seq = static_cast<int>(row.Int(1)),
                   .kind = static_cast<int>(row.Int(2)),
                   .time = row.Time(3),
                   .actor = row.Text(4),
                   .hash = row.Text(6)});
    sealed.push_back(row.Text(5));
  }));
  for (size_t i = 0; i < out.size(); ++i) {
    const std::string place = EventPlace({shelf.organ, shelf.year, out[i].serial}, out[i].seq);
    absl::StatusOr<std::string> text = vault_.cipher.Decrypt(sealed[i], {.table = "request_events", .column = "data_sealed", .row = place});
    if (text.ok()) out[i].text = *std::move(text);
  }
  return out;
}

absl::StatusOr<std::vector<Checkpoint>> Reader::Checkpoints(int64_t after, int limit) {
  std::vector<Checkpoint> out;
  RETURN_IF_ERROR(transaction_.Select(kCheckpoints, {after, limit}, [&](const mysql::Row& row) { out.push_back(DecodeCheckpoint(row)); }));
  return out;
}

absl::StatusOr<int64_t> Reader::LastCheckpoint() {
  int64_t last = 0;
  RETURN_IF_ERROR(transaction_.Select(kLastCheckpoint, {}, [&](const mysql::Row& row) { last = row.Int(0); }));
  return last;
}

absl::StatusOr<std::vector<SealedHead>> Reader::SealedHeads(int64_t checkpoint) {
  std::vector<SealedHead> out;
  RETURN_IF_ERROR(transaction_.Select(kHeads, {checkpoint}, [&](const mysql::Row& row) {
    const RequestKey key = KeyOf(row);
    out.push_back({.key = key, .head = {Name(key), row.Int(3), row.Text(4)}, .kept_hash = row.Text(5)});
  }));
  return out;
}

absl::StatusOr<std::vector<SealedHead>> Writer::TakePendingHeads(int limit) {
  std::vector<RequestKey> keys;
  RETURN_IF_ERROR(transaction_.Select(kPending, {limit}, [&](const mysql::Row& row) { keys.push_back(KeyOf(row)); }));
  std::vector<SealedHead> heads;
  for (const RequestKey& key : keys) {
    RETURN_IF_ERROR(transaction_.Select(kHead, {key.organ, key.year, key.serial}, [&](const mysql::Row& row) {
      heads.push_back({.key = key, .head = {Name(key), row.Int(0), row.Text(1)}, .kept_hash = row.Text(1)});
    }));
    RETURN_IF_ERROR(transaction_.Execute(kSettled, {key.organ, key.year, key.serial}).status());
  }
  return heads;
}

absl::StatusOr<int64_t> Writer::NextCheckpoint() {
  RETURN_IF_ERROR(transaction_.Execute(kStepCheckpoint, {}).status());
  return LastCheckpoint();
}

absl::Status Writer::InsertCheckpoint(const Checkpoint& checkpoint, const std::vector<SealedHead>& heads) {
  RETURN_IF_ERROR(transaction_.Execute(kInsertCheckpoint, {checkpoint.number, checkpoint.time, checkpoint.heads, checkpoint.seal}).status());
  std::vector<std::vector<mysql::Value>> rows;
  for (const SealedHead& sealed : heads) {
    rows.push_back({sealed.key.organ, sealed.key.year, sealed.key.serial, sealed.head.seq, checkpoint.number, sealed.head.hash});
  }
  return transaction_.ExecuteMany(kInsertHeads, "(?,?,?,?,?,?)", rows).status();
}

}  // namespace disclosure::request
