#include "request-service/api/review_ledger.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "request-service/api/review_handlers.h"

namespace disclosure::request {
namespace {

// A fault of the row, not of the store.
bool IsOfRow(const absl::Status& status) { return error::Reason(status) == "BAD_REQUEST"; }

}  // namespace

ReviewLedger::ReviewLedger(const Backend& backend, const Call& call)
    : backend_(backend), now_(backend.clock.Now()), actor_(call.caller.subject), organs_(backend, call) {}

absl::StatusOr<LedgerOutcome> ReviewLedger::DryRun(Reader& reader, const std::vector<LedgerRow>& rows) {
  ASSIGN_OR_RETURN(Plan plan, MakePlan(reader, rows));
  return std::move(plan.outcome);
}

absl::StatusOr<LedgerOutcome> ReviewLedger::Import(Writer& writer, const std::vector<LedgerRow>& rows) {
  ASSIGN_OR_RETURN(Plan plan, MakePlan(writer, rows));
  // In one order for all imports, so that two do not wait for each other crosswise.
  std::stable_sort(plan.fresh.begin(), plan.fresh.end(), [](const Review& a, const Review& b) {
    return std::pair(a.key.organ, a.key.year) < std::pair(b.key.organ, b.key.year);
  });
  for (Review& review : plan.fresh) {
    ASSIGN_OR_RETURN(review.key.serial, writer.NextReviewSerial(review.key.organ, review.key.year));
    RETURN_IF_ERROR(KeepReview(writer, Review(), review, actor_, "imported"));
  }
  for (const auto& [before, after] : plan.closed) RETURN_IF_ERROR(KeepReview(writer, before, after, actor_, "imported"));
  return std::move(plan.outcome);
}

absl::StatusOr<Review> ReviewLedger::CheckRow(Reader& reader, const LedgerRow& row) const {
  if (row.too_wide) return TooWide();
  ASSIGN_OR_RETURN(const LedgerReview told, ReadLedgerReview(row.cells, LocalDay(now_)));
  Review review{.request_number = told.request_number, .route = told.route, .result = told.result, .filed = told.filed, .closed = told.closed};
  if (!told.organ.empty()) {
    ASSIGN_OR_RETURN(review.key.organ, organs_.Find(told.organ));
  }
  if (!told.request_number.empty()) {
    ASSIGN_OR_RETURN(std::vector<RequestKey> keys, reader.FindByAnyNumber(told.request_number));
    if (!review.key.organ.empty()) std::erase_if(keys, [&](const RequestKey& key) { return key.organ != review.key.organ; });
    if (keys.empty()) return error::BadRequest({{"request_number", "没有这件申请"}});
    if (keys.size() > 1) return error::BadRequest({{"request_number", "不止一个机关有这个编号，应写明机关"}});
    review.request = keys.front();
    review.key.organ = keys.front().organ;
  }
  RETURN_IF_ERROR(organs_.CheckCaller(review.key.organ));
  review.key.year = static_cast<int>(review.filed.year());
  review.version = 1;
  review.create_time = now_;
  review.update_time = now_;
  return review;
}

absl::StatusOr<std::vector<Review>> ReviewLedger::Known(Reader& reader, const Review& told) const {
  std::vector<Review> known;
  if (told.request) {
    ASSIGN_OR_RETURN(known, reader.ReviewsOfRequest(*told.request));
  } else {
    ASSIGN_OR_RETURN(known, reader.ListReviews(told.key.organ, told.filed, LocalDay(now_)));
    std::erase_if(known, [](const Review& review) { return review.request.has_value(); });
  }
  std::erase_if(known, [&](const Review& review) { return review.route != told.route || review.filed != told.filed; });
  return known;
}

absl::StatusOr<ReviewLedger::Plan> ReviewLedger::MakePlan(Reader& reader, const std::vector<LedgerRow>& rows) {
  Plan plan;
  std::map<Identity, std::vector<Review>> unmatched;  // what is there, until a row is found to be it
  std::map<Identity, int> first_rows;
  for (const LedgerRow& row : rows) {
    const absl::StatusOr<Review> told = CheckRow(reader, row);
    if (!told.ok()) {
      if (!IsOfRow(told.status())) return told.status();
      plan.outcome.Quarantine(row.number, told.status());
      continue;
    }
    const RequestKey request = told->request.value_or(RequestKey{});
    const Identity identity{told->key.organ, request.year, request.serial, told->route, told->filed};
    const auto [first, is_first] = first_rows.emplace(identity, row.number);
    if (is_first) {
      ASSIGN_OR_RETURN(unmatched[identity], Known(reader, *told));
    } else if (told->request) {
      plan.outcome.warnings.push_back({row.number, "", absl::StrCat("与第", first->second, "行的申请、途径、提起日期相同，作为另一件")});
    }
    Match(row.number, *told, unmatched[identity], plan);
  }
  return plan;
}

void ReviewLedger::Match(int row, const Review& told, std::vector<Review>& known, Plan& plan) const {
  const auto same = std::find_if(known.begin(), known.end(), [&](const Review& review) {
    return review.result == told.result && review.closed == told.closed;
  });
  if (same != known.end()) {
    known.erase(same);
    ++plan.outcome.counts.unchanged;
    return;
  }
  const auto open = std::find_if(known.begin(), known.end(), [](const Review& review) { return !review.closed; });
  if (open != known.end()) {
    if (open->accepted && told.closed && *told.closed < *open->accepted) {
      plan.outcome.Quarantine(row, "closed_on", "审结日期早于已经登记的受理日期");
      known.erase(open);
      return;
    }
    const Review before = *open;
    open->result = told.result;
    open->closed = told.closed;
    ++open->version;
    open->update_time = now_;
    plan.closed.emplace_back(before, *open);
    known.erase(open);
    ++plan.outcome.counts.updated;
    return;
  }
  if (told.request && !known.empty()) {
    const RequestKey& key = known.front().key;
    plan.outcome.Quarantine(row, "result", absl::StrCat("已经导入过（", key.year, "-", key.serial, "），结果与这一行不同"));
    return;
  }
  plan.fresh.push_back(told);
  ++plan.outcome.counts.imported;
}

}  // namespace disclosure::request
