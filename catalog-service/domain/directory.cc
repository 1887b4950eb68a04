#include "catalog-service/domain/directory.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "common/base/state_table.h"
#include "common/base/text_limits.h"

namespace disclosure::catalog {
namespace {

constexpr StateTable kMoves(std::to_array<Move<OrganState, OrganAct>>({
    {OrganState::kActive, OrganAct::kMerge, OrganState::kMerged},
    {OrganState::kActive, OrganAct::kAbolish, OrganState::kAbolished},
}));

constexpr std::array<std::string_view, 7> kKinds = {"government", "department", "vertical", "branch", "platform", "venue", "street"};

std::string Name(const Organ& organ) { return absl::StrCat("organs/", organ.code); }

bool IsOrganCode(const Organ& organ) {
  const std::string_view code = organ.code;
  if (code.size() > 64 || code.substr(0, organ.division.size() + 1) != organ.division + "-") return false;
  const std::string_view rest = code.substr(organ.division.size() + 1);
  if (rest.empty() || !(rest[0] >= 'a' && rest[0] <= 'z')) return false;
  return rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string_view::npos;
}

}  // namespace

std::string_view StateName(OrganState state) {
  switch (state) {
    case OrganState::kUnspecified: return "UNSPECIFIED";
    case OrganState::kActive: return "ACTIVE";
    case OrganState::kMerged: return "MERGED";
    case OrganState::kAbolished: return "ABOLISHED";
  }
  return "";
}

std::optional<OrganState> NextState(OrganState state, OrganAct act) { return kMoves.Next(state, act); }

absl::Status Validate(const Organ& organ) {
  error::Violations bad;
  if (!IsOrganCode(organ)) {
    bad.Add("organ_id", "must be the division's code, a hyphen and lower-case letters or digits, as in 330108-jyj");
  }
  RequireText(bad, "organ.display_name", organ.name, 100);
  if (std::find(kKinds.begin(), kKinds.end(), organ.kind) == kKinds.end()) {
    bad.Add("organ.kind", "must be one of government, department, vertical, branch, platform, venue, street");
  }
  if (organ.parent == organ.code) bad.Add("organ.parent", "must be another organ");
  LimitText(bad, "organ.short_name", organ.short_name, 50);
  LimitText(bad, "organ.reconsideration_organ", organ.reconsideration_organ, 150);
  LimitText(bad, "organ.court", organ.court, 100);
  LimitText(bad, "organ.document_prefix", organ.document_prefix, 16);
  LimitText(bad, "organ.guide.disclosure_office", organ.guide.disclosure_office, 100);
  LimitText(bad, "organ.guide.address", organ.guide.address, 150);
  LimitText(bad, "organ.guide.office_hours", organ.guide.office_hours, 150);
  LimitText(bad, "organ.guide.phone", organ.guide.phone, 50);
  LimitText(bad, "organ.guide.fax", organ.guide.fax, 50);
  LimitText(bad, "organ.confidence", organ.confidence, 32);
  return bad.status();
}

absl::StatusOr<Organ> Merge(Organ organ, const Organ& successor) {
  if (organ.code == successor.code) return error::BadRequest({{"successor", "must be another organ"}});
  const auto next = NextState(organ.state, OrganAct::kMerge);
  if (!next) return error::WrongState(Name(organ), StateName(organ.state), "merged");
  if (successor.state != OrganState::kActive) {
    return error::WrongState(Name(successor), StateName(successor.state), "a successor");
  }
  organ.state = *next;
  organ.successor = successor.code;
  return organ;
}

absl::StatusOr<Organ> Abolish(Organ organ, int domains_in_charge) {
  const auto next = NextState(organ.state, OrganAct::kAbolish);
  if (!next) return error::WrongState(Name(organ), StateName(organ.state), "abolished");
  if (domains_in_charge > 0) {
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat(Name(organ), " still answers for ", domains_in_charge,
                                    " domains: merge it into the organ that takes them over"),
                       {.reason = "ORGAN_IN_USE",
                        .metadata = {{"name", Name(organ)}, {"domains", absl::StrCat(domains_in_charge)}}});
  }
  organ.state = *next;
  return organ;
}

std::vector<std::string> WithPredecessors(const Successors& successors, const std::string& organ) {
  std::vector<std::string> out = {organ};
  for (size_t at = 0; at < out.size(); ++at) {
    for (const auto& [merged, into] : successors) {
      if (into == out[at] && std::find(out.begin(), out.end(), merged) == out.end()) out.push_back(merged);
    }
  }
  return out;
}

std::string_view DivisionOfOrgan(std::string_view organ) { return organ.substr(0, organ.find('-')); }

bool Supervises(const Caller& caller, const Division& division) {
  if (!caller.Has("supervisor") || caller.organ.empty()) return false;
  const std::string_view own = DivisionOfOrgan(caller.organ);
  return own == division.code || (!division.parent.empty() && own == division.parent);
}

absl::Status MayEdit(const Caller& caller, std::string_view method, const Division& division, std::string_view domain,
                     std::string_view organ_in_charge) {
  if (Supervises(caller, division)) return absl::OkStatus();
  if (!caller.organ.empty() && caller.organ == organ_in_charge) return absl::OkStatus();
  return error::PermissionDenied(
      method, absl::StrCat("domain ", std::string(domain), " of division ", division.code, " is ",
                           organ_in_charge.empty() ? "assigned to no organ" : absl::StrCat("in charge of organs/", std::string(organ_in_charge)),
                           ", and the caller acts for ", caller.organ.empty() ? "no organ" : absl::StrCat("organs/", caller.organ)));
}

absl::Status MayAddDomain(const Caller& caller, std::string_view method, const Division& own) {
  if (caller.Has("operator") || (Supervises(caller, own) && own.parent.empty())) return absl::OkStatus();
  return error::PermissionDenied(method, "the list of domains is every division's: only a supervisor of the highest one adds to it");
}

}  // namespace disclosure::catalog
