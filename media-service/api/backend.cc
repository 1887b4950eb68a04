#include "media-service/api/backend.h"

#include <fstream>
#include <sstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace

const Organ* Reference::View::FindWritten(const std::string& name) const {
  if (const Organ* organ = Find(name)) return organ;
  const auto found = by_name.find(FoldName(name));
  return found == by_name.end() || found->second.empty() ? nullptr : Find(found->second);
}

absl::StatusOr<std::shared_ptr<const Reference::View>> LoadReference(Store& store, absl::Time deadline) {
  std::vector<Organ> organs;
  RETURN_IF_ERROR(store.Read(deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(organs, reader.Organs());
    return absl::OkStatus();
  }));
  auto view = std::make_shared<Reference::View>();
  for (Organ& organ : organs) {
    // A name that two organs have names neither.
    for (const std::string& name : {organ.name, organ.short_name}) {
      if (name.empty() || (name == organ.short_name && name == organ.name)) continue;
      const auto [known, added] = view->by_name.emplace(FoldName(name), organ.code);
      if (!added && known->second != organ.code) known->second = "";
    }
    view->organs.emplace(organ.code, std::move(organ));
  }
  return view;
}

absl::StatusOr<Rules> LoadRules(const std::string& directory) {
  const auto read = [&](std::string_view name) { return ReadFile(absl::StrCat(directory, "/", std::string(name))); };
  ASSIGN_OR_RETURN(const std::string platforms, read("platforms.csv"));
  ASSIGN_OR_RETURN(const std::string aliases, read("platform_aliases.csv"));
  ASSIGN_OR_RETURN(const std::string urls, read("platform_urls.csv"));
  ASSIGN_OR_RETURN(const std::string opening, read("opening_policy.csv"));
  Rules rules;
  ASSIGN_OR_RETURN(rules.platforms, PlatformTable::Parse(platforms, aliases, urls));
  ASSIGN_OR_RETURN(rules.opening, OpeningPolicy::Parse(opening));
  return rules;
}

}  // namespace disclosure::media
