#include "request-service/api/ledger_import.h"

#include <algorithm>

#include "absl/strings/strip.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostNotes = 10'000;

void AddNotes(const std::vector<LedgerNote>& from, google::protobuf::RepeatedPtrField<v1::LedgerNote>& to, v1::LedgerImport& out) {
  const size_t count = std::min(from.size(), kMostNotes);
  for (size_t i = 0; i < count; ++i) {
    v1::LedgerNote& note = *to.Add();
    note.set_row(from[i].row);
    note.set_column(from[i].column);
    note.set_reason(from[i].reason);
  }
  out.set_notes_left_out(out.notes_left_out() + static_cast<int32_t>(from.size() - count));
}

}  // namespace

void LedgerOutcome::Quarantine(int row, std::string_view column, std::string_view reason) {
  ++counts.quarantined;
  quarantined.push_back({row, std::string(column), std::string(reason)});
}

void LedgerOutcome::Quarantine(int row, const absl::Status& why) {
  const auto info = error::GetInfo(why);
  if (!info || info->violations.empty()) return Quarantine(row, "", std::string(why.message()));
  ++counts.quarantined;
  for (const error::Violation& v : info->violations) quarantined.push_back({row, v.field, v.description});
}

void LedgerOutcome::Add(const LedgerOutcome& other) {
  counts.imported += other.counts.imported;
  counts.unchanged += other.counts.unchanged;
  counts.updated += other.counts.updated;
  counts.quarantined += other.counts.quarantined;
  quarantined.insert(quarantined.end(), other.quarantined.begin(), other.quarantined.end());
  warnings.insert(warnings.end(), other.warnings.begin(), other.warnings.end());
}

v1::LedgerImport ToProto(const LedgerOutcome& outcome) {
  v1::LedgerImport out;
  out.set_rows_read(static_cast<int32_t>(outcome.counts.rows_read()));
  out.set_imported(static_cast<int32_t>(outcome.counts.imported));
  out.set_unchanged(static_cast<int32_t>(outcome.counts.unchanged));
  out.set_updated(static_cast<int32_t>(outcome.counts.updated));
  out.set_quarantined(static_cast<int32_t>(outcome.counts.quarantined));
  // As in the file, whichever step found them.
  const auto by_row = [](std::vector<LedgerNote> notes) {
    std::stable_sort(notes.begin(), notes.end(), [](const LedgerNote& a, const LedgerNote& b) { return a.row < b.row; });
    return notes;
  };
  AddNotes(by_row(outcome.quarantined), *out.mutable_quarantined_rows(), out);
  AddNotes(by_row(outcome.warnings), *out.mutable_warnings(), out);
  return out;
}

LedgerOrgans::LedgerOrgans(const Backend& backend, const Call& call) : view_(backend.reference.Get()), call_(call) {}

absl::StatusOr<std::string> LedgerOrgans::Find(const std::string& written) const {
  const std::string code(absl::StripPrefix(written, "organs/"));
  if (view_->organs.count(code) > 0) return code;
  for (const auto& [other, organ] : view_->organs) {
    if (organ.name == written) return other;
  }
  return error::BadRequest({{"organ", "没有这个机关"}});
}

absl::Status LedgerOrgans::CheckCaller(const std::string& organ) const {
  if (call_.caller.Has("operator") || call_.caller.organ == organ) return absl::OkStatus();
  return error::BadRequest({{"organ", "不是本机关的台账"}});
}

absl::Status TooWide() { return error::BadRequest({{"", "字段多于表头：逗号应加引号"}}); }

}  // namespace disclosure::request
