#include "ctl/media_commands.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"

namespace disclosure::ctl {
namespace {

namespace v1 = ::disclosure::media::v1;
using Stub = v1::MediaService::Stub;

template <typename Request, typename Response>
absl::StatusOr<Response> CallAsOperator(const Suite& suite, const Request& request,
                                        grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Stub> stub, suite.Media(Job::kOperator));
  Response response;
  grpc::ClientContext context;
  SetDeadline(context);
  RETURN_IF_ERROR(FromGrpc((*stub.*method)(&context, request, &response)));
  return response;
}

}  // namespace

int RunAccountsImport(const Suite& suite, const AccountsOptions& options, std::ostream& out, std::ostream& err) {
  absl::StatusOr<std::string> bytes = ReadFile(options.file, 32 << 20);
  if (!bytes.ok()) return Fail(err, bytes.status());
  v1::ImportAccountsRequest request;
  request.set_parent(absl::StrCat("divisions/", options.division));
  request.mutable_file()->set_data(*std::move(bytes));
  request.set_file_name(std::filesystem::path(options.file).filename());
  request.set_dry_run(options.dry_run);
  const absl::StatusOr<v1::ImportAccountsResponse> import = CallAsOperator(suite, request, &Stub::ImportAccounts);
  if (!import.ok()) return err << options.file << "：" << Explain(import.status()) << "\n", 1;
  if (!options.json) return PrintAccountsImport(*import, out);
  out << PrintPublishedJson(*import) << "\n";
  return import->quarantined() > 0 ? 2 : 0;
}

int RunAccountsVerify(const Suite& suite, const AccountsOptions& options, std::ostream& out, std::ostream& err) {
  v1::VerifyAccountRequest request;
  request.set_url(options.url);
  const absl::StatusOr<v1::VerifyAccountResponse> answer = CallAsOperator(suite, request, &Stub::VerifyAccount);
  if (!answer.ok()) return Fail(err, answer.status());
  if (options.json) {
    out << PrintPublishedJson(*answer) << "\n";
  } else {
    PrintVerdict(*answer, out);
  }
  return answer->verdict() == v1::VerifyAccountResponse::GENUINE ? 0 : 2;
}

int RunMediaBulletin(const Suite& suite, const MediaBulletinOptions& options, std::ostream& out, std::ostream& err) {
  v1::GetMediaBulletinRequest request;
  request.set_name(absl::StrCat("divisions/", options.division, "/mediaBulletins/", options.quarter));
  const absl::StatusOr<v1::MediaBulletin> bulletin = CallAsOperator(suite, request, &Stub::GetMediaBulletin);
  if (!bulletin.ok()) return Fail(err, bulletin.status());
  if (options.json) {
    out << PrintPublishedJson(*bulletin) << "\n";
  } else {
    PrintMediaBulletin(*bulletin, out);
  }
  return 0;
}

}  // namespace disclosure::ctl
