#include "gateway/auth/officer_accounts.h"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"
#include "common/crypto/secret_file.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/issuer.h"
#include "gateway/auth/password.h"
#include "gateway/auth/roles.h"
#include "nlohmann/json.hpp"

namespace disclosure::gateway {
namespace {

using Json = nlohmann::json;
using Accounts = std::vector<OfficerAccount>;

constexpr size_t kMostAccounts = 10'000;
constexpr char kEmpty[] = "{\"officers\":[]}\n";

std::string DigestOf(const std::string& token) { return absl::WebSafeBase64Escape(std::string(crypto::View(crypto::Sha256(token)))); }

absl::Status NoSuchOfficer(const std::string& account) {
  return error::Make(absl::StatusCode::kNotFound, absl::StrCat("没有账号“", account, "”"),
                     {.reason = "NO_SUCH_OFFICER", .metadata = {{"account", account}}});
}
absl::Status NoSuchLink() {
  return error::Make(absl::StatusCode::kNotFound, "链接无效、已经用过或者已过期", {.reason = "NO_SUCH_LINK"});
}

bool IsAccount(const std::string& account) {
  return account.size() >= 2 && account.size() <= 64 && std::all_of(account.begin(), account.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) || absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.' ||
                  c == '-' || c == '_';
         });
}

absl::Status Check(const OfficerAccount& account) {
  error::Violations bad;
  if (!IsAccount(account.account)) bad.Add("account", "2至64个小写字母、数字、点、横线或下划线");
  if (account.name.empty() || account.name.size() > 200) bad.Add("name", "1至200字节");
  if (!IsOrganCode(account.organ)) bad.Add("organ", "机关代码，如 330108-jyj");
  if (account.roles.empty()) bad.Add("role", "至少一个角色");
  for (const std::string& role : account.roles) {
    if (!IsRole(role)) bad.Add("role", "没有这个角色：" + role);
  }
  return bad.status();
}

absl::StatusOr<Accounts> Parse(std::string_view text, const std::string& path) {
  const auto broken = [&] {
    return error::Make(absl::StatusCode::kInternal, path + " 不是账户文件", {.reason = "OFFICERS_FILE_BROKEN", .metadata = {{"file", path}}});
  };
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("officers") || !json["officers"].is_array()) return broken();
  Accounts list;
  for (const Json& entry : json["officers"]) {
    if (!entry.is_object()) return broken();
    const auto text_of = [&](const char* name) {
      const auto found = entry.find(name);
      return found != entry.end() && found->is_string() ? found->get<std::string>() : "";
    };
    OfficerAccount account{text_of("account"), text_of("name"), text_of("organ"), {}, text_of("password"), text_of("link"), absl::InfinitePast()};
    if (const auto roles = entry.find("roles"); roles != entry.end() && roles->is_array()) {
      for (const Json& role : *roles) {
        if (role.is_string()) account.roles.push_back(role.get<std::string>());
      }
    }
    if (const auto ends = entry.find("linkExpires"); ends != entry.end() && ends->is_number_integer()) {
      account.link_expires = absl::FromUnixSeconds(ends->get<int64_t>());
    }
    if (!Check(account).ok()) return broken();
    list.push_back(std::move(account));
  }
  return list;
}

std::string Print(const Accounts& list) {
  Json officers = Json::array();
  for (const OfficerAccount& account : list) {
    Json entry = {{"account", account.account}, {"name", account.name}, {"organ", account.organ}, {"roles", account.roles}};
    if (!account.password_hash.empty()) entry["password"] = account.password_hash;
    if (!account.link_digest.empty()) {
      entry["link"] = account.link_digest;
      entry["linkExpires"] = absl::ToUnixSeconds(account.link_expires);
    }
    officers.push_back(std::move(entry));
  }
  return Json{{"officers", std::move(officers)}}.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

absl::StatusOr<Accounts> Read(const std::string& path) {
  const auto text = crypto::ReadSecretFile(path);
  if (error::Reason(text.status()) == "KEY_FILE_MISSING") return Accounts();
  if (!text.ok()) return text.status();
  return Parse(text->view(), path);
}

absl::Status Edit(const std::string& path, const std::function<absl::Status(Accounts&)>& change) {
  if (access(path.c_str(), F_OK) != 0) {
    const absl::Status created = crypto::CreateSecretFile(path, kEmpty);
    if (!created.ok() && error::Reason(created) != "KEY_FILE_EXISTS") return created;
  }
  return crypto::EditSecretFile(path, [&](std::string_view text) -> absl::StatusOr<crypto::SecretBytes> {
    ASSIGN_OR_RETURN(Accounts list, Parse(text, path));
    RETURN_IF_ERROR(change(list));
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.account < b.account; });
    const std::string printed = Print(list);
    crypto::SecretBytes bytes(printed.size());
    std::memcpy(bytes.data(), printed.data(), printed.size());
    return bytes;
  });
}

Accounts::iterator Find(Accounts& list, const std::string& account) {
  return std::find_if(list.begin(), list.end(), [&](const OfficerAccount& one) { return one.account == account; });
}

Accounts::iterator FindLink(Accounts& list, const std::string& token, absl::Time now) {
  const std::string digest = DigestOf(token);
  return std::find_if(list.begin(), list.end(), [&](const OfficerAccount& one) {
    return !one.link_digest.empty() && now < one.link_expires && SameText(one.link_digest, digest);
  });
}

std::string GiveLink(OfficerAccount& account, absl::Time now) {
  std::string token = RandomText();
  account.password_hash.clear();
  account.link_digest = DigestOf(token);
  account.link_expires = now + kLinkTime;
  return token;
}

}  // namespace

absl::StatusOr<std::string> OfficerAccounts::Add(const OfficerAccount& account, absl::Time now) const {
  RETURN_IF_ERROR(Check(account));
  std::string token;
  RETURN_IF_ERROR(Edit(path_, [&](Accounts& list) -> absl::Status {
    if (Find(list, account.account) != list.end()) return error::AlreadyExists(account.account);
    if (list.size() >= kMostAccounts) return error::Make(absl::StatusCode::kResourceExhausted, "账户太多", {.reason = "TOO_MANY_OFFICERS"});
    list.push_back(account);
    token = GiveLink(list.back(), now);
    return absl::OkStatus();
  }));
  return token;
}

absl::StatusOr<std::string> OfficerAccounts::Reset(const std::string& account, absl::Time now) const {
  std::string token;
  RETURN_IF_ERROR(Edit(path_, [&](Accounts& list) -> absl::Status {
    const auto found = Find(list, account);
    if (found == list.end()) return NoSuchOfficer(account);
    token = GiveLink(*found, now);
    return absl::OkStatus();
  }));
  return token;
}

absl::Status OfficerAccounts::Remove(const std::string& account) const {
  return Edit(path_, [&](Accounts& list) -> absl::Status {
    const auto found = Find(list, account);
    if (found == list.end()) return NoSuchOfficer(account);
    list.erase(found);
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<OfficerAccount>> OfficerAccounts::List() const { return Read(path_); }

absl::StatusOr<OfficerAccount> OfficerAccounts::OfLink(const std::string& token, absl::Time now) const {
  ASSIGN_OR_RETURN(auto list, Read(path_));
  const auto found = FindLink(list, token, now);
  if (found == list.end()) return NoSuchLink();
  return *found;
}

absl::Status OfficerAccounts::SetPassword(const std::string& token, const std::string& password, absl::Time now) const {
  ASSIGN_OR_RETURN(const OfficerAccount account, OfLink(token, now));
  if (const std::string fault = PasswordFault(password, account.account); !fault.empty()) return error::BadRequest({{"password", fault}});
  const std::string hash = HashPassword(password);  // outside the file's lock
  return Edit(path_, [&](auto& list) -> absl::Status {
    const auto found = FindLink(list, token, now);
    if (found == list.end()) return NoSuchLink();
    found->password_hash = hash;
    found->link_digest.clear();
    return absl::OkStatus();
  });
}

absl::StatusOr<OfficerAccount> OfficerAccounts::SignIn(const std::string& account, const std::string& password) const {
  ASSIGN_OR_RETURN(auto list, Read(path_));
  const auto found = Find(list, account);
  if (!IsPassword(password, found == list.end() ? "" : found->password_hash)) {
    return error::Make(absl::StatusCode::kUnauthenticated, "账号或者密码不对", {.reason = "WRONG_PASSWORD"});
  }
  return *found;
}

}  // namespace disclosure::gateway
