// 通报: what a month's reviews come to. Every number has the reviews that it counts; every rate is a number of a number.
//
// No regulation defines these figures. The readings here are the suite's own [I]: a month is by the day of filing,
// acceptance or closing; both rates are of what was closed in the month; a suit counts for 出庭应诉率 once the desk has
// said whether the head attended.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "request-service/domain/review.h"

namespace disclosure::request {

using ReviewNames = std::vector<std::string>;

struct BulletinFigures {
  ReviewNames filed;          // 案件发案量
  ReviewNames accepted;       // 受理
  ReviewNames closed;         // 审结
  ReviewNames corrected;      // 纠错、败诉: of closed
  ReviewNames mediated;       // 调解化解: of closed
  ReviewNames head_known;     // 应出庭: of closed suits
  ReviewNames head_attended;  // 负责人出庭: of head_known
};

struct Bulletin {
  BulletinFigures reconsiderations;
  BulletinFigures suits;
  BulletinFigures total;
  bool empty() const { return total.filed.empty() && total.accepted.empty() && total.closed.empty(); }
};

// Of `reviews` in any order, those with a part in `month`; the names stand as the reviews do.
Bulletin CountBulletin(const std::vector<Review>& reviews, absl::CivilMonth month);
void Merge(const Bulletin& other, Bulletin& bulletin);

// "33.3%", rounded half up. `of` is above 0: without it there is no rate.
std::string PercentText(int64_t n, int64_t of);

}  // namespace disclosure::request
