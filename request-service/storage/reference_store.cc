// The reference data that requests rest on: calendar and organs.
#include <set>
#include <utility>

#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

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
