#include "ctl/officer_commands.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"

namespace disclosure::ctl {
namespace {

using gateway::OfficerAccount;
using gateway::OfficerAccounts;

int Fail(const absl::Status& status, std::ostream& err) {
  const auto info = error::GetInfo(status).value_or(error::Info());
  err << (info.reason == "ALREADY_EXISTS" ? "这个账号已经有了" : std::string(status.message())) << "\n";
  for (const error::Violation& violation : info.violations) err << "  --" << violation.field << "：" << violation.description << "\n";
  return 1;
}

OfficerAccounts AccountsOf(const OfficerOptions& options) { return OfficerAccounts(options.data + "/issuer"); }

// The first line of run/ready is the address of the portal, "http://127.0.0.1:8080/".
std::string UrlOf(const OfficerOptions& options) {
  std::string url = options.url;
  if (url.empty()) {
    std::ifstream ready(options.data + "/run/ready");
    ready >> url;
  }
  if (url.empty()) url = "http://127.0.0.1:8080";
  while (!url.empty() && url.back() == '/') url.pop_back();
  return url;
}

int PrintLink(const OfficerOptions& options, const absl::StatusOr<std::string>& token, std::ostream& out, std::ostream& err) {
  if (!token.ok()) return Fail(token.status(), err);
  out << UrlOf(options) << "/issuer/welcome?token=" << *token << "\n";
  err << "把上面的一次性链接交给本人，由本人打开并设置密码。24小时内有效，只能用一次。\n";
  return 0;
}

}  // namespace

int RunOfficerAdd(const OfficerOptions& options, const Clock& clock, std::ostream& out, std::ostream& err) {
  return PrintLink(options, AccountsOf(options).Add(options.account, clock.Now()), out, err);
}

int RunOfficerReset(const OfficerOptions& options, const Clock& clock, std::ostream& out, std::ostream& err) {
  return PrintLink(options, AccountsOf(options).Reset(options.account.account, clock.Now()), out, err);
}

int RunOfficerRemove(const OfficerOptions& options, std::ostream& out, std::ostream& err) {
  const absl::Status removed = AccountsOf(options).Remove(options.account.account);
  if (!removed.ok()) return Fail(removed, err);
  out << "已删除账号 " << options.account.account << "。已经登录的会话到期后失效。\n";
  return 0;
}

int RunOfficerList(const OfficerOptions& options, std::ostream& out, std::ostream& err) {
  const auto accounts = AccountsOf(options).List();
  if (!accounts.ok()) return Fail(accounts.status(), err);
  for (const OfficerAccount& account : *accounts) {
    out << account.account << "  " << account.name << "  " << account.organ << "  " << absl::StrJoin(account.roles, ",")
        << (account.password_hash.empty() ? "  （还没有设密码）" : "") << "\n";
  }
  return 0;
}

}  // namespace disclosure::ctl
