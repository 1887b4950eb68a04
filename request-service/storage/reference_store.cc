// The reference data that requests rest on: calendar and organs.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "request-service/domain/progress.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

// Those of one state, so that the index serves them.
constexpr char kCountedBefore[] =
    "SELECT organ, year, serial FROM requests WHERE state=? AND calendar_version < ? "
    "AND (organ > ? OR (organ = ? AND (year > ? OR (year = ? AND serial > ?)))) ORDER BY organ, year, serial LIMIT ?";
constexpr char kCountCountedBefore[] = "SELECT COUNT(*) FROM requests WHERE state=? AND calendar_version < ?";
constexpr char kVersion[] = "SELECT version FROM calendar_version WHERE id=1";
constexpr char kStepVersion[] = "UPDATE calendar_version SET version = version + 1 WHERE id=1";
constexpr char kNoteMove[] =
    "INSERT INTO due_date_moves (organ, year, serial, before_on, after_on) VALUES (?,?,?,?,?) ON DUPLICATE KEY UPDATE after_on=VALUES(after_on)";
constexpr char kMoves[] = "SELECT organ, year, serial, before_on, after_on FROM due_date_moves ORDER BY organ, year, serial FOR UPDATE";
constexpr char kForgetMoves[] = "DELETE FROM due_date_moves";

constexpr char kHolidays[] = "SELECT date, work, name, year FROM holidays ORDER BY date";
constexpr char kDeleteYear[] = "DELETE FROM holidays WHERE year=?";
// A day may move from one notice to another (2018-12-29 to that of 2019).
constexpr char kPutHoliday[] =
    "INSERT INTO holidays (date, work, name, year) VALUES (?,?,?,?) ON DUPLICATE KEY UPDATE work=VALUES(work), name=VALUES(name), year=VALUES(year)";
constexpr char kOverlays[] = "SELECT division, date, work, name, notice FROM calendar_overlays ORDER BY division, date";
constexpr char kDeleteDivision[] = "DELETE FROM calendar_overlays WHERE division=? AND date BETWEEN ? AND ?";
constexpr char kPutOverlay[] = "INSERT INTO calendar_overlays (division, date, work, name, notice) VALUES (?,?,?,?,?)";

#define ORGAN_COLUMNS \
  "code, division, name, short_name, parent, reconsideration_organ, court, document_prefix, disclosure_office, address, phone, active, successor"
constexpr char kOrgans[] = "SELECT " ORGAN_COLUMNS " FROM organs ORDER BY code";
constexpr char kDeleteOrgans[] = "DELETE FROM organs";
constexpr char kPutOrgans[] = "INSERT INTO organs (" ORGAN_COLUMNS ") VALUES";

}  // namespace

absl::StatusOr<std::vector<Organ>> Reader::Organs() {
  std::vector<Organ> out;
  RETURN_IF_ERROR(transaction_.Select(kOrgans, {}, [&](const mysql::Row& row) {
    out.push_back({.code = row.Text(0), .division = row.Text(1), .name = row.Text(2), .short_name = row.Text(3), .parent = row.Text(4),
                   .reconsideration_organ = row.Text(5), .court = row.Text(6), .document_prefix = row.Text(7),
                   .disclosure_office = row.Text(8), .address = row.Text(9), .phone = row.Text(10), .active = row.Bool(11),
                   .successor = row.Text(12)});
  }));
  return out;
}

absl::Status Writer::ReplaceOrgans(const std::vector<Organ>& organs) {
  RETURN_IF_ERROR(transaction_.Execute(kDeleteOrgans, {}).status());
  std::vector<std::vector<mysql::Value>> rows;
  for (const Organ& o : organs) {
    rows.push_back({o.code, o.division, o.name, o.short_name, o.parent, o.reconsideration_organ, o.court, o.document_prefix,
                    o.disclosure_office, o.address, o.phone, o.active, o.successor});
  }
  return transaction_.ExecuteMany(kPutOrgans, "(?,?,?,?,?,?,?,?,?,?,?,?,?)", rows).status();
}

absl::StatusOr<std::vector<RequestKey>> Reader::CountedBefore(int64_t version, const RequestKey& after, int limit) {
  std::vector<RequestKey> out;
  for (const State state : kOwing) {
    RETURN_IF_ERROR(transaction_.Select(
        kCountedBefore, {state, version, after.organ, after.organ, after.year, after.year, after.serial, limit}, [&](const mysql::Row& row) {
          out.push_back({row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))});
        }));
  }
  std::sort(out.begin(), out.end(), [](const RequestKey& a, const RequestKey& b) {
    return std::tie(a.organ, a.year, a.serial) < std::tie(b.organ, b.year, b.serial);
  });
  if (out.size() > static_cast<size_t>(limit)) out.resize(static_cast<size_t>(limit));
  return out;
}

absl::StatusOr<int64_t> Reader::CountCountedBefore(int64_t version) {
  int64_t count = 0;
  for (const State state : kOwing) {
    RETURN_IF_ERROR(transaction_.Select(kCountCountedBefore, {state, version}, [&](const mysql::Row& row) { count += row.Int(0); }));
  }
  return count;
}

absl::StatusOr<int64_t> Reader::CalendarVersion() {
  int64_t version = 0;
  RETURN_IF_ERROR(transaction_.Select(kVersion, {}, [&](const mysql::Row& row) { version = row.Int(0); }));
  return version;
}

absl::Status Writer::StepCalendarVersion() { return transaction_.Execute(kStepVersion, {}).status(); }

absl::Status Writer::NoteMove(const DueDateMove& move) {
  const RequestKey& key = move.key;
  return transaction_.Execute(kNoteMove, {key.organ, key.year, key.serial, move.before, move.after}).status();
}

absl::StatusOr<std::vector<DueDateMove>> Writer::TakeMoves() {
  std::vector<DueDateMove> out;
  RETURN_IF_ERROR(transaction_.Select(kMoves, {}, [&](const mysql::Row& row) {
    out.push_back({.key = {row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))},
                   .before = row.OptionalDay(3),
                   .after = row.OptionalDay(4)});
  }));
  if (!out.empty()) RETURN_IF_ERROR(transaction_.Execute(kForgetMoves, {}).status());
  return out;
}

absl::StatusOr<std::vector<HolidayRow>> Reader::Holidays() {
  std::vector<HolidayRow> out;
  RETURN_IF_ERROR(transaction_.Select(kHolidays, {}, [&](const mysql::Row& row) {
    out.push_back({row.Day(0), row.Bool(1), row.Text(2), static_cast<int>(row.Int(3))});
  }));
  return out;
}

absl::StatusOr<std::vector<OverlayRow>> Reader::Overlays() {
  std::vector<OverlayRow> out;
  RETURN_IF_ERROR(transaction_.Select(kOverlays, {}, [&](const mysql::Row& row) {
    out.push_back({row.Text(0), row.Day(1), row.Bool(2), row.Text(3), row.Text(4)});
  }));
  return out;
}

absl::Status Writer::ReplaceHolidays(const std::vector<HolidayRow>& rows) {
  std::set<int> years;
  for (const HolidayRow& row : rows) years.insert(row.year);
  for (const int year : years) RETURN_IF_ERROR(transaction_.Execute(kDeleteYear, {year}).status());
  for (const HolidayRow& row : rows) {
    RETURN_IF_ERROR(transaction_.Execute(kPutHoliday, {row.date, row.work, row.name, row.year}).status());
  }
  return absl::OkStatus();
}

absl::Status Writer::ReplaceOverlays(const std::vector<OverlayRow>& rows) {
  std::set<std::pair<std::string, absl::CivilYear>> replaced;
  for (const OverlayRow& row : rows) replaced.emplace(row.division, absl::CivilYear(row.date));
  for (const auto& [division, year] : replaced) {
    const absl::CivilDay first(year), last = absl::CivilDay(year + 1) - 1;
    RETURN_IF_ERROR(transaction_.Execute(kDeleteDivision, {division, first, last}).status());
  }
  for (const OverlayRow& row : rows) {
    RETURN_IF_ERROR(transaction_.Execute(kPutOverlay, {row.division, row.date, row.work, row.name, row.notice}).status());
  }
  return absl::OkStatus();
}

}  // namespace disclosure::request
