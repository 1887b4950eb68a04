#include "media-service/api/observation_handlers.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/observation_convert.h"
#include "media-service/api/observation_import.h"
#include "media-service/api/observation_work.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

constexpr int kMostAtOnce = 1000;

std::string PlaceOf(size_t index) { return absl::StrCat("observations[", index, "]"); }

// The looks of the call, in its order; what cannot be read from the wire goes to `faults`.
absl::StatusOr<std::vector<Observation>> LooksOf(const v1::ReportObservationsRequest& request, LookFaults& faults) {
  const int count = request.observations_size();
  if (count == 0 || count > kMostAtOnce) return error::BadRequest({{"observations", absl::StrCat("must be from 1 to ", kMostAtOnce)}});
  std::vector<Observation> looks;
  error::Violations bad;
  for (int i = 0; i < count; ++i) looks.push_back(FromProto(request.observations(i), PlaceOf(static_cast<size_t>(i)), bad));
  if (const auto info = error::GetInfo(bad.status())) {
    for (const error::Violation& violation : info->violations) faults.Add(violation.field, info->reason, violation.description);
  }
  return looks;
}

using Accounts = std::map<std::string, WatchedAccount>;

absl::StatusOr<Accounts> AccountsOf(Reader& reader, const std::vector<Observation>& looks) {
  std::set<std::string> uids;
  for (const Observation& look : looks) uids.insert(look.account);
  return reader.WatchedAccounts(std::vector<std::string>(uids.begin(), uids.end()));
}

// A registrar reports on the accounts of his own organ.
absl::Status CheckOwn(const Backend& backend, const Call& call, const Accounts& accounts) {
  for (const auto& [uid, account] : accounts) {
    if (WorksFor(backend, call.caller, account.host)) continue;
    return error::PermissionDenied(call.method, absl::StrCat("the caller does not work for the host of accounts/", uid));
  }
  return absl::OkStatus();
}

// `faults` has those of the wire.
absl::Status CheckLooks(const std::vector<Observation>& looks, const Accounts& accounts, const std::string& division, absl::Time now,
                        LookFaults faults) {
  for (size_t i = 0; i < looks.size(); ++i) {
    const auto account = accounts.find(looks[i].account);
    const bool known = account != accounts.end() && IsIn(account->second, division);
    if (!known && !looks[i].account.empty()) {
      faults.Add(absl::StrCat(PlaceOf(i), ".account"), "ACCOUNT_UNKNOWN", absl::StrCat("is no account of divisions/", division));
    }
    faults.Add(PlaceOf(i), FaultsOf(looks[i], now));
  }
  return faults.status();
}

absl::StatusOr<LooksKept> Keep(Writer& writer, const std::vector<Observation>& looks) {
  ASSIGN_OR_RETURN(LooksKept kept, writer.InsertObservations(looks));
  LookFaults faults;
  for (const size_t i : kept.differing) {
    faults.Add(PlaceOf(i), "OBSERVATION_DIFFERS", "another observation of this account, time and source was recorded");
  }
  RETURN_IF_ERROR(faults.status());
  return kept;
}

constexpr char kBetween[] = " ";  // the parts of a place in a page token

std::optional<LookPlace> ParsePlace(const std::string& token, absl::Status& status) {
  if (token.empty()) return std::nullopt;
  const std::pair<std::string, std::string> parts = absl::StrSplit(token, absl::MaxSplits(kBetween, 1));
  int64_t micros = 0;
  if (!absl::SimpleAtoi(parts.first, &micros)) status = error::BadRequest({{"page_token", "does not belong to this listing"}});
  return LookPlace{absl::FromUnixMicros(micros), parts.second};
}

// Whether anybody may know that the account is there decides which error a stranger gets.
absl::Status CheckReader(const Backend& backend, const Call& call, Reader& reader, const std::string& uid) {
  ASSIGN_OR_RETURN(const Account account, reader.GetAccount(uid));
  if (MayRead(backend, call.caller, account)) return absl::OkStatus();
  if (!IsPublic(account.state)) return error::NotFound(AccountName(uid));
  return error::PermissionDenied(call.method, absl::StrCat("the caller looks after neither ", AccountName(uid), " nor its division"));
}

}  // namespace

absl::StatusOr<v1::ReportObservationsResponse> ObservationHandlers::ReportObservations(const Call& call,
                                                                                       const v1::ReportObservationsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  const absl::Status whole_division = CheckDivision(backend_, call, ids[0], /*reading=*/false);
  if (!whole_division.ok() && !call.caller.Has("registrar")) return whole_division;
  LookFaults unreadable;
  ASSIGN_OR_RETURN(const std::vector<Observation> looks, LooksOf(request, unreadable));
  return WriteOnce<v1::ReportObservationsResponse>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::ReportObservationsResponse> {
    ASSIGN_OR_RETURN(const Accounts accounts, AccountsOf(writer, looks));
    if (!whole_division.ok()) RETURN_IF_ERROR(CheckOwn(backend_, call, accounts));
    RETURN_IF_ERROR(CheckLooks(looks, accounts, ids[0], backend_.clock.Now(), unreadable));
    ASSIGN_OR_RETURN(const LooksKept kept, Keep(writer, looks));
    v1::ReportObservationsResponse response;
    response.set_recorded(static_cast<int32_t>(kept.recorded));
    response.set_unchanged(static_cast<int32_t>(kept.unchanged));
    return response;
  });
}

absl::StatusOr<v1::ImportObservationsResponse> ObservationHandlers::ImportObservations(const Call& call,
                                                                                       const v1::ImportObservationsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/false));
  const auto column_of = [this](std::string_view head) { return backend_.rules.observations.ColumnOf(head); };
  ASSIGN_OR_RETURN(const ListFile list, ReadListFile(request.file().data(), column_of, {"observe_time", "source", "account|platform"}));
  const auto import = [&](Writer& writer) { return ImportLooks(backend_, writer, ids[0], list); };
  if (!request.dry_run()) return WriteOnce<v1::ImportObservationsResponse>(backend_, call, request, import);
  // Done and rolled back: only so it says exactly what would become of the rows, twins within the file included.
  v1::ImportObservationsResponse response;
  const absl::Status undone = absl::CancelledError("dry run");
  const absl::Status status = backend_.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(response, import(writer));
    return undone;
  });
  if (status != undone) return status;
  return response;
}

absl::StatusOr<v1::ListObservationsResponse> ObservationHandlers::ListObservations(const Call& call, const v1::ListObservationsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kAccountName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("observations ", ids[0]);
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  absl::Status readable;
  const std::optional<LookPlace> before = ParsePlace(token, readable);
  RETURN_IF_ERROR(readable);
  std::vector<Observation> found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(CheckReader(backend_, call, reader, ids[0]));
    ASSIGN_OR_RETURN(found, reader.ListObservations(ids[0], before, size + 1));
    return absl::OkStatus();
  }));
  v1::ListObservationsResponse response;
  if (static_cast<int>(found.size()) > size) {
    found.resize(static_cast<size_t>(size));
    response.set_next_page_token(MakePageToken(absl::StrCat(absl::ToUnixMicros(found.back().time), kBetween, found.back().source), bound_to));
  }
  for (const Observation& look : found) *response.add_observations() = ToProto(look);
  return response;
}

}  // namespace disclosure::media
