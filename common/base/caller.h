// Who calls, as every layer knows it. The wire form is disclosure/type/v1/caller.proto.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace disclosure {

enum class CallerKind { kAnonymous, kOfficer, kJob, kPeerOrgan, kService };

struct Caller {
  CallerKind kind = CallerKind::kAnonymous;
  std::string subject;  // recorded with every change; "" only for the anonymous
  std::string display_name;
  std::string organ;  // "330108-jyj"
  std::vector<std::string> roles;

  bool Has(std::string_view role) const { return std::find(roles.begin(), roles.end(), role) != roles.end(); }
  bool operator==(const Caller&) const = default;
};

}  // namespace disclosure
