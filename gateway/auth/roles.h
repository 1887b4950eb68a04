// The roles of the suite; docs/glossary.md says what each may do.
#pragma once

#include <algorithm>
#include <string_view>

namespace disclosure::gateway {

inline constexpr std::string_view kRoles[] = {"reader",   "editor",    "clerk",      "handler", "reviewer",
                                              "approver", "registrar", "supervisor", "auditor", "operator"};

inline bool IsRole(std::string_view role) { return std::find(std::begin(kRoles), std::end(kRoles), role) != std::end(kRoles); }

}  // namespace disclosure::gateway
