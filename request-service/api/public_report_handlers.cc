#include "request-service/api/public_report_handlers.h"

#include <numeric>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/page.h"

namespace disclosure::request {
namespace {

constexpr absl::Duration kRememberedFor = absl::Minutes(1);
constexpr absl::Duration kShownMeanwhile = absl::Minutes(10);  // while it is being counted anew
constexpr size_t kMostRemembered = 1000;  // of organs and divisions that are in the directory, times a few years

int32_t SumOf(const ReportCounts& counts, int row) {
  const auto& cells = counts.requests()[static_cast<size_t>(row)];
  return static_cast<int32_t>(std::accumulate(cells.begin(), cells.end(), int64_t{0}));
}

}  // namespace

absl::StatusOr<v1::ListAnnualReportsResponse> PublicReportHandlers::ListAnnualReports(const Call& call,
                                                                                      const v1::ListAnnualReportsRequest& request) {
  ASSIGN_OR_RETURN(const ReportOwner owner, FindOwner(backend_, request.parent(), "parent"));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("reports ", owner.name);
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  int before = 10000;
  if (!token.empty() && !absl::SimpleAtoi(token, &before)) return error::BadRequest({{"page_token", "was not made here"}});
  std::vector<ReportPublished> found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, reader.PublishedReports(owner.name, before, size + 1));
    return absl::OkStatus();
  }));
  v1::ListAnnualReportsResponse response;
  const bool more = found.size() > static_cast<size_t>(size);
  if (more) found.pop_back();
  for (const ReportPublished& report : found) {
    v1::PublishedReport& out = *response.add_reports();
    out.set_name(absl::StrCat(owner.name, "/annualReports/", report.year));
    out.set_year(report.year);
    out.set_published_on(absl::FormatCivilTime(report.published));
  }
  if (more) response.set_next_page_token(MakePageToken(absl::StrCat(found.back().year), bound_to));
  return response;
}

absl::StatusOr<v1::RequestStatistics> PublicReportHandlers::GetRequestStatistics(const Call& call,
                                                                                 const v1::GetRequestStatisticsRequest& request) {
  ASSIGN_OR_RETURN(const ReportOwner owner, FindOwnerAndYear(backend_, request.name(), "requestStatistics"));
  const absl::CivilDay today = LocalDay(backend_.clock.Now());
  if (owner.year > today.year()) return error::BadRequest({{"name", "must end with a year that has begun"}});
  if (std::optional<v1::RequestStatistics> remembered = Remembered(request.name(), kRememberedFor)) return *std::move(remembered);
  // The visitors who come at the end of the minute would else all count, at once and the same.
  const auto count = [&]() -> absl::StatusOr<v1::RequestStatistics> {
    if (std::optional<v1::RequestStatistics> just_now = Remembered(request.name(), kRememberedFor)) return *std::move(just_now);
    return Count(call, owner, request.name());
  };
  return counting_.Do(request.name(), call.deadline, count, Remembered(request.name(), kShownMeanwhile));
}

absl::StatusOr<v1::RequestStatistics> PublicReportHandlers::Count(const Call& call, const ReportOwner& owner, const std::string& name) {
  v1::RequestStatistics out;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const ReportCounts counts, CountOf(reader, backend_.law, owner));
    out.set_received(SumOf(counts, kReceivedRow));
    out.set_carried_in(SumOf(counts, kCarriedInRow));
    out.set_open(SumOf(counts, kCarriedOutRow));
    return absl::OkStatus();
  }));
  out.set_name(name);
  out.set_year(owner.year);
  out.set_concluded(out.received() + out.carried_in() - out.open());
  out.set_as_of(absl::FormatCivilTime(LocalDay(backend_.clock.Now())));
  Remember(out);
  return out;
}

std::optional<v1::RequestStatistics> PublicReportHandlers::Remembered(const std::string& name, absl::Duration at_most) {
  const absl::Time now = backend_.clock.Now();
  std::lock_guard lock(mutex_);
  const auto found = counted_.find(name);
  if (found == counted_.end() || now - found->second.time >= at_most) return std::nullopt;
  return found->second.statistics;
}

void PublicReportHandlers::Remember(const v1::RequestStatistics& statistics) {
  const absl::Time now = backend_.clock.Now();
  std::lock_guard lock(mutex_);
  if (counted_.size() >= kMostRemembered) counted_.clear();
  counted_[statistics.name()] = {now, statistics};
}

}  // namespace disclosure::request
