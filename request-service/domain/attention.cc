#include "request-service/domain/attention.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

// "申请330108-jyj-2026-3，2026年9月18日答复，滨教公复〔2026〕1号".
std::string Described(const AnsweredTwin& twin) {
  const absl::CivilDay day = twin.replied;
  return absl::StrCat("申请", twin.request, "，", day.year(), "年", day.month(), "月", day.day(), "日答复",
                      twin.document_number.empty() ? "" : "，", twin.document_number);
}

}  // namespace

absl::StatusOr<AttentionTable> AttentionTable::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "attention.csv", "span,more_than,basis,effective_from,note"));
  AttentionTable table;
  error::Violations bad;
  for (const LawRow& row : rows) {
    const bool month = row.fields[0] == "month";
    if (!month && row.fields[0] != "quarter") bad.Add(row.place, "span must be month or quarter");
    const std::optional<int64_t> more_than = WholeNumber(row.fields[1], 100'000);
    if (!more_than || *more_than == 0) bad.Add(row.place, "more_than must be 1 to 100000");
    const std::optional<request::InForce> in_force = ReadInForce(row.fields[3], "", row.place, bad);
    table.lines_.push_back({.span = month ? Span::kMonth : Span::kQuarter,
                            .more_than = static_cast<int>(more_than.value_or(0)),
                            .basis = row.fields[2],
                            .from = in_force ? in_force->from : absl::CivilDay()});
  }
  RETURN_IF_ERROR(bad.status());
  std::stable_sort(table.lines_.begin(), table.lines_.end(), [](const Line& a, const Line& b) { return a.from < b.from; });
  return table;
}

const AttentionTable::Line* AttentionTable::InForce(Span span, absl::CivilDay day) const {
  const Line* found = nullptr;
  for (const Line& line : lines_) {
    if (line.span == span && line.from <= day) found = &line;
  }
  return found;
}

std::vector<Proposal> AttentionTable::Propose(const ApplicantCounts& counts, const std::optional<AnsweredTwin>& twin,
                                              absl::CivilDay day) const {
  std::vector<Proposal> proposals;
  if (twin) {
    proposals.push_back({.act = "repeat",
                         .text = absl::StrCat("本机关已就相同申请作出答复（", Described(*twin), "），可以考虑告知不予重复处理。"),
                         .basis = "政府信息公开条例第三十六条第六项"});
  }
  const std::pair<Span, std::pair<const char*, int>> spans[] = {{Span::kMonth, {"本月", counts.in_month}},
                                                                {Span::kQuarter, {"本季度", counts.in_quarter}}};
  for (const auto& [span, counted] : spans) {
    const Line* line = InForce(span, day);
    if (line == nullptr || counted.second <= line->more_than) continue;
    proposals.push_back({.act = "requireReasons",
                         .text = absl::StrCat("同一申请人", counted.first, "已向本机关提出", counted.second, "件申请，超过", line->more_than,
                                              "件；是否明显超过合理范围由承办人判断，需要时可以要求说明理由。"),
                         .basis = line->basis});
  }
  return proposals;
}

}  // namespace disclosure::request
