#include "ctl/token_command.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "gateway/auth/issuer.h"

namespace disclosure::ctl {
namespace {

int Fail(const absl::Status& status, std::ostream& err) {
  const std::string reason = error::Reason(status);
  if (reason == "NO_ISSUER") {
    err << "没有找到签发密钥，请先运行 disclosurectl issuer-init。\n";
  } else {
    err << "无法完成：" << status.message() << "\n";
  }
  for (const error::Violation& violation : error::GetInfo(status).value_or(error::Info{}).violations) {
    err << "  --" << violation.field << "：" << violation.description << "\n";
  }
  return 1;
}

}  // namespace

int RunIssuerInit(const std::string& directory, std::ostream& out, std::ostream& err) {
  if (const absl::Status status = gateway::CreateIssuer(directory); !status.ok()) return Fail(status, err);
  out << "签发密钥已就绪，公钥文件：" << gateway::PublicKeyFile(directory) << "\n";
  return 0;
}

int RunToken(const TokenOptions& options, const Clock& clock, std::ostream& out, std::ostream& err) {
  gateway::TokenRequest request;
  request.organ = options.organ;
  request.roles = options.roles;
  request.name = options.name;
  // Four eyes (审查) are told apart by subject: without one, each role of an organ is its own person.
  request.subject = options.subject.empty() && !options.organ.empty()
                        ? absl::StrCat(options.organ, ".", absl::StrJoin(options.roles, "."))
                        : options.subject;
  request.ttl = options.ttl;
  const auto token = gateway::SignToken(options.directory, request, clock.Now());
  if (!token.ok()) return Fail(token.status(), err);
  out << *token << "\n";
  return 0;
}

}  // namespace disclosure::ctl
