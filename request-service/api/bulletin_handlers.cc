#include "request-service/api/bulletin_handlers.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "request-service/api/desk_query.h"
#include "request-service/domain/bulletin.h"

namespace disclosure::request {
namespace {

constexpr char kOrganBulletin[] = "organs/*/bulletins/*";
constexpr char kDivisionBulletin[] = "divisions/*/bulletins/*";

struct BulletinAsked {
  std::string owner;  // organs/330108-jyj or divisions/330108
  absl::CivilMonth month;
};

absl::StatusOr<BulletinAsked> ParseBulletinName(const std::string& name, absl::CivilDay today) {
  const bool division = absl::StartsWith(name, "divisions/");
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(division ? kDivisionBulletin : kOrganBulletin, name));
  const std::optional<absl::CivilDay> first = ParseDate(absl::StrCat(ids[1], "-01"));
  if (!first) return error::BadRequest({{"name", "must end in a month, as in 2026-09"}});
  if (*first > today) return error::BadRequest({{"name", "is of a month that has not begun"}});
  return BulletinAsked{absl::StrCat(division ? "divisions/" : "organs/", ids[0]), absl::CivilMonth(*first)};
}

void Show(const ReviewNames& names, v1::BulletinCount& out) {
  out.set_n(static_cast<int32_t>(names.size()));
  out.mutable_reviews()->Add(names.begin(), names.end());
}

void ShowRate(const ReviewNames& names, const ReviewNames& of, v1::BulletinRate& out) {
  out.set_n(static_cast<int32_t>(names.size()));
  out.set_of(static_cast<int32_t>(of.size()));
  out.set_percent(PercentText(out.n(), out.of()));
}

v1::BulletinFigures ToProto(const BulletinFigures& figures) {
  v1::BulletinFigures out;
  Show(figures.filed, *out.mutable_filed());
  Show(figures.accepted, *out.mutable_accepted());
  Show(figures.closed, *out.mutable_closed());
  Show(figures.corrected, *out.mutable_corrected());
  Show(figures.mediated, *out.mutable_mediated());
  Show(figures.head_known, *out.mutable_head_known());
  Show(figures.head_attended, *out.mutable_head_attended());
  if (!figures.closed.empty()) ShowRate(figures.corrected, figures.closed, *out.mutable_correction_rate());
  if (!figures.head_known.empty()) ShowRate(figures.head_attended, figures.head_known, *out.mutable_attendance_rate());
  return out;
}

// Into a Bulletin, or an organ's part of one.
template <typename Message>
void ShowParts(const Bulletin& bulletin, Message& out) {
  *out.mutable_reconsiderations() = ToProto(bulletin.reconsiderations);
  *out.mutable_suits() = ToProto(bulletin.suits);
  *out.mutable_total() = ToProto(bulletin.total);
}

}  // namespace

absl::StatusOr<v1::Bulletin> BulletinHandlers::GetBulletin(const Call& call, const v1::GetBulletinRequest& request) {
  ASSIGN_OR_RETURN(const BulletinAsked asked, ParseBulletinName(request.name(), LocalDay(backend_.clock.Now())));
  ASSIGN_OR_RETURN(const DeskScope scope, OpenScope(backend_, call, asked.owner));
  const absl::CivilDay first(asked.month), last = absl::CivilDay(asked.month + 1) - 1;
  v1::Bulletin response;
  response.set_name(request.name());
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    Bulletin whole;
    for (const std::string& organ : scope.organs) {
      ASSIGN_OR_RETURN(const std::vector<Review> reviews, reader.ReviewsOfSpan(organ, first, last));
      const Bulletin own = CountBulletin(reviews, asked.month);
      Merge(own, whole);
      if (!scope.division || own.empty()) continue;
      v1::OrganBulletin& line = *response.add_organs();
      line.set_organ(absl::StrCat("organs/", organ));
      ShowParts(own, line);
    }
    ShowParts(whole, response);
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::request
