// What an organ says of its own disclosure: guide (公开指南, 条例第十二条) and rules (公开制度).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "catalog-service/domain/directory.h"
#include "common/base/caller.h"
#include "common/base/status.h"

namespace disclosure::catalog {

// The guide but for the office, which the directory has (DisclosureGuide).
struct GuideText {
  std::string classification;  // 政府信息的分类
  std::string arrangement;     // 编排体系
  std::string access;          // 获取方式
  std::string website;         // 互联网联系方式
  std::string email;
  bool operator==(const GuideText&) const = default;
};

struct DisclosureRule {
  std::string title;
  std::string document_number;
  std::string issued_on;  // "2026-03-01", or ""
  std::string text;
  std::string link;
  bool operator==(const DisclosureRule&) const = default;
};

struct OrganProfile {
  std::string organ;  // code
  GuideText guide;
  std::vector<DisclosureRule> rules;
  int64_t version = 0;  // 0: nobody has written one
  std::optional<absl::Time> update_time;
  bool operator==(const OrganProfile&) const = default;
};

// All bad fields, as paths below "profile": texts within their limits, clean and without markup; links of http or
// https; dates that exist; a rule has a title, and a text or a link.
absl::Status Validate(const OrganProfile& profile);

// An editor writes for his own organ, a supervisor for those of his division and of the one below.
// PERMISSION_DENIED.
absl::Status MayEditProfile(const Caller& caller, std::string_view method, const Organ& organ, const Division& division);

}  // namespace disclosure::catalog
