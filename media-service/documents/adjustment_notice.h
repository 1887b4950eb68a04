// 动态调整公告: what a batch closes and merges, from when, and where followers go.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/papers/paper.h"
#include "media-service/domain/batch.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

struct NoticeFacts {
  const Batch& batch;
  const std::vector<Account>& accounts;       // in the order of its items
  std::map<std::string, Account> successors;  // by uid
  const PlatformTable& platforms;
  std::string issuer;  // 杭州市滨江区人民政府; "" if the directory has none
};

// Of a batch that is not announced yet a draft, which says so.
Paper AdjustmentNotice(const NoticeFacts& facts);

}  // namespace disclosure::media
