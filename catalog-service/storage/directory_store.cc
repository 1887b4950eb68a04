// Divisions, organs and domains.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "catalog-service/storage/store.h"
#include "common/base/error.h"

namespace disclosure::catalog {
namespace {

constexpr char kDivisions[] = "SELECT code, name, level, parent FROM divisions WHERE code > ? ORDER BY code LIMIT ?";
constexpr char kDivision[] = "SELECT code, name, level, parent FROM divisions WHERE code = ?";
constexpr char kPutDivision[] =
    "INSERT INTO divisions (code, name, level, parent) VALUES (?,?,?,?) "
    "ON DUPLICATE KEY UPDATE name = VALUES(name), level = VALUES(level), parent = VALUES(parent)";

#define ORGAN_COLUMNS                                                                                          \
  "code, division, name, short_name, kind, parent, reconsideration_organ, court, document_prefix, "            \
  "disclosure_office, address, office_hours, phone, fax, confidence, state, successor, version, update_us"
constexpr char kOrgans[] =
    "SELECT " ORGAN_COLUMNS " FROM organs WHERE code > ? AND (? = '' OR division = ?) AND (? = 1 OR state = 1) ORDER BY code LIMIT ?";
constexpr char kOrgan[] = "SELECT " ORGAN_COLUMNS " FROM organs WHERE code = ?";
constexpr char kSuccessors[] = "SELECT code, successor FROM organs WHERE successor <> ''";
constexpr char kInsertOrgan[] =
    "INSERT INTO organs (" ORGAN_COLUMNS ", changed_by) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateOrgan[] =
    "UPDATE organs SET name=?, short_name=?, kind=?, parent=?, reconsideration_organ=?, court=?, document_prefix=?, "
    "disclosure_office=?, address=?, office_hours=?, phone=?, fax=?, confidence=?, state=?, successor=?, version=?, "
    "update_us=?, changed_by=? WHERE code=?";

constexpr char kCountAssignments[] = "SELECT COUNT(*) FROM domain_organs WHERE organ = ?";
constexpr char kOrganInCharge[] = "SELECT organ FROM domain_organs WHERE division = ? AND domain = ?";
constexpr char kAssignments[] = "SELECT division, domain, organ FROM domain_organs ORDER BY division, domain";
constexpr char kMoveAssignments[] = "UPDATE domain_organs SET organ = ? WHERE organ = ?";
constexpr char kPutAssignment[] =
    "INSERT INTO domain_organs (division, domain, organ) VALUES (?,?,?) ON DUPLICATE KEY UPDATE organ = VALUES(organ)";

#define DOMAIN_COLUMNS "code, name, aliases, lead_ministry, guideline_title, guideline_document_number, levels"
constexpr char kDomains[] = "SELECT " DOMAIN_COLUMNS " FROM domains WHERE code > ? ORDER BY code LIMIT ?";
constexpr char kDomain[] = "SELECT " DOMAIN_COLUMNS " FROM domains WHERE code = ?";
constexpr char kInsertDomain[] = "INSERT INTO domains (" DOMAIN_COLUMNS ") VALUES (?,?,?,?,?,?,?)";

Division DecodeDivision(const mysql::Row& row) {
  return {row.Text(0), row.Text(1), static_cast<Level>(row.Int(2)), row.Text(3)};
}

Organ DecodeOrgan(const mysql::Row& row) {
  return {.code = row.Text(0),
          .division = row.Text(1),
          .name = row.Text(2),
          .short_name = row.Text(3),
          .kind = row.Text(4),
          .parent = row.Text(5),
          .reconsideration_organ = row.Text(6),
          .court = row.Text(7),
          .document_prefix = row.Text(8),
          .guide = {row.Text(9), row.Text(10), row.Text(11), row.Text(12), row.Text(13)},
          .confidence = row.Text(14),
          .state = static_cast<OrganState>(row.Int(15)),
          .successor = row.Text(16),
          .version = row.Int(17),
          .update_time = row.Time(18)};
}

Domain DecodeDomain(const mysql::Row& row) {
  Domain domain{.code = row.Text(0),
                .name = row.Text(1),
                .aliases = absl::StrSplit(row.Text(2), ';', absl::SkipEmpty()),
                .lead_ministry = row.Text(3),
                .guideline_title = row.Text(4),
                .guideline_document_number = row.Text(5)};
  const std::string levels = row.Text(6);  // "2;3"
  for (const char c : levels) {
    if (c >= '1' && c <= '4') domain.levels.push_back(static_cast<Level>(c - '0'));
  }
  return domain;
}

}  // namespace

std::string Reader::Locking(std::string_view sql) const { return absl::StrCat(std::string(sql), lock_ ? " FOR UPDATE" : ""); }

absl::StatusOr<std::vector<Division>> Reader::ListDivisions(std::string_view after, int limit) {
  std::vector<Division> out;
  RETURN_IF_ERROR(transaction_.Select(kDivisions, {after, limit}, [&](const mysql::Row& row) { out.push_back(DecodeDivision(row)); }));
  return out;
}

absl::StatusOr<Division> Reader::GetDivision(std::string_view code) {
  Division out;
  ASSIGN_OR_RETURN(const bool found,
                   transaction_.SelectOne(kDivision, {code}, [&](const mysql::Row& row) { out = DecodeDivision(row); }));
  if (!found) return error::NotFound(absl::StrCat("divisions/", std::string(code)));
  return out;
}

absl::StatusOr<std::vector<Organ>> Reader::ListOrgans(std::string_view division, bool all_states, std::string_view after,
                                                      int limit) {
  std::vector<Organ> out;
  RETURN_IF_ERROR(transaction_.Select(kOrgans, {after, division, division, all_states, limit},
                                      [&](const mysql::Row& row) { out.push_back(DecodeOrgan(row)); }));
  return out;
}

absl::StatusOr<Organ> Reader::GetOrgan(std::string_view code) {
  Organ out;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kOrgan), {code},
                                                            [&](const mysql::Row& row) { out = DecodeOrgan(row); }));
  if (!found) return error::NotFound(absl::StrCat("organs/", std::string(code)));
  return out;
}

absl::StatusOr<int> Reader::CountAssignments(std::string_view organ) {
  int count = 0;
  RETURN_IF_ERROR(transaction_.Select(kCountAssignments, {organ}, [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); }));
  return count;
}

absl::StatusOr<Successors> Reader::OrganSuccessors() {
  Successors out;
  RETURN_IF_ERROR(transaction_.Select(kSuccessors, {}, [&](const mysql::Row& row) { out.emplace(row.Text(0), row.Text(1)); }));
  return out;
}

absl::StatusOr<std::string> Reader::OrganInCharge(std::string_view division, std::string_view domain) {
  std::string organ;
  RETURN_IF_ERROR(transaction_.Select(kOrganInCharge, {division, domain}, [&](const mysql::Row& row) { organ = row.Text(0); }));
  return organ;
}

absl::StatusOr<std::vector<Assignment>> Reader::ListAssignments() {
  std::vector<Assignment> out;
  RETURN_IF_ERROR(transaction_.Select(kAssignments, {}, [&](const mysql::Row& row) {
    out.push_back({row.Text(0), row.Text(1), row.Text(2)});
  }));
  return out;
}

absl::StatusOr<std::vector<Domain>> Reader::ListDomains(std::string_view after, int limit) {
  std::vector<Domain> out;
  RETURN_IF_ERROR(transaction_.Select(kDomains, {after, limit}, [&](const mysql::Row& row) { out.push_back(DecodeDomain(row)); }));
  return out;
}

absl::StatusOr<Domain> Reader::GetDomain(std::string_view code) {
  Domain out;
  ASSIGN_OR_RETURN(const bool found,
                   transaction_.SelectOne(kDomain, {code}, [&](const mysql::Row& row) { out = DecodeDomain(row); }));
  if (!found) return error::NotFound(absl::StrCat("domains/", std::string(code)));
  return out;
}

absl::Status Writer::PutDivision(const Division& division) {
  return transaction_.Execute(kPutDivision, {division.code, division.name, division.level, division.parent}).status();
}

absl::Status Writer::InsertOrgan(const Organ& o, std::string_view changed_by) {
  return transaction_
      .Execute(kInsertOrgan,
               {o.code, o.division, o.name, o.short_name, o.kind, o.parent, o.reconsideration_organ, o.court,
                o.document_prefix, o.guide.disclosure_office, o.guide.address, o.guide.office_hours, o.guide.phone,
                o.guide.fax, o.confidence, o.state, o.successor, o.version, o.update_time, changed_by})
      .status();
}

absl::Status Writer::UpdateOrgan(const Organ& o, std::string_view changed_by) {
  return transaction_
      .Execute(kUpdateOrgan,
               {o.name, o.short_name, o.kind, o.parent, o.reconsideration_organ, o.court, o.document_prefix,
                o.guide.disclosure_office, o.guide.address, o.guide.office_hours, o.guide.phone, o.guide.fax,
                o.confidence, o.state, o.successor, o.version, o.update_time, changed_by, o.code})
      .status();
}

absl::Status Writer::MoveAssignments(std::string_view from_organ, std::string_view to_organ) {
  return transaction_.Execute(kMoveAssignments, {to_organ, from_organ}).status();
}

absl::Status Writer::PutAssignment(const Assignment& assignment) {
  return transaction_.Execute(kPutAssignment, {assignment.division, assignment.domain, assignment.organ}).status();
}

absl::Status Writer::InsertDomain(const Domain& domain) {
  const std::string levels =
      absl::StrJoin(domain.levels, ";", [](std::string* out, Level level) { absl::StrAppend(out, static_cast<int>(level)); });
  return transaction_
      .Execute(kInsertDomain, {domain.code, domain.name, absl::StrJoin(domain.aliases, ";"), domain.lead_ministry,
                               domain.guideline_title, domain.guideline_document_number, levels})
      .status();
}

absl::Status Store::Read(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body) {
  return database_.Read(deadline, [&](mysql::Transaction& transaction) {
    Reader reader(transaction);
    return body(reader);
  });
}

absl::Status Store::Snapshot(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body) {
  return database_.Snapshot(deadline, [&](mysql::Transaction& transaction) {
    Reader reader(transaction);
    return body(reader);
  });
}

absl::Status Store::Write(absl::Time deadline, absl::FunctionRef<absl::Status(Writer&)> body) {
  return database_.Write(deadline, [&](mysql::Transaction& transaction) {
    Writer writer(transaction);
    return body(writer);
  });
}

}  // namespace disclosure::catalog
