#include "media-service/api/batch_work.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/calendar/civil_date.h"
#include "common/identity/division.h"
#include "common/rpc/names.h"
#include "media-service/api/closing_work.h"

namespace disclosure::media {
namespace {

std::string DayText(const std::optional<absl::CivilDay>& day) { return day ? FormatDate(*day) : ""; }

std::optional<absl::CivilDay> OptionalDay(const std::string& text, const std::string& field, error::Violations& bad) {
  if (text.empty()) return std::nullopt;
  const std::optional<absl::CivilDay> day = ParseDate(text);
  if (!day) bad.Add(field, "must be a date, as in 2026-09-18");
  return day;
}

v1::AdjustmentItem ToProto(const BatchItem& item, const Account& account, bool begun) {
  v1::AdjustmentItem out;
  out.set_account(AccountName(item.account));
  out.set_action(static_cast<v1::AdjustmentItem::Action>(item.action));
  if (!item.successor.empty()) out.set_successor(AccountName(item.successor));
  out.set_effective_on(DayText(item.effective_on));
  out.set_reason(item.reason);
  out.set_deadline(DayText(item.deadline));
  out.set_state(static_cast<v1::State>(account.state));
  out.set_done(begun && IsDone(item, account));
  out.set_display_name(account.name);
  return out;
}

// What announcing does to one account.
absl::Status AnnounceItem(const Backend& backend, const Call& call, Writer& writer, const Batch& batch, const BatchItem& item, Account& account) {
  const std::optional<Act> act = ActOfAnnouncing(item.action);
  if (!act) return absl::OkStatus();
  if (!NextState(account.state, *act)) return error::WrongState(AccountName(account.uid), StateName(account.state), ActName(*act));
  Details details = {{"batch", BatchName(batch)}, {"reason", item.reason}};
  if (*act == Act::kRequireRectification) {
    details["problem"] = item.reason;
    details["deadline"] = DayText(item.deadline);
  } else {
    Closing closing{.decision_basis = batch.decision_basis, .announced_on = *batch.announced_on, .notice_ends_on = {}, .effective_on = {},
                    .successor = item.successor, .notice_url = batch.notice_url, .reason = item.reason};
    RETURN_IF_ERROR(KeepClosing(backend, writer, std::move(closing), item.effective_on, account, details));
  }
  return Perform(backend, call, writer, *act, std::move(details), account);
}

// The caller's fault, as opposed to the database's.
bool IsRefusal(const absl::Status& status) {
  return status.code() == absl::StatusCode::kFailedPrecondition || status.code() == absl::StatusCode::kInvalidArgument ||
         status.code() == absl::StatusCode::kNotFound;
}

}  // namespace

absl::StatusOr<BatchId> ParseBatchName(const std::string& name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kBatchName, name));
  BatchId id{.division = ids[0]};
  const std::vector<std::string> parts = absl::StrSplit(ids[1], '-');
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &id.year) && absl::SimpleAtoi(parts[1], &id.serial)) return id;
  return error::BadRequest({{"name", "must end with year and number, as in 2026-3"}});
}

std::string BatchName(const Batch& batch) { return absl::StrCat("divisions/", batch.division, "/adjustmentBatches/", batch.year, "-", batch.serial); }

absl::Status LoadAccounts(Reader& reader, BatchInHand& batch) {
  error::Violations bad;
  batch.accounts.clear();
  for (size_t i = 0; i < batch.batch.items.size(); ++i) {
    const std::string field = absl::StrCat("adjustment_batch.items[", i, "].account");
    absl::StatusOr<Account> account = reader.GetAccount(batch.batch.items[i].account);
    if (!account.ok() && account.status().code() != absl::StatusCode::kNotFound) return account.status();
    if (!account.ok()) bad.Add(field, "is no account");
    if (account.ok() && !Covers(batch.batch.division, account->division)) bad.Add(field, "is in the register of another division");
    batch.accounts.push_back(account.ok() ? *std::move(account) : Account());
    ASSIGN_OR_RETURN(const std::optional<ClosingRow> closing, reader.FindClosing(batch.batch.items[i].account));
    batch.silent_since.push_back(closing ? std::optional(closing->closing.effective_on) : std::nullopt);
  }
  return bad.status();
}

absl::StatusOr<BatchInHand> LoadBatch(Reader& reader, const BatchId& id) {
  BatchInHand out;
  ASSIGN_OR_RETURN(out.batch, reader.GetBatch(id.division, id.year, id.serial));
  RETURN_IF_ERROR(LoadAccounts(reader, out));
  return out;
}

v1::AdjustmentBatch ToProto(const Backend& backend, const BatchInHand& in_hand) {
  const Batch& batch = in_hand.batch;
  v1::AdjustmentBatch out;
  out.set_name(BatchName(batch));
  out.set_title(batch.title);
  out.set_state(static_cast<v1::AdjustmentBatch::BatchState>(batch.state));
  const bool begun = batch.state == BatchState::kAnnounced || batch.state == BatchState::kCompleted;
  for (size_t i = 0; i < batch.items.size(); ++i) *out.add_items() = ToProto(batch.items[i], in_hand.accounts[i], begun);
  out.set_decision_basis(batch.decision_basis);
  out.set_decided_on(DayText(batch.decided_on));
  out.set_announced_on(DayText(batch.announced_on));
  out.set_notice_ends_on(DayText(batch.notice_ends_on));
  out.set_notice_url(batch.notice_url);
  out.set_planner(batch.planner);
  out.set_decider(batch.decider);
  out.set_etag(Etag(batch.version));
  if (batch.items.empty()) return out;
  const absl::CivilDay today = LocalDay(backend.clock.Now());
  const ClosingRule* rule = backend.rules.closing.Of(batch.division, today);
  const BatchProgress progress = ProgressOf(batch, in_hand.accounts, in_hand.silent_since, rule == nullptr ? 0 : rule->proof_within_days, today);
  out.mutable_progress()->set_total(progress.total);
  out.mutable_progress()->set_done(progress.done);
  out.mutable_progress()->set_waiting_proof(progress.waiting_proof);
  out.mutable_progress()->set_overdue(progress.overdue);
  return out;
}

Batch FromProto(const v1::AdjustmentBatch& message, error::Violations& bad) {
  Batch batch{.division = "", .title = message.title()};
  for (int i = 0; i < message.items_size(); ++i) {
    const v1::AdjustmentItem& item = message.items(i);
    const std::string path = absl::StrCat("adjustment_batch.items[", i, "]");
    const bool known = v1::AdjustmentItem::Action_IsValid(item.action());
    batch.items.push_back({.account = ParseReference(kAccountName, item.account(), absl::StrCat(path, ".account"), bad),
                           .action = known ? static_cast<Action>(item.action()) : Action::kUnspecified,
                           .successor = ParseReference(kAccountName, item.successor(), absl::StrCat(path, ".successor"), bad),
                           .effective_on = OptionalDay(item.effective_on(), absl::StrCat(path, ".effective_on"), bad),
                           .reason = item.reason(),
                           .deadline = OptionalDay(item.deadline(), absl::StrCat(path, ".deadline"), bad)});
  }
  return batch;
}

absl::Status AnnounceItems(const Backend& backend, const Call& call, Writer& writer, BatchInHand& batch) {
  error::Info blocked{.reason = "BATCH_BLOCKED"};
  for (size_t i = 0; i < batch.batch.items.size(); ++i) {
    const absl::Status status = AnnounceItem(backend, call, writer, batch.batch, batch.batch.items[i], batch.accounts[i]);
    if (status.ok()) continue;
    if (!IsRefusal(status)) return status;
    blocked.violations.push_back({absl::StrCat("items[", i, "]"), absl::StrCat("“", batch.accounts[i].name, "”：", std::string(status.message()))});
  }
  if (blocked.violations.empty()) return absl::OkStatus();
  const size_t count = blocked.violations.size();
  return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("这一批里有", count, "个账号不能办理，一个也没有办"), std::move(blocked));
}

}  // namespace disclosure::media
