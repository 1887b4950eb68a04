// What synthetic requests are about and how they go: data/demo/stories.csv. No person in them is real.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace disclosure::request {

// How a request goes before it is answered.
enum class Path { kPlain, kConsulted, kCorrected, kLapsed, kExtended, kPaid, kUnpaid, kWithdrawn, kAsked };

struct StoryKind {
  Path path = Path::kPlain;
  int weight = 0;  // how often, against the others
  std::string leaf;
  std::string subject;
  std::string grounds;
  std::map<std::string, std::string> elements;
};

// "path,weight,leaf,subject,grounds,elements": elements as code=text, separated by |. BAD_REQUEST with all bad lines.
absl::StatusOr<std::vector<StoryKind>> ParseStories(std::string_view csv);

}  // namespace disclosure::request
