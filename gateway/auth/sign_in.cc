#include "gateway/auth/sign_in.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/logging.h"
#include "gateway/auth/cookies.h"
#include "gateway/auth/form_text.h"
#include "gateway/http/target.h"

namespace disclosure::gateway {
namespace {

constexpr std::string_view kCookie = "signin";
constexpr std::string_view kPurpose = "sign-in";
constexpr std::string_view kHintCookie = "idtoken";
constexpr std::string_view kHintPurpose = "id-token";
// Browsers keep 4096 bytes of a cookie with its name and attributes.
constexpr size_t kMostHint = 3800;
constexpr char kSignOut[] = "/signout";
constexpr char kSignedOut[] = "/signout/done";
constexpr absl::Duration kAttemptTime = absl::Minutes(10);
constexpr size_t kMostReturn = 1000;
constexpr char kHome[] = "/desk";
constexpr char kAgain[] = "/signin";

bool Has(std::string_view text, std::string_view prefix) { return text.substr(0, prefix.size()) == prefix; }

Response Redirect(std::string address, const std::string& cookie) {
  Response response;
  response.status = 303;
  response.headers = {{"location", std::move(address)}, {"cache-control", "no-store"}};
  if (!cookie.empty()) response.headers.emplace_back("set-cookie", cookie);
  return response;
}

}  // namespace

struct SignIn::Attempt {
  SignInSecrets secrets;
  std::string return_to;
};

bool IsOwnPath(std::string_view target) {
  if (target.empty() || target.size() > kMostReturn || target[0] != '/') return false;
  // "//host" and "/\host" are addresses of other hosts to a browser, which also drops tabs and line ends.
  if (target.size() > 1 && (target[1] == '/' || target[1] == '\\')) return false;
  for (const char c : target) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f || c == '\\' || c == '"' || c == '<') return false;
  }
  const auto split = SplitTarget(target);
  if (!split || CheckTarget(*split)) return false;
  return !Has(split->path, "/signin") && !Has(split->path, "/signout") && !Has(split->path, "/issuer/");
}

bool SignIn::Owns(std::string_view path) {
  return path == "/signin" || path == "/signin/callback" || path == kSignOut || path == kSignedOut;
}

void SignIn::Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  const bool leaves = request->path == kSignOut;
  if (leaves ? request->method != "POST" : !IsSafeMethod(*request)) {
    Response response = notice_(*request, 405, "不支持这种访问方式", leaves ? "请在工作台上点击“退出”。" : "请重新登录。", leaves ? kHome : kAgain);
    response.headers.emplace_back("allow", leaves ? "POST" : "GET, HEAD");
    return exchange->Reply(std::move(response));
  }
  if (leaves) return SignOut(std::move(request), std::move(exchange));
  if (request->path == kSignedOut) {
    return exchange->Reply(notice_(*request, 200, "已经退出", "您已经退出工作台和统一身份认证。", kAgain));
  }
  return request->path == "/signin" ? Begin(std::move(request), std::move(exchange)) : Return(std::move(request), std::move(exchange));
}

std::string SignIn::AttemptCookie(std::string_view value, absl::Duration lifetime) const {
  const bool secure = rooms_.origin->secure();
  return CookieLine(CookieName(kCookie, secure), value, lifetime, secure);
}

std::string SignIn::HintCookie(std::string_view value, absl::Duration lifetime) const {
  const bool secure = rooms_.origin->secure();
  return CookieLine(PathCookieName(kHintCookie, secure), value, lifetime, secure, kSignOut);
}

std::string SignIn::HintOf(const Request& request) const {
  auto fields = rooms_.sealer->Open(CookieOf(request, PathCookieName(kHintCookie, rooms_.origin->secure())), kHintPurpose);
  return fields ? (*fields)["id_token"] : "";
}

void SignIn::Later(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange,
                   std::function<void(const Request&, Exchange&)> work) {
  const auto run = [request, exchange, work = std::move(work)] { work(*request, *exchange); };
  if (rooms_.executor->TryPost(run)) return;
  Response busy = notice_(*request, 503, "登录的人太多", "请过几秒再试。", kAgain);
  busy.headers.emplace_back("retry-after", "5");
  exchange->Reply(std::move(busy));
}

void SignIn::Begin(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  const FormFields query = ParseForm(request->query).value_or(FormFields());
  std::string return_to = FieldOf(query, "return_to");
  if (!IsOwnPath(return_to)) return_to = kHome;
  // The cookie would be of another name of this host than the one the provider sends back to. Once only: a proxy may write the
  // Host anew.
  if (request->Header("host") != rooms_.origin->authority() && FieldOf(query, "moved").empty()) {
    return exchange->Reply(Redirect(absl::StrCat(rooms_.origin->text(), "/signin?", FormText({{"return_to", return_to}, {"moved", "1"}})), ""));
  }
  Later(std::move(request), std::move(exchange), [this, return_to](const Request& asked, Exchange& answer) {
    const Attempt attempt{{RandomText(), RandomText(), RandomText()}, return_to};
    const auto address = rooms_.provider->AuthorizationUrl(attempt.secrets, RedirectUri());
    if (!address.ok()) return Refuse(asked, answer, address.status(), return_to);
    const std::string sealed = rooms_.sealer->Seal({{"state", attempt.secrets.state},
                                                    {"nonce", attempt.secrets.nonce},
                                                    {"verifier", attempt.secrets.verifier},
                                                    {"return_to", attempt.return_to},
                                                    {"made", TimeField(rooms_.clock->Now())}},
                                                   kPurpose);
    answer.Reply(Redirect(*address, AttemptCookie(sealed, kAttemptTime)));
  });
}

void SignIn::Return(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  const FormFields query = ParseForm(request->query).value_or(FormFields());
  auto fields = rooms_.sealer->Open(CookieOf(*request, CookieName(kCookie, rooms_.origin->secure())), kPurpose);
  const absl::Time now = rooms_.clock->Now();
  const absl::Time until = fields ? FieldTime((*fields)["made"]) + kAttemptTime : absl::InfinitePast();
  // The order counts: a state is spent by the browser that it belongs to and by no other.
  if (!fields || now >= until || !SameText(FieldOf(query, "state"), (*fields)["state"]) || !states_.Spend((*fields)["state"], until, now)) {
    return exchange->Reply(notice_(*request, 400, "这次登录已经失效", "登录须在十分钟内、在同一个浏览器里完成，并且只能用一次。请重新登录。", kAgain));
  }
  const Attempt attempt{{(*fields)["state"], (*fields)["nonce"], (*fields)["verifier"]}, (*fields)["return_to"]};
  const std::string issuer = FieldOf(query, "iss");
  const std::string code = FieldOf(query, "code");
  if ((!issuer.empty() && issuer != rooms_.provider->issuer()) || !FieldOf(query, "error").empty() || code.empty()) {
    Response refused = notice_(*request, 403, "没有登录", "身份认证没有完成，或者已被取消。请重新登录。", kAgain);
    refused.headers.emplace_back("set-cookie", AttemptCookie("", absl::ZeroDuration()));
    return exchange->Reply(std::move(refused));
  }
  Later(std::move(request), std::move(exchange), [this, attempt, code](const Request& asked, Exchange& answer) { Redeem(asked, answer, attempt, code); });
}

void SignIn::Redeem(const Request& request, Exchange& exchange, const Attempt& attempt, const std::string& code) {
  const auto signed_in = rooms_.provider->Redeem(code, attempt.secrets, RedirectUri());
  if (!signed_in.ok()) return Refuse(request, exchange, signed_in.status(), attempt.return_to);
  const type::v1::Caller& caller = signed_in->caller;
  if (caller.organ().empty() || caller.roles().empty()) {
    Response refused = notice_(request, 403, "还没有分配机关或角色",
                               "身份认证已经通过，但是您的账户没有机关或者没有本系统的角色。请联系系统管理员分配后再登录。", kAgain);
    refused.headers.emplace_back("set-cookie", AttemptCookie("", absl::ZeroDuration()));
    return exchange.Reply(std::move(refused));
  }
  Log(LogLevel::kInfo, "signed in", {{"organ", caller.organ()}});
  Response response = Redirect(IsOwnPath(attempt.return_to) ? attempt.return_to : kHome, rooms_.sessions->Begin(caller));
  response.headers.emplace_back("set-cookie", AttemptCookie("", absl::ZeroDuration()));
  const std::string hint = signed_in->id_token.empty() ? "" : rooms_.sealer->Seal({{"id_token", signed_in->id_token}}, kHintPurpose);
  // One that no browser would keep is left out: the provider asks then.
  const bool kept = !hint.empty() && hint.size() <= kMostHint;
  response.headers.emplace_back("set-cookie", HintCookie(kept ? hint : "", kept ? rooms_.sessions->lifetime() : absl::ZeroDuration()));
  exchange.Reply(std::move(response));
}

void SignIn::Refuse(const Request& request, Exchange& exchange, const absl::Status& status, const std::string& return_to) const {
  const std::string again = absl::StrCat(kAgain, "?", FormText({{"return_to", return_to}}));
  const std::string reason = error::Reason(status);
  Log(LogLevel::kWarning, "not signed in", {{"reason", reason}, {"detail", std::string(status.message())}});
  if (status.code() == absl::StatusCode::kUnauthenticated) {
    return exchange.Reply(notice_(request, 403, "登录没有通过", absl::StrCat("身份认证给出的凭证没有通过核验（", reason, "）。请重新登录；一再出现的，请联系系统管理员。"), again));
  }
  exchange.Reply(notice_(request, 503, "身份认证暂时不可用", absl::StrCat("现在联系不上身份认证服务（", reason, "），请稍后再试。公开的内容仍可照常查阅。"), again));
}

Response SignIn::SignedOut(const Request& request, const absl::StatusOr<std::string>& elsewhere) const {
  if (!elsewhere.ok()) {
    Log(LogLevel::kWarning, "not signed out of the provider", {{"reason", error::Reason(elsewhere.status())}});
    return notice_(request, 200, "已经退出", "您已经退出工作台。现在联系不上统一身份认证，那里的登录可能仍然有效，共用的电脑请关闭浏览器。", kAgain);
  }
  if (elsewhere->empty()) return notice_(request, 200, "已经退出", "您已经退出工作台。", kAgain);
  Response response = notice_(request, 200, "正在退出统一身份认证", "您已经退出工作台，正在转到统一身份认证退出。没有转过去的，请点下面的链接。", *elsewhere);
  // No redirection: the policy of the page whose form this answers lets forms lead to this gateway only.
  response.headers.emplace_back("refresh", absl::StrCat("0; url=", *elsewhere));
  return response;
}

void SignIn::SignOut(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  const std::optional<Session> session = rooms_.sessions->Find(*request);
  if (!session) {  // it ended by itself, and nobody's form says whether the provider may be asked to end its own
    Response response = notice_(*request, 200, "已经退出",
                                "您已经退出工作台。用统一身份认证登录的，那里的登录可能仍然有效，共用的电脑请关闭浏览器。", kAgain);
    response.headers.emplace_back("set-cookie", HintCookie("", absl::ZeroDuration()));
    return exchange->Reply(std::move(response));
  }
  const FormFields form = ParseForm(request->body).value_or(FormFields());
  if (!IsSameOrigin(*request, rooms_.origin->text()) || !SameText(FieldOf(form, "csrf"), session->csrf)) {
    return exchange->Reply(notice_(*request, 403, "没有退出", "这个页面已经过时，请回到工作台再点“退出”。", kHome));
  }
  const std::string ended = rooms_.sessions->End(*session);
  const auto answer = [this, request, exchange, ended](const absl::StatusOr<std::string>& elsewhere) {
    Response response = SignedOut(*request, elsewhere);
    for (const std::string& cookie : {ended, HintCookie("", absl::ZeroDuration())}) response.headers.emplace_back("set-cookie", cookie);
    exchange->Reply(std::move(response));
  };
  const auto ask = [this, answer, hint = HintOf(*request)] {
    answer(rooms_.provider->EndSessionUrl(hint, rooms_.origin->text() + kSignedOut));
  };
  if (!rooms_.executor->TryPost(ask)) answer(absl::UnavailableError("too many are signing in"));
}

}  // namespace disclosure::gateway
