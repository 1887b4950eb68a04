#include "gateway/desk/reply_tables.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/tables/csv_reader.h"

namespace disclosure::gateway {
namespace {

// Written by request-service from what it knows: nobody types them.
constexpr std::string_view kOwn[] = {"remedy_clause", "earlier_reply", "exemption", "redaction_grounds", "attachment_list", "delivery_form"};

absl::StatusOr<Table> Read(const std::string& path, size_t columns) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  ReadBudget budget{ReadLimits()};
  auto table = ReadCsv(text, &budget);
  const bool sound = table.ok() && table->rows.size() > 1 &&
                     std::all_of(table->rows.begin(), table->rows.end(), [&](const Row& row) { return row.cells.size() >= columns; });
  if (sound) return table;
  return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat(path, " is not a table of ", columns, " columns"),
                     {.reason = "LAW_TABLE", .metadata = {{"file", path}}});
}

}  // namespace

absl::StatusOr<ReplyTables> ReplyTables::Load(const std::string& law_dir) {
  ReplyTables tables;
  ASSIGN_OR_RETURN(const Table replies, Read(law_dir + "/replies.csv", 4));
  for (auto row = replies.rows.begin() + 1; row != replies.rows.end(); ++row) {
    tables.leaves_.push_back({row->cells[0].text, row->cells[1].text, row->cells[3].text});
  }
  ASSIGN_OR_RETURN(const Table elements, Read(law_dir + "/document_elements.csv", 3));
  for (auto row = elements.rows.begin() + 1; row != elements.rows.end(); ++row) {
    tables.elements_.push_back({row->cells[0].text, {row->cells[1].text, row->cells[2].text}});
  }
  return tables;
}

std::vector<ReplyElement> ReplyTables::ElementsOf(std::string_view leaf) const {
  const auto found = std::find_if(leaves_.begin(), leaves_.end(), [&](const ReplyLeaf& one) { return one.leaf == leaf; });
  std::vector<ReplyElement> elements;
  if (found == leaves_.end()) return elements;
  for (const Element& one : elements_) {
    const bool written = std::find(std::begin(kOwn), std::end(kOwn), one.element.code) != std::end(kOwn);
    if (!written && (one.applies_to == found->document || one.applies_to == leaf)) elements.push_back(one.element);
  }
  return elements;
}

}  // namespace disclosure::gateway
