#include "request-service/api/audit_handlers.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "request-service/api/audit_check.h"
#include "request-service/api/case_work.h"
#include "request-service/api/convert.h"

namespace disclosure::request {
namespace {

constexpr int kHeadsPerCheckpoint = 500;  // one transaction's: acts on these requests wait for it
constexpr char kEveryOrgan[] = "-";

// How far a walk has come: first over the requests, shelf by shelf, then over the checkpoints.
struct Position {
  std::optional<Shelf> shelf;  // nullopt: before the first
  int serial = 0;              // of the shelf; -1: the shelf is done
  std::optional<int64_t> checkpoint;
};

std::string TokenOf(const Position& position) {
  if (position.checkpoint) return absl::StrCat("c/", *position.checkpoint);
  return absl::StrCat("r/", position.shelf->organ, "/", position.shelf->year, "/", position.serial);
}

// Tokens were made by TokenOf: the page token is bound to its listing.
Position ParsePosition(const std::string& token) {
  Position position;
  const std::vector<std::string> parts = absl::StrSplit(token, '/');
  int64_t checkpoint = 0;
  Shelf shelf;
  if (parts.size() == 2 && absl::SimpleAtoi(parts[1], &checkpoint)) position.checkpoint = checkpoint;
  if (parts.size() == 4 && absl::SimpleAtoi(parts[2], &shelf.year) && absl::SimpleAtoi(parts[3], &position.serial)) {
    shelf.organ = parts[1];
    position.shelf = std::move(shelf);
  }
  return position;
}

// One page, in one view of the database; returns where the next begins, nullopt at the end.
absl::StatusOr<std::optional<Position>> CheckPage(Reader& reader, AuditCheck& check, Position position, const std::string& organ, int size,
                                                  const std::string& head) {
  if (position.checkpoint) {
    ASSIGN_OR_RETURN(position.checkpoint, check.CheckCheckpoints(reader, *position.checkpoint, size, organ, head));
    return position.checkpoint ? std::optional(position) : std::nullopt;
  }
  if (!position.shelf || position.serial < 0) {
    ASSIGN_OR_RETURN(position.shelf, reader.NextShelf(position.shelf, organ));
    position.serial = 0;
  }
  if (!position.shelf) return Position{.checkpoint = 0};
  ASSIGN_OR_RETURN(const std::optional<int> last, check.CheckShelf(reader, *position.shelf, position.serial, size));
  position.serial = last.value_or(-1);
  return position;
}

// An auditor sees the organs of his division and below; all at once only who runs the programs.
absl::Status CheckReach(const Backend& backend, const Call& call, const std::string& organ) {
  if (organ != kEveryOrgan) return CheckOrgan(backend, call, organ, /*reading=*/true);
  if (call.caller.Has("operator")) return absl::OkStatus();
  return error::PermissionDenied(call.method, "organs/- is for operators: verify organ by organ");
}

absl::StatusOr<std::optional<Checkpoint>> LastOf(Reader& reader) {
  ASSIGN_OR_RETURN(const int64_t number, reader.LastCheckpoint());
  ASSIGN_OR_RETURN(const std::vector<Checkpoint> last, reader.Checkpoints(number - 1, 1));
  return last.empty() ? std::nullopt : std::optional(last.front());
}

}  // namespace

absl::StatusOr<int64_t> SealPending(const Backend& backend, absl::Time deadline) {
  for (int64_t made = 0;; ++made) {
    bool sealed = false;
    RETURN_IF_ERROR(backend.store.Write(deadline, [&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(const std::vector<SealedHead> heads, writer.TakePendingHeads(kHeadsPerCheckpoint));
      sealed = !heads.empty();
      if (!sealed) return absl::OkStatus();
      ASSIGN_OR_RETURN(const int64_t number, writer.NextCheckpoint());
      ASSIGN_OR_RETURN(const std::vector<Checkpoint> before, writer.Checkpoints(number - 2, number > 1 ? 1 : 0));
      Checkpoint checkpoint{.number = number, .time = backend.clock.Now(), .heads = static_cast<int>(heads.size())};
      std::vector<crypto::AuditHead> chained;
      for (const SealedHead& head : heads) chained.push_back(head.head);
      checkpoint.seal = crypto::Seal(backend.vault.keys, before.empty() ? "" : before.front().seal, number, checkpoint.time, chained);
      return writer.InsertCheckpoint(checkpoint, heads);
    }));
    if (!sealed) return made;
  }
}

absl::StatusOr<v1::VerifyAuditResponse> AuditHandlers::VerifyAudit(const Call& call, const v1::VerifyAuditRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckReach(backend_, call, ids[0]));
  const std::string organ = ids[0] == kEveryOrgan ? "" : ids[0];
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("audit ", ids[0], " ", request.head());
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  v1::VerifyAuditResponse response;
  std::optional<Position> next;
  RETURN_IF_ERROR(backend_.store.Snapshot(call.deadline, [&](Reader& reader) -> absl::Status {
    AuditCheck check(backend_, call, response);
    ASSIGN_OR_RETURN(next, CheckPage(reader, check, ParsePosition(token), organ, size, request.head()));
    return absl::OkStatus();
  }));
  if (next) response.set_next_page_token(MakePageToken(TokenOf(*next), bound_to));
  return response;
}

absl::StatusOr<v1::SealAuditResponse> AuditHandlers::SealAudit(const Call& call, const v1::SealAuditRequest& request) {
  v1::SealAuditResponse response;
  ASSIGN_OR_RETURN(const int64_t made, SealPending(backend_, call.deadline));
  response.set_checkpoints(made);
  ASSIGN_OR_RETURN(const v1::AuditHead head, GetAuditHead(call, {}));
  response.set_head(head.head());
  return response;
}

absl::StatusOr<v1::AuditHead> AuditHandlers::GetAuditHead(const Call& call, const v1::GetAuditHeadRequest& request) {
  v1::AuditHead response;
  RETURN_IF_ERROR(backend_.store.Snapshot(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const std::optional<Checkpoint> last, LastOf(reader));
    if (!last) return absl::OkStatus();
    response.set_head(HeadText(*last));
    response.set_number(last->number);
    *response.mutable_time() = ToProto(last->time);
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::request
