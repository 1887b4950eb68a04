#include "gateway/auth/sessions.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/auth/cookies.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/roles.h"

namespace disclosure::gateway {
namespace {

constexpr std::string_view kCookie = "officer";
constexpr std::string_view kPurpose = "session";
constexpr absl::Duration kSeenStep = absl::Minutes(1);

}  // namespace

std::string Sessions::Cookie(const Session& session) const {
  const SealedFields fields = {{"id", session.id},
                               {"csrf", session.csrf},
                               {"subject", session.caller.subject()},
                               {"name", session.caller.display_name()},
                               {"organ", session.caller.organ()},
                               {"roles", absl::StrJoin(session.caller.roles(), " ")},
                               {"since", TimeField(session.since)},
                               {"seen", TimeField(session.seen)}};
  const absl::Duration left = session.since + options_.lifetime - session.seen;
  return CookieLine(CookieName(kCookie, options_.secure), sealer_->Seal(fields, kPurpose), left, options_.secure);
}

std::string Sessions::Begin(const type::v1::Caller& caller) const {
  Session session{.id = RandomText(), .csrf = RandomText(), .caller = caller, .since = clock_->Now(), .seen = clock_->Now()};
  return Cookie(session);
}

std::optional<Session> Sessions::Find(const Request& request) const {
  auto fields = sealer_->Open(CookieOf(request, CookieName(kCookie, options_.secure)), kPurpose);
  if (!fields) return std::nullopt;
  SealedFields& f = *fields;
  Session session{.id = f["id"], .csrf = f["csrf"], .since = FieldTime(f["since"]), .seen = FieldTime(f["seen"])};
  const absl::Time now = clock_->Now();
  if (session.id.empty() || session.csrf.empty() || f["subject"].empty() || now >= session.since + options_.lifetime ||
      now >= session.seen + options_.idle || ended_.Has(session.id)) {
    return std::nullopt;
  }
  session.caller.set_kind(type::v1::Caller::OFFICER);
  session.caller.set_subject(f["subject"]);
  session.caller.set_display_name(f["name"]);
  session.caller.set_organ(f["organ"]);
  for (const absl::string_view role : absl::StrSplit(f["roles"], ' ', absl::SkipEmpty())) {
    if (IsRole({role.data(), role.size()})) session.caller.add_roles(std::string(role));
  }
  return session;
}

std::string Sessions::Renewal(const Session& session) const {
  const absl::Time now = clock_->Now();
  if (now < session.seen + kSeenStep || ended_.Has(session.id)) return "";
  Session renewed = session;
  renewed.seen = now;
  return Cookie(renewed);
}

std::string Sessions::End(const Session& session) {
  ended_.Spend(session.id, session.since + options_.lifetime, clock_->Now());
  return CookieLine(CookieName(kCookie, options_.secure), "", absl::ZeroDuration(), options_.secure);
}

bool IsSafeMethod(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

bool IsSameOrigin(const Request& request, const std::string& own_origin) {
  const std::string_view site = request.Header("sec-fetch-site");
  if (!site.empty()) return site == "same-origin" || (site == "none" && IsSafeMethod(request));
  const std::string_view origin = request.Header("origin");
  if (origin.empty()) return IsSafeMethod(request);
  if (origin == own_origin) return true;
  const std::string_view host = request.Header("host");
  const size_t scheme = origin.find("://");
  return !host.empty() && scheme != std::string_view::npos && origin.substr(scheme + 3) == host;
}

}  // namespace disclosure::gateway
