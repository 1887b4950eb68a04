#include "media-service/api/activity_handlers.h"

#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/observation_convert.h"
#include "media-service/api/rights.h"
#include "media-service/domain/activity.h"

namespace disclosure::media {
namespace {

constexpr int kAccountsAtOnce = 1000;
constexpr int kMostDays = 3660;

struct Question {
  std::string division;
  std::set<v1::Activity::Grade> grades;  // empty: any
  int within_days = 0;                   // 0: whenever they fall overdue
  int size = 0;
  std::string after;  // where the page before ended
  std::string bound_to;
};

absl::StatusOr<Question> QuestionOf(const v1::ListActivityRequest& request) {
  Question question;
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  ASSIGN_OR_RETURN(question.size, PageSize(request.page_size()));
  question.division = ids[0];
  question.within_days = request.overdue_within_days();
  error::Violations bad;
  if (question.within_days < 0 || question.within_days > kMostDays) bad.Add("overdue_within_days", absl::StrCat("must be from 0 to ", kMostDays));
  for (const int grade : request.grades()) {
    if (!v1::Activity::Grade_IsValid(grade) || grade == v1::Activity::GRADE_UNSPECIFIED) bad.Add("grades", "must be grades");
    question.grades.insert(static_cast<v1::Activity::Grade>(grade));
  }
  RETURN_IF_ERROR(bad.status());
  v1::ListActivityRequest bound = request;
  bound.clear_page_size();
  bound.clear_page_token();
  question.bound_to = absl::StrCat("activity ", bound.SerializeAsString());
  ASSIGN_OR_RETURN(question.after, ParsePageToken(request.page_token(), question.bound_to));
  return question;
}

// The grades of accounts of one division, as of today.
class Judging {
 public:
  explicit Judging(const Backend& backend) : backend_(backend), judge_(backend.rules.inspection, LocalDay(backend.clock.Now())) {}

  v1::Activity Of(const WatchedAccount& account) {
    const Platform* platform = backend_.rules.platforms.Find(account.platform);
    const RuleClass rule_class = platform == nullptr ? RuleClass::kPublishing : platform->rule_class;
    return ToProto(account.uid, account.seen, judge_.Of(account.seen, JudgedAs(rule_class, account.purpose), account.division));
  }

 private:
  const Backend& backend_;
  ActivityJudge judge_;
};

bool IsWanted(const Question& question, const v1::Activity& activity) {
  return question.grades.empty() || question.grades.count(activity.grade()) > 0;
}

// Calls `each` with the accounts in force behind `after` until it returns false.
absl::Status ForEachActivity(Reader& reader, Judging& judging, const Question& question, std::string after,
                             absl::FunctionRef<bool(const std::string& uid, v1::Activity activity)> each) {
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<WatchedAccount> accounts, reader.WatchedAccounts(question.division, after, kAccountsAtOnce));
    for (const WatchedAccount& account : accounts) {
      v1::Activity activity = judging.Of(account);
      if (IsWanted(question, activity) && !each(account.uid, std::move(activity))) return absl::OkStatus();
    }
    if (accounts.size() < static_cast<size_t>(kAccountsAtOnce)) return absl::OkStatus();
    after = accounts.back().uid;
  }
}

absl::StatusOr<v1::ListActivityResponse> ByAccount(Reader& reader, Judging& judging, const Question& question) {
  v1::ListActivityResponse response;
  std::string last;
  RETURN_IF_ERROR(ForEachActivity(reader, judging, question, question.after, [&](const std::string& uid, v1::Activity activity) {
    if (response.activities_size() == question.size) {
      response.set_next_page_token(MakePageToken(last, question.bound_to));
      return false;
    }
    *response.add_activities() = std::move(activity);
    last = uid;
    return true;
  }));
  return response;
}

// All of the division are looked at for every page; no more than a page is kept.
absl::StatusOr<v1::ListActivityResponse> SoonestFirst(Reader& reader, Judging& judging, const Question& question, absl::CivilDay today) {
  const std::string latest = absl::FormatCivilTime(today + question.within_days);
  std::map<std::string, v1::Activity> page;  // by day and account
  RETURN_IF_ERROR(ForEachActivity(reader, judging, question, "", [&](const std::string& uid, v1::Activity activity) {
    if (activity.overdue_on().empty() || activity.overdue_on() > latest) return true;
    std::string place = absl::StrCat(activity.overdue_on(), " ", uid);
    if (place > question.after) page.emplace(std::move(place), std::move(activity));
    if (page.size() > static_cast<size_t>(question.size) + 1) page.erase(std::prev(page.end()));
    return true;
  }));
  v1::ListActivityResponse response;
  std::string last;
  for (auto& [place, activity] : page) {
    if (response.activities_size() == question.size) {
      response.set_next_page_token(MakePageToken(last, question.bound_to));
      break;
    }
    *response.add_activities() = std::move(activity);
    last = place;
  }
  return response;
}

}  // namespace

absl::StatusOr<v1::ListActivityResponse> ActivityHandlers::ListActivity(const Call& call, const v1::ListActivityRequest& request) {
  ASSIGN_OR_RETURN(const Question question, QuestionOf(request));
  RETURN_IF_ERROR(CheckDivision(backend_, call, question.division, /*reading=*/true));
  Judging judging(backend_);
  v1::ListActivityResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(response, question.within_days == 0 ? ByAccount(reader, judging, question)
                                                         : SoonestFirst(reader, judging, question, LocalDay(backend_.clock.Now())));
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::media
