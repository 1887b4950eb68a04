// The quarterly bulletin (季度通报) as a document, in the form that provinces and cities use.
#pragma once

#include <string>
#include <vector>

#include "common/papers/paper.h"
#include "media-service/domain/bulletin.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

struct BulletinFacts {
  const Bulletin& bulletin;
  const std::vector<InspectionRule>& rules;
  const PlatformTable& platforms;
  Quarter quarter;
  std::string division_name;  // 滨江区
  std::string rectify_by;     // 2026年10月12日; "" if unknown
};

Paper BulletinPaper(const BulletinFacts& facts);

}  // namespace disclosure::media
