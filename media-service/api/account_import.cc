#include "media-service/api/account_import.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/clock.h"
#include "media-service/api/account_work.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

constexpr size_t kChunk = 256;
constexpr size_t kMostNotes = 10'000;
constexpr char kImported[] = "imported";

using Notes = google::protobuf::RepeatedPtrField<v1::ImportNote>;

// As in the file, whichever step found them.
void AddNotes(std::vector<ListNote> from, const std::map<std::string, std::string>& heads, Notes& to, v1::ImportAccountsResponse& out) {
  std::stable_sort(from.begin(), from.end(), [](const ListNote& a, const ListNote& b) { return a.row < b.row; });
  const size_t count = std::min(from.size(), kMostNotes);
  for (size_t i = 0; i < count; ++i) {
    v1::ImportNote& note = *to.Add();
    const RowRemark& remark = from[i].remark;
    const auto head = heads.find(remark.column);
    note.set_row(from[i].row);
    note.set_column(head == heads.end() ? remark.column : head->second);
    note.set_code(remark.code);
    note.set_reason(remark.reason);
  }
  out.set_notes_left_out(out.notes_left_out() + static_cast<int32_t>(from.size() - count));
}

void NoteAll(int row, const std::vector<RowRemark>& remarks, std::vector<ListNote>& notes) {
  for (const RowRemark& remark : remarks) notes.push_back({row, remark});
}

std::string IdKey(const std::string& space, const std::string& id) { return absl::StrCat(space, "\n", id); }

}  // namespace

void ImportOutcome::Add(const ImportOutcome& other) {
  counts += other.counts;
  updated += other.updated;
  quarantined.insert(quarantined.end(), other.quarantined.begin(), other.quarantined.end());
  warnings.insert(warnings.end(), other.warnings.begin(), other.warnings.end());
  out_of_scope.insert(out_of_scope.end(), other.out_of_scope.begin(), other.out_of_scope.end());
}

v1::ImportAccountsResponse ToProto(const ImportOutcome& outcome, const std::map<std::string, std::string>& heads) {
  v1::ImportAccountsResponse out;
  out.set_rows_read(static_cast<int32_t>(outcome.counts.rows_read()));
  out.set_imported(static_cast<int32_t>(outcome.counts.imported));
  out.set_warned(static_cast<int32_t>(outcome.counts.warned));
  out.set_unchanged(static_cast<int32_t>(outcome.counts.unchanged));
  out.set_quarantined(static_cast<int32_t>(outcome.counts.quarantined));
  out.set_out_of_scope(static_cast<int32_t>(outcome.counts.out_of_scope));
  out.set_updated(static_cast<int32_t>(outcome.updated));
  AddNotes(outcome.quarantined, heads, *out.mutable_quarantined_rows(), out);
  AddNotes(outcome.warnings, heads, *out.mutable_warnings(), out);
  AddNotes(outcome.out_of_scope, heads, *out.mutable_out_of_scope_rows(), out);
  return out;
}

AccountImport::AccountImport(const Backend& backend, const Call& call, std::string division, std::string file_name, bool dry_run)
    : backend_(backend), call_(call), division_(std::move(division)), file_name_(std::move(file_name)), dry_run_(dry_run) {}

absl::StatusOr<ImportOutcome> AccountImport::Import(const ListFile& file) {
  std::vector<ListedAccount> rows = ReadRows(file);
  SetAsideRepeated(rows, backend_.rules.platforms);
  ImportOutcome outcome;
  std::vector<const ListedAccount*> sound;
  bool ids = false;
  for (const ListedAccount& row : rows) {
    ids = ids || !IdsOf(row.read.account).empty();
    if (!row.read.faults.empty()) {
      ++outcome.counts.quarantined;
      NoteAll(row.row, row.read.faults, outcome.quarantined);
    } else if (row.read.out_of_scope) {
      ++outcome.counts.out_of_scope;
      outcome.out_of_scope.push_back({row.row, *row.read.out_of_scope});
    } else {
      sound.push_back(&row);
    }
  }
  for (const auto& [row, remark] : file.remarks) outcome.warnings.push_back({row, remark});
  if (!ids && !rows.empty()) outcome.warnings.push_back({1, {"", "NO_IDS", "清单没有账号 ID，只能按名称对应，请尽快补充"}});
  for (size_t begin = 0; begin < sound.size(); begin += kChunk) {
    ASSIGN_OR_RETURN(const ImportOutcome chunk, ImportChunk(std::span(sound).subspan(begin, std::min(kChunk, sound.size() - begin))));
    outcome.Add(chunk);
  }
  return outcome;
}

std::vector<ListedAccount> AccountImport::ReadRows(const ListFile& file) {
  const auto organs = backend_.reference.Get();
  const auto find_organ = [&](const std::string& written) { return organs->FindWritten(written); };
  std::vector<ListedAccount> rows;
  rows.reserve(file.rows.size());  // texts_ points to them
  for (const ListRow& row : file.rows) {
    const auto uid = row.cells.find("account_uid");
    ListedAccount& listed = rows.emplace_back(ListedAccount{.row = row.number, .uid = uid == row.cells.end() ? "" : uid->second,
                                                            .read = ReadImported(row.cells, backend_.rules.imports, backend_.rules.platforms, find_organ)});
    // No column can be trusted, not even to be out of scope.
    if (row.too_wide) listed.read.faults = {{"", "TOO_MANY_FIELDS", "字段多于表头：逗号应加引号"}};
    if (!row.table.empty()) {
      for (std::vector<RowRemark>* remarks : {&listed.read.faults, &listed.read.warnings}) {
        for (RowRemark& remark : *remarks) remark.reason = absl::StrCat("（", row.table, "）", remark.reason);
      }
    }
    texts_.emplace(&listed, RowText(row.cells));
  }
  return rows;
}

absl::StatusOr<ImportOutcome> AccountImport::ImportChunk(std::span<const ListedAccount* const> chunk) {
  std::vector<Decision> decisions;
  if (dry_run_) {
    RETURN_IF_ERROR(backend_.store.Read(call_.deadline, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(decisions, Decide(reader, chunk));
      return absl::OkStatus();
    }));
  } else {
    RETURN_IF_ERROR(backend_.store.Write(call_.deadline, [&](Writer& writer) -> absl::Status {
      RETURN_IF_ERROR(Lock(writer, chunk));
      ASSIGN_OR_RETURN(decisions, Decide(writer, chunk));
      return Keep(writer, decisions);
    }));
    backend_.nudge();
  }
  ImportOutcome outcome;
  for (const Decision& decision : decisions) {
    const int row = decision.row->row;
    if (decision.what == Decision::kSetAside) {
      ++outcome.counts.quarantined;
      NoteAll(row, decision.faults, outcome.quarantined);
    } else if (decision.what == Decision::kUnchanged && decision.warnings.empty()) {
      ++outcome.counts.unchanged;
    } else {
      ++(decision.warnings.empty() ? outcome.counts.imported : outcome.counts.warned);
      NoteAll(row, decision.warnings, outcome.warnings);
      if (decision.what == Decision::kUpdate) ++outcome.updated;
      if (decision.what == Decision::kNew) created_.insert(decision.account.uid);
    }
  }
  return outcome;
}

absl::Status AccountImport::Lock(Writer& writer, std::span<const ListedAccount* const> chunk) const {
  RETURN_IF_ERROR(writer.LockRegister(division_));
  std::set<std::string> spaces;  // in one order, so that two imports do not wait for each other
  for (const ListedAccount* row : chunk) {
    if (!IdsOf(row->read.account).empty()) spaces.insert(IdSpaceOf(backend_, row->read.account));
  }
  for (const std::string& space : spaces) RETURN_IF_ERROR(writer.LockIdSpace(space));
  return absl::OkStatus();
}

absl::StatusOr<AccountImport::Known> AccountImport::ReadKnown(Reader& reader, std::span<const ListedAccount* const> chunk) const {
  std::map<std::string, std::vector<std::string>> ids;  // by space
  std::vector<std::string> names, uids;
  for (const ListedAccount* row : chunk) {
    std::vector<std::string>& of_space = ids[IdSpaceOf(backend_, row->read.account)];
    for (const std::string& id : IdsOf(row->read.account)) of_space.push_back(id);
    names.push_back(FoldName(row->read.account.name));
    if (!row->read.former_name.empty()) names.push_back(FoldName(row->read.former_name));
    if (!row->uid.empty()) uids.push_back(row->uid);
  }
  Known known;
  const auto add = [&known](std::vector<Account> found) {
    for (Account& account : found) known.accounts.emplace(account.uid, std::move(account));
  };
  ASSIGN_OR_RETURN(std::vector<Account> found, reader.Accounts(uids));
  add(std::move(found));
  for (const auto& [space, of_space] : ids) {
    ASSIGN_OR_RETURN(found, reader.AccountsWithId(space, of_space));
    add(std::move(found));
  }
  ASSIGN_OR_RETURN(found, reader.AccountsNamed(names));
  add(std::move(found));
  std::vector<std::string> all;
  for (const auto& [uid, account] : known.accounts) {
    all.push_back(uid);
    for (const std::string& id : IdsOf(account)) known.by_id.emplace(IdKey(IdSpaceOf(backend_, account), id), &account);
    // Of this very list SetAsideRepeated has said what there is to say.
    if (created_.count(uid) == 0) known.by_name.emplace(FoldName(account.name), &account);
  }
  for (size_t begin = 0; begin < all.size(); begin += kChunk) {
    const std::vector<std::string> some(all.begin() + static_cast<ptrdiff_t>(begin), all.begin() + static_cast<ptrdiff_t>(std::min(all.size(), begin + kChunk)));
    ASSIGN_OR_RETURN(const std::set<std::string> acted_on, reader.ActedOn(some));
    known.acted_on.insert(acted_on.begin(), acted_on.end());
  }
  return known;
}

Candidates AccountImport::CandidatesOf(const ListedAccount& row, const Known& known) const {
  Candidates out;
  if (const auto found = known.accounts.find(row.uid); found != known.accounts.end()) out.with_uid.push_back(found->second);
  const std::string space = IdSpaceOf(backend_, row.read.account);
  std::set<std::string> taken;  // an account may share several ids
  for (const std::string& id : IdsOf(row.read.account)) {
    const auto [begin, end] = known.by_id.equal_range(IdKey(space, id));
    for (auto it = begin; it != end; ++it) {
      if (taken.insert(it->second->uid).second) out.with_id.push_back(*it->second);
    }
  }
  for (const std::string& name : {row.read.account.name, row.read.former_name}) {
    if (name.empty()) continue;
    const auto [begin, end] = known.by_name.equal_range(FoldName(name));
    for (auto it = begin; it != end; ++it) out.with_name.push_back(*it->second);
  }
  return out;
}

absl::StatusOr<std::vector<AccountImport::Decision>> AccountImport::Decide(Reader& reader, std::span<const ListedAccount* const> chunk) {
  ASSIGN_OR_RETURN(const Known known, ReadKnown(reader, chunk));
  std::vector<Decision> decisions;
  std::set<std::string> taken;  // two rows of a list are two accounts
  for (const ListedAccount* row : chunk) {
    ASSIGN_OR_RETURN(Decision decision, DecideRow(reader, *row, known));
    const bool old = decision.what == Decision::kUpdate || decision.what == Decision::kUnchanged;
    if (old && !taken.insert(decision.account.uid).second) {
      decision.what = Decision::kSetAside;
      decision.faults = {{"", "DUPLICATE_ROW", "前面有一行已对应到同一账号"}};
    }
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

absl::StatusOr<AccountImport::Decision> AccountImport::DecideRow(Reader& reader, const ListedAccount& row, const Known& known) const {
  const Candidates candidates = CandidatesOf(row, known);
  ImportMatch match = MatchAccount(row, division_, candidates);
  Decision decision{.row = &row, .account = row.read.account, .former_name = row.read.former_name, .warnings = row.read.warnings, .faults = match.faults};
  if (!match.faults.empty()) {
    decision.what = Decision::kSetAside;
    return decision;
  }
  decision.warnings.insert(decision.warnings.end(), match.warnings.begin(), match.warnings.end());
  const std::string digest = reader.DigestOf(texts_.at(&row));
  if (match.account == nullptr) {
    decision.account.division = division_;
    decision.account.import_digest = digest;
    return decision;
  }
  decision.account = *match.account;
  decision.what = Decision::kUnchanged;
  if (match.account->import_digest == digest) {
    decision.warnings.clear();  // they were given when the row was taken
    return decision;
  }
  ASSIGN_OR_RETURN(const Account before, reader.GetAccount(match.account->uid));  // with its contact
  decision.account = Updated(before, row.read, known.acted_on.count(before.uid) > 0, decision.warnings);
  decision.former_name = decision.account.name == before.name ? "" : before.name;
  if (decision.account == before) return decision;
  decision.what = Decision::kUpdate;
  decision.account.import_digest = digest;
  return decision;
}

absl::Status AccountImport::Keep(Writer& writer, std::vector<Decision>& decisions) {
  const absl::Time now = backend_.clock.Now();
  std::vector<Decision*> fresh, changed;
  for (Decision& decision : decisions) {
    if (decision.what == Decision::kNew) fresh.push_back(&decision);
    if (decision.what == Decision::kUpdate) changed.push_back(&decision);
  }
  // In the order of the list: sorted within a chunk, and a millisecond later for each chunk before.
  const absl::Time registered = decisions.empty() ? now : now + absl::Milliseconds(decisions.front().row->row / static_cast<int>(kChunk));
  std::vector<std::string> uids;
  for (size_t i = 0; i < fresh.size(); ++i) uids.push_back(NewUid(registered));
  std::sort(uids.begin(), uids.end());
  std::vector<std::pair<Account, std::string>> accounts;
  std::vector<std::pair<Account, AccountEvent>> events;
  for (size_t i = 0; i < fresh.size(); ++i) {
    Account& account = fresh[i]->account;
    account.uid = uids[i];
    account.version = 1;
    account.create_time = account.update_time = now;
    accounts.emplace_back(account, IdSpaceOf(backend_, account));
    events.push_back({account, {.seq = 0, .kind = kImported, .time = now, .actor = call_.caller.subject,
                                    .data = {{"row", absl::StrCat(fresh[i]->row->row)}, {"file", file_name_}}}});
  }
  RETURN_IF_ERROR(writer.InsertAccounts(accounts));
  RETURN_IF_ERROR(writer.AppendFirstEvents(events));
  for (const Decision* decision : fresh) {
    if (!decision->former_name.empty()) RETURN_IF_ERROR(writer.AppendFormerName(decision->account.uid, {decision->former_name, LocalDay(now)}));
  }
  for (Decision* decision : changed) {
    ++decision->account.version;
    decision->account.update_time = now;
    RETURN_IF_ERROR(KeepUpdate(writer, *decision, now));
    uids.push_back(decision->account.uid);
  }
  return uids.empty() ? absl::OkStatus() : writer.AppendChanges(uids, kImported, now);
}

absl::Status AccountImport::KeepUpdate(Writer& writer, const Decision& decision, absl::Time now) const {
  const Account& account = decision.account;
  RETURN_IF_ERROR(writer.UpdateAccount(account, IdSpaceOf(backend_, account)));
  if (!decision.former_name.empty()) RETURN_IF_ERROR(writer.AppendFormerName(account.uid, {decision.former_name, LocalDay(now)}));
  AccountEvent event{.seq = 0, .kind = kImported, .time = now, .actor = call_.caller.subject,
                     .data = {{"row", absl::StrCat(decision.row->row)}, {"file", file_name_}}};
  return writer.AppendEvent(account, event);
}

}  // namespace disclosure::media
