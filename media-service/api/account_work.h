// One act on one account: load, judge, record.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "media-service/api/backend.h"
#include "media-service/api/convert.h"
#include "media-service/domain/lifecycle.h"
#include "media-service/domain/opening_rules.h"

namespace disclosure::media {

// What an event says of the act, by field.
using Details = std::map<std::string, std::string>;

// What an officer wrote, checked, with the names of its organs. BAD_REQUEST with all bad fields.
absl::Status Complete(const Backend& backend, error::Violations& bad, Account& account);

// What the rules say of the account, among those that are kept. With a Writer the ids of its platform are locked until COMMIT.
absl::StatusOr<std::vector<Finding>> ExamineAmongKept(const Backend& backend, Reader& reader, const Account& account);

// The id space of the account's platform; the platform's code where the table has none.
std::string IdSpaceOf(const Backend& backend, const Account& account);

// Who last did an act of `kind` ("filed"); "" if nobody did.
absl::StatusOr<std::string> LastActor(Reader& reader, const std::string& uid, std::string_view kind);
// FAILED_PRECONDITION (SELF_APPROVAL) if the caller is `filer`.
absl::Status CheckOther(const Call& call, const std::string& filer);

// Moves the account by `act` and keeps it with its event and its change. WRONG_STATE.
absl::Status Perform(const Backend& backend, const Call& call, Writer& writer, Act act, Details details, Account& account);

using CheckRight = absl::Status (*)(const Backend& backend, const Call& call, const Account& account);
// What the act changes besides the state, and what its event says.
using ChangeAccount = std::function<absl::Status(Writer& writer, Account& account, Details& details)>;

// Which act it is, where that depends on the account.
using ChooseAct = std::function<absl::StatusOr<Act>(Reader& reader, const Account& account)>;

// `request` has name, etag and request_id.
template <typename Request>
absl::StatusOr<v1::Account> PerformAct(const Backend& backend, const Call& call, const Request& request, const ChooseAct& choose,
                                       CheckRight right, const ChangeAccount& change) {
  ASSIGN_OR_RETURN(const std::string uid, ParseAccountName(request.name()));
  return WriteOnce<v1::Account>(backend, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Account> {
    ASSIGN_OR_RETURN(Account account, writer.GetAccount(uid));
    RETURN_IF_ERROR(right(backend, call, account));
    if (!request.etag().empty() && request.etag() != Etag(account.version)) {
      return error::EtagMismatch(request.name(), request.etag(), Etag(account.version));
    }
    ASSIGN_OR_RETURN(const Act act, choose(writer, account));
    // The state first: who asks for what cannot be need not fill in fields.
    if (!NextState(account.state, act)) return error::WrongState(request.name(), StateName(account.state), ActName(act));
    Details details;
    RETURN_IF_ERROR(change(writer, account, details));
    RETURN_IF_ERROR(Perform(backend, call, writer, act, std::move(details), account));
    return OfficerProto(account);
  });
}

template <typename Request>
absl::StatusOr<v1::Account> PerformAct(const Backend& backend, const Call& call, const Request& request, Act act, CheckRight right,
                                       const ChangeAccount& change) {
  return PerformAct(backend, call, request, [act](Reader&, const Account&) { return act; }, right, change);
}

}  // namespace disclosure::media
