#include "media-service/api/observation_import.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "media-service/api/observation_work.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostNotes = 10'000;

struct Note {
  size_t row = 0;  // index in the list
  RowRemark remark;
};

// The looks that may be kept, with the rows that they came from, and what is said of the others.
struct Sorted {
  std::vector<Observation> looks;
  std::vector<size_t> rows;
  std::vector<Note> notes;
};

absl::StatusOr<Sorted> Sort(const Backend& backend, Reader& reader, const std::string& division, const ListFile& list) {
  Sorted out;
  AccountFinder finder(backend, reader, division);
  const absl::Time now = backend.clock.Now();
  for (size_t i = 0; i < list.rows.size(); ++i) {
    if (list.rows[i].too_wide) {
      out.notes.push_back({i, {"", "TOO_MANY_FIELDS", "字段多于表头：逗号应加引号"}});
      continue;
    }
    ListedLook row = ReadListedLook(list.rows[i].cells, backend.rules.observations, now);
    const bool named = std::none_of(row.faults.begin(), row.faults.end(), [](const RowRemark& f) { return f.code == "ACCOUNT_MISSING"; });
    if (named) {
      ASSIGN_OR_RETURN(const AccountFinder::Found found, finder.Find(row));
      if (found.uid.empty()) row.faults.push_back(found.fault);
      row.look.account = found.uid;
    }
    for (RowRemark& fault : row.faults) out.notes.push_back({i, std::move(fault)});
    if (!row.faults.empty()) continue;
    out.looks.push_back(std::move(row.look));
    out.rows.push_back(i);
  }
  return out;
}

// As the head is written, so that it is found in the file.
std::string HeadOf(const ListFile& list, const std::string& column) {
  const auto found = list.heads.find(column);
  return found == list.heads.end() ? column : found->second;
}

std::string InTable(const ListRow& row, const std::string& reason) {
  return row.table.empty() ? reason : absl::StrCat("（", row.table, "）", reason);
}

void Fill(int row, const std::string& column, const RowRemark& remark, const std::string& reason, v1::ObservationNote& out) {
  out.set_row(row);
  out.set_column(column);
  out.set_code(remark.code);
  out.set_reason(reason);
}

void AddNotes(const ListFile& list, std::vector<Note>& notes, v1::ImportObservationsResponse& out) {
  std::stable_sort(notes.begin(), notes.end(), [](const Note& a, const Note& b) { return a.row < b.row; });
  std::set<size_t> rows;
  for (const Note& note : notes) {
    rows.insert(note.row);
    if (out.quarantined_rows_size() == static_cast<int>(kMostNotes)) continue;
    const ListRow& row = list.rows[note.row];
    Fill(row.number, HeadOf(list, note.remark.column), note.remark, InTable(row, note.remark.reason), *out.add_quarantined_rows());
  }
  out.set_quarantined(static_cast<int32_t>(rows.size()));
  out.set_notes_left_out(static_cast<int32_t>(notes.size()) - out.quarantined_rows_size());
}

}  // namespace

absl::StatusOr<v1::ImportObservationsResponse> ImportLooks(const Backend& backend, Writer& writer, const std::string& division,
                                                           const ListFile& list) {
  ASSIGN_OR_RETURN(Sorted sorted, Sort(backend, writer, division, list));
  ASSIGN_OR_RETURN(const LooksKept kept, writer.InsertObservations(sorted.looks));
  for (const size_t i : kept.differing) {
    sorted.notes.push_back({sorted.rows[i], {"", "OBSERVATION_DIFFERS", "同一账号、时间、来源已有不同的观测记录"}});
  }
  v1::ImportObservationsResponse out;
  out.set_rows_read(static_cast<int32_t>(list.rows.size()));
  out.set_recorded(static_cast<int32_t>(kept.recorded));
  out.set_unchanged(static_cast<int32_t>(kept.unchanged));
  AddNotes(list, sorted.notes, out);
  for (const auto& [row, remark] : list.remarks) Fill(row, remark.column, remark, remark.reason, *out.add_warnings());
  return out;
}

}  // namespace disclosure::media
