#include "request-service/demo/story_table.h"

#include <utility>

#include "absl/strings/str_split.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr std::pair<std::string_view, Path> kPaths[] = {
    {"plain", Path::kPlain},       {"consulted", Path::kConsulted}, {"corrected", Path::kCorrected},
    {"lapsed", Path::kLapsed},     {"extended", Path::kExtended},   {"paid", Path::kPaid},
    {"unpaid", Path::kUnpaid},     {"withdrawn", Path::kWithdrawn}, {"asked", Path::kAsked}};

std::optional<Path> PathOf(std::string_view code) {
  for (const auto& [known, path] : kPaths) {
    if (known == code) return path;
  }
  return std::nullopt;
}

}  // namespace

absl::StatusOr<std::vector<StoryKind>> ParseStories(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "stories.csv", "path,weight,leaf,subject,grounds,elements"));
  std::vector<StoryKind> stories;
  error::Violations bad;
  for (const LawRow& row : rows) {
    const std::optional<Path> path = PathOf(row.fields[0]);
    const std::optional<int64_t> weight = WholeNumber(row.fields[1], 1000);
    if (!path) bad.Add(row.place, "is no path");
    if (!weight || *weight == 0) bad.Add(row.place, "weight must be 1 to 1000");
    StoryKind story{.path = path.value_or(Path::kPlain),
                    .weight = static_cast<int>(weight.value_or(0)),
                    .leaf = row.fields[2],
                    .subject = row.fields[3],
                    .grounds = row.fields[4]};
    for (const std::string& element : std::vector<std::string>(absl::StrSplit(row.fields[5], '|', absl::SkipEmpty()))) {
      const std::pair<std::string, std::string> named = absl::StrSplit(element, absl::MaxSplits('=', 1));
      if (named.second.empty()) bad.Add(row.place, "elements must be code=text");
      story.elements.insert(named);
    }
    stories.push_back(std::move(story));
  }
  RETURN_IF_ERROR(bad.status());
  return stories;
}

}  // namespace disclosure::request
