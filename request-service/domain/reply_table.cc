#include "request-service/domain/reply_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr char kHeader[] = "leaf,label,report_code,document,remedy_class,precedence,beside_disclosure,article,note";
constexpr char kPartial[] = "partial";
// Of several parts the strictest remedy is named.
constexpr std::array<RemedyClass, 5> kStrictestFirst = {RemedyClass::kA, RemedyClass::kB, RemedyClass::kRepeat,
                                                        RemedyClass::kC, RemedyClass::kNone};

std::optional<BesideDisclosure> ParseBeside(std::string_view code) {
  if (code == "discloses") return BesideDisclosure::kDiscloses;
  if (code == "partial") return BesideDisclosure::kPartial;
  if (code == "yields") return BesideDisclosure::kYields;
  return std::nullopt;
}

// R01 to R19.
bool IsReplyDocument(std::string_view code) {
  const std::optional<int64_t> number =
      code.size() == 3 && code[0] == 'R' ? WholeNumber(code.substr(1), 19) : std::nullopt;
  return number && *number >= 1;
}

// 延迟答复 and 更正答复 end no request (law: 条例 art. 35(3), art. 41).
bool EndsNothing(std::string_view document) { return document == "R15" || document == "R16"; }

std::optional<ReplyLeaf> ReadLeaf(const LawRow& row, error::Violations& bad) {
  const std::optional<RemedyClass> remedy_class = ParseRemedyClass(row.fields[4]);
  const std::optional<int64_t> precedence = WholeNumber(row.fields[5], 1000);
  const std::optional<BesideDisclosure> beside = ParseBeside(row.fields[6]);
  const std::string& document = row.fields[3];
  if (row.fields[0].empty() || row.fields[1].empty() || row.fields[2].empty() || row.fields[7].empty()) {
    bad.Add(row.place, "leaf, label, report_code and article must be filled");
  }
  if (!document.empty() && !IsReplyDocument(document)) bad.Add(row.place, "document must be R01 to R19 or empty");
  if (EndsNothing(document)) bad.Add(row.place, "R15 and R16 are no outcomes");
  if (!remedy_class || *remedy_class == RemedyClass::kOverdue)
    bad.Add(row.place, "remedy_class must be none, A, B, C or repeat");
  if (!precedence) bad.Add(row.place, "precedence must be 0 to 1000");
  if (!beside) bad.Add(row.place, "beside_disclosure must be discloses, partial or yields");
  if (!remedy_class || !precedence || !beside) return std::nullopt;
  return ReplyLeaf{.leaf = row.fields[0],
                   .label = row.fields[1],
                   .report_code = row.fields[2],
                   .document = document,
                   .remedy_class = *remedy_class,
                   .precedence = static_cast<int>(*precedence),
                   .beside_disclosure = *beside,
                   .article = row.fields[7]};
}

RemedyClass Strictest(const std::vector<const ReplyLeaf*>& parts) {
  for (const RemedyClass value : kStrictestFirst) {
    if (std::any_of(parts.begin(), parts.end(), [&](const ReplyLeaf* part) { return part->remedy_class == value; }))
      return value;
  }
  return RemedyClass::kNone;
}

bool Any(const std::vector<const ReplyLeaf*>& parts, BesideDisclosure beside) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const ReplyLeaf* part) { return part->beside_disclosure == beside; });
}

bool ByPrecedence(const ReplyLeaf* a, const ReplyLeaf* b) { return a->precedence < b->precedence; }

}  // namespace

RemedyClass Stricter(RemedyClass a, RemedyClass b) {
  return *std::find_if(kStrictestFirst.begin(), kStrictestFirst.end(), [&](RemedyClass value) { return value == a || value == b; });
}

std::set<std::string> ElementKeys(const CombinedReply& reply) {
  std::set<std::string> keys;
  for (const ReplyLeaf* part : reply.parts) {
    keys.insert(part->leaf);
    if (!part->document.empty()) keys.insert(part->document);
  }
  return keys;
}

absl::StatusOr<ReplyTable> ReplyTable::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "replies.csv", kHeader));
  ReplyTable table;
  error::Violations bad;
  std::set<int> precedences;
  for (const LawRow& row : rows) {
    std::optional<ReplyLeaf> leaf = ReadLeaf(row, bad);
    if (!leaf) continue;
    if (table.Find(leaf->leaf)) bad.Add(row.place, "the leaf stands already");
    if (!precedences.insert(leaf->precedence).second) bad.Add(row.place, "the precedence stands already");
    table.leaves_.push_back(*std::move(leaf));
  }
  if (!table.Find(kPartial)) bad.Add("replies.csv", "must have the leaf partial");
  RETURN_IF_ERROR(bad.status());
  return table;
}

const ReplyLeaf* ReplyTable::Find(std::string_view leaf) const {
  const auto found =
      std::find_if(leaves_.begin(), leaves_.end(), [&](const ReplyLeaf& row) { return row.leaf == leaf; });
  return found == leaves_.end() ? nullptr : &*found;
}

absl::StatusOr<CombinedReply> ReplyTable::CombineParts(const std::vector<std::string>& leaves) const {
  CombinedReply reply;
  error::Violations bad;
  if (leaves.empty()) bad.Add("leaves", "must name at least one");
  for (size_t i = 0; i < leaves.size(); ++i) {
    const ReplyLeaf* leaf = Find(leaves[i]);
    if (!leaf) {
      bad.Add(absl::StrCat("leaves[", i, "]"), absl::StrCat("\"", leaves[i], "\" is no leaf of replies.csv"));
    } else if (std::find(reply.parts.begin(), reply.parts.end(), leaf) == reply.parts.end()) {
      reply.parts.push_back(leaf);
    }
  }
  RETURN_IF_ERROR(bad.status());
  std::sort(reply.parts.begin(), reply.parts.end(), ByPrecedence);
  reply.remedy_class = Strictest(reply.parts);
  reply.leaf = reply.parts.front();
  if (Any(reply.parts, BesideDisclosure::kDiscloses) && Any(reply.parts, BesideDisclosure::kPartial)) {
    reply.leaf = Find(kPartial);
  }
  return reply;
}

}  // namespace disclosure::request
