// Organ profiles, and the count of avoided requests.
#include "absl/strings/str_cat.h"
#include "catalog-service/storage/store.h"
#include "common/calendar/civil_date.h"

namespace disclosure::catalog {
namespace {

constexpr char kProfile[] =
    "SELECT classification, arrangement, access, website, email, version, update_us FROM organ_profiles WHERE organ=?";
constexpr char kPutProfile[] =
    "INSERT INTO organ_profiles (organ, classification, arrangement, access, website, email, version, update_us, changed_by) "
    "VALUES (?,?,?,?,?,?,?,?,?) ON DUPLICATE KEY UPDATE classification=VALUES(classification), arrangement=VALUES(arrangement), "
    "access=VALUES(access), website=VALUES(website), email=VALUES(email), version=VALUES(version), update_us=VALUES(update_us), "
    "changed_by=VALUES(changed_by)";
constexpr char kRules[] = "SELECT title, document_number, issued_on, text, link FROM organ_rules WHERE organ=? ORDER BY position";
constexpr char kDeleteRules[] = "DELETE FROM organ_rules WHERE organ=?";
constexpr char kInsertRules[] = "INSERT INTO organ_rules (organ, position, title, document_number, issued_on, text, link) VALUES";

constexpr char kCountAvoided[] =
    "INSERT INTO avoided_requests (division, day, domain, item, organ, count) VALUES (?,?,?,?,?,1) "
    "ON DUPLICATE KEY UPDATE count = count + 1";
constexpr char kAvoided[] =
    "SELECT organ, CAST(SUM(count) AS SIGNED) FROM avoided_requests WHERE division=? AND day BETWEEN ? AND ? "
    "GROUP BY organ ORDER BY organ";

}  // namespace

absl::StatusOr<OrganProfile> Reader::GetProfile(std::string_view organ) {
  OrganProfile out{.organ = std::string(organ)};
  RETURN_IF_ERROR(transaction_.Select(Locking(kProfile), {organ}, [&](const mysql::Row& row) {
    out.guide = {row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4)};
    out.version = row.Int(5);
    out.update_time = row.Time(6);
  }));
  RETURN_IF_ERROR(transaction_.Select(kRules, {organ}, [&](const mysql::Row& row) {
    const std::optional<absl::CivilDay> issued = row.OptionalDay(2);
    out.rules.push_back({row.Text(0), row.Text(1), issued ? FormatDate(*issued) : "", row.Text(3), row.Text(4)});
  }));
  return out;
}

absl::StatusOr<std::vector<AvoidedRequests>> Reader::CountAvoided(std::string_view division, absl::CivilDay first, absl::CivilDay last) {
  std::vector<AvoidedRequests> out;
  RETURN_IF_ERROR(transaction_.Select(kAvoided, {division, first, last},
                                      [&](const mysql::Row& row) { out.push_back({row.Text(0), row.Int(1)}); }));
  return out;
}

absl::Status Writer::PutProfile(const OrganProfile& profile, std::string_view changed_by) {
  const GuideText& guide = profile.guide;
  RETURN_IF_ERROR(transaction_
                      .Execute(kPutProfile, {profile.organ, guide.classification, guide.arrangement, guide.access, guide.website,
                                             guide.email, profile.version, profile.update_time, changed_by})
                      .status());
  RETURN_IF_ERROR(transaction_.Execute(kDeleteRules, {profile.organ}).status());
  std::vector<std::vector<mysql::Value>> rows;
  for (size_t i = 0; i < profile.rules.size(); ++i) {
    const DisclosureRule& rule = profile.rules[i];
    rows.push_back({profile.organ, i + 1, rule.title, rule.document_number, ParseDate(rule.issued_on), rule.text, rule.link});
  }
  if (rows.empty()) return absl::OkStatus();
  return transaction_.ExecuteMany(kInsertRules, "(?,?,?,?,?,?,?)", rows).status();
}

absl::Status Writer::CountAvoidedRequest(std::string_view division, std::string_view domain, std::string_view item,
                                         std::string_view organ, absl::CivilDay day) {
  return transaction_.Execute(kCountAvoided, {division, day, domain, item, organ}).status();
}

}  // namespace disclosure::catalog
