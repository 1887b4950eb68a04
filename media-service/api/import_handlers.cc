#include "media-service/api/import_handlers.h"

#include <algorithm>

#include "absl/cleanup/cleanup.h"
#include "common/base/memory.h"
#include "common/base/text_limits.h"
#include "common/rpc/names.h"
#include "media-service/api/account_import.h"
#include "media-service/api/convert.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

constexpr size_t kLongestFileName = 200;

bool IsDivisionCode(const std::string& code) {
  return code.size() >= 2 && code.size() <= 12 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

absl::StatusOr<v1::ImportAccountsResponse> ImportHandlers::ImportAccounts(const Call& call, const v1::ImportAccountsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  error::Violations bad;
  if (!IsDivisionCode(ids[0])) bad.Add("parent", "must be a division, as in divisions/330108");
  CheckText(bad, "file_name", request.file_name(), kLongestFileName);
  RETURN_IF_ERROR(bad.status());
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/false));
  const absl::Cleanup done = [] { ReturnFreedMemory(); };
  const auto column_of = [this](std::string_view head) { return backend_.rules.imports.ColumnOf(head); };
  ASSIGN_OR_RETURN(const ListFile file, ReadListFile(request.file().data(), column_of, {"account_name", "platform|platform_type"}));
  ASSIGN_OR_RETURN(const ImportOutcome outcome, AccountImport(backend_, call, ids[0], request.file_name(), request.dry_run()).Import(file));
  const v1::ImportAccountsResponse response = ToProto(outcome, file.heads);
  if (request.dry_run() || request.request_id().empty()) return response;
  // The rows themselves are safe to repeat; this keeps the first answer.
  return WriteOnce<v1::ImportAccountsResponse>(backend_, call, request, [&](Writer&) -> absl::StatusOr<v1::ImportAccountsResponse> { return response; });
}

}  // namespace disclosure::media
