#include "media-service/api/closing_work.h"

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/calendar/civil_date.h"

namespace disclosure::media {

absl::StatusOr<const ClosingRule*> ClosingRuleOf(const Backend& backend, const std::string& division, absl::CivilDay day) {
  const ClosingRule* rule = backend.rules.closing.Of(division, day);
  if (rule != nullptr) return rule;
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("closing_notice.csv 里没有区划 ", division, " 在 ", FormatDate(day), " 的规则"), {.reason = "NO_CLOSING_RULE"});
}

void CheckBackdated(std::optional<absl::CivilDay> announced_on, const std::string& notice_url, absl::CivilDay today, error::Violations& bad) {
  if (announced_on && *announced_on < today && notice_url.empty()) bad.Add("notice_url", "must be given for a notice of an earlier day");
}

absl::Status KeepClosing(const Backend& backend, Writer& writer, Closing closing, std::optional<absl::CivilDay> effective_on, Account& account,
                         Details& details) {
  ASSIGN_OR_RETURN(const ClosingRule* rule, ClosingRuleOf(backend, account.division, closing.announced_on));
  ASSIGN_OR_RETURN(closing, Announce(std::move(closing), effective_on, *rule, backend.rules.calendar, account.division, LocalDay(backend.clock.Now())));
  if (!closing.successor.empty()) {
    ASSIGN_OR_RETURN(const Account successor, writer.GetAccount(closing.successor));
    RETURN_IF_ERROR(CheckSuccessor(account, successor));
  }
  account.successor = closing.successor;
  details["announced_on"] = FormatDate(closing.announced_on);
  details["notice_ends_on"] = FormatDate(closing.notice_ends_on);
  details["effective_on"] = FormatDate(closing.effective_on);
  details["decision_basis"] = closing.decision_basis;
  details["reason"] = closing.reason;
  if (!closing.successor.empty()) details["successor"] = AccountName(closing.successor);
  return writer.PutClosing({.uid = account.uid, .division = account.division, .closing = std::move(closing), .platform_proof = "",
                            .deregistered_on = {}, .national_system_on = {}, .archive_reference = "",
                            .rectifying = account.state == State::kRectifying});
}

}  // namespace disclosure::media
