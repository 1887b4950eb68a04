#include "request-service/domain/bulletin.h"

#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

constexpr ReviewNames BulletinFigures::*kFigures[] = {
    &BulletinFigures::filed,    &BulletinFigures::accepted,   &BulletinFigures::closed,       &BulletinFigures::corrected,
    &BulletinFigures::mediated, &BulletinFigures::head_known, &BulletinFigures::head_attended};

bool IsIn(const std::optional<absl::CivilDay>& day, absl::CivilMonth month) { return day && absl::CivilMonth(*day) == month; }

void Count(const Review& review, absl::CivilMonth month, BulletinFigures& figures) {
  const std::string name = ReviewName(review.key);
  if (IsIn(review.filed, month)) figures.filed.push_back(name);
  if (IsIn(review.accepted, month)) figures.accepted.push_back(name);
  if (!IsIn(review.closed, month)) return;
  figures.closed.push_back(name);
  if (review.result == ReviewResult::kCorrected) figures.corrected.push_back(name);
  if (review.mediated) figures.mediated.push_back(name);
  if (!review.head_attended) return;
  figures.head_known.push_back(name);
  if (*review.head_attended) figures.head_attended.push_back(name);
}

void Merge(const BulletinFigures& other, BulletinFigures& figures) {
  for (const auto figure : kFigures) (figures.*figure).insert((figures.*figure).end(), (other.*figure).begin(), (other.*figure).end());
}

}  // namespace

Bulletin CountBulletin(const std::vector<Review>& reviews, absl::CivilMonth month) {
  Bulletin bulletin;
  for (const Review& review : reviews) {
    Count(review, month, IsSuit(review.route) ? bulletin.suits : bulletin.reconsiderations);
    Count(review, month, bulletin.total);
  }
  return bulletin;
}

void Merge(const Bulletin& other, Bulletin& bulletin) {
  Merge(other.reconsiderations, bulletin.reconsiderations);
  Merge(other.suits, bulletin.suits);
  Merge(other.total, bulletin.total);
}

std::string PercentText(int64_t n, int64_t of) {
  const int64_t tenths = (n * 2000 + of) / (of * 2);
  return absl::StrCat(tenths / 10, ".", tenths % 10, "%");
}

}  // namespace disclosure::request
