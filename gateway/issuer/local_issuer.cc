#include "gateway/issuer/local_issuer.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/logging.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/sessions.h"
#include "nlohmann/json.hpp"

namespace disclosure::gateway {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kPurpose = "issuer-ticket";
constexpr absl::Duration kTicketTime = absl::Minutes(10);
constexpr absl::Duration kCodeTime = absl::Minutes(1);
constexpr size_t kMostGrants = 1000;
// Wrong passwords before the waiting begins: by account and address, by address, and, against many addresses, by account.
constexpr int kFreePair = 5;
constexpr int kFreeAddress = 30;
constexpr int kFreeAccount = 50;

Response JsonResponse(int status, const Json& json) {
  Response response;
  response.status = status;
  response.headers = {{"content-type", "application/json; charset=utf-8"}, {"cache-control", "no-store"}};
  response.body = std::make_shared<const std::string>(json.dump());
  return response;
}

// RFC 6749, 5.2.
Response TokenError(const char* error, const char* description) {
  return JsonResponse(400, {{"error", error}, {"error_description", description}});
}

Response Redirect(std::string address) {
  Response response;
  response.status = 303;
  response.headers = {{"location", std::move(address)}, {"cache-control", "no-store"}};
  return response;
}

// Of S256, and long enough to have been one.
bool IsChallenge(const std::string& text) {
  return text.size() == 43 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
         });
}

bool HasScope(const std::string& scopes, const std::string& wanted) {
  return absl::StrCat(" ", scopes, " ").find(absl::StrCat(" ", wanted, " ")) != std::string::npos;
}

}  // namespace

void LocalIssuer::Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  const bool posts = request->method == "POST";
  const bool hashes = posts && (request->path == "/issuer/authorize" || request->path == "/issuer/welcome");
  if (!hashes) return exchange->Reply(Answer(*request));
  const auto work = [this, request, exchange] {
    exchange->Reply(request->path == "/issuer/authorize" ? Login(*request) : SetPassword(*request));
  };
  if (!rooms_.executor->TryPost(work)) exchange->Reply(rooms_.frame->Notice(503, "登录的人太多", "请过几秒再试。", "/signin"));
}

Response LocalIssuer::Answer(const Request& request) {
  const bool reads = IsSafeMethod(request);
  if (reads && request.path == "/issuer/.well-known/openid-configuration") return Discovery();
  if (reads && request.path == "/issuer/jwks.json") return Keys();
  if (reads && request.path == "/issuer/authorize") return Authorize(request);
  if (reads && request.path == "/issuer/welcome") return Welcome(request);
  if (request.method == "POST" && request.path == "/issuer/token") return Token(ParseForm(request.body).value_or(FormFields()));
  return rooms_.frame->Notice(404, "没有找到这个页面", "请从工作台登录。", "/signin");
}

Fetch LocalIssuer::OwnFetch() {
  return [this](const FetchCall& call) -> absl::StatusOr<Fetched> {
    const std::string prefix = issuer() + "/";
    if (call.url.compare(0, prefix.size(), prefix) != 0) return absl::InvalidArgumentError("not an address of the local issuer");
    Request request;
    request.method = call.form.empty() ? "GET" : "POST";
    request.path = "/issuer/" + call.url.substr(prefix.size());
    request.body = call.form;
    const Response response = Answer(request);
    return Fetched{response.status, response.body == nullptr ? "" : *response.body};
  };
}

Response LocalIssuer::Discovery() const {
  const std::string base = issuer();
  return JsonResponse(200, {{"issuer", base},
                            {"authorization_endpoint", base + "/authorize"},
                            {"token_endpoint", base + "/token"},
                            {"jwks_uri", base + "/jwks.json"},
                            {"response_types_supported", {"code"}},
                            {"grant_types_supported", {"authorization_code"}},
                            {"subject_types_supported", {"public"}},
                            {"id_token_signing_alg_values_supported", {"ES256"}},
                            {"scopes_supported", {"openid", "profile"}},
                            {"code_challenge_methods_supported", {"S256"}},
                            {"token_endpoint_auth_methods_supported", {"none"}},
                            {"authorization_response_iss_parameter_supported", true}});
}

Response LocalIssuer::Keys() const {
  std::ifstream file(PublicKeyFile(directory_), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) return JsonResponse(503, {{"error", "temporarily_unavailable"}});
  Response response = JsonResponse(200, {});
  response.body = std::make_shared<const std::string>(text);
  return response;
}

Response LocalIssuer::Authorize(const Request& request) const {
  const FormFields query = ParseForm(request.query).value_or(FormFields());
  const Ticket ticket{FieldOf(query, "state"), FieldOf(query, "nonce"), FieldOf(query, "code_challenge"), FieldOf(query, "redirect_uri")};
  // Nobody is sent anywhere before it is certain that the address is the client's.
  if (FieldOf(query, "client_id") != kLocalClient || ticket.redirect_uri != rooms_.origin->text() + "/signin/callback") {
    return rooms_.frame->Notice(400, "不能登录", "登录请求不是本系统发出的。请从工作台登录。", "/signin");
  }
  if (FieldOf(query, "response_type") != "code" || FieldOf(query, "code_challenge_method") != "S256" || !IsChallenge(ticket.challenge) ||
      !HasScope(FieldOf(query, "scope"), "openid") || ticket.state.size() > 500 || ticket.nonce.size() > 500) {
    return Redirect(absl::StrCat(ticket.redirect_uri, "?", FormText({{"error", "invalid_request"}, {"state", ticket.state}, {"iss", issuer()}})));
  }
  const std::string sealed = rooms_.sealer->Seal({{"state", ticket.state},
                                                  {"nonce", ticket.nonce},
                                                  {"challenge", ticket.challenge},
                                                  {"redirect_uri", ticket.redirect_uri},
                                                  {"made", TimeField(rooms_.clock->Now())}},
                                                 kPurpose);
  return LoginPage(200, sealed, "", "");
}

std::optional<LocalIssuer::Ticket> LocalIssuer::OpenTicket(const std::string& sealed) const {
  auto fields = rooms_.sealer->Open(sealed, kPurpose);
  if (!fields || rooms_.clock->Now() >= FieldTime((*fields)["made"]) + kTicketTime) return std::nullopt;
  return Ticket{(*fields)["state"], (*fields)["nonce"], (*fields)["challenge"], (*fields)["redirect_uri"]};
}

Response LocalIssuer::Login(const Request& request) {
  const FormFields form = ParseForm(request.body).value_or(FormFields());
  const std::string sealed = FieldOf(form, "ticket"), account = FieldOf(form, "account");
  auto ticket = OpenTicket(sealed);
  if (!ticket || !IsSameOrigin(request, rooms_.origin->text())) {
    return rooms_.frame->Notice(400, "登录页面已经过时", "请重新登录。", "/signin");
  }
  const std::string address = rooms_.prefix_of(request.remote_address), pair = absl::StrCat(account, "@", address);
  absl::Duration wait = gate_.Admit("pair:" + pair, kFreePair);
  if (wait == absl::ZeroDuration()) wait = gate_.Admit("address:" + address, kFreeAddress);
  if (wait == absl::ZeroDuration()) wait = gate_.Admit("account:" + account, kFreeAccount);
  if (wait > absl::ZeroDuration()) {
    const int64_t seconds = absl::ToInt64Seconds(absl::Ceil(wait, absl::Seconds(1)));
    Response slow = LoginPage(429, sealed, account, absl::StrCat("试得太频繁，请在", seconds, "秒后再试。"));
    slow.headers.emplace_back("retry-after", absl::StrCat(seconds));
    return slow;
  }
  const auto officer = accounts_.SignIn(account, FieldOf(form, "password"));
  if (officer.ok()) {
    for (const std::string& key : {"pair:" + pair, "account:" + account}) gate_.Forget(key);
    gate_.Undo("address:" + address);
    const std::string code = NewCode(*officer, *ticket);
    return Redirect(absl::StrCat(ticket->redirect_uri, "?", FormText({{"code", code}, {"state", ticket->state}, {"iss", issuer()}})));
  }
  Log(LogLevel::kWarning, "local sign-in refused", {{"reason", error::Reason(officer.status())}});
  if (error::Reason(officer.status()) == "WRONG_PASSWORD") return LoginPage(403, sealed, account, "账号或者密码不对。");
  return LoginPage(503, sealed, account, "现在不能登录，请联系系统管理员查看网关日志。");
}

std::string LocalIssuer::NewCode(const OfficerAccount& account, Ticket ticket) {
  const absl::Time now = rooms_.clock->Now();
  std::string code = RandomText();
  std::lock_guard lock(mutex_);
  for (auto grant = grants_.begin(); grant != grants_.end();) grant = grant->second.expires <= now ? grants_.erase(grant) : std::next(grant);
  if (grants_.size() >= kMostGrants) grants_.erase(grants_.begin());
  grants_[code] = {{.subject = account.account, .name = account.name, .organ = account.organ, .roles = account.roles}, std::move(ticket), now + kCodeTime};
  return code;
}

std::optional<LocalIssuer::Grant> LocalIssuer::TakeGrant(const std::string& code) {
  std::lock_guard lock(mutex_);
  const auto found = grants_.find(code);
  if (found == grants_.end()) return std::nullopt;
  Grant grant = std::move(found->second);
  grants_.erase(found);
  if (rooms_.clock->Now() >= grant.expires) return std::nullopt;
  return grant;
}

Response LocalIssuer::Token(const FormFields& form) {
  if (FieldOf(form, "grant_type") != "authorization_code") return TokenError("unsupported_grant_type", "only authorization_code");
  if (FieldOf(form, "client_id") != kLocalClient) return TokenError("invalid_client", "no such client");
  // Taken before it is looked at: whoever tries a code that is not his spends it.
  const std::optional<Grant> grant = TakeGrant(FieldOf(form, "code"));
  if (!grant || grant->ticket.redirect_uri != FieldOf(form, "redirect_uri") ||
      !SameText(CodeChallenge(FieldOf(form, "code_verifier")), grant->ticket.challenge)) {
    return TokenError("invalid_grant", "the code was used, has expired or belongs to another sign-in");
  }
  TokenRequest access = grant->officer;
  access.ttl = absl::Minutes(5);
  const absl::Time now = rooms_.clock->Now();
  const auto id_token = SignIdToken(directory_, grant->officer, {issuer(), kLocalClient, grant->ticket.nonce}, now);
  const auto access_token = SignToken(directory_, access, now);
  if (!id_token.ok() || !access_token.ok()) {
    Log(LogLevel::kError, "the local issuer cannot sign", {{"detail", std::string(id_token.status().message())}});
    return JsonResponse(500, {{"error", "server_error"}});
  }
  return JsonResponse(200, {{"access_token", *access_token}, {"token_type", "Bearer"}, {"expires_in", 300}, {"id_token", *id_token}});
}

Response LocalIssuer::Welcome(const Request& request) const {
  const std::string token = FieldOf(ParseForm(request.query).value_or(FormFields()), "token");
  const auto account = accounts_.OfLink(token, rooms_.clock->Now());
  if (!account.ok()) return rooms_.frame->Notice(404, "链接无效", "这个链接已经用过或者已过期。请联系系统管理员重新索取。", "/signin");
  return WelcomePage(200, *account, token, "");
}

Response LocalIssuer::SetPassword(const Request& request) const {
  const FormFields form = ParseForm(request.body).value_or(FormFields());
  const std::string token = FieldOf(form, "token"), password = FieldOf(form, "password");
  const absl::Time now = rooms_.clock->Now();
  const auto account = accounts_.OfLink(token, now);
  if (!account.ok() || !IsSameOrigin(request, rooms_.origin->text())) {
    return rooms_.frame->Notice(404, "链接无效", "这个链接已经用过或者已过期。请联系系统管理员重新索取。", "/signin");
  }
  if (password != FieldOf(form, "repeated")) return WelcomePage(400, *account, token, "两次输入的密码不一样。");
  const absl::Status set = accounts_.SetPassword(token, password, now);
  if (const auto info = error::GetInfo(set); info && !info->violations.empty()) {
    return WelcomePage(400, *account, token, info->violations[0].description + "。");
  }
  if (!set.ok()) {
    Log(LogLevel::kError, "a password was not set", {{"reason", error::Reason(set)}, {"detail", std::string(set.message())}});
    return WelcomePage(503, *account, token, "密码没有保存，请联系系统管理员查看网关日志。");
  }
  return rooms_.frame->Notice(200, "密码已设好", "现在可以用账号和密码登录了。", "/signin");
}

Response LocalIssuer::LoginPage(int status, const std::string& ticket, const std::string& account, const std::string& fault) const {
  return rooms_.frame->Page(status, "登录", "desk_login", nullptr, [&](Dictionary& content) {
    SetText(content, "TICKET", ticket);
    SetText(content, "ACCOUNT", account);
    SetSection(content, "FAULT", fault);
  });
}

Response LocalIssuer::WelcomePage(int status, const OfficerAccount& account, const std::string& token, const std::string& fault) const {
  return rooms_.frame->Page(status, "设置密码", "desk_welcome", nullptr, [&](Dictionary& content) {
    SetText(content, "NAME", account.name);
    SetText(content, "ACCOUNT", account.account);
    SetText(content, "TOKEN", token);
    SetSection(content, "FAULT", fault);
  });
}

}  // namespace disclosure::gateway
