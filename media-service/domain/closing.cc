#include "media-service/domain/closing.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/calendar/civil_date.h"

namespace disclosure::media {
namespace {

constexpr char kHeader[] = "division,notice_working_days,proof_within_days,effective_from,effective_to,basis,note";

int ReadDays(const std::string& text, const DataRow& row, error::Violations& bad) {
  int days = 0;
  if (absl::SimpleAtoi(text, &days) && days >= 0 && days <= kMaxWorkingDays) return days;
  bad.Add(row.place, absl::StrCat("days must be a number from 0 to ", kMaxWorkingDays));
  return 0;
}

}  // namespace

absl::StatusOr<ClosingRules> ClosingRules::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "closing_notice.csv", kHeader));
  ClosingRules out;
  error::Violations bad;
  for (const DataRow& row : rows) {
    const int notice = ReadDays(row.fields[1], row, bad);
    const int proof = ReadDays(row.fields[2], row, bad);
    const std::optional<InForce> in_force = ReadInForce(row.fields[3], row.fields[4], row.place, bad);
    if (row.fields[5].empty()) bad.Add(row.place, "basis must be filled");
    if (in_force) out.rules_.push_back({row.fields[0], notice, proof, *in_force, row.fields[5]});
  }
  RETURN_IF_ERROR(bad.status());
  return out;
}

const ClosingRule* ClosingRules::Of(std::string_view division, absl::CivilDay day) const {
  const ClosingRule* closest = nullptr;
  for (const ClosingRule& rule : rules_) {
    if (division.substr(0, rule.division.size()) != rule.division || !rule.in_force.Holds(day)) continue;
    if (closest == nullptr || rule.division.size() > closest->division.size()) closest = &rule;
  }
  return closest;
}

absl::StatusOr<absl::CivilDay> NoticeEndsOn(absl::CivilDay announced_on, const ClosingRule& rule, const Calendar& calendar, std::string_view division) {
  ASSIGN_OR_RETURN(const DueDate end, calendar.AddWorkingDays(announced_on, rule.notice_working_days, division));
  return end.date;
}

absl::StatusOr<Closing> Announce(Closing closing, std::optional<absl::CivilDay> effective_on, const ClosingRule& rule, const Calendar& calendar,
                                 std::string_view division, absl::CivilDay today) {
  if (closing.announced_on > today) return error::BadRequest({{"announced_on", "must not be in the future"}});
  ASSIGN_OR_RETURN(closing.notice_ends_on, NoticeEndsOn(closing.announced_on, rule, calendar, division));
  const absl::CivilDay first = closing.notice_ends_on + 1;
  closing.effective_on = effective_on.value_or(first);
  if (closing.effective_on >= first) return closing;
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("关停公告应当不少于", rule.notice_working_days, "个工作日（", rule.basis, "），停更日期最早是", FormatDate(first)),
                     {.reason = "NOTICE_TOO_SHORT",
                      .metadata = {{"first_day", FormatDate(first)}, {"working_days", absl::StrCat(rule.notice_working_days)}, {"basis", rule.basis}}});
}

absl::Status CheckNoticeOver(const Closing& closing, absl::CivilDay today) {
  if (today >= closing.effective_on) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("公告期未满：", FormatDate(closing.effective_on), "起才能停更"),
                     {.reason = "NOTICE_RUNNING", .metadata = {{"effective_on", FormatDate(closing.effective_on)}}});
}

absl::Status CheckSuccessor(const Account& account, const Account& successor) {
  if (successor.uid != account.uid && IsInForce(successor.state) && successor.state != State::kClosing) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("承接账号“", successor.name, "”", successor.uid == account.uid ? "是它自己" : "没有在运行，或者自己也要关停"),
                     {.reason = "SUCCESSOR_NOT_IN_FORCE", .metadata = {{"successor", absl::StrCat("accounts/", successor.uid)}}});
}

}  // namespace disclosure::media
