// The directory that the suite shares: divisions (行政区划) and organs (行政机关).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "catalog-service/domain/item.h"
#include "common/base/caller.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::catalog {

struct Division {
  std::string code;  // "330108", "330108001"
  std::string name;
  Level level = Level::kUnspecified;
  std::string parent;  // code, or ""
  bool operator==(const Division&) const = default;
};

// 公开指南 (条例第十二条).
struct DisclosureGuide {
  std::string disclosure_office;
  std::string address;
  std::string office_hours;
  std::string phone;
  std::string fax;
  bool operator==(const DisclosureGuide&) const = default;
};

enum class OrganState { kUnspecified = 0, kActive = 1, kMerged = 2, kAbolished = 3 };
enum class OrganAct { kMerge, kAbolish };

struct Organ {
  std::string code;  // "330108-jyj"
  std::string division;
  std::string name;
  std::string short_name;
  std::string kind;
  std::string parent;
  std::string reconsideration_organ;
  std::string court;
  std::string document_prefix;
  DisclosureGuide guide;
  std::string confidence;
  OrganState state = OrganState::kActive;
  std::string successor;
  int64_t version = 0;
  absl::Time update_time;
  bool operator==(const Organ&) const = default;
};

// Which organ answers for a domain in a division.
struct Assignment {
  std::string division;
  std::string domain;
  std::string organ;
};

std::string_view StateName(OrganState state);  // "ACTIVE"

// The table of legal moves:
//   ACTIVE --merge--> MERGED, ACTIVE --abolish--> ABOLISHED; both are ends.
std::optional<OrganState> NextState(OrganState state, OrganAct act);

// All bad fields of an organ that a caller gives: code "<division>-<letters and digits>", name up to 100
// characters, a known kind, the other texts within their limits.
absl::Status Validate(const Organ& organ);

// The organ merged into `successor`: WRONG_STATE unless both are active, BAD_REQUEST if they are one.
absl::StatusOr<Organ> Merge(Organ organ, const Organ& successor);
// WRONG_STATE unless active; ORGAN_IN_USE while it answers for `domains_in_charge` domains.
absl::StatusOr<Organ> Abolish(Organ organ, int domains_in_charge);

// Whether `caller` may change catalogues of `domain` in `division`: the organ in charge of the domain
// there, or a supervisor of the division or of the one above it. PERMISSION_DENIED naming why not.
absl::Status MayEdit(const Caller& caller, std::string_view method, const Division& division, std::string_view domain,
                     std::string_view organ_in_charge);
// Whether `caller` supervises `division` (the disclosure office of the division or of the one above it).
bool Supervises(const Caller& caller, const Division& division);

// The organs that were merged away, by code: into which.
using Successors = std::map<std::string, std::string>;
// `organ` and those that were merged into it, at once or over others.
std::vector<std::string> WithPredecessors(const Successors& successors, const std::string& organ);

// Whether `caller`, whose organ is of `own`, may add a domain: the list is everybody's, so a street's supervisor may not.
// PERMISSION_DENIED.
absl::Status MayAddDomain(const Caller& caller, std::string_view method, const Division& own);

// "330108" of the organ code "330108-jyj".
std::string_view DivisionOfOrgan(std::string_view organ);

}  // namespace disclosure::catalog
